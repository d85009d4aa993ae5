"""What came from outside: reference services, who is in charge of them, and the runs that brought them.

The town's own words are never here but on the page, so an import cannot overwrite them.
"""

from typing import Any

from django.contrib.admin import display
from django.db import models
from django.utils.formats import date_format
from django.utils.timezone import localtime
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
    translations = models.JSONField(
        default=dict, help_text="Language → {title, official_name, sections, links, synonyms}; German has the columns."
    )
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
    gone_at = models.DateTimeField(_("removed at the source"), null=True, blank=True)
    is_public = models.BooleanField(default=True, help_text="The source itself may hold a service back.")
    taken_offline = models.BooleanField(default=False, help_text="The import holds the page back, no editor did.")

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
    """An object as it came, in XML or JSON: unknown parts survive, and it can be mapped anew.

    The three numbers are hashes of 64 bits, so that a run can hold those of all objects in little memory. That two of
    a million objects share one by chance has a probability of 1 to 37 million.
    """

    agency = models.CharField(max_length=60, blank=True)
    kind = models.CharField(max_length=40)
    source_id = models.CharField(max_length=400)
    identity = models.BigIntegerField(default=0, db_index=True, help_text="Hash of agency, kind and id.")
    fingerprint = models.BigIntegerField(default=0, db_index=True, help_text="Hash of that and of all that was said.")
    meaning = models.BigIntegerField(default=0, help_text="Hash of what we understood of it.")
    text = models.TextField(blank=True)

    class Meta:
        verbose_name = _("delivered object")
        verbose_name_plural = _("delivered objects")
        constraints = [models.UniqueConstraint(fields=["agency", "kind", "source_id"], name="one_raw_object")]

    def __str__(self) -> str:
        return f"{self.kind} {self.agency}:{self.source_id}"


class CodeName(models.Model):
    """What a code of some list means, as a delivery said it: the lists themselves are not all published."""

    kind = models.CharField(max_length=20, help_text="fee, deadline, audience, typing, role …")
    code = models.CharField(max_length=60)
    name = models.CharField(max_length=300)
    list_uri = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("name of a code")
        verbose_name_plural = _("names of codes")
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="one_name_per_code")]

    def __str__(self) -> str:
        return f"{self.kind} {self.code}: {self.name}"


def code_label(kind: str, code: str) -> str:
    """The name of a code as a delivery has said it, else “Code 007”."""
    name = CodeName.objects.filter(kind=kind, code=code).values_list("name", flat=True).first()
    return name or gettext("Code %(code)s") % {"code": code}


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


class Untold(models.Model):
    """Something an import has changed and of which search, lists and the index of references do not know yet.

    Written together with the change and taken away when it has been told: a run that is killed in between loses nothing.
    """

    model = models.CharField(max_length=60, help_text="app.Model")
    object_id = models.BigIntegerField()

    class Meta:
        verbose_name = _("change to be told")
        verbose_name_plural = _("changes to be told")
        indexes = [models.Index(fields=["model", "object_id"], name="untold_objects")]

    def __str__(self) -> str:
        return f"{self.model} {self.object_id}"


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
    remarks = models.PositiveIntegerField(_("number of remarks"), default=0)
    messages = models.JSONField(
        _("remarks"), default=list, help_text="[{code, line, text, object}], the first of them."
    )
    is_dry_run = models.BooleanField(_("dry run"), default=False)
    written_at = models.DateTimeField(null=True, blank=True, help_text="When it became visible.")

    details: dict[str, Any]  # what the report for machines names besides, of this run alone; not stored

    class Meta:
        ordering = ["-started_at", "-pk"]
        verbose_name = _("import run")
        verbose_name_plural = _("import runs")

    def __str__(self) -> str:
        started = date_format(localtime(self.started_at), "SHORT_DATETIME_FORMAT")
        return f"{self.kind} {self.file_name} {started}"

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
        lines = [f"{item['line'] or ''} {item['text']}".strip() for item in self.messages]
        if self.remarks > len(lines):
            lines.append(gettext("… and %(n)d more") % {"n": self.remarks - len(lines)})
        return "\n".join(lines)
