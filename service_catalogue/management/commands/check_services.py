"""manage.py check_services: holds all services against the quality rules, for people and for scripts."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from cms.checks.command import ChecksCommand
from cms.checks.findings import Finding
from cms.checks.rules import Rule
from service_catalogue.models import ServicePage
from service_catalogue.quality import RULES, check_many


class Command(ChecksCommand):
    help = "Checks published services. Ends with 0 without errors, 1 with errors, 2 when it cannot run."
    counted = "services"

    def rules(self) -> list[Rule]:
        return RULES

    def pages(self, options: dict[str, Any]) -> Any:
        return ServicePage.objects.all() if options["drafts"] else ServicePage.objects.live()

    def checked(self, pages: Any) -> Iterator[tuple[Any, list[Finding]]]:
        return check_many(pages)

    def sum(self) -> str:
        return _("%(services)d services: %(error)d errors, %(warning)d warnings, %(info)d hints")
