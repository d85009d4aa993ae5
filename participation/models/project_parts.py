"""What stands on a project besides its text: steps, events, documents, news, and the pages it is about."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldRowPanel, PageChooserPanel
from wagtail.models import Orderable, Page

from cms.models import File
from participation.models.projects import ProjectPage, only_web_addresses

# An event without an end is over for the list after this time.
USUAL_LENGTH = timedelta(hours=3)


class Milestone(Orderable):
    """A step of a project that people can follow."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        RUNNING = "running", _("running")
        DONE = "done", _("done")

    project = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("title"), max_length=160)
    date = models.DateField(_("date"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.PLANNED)
    progress = models.PositiveSmallIntegerField(
        _("progress in percent"),
        default=0,
        validators=[MaxValueValidator(100)],
        help_text=_("Only for a step that is running: what is planned has 0, what is done 100 percent."),
    )
    text = models.CharField(_("text"), max_length=300, blank=True)

    panels = ["title", FieldRowPanel(["date", "state", "progress"]), "text"]

    class Meta(Orderable.Meta):
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Raises ValidationError for a step that has progress before it has begun."""
        super().clean()
        if self.state == self.State.PLANNED and self.progress:
            raise ValidationError({"progress": gettext("A step that has progress is running or done.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.progress = self.percent
        super().save(*args, **kwargs)

    @property
    def percent(self) -> int:
        """How far the step is; its state has the last word."""
        return {self.State.PLANNED: 0, self.State.DONE: 100}.get(self.State(self.state), self.progress)

    @property
    def is_late(self) -> bool:
        """Its day is over, and it has not even begun."""
        return self.state == self.State.PLANNED and self.date is not None and self.date < timezone.localdate()


class ProjectEvent(Orderable):
    """A day on which people meet about a project."""

    project = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="events")
    title = models.CharField(_("title"), max_length=160)
    starts = models.DateTimeField(_("begins"))
    ends = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True)
    link = models.URLField(_("address"), blank=True, validators=[only_web_addresses], max_length=500)

    panels = ["title", FieldRowPanel(["starts", "ends"]), "place", "link"]

    class Meta(Orderable.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.starts and self.ends and self.ends <= self.starts:
            raise ValidationError({"ends": gettext("The end must come after the beginning.")})

    @property
    def over_at(self) -> datetime:
        return self.ends or self.starts + USUAL_LENGTH

    @property
    def is_past(self) -> bool:
        return self.over_at <= timezone.now()

    @property
    def is_one_day(self) -> bool:
        return self.ends is None or timezone.localdate(self.starts) == timezone.localdate(self.ends)


class ProjectDocument(Orderable):
    """A file of a project, under the name that residents read."""

    project = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="documents")
    file = models.ForeignKey(File, verbose_name=_("file"), on_delete=models.CASCADE, related_name="+")
    title = models.CharField(
        _("title"), max_length=160, blank=True, help_text=_("Empty: the title that the file has in the library.")
    )

    panels = ["file", "title"]

    class Meta(Orderable.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return self.title or self.file.title


class ProjectLink(Orderable):
    """A page that belongs to a project: news about it, or what it is about, which says so while one can take part."""

    project = ParentalKey(ProjectPage, on_delete=models.CASCADE, related_name="links")
    target = models.ForeignKey(Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="+")

    panels = [PageChooserPanel("target")]

    class Meta(Orderable.Meta):
        verbose_name = _("related page")
        verbose_name_plural = _("related pages")
