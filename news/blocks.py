"""The body of a news item: the shared blocks, and two that lead to people and to other rooms."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import PageChooserBlock
from wagtail.models import Page
from wagtail.snippets.blocks import SnippetChooserBlock

from cms.blocks import ContentBlock
from cms.visibility import for_everybody


class ContactBlock(SnippetChooserBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__("directory.ContactPerson", **kwargs)

    class Meta:
        label = _("Contact person")
        icon = "user"
        template = "news/contact_block.html"


class RelatedBlock(PageChooserBlock):
    """A service or a project with its short text; nothing is shown while it is not public."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(page_type=["service_catalogue.ServicePage", "participation.ProjectPage"], **kwargs)

    def get_context(self, value: Page | None, parent_context: Any = None) -> dict[str, Any]:
        found = for_everybody(Page.objects.filter(pk=value.pk)).specific().first() if value else None
        return {**super().get_context(value, parent_context=parent_context), "shown": found}

    class Meta:
        label = _("Service or project")
        icon = "link"
        template = "news/related_block.html"


class NewsBlock(ContentBlock):
    """The body of a news item."""

    contact = ContactBlock()
    related = RelatedBlock()
