from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResidentsConfig(AppConfig):
    """Accounts of residents, who are no users of the editors' interface."""

    name = "residents"
    verbose_name = _("Residents' accounts")

    def ready(self) -> None:
        from residents import personal_data_below  # noqa: F401  what other rooms keep
