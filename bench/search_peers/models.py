"""A page type that is only there to be measured. It has a migration because Wagtail's pages have."""

from datetime import date

from django.db import models
from wagtail.models import Page
from wagtail.search import index

from cms.searchable import Searchable, SearchTexts


class MeasuredPage(Searchable, Page):
    """A page with texts and nothing else: both searches read the same."""

    kind = models.CharField(max_length=20)
    keywords = models.TextField(blank=True)
    summary = models.TextField(blank=True)
    body = models.TextField(blank=True)
    day = models.DateField(null=True)

    search_fields = [
        *Page.search_fields,
        index.SearchField("keywords"),
        index.SearchField("summary"),
        index.SearchField("body"),
    ]

    @property
    def search_kind(self) -> str:
        return self.kind

    def search_texts(self) -> SearchTexts:
        return SearchTexts(self.title, self.keywords.splitlines(), self.summary, self.body)

    def search_url(self) -> str:
        return f"/{self.kind}/{self.pk}/"

    def search_date(self) -> date | None:
        return self.day

    @classmethod
    def whole(cls, found) -> list:
        return list(found.select_related("locale"))
