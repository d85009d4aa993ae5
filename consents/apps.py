from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils.translation import gettext_lazy as _


class ConsentsConfig(AppConfig):
    """Who has agreed to be seen in which picture, for what and until when."""

    name = "consents"
    verbose_name = _("Consents")

    def ready(self) -> None:
        from cms.models import Picture
        from cms.signals import pictures_changed
        from consents import checks, slots, withholding  # noqa: F401  tell the ground what to look at
        from consents.models import Consent
        from consents.signal_handlers import on_consent_changed, on_picture_saved, on_pictures_changed
        from consents.withdrawn_files import on_picture_deleted

        post_save.connect(on_consent_changed, sender=Consent)
        post_delete.connect(on_consent_changed, sender=Consent)
        pre_delete.connect(on_picture_deleted, sender=Picture)
        post_save.connect(on_picture_saved, sender=Picture)
        pictures_changed.connect(on_pictures_changed)
