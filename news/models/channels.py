"""Where else the municipality speaks: its channels, and what each of them takes."""

from dataclasses import dataclass

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldRowPanel, InlinePanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Orderable

SHORTEST = 120


@dataclass(frozen=True)
class Crop:
    """A size in which a channel shows pictures, in pixels."""

    name: str | Promise
    width: int
    height: int

    @property
    def key(self) -> str:
        return f"{self.width}x{self.height}"


LANDSCAPE = Crop(_("landscape"), 1200, 675)
CARD = Crop(_("card"), 1200, 630)
SQUARE = Crop(_("square"), 1080, 1080)
PORTRAIT = Crop(_("portrait"), 1080, 1350)
STORY = Crop(_("story"), 1080, 1920)
PRINT = Crop(_("for print"), 2400, 1600)


@dataclass(frozen=True)
class Rules:
    """How long a text may be (characters), how a channel counts, and which crops it shows.

    Networks that take very much are held to what they show before "more". Where a network changes its mind, editors
    write another length into the channel.
    """

    longest: int
    crops: tuple[Crop, ...]
    link_counts: int | None = None
    """As how many characters a link counts; None: as many as it has."""
    has_links: bool = True
    """Whether an address in the text can be clicked."""
    is_weighted: bool = False
    """Whether characters beyond the Latin alphabet and emoji count twice, as X does it."""


class Network(models.TextChoices):
    MASTODON = "mastodon", "Mastodon"
    BLUESKY = "bluesky", "Bluesky"
    INSTAGRAM = "instagram", "Instagram"
    FACEBOOK = "facebook", "Facebook"
    THREADS = "threads", "Threads"
    X = "x", "X"
    LINKEDIN = "linkedin", "LinkedIn"
    WHATSAPP = "whatsapp", _("WhatsApp channel")
    TELEGRAM = "telegram", "Telegram"
    NEWSLETTER = "newsletter", _("newsletter or app")
    GAZETTE = "gazette", _("municipal gazette or newspaper")


RULES = {
    Network.MASTODON: Rules(500, (LANDSCAPE, SQUARE), link_counts=23),
    Network.BLUESKY: Rules(300, (LANDSCAPE, SQUARE)),
    Network.INSTAGRAM: Rules(2200, (PORTRAIT, SQUARE, STORY), has_links=False),
    Network.FACEBOOK: Rules(900, (CARD, SQUARE, STORY)),
    Network.THREADS: Rules(500, (PORTRAIT, SQUARE)),
    Network.X: Rules(280, (LANDSCAPE,), link_counts=23, is_weighted=True),
    Network.LINKEDIN: Rules(1300, (CARD, SQUARE)),
    Network.WHATSAPP: Rules(1000, (SQUARE,)),
    Network.TELEGRAM: Rules(1000, (LANDSCAPE,)),
    Network.NEWSLETTER: Rules(600, (CARD,)),
    Network.GAZETTE: Rules(1800, (PRINT,)),
}


@register_setting(icon="mobile-alt", order=150)
class ShareSettings(ClusterableModel, BaseSiteSetting):
    """The channels of the municipality, for which the share kit prepares texts and pictures."""

    panels = [
        InlinePanel(
            "channels",
            heading=_("Channels"),
            label=_("channel"),
            help_text=_("For each of them the share kit of a published item has a text and crops. Nothing is sent."),
        )
    ]

    class Meta:
        verbose_name = _("channels")


class Channel(Orderable):
    """An account or a paper of the municipality."""

    settings = ParentalKey(ShareSettings, on_delete=models.CASCADE, related_name="channels")
    network = models.CharField(_("network"), max_length=20, choices=Network.choices)
    name = models.CharField(_("name of the account"), max_length=80, blank=True)
    url = models.URLField(_("address of the account"), blank=True)
    hashtags = models.CharField(
        _("always with"), max_length=120, blank=True, help_text=_("Words that stand below every text, as #Musterdorf.")
    )
    own_length = models.PositiveIntegerField(
        _("longest text"),
        null=True,
        blank=True,
        validators=[MinValueValidator(SHORTEST)],
        help_text=_("In characters; empty: what is usual there."),
    )

    panels = [FieldRowPanel(["network", "name"]), "url", FieldRowPanel(["hashtags", "own_length"])]

    class Meta(Orderable.Meta):
        verbose_name = _("channel")
        verbose_name_plural = _("channels")

    def __str__(self) -> str:
        label = self.get_network_display()
        return f"{label} ({self.name})" if self.name else label

    @property
    def rules(self) -> Rules:
        return RULES[Network(self.network)]

    @property
    def longest(self) -> int:
        return self.own_length or self.rules.longest
