"""The form with which somebody tells an idea."""

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext as _

from cms.maps import PlaceField
from participation.forms import LONGEST_TEXT, ContributionForm
from participation.models import Idea, IdeaCollectionPage


class IdeaForm(ContributionForm):
    """Title and text; what it is about and where, if the collection asks for that."""

    def __init__(self, request: HttpRequest, collection: IdeaCollectionPage, data: Any = None, **kwargs: Any) -> None:
        super().__init__(request, collection, data, **kwargs)
        self.fields["title"] = forms.CharField(
            label=_("Your idea in one sentence"), max_length=120, help_text=_("For example: A bench at the pond.")
        )
        self.fields["text"] = forms.CharField(
            label=_("What do you imagine, and why?"), max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 6})
        )
        self.add_category(collection)
        if collection.with_places:
            self.fields["where"] = PlaceField(required=False)

    def add_category(self, collection: IdeaCollectionPage) -> None:
        categories = [(category.pk, category.name) for category in collection.categories.all()]
        if categories:
            choices: Any = [("", _("Nothing of this")), *categories]
            self.fields["category"] = forms.TypedChoiceField(
                label=_("What it is about"),
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.Select(attrs={"class": "kern-form-input__select"}),
            )

    def draft(self) -> Idea:
        """The idea as it was told, not stored yet."""
        told = self.cleaned_data
        idea = Idea(module=self.module, title=told["title"], text=told["text"], category_id=told.get("category"))
        if told.get("where"):
            idea.where = told["where"]
        return idea
