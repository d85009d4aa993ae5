"""Who keeps a page true, how often somebody must read it again, and when that was done last.

This is no matter of versions: it holds at once, whatever is being written on the page.
"""

import calendar
import datetime
from dataclasses import dataclass
from typing import Any, Self

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log
from wagtail.models import Page

REVIEWED = "cms.reviewed"
MONTHS = {"law": 6, "usual": 12, "history": 36}


class ReviewKind(models.TextChoices):
    """How soon what stands on a page stops being true."""

    LAW = "law", _("fees and law: after 6 months")
    USUAL = "usual", _("usual: after 12 months")
    HISTORY = "history", _("history: after 36 months")
    NEVER = "never", _("never: it stands as it was on that day")


@dataclass(frozen=True)
class Wishes:
    """What an editor said in the form beside the page itself; `changes` are fields of `Upkeep`."""

    has_new_owner: bool
    changes: dict[str, str]
    is_still_true: bool


@dataclass(frozen=True)
class Keeper:
    """Who is told about a page; `user` is None for somebody without an account."""

    name: str
    email: str
    user: AbstractUser | None = None


class UpkeepQuerySet(models.QuerySet):
    def public(self) -> Self:
        """Of published pages that must be read again some day."""
        return self.filter(page__live=True, due_on__isnull=False)

    def due(self, day: datetime.date | None = None) -> Self:
        """Of pages whose day has come."""
        return self.public().filter(due_on__lte=day or timezone.localdate())

    def kept_by(self, user: Any) -> Self:
        return self.filter(page__owner=user)

    def without_keeper(self) -> Self:
        """Nobody who can sign in looks after the page, and nobody else is named."""
        return self.filter(Q(page__owner=None) | Q(page__owner__is_active=False), keeper_email="")

    def never_reviewed(self) -> Self:
        return self.filter(reviewed_on=None)


class Upkeep(models.Model):
    """The care for one page. Whoever has an account and keeps it is Wagtail's `page.owner`."""

    Kind = ReviewKind

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="upkeep", verbose_name=_("page"))
    keeper_name = models.CharField(_("name"), max_length=120, blank=True)
    keeper_email = models.EmailField(_("e-mail address"), blank=True)
    kind = models.CharField(_("read again"), max_length=10, choices=ReviewKind.choices, default=ReviewKind.USUAL)
    reviewed_on = models.DateField(_("checked on"), null=True, blank=True)
    # A name and no foreign key: people without an account say so, too, and it outlives accounts.
    reviewed_by = models.CharField(_("checked by"), max_length=150, blank=True)
    due_on = models.DateField(_("to be read again by"), null=True, blank=True, db_index=True)
    # How often somebody was told since the day came, and when last.
    times_told = models.PositiveSmallIntegerField(default=0)
    told_on = models.DateField(null=True, blank=True)

    objects = UpkeepQuerySet.as_manager()
    # It only says who cares; a page is not used because somebody does.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("care for a page")
        verbose_name_plural = _("care for pages")
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.page)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """The day follows from the kind and the last check; whoever was told is told anew when it comes again."""
        self.due_on = self.planned()
        if self.due_on is None or self.due_on > timezone.localdate():
            self.times_told, self.told_on = 0, None
        super().save(*args, **kwargs)

    def planned(self) -> datetime.date | None:
        """Counted from the last check, or else from the day on which the page was first published."""
        published = self.page.first_published_at
        begin = self.reviewed_on or (timezone.localdate(published) if published else None)
        if begin is None or self.kind == ReviewKind.NEVER:
            return None
        return months_later(begin, MONTHS[self.kind])

    @property
    def is_due(self) -> bool:
        return self.due_on is not None and self.due_on <= timezone.localdate()

    @property
    def keeper(self) -> Keeper | None:
        """Somebody with an account first; whoever is named beside them where the account is closed or missing."""
        owner = self.page.owner
        if owner is not None and owner.is_active:
            return Keeper(owner.get_full_name() or owner.get_username(), owner.email, owner)
        return Keeper(self.keeper_name or self.keeper_email, self.keeper_email) if self.keeper_email else None

    def review(self, by: str, user: Any = None) -> None:
        """Somebody has read the whole page and all of it is true. A second time on the same day says nothing new."""
        today = timezone.localdate()
        if (self.reviewed_on, self.reviewed_by) == (today, by[:150]):
            return
        self.reviewed_on, self.reviewed_by = today, by[:150]
        self.save()
        log(instance=self.page, action=REVIEWED, user=user, data={"by": by})


def months_later(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def upkeep_of(page: Any) -> Upkeep:
    """The care for a page; a new one as its type says, not saved."""
    found = Upkeep.objects.filter(page_id=page.pk).first()
    found = found or Upkeep(kind=getattr(page, "review_kind", ReviewKind.NEVER))
    found.page = page
    return found


def begin(upkeep: Upkeep) -> None:
    """The page is public: its day is set, and the department in charge is asked for as long as nobody else is."""
    department = next((each for each in upkeep.page.departments_in_charge() if each.email), None)
    if department and not upkeep.keeper_email:
        upkeep.keeper_name, upkeep.keeper_email = str(department)[:120], department.email
    upkeep.save()


def carry_out(page: Any, wishes: Wishes, user: Any) -> None:
    """Make true what an editor said, for the page and not for one of its versions."""
    if wishes.has_new_owner:
        Page.objects.filter(pk=page.pk).update(owner=page.owner)
    if not wishes.changes and not wishes.is_still_true:
        return
    upkeep = upkeep_of(page)
    for name, value in wishes.changes.items():
        setattr(upkeep, name, value)
    upkeep.save()
    if wishes.is_still_true and user is not None:
        upkeep.review(user.get_full_name() or user.get_username(), user)


def begin_missing() -> None:
    """Pages that went live past the form, as copies and imports do, get their day."""
    missing = Page.objects.filter(live=True, depth__gt=1, upkeep=None).order_by("pk")
    for page in missing.specific().iterator(chunk_size=200):
        if hasattr(page, "review_kind"):
            begin(upkeep_of(page))
