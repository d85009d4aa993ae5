"""What all processes of the site remember together for a short while: failed sign-ins, used codes.

Each worker with a memory of its own would allow every attempt once more. The table is the one that Django's database
cache expects; a site with Redis names that in a settings file of its own. Everything else, such as the addresses of
the sites that Wagtail asks for with each page, stays in the memory of the process: a table would cost a question each.
"""

from allauth.core.internal import ratelimit
from allauth.mfa.totp.internal import auth as codes
from allauth.socialaccount.internal import jwtkit as tokens
from django.core.cache import caches
from django.db import models
from django.utils.connection import ConnectionProxy
from django.utils.translation import gettext_lazy as _

shared = ConnectionProxy(caches, "shared")


class CacheEntry(models.Model):
    """A value that is forgotten at a time."""

    cache_key = models.CharField(_("key"), max_length=255, primary_key=True)
    value = models.TextField(_("value"))
    expires = models.DateTimeField(_("expires"), db_index=True)

    class Meta:
        verbose_name = _("remembered value")
        verbose_name_plural = _("remembered values")
        default_permissions = ()

    def __str__(self) -> str:
        return self.cache_key


def share_attempts() -> None:
    """allauth knows only the default cache; attempts, used codes and used tokens of the sign-on go to the shared one."""
    for module in (ratelimit, codes, tokens):
        module.cache = shared
