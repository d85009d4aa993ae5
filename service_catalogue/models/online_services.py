"""Where services are applied for on the net."""

from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from service_catalogue.accounts import ACCOUNTS, LANGUAGES, names_of
from service_catalogue.links import addresses, filling
from service_catalogue.models.code_lists import CodeListField
from service_catalogue.models.codes import Area
from service_catalogue.models.links import KNOWN_BROKEN, CheckedLink, LinkState, LinkUse, digest_of

if TYPE_CHECKING:
    from service_catalogue.models.pages import ServicePage

CALLS = {
    "apply": _("Do it online now"),
    "appointment": _("Book an appointment"),
    "form": _("Open the form"),
    "information": _("Read more there"),
}


class OnlineServiceQuerySet(models.QuerySet):
    def current(self, today: date | None = None) -> "OnlineServiceQuerySet":
        """Those whose days of validity include this one."""
        day = today or timezone.localdate()
        begun = Q(valid_from=None) | Q(valid_from__lte=day)
        return self.filter(begun, Q(valid_until=None) | Q(valid_until__gte=day))

    def working(self, today: date | None = None) -> "OnlineServiceQuerySet":
        """Those with which something can be done online today: what “can be done online” is counted by."""
        return self.current(today).filter(kind__in=OnlineService.ONLINE_KINDS).exclude(link_state__in=KNOWN_BROKEN)


class OnlineService(index.Indexed, models.Model):
    """An online service (Onlinedienst): an application, a form, an appointment or information elsewhere.

    `imported` holds what the last delivery said, so that a field which the town has changed since is kept.
    `link_state` repeats for lists what the check of the links found, the worst of all its addresses.
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

    ONLINE_KINDS = (Kind.APPLY, Kind.APPOINTMENT)
    LINK_COLUMNS = ("link_state", "link_since", "link_checked_at", "link_reason")
    NEEDS_IDENTIFICATION = (ConfidenceLevel.SUBSTANTIAL, ConfidenceLevel.HIGH)

    name = models.CharField(
        _("name"), max_length=300, help_text=_("What residents do there, for example: Apply for a parking permit.")
    )
    url = models.CharField(
        _("address"),
        max_length=2000,
        help_text=_(
            "With https://, as close to the form as possible. Placeholders are filled in on each page: {leika} its "
            "LeiKa key, {ars} and {ags} the town’s keys, {oe} the department at the source, {lang} the language."
        ),
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.APPLY)
    provider = models.CharField(
        _("provider"), max_length=200, blank=True, help_text=_("Who runs it, if it is not the town itself.")
    )
    confidence_level = models.CharField(
        _("level of confidence"),
        max_length=10,
        choices=ConfidenceLevel.choices,
        blank=True,
        help_text=_("How surely the service must know who somebody is (Vertrauensniveau)."),
    )
    accounts = CodeListField(
        _("accounts accepted"), table=ACCOUNTS, help_text=_("One of them is enough. “No account” is worth saying too.")
    )
    other_account = models.CharField(
        _("other account"), max_length=120, blank=True, help_text=_("What the list above does not have.")
    )
    payment_methods = models.CharField(
        _("means of payment"), max_length=300, blank=True, help_text=_("For example: credit card, bank transfer.")
    )
    languages = CodeListField(_("languages"), table=LANGUAGES, help_text=_("Only if there are others than German."))
    note = models.CharField(
        _("remark"), max_length=300, blank=True, help_text=_("For example: Have your meter reading at hand.")
    )
    valid_from = models.DateField(
        _("valid from"), null=True, blank=True, help_text=_("Residents do not see it before this day.")
    )
    valid_until = models.DateField(_("valid until"), null=True, blank=True, help_text=_("The last day, included."))
    areas = models.ManyToManyField(
        Area,
        verbose_name=_("areas"),
        blank=True,
        related_name="online_services",
        help_text=_("Only if it does not hold for the whole town: regional keys (ARS), one per line."),
    )
    source_agency = models.CharField(_("source"), max_length=60, blank=True, editable=False)
    source_id = models.CharField(_("identifier at the source"), max_length=200, blank=True, editable=False)
    imported = models.JSONField(default=dict, blank=True, editable=False)
    link_state = models.CharField(
        _("state of the link"), max_length=8, choices=LinkState.choices, default=LinkState.PENDING, editable=False
    )
    link_since = models.DateTimeField(_("since"), null=True, editable=False)
    link_checked_at = models.DateTimeField(_("last checked"), null=True, editable=False)
    link_reason = models.CharField(_("reason"), max_length=300, blank=True, editable=False)

    objects = OnlineServiceQuerySet.as_manager()

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

    def save(self, *args: Any, **kwargs: Any) -> None:
        is_new_address = self.has_new_address
        if is_new_address:
            self.expect_check()
        super().save(*args, **kwargs)
        self._stored_url = self.url
        if is_new_address:
            self._ask_for_check()

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> "OnlineService":
        online = super().from_db(*args, **kwargs)
        online._stored_url = online.__dict__.get("url", "")
        return online

    def clean(self) -> None:
        errors: dict[str, Any] = {}
        if problems := addresses.problems(self.url):
            errors["url"] = problems
        if self.valid_from and self.valid_until and self.valid_from > self.valid_until:
            errors["valid_until"] = _("The last day must not come before the first.")
        if self.lacks_identification:
            errors["accounts"] = _("At this level of confidence residents must identify themselves: say with what.")
        if errors:
            raise ValidationError(errors)

    @property
    def has_new_address(self) -> bool:
        return self.url != getattr(self, "_stored_url", None)

    def expect_check(self) -> None:
        """Forget what was found out about another address; saving in bulk must call this itself."""
        self.link_state, self.link_reason = LinkState.PENDING, ""
        self.link_since = self.link_checked_at = None

    def _ask_for_check(self) -> None:
        """The new address is checked in the next minutes; one with placeholders waits for the pages, at night."""
        self.link_uses.all().delete()
        if not addresses.is_template(self.url):
            link = CheckedLink.objects.update_or_create(
                digest=digest_of(self.url),
                defaults={"due_at": timezone.now()},
                create_defaults=CheckedLink.of(self.url),
            )[0]
            LinkUse.objects.create(link=link, online_service=self)

    @property
    def host(self) -> str:
        """Whose door this is, for people: service.example.de."""
        try:
            return (urlsplit(self.url).hostname or "").removeprefix("www.")
        except ValueError:
            return ""

    @property
    def rank(self) -> int:
        """What can be done here comes before what can be read here."""
        return self.Kind.values.index(self.kind) if self.kind in self.Kind.values else len(self.Kind)

    @property
    def is_online(self) -> bool:
        """Something can be done here, not only read."""
        return self.kind in self.ONLINE_KINDS

    def is_current(self, today: date | None = None) -> bool:
        day = today or timezone.localdate()
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or self.valid_until >= day
        )

    @property
    def works(self) -> bool:
        """Something can be done online here today: current, and its link is not known to be broken."""
        return self.is_online and self.is_current() and self.link_state not in KNOWN_BROKEN

    @property
    def needs_sign_in(self) -> bool:
        return self.confidence_level in self.NEEDS_IDENTIFICATION

    @property
    def lacks_identification(self) -> bool:
        """The level of confidence asks for a proof of identity and nobody says which."""
        named = [code for code in self.accounts if code != "none"]
        return self.needs_sign_in and not named and not self.other_account

    @property
    def call(self) -> str:
        """What the button says."""
        return str(CALLS.get(self.kind, CALLS["information"]))

    @property
    def account_names(self) -> list[str]:
        """What residents need to sign in with; one of these."""
        named = names_of([code for code in self.accounts if code != "none"], ACCOUNTS)
        return [*named, *filter(None, [self.other_account])]

    @property
    def needs_no_account(self) -> bool:
        return "none" in self.accounts

    @property
    def language_names(self) -> list[str]:
        """Worth saying only where it is not German alone."""
        return names_of(self.languages, LANGUAGES) if set(self.languages) - {"de"} else []

    def address_for(self, page: "ServicePage") -> str | None:
        """The address on this page, every gap filled; None where something that it needs is missing."""
        return addresses.fill(self.url, lambda name: filling.value_of(page, name))
