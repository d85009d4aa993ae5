from django.apps import AppConfig
from django.db.models.signals import post_delete, post_migrate, post_save
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """The one search box over all rooms."""

    name = "search"
    verbose_name = _("Search")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Models can be imported only after every app is loaded.
        from wagtail.models import PageViewRestriction
        from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

        from cms.signals import content_changed
        from search import shipped_synonyms, steering
        from search import signal_handlers as handlers
        from search.models import BlockedSuggestion, PinnedResult, SearchSettings, Synonym

        page_published.connect(handlers.on_published)
        page_unpublished.connect(handlers.on_unpublished)
        page_slug_changed.connect(handlers.on_slug_changed)
        post_page_move.connect(handlers.on_moved)
        content_changed.connect(handlers.on_content_changed)
        post_save.connect(handlers.on_saved)
        post_delete.connect(handlers.on_deleted)
        for signal in (post_save, post_delete):
            signal.connect(handlers.on_restriction_changed, sender=PageViewRestriction)
            for model in (Synonym, PinnedResult, BlockedSuggestion, SearchSettings):
                signal.connect(steering.on_changed, sender=model)
        post_delete.connect(shipped_synonyms.on_deleted, sender=Synonym)
        post_migrate.connect(shipped_synonyms.on_migrated, sender=self)
