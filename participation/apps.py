from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParticipationConfig(AppConfig):
    name = "participation"
    verbose_name = _("Participation")

    def ready(self) -> None:
        from django.db.models.signals import post_delete
        from wagtail.signals import page_published, page_unpublished

        from participation import (  # noqa: F401  what editors are told; places on other pages
            chain,
            checks,
            idea_views,
            in_search,
            personal_data,
            poll_views,
            printing,
            question_views,
            slots,
            text_review_views,
            wall_views,
        )
        from participation.following import personal_data as following_data  # noqa: F401  what followers are told
        from participation.following import watch
        from participation.signals import contribution_changed

        page_published.connect(watch.on_published)
        for signal in (page_published, page_unpublished, post_delete):
            signal.connect(in_search.on_way_changed)
        contribution_changed.connect(in_search.on_contribution_changed)
