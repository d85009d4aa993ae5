"""Where editors keep synonyms, fixed results, blocked suggestions and the weights of the fields."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import Field
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList, PageChooserPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import EditView as GenericEditView
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import CreateView, DeleteView, EditView, IndexView, SnippetViewSet

from cms.reports import DayColumn, HarmlessExport
from search.forms import BlockedSuggestionForm, PinnedResultForm, SearchSettingsForm, SynonymForm
from search.models import BlockedSuggestion, PinnedResult, SearchSettings, Synonym
from search.preview_panel import PreviewMixin, PreviewPanel

FROM_LOG = "from-log"


class SteeringIndexView(HarmlessExport, IndexView):
    """A list that can be downloaded as a table."""


class SynonymIndexView(SteeringIndexView):
    """The list of synonyms, from where proposals are fetched."""

    @cached_property
    def header_buttons(self) -> list:
        button = HeaderButton(_("Proposals from FIM"), url=reverse("search_admin:proposals"), icon_name="download")
        return [*super().header_buttons, button] if self.user_has_permission("add") else super().header_buttons


class SteeringCreateView(PreviewMixin, CreateView):
    """A form that a report can fill in by the address: ?said=perso."""

    def get_initial(self) -> dict[str, Any]:
        given, fields = self.request.GET, self.get_form_class().base_fields
        sensible = {name: given[name] for name in fields if name in given and is_sensible(fields[name], given[name])}
        return {**super().get_initial(), **sensible}

    def get_add_url(self) -> str:
        given = self.request.GET.urlencode()
        return f"{super().get_add_url()}?{given}" if given else super().get_add_url()

    def save_instance(self) -> Any:
        if isinstance(self.form.instance, Synonym) and FROM_LOG in self.request.GET:
            self.form.instance.source = Synonym.Source.LOG
        return super().save_instance()


def is_sensible(field: Field, value: str) -> bool:
    """Whether a form can show this: an address may say anything."""
    try:
        field.to_python(value)
    except ValidationError:
        return False
    return True


class SteeringEditView(PreviewMixin, EditView):
    """A form that shows what its change would do."""


class SynonymDeleteView(DeleteView):
    """What was shipped or delivered is switched off instead: the next update would bring it back."""

    @property
    def confirmation_message(self) -> Any:
        if self.object.origin:
            return _("This entry came with the software or from FIM. It is switched off and stays in the list.")
        return super().confirmation_message

    def get_success_message(self) -> Any:
        return (
            _("“%(entry)s” is switched off.") % {"entry": self.object}
            if self.object.origin
            else super().get_success_message()
        )


class SteeringViewSet(SnippetViewSet):
    """What the lists and forms of the search's steering share."""

    add_view_class = SteeringCreateView
    edit_view_class = SteeringEditView
    index_view_class = SteeringIndexView
    search_backend_name = None  # a part of a word is enough
    copy_view_enabled = False
    inspect_view_enabled = False
    query_from = ""

    def register_chooser_viewset(self) -> None:
        """Nobody chooses these; Wagtail's chooser would show them to everybody who may sign in."""

    def get_add_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_add_view_kwargs(query_from=self.query_from, **kwargs)

    def get_edit_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_edit_view_kwargs(query_from=self.query_from, **kwargs)


class SynonymViewSet(SteeringViewSet):
    model = Synonym
    icon = "repeat"
    index_view_class = SynonymIndexView
    delete_view_class = SynonymDeleteView
    query_from = "said"
    list_display = [
        "said",
        Column("direction", label=_("direction"), accessor="get_direction_display"),
        "meant",
        Column("language", label=_("language"), accessor="get_language_display", sort_key="language"),
        Column("source", label=_("source"), accessor="get_source_display", sort_key="source"),
        BooleanColumn("is_active", label=_("active"), sort_key="is_active"),
        DayColumn("changed_at", label=_("changed"), sort_key="changed_at"),
    ]
    list_filter = ["is_active", "source", "language", "direction"]
    list_export = ["said", "get_direction_display", "meant", "get_language_display", "get_source_display", "is_active"]
    export_headings = {
        "get_direction_display": _("direction"),
        "get_language_display": _("language"),
        "get_source_display": _("source"),
    }
    export_filename = "synonyms"
    search_fields = ["said", "meant"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("said", help_text=_("Several with commas: perso, ausweis. At most three words each.")),
                    FieldPanel("direction"),
                    FieldPanel("meant", help_text=_("The words of the page that should be found.")),
                    FieldRowPanel(["language", "is_active"]),
                ],
                heading=_("Synonym"),
            ),
            PreviewPanel("said", heading=_("Preview")),
        ],
        base_form_class=SynonymForm,
    )


class PinnedResultViewSet(SteeringViewSet):
    model = PinnedResult
    icon = "pin"
    query_from = "query"
    list_display = ["query", "page", "position", "until", "comment"]
    list_filter = ["until"]
    list_export = ["query", "page", "position", "until", "comment"]
    export_filename = "pinned-results"
    search_fields = ["query", "page__title", "comment"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel(
                        "query", help_text=_("Exactly these words, in this order; capitals and umlauts do not matter.")
                    ),
                    PageChooserPanel("page"),
                    FieldRowPanel(["position", "until"]),
                    FieldPanel("comment"),
                ],
                heading=_("Pinned result"),
            ),
            PreviewPanel("query", heading=_("Preview")),
        ],
        base_form_class=PinnedResultForm,
    )


class BlockedSuggestionViewSet(SteeringViewSet):
    model = BlockedSuggestion
    icon = "no-view"
    query_from = "text"
    list_display = ["text", Column("match", label=_("blocked"), accessor="get_match_display"), "comment"]
    list_filter = ["match"]
    list_export = ["text", "match", "comment"]
    export_filename = "blocked-suggestions"
    search_fields = ["text", "comment"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(["text", "match", "comment"], heading=_("Blocked suggestion")),
            PreviewPanel("text", heading=_("Preview")),
        ],
        base_form_class=BlockedSuggestionForm,
    )


SETTINGS_HANDLER = ObjectList(
    [
        MultiFieldPanel(
            [
                HelpPanel(
                    content=_("The more a field weighs, the higher stand pages that have the words there. 0 to 20.")
                ),
                FieldRowPanel(["title_weight", "keywords_weight"]),
                FieldRowPanel(["summary_weight", "body_weight"]),
            ],
            heading=_("Weights of the fields"),
        ),
        MultiFieldPanel(["suggests"], heading=_("Suggestions")),
        PreviewPanel(heading=_("Preview")),
    ],
    base_form_class=SearchSettingsForm,
).bind_to_model(SearchSettings)


class SettingsView(PreviewMixin, GenericEditView):
    """/admin/search/settings/: the one page with weights and the switch of the suggestions."""

    model = SearchSettings
    permission_policy = ModelPermissionPolicy(SearchSettings)
    panel = SETTINGS_HANDLER
    header_icon = "sliders"
    page_title = _("Weights and suggestions")
    template_name = "wagtailadmin/generic/form.html"
    success_message = _("The settings of the search are saved.")

    def get_object(self, queryset: Any = None) -> SearchSettings:
        return SearchSettings.objects.first() or SearchSettings()

    def get_form_class(self) -> type:
        return self.panel.get_form_class()

    def get_page_subtitle(self) -> Any:
        return self.page_title

    def get_edit_url(self) -> str:
        return reverse("search_admin:settings")

    def get_success_url(self) -> str:
        return self.get_edit_url()

    def get_success_buttons(self) -> list:
        return []


class GuardedMenuItem(MenuItem):
    """An item of the menu for those who have a right."""

    def __init__(self, *args: Any, right: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.right = right

    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(self.right)
