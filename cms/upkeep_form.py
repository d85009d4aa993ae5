"""How editors say who keeps a page true, and that they have read it again."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, Panel
from wagtail.permissions import page_permission_policy

from cms.checks.form import CheckedPageForm
from cms.upkeep import ReviewKind, Upkeep, Wishes, upkeep_of

# Whoever publishes decides who keeps a page; whoever edits may say that it is still true.
OF_PUBLISHERS = ("owner", "keeper_name", "keeper_email", "review_kind")
OF_UPKEEP = {"keeper_name": "keeper_name", "keeper_email": "keeper_email", "review_kind": "kind"}


class OwnerField(forms.ModelChoiceField):
    """Who looks after the page, by name."""

    def label_from_instance(self, user: Any) -> str:
        return user.get_full_name() or user.get_username()


class KeptPageForm(CheckedPageForm):
    """A page and the care for it. The care is no matter of versions: it holds as soon as the form is saved."""

    owner = OwnerField(
        queryset=None,
        label=_("Who looks after this page"),
        required=False,
        help_text=_("Is told when the page must be read again, and when something on it no longer works."),
    )
    keeper_name = forms.CharField(
        label=_("Somebody without an account"),
        max_length=120,
        required=False,
        help_text=_("Looks after the page where nobody with an account does."),
    )
    keeper_email = forms.EmailField(
        label=_("Their e-mail address"), required=False, help_text=_("Gets the question whether it is still true.")
    )
    review_kind = forms.ChoiceField(
        label=_("Read again"),
        choices=ReviewKind.choices,
        required=False,
        help_text=_("How soon what stands here stops being true. Whoever looks after the page is asked then."),
    )
    is_still_true = forms.BooleanField(
        label=_("I have read the whole page: all of it is still true"),
        required=False,
        help_text=_("Holds as soon as you save. Residents read the day on the page."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.upkeep = upkeep_of(self.instance) if self.instance.pk else Upkeep(kind=self.instance.review_kind)
        self._leave_out_what_is_not_theirs()
        self._name_possible_owners()
        for name, source in OF_UPKEEP.items():
            if name in self.fields:
                self.fields[name].initial = getattr(self.upkeep, source)

    def _leave_out_what_is_not_theirs(self) -> None:
        if not self._publishes():
            for name in OF_PUBLISHERS:
                self.fields.pop(name, None)
        if not self.instance.live or not self.instance.pk or self.upkeep.kind == ReviewKind.NEVER:
            self.fields.pop("is_still_true", None)

    def _publishes(self) -> bool:
        if self.for_user is None:
            return True
        if self.instance.pk:
            return self.instance.permissions_for_user(self.for_user).can_publish()
        return self.parent_page is None or self.parent_page.permissions_for_user(self.for_user).can_publish_subpage()

    def _name_possible_owners(self) -> None:
        """Those who may edit the page, and whoever it is now."""
        if "owner" not in self.fields:
            return
        users = get_user_model().objects.filter(pk=self.instance.owner_id)
        if place := self.instance if self.instance.pk else self.parent_page:
            able = page_permission_policy.users_with_any_permission_for_instance({"add", "change"}, place)
            users = get_user_model().objects.filter(Q(pk__in=able.values("pk")) | Q(pk=self.instance.owner_id))
        self.fields["owner"].queryset = users.order_by("last_name", "username")

    def clean_review_kind(self) -> str:
        return self.cleaned_data["review_kind"] or self.upkeep.kind

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("keeper_name") and not cleaned.get("keeper_email") and "keeper_email" not in self.errors:
            self.add_error("keeper_email", ValidationError(_("Without an e-mail address nobody can be told.")))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        page = super().save(commit=commit)
        said = {source: self.cleaned_data[name] for name, source in OF_UPKEEP.items() if name in self.cleaned_data}
        page.upkeep_wishes = Wishes(
            has_new_owner="owner" in self.changed_data,
            changes={source: value for source, value in said.items() if value != getattr(self.upkeep, source)},
            is_still_true=bool(self.cleaned_data.get("is_still_true")),
        )
        return page


class UpkeepPanel(Panel):
    """Says when the page was read last, by whom, and when it must be read again."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/upkeep_panel.html"

        def is_shown(self) -> bool:
            return self.form is not None and self.form.upkeep.due_on is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "upkeep": self.form.upkeep}


def upkeep_panels() -> list[Panel]:
    """The care for a page, for the foot of a form."""
    return [
        UpkeepPanel(),
        FieldPanel("is_still_true", disable_comments=True),
        FieldPanel("review_kind", disable_comments=True),
        FieldPanel("owner", disable_comments=True),
        FieldRowPanel(
            [
                FieldPanel("keeper_name", disable_comments=True),
                FieldPanel("keeper_email", disable_comments=True),
            ]
        ),
    ]
