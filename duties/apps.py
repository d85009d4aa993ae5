from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DutiesConfig(AppConfig):
    """What the law asks of a town's website: imprint, privacy, accessibility statement, reports, retention."""

    name = "duties"
    verbose_name = _("Legal duties")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.signals import page_published

        from duties import checks, slots  # noqa: F401  what a page of the law must say; who answers for a newsroom
        from duties.signal_handlers import on_statement_published

        page_published.connect(on_statement_published)
