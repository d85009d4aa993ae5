"""The ground that every room builds on: the base page, the home page, ordinary pages and the town itself."""

from datetime import timedelta
from typing import Any

from django.db import models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, Revision, Site
from wagtail.search import index
from wagtail.utils.decorators import cached_classmethod

from cms.blocks import ContentBlock, LinkValue, QuickLinksBlock
from cms.checks.panel import FindingsPanel
from cms.fields import StreamField
from cms.folding import folding
from cms.forms import MessageForm
from cms.media import File, Picture, Rendition, shown
from cms.searchable import Searchable, SearchTexts
from cms.town import TownSettings
from cms.upkeep import ReviewKind, Upkeep, Wishes, carry_out
from cms.upkeep_form import KeptPageForm, upkeep_panels
from cms.videos import allow_players
from cms.visibility import for_everybody

__all__ = [
    "BasePage",
    "File",
    "HomePage",
    "Picture",
    "Rendition",
    "StandardPage",
    "TownSettings",
    "Upkeep",
    "VisitorMessage",
]

MESSAGES_KEPT_FOR = timedelta(days=180)


class BasePage(Searchable, Page):
    """What all our pages have in common; every page type derives from it."""

    teaser = models.CharField(
        _("short text"),
        max_length=300,
        blank=True,
        help_text=_("One or two sentences: what the page is about. Shown in lists, search results and previews."),
    )
    picture = models.ForeignKey(
        Picture, verbose_name=_("picture"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    content_panels = [
        FindingsPanel(heading=_("Checks"), icon="clipboard-list"),
        *Page.content_panels,
        "teaser",
        "picture",
    ]
    settings_panels = [
        *Page.settings_panels,
        MultiFieldPanel(upkeep_panels(), heading=_("Keeping it true"), icon="calendar-check"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("teaser")]
    show_in_menus_default = False
    base_form_class = KeptPageForm
    # Fields that forms of small towns never fold.
    always_open: tuple[str, ...] = ("teaser", "body")
    # Fields of plain text whose sentences the checks read; those of blocks and rich texts they find by themselves.
    plain_texts: tuple[str, ...] = ("teaser",)
    # What the page is to search engines (schema.org).
    schema_type = "WebPage"
    # How often pages of this type must be read again, unless a page says otherwise.
    review_kind = ReviewKind.USUAL
    upkeep_wishes: Wishes | None = None

    class Meta:
        abstract = True

    @cached_classmethod
    def get_edit_handler(cls) -> Any:  # noqa: N805  a class method of Wagtail's
        """The form of this page type; small towns fold what is optional in it."""
        return folding(super().get_edit_handler()).bind_to_model(cls)

    @property
    def type_label(self) -> str:
        """The name under which a developer finds the page's code, as in `news.NewsPage`."""
        return self._meta.label

    @transaction.atomic
    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Who keeps a page, and how often it must be read, is no matter of versions: it holds at once."""
        revision = super().save_revision(*args, **kwargs)
        if self.upkeep_wishes is not None:
            carry_out(self, self.upkeep_wishes, kwargs.get("user"))
        return revision

    @transaction.atomic
    def publish(self, *args: Any, **kwargs: Any) -> None:
        """All that listens, such as the search, changes with the page or not at all, whoever publishes it and is killed."""
        super().publish(*args, **kwargs)

    @transaction.atomic
    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        """As `publish`."""
        super().unpublish(*args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "page_label": self.type_label}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = super().serve(request, *args, **kwargs)
        allow_players(response, getattr(self, "body", None))
        return response

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Films play for editors as they will for visitors."""
        response = super().serve_preview(request, mode_name)
        allow_players(response, getattr(self, "body", None))
        return response

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        """The address under which the sitemap itself was asked for, whatever port or host Wagtail's site remembers."""
        entries = super().get_sitemap_urls(request)
        address = self.get_url(request)
        if request is None or address is None:
            return entries
        return [{**entry, "location": request.build_absolute_uri(address)} for entry in entries]

    @property
    def shown_picture(self) -> Picture | None:
        """The picture, unless it is withheld; templates show only this."""
        return shown(self.picture)

    def departments_in_charge(self) -> list[Any]:
        """The departments whose notices concern this page."""
        department = getattr(self, "department", None)
        return [department] if department else []

    def headings(self) -> list[str]:
        """The parts of the page by name, for those who are asked which one is not clear."""
        return [str(block.value) for block in getattr(self, "body", None) or [] if block.block_type == "heading"]

    def search_texts(self) -> SearchTexts:
        return SearchTexts(title=self.title, summary=self.teaser, body=self.body_text())

    def body_text(self) -> str:
        """The page's own words as plain text, without the blocks' markup."""
        field = next((field for field in self._meta.fields if field.name == "body"), None)
        return " ".join(field.get_searchable_content(self.body)) if field else ""

    def search_url(self) -> str:
        return self.get_url() or ""

    def is_searchable(self) -> bool:
        return self.live and self.depth > 1 and not self.get_view_restrictions().exists()

    @classmethod
    def findable(cls, found: Any) -> Any:
        return for_everybody(found).filter(depth__gt=1)

    @classmethod
    def whole(cls, found: Any) -> list[Any]:
        pages = list(found.select_related("locale"))
        roots = Site.get_site_root_paths()  # Wagtail would ask its cache for each page
        for page in pages:
            page._wagtail_cached_site_root_paths = roots
        return pages


class HomePage(BasePage):
    """/: search first, then what people need most and what is new."""

    introduction = models.CharField(
        _("question above the search"), max_length=120, blank=True, help_text=_("For example: What can we do for you?")
    )
    quick_links = StreamField(
        QuickLinksBlock(),
        blank=True,
        verbose_name=_("quick links"),
        help_text=_("What many come for and what is no service: up to six links right below the search."),
    )
    body = StreamField(ContentBlock(), blank=True, verbose_name=_("body"))

    parent_page_types = ["wagtailcore.Page"]
    content_panels = [*BasePage.content_panels[:-2], "introduction", "teaser", "picture", "quick_links", "body"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @property
    def shown_quick_links(self) -> list[LinkValue]:
        """Without those whose page is not published."""
        return [block.value for block in self.quick_links if block.value.href]

    def is_searchable(self) -> bool:
        return False

    @classmethod
    def findable(cls, found: Any) -> Any:
        return found.none()


class StandardPage(BasePage):
    """/<slug>/: an ordinary page with text, pictures, questions and answers, and the pages below it."""

    body = StreamField(ContentBlock(), blank=True, verbose_name=_("body"))
    has_message_form = models.BooleanField(
        _("with a message form"),
        default=False,
        help_text=_("Visitors can write to the town hall on this page. Their messages stand under “Messages”."),
    )

    subpage_types = ["cms.StandardPage"]
    content_panels = [*BasePage.content_panels, "body", "has_message_form"]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["subpages"] = for_everybody(self.get_children()).specific().order_by("path")
        context["message_form"] = kwargs.get("message_form") or (MessageForm() if self.has_message_form else None)
        context["message_sent"] = "gesendet" in request.GET
        return context

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST" or not self.has_message_form:
            return super().serve(request, *args, **kwargs)
        form = MessageForm(request.POST)
        if not form.is_valid():
            context = self.get_context(request, message_form=form)
            return TemplateResponse(request, self.get_template(request), context, status=422)
        if not form.is_from_a_robot():
            VisitorMessage.objects.create(page=self, **form.message())
        return HttpResponseRedirect(f"{self.get_url(request)}?gesendet#nachricht")


class VisitorMessage(models.Model):
    """Something a visitor wrote on one of our pages. Deleted 180 days after it was dealt with (GDPR Art. 5 (1) e)."""

    page = models.ForeignKey(Page, verbose_name=_("page"), null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(_("message"))
    email = models.EmailField(_("e-mail address"), blank=True)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    handled = models.BooleanField(_("dealt with"), default=False)
    handled_at = models.DateTimeField(_("dealt with on"), null=True, blank=True, editable=False)

    panels = [
        FieldPanel("text", read_only=True),
        FieldPanel("email", read_only=True),
        FieldPanel("page", read_only=True),
        "handled",
    ]

    class Meta:
        ordering = ["handled", "-sent_at"]
        verbose_name = _("message")
        verbose_name_plural = _("messages")

    def __str__(self) -> str:
        return strip_tags(self.text)[:60]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.handled:
            self.handled_at = None
        elif self.handled_at is None:
            self.handled_at = timezone.now()
        super().save(*args, **kwargs)
