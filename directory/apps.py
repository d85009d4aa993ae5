from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    name = "directory"
    verbose_name = _("Town hall")

    def ready(self) -> None:
        from directory import slots  # noqa: F401  fills the places on pages of lower rooms
