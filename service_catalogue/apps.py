from typing import Any

from django.apps import AppConfig
from django.db.models.signals import m2m_changed, post_delete, post_migrate, post_save, pre_delete
from django.utils.translation import gettext_lazy as _


class ServiceCatalogueConfig(AppConfig):
    name = "service_catalogue"
    verbose_name = _("Services")

    def ready(self) -> None:
        # It needs the models, which Django loads before it calls ready().
        from service_catalogue import publication, slots, uses  # noqa: F401
        from service_catalogue.quality import signal_handlers as keep_findings  # noqa: F401

        self._keep_lists()

    def _keep_lists(self) -> None:
        """Let the lists of services follow whatever changes them."""
        from wagtail.models import PageViewRestriction
        from wagtail.signals import page_published, post_page_move

        from cms.signals import content_changed
        from directory.models import Department
        from service_catalogue import own_services
        from service_catalogue import signal_handlers as handlers

        page: Any
        page, online, topic = (self.get_model(name) for name in ("ServicePage", "OnlineService", "Topic"))
        post_save.connect(handlers.on_saved, sender=page)
        pre_delete.connect(handlers.on_deleted, sender=page)
        for relation in (page.topics, page.leika_keys, page.online_services):
            m2m_changed.connect(handlers.on_relations_changed, sender=relation.through)
        post_page_move.connect(handlers.on_moved)
        post_save.connect(handlers.on_restriction_saved, sender=PageViewRestriction)
        post_delete.connect(handlers.on_restriction_deleted, sender=PageViewRestriction)
        content_changed.connect(handlers.on_content_changed)
        page_published.connect(handlers.on_published, sender=page)
        page_published.connect(own_services.keep_rights, sender=page)
        post_save.connect(handlers.on_online_service_saved, sender=online)
        for model in (online, topic, Department):
            pre_delete.connect(handlers.before_deletion, sender=model)
            post_delete.connect(handlers.after_deletion, sender=model)
        post_migrate.connect(handlers.fill_lists, sender=self)
