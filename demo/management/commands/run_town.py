"""Start the demo town on this machine: what `make run` calls."""

import os
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    """run_town: migrations, demo content, the worker for jobs, and a server on PORT."""

    help = "Prepare the database, load the demo town, then serve it together with its jobs."

    def handle(self, *args: Any, **options: Any) -> None:
        # The server's reloader starts this command again; the work before it is done by then.
        if os.environ.get("RUN_MAIN") == "true":
            self.serve()
            return
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_demo", stdout=self.stdout)
        self.stdout.write(f"\nhttp://127.0.0.1:{settings.PORT}/  (end with Ctrl+C)\n")
        self.stdout.flush()
        worker = subprocess.Popen([sys.executable, sys.argv[0], "run_jobs"])  # noqa: S603  our own command
        try:
            self.serve()
        finally:
            worker.terminate()
            worker.wait(timeout=15)

    def serve(self) -> None:
        call_command("runserver", f"127.0.0.1:{settings.PORT}")
