"""Consents in the editors' interface, for the supervision of the school newspaper and the editors alone."""

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, SnippetViewSet

from cms.models import Picture
from consents import deletion, report  # noqa: F401  who deletes pictures of people; pictures that wait for an answer
from consents.models import Consent, State


class ConsentFilterSet(WagtailFilterSet):
    state_now = django_filters.ChoiceFilter(label=_("state"), choices=State.choices)

    class Meta:
        model = Consent
        fields = ["picture"]


class AddConsent(CreateView):
    """With ?picture=… from the form of a picture, which then need not be chosen."""

    def get_initial_form_instance(self) -> Consent:
        number = self.request.GET.get("picture", "")
        return Consent(picture=Picture.objects.filter(pk=number).first() if number.isdecimal() else None)


@register_snippet
class ConsentViewSet(SnippetViewSet):
    model = Consent
    icon = "group"
    menu_label = _("Consents")
    menu_order = 260
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["person", "picture", Column("state_label", label=_("state")), "valid_until"]
    filterset_class = ConsentFilterSet
    add_view_class = AddConsent
    search_fields = ["person"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Consent]:
        return Consent.objects.with_state().select_related("picture")

    def register_chooser_viewset(self) -> None:
        """Nothing refers to a consent, so nobody needs to choose one."""
