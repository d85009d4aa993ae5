import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.serializers.json import DjangoJSONEncoder

from search.status import ClusterStatus, Difference, Status, status

OWN = "The index differs from the site. `manage.py update_search_index` builds it anew."
CLUSTER = (
    "The search cluster differs from the index. What waits is sent by `manage.py run_jobs` as soon as the cluster "
    "takes it; `manage.py update_search_index` builds its index anew."
)


class Command(BaseCommand):
    help = (
        "Says whether the search index holds exactly what is public, and the search cluster exactly what the index "
        "holds; ends with an error if not."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help="print everything as one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        found = status()
        if options["json"]:
            self.stdout.write(json.dumps(as_json(found), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(lines(found)))
        if not found.is_well:
            raise CommandError(OWN if not found.is_well_itself else CLUSTER)


def as_json(found: Status) -> dict[str, Any]:
    return {"is_well": found.is_well, **asdict(found)}


def lines(found: Status) -> list[str]:
    return [
        f"{found.health.engine}: {found.health.documents} documents, {found.public} are public",
        *difference_lines(found.difference),
        *(f"  {problem}" for problem in found.health.problems),
        *(cluster_lines(found.cluster) if found.cluster else []),
    ]


def difference_lines(difference: Difference) -> list[str]:
    counts = {name: len(keys) for name, keys in asdict(difference).items()}
    named = [f"  {name}: {key}" for name, keys in asdict(difference).items() for key in keys]
    return [", ".join(f"{count} {name}" for name, count in counts.items()), *named]


def cluster_lines(cluster: ClusterStatus) -> list[str]:
    """While a cluster does not answer, nobody knows what it has."""
    answers = cluster.health.is_well
    since = f", the oldest since {cluster.oldest:%Y-%m-%d %H:%M:%S %Z}" if cluster.oldest else ""
    return [
        f"{cluster.health.engine} (cluster): {cluster.health.documents} documents" if answers else "cluster: not well",
        *(f"  {problem}" for problem in cluster.health.problems),
        *(difference_lines(cluster.difference) if answers else []),
        f"{cluster.waiting} changes wait{since}, {len(cluster.given_up)} documents refused",
        *(f"  refused: {key}: {problem}" for key, problem in cluster.given_up.items()),
    ]
