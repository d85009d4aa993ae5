"""Four eyes: nobody approves what they last edited, and what is sent back comes with a reason."""

from typing import Any

from django import forms
from django.contrib.auth.models import AbstractUser
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.log_actions import log
from wagtail.models import AbstractGroupApprovalTask, TaskState

APPROVE, SEND_BACK = "approve", "reject"
REFUSED = "accounts.own_approval"


class ReasonForm(forms.Form):
    """What the author reads when a text comes back."""

    comment = forms.CharField(
        label=_("Reason, in plain words"),
        help_text=_("The author reads this: what is to be changed, and where."),
        widget=forms.Textarea({"rows": 3}),
    )


class ApprovalTask(AbstractGroupApprovalTask):
    """A step in which somebody of the chosen roles approves, but never whoever edited the text last."""

    class Meta:
        verbose_name = _("approval by somebody else")
        verbose_name_plural = _("approvals by somebody else")

    @classmethod
    def get_description(cls) -> Any:
        return _("Somebody of the chosen roles approves, but not whoever edited the text last.")

    def get_actions(self, obj: Any, user: AbstractUser) -> list[tuple[str, Any, bool]]:
        actions = super().get_actions(obj, user)
        return [action for action in actions if action[0] != APPROVE or not edited_last(obj, user)]

    def get_form_for_action(self, action: str) -> type[forms.Form]:
        return ReasonForm if action == SEND_BACK else TaskStateCommentForm

    def on_action(self, task_state: TaskState, user: AbstractUser, action_name: str, **kwargs: Any) -> Any:
        """Saving a change and approving it in one click saves only; the page goes on waiting for somebody else."""
        obj = task_state.workflow_state.content_object
        if action_name == APPROVE and edited_last(obj, user):
            log(instance=obj, action=REFUSED, user=user)
            return None
        return super().on_action(task_state, user, action_name, **kwargs)


def edited_last(obj: Any, user: AbstractUser) -> bool:
    """Whether the newest version of a text was saved by this person."""
    newest = obj.get_latest_revision()
    return newest is not None and newest.user_id == user.pk
