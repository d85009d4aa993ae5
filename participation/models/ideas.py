"""Ideas: what becomes of each is public, from the first word to the milestone."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from cms.maps.models import Placed
from cms.searchable import Searchable, SearchTexts
from cms.visibility import for_everybody
from participation.models.contributions import Contribution
from participation.models.modules import IdeaCollectionPage, ModulePage
from participation.models.project_parts import Milestone
from participation.models.projects import ProjectPage

# As Germans write umlauts where there are none; without this “groß” would end as “gro”.
IN_ADDRESSES = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


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


class Idea(Searchable, Placed, Contribution):
    """/mitmachen/<project>/<collection>/idee/<number>-<words>/: an idea, the town's answer, and what came of it."""

    search_kind = "project"
    # The public ideas that went into it, where a list shows them.
    parts: list["Idea"]

    class Status(models.TextChoices):
        OPEN = "open", pgettext_lazy("idea", "open")
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

    class Meta:
        verbose_name = _("idea")
        verbose_name_plural = _("ideas")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status="not_feasible", status_reason=""), name="idea_no_says_why"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Raises ValidationError for a no without a reason."""
        super().clean()
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
    def is_settled(self) -> bool:
        """Nobody is asked to support what is done, or what cannot be done."""
        return self.status in {self.Status.DONE, self.Status.NOT_FEASIBLE}

    @property
    def slug(self) -> str:
        return slugify(self.title.lower().translate(IN_ADDRESSES))[:60].strip("-") or "idee"

    @classmethod
    def listed(cls) -> models.QuerySet["Idea"]:
        """The public ones that stand for themselves; one that went into another stands there, while that is public."""
        return cls.objects.public().exclude(merged_into__state=cls.State.PUBLIC)

    @property
    def part_of(self) -> "Idea | None":
        """The idea that this one went into, while everybody may read that."""
        return self.merged_into if self.merged_into and self.merged_into.is_public else None

    def search_texts(self) -> SearchTexts:
        """With the words of the ideas that went into it, by which people look for it, too."""
        others = [f"{other.title} {other.text}" for other in self.merged.all() if other.is_public]
        body = " ".join([self.text, self.place, *others])
        return SearchTexts(title=self.title, summary=" ".join(self.text.split())[:300], body=body)

    def search_url(self) -> str:
        return self.get_absolute_url()

    def search_facets(self) -> dict[str, list[str]]:
        return {"state": [self.status], **({"open": ["yes"]} if self.module.is_open else {})}

    def search_until(self) -> date | None:
        return self.module.search_until()

    def is_searchable(self) -> bool:
        is_listed = self.is_public and self.part_of is None
        return is_listed and for_everybody(ModulePage.objects.filter(pk=self.module_id)).exists()

    @classmethod
    def whole(cls, found: Any) -> list[Any]:
        return list(found.select_related("module", "merged_into").prefetch_related("merged"))

    @classmethod
    def findable(cls, found: Any) -> Any:
        is_part = models.Q(merged_into__state=cls.State.PUBLIC)
        return found.filter(state=cls.State.PUBLIC, module__in=for_everybody(ModulePage.objects.all())).exclude(is_part)
