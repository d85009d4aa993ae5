"""What the site forgets by itself: shown, or done at once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from jobs.retention import State, forget_now, states


class Command(BaseCommand):
    """retention [--dry-run]: rows that wait and the last run of each rule; without --dry-run they go now."""

    help = "Forget what is due, rule by rule; with --dry-run only say what would go."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="change nothing")

    def handle(self, *args: Any, dry_run: bool = False, **options: Any) -> None:
        waiting = states()
        if not dry_run:
            forget_now()
        for state in waiting:
            self.stdout.write(line_of(state, dry_run=dry_run))
        total = sum(state.due for state in waiting)
        self.stdout.write(f"{total} rows {'would go' if dry_run else 'are forgotten'}.")


def line_of(state: State, *, dry_run: bool) -> str:
    last = timezone.localtime(state.last_run).strftime("%Y-%m-%d %H:%M") if state.last_run else "never"
    verb = "would go" if dry_run else "gone"
    return f"{state.rule.name}: {state.due} {verb}; job {state.rule.job}, last run {last}"
