"""Consents in the editors' interface: the supervision of the school newspaper keeps the school's, the editors all."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_list_or_404
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import (
    CreateView,
    DeleteView,
    EditView,
    HistoryView,
    SnippetViewSet,
    UsageView,
)

from cms.models import Picture
from consents import deletion, report  # noqa: F401  who deletes pictures of people; pictures that wait for an answer
from consents.forms import ConsentForm
from consents.models import Consent, State
from consents.rights import ConsentRights, kept_consents, kept_pictures


def own_pictures(request: HttpRequest) -> QuerySet[Picture]:
    return kept_pictures(request.user)


class ConsentFilterSet(WagtailFilterSet):
    state_now = django_filters.ChoiceFilter(label=_("state"), choices=State.choices)
    picture = django_filters.ModelChoiceFilter(queryset=own_pictures)

    class Meta:
        model = Consent
        fields = ["picture"]


class AddConsent(CreateView):
    """With ?picture=… from the form of a picture, which then need not be chosen."""

    def get_initial_form_instance(self) -> Consent:
        number = self.request.GET.get("picture", "")
        return Consent(picture=own_pictures(self.request).filter(pk=number).first() if number.isdecimal() else None)


class OfOneKept:
    """Wagtail asks for the right on consents at large; one of another picture is not there."""

    request: HttpRequest

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        found = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if not kept_consents(self.request.user).filter(pk=found.pk).exists():
            raise Http404
        return found


class EditConsent(OfOneKept, EditView):
    pass


class DeleteConsent(OfOneKept, DeleteView):
    pass


class HistoryOfConsent(OfOneKept, HistoryView):
    pass


class UsageOfConsent(OfOneKept, UsageView):
    pass


@register_snippet
class ConsentViewSet(SnippetViewSet):
    model = Consent
    icon = "group"
    menu_label = _("Consents")
    menu_order = 260
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = ["person", "picture", Column("state_label", label=_("state")), "valid_until"]
    filterset_class = ConsentFilterSet
    edit_handler = ObjectList(Consent.panels, base_form_class=ConsentForm)
    add_view_class = AddConsent
    edit_view_class = EditConsent
    delete_view_class = DeleteConsent
    history_view_class = HistoryOfConsent
    usage_view_class = UsageOfConsent
    search_fields = ["person"]

    @property
    def permission_policy(self) -> ConsentRights:
        return ConsentRights(Consent)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Consent]:
        return kept_consents(request.user).with_state().select_related("picture")

    def register_chooser_viewset(self) -> None:
        """Nothing refers to a consent, so nobody needs to choose one."""


@hooks.register("register_bulk_action", order=100)
class DeleteConsents(DeleteBulkAction):
    """Takes the place of Wagtail's own, which lists and deletes what it is told to."""

    models = [Consent]

    def get_queryset(self, model: type[Consent], object_ids: list[str]) -> list[Consent]:
        return get_list_or_404(kept_consents(self.request.user), pk__in=object_ids)
