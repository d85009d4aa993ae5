"""Who may sign in: the people of the town hall and of the school newspaper."""

from django.contrib.auth.models import AbstractUser

from accounts.approval import ApprovalTask
from accounts.deputies import Deputy
from accounts.limits import Sending
from accounts.security_log import SecurityEvent
from accounts.shared_cache import CacheEntry
from accounts.terms import GroupTerm

__all__ = ["ApprovalTask", "CacheEntry", "Deputy", "GroupTerm", "SecurityEvent", "Sending", "User"]


class User(AbstractUser):
    """Somebody who works in the editors' interface. Residents never get one of these."""
