from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from jobs.migrations_applied import missing_migrations
from jobs.schedule import JOBS, write_schedule
from jobs.worker import Worker


class Command(BaseCommand):
    """Works the schedule and the queue of the site: publishes on time, sends, imports, tidies up."""

    help = "Works the schedule and the queue. Run it as a service, or every minute with --once from cron."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="work everything that is due, then end")
        parser.add_argument("--worker-name", default="", help="name in logs and lists (default: this machine's)")

    def handle(self, *, once: bool, worker_name: str, **options: object) -> None:
        if missing := missing_migrations():
            raise CommandError(
                f"The database is not up to date: {len(missing)} migrations are missing, "
                f"the first is {missing[0]}. Run  manage.py migrate  first."
            )
        write_schedule()
        worker = Worker(worker_name)
        worker.stop_on_signals()
        if once:
            worker.work_what_is_due()
            self.stdout.write(f"Worked {worker.worked} due jobs and tasks.")
        else:
            self.stdout.write(f"Worker {worker.name} works {len(JOBS)} scheduled jobs and the queue.")
            self.stdout.flush()
            worker.work_until_stopped()
