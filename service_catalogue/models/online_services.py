"""Where services are applied for on the net."""

from urllib.parse import urlsplit

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldRowPanel, MultiFieldPanel
from wagtail.search import index

CALLS = {
    "apply": _("Do it online now"),
    "appointment": _("Book an appointment"),
    "form": _("Open the form"),
    "information": _("Read more there"),
}


class OnlineService(index.Indexed, models.Model):
    """An online service (Onlinedienst): an application, a form, an appointment or information elsewhere.

    `imported` holds what the last delivery said, so that a field which the town has changed since is kept.
    """

    class Kind(models.TextChoices):
        APPLY = "apply", _("application")
        APPOINTMENT = "appointment", _("appointment")
        FORM = "form", _("form to download")
        INFORMATION = "information", _("information")

    class ConfidenceLevel(models.TextChoices):
        OTHER = "00", _("other")
        NONE = "10", _("none: no sign-in")
        BASIC = "15", _("basic: user name and password")
        LOW = "20", _("low")
        SUBSTANTIAL = "30", _("substantial: for example an ELSTER certificate")
        HIGH = "40", _("high: for example the online ID card")

    name = models.CharField(_("name"), max_length=300)
    url = models.URLField(_("address"), max_length=2000)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.APPLY)
    provider = models.CharField(_("provider"), max_length=200, blank=True)
    confidence_level = models.CharField(
        _("level of confidence"), max_length=10, choices=ConfidenceLevel.choices, blank=True
    )
    payment_methods = models.CharField(_("means of payment"), max_length=300, blank=True)
    note = models.CharField(_("remark"), max_length=300, blank=True, help_text=_("For example: You need no account."))
    source_agency = models.CharField(_("source"), max_length=60, blank=True, editable=False)
    source_id = models.CharField(_("identifier at the source"), max_length=200, blank=True, editable=False)
    imported = models.JSONField(default=dict, blank=True, editable=False)

    panels = [
        MultiFieldPanel(["name", "url", "kind"], heading=_("Online service")),
        MultiFieldPanel(
            ["provider", FieldRowPanel(["confidence_level", "payment_methods"]), "note"], heading=_("Good to know")
        ),
    ]
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.SearchField("url")]

    class Meta:
        ordering = ["name"]
        verbose_name = _("online service")
        verbose_name_plural = _("online services")
        constraints = [
            models.UniqueConstraint(
                fields=["source_agency", "source_id"],
                condition=~models.Q(source_id=""),
                name="one_online_service_per_source",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def host(self) -> str:
        """Whose door this is, for people: service.example.de."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")

    @property
    def rank(self) -> int:
        """What can be done here comes before what can be read here."""
        return self.Kind.values.index(self.kind)

    @property
    def is_online(self) -> bool:
        """Something can be done here, not only read."""
        return self.kind in {self.Kind.APPLY, self.Kind.APPOINTMENT}

    @property
    def call(self) -> str:
        """What the button says."""
        return str(CALLS[self.kind])
