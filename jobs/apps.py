from django.apps import AppConfig
from django.apps import apps as all_apps
from django.apps.registry import Apps
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    """The clock of the house: work that waits, and work that comes back every day."""

    name = "jobs"
    verbose_name = _("Jobs")

    def ready(self) -> None:
        autodiscover_modules("clock")
        post_migrate.connect(write_schedule_after_migrate, sender=self)


def write_schedule_after_migrate(apps: Apps = all_apps, **kwargs: object) -> None:
    """Every job has its row from the start, so that one that never ran is seen as late."""
    # Models can be imported only after every app is loaded.
    from .schedule import write_schedule

    tables_are_there = apps.is_installed("jobs") and "schedule" in apps.get_app_config("jobs").models
    if tables_are_there:
        write_schedule()
