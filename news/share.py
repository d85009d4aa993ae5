"""The share kit: when an item is public, its texts and crops for the municipality's channels. Nothing is sent anywhere."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from cms.media import Picture
from cms.visibility import for_everybody
from news.models import Channel, NewsPage, ShareSettings
from news.models.channels import RULES, Crop
from news.share_texts import compose, length, story_of

CROPS = {crop.key: crop for rules in RULES.values() for crop in rules.crops}


@dataclass(frozen=True)
class Piece:
    """A crop of the item's picture; too small when the picture has fewer pixels than the channel wants."""

    crop: Crop
    is_too_small: bool


@dataclass(frozen=True)
class Offer:
    """What one channel gets."""

    channel: Channel
    text: str
    length: int
    pieces: list[Piece]


def item_of(request: HttpRequest, pk: int) -> NewsPage:
    """The item, for people who may edit it; raises Http404 or PermissionDenied."""
    item = get_object_or_404(NewsPage, pk=pk)
    if not item.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return item


def is_public(item: NewsPage) -> bool:
    return for_everybody(NewsPage.objects.filter(pk=item.pk)).exists()


def offers(item: NewsPage, channels: list[Channel], link: str) -> list[Offer]:
    """The texts are in the language of the item, whoever reads them here."""
    with translation.override(item.locale.language_code):
        story = story_of(item, link)
        return [offer(channel, compose(story, channel), item.shown_picture) for channel in channels]


def offer(channel: Channel, text: str, picture: Picture | None) -> Offer:
    return Offer(channel, text, length(text, channel.rules), pieces(channel, picture) if picture else [])


def pieces(channel: Channel, picture: Picture) -> list[Piece]:
    return [Piece(crop, picture.width < crop.width or picture.height < crop.height) for crop in channel.rules.crops]


class ShareKitView(WagtailAdminTemplateMixin, TemplateView):
    """/admin/news/share/<page>/: ready texts and crops of a published item."""

    page_title = gettext_lazy("Share kit")
    header_icon = "mobile-alt"
    template_name = "news/admin/share_kit.html"

    @cached_property
    def item(self) -> NewsPage:
        return item_of(self.request, self.kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return self.item.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title, "sublabel": self.item.title}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        settings = ShareSettings.for_request(self.request)
        link = self.request.build_absolute_uri(self.item.get_url(self.request) or "/")
        ready = is_public(self.item)
        return {
            **super().get_context_data(**kwargs),
            "item": self.item,
            "is_public": ready,
            "link": link,
            "picture": self.item.shown_picture,
            "offers": offers(self.item, list(settings.channels.all()), link) if ready else [],
        }


@require_admin_access
def crop_of_picture(request: HttpRequest, pk: int, size: str) -> HttpResponse:
    """/admin/news/share/<page>/<width>x<height>/: the picture in a channel's size, to download."""
    item, crop = item_of(request, pk), CROPS.get(size)
    picture = item.shown_picture
    if crop is None or picture is None or not is_public(item):
        raise Http404(_("There is no such picture."))
    made = picture.get_rendition(f"fill-{crop.key}|format-jpeg|jpegquality-85")
    with made.file.open("rb") as file:
        content = file.read()
    name = f"{item.slug}-{crop.key}.jpg"
    return HttpResponse(
        content, content_type="image/jpeg", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
