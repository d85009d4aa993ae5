from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from service_catalogue import listing


class Command(BaseCommand):
    help = "Compares the lists and numbers of services with the pages, puts them right and says what was wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        services, numbers = listing.rebuild()
        text = _("%(services)d services were listed wrongly, %(numbers)d numbers were wrong. All is right now.")
        self.stdout.write(text % {"services": services, "numbers": numbers})
