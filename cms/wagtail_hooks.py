"""What the ground adds to the editors' interface: messages of visitors and the colours of the site."""

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms import planned, sent_back, upkeep_log  # noqa: F401  what goes live and offline; why a page came back; who read it
from cms.checks import hooks as checks_hooks  # noqa: F401  findings and guards before everything that publishes
from cms.models import VisitorMessage
from cms.own_media import choosable_pictures, offer_own_media
from cms.own_pages import choosable_pages, refuse_foreign_move
from cms.rich_text import link_published_pages_only

hooks.register("construct_page_chooser_queryset", choosable_pages)
hooks.register("construct_image_chooser_queryset", choosable_pictures)
hooks.register("before_move_page", refuse_foreign_move)
hooks.register("construct_admin_api", offer_own_media, order=100)
hooks.register("register_rich_text_features", link_published_pages_only, order=100)


@hooks.register("construct_help_menu")
def help_in_german_only(request: HttpRequest, items: list[MenuItem]) -> None:
    """Without the links to English pages on foreign hosts; keyboard help and the like stay."""
    items[:] = [item for item in items if "://" not in item.url]


@hooks.register("insert_global_admin_css")
def site_colours() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("admin.css"))


@register_snippet
class VisitorMessageViewSet(SnippetViewSet):
    """What visitors wrote; the text stays as it was sent, only “dealt with” can be changed."""

    model = VisitorMessage
    icon = "mail"
    menu_label = _("Messages")
    menu_order = 400
    add_to_admin_menu = True
    list_display = ["__str__", "page", "sent_at", "handled"]
    list_filter = ["handled"]
    copy_view_enabled = False

    def register_chooser_viewset(self) -> None:
        """Nobody chooses a message; Wagtail's chooser would show them to everybody who may sign in."""
