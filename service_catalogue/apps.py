from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServiceCatalogueConfig(AppConfig):
    name = "service_catalogue"
    verbose_name = _("Services")

    def ready(self) -> None:
        # It needs the models, which Django loads before it calls ready().
        from service_catalogue import slots  # noqa: F401
