"""What is new in town: the town's own news and the corner of the school newspaper."""

import datetime
from typing import Any

from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from cms.blocks import SMALL_TEXT_FEATURES, ContentBlock
from cms.fields import StreamField
from cms.models import BasePage
from cms.visibility import for_everybody
from directory.models import Department

NEWS_PER_PAGE = 12
NEWEST_FIRST = ("-date", "-first_published_at", "-pk")


class NewsIndexPage(BasePage):
    """/aktuelles/, /schuelerzeitung/: a newsroom with its items, the newest first."""

    by_line = models.CharField(
        _("by-line"), max_length=80, blank=True, help_text=_("Stands above every item that names no author.")
    )

    introduction = RichTextField(_("introduction"), blank=True, features=SMALL_TEXT_FEATURES)

    subpage_types = ["news.NewsPage"]
    content_panels = [*BasePage.content_panels, "introduction", "by_line"]

    class Meta:
        verbose_name = _("newsroom")
        verbose_name_plural = _("newsrooms")

    def news(self) -> models.QuerySet["NewsPage"]:
        """The published items of this newsroom, the newest first."""
        return for_everybody(NewsPage.objects.child_of(self)).order_by(*NEWEST_FIRST)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {**context, "news": self.news_on(request.GET.get("seite", "1"))}

    def news_on(self, page_number: str) -> ResultPage:
        items = self.news().select_related("picture").prefetch_related("picture__renditions")
        return Paginator(items, NEWS_PER_PAGE).get_page(page_number)


class NewsPage(BasePage):
    """/aktuelles/<slug>/: one news item."""

    search_kind = "news"

    date = models.DateField(_("date"), default=timezone.localdate)
    author = models.CharField(
        _("author"), max_length=80, blank=True, help_text=_("Pupils: first name and initial only, or leave empty.")
    )
    department = models.ForeignKey(
        Department, verbose_name=_("department"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    body = StreamField(ContentBlock(), blank=True, verbose_name=_("body"))

    parent_page_types = ["news.NewsIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldRowPanel(["date", "author"]), "department"], heading=_("Who and when")),
        "body",
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("body"), index.FilterField("date")]

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")

    @property
    def newsroom(self) -> NewsIndexPage:
        return self.get_parent().specific

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        newsroom = self.newsroom
        more = newsroom.news().exclude(pk=self.pk)[:3]
        return {**context, "newsroom": newsroom, "by_line": self.author or newsroom.by_line, "more_news": more}

    def search_date(self) -> datetime.date:
        return self.date
