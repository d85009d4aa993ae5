"""What is new in town: the town's own news and the corner of the school newspaper."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count
from django.db.models.functions import ExtractMonth, ExtractYear
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail.search import index

from cms.blocks import SMALL_TEXT_FEATURES, ContentBlock
from cms.fields import StreamField
from cms.models import BasePage
from cms.visibility import for_everybody
from directory.models import ContactPerson, Department, Place
from news import feeds, structured_data

NEWS_PER_PAGE = 12
NEWEST_FIRST = ("-date", "-first_published_at", "-pk")
MOST_FEATURED = 3


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

    by_line = models.CharField(
        _("by-line"), max_length=80, blank=True, help_text=_("Stands above every item that names no author.")
    )

    introduction = RichTextField(_("introduction"), blank=True, features=SMALL_TEXT_FEATURES)

    subpage_types = ["news.NewsPage"]
    content_panels = [
        *BasePage.content_panels,
        "introduction",
        "by_line",
        InlinePanel(
            "featured",
            max_num=MOST_FEATURED,
            heading=_("Featured"),
            label=_("news item"),
            help_text=_("Up to three items that stand above the others, however old they are."),
        ),
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


class NewsPage(BasePage):
    """/aktuelles/<slug>/: one news item."""

    search_kind = "news"

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
    body = StreamField(ContentBlock(), blank=True, verbose_name=_("body"))
    correction = models.TextField(
        _("what has changed"),
        max_length=500,
        blank=True,
        help_text=_("Only for a correction or an important addition. It stands above the text with its day."),
    )
    corrected_on = models.DateField(_("changed on"), null=True, blank=True)

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
        InlinePanel("related", heading=_("Related pages"), label=_("page")),
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

    @property
    def newsroom(self) -> NewsIndexPage:
        return self.get_parent().specific

    @property
    def author(self) -> str:
        """The names of the authors in one line."""
        return ", ".join(author.name for author in self.authors.all())

    def related_pages(self) -> list[Page]:
        """The related pages that everybody may see, in the editors' order."""
        wanted = [entry.target_id for entry in self.related.all()]
        shown = for_everybody(Page.objects.filter(pk__in=wanted)).in_bulk() if wanted else {}
        return [shown[pk] for pk in wanted if pk in shown]

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


class RelatedPage(Orderable):
    """A page that somebody who reads this item will want next: a service, a project, another item."""

    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="related")
    target = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")

    panels = [PageChooserPanel("target")]

    class Meta(Orderable.Meta):
        verbose_name = _("related page")
        verbose_name_plural = _("related pages")
