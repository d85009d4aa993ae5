"""The town itself: its name, its face, and whether it is a small one."""

from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Page

from cms.colours import check_colour
from cms.media import Picture


def page_in_the_footer(label: Any) -> models.ForeignKey:
    return models.ForeignKey(
        Page, verbose_name=label, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )


@register_setting(icon="home", order=100)
class TownSettings(BaseSiteSetting):
    """The municipality behind the site: its name, address, face, and the pages that the law asks for."""

    name = models.CharField(_("name"), max_length=120, default="Offenes Rathaus", help_text=_("Gemeinde Musterdorf"))
    slogan = models.CharField(_("line below the name"), max_length=160, blank=True)
    ars = models.CharField(_("regional key (ARS)"), max_length=12, blank=True, help_text=_("Twelve digits."))
    street = models.CharField(_("street and number"), max_length=120, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    town = models.CharField(_("town"), max_length=80, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    logo = models.ForeignKey(
        Picture,
        verbose_name=_("logo or coat of arms"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Stands on top of every page, beside the name. Best with a transparent background."),
    )
    colour = models.CharField(
        _("main colour"),
        max_length=7,
        blank=True,
        validators=[check_colour],
        help_text=_("As # and six digits or letters, for example #1f4d3a. It must be dark enough for white text."),
    )
    accent = models.CharField(
        _("second colour"),
        max_length=7,
        blank=True,
        validators=[check_colour],
        help_text=_("For dates, deadlines and marks, written and checked like the main colour."),
    )
    imprint = page_in_the_footer(_("imprint"))
    privacy = page_in_the_footer(_("privacy notice"))
    accessibility = page_in_the_footer(_("accessibility statement"))
    easy_language = page_in_the_footer(_("page in plain language"))
    contact = page_in_the_footer(_("contact page"))
    is_small = models.BooleanField(
        _("small-town mode"),
        default=False,
        help_text=_(
            "Departments publish their own pages themselves, and forms fold away what is optional. "
            "The school newspaper keeps both of its approvals."
        ),
    )
    # Names of first steps that somebody wants to do later.
    put_off = models.JSONField(default=list, blank=True, editable=False)

    # Its pictures stand on every page, so everybody may have them.
    is_seen_by_everybody = True
    select_related = ["imprint", "privacy", "accessibility", "easy_language", "contact", "logo"]
    panels = [
        MultiFieldPanel(["name", "slogan", "ars"], heading=_("Municipality")),
        MultiFieldPanel(
            ["street", FieldRowPanel(["postcode", "town"]), FieldRowPanel(["phone", "email"])], heading=_("Town hall")
        ),
        MultiFieldPanel(["logo", FieldRowPanel(["colour", "accent"])], heading=_("Logo and colours")),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("imprint", "privacy", "accessibility", "easy_language", "contact")],
            heading=_("Pages in the footer"),
        ),
        MultiFieldPanel(["is_small"], heading=_("Small town")),
    ]

    class Meta:
        verbose_name = _("municipality")

    def clean(self) -> None:
        """Colours are written in one way only, so that their stylesheets have one address."""
        self.colour, self.accent = self.colour.lower(), self.accent.lower()

    @property
    def colour_address(self) -> str:
        """The stylesheet with the town's own colours; empty without any."""
        names = "-".join(colour.removeprefix("#") for colour in (self.colour, self.accent)).rstrip("-")
        return reverse("town_colours", args=[names]) if names else ""

    @property
    def footer_pages(self) -> list[Page]:
        chosen = [self.contact, self.imprint, self.privacy, self.accessibility, self.easy_language]
        return [page for page in chosen if page is not None and page.live]
