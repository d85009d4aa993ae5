"""Notices (Hinweise): short, urgent, and gone by themselves."""

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, PageChooserPanel
from wagtail.models import Page

from cms.visibility import for_everybody
from directory.models import Department

LONGEST = timedelta(days=180)


class NoticeQuerySet(models.QuerySet["Notice"]):
    def current(self, now: datetime | None = None) -> "NoticeQuerySet":
        """Begun and not ended, the gravest first."""
        now = now or timezone.now()
        gravest = models.Case(
            *(models.When(severity=value, then=n) for n, value in enumerate(Severity.gravest_first()))
        )
        return self.filter(starts_at__lte=now, ends_at__gt=now).order_by(gravest, "-starts_at", "pk")

    def for_strangers(self) -> "NoticeQuerySet":
        """Without those of pages that not everybody may see."""
        shown = for_everybody(Page.objects.all())
        return self.filter(Q(page__isnull=True) | Q(page__in=shown))


class Severity(models.TextChoices):
    """How grave a notice is; the values are those of the design system's alerts."""

    INFO = "info", _("good to know")
    WARNING = "warning", _("important")
    EMERGENCY = "danger", _("danger, act at once")

    @classmethod
    def gravest_first(cls) -> list["Severity"]:
        return [cls.EMERGENCY, cls.WARNING, cls.INFO]


class Scope(models.TextChoices):
    SITE = "site", _("the whole site")
    PAGE = "page", _("a page or service and everything below it")
    DEPARTMENT = "department", _("a department and its services")


class Notice(models.Model):
    """Something that people must know now. It always has an end, so that no old warning stays."""

    title = models.CharField(_("title"), max_length=120, help_text=_("What has happened, in one line."))
    text = models.TextField(_("what to do"), max_length=600, blank=True, help_text=_("Two or three short sentences."))
    severity = models.CharField(_("severity"), max_length=10, choices=Severity, default=Severity.INFO)
    scope = models.CharField(_("shown on"), max_length=10, choices=Scope, default=Scope.SITE)
    page = models.ForeignKey(
        Page, verbose_name=_("page or service"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    department = models.ForeignKey(
        Department, verbose_name=_("department"), null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    more = models.ForeignKey(
        Page, verbose_name=_("page that says more"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    starts_at = models.DateTimeField(_("shown from"), default=timezone.now)
    ends_at = models.DateTimeField(
        _("shown until"),
        db_index=True,
        help_text=_("It disappears then by itself. At most half a year after the start."),
    )

    objects = NoticeQuerySet.as_manager()
    panels = [
        HelpPanel(_("A notice is public as soon as you save it: there is no draft and no approval.")),
        MultiFieldPanel(["title", "text", "severity", PageChooserPanel("more")], heading=_("What it says")),
        MultiFieldPanel(["scope", PageChooserPanel("page"), FieldPanel("department")], heading=_("Where")),
        FieldRowPanel(["starts_at", "ends_at"], heading=_("When")),
    ]

    class Meta:
        ordering = ["-starts_at"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keeps only the place that the scope speaks of, so that nothing else can be read from the row."""
        self.page = self.page if self.scope == Scope.PAGE else None
        self.department = self.department if self.scope == Scope.DEPARTMENT else None
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Raises ValidationError, each message at its field."""
        problems = {**self._problems_of_place(), **self._problems_of_time()}
        if problems:
            raise ValidationError(problems)

    def _problems_of_place(self) -> dict[str, Any]:
        if self.scope == Scope.PAGE and self.page is None:
            return {"page": _("Choose the page or service on which the notice is shown.")}
        if self.scope == Scope.DEPARTMENT and self.department is None:
            return {"department": _("Choose the department on whose pages the notice is shown.")}
        return {}

    def _problems_of_time(self) -> dict[str, Any]:
        if not self.starts_at or not self.ends_at:
            return {}  # the fields say so themselves
        if self.ends_at <= self.starts_at:
            return {"ends_at": _("The end must come after the start.")}
        if self.ends_at - self.starts_at > LONGEST:
            return {"ends_at": _("A notice is for days or weeks. For more than half a year, write a page.")}
        if self.pk is None and self.ends_at <= timezone.now():
            return {"ends_at": _("This moment has passed; nobody would see the notice.")}
        return {}

    @property
    def state(self) -> str:
        now = timezone.now()
        if self.ends_at <= now:
            return str(_("ended"))
        return str(_("shown now") if self.starts_at <= now else _("planned"))

    @property
    def is_shown(self) -> bool:
        return self.starts_at <= timezone.now() < self.ends_at

    def concerns(self, page: Page | None, departments: set[int]) -> bool:
        """Whether it is shown on this page, or on the pages of one of these departments."""
        if self.scope == Scope.PAGE:
            return bool(page and self.page and page.path.startswith(self.page.path))
        return self.scope == Scope.SITE or self.department_id in departments

    def end_now(self) -> None:
        """Take it off the site at this moment; a planned one will never be shown."""
        now = timezone.now()
        self.starts_at = min(self.starts_at, now)
        self.ends_at = now
        self.save(update_fields=["starts_at", "ends_at"])
