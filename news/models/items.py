"""News items and what belongs to each: authors, related pages, photographs for the press, the embargo."""

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Orderable, Page, Revision
from wagtail.search import index

from cms.fields import StreamField
from cms.media import Picture, shown
from cms.models import BasePage
from cms.upkeep import ReviewKind
from cms.visibility import for_everybody
from directory.models import ContactPerson, Department, Place
from news import structured_data
from news.blocks import NewsBlock
from news.forms import NewsPageForm
from news.panels import OptionalInlinePanel

if TYPE_CHECKING:
    from news.models.newsrooms import NewsIndexPage


class NewsTopic(models.Model):
    """What news are about: council, roads, school. All newsrooms share them."""

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("name in addresses"), max_length=80, unique=True)

    panels = ["name", "slug"]

    class Meta:
        ordering = ["name"]
        verbose_name = _("topic of news")
        verbose_name_plural = _("topics of news")

    def __str__(self) -> str:
        return self.name


class NewsPage(BasePage):
    """/aktuelles/<slug>/: one news item."""

    search_kind = "news"
    review_kind = ReviewKind.NEVER
    plain_texts = ("teaser", "correction")

    date = models.DateField(_("date"), default=timezone.localdate)
    department = models.ForeignKey(
        Department, verbose_name=_("department"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    contact = models.ForeignKey(
        ContactPerson, verbose_name=_("contact"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    place = models.ForeignKey(
        Place, verbose_name=_("place"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    topics = ParentalManyToManyField(NewsTopic, verbose_name=_("topics"), blank=True, related_name="news")
    body = StreamField(NewsBlock(), blank=True, verbose_name=_("body"))
    embargo = models.DateTimeField(
        _("embargo"),
        null=True,
        blank=True,
        help_text=_("Nothing of the item is public before, whoever publishes it earlier: it then waits for this hour."),
    )
    correction = models.TextField(
        _("what has changed"),
        max_length=500,
        blank=True,
        help_text=_("Only for a correction or an important addition. It stands above the text with its day."),
    )
    corrected_on = models.DateField(_("changed on"), null=True, blank=True)

    base_form_class = NewsPageForm
    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("date"),
        InlinePanel(
            "authors",
            heading=_("Authors"),
            label=_("author"),
            help_text=_("Pupils: first name and initial only, or nobody. Then the by-line of the newsroom is shown."),
        ),
        "body",
        MultiFieldPanel(["correction", "corrected_on"], heading=_("What has changed"), classname="collapsed"),
        FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
        MultiFieldPanel([FieldRowPanel(["department", "contact"]), "place"], heading=_("Who and where")),
        OptionalInlinePanel("related", heading=_("Related pages"), label=_("page")),
        MultiFieldPanel(
            [
                FieldPanel("embargo"),
                OptionalInlinePanel("press_photos", heading=_("Photographs for the press"), label=_("photograph")),
            ],
            heading=_("For the press"),
            classname="collapsed",
        ),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.FilterField("date")]

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")

    def clean(self) -> None:
        """Raises ValidationError for a day without a change."""
        super().clean()
        if self.corrected_on and not self.correction.strip():
            raise ValidationError({"correction": _("Say what has changed, or leave the day empty.")})
        if self.correction.strip() and not self.corrected_on:
            self.corrected_on = timezone.localdate()
        if self.under_embargo and self._state.adding:
            self.live = False  # Wagtail saves a new page as live first
        if self.under_embargo and self.live:
            raise ValidationError({"embargo": _("The item is public already. Unpublish it first.")})
        if self.embargo and self.expire_at and self.expire_at <= self.embargo:
            raise ValidationError({"embargo": _("The item would go offline before its embargo ends.")})

    @property
    def under_embargo(self) -> bool:
        return self.embargo is not None and self.embargo > timezone.now()

    def wait_for_embargo(self) -> None:
        """The hour of going live follows the embargo: never before it, and earlier again when it is lifted."""
        plan: datetime.datetime | None = self.go_live_at  # type: ignore[has-type]
        before = self.latest_revision.as_object().embargo if self.latest_revision else None
        if before and before == plan != self.embargo:
            plan = None
        if self.embargo and self.under_embargo:
            plan = max(self.embargo, plan or self.embargo)
        self.go_live_at = plan

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """Every way to publish begins here, so nobody can forget the embargo."""
        self.wait_for_embargo()
        return super().save_revision(*args, **kwargs)

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Also a version from elsewhere, such as an import's, waits for its embargo."""
        planned = revision.as_object()
        if planned.under_embargo and (planned.go_live_at is None or planned.go_live_at < planned.embargo):
            revision.content["go_live_at"] = planned.embargo.isoformat()
            revision.save(update_fields=["content"])
        super().publish(revision, *args, **kwargs)

    @property
    def newsroom(self) -> "NewsIndexPage":
        return self.get_parent().specific

    @property
    def author(self) -> str:
        """The names of the authors in one line."""
        return ", ".join(author.name for author in self.authors.all())

    def related_pages(self) -> list[Page]:
        """The related pages that everybody may see, in the editors' order."""
        wanted = [entry.target_id for entry in self.related.all()]
        public = for_everybody(Page.objects.filter(pk__in=wanted)).in_bulk() if wanted else {}
        return [public[pk] for pk in wanted if pk in public]

    def photographs(self) -> list["PressPhoto"]:
        """The photographs for the press that may be shown now."""
        return [photo for photo in self.press_photos.all() if shown(photo.picture)]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        newsroom = self.newsroom
        more = newsroom.news().exclude(pk=self.pk)[:3]
        authors, topics = list(self.authors.all()), list(self.topics.all())
        return {
            **context,
            "newsroom": newsroom,
            "by_lines": authors or [newsroom.by_line] * bool(newsroom.by_line),
            "topics": topics,
            "more_news": more,
            "photographs": self.photographs(),
            "json_ld": structured_data.news_article(self, newsroom, authors, topics, request),
        }

    def search_date(self) -> datetime.date:
        return self.date

    def search_facets(self) -> dict[str, list[str]]:
        return {"topic": [topic.name for topic in self.topics.all()]}

    @classmethod
    def whole(cls, found: Any) -> list["NewsPage"]:
        return super().whole(found.prefetch_related("topics"))


class Author(Orderable):
    """Somebody who wrote an item, as the town names them in public."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="authors")
    name = models.CharField(_("name"), max_length=80)
    role = models.CharField(
        _("role"), max_length=80, blank=True, help_text=_("For example: text, photographs, class 8b")
    )

    panels = [FieldRowPanel(["name", "role"])]

    class Meta(Orderable.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self) -> str:
        return f"{self.name} ({self.role})" if self.role else self.name


class PressPhoto(Orderable):
    """A photograph that newspapers may print."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="press_photos")
    picture = models.ForeignKey(Picture, verbose_name=_("picture"), on_delete=models.CASCADE, related_name="+")
    caption = models.CharField(_("caption"), max_length=250, blank=True, help_text=_("Who and what can be seen."))
    rights = models.CharField(
        _("rights"),
        max_length=250,
        help_text=_("For example: free for reports on this subject when the credit is given."),
    )

    panels = ["picture", "caption", "rights"]

    class Meta(Orderable.Meta):
        verbose_name = _("photograph for the press")
        verbose_name_plural = _("photographs for the press")

    def clean(self) -> None:
        """Raises ValidationError for a photograph of which nobody knows who took it."""
        if self.picture_id and not self.picture.credit.strip():
            raise ValidationError({"picture": _("Say first in the picture who took it (credit).")})


class RelatedPage(Orderable):
    """A page that somebody who reads this item will want next: a service, a project, another item."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="related")
    target = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")

    panels = [PageChooserPanel("target")]

    class Meta(Orderable.Meta):
        verbose_name = _("related page")
        verbose_name_plural = _("related pages")
