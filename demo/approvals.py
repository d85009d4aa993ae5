"""A change to a page of the demo town that waits for its approval, and whose office's head is asked by mail."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from approvals import links
from approvals.models import ApprovalLink
from approvals.people import proposals, running_step
from cms.models import StandardPage
from demo.content import read

WRITER = "fachamt"


def load_approvals() -> None:
    """Nothing is sent: the link exists as if its mail were on its way."""
    content = read("approvals")
    clerk = User.objects.filter(username=WRITER).first()
    published = StandardPage.objects.filter(slug=content["page"]).first()
    if clerk is None or published is None:
        return
    page = published.get_latest_revision_as_object()
    page.teaser = content["teaser"]
    version = page.save_revision(user=clerk)
    page.get_workflow().start(page, clerk)
    approver = proposals(clerk, page)[0]
    ApprovalLink.objects.create(
        task_state=running_step(page),
        revision=version,
        saved_at=version.created_at,
        name=approver.name,
        email=approver.email,
        note=content["note"],
        digest=links.digest_of(links.new_token()),
        asked_by=clerk,
        expires_at=timezone.now() + timedelta(days=settings.APPROVAL_LINK_DAYS),
    )
