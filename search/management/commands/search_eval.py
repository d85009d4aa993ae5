import json
from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from cms.searchable import SearchTexts
from search import evaluation, scratch, steering
from search.engines.bindings import ClusterError
from search.evaluation import SHOWN_FIRST, Answer, Figures, Question, TableError
from search.finding import find
from search.steering import Steering
from search.synonyms import NO_SYNONYMS, our_synonyms
from search.synthetic import synthetic_texts

REPEAT = 5
MOST_FILL = 1_000_000
HEADINGS = ("kind", "queries", "hit@5", "first@5", "MRR@10", "nDCG@10", "nothing", "p50 ms", "p95 ms")


class Command(BaseCommand):
    help = (
        "Measures the search with queries whose right answers are known. With --services it asks an index of its own, "
        "made of that table, with the synonyms that come with the software; the site's own index and content are not "
        "touched. Without --services it asks the site's own index with the site's own synonyms, and only reads."
    )
    # It works beside a database that nobody has set up yet.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "queries", type=Path, help="table id,query,expected,kind; expected: title | title, best first"
        )
        parser.add_argument("--services", type=Path, help="table titel,leika,kategorie,kurz,begriffe to search in")
        parser.add_argument("--engine", choices=scratch.ENGINES, help="default: the one of the site")
        parser.add_argument(
            "--without-synonyms", action="store_true", help="without the table of synonyms and foreign entry words"
        )
        parser.add_argument("--fill", type=int, default=0, metavar="N", help="add N synthetic documents to --services")
        parser.add_argument("--repeat", type=int, default=REPEAT, help="how often each query is timed")
        parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["repeat"] < 1 or not 0 <= options["fill"] <= MOST_FILL:
            raise CommandError(f"--repeat starts at 1, --fill goes from 0 to {MOST_FILL}.")
        if options["fill"] and not options["services"]:
            raise CommandError("--fill needs --services: the site's own index is never written to.")
        try:
            questions = evaluation.read_questions(options["queries"])
            services = evaluation.read_services(options["services"]) if options["services"] else []
        except TableError as error:
            raise CommandError(str(error)) from None
        if services:
            self._compare(options["queries"], questions, services)
        answers = self._ask(questions, services, options)
        self.stdout.write(as_json(answers) if options["json"] else as_text(answers))

    def _compare(self, path: Path, questions: list[Question], services: list[SearchTexts]) -> None:
        """A title may be mistyped; where none is known, the tables do not belong together."""
        unknown = evaluation.unknown_titles(questions, services)
        for line, title in unknown:
            self.stderr.write(f"{path}, line {line}: no service is called {title!r}.")
        if len(unknown) == sum(len(question.expected) for question in questions):
            raise CommandError(f"{path}: no service is called as any of the expected titles.")

    def _ask(self, questions: list[Question], services: list[SearchTexts], options: dict[str, Any]) -> list[Answer]:
        texts = [("service", service) for service in services] + synthetic_texts(options["fill"])
        try:
            with scratch.searched(texts, options["engine"]):
                ask = partial(titles, steering=steering_for(bool(texts), not options["without_synonyms"]))
                return evaluation.ask_all(questions, {"": ask}, options["repeat"])[""]
        except (scratch.EngineError, ClusterError) as error:
            raise CommandError(str(error)) from None
        except DatabaseError as error:
            raise CommandError(f"The database cannot be asked: {str(error).strip()}.") from None


def steering_for(is_scratch: bool, with_synonyms: bool) -> Steering:
    """What a fresh site begins with, or what the editors of this one have decided."""
    found = Steering(synonyms=our_synonyms()) if is_scratch else steering.current()
    return found if with_synonyms else replace(found, synonyms=NO_SYNONYMS)


def titles(query: str, steering: Steering) -> list[str]:
    return [hit.title for hit in find(query, steering=steering).hits]


def as_json(answers: list[Answer]) -> str:
    by_kind = {kind: asdict(found) for kind, found in evaluation.figures_by_kind(answers).items()}
    told = [{"id": a.question.id, "query": a.question.query, "first_five": a.titles[:SHOWN_FIRST]} for a in answers]
    return json.dumps({**asdict(evaluation.figures(answers)), "by_kind": by_kind, "answers": told})


def as_text(answers: list[Answer]) -> str:
    rows = {"all": evaluation.figures(answers), **evaluation.figures_by_kind(answers)}
    missed = [answer for answer in answers if not evaluation.is_hit(answer)]
    lines = [line(HEADINGS), *(line((kind, *told_figures(found))) for kind, found in rows.items())]
    lines += [f"missed: {a.question.query!r} gives {', '.join(a.titles[:SHOWN_FIRST]) or 'nothing'}" for a in missed]
    return "\n".join(lines)


def told_figures(found: Figures) -> list[str]:
    shares = (found.hit_at_5, found.first_at_5, found.mrr_at_10, found.ndcg_at_10, found.zero_rate)
    return [str(found.queries), *(f"{share:.2f}" for share in shares), f"{found.p50_ms:.1f}", f"{found.p95_ms:.1f}"]


def line(cells: Iterable[str]) -> str:
    first, *others = cells
    return f"{first:<24}" + "".join(f"{cell:>10}" for cell in others)
