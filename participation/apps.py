from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ParticipationConfig(AppConfig):
    name = "participation"
    verbose_name = _("Participation")

    def ready(self) -> None:
        from django.db.models.signals import post_delete
        from wagtail.models import ReferenceIndex
        from wagtail.signals import page_published, page_unpublished

        from participation import (  # noqa: F401  what editors are told; places on other pages
            chain,
            checks,
            in_search,
            personal_data,
            printing,
            slots,
        )
        from participation.drafts import views as draft_views  # noqa: F401  each answers for its page type
        from participation.figures import views as figures_views  # noqa: F401
        from participation.following import personal_data as following_data  # noqa: F401  what followers are told
        from participation.following import watch
        from participation.ideas import merging, pictures  # noqa: F401  what stands at the author's own link
        from participation.ideas import views as idea_views  # noqa: F401
        from participation.models import IdeaPicture
        from participation.polls import views as poll_views  # noqa: F401
        from participation.question_board import views as question_views  # noqa: F401
        from participation.signals import contribution_changed
        from participation.walls import views as wall_views  # noqa: F401

        page_published.connect(watch.on_published)
        for signal in (page_published, page_unpublished, post_delete):
            signal.connect(in_search.on_way_changed)
        contribution_changed.connect(in_search.on_contribution_changed)
        # By it the gate for pictures knows what is shown where.
        ReferenceIndex.register_model(IdeaPicture)
