"""Who reads what was said about which page: whoever may edit it, and who looks after all; pupils nothing."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from cms.reports import pages_to_edit
from feedback.models import FeedbackGroup

READS = "feedback.read_feedbackgroup"
SEES_ALL = "feedback.see_all_feedback"
ANSWERS_BARRIERS = "feedback.answer_barrierreport"
# The backend of rights; the others only sign in.
BACKEND = "django.contrib.auth.backends.ModelBackend"


def reads(user: Any) -> bool:
    return user.has_perm(READS)


def groups_of(user: Any) -> QuerySet[FeedbackGroup]:
    """The groups that somebody may read and close."""
    if not reads(user):
        return FeedbackGroup.objects.none()
    if user.has_perm(SEES_ALL):
        return FeedbackGroup.objects.all()
    return FeedbackGroup.objects.filter(subject__page__in=pages_to_edit(user))


def waiting_for(user: Any) -> QuerySet[FeedbackGroup]:
    """What enough people said about pages that this person looks after, and about those of nobody who could read it."""
    readers = get_user_model()._default_manager.with_perm(READS, backend=BACKEND)
    found = groups_of(user).filter(Q(subject__page__owner=user) | ~Q(subject__page__owner__in=readers.values("pk")))
    return found.to_do().select_related("subject")  # type: ignore[attr-defined]


def may_publish(user: Any, page: Page | None) -> bool:
    """What stands on a page is said by those who may publish it."""
    if page is None:
        return user.has_perm(SEES_ALL)
    return page_permission_policy.user_has_permission_for_instance(user, "publish", page)
