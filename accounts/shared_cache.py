"""What all processes of the site remember together for a short while: failed sign-ins, used codes.

Each worker with a memory of its own would allow every attempt once more. The table is the one that Django's database
cache expects; a site with Redis names that in a settings file of its own.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


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
