"""A page that waits for an approval, and links to decide about it."""

import re

from django.contrib.auth.models import Group
from django.core import mail

from accounts.models import User
from approvals.actions import ask
from approvals.models import ApprovalLink
from approvals.people import Approver

HEAD = Approver("Petra Amtmann", "amtmann@town.example")


def person(name: str, *roles: str) -> User:
    user = User.objects.create_user(name, email=f"{name}@town.example")
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def hand_in(page, user):
    """The newest version of a page waits for its first approval."""
    page.save_revision(user=user)
    page.get_workflow().start(page, user)
    return type(page).objects.get(pk=page.pk)


def ask_head(page, by, **kwargs) -> tuple[ApprovalLink, str]:
    """The link, and the address that stands in the mail."""
    link = ask(page, HEAD, by=by, **kwargs)
    return link, address_in(mail.outbox[-1])


def address_in(message) -> str:
    """The path of the link in a mail."""
    return re.search(r"/freigabe/[^/\s]+/", message.body)[0]
