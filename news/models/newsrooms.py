"""Newsrooms: the town's own news, the press, the corner of the school newspaper."""

from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count
from django.db.models.functions import ExtractMonth, ExtractYear
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.models import Orderable

from cms.blocks import SMALL_TEXT_FEATURES
from cms.models import BasePage
from cms.upkeep import ReviewKind
from cms.visibility import for_everybody
from directory.models import ContactPerson
from news import feeds
from news.models.items import NewsPage, NewsTopic

NEWS_PER_PAGE = 12
NEWEST_FIRST = ("-date", "-first_published_at", "-pk")
MOST_FEATURED = 3


@dataclass(frozen=True)
class Year:
    """A year of the archive and, if it is the chosen one, its months."""

    number: int
    count: int
    months: list["Month"] = field(default_factory=list)


@dataclass(frozen=True)
class Month:
    number: int
    name: str
    count: int


class NewsIndexPage(RoutablePageMixin, BasePage):
    """/aktuelles/, /presse/, /schuelerzeitung/: a newsroom with its items, the newest first."""

    review_kind = ReviewKind.NEVER

    class Kind(models.TextChoices):
        TOWN = "town", _("news of the town")
        PRESS = "press", _("press")
        SCHOOL = "school", _("school newspaper")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.TOWN)
    by_line = models.CharField(
        _("by-line"), max_length=80, blank=True, help_text=_("Stands above every item that names no author.")
    )
    introduction = RichTextField(_("introduction"), blank=True, features=SMALL_TEXT_FEATURES)

    press_contact = models.ForeignKey(
        ContactPerson,
        verbose_name=_("press contact"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Whom journalists ask. Stands in the newsroom and below every item."),
    )
    boilerplate = RichTextField(
        _("about the municipality"),
        blank=True,
        features=SMALL_TEXT_FEATURES,
        help_text=_("A few sentences for journalists that stand below every item."),
    )

    schema_type = "CollectionPage"
    subpage_types = ["news.NewsPage"]
    content_panels = [
        *BasePage.content_panels,
        "kind",
        "introduction",
        "by_line",
        InlinePanel(
            "featured",
            max_num=MOST_FEATURED,
            heading=_("Featured"),
            label=_("news item"),
            help_text=_("Up to three items that stand above the others, however old they are."),
        ),
        MultiFieldPanel(["press_contact", "boilerplate"], heading=_("For the press"), classname="collapsed"),
    ]

    class Meta:
        verbose_name = _("newsroom")
        verbose_name_plural = _("newsrooms")

    def news(self) -> models.QuerySet["NewsPage"]:
        """The published items of this newsroom, the newest first."""
        return for_everybody(NewsPage.objects.child_of(self)).order_by(*NEWEST_FIRST)

    @path("")
    def all_news(self, request: HttpRequest) -> HttpResponse:
        """The featured items, and below them the others."""
        featured = self.featured_news()
        others = self.news().exclude(pk__in=[item.pk for item in featured])
        return self.listing(request, others, {"featured": featured})

    @path("<int:year>/")
    def year(self, request: HttpRequest, year: int) -> HttpResponse:
        """/aktuelles/2026/: a year of the archive."""
        return self.listing(request, self.news().filter(date__year=year), {"year": year, "chosen": str(year)})

    @path("<int:year>/<int:month>/")
    def month(self, request: HttpRequest, year: int, month: int) -> HttpResponse:
        """/aktuelles/2026/11/: a month of the archive. Raises Http404 for a thirteenth one."""
        if month not in MONTHS:
            raise Http404
        found = self.news().filter(date__year=year, date__month=month)
        return self.listing(request, found, {"year": year, "month": month, "chosen": f"{MONTHS[month]} {year}"})

    @path("thema/<slug:slug>/")
    def topic(self, request: HttpRequest, slug: str) -> HttpResponse:
        """/aktuelles/thema/schule/: the items on one topic. Raises Http404 for a topic that does not exist."""
        topic = get_object_or_404(NewsTopic, slug=slug)
        return self.listing(request, self.news().filter(topics=topic), {"topic": topic, "chosen": topic.name})

    @path("feed/")
    def rss(self, request: HttpRequest) -> HttpResponse:
        """/aktuelles/feed/: the newest items as RSS 2.0."""
        return feeds.rss(self, request)

    @path("atom/")
    def atom(self, request: HttpRequest) -> HttpResponse:
        """/aktuelles/atom/: the same as Atom (RFC 4287)."""
        return feeds.atom(self, request)

    def listing(self, request: HttpRequest, news: models.QuerySet["NewsPage"], more: dict[str, Any]) -> HttpResponse:
        context = {
            **self.get_context(request),
            "news": self.page_of(news, request.GET.get("seite", "1")),
            "archive": self.archive(more.get("year")),
            "topics": NewsTopic.objects.filter(news__in=self.news()).distinct(),
            **more,
        }
        return TemplateResponse(request, self.get_template(request), context)

    def featured_news(self) -> list["NewsPage"]:
        """The items that editors put on top, as long as everybody may see them."""
        shown = {item.pk: item for item in self.news().filter(featured_in__newsroom=self).select_related("picture")}
        return [shown[entry.item_id] for entry in self.featured.all() if entry.item_id in shown]

    def archive(self, chosen: int | None) -> list[Year]:
        """The years with news, the latest first, with the months of the chosen one."""
        stamped = self.news().order_by().annotate(year=ExtractYear("date"), month=ExtractMonth("date"))
        rows = list(stamped.values_list("year", "month").annotate(Count("pk")).order_by("-year", "month"))
        years = dict.fromkeys(year for year, _month, _count in rows)
        return [
            Year(
                number=year,
                count=sum(count for of, _month, count in rows if of == year),
                months=[Month(n, str(MONTHS[n]), count) for of, n, count in rows if of == year == chosen],
            )
            for year in years
        ]

    def page_of(self, news: models.QuerySet["NewsPage"], page_number: str) -> ResultPage:
        items = news.select_related("picture").prefetch_related("picture__renditions")
        return Paginator(items, NEWS_PER_PAGE).get_page(page_number)


class FeaturedNews(Orderable):
    """An item that stands above the others of its newsroom."""

    newsroom = ParentalKey(NewsIndexPage, on_delete=models.CASCADE, related_name="featured")
    item = models.ForeignKey(
        "news.NewsPage", verbose_name=_("news item"), on_delete=models.CASCADE, related_name="featured_in"
    )

    panels = [PageChooserPanel("item", "news.NewsPage")]

    class Meta(Orderable.Meta):
        verbose_name = _("featured item")
        verbose_name_plural = _("featured items")

    def clean(self) -> None:
        """Raises ValidationError for an item of another newsroom."""
        newsroom = self.newsroom if self.newsroom_id else None
        if newsroom and newsroom.path and self.item_id and not self.item.is_child_of(newsroom):
            raise ValidationError({"item": _("Choose an item of this newsroom.")})
