"""Cards on a topic wall."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from participation.models.contributions import Contribution
from participation.models.ideas import Idea
from participation.models.modules import WallPage


class CardGroup(models.Model):
    """Cards that say the same, under one heading."""

    wall = models.ForeignKey(WallPage, verbose_name=_("wall"), on_delete=models.CASCADE, related_name="groups")
    title = models.CharField(_("heading"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("group of cards")
        verbose_name_plural = _("groups of cards")
        default_permissions = ()

    def __str__(self) -> str:
        return self.title


class Card(Contribution):
    """A short card on a wall. What was written stays; how the hall sharpened it stands beside it."""

    sharpened = models.CharField(_("as sharpened together"), max_length=300, blank=True)
    group = models.ForeignKey(
        CardGroup, verbose_name=_("group"), null=True, blank=True, on_delete=models.SET_NULL, related_name="cards"
    )
    became = models.ForeignKey(
        Idea, verbose_name=_("became the idea"), null=True, blank=True, on_delete=models.SET_NULL, related_name="cards"
    )

    class Meta:
        verbose_name = _("card")
        verbose_name_plural = _("cards")
