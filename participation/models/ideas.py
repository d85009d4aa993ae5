"""Ideas: what becomes of each is public, from the first word to the milestone."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from cms.maps.models import Placed
from participation.models.contributions import Contribution
from participation.models.modules import IdeaCollectionPage
from participation.models.project_parts import Milestone
from participation.models.projects import ProjectPage


class IdeaCategory(Orderable):
    """What ideas of a collection are about."""

    collection = ParentalKey(IdeaCollectionPage, on_delete=models.CASCADE, related_name="categories")
    name = models.CharField(_("name"), max_length=60)

    panels = ["name"]

    class Meta(Orderable.Meta):
        verbose_name = _("category")
        verbose_name_plural = _("categories")

    def __str__(self) -> str:
        return self.name


class Idea(Placed, Contribution):
    """An idea, the town's answer to it, and the project and milestone that came of it."""

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        REVIEW = "review", _("under review")
        PLANNED = "planned", _("in planning")
        DONE = "done", _("done")
        NOT_FEASIBLE = "not_feasible", _("not feasible")

    title = models.CharField(_("title"), max_length=120)
    category = models.ForeignKey(
        IdeaCategory, verbose_name=_("category"), null=True, blank=True, on_delete=models.SET_NULL, related_name="ideas"
    )
    status = models.CharField(_("what becomes of it"), max_length=12, choices=Status, default=Status.OPEN)
    status_reason = models.TextField(_("reason"), blank=True)
    project = models.ForeignKey(
        ProjectPage,
        verbose_name=_("became the project"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="ideas",
    )
    milestone = models.ForeignKey(
        Milestone,
        verbose_name=_("became the milestone"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="ideas",
    )
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("went into the idea"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="merged",
    )
    paper_title = models.CharField(_("paper of the council"), max_length=160, blank=True)
    paper_url = models.URLField(_("address of the paper"), blank=True)

    class Meta:
        verbose_name = _("idea")
        verbose_name_plural = _("ideas")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        if self.status == self.Status.NOT_FEASIBLE and not self.status_reason.strip():
            raise ValidationError({"status_reason": gettext("Say why the idea is not feasible.")})

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A milestone belongs to its project."""
        if self.milestone and not self.project_id:
            self.project_id = self.milestone.project_id
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The idea's own page, below its collection."""
        return f"{self.module.get_url()}idee/{self.pk}-{self.slug}/"

    @property
    def slug(self) -> str:
        return slugify(self.title)[:60] or "idee"
