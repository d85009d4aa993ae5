from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = _("Content")

    def ready(self) -> None:
        # It needs the models, which Django loads before it calls ready().
        from wagtail.models import ReferenceIndex

        from cms import signal_handlers  # noqa: F401  what follows when a page is published
        from cms.checks import content  # noqa: F401  the rules for texts and pictures
        from cms.town import TownSettings

        # What each room asks and keeps of people, and why.
        autodiscover_modules("privacy")
        # Wagtail knows by itself only what pages and snippets use.
        ReferenceIndex.register_model(TownSettings)
