"""What the newsroom adds to the editors' interface."""

from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from news.models import NewsTopic


@register_snippet
class NewsTopicViewSet(SnippetViewSet):
    model = NewsTopic
    icon = "tag"
    list_display = ["name", "slug"]
    search_fields = ["name"]
    copy_view_enabled = False
