"""Pictures that wait for an answer: not shown for want of a consent, or nobody has said who is in them."""

from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.images.permissions import permission_policy as picture_rights
from wagtail.models import Collection
from wagtail.permission_policies import ModelPermissionPolicy

from cms.models import Picture
from cms.reports import DayColumn, Report, ReportMenuItem, report_urls
from consents.models import Consent
from consents.rights import kept_pictures
from consents.withholding import counted

REASONS = [
    ("withheld", gettext_lazy("not shown")),
    ("unanswered", gettext_lazy("nobody has said how many people are in it")),
]


def withheld() -> QuerySet[Picture]:
    """Pictures that nobody is shown now."""
    return Picture.objects.filter(is_withheld=True)


def unanswered() -> QuerySet[Picture]:
    """Pictures from before the question."""
    return Picture.objects.filter(recognisable=None)


def reason(picture: Any) -> str:
    if not picture.is_withheld:
        return _("Nobody has said how many people are in it.")
    lack = picture.people - picture.good
    if lack < 1:
        return _("A consent has ended, or belongs to another upload of the file.")
    return ngettext("One consent is missing.", "%(n)d consents are missing.", lack) % {"n": lack}


def own_collections(request: HttpRequest) -> QuerySet[Collection]:
    return picture_rights.collections_user_has_any_permission_for(request.user, ["change"])


class PictureFilterSet(WagtailFilterSet):
    collection = django_filters.ModelChoiceFilter(queryset=own_collections)
    reason = django_filters.ChoiceFilter(label=gettext_lazy("Reason"), choices=REASONS, method="of_reason")

    class Meta:
        model = Picture
        fields = ["collection"]

    def of_reason(self, pictures: QuerySet, name: str, value: str) -> QuerySet:
        return pictures.filter(is_withheld=True) if value == "withheld" else pictures.filter(recognisable=None)


class PicturesView(Report):
    """/admin/reports/consents/: with filters; as a table for spreadsheets with ?export=csv. It names nobody, and pictures of others neither."""

    page_title = gettext_lazy("Pictures without consent")
    header_icon = "image"
    model = Picture
    permission_policy = ModelPermissionPolicy(Consent)
    any_permission_required = ["change"]
    filterset_class = PictureFilterSet
    search_fields = ["title"]
    default_ordering = "-created_at"
    index_url_name = "consents:report"
    index_results_url_name = "consents:report_results"
    export_filename = "pictures-without-consent"
    columns = [
        TitleColumn(
            "title",
            label=gettext_lazy("Picture"),
            sort_key="title",
            get_url=lambda picture: reverse("wagtailimages:edit", args=[picture.pk]),
        ),
        Column("reason", label=gettext_lazy("Reason"), accessor=reason),
        Column("collection", label=gettext_lazy("Collection"), accessor="collection.name"),
        DayColumn("created_at", label=gettext_lazy("Uploaded"), sort_key="created_at"),
    ]
    list_export = ["title", "people", "good", "collection.name", "created_at", "pk"]
    export_headings = {
        "title": gettext_lazy("Picture"),
        "people": gettext_lazy("People"),
        "good": gettext_lazy("Good consents"),
        "collection.name": gettext_lazy("Collection"),
        "created_at": gettext_lazy("Uploaded"),
        "pk": gettext_lazy("Number of the picture"),
    }

    def get_base_queryset(self) -> QuerySet[Picture]:
        waiting = counted().filter(Q(is_withheld=True) | Q(recognisable=None))
        return waiting.filter(pk__in=kept_pictures(self.request.user).values("pk")).select_related("collection")


app_name = "consents"
urlpatterns = report_urls(PicturesView)


@hooks.register("register_admin_urls")
def register_report() -> list[URLResolver]:
    return [path("reports/consents/", include((urlpatterns, app_name)))]


@hooks.register("register_reports_menu_item")
def register_report_in_the_menu() -> MenuItem:
    return ReportMenuItem(PicturesView, name="pictures-without-consent", order=610)
