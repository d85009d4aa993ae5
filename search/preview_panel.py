"""Shows editors on their form what the unsaved change would do to a query."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from wagtail.admin.panels import Panel

from search.preview import compare, unsaved

PREVIEW, PARTIAL, QUERY = "preview", "preview-only", "preview-query"
RESULTS = "search/admin/comparison.html"
LONGEST = 200


class PreviewPanel(Panel):
    """A field for a query, a button, and the first results before and after."""

    def __init__(self, query_from: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.query_from = query_from
        """The field whose first words are the query, as long as none is typed."""

    def clone_kwargs(self) -> dict[str, Any]:
        return {**super().clone_kwargs(), "query_from": self.query_from}

    class BoundPanel(Panel.BoundPanel):
        template_name = "search/admin/preview_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            is_asked = PREVIEW in self.request.POST
            found = preview(self.request, self.form, self.panel.query_from) if is_asked else {}
            query = found.get("query") or self.request.POST.get(QUERY) or self.request.GET.get(QUERY, "")
            names = {"preview": PREVIEW, "preview_query": QUERY, "query_from": self.panel.query_from}
            return {**super().get_context_data(parent_context), **names, **found, "query": query, "is_asked": is_asked}

        @property
        def media(self) -> forms.Media:
            return forms.Media(js=["js/search-preview.js"])


class PreviewMixin:
    """A view of a form that answers the preview's button (or its script) without saving anything."""

    query_from = ""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if PREVIEW not in request.POST:
            return super().post(request, *args, **kwargs)  # type: ignore[misc]
        self.object = getattr(self, "object", None)
        form = self.get_form()  # type: ignore[attr-defined]
        if PARTIAL in request.POST:
            return render(request, RESULTS, preview(request, form, self.query_from))
        form.is_valid()
        self.form = form
        return self.render_to_response(self.get_context_data(form=form))  # type: ignore[attr-defined]


def preview(request: HttpRequest, form: forms.ModelForm, query_from: str) -> dict[str, Any]:
    """The comparison, or why there is none."""
    typed = request.POST.get(QUERY, "") or first_words(form.data.get(query_from, "") if query_from else "")
    query = " ".join(typed.replace("\0", "").split())[:LONGEST]
    if not form.is_valid():
        return {"query": query, "errors": form.errors.as_data()}
    return {"query": query, "comparison": compare(query, unsaved(form.instance)) if query else None}


def first_words(side: str) -> str:
    return side.partition(",")[0]
