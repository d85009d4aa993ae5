"""What came from outside: reference services, who is in charge of them, and the runs that brought them.

The town's own words are never here but on the page, so an import cannot overwrite them.
"""

from django.contrib.admin import display
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from directory.models import Department
from service_catalogue.models.codes import Area, LeikaKey, Topic
from service_catalogue.models.online_services import OnlineService


class ReferenceService(models.Model):
    """A service as a source delivers it: the layer of text below the town's own."""

    agency = models.CharField(_("source"), max_length=60, blank=True)
    source_id = models.CharField(_("identifier at the source"), max_length=200)
    title = models.CharField(_("title"), max_length=500, blank=True)
    official_name = models.CharField(_("official name"), max_length=500, blank=True)
    given_title = models.CharField(max_length=255, blank=True, help_text="The title that the import gave the page.")
    sections = models.JSONField(default=dict, help_text="Section name → safe HTML.")
    links = models.JSONField(default=dict, help_text="Section name → [{title, url}].")
    fees = models.JSONField(default=list)
    deadlines = models.JSONField(default=list)
    processing_times = models.JSONField(default=list)
    synonyms = models.JSONField(default=list)
    audience = models.JSONField(default=list, help_text="Codes 001 citizens, 002 businesses, 003 administration.")
    typing = models.JSONField(default=list)
    release = models.JSONField(default=dict, help_text="Who released the text, and when.")
    languages = models.JSONField(default=list)
    leika_keys = models.ManyToManyField(LeikaKey, verbose_name=_("LeiKa keys"), related_name="references", blank=True)
    areas = models.ManyToManyField(Area, verbose_name=_("areas"), related_name="references", blank=True)
    topics = models.ManyToManyField(Topic, verbose_name=_("life situations"), related_name="references", blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    changed_at = models.DateTimeField(_("changed at the source"), null=True, blank=True)
    updated_at = models.DateTimeField(_("last import that changed it"), auto_now=True)
    content_hash = models.CharField(max_length=64, blank=True)
    gone_at = models.DateTimeField(_("removed at the source"), null=True, blank=True)
    taken_offline = models.BooleanField(default=False, help_text="The import unpublished the page with the service.")

    class Meta:
        ordering = ["title"]
        verbose_name = _("reference service")
        verbose_name_plural = _("reference services")
        constraints = [models.UniqueConstraint(fields=["agency", "source_id"], name="one_reference_per_source")]

    def __str__(self) -> str:
        return self.title or self.official_name or self.source_id

    @property
    def in_charge(self) -> list["Responsibility"]:
        """Who is in charge, with departments and online services; prefetched lists are used as they are."""
        return sorted(self.responsibilities.all(), key=lambda row: (row.role, row.pk))


class RawObject(models.Model):
    """The XML of an object as it came: unknown parts survive, and it can be mapped anew."""

    agency = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=20)
    source_id = models.CharField(max_length=200)
    xml = models.TextField()
    content_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("delivered object")
        verbose_name_plural = _("delivered objects")
        constraints = [models.UniqueConstraint(fields=["agency", "kind", "source_id"], name="one_raw_object")]

    def __str__(self) -> str:
        return f"{self.kind} {self.agency}:{self.source_id}"


class Responsibility(models.Model):
    """Which department or online service is in charge of which service, as a source says it.

    Both ends may arrive later than this row: what is still missing is looked for at the end of every import.
    """

    agency = models.CharField(max_length=60, blank=True)
    scheme = models.CharField(max_length=60, blank=True)
    source_id = models.CharField(max_length=400)
    service_agency = models.CharField(max_length=60, blank=True)
    service_source_id = models.CharField(max_length=200, blank=True)
    holder_agency = models.CharField(max_length=60, blank=True)
    holder_source_id = models.CharField(max_length=200)
    reference = models.ForeignKey(
        ReferenceService, null=True, blank=True, on_delete=models.SET_NULL, related_name="responsibilities"
    )
    department = models.ForeignKey(
        Department, null=True, blank=True, on_delete=models.SET_NULL, related_name="responsibilities"
    )
    online_service = models.ForeignKey(
        OnlineService, null=True, blank=True, on_delete=models.SET_NULL, related_name="responsibilities"
    )
    role = models.CharField(max_length=10, blank=True)
    areas = models.JSONField(default=list)

    class Meta:
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        constraints = [
            models.UniqueConstraint(fields=["agency", "scheme", "source_id"], name="one_responsibility_per_source")
        ]

    def __str__(self) -> str:
        return f"{self.holder_source_id} → {self.service_source_id}"

    @property
    def is_pending(self) -> bool:
        return self.reference_id is None or (self.department_id is None and self.online_service_id is None)


class ImportRun(models.Model):
    """One run of an import: what it brought and what a person should know."""

    class State(models.TextChoices):
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        WARNINGS = "warnings", _("done, with remarks")
        FAILED = "failed", _("failed, nothing was changed")

    kind = models.CharField(_("kind"), max_length=20)
    file_name = models.CharField(_("file"), max_length=255)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.RUNNING)
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    created = models.PositiveIntegerField(_("new"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    deleted = models.PositiveIntegerField(_("removed"), default=0)
    skipped = models.PositiveIntegerField(_("left out"), default=0)
    ignored = models.PositiveIntegerField(_("removals of unknown objects"), default=0)
    pending = models.PositiveIntegerField(_("waiting for their counterpart"), default=0)
    messages = models.JSONField(_("remarks"), default=list, help_text="[{code, line, text, object}]")

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = _("import run")
        verbose_name_plural = _("import runs")

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name} {self.started_at:%Y-%m-%d %H:%M}"

    @property
    @display(description=_("result"))
    def counts(self) -> str:
        text = gettext(
            "%(created)d new, %(changed)d changed, %(unchanged)d unchanged, %(deleted)d removed, %(skipped)d left out"
        )
        return text % {name: getattr(self, name) for name in ("created", "changed", "unchanged", "deleted", "skipped")}

    @property
    @display(description=_("remarks"))
    def messages_as_text(self) -> str:
        return "\n".join(f"{item['line'] or ''} {item['text']}".strip() for item in self.messages)
