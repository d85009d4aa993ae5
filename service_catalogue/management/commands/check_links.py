import json
from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from service_catalogue.links import gathering, running
from service_catalogue.models import CheckedLink
from service_catalogue.models.links import KNOWN_BROKEN, LinkState, digest_of


class Command(BaseCommand):
    help = "Checks the links that residents can follow from service pages: those that are due, were never checked or failed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group()
        which.add_argument("--all", action="store_true", help="Check all links, whenever they were checked last.")
        which.add_argument("--only", nargs="+", metavar="URL", help="Check these addresses only.")
        parser.add_argument("--report", type=Path, metavar="FILE", help="Write a JSON report into this file.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["only"]:
            gathering.gather()
        links = list(self.chosen(options))
        summary = running.check_links(links, tell=self.tell)
        if options["report"]:
            options["report"].write_text(json.dumps(report(summary), ensure_ascii=False, indent=2) + "\n", "utf-8")
        if summary.is_offline:
            raise CommandError(
                _("Nobody answered at all. The line of this server seems to be down; nothing was changed.")
            )
        for link in summary.turned_bad:
            self.stdout.write(f"{link.get_state_display()}: {link.url} ({link.reason})")
        counts = CheckedLink.objects.values_list("state")
        self.stdout.write(", ".join(f"{state.label} {self.count(counts, state)}" for state in LinkState))

    def count(self, states: QuerySet, state: LinkState) -> int:
        return states.filter(state=state).count()

    def chosen(self, options: dict[str, Any]) -> QuerySet[CheckedLink]:
        links = CheckedLink.objects.order_by("checked_at", "pk")
        if options["all"]:
            return links
        if options["only"]:
            return self.named(options["only"])
        a_day_ago = timezone.now() - timedelta(days=1)
        return links.filter(Q(due_at__lte=timezone.now()) | Q(due_at=None, checked_at__lte=a_day_ago))

    def named(self, urls: list[str]) -> QuerySet[CheckedLink]:
        found = CheckedLink.objects.filter(digest__in=[digest_of(url) for url in urls])
        unknown = {digest_of(url): url for url in urls}.keys() - set(found.values_list("digest", flat=True))
        if unknown:
            missing = [url for url in urls if digest_of(url) in unknown]
            raise CommandError(_("No published service page has the link %(urls)s.") % {"urls": ", ".join(missing)})
        return found

    def tell(self, done: int, total: int) -> None:
        if self.stdout.isatty():
            self.stdout.write(f"\r{done}/{total}", ending="" if done < total else "\n")
            self.stdout.flush()


def report(summary: running.Summary) -> dict[str, Any]:
    """Counts by state, and every link that residents should not meet."""
    by_state = {state.value: sum(link.state == state for link in summary.checked) for state in LinkState}
    bad = [link for link in summary.checked if link.state in {*KNOWN_BROKEN, LinkState.CAUTION}]
    return {
        "checked": len(summary.checked),
        **by_state,
        "offline": summary.is_offline,
        "links": [
            {
                "url": link.url, "state": link.state, "reason": link.reason,
                "since": link.since.isoformat() if link.since else None,
            }
            for link in bad
        ],
    }  # fmt: skip
