"""Deputies: who has somebody's roles while that person is away, and not a day longer."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser, Group
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.security_log import SecurityEvent, record

LONGEST = datetime.timedelta(days=366)


class DeputyQuerySet(models.QuerySet):
    def on(self, day: datetime.date) -> "DeputyQuerySet":
        return self.filter(starts_on__lte=day, ends_on__gte=day)


class Deputy(models.Model):
    """Somebody has the roles of somebody else from the first to the last day, those that they do not have anyway."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who is away"), on_delete=models.CASCADE, related_name="deputies"
    )
    deputy = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("deputy"),
        on_delete=models.CASCADE,
        related_name="stands_in_for",
        limit_choices_to={"is_active": True},
    )
    starts_on = models.DateField(_("first day"), default=timezone.localdate)
    ends_on = models.DateField(_("last day"), help_text=_("At most a year after the first day."))
    # What the deputy got and gives back: never a role that is their own.
    lent = models.ManyToManyField(Group, editable=False, related_name="+")

    objects = DeputyQuerySet.as_manager()
    panels = ["person", "deputy", "starts_on", "ends_on"]

    class Meta:
        ordering = ["-ends_on", "pk"]
        verbose_name = _("deputy")
        verbose_name_plural = _("deputies")
        constraints = [
            models.CheckConstraint(condition=~Q(person=models.F("deputy")), name="nobody_is_their_own_deputy"),
            models.CheckConstraint(condition=Q(ends_on__gte=models.F("starts_on")), name="deputy_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.deputy} → {self.person}, {self.ends_on:%d.%m.%Y}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What has begun holds at once; who was entered by mistake gives back what they got."""
        with transaction.atomic():
            before = Deputy.objects.filter(pk=self.pk).first() if self.pk else None
            if before and (before.person_id, before.deputy_id) != (self.person_id, self.deputy_id):
                give_back(before)
            super().save(*args, **kwargs)
            bring_up_to_date(self, timezone.localdate())

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        """What was lent is given back before nobody knows of it any more."""
        with transaction.atomic():
            give_back(self)
            return super().delete(*args, **kwargs)

    def clean(self) -> None:
        """Raises ValidationError where there is no order, no end or nobody who could stand in."""
        if self.person_id and self.person_id == self.deputy_id:
            raise ValidationError({"deputy": _("Choose somebody else.")})
        if self.deputy_id and not self.deputy.is_active:
            raise ValidationError({"deputy": _("This account is closed.")})
        if self.starts_on and self.ends_on:
            self._check_days(self.starts_on, self.ends_on)

    def _check_days(self, first: datetime.date, last: datetime.date) -> None:
        if last < first:
            raise ValidationError({"ends_on": _("The last day comes after the first.")})
        if last - first > LONGEST:
            raise ValidationError({"ends_on": _("At most a year. Give the role itself to somebody who stays.")})


def deputy_of(person: AbstractUser, day: datetime.date | None = None) -> AbstractUser | None:
    """Who stands in for a person on this day, today if none is given; the one who stays longest."""
    found = Deputy.objects.on(day or timezone.localdate()).filter(person=person, deputy__is_active=True)
    current = found.select_related("deputy").order_by("-ends_on", "pk").first()
    return current.deputy if current else None


def update_deputies(today: datetime.date) -> None:
    """Lend what begins, take back what has ended. Safe to run again."""
    holding = Deputy.objects.filter(lent__isnull=False).values("pk")
    of_today = Deputy.objects.on(today).values("pk")
    for deputy in Deputy.objects.filter(Q(pk__in=holding) | Q(pk__in=of_today)).select_related("person", "deputy"):
        bring_up_to_date(deputy, today)


def bring_up_to_date(deputy: Deputy, today: datetime.date) -> None:
    """The deputy has what the person has, from the first to the last day."""
    is_now = deputy.starts_on <= today <= deputy.ends_on
    give_back(deputy, keep=deputy.person.groups.all() if is_now else ())
    if is_now:
        lend(deputy)


@transaction.atomic
def lend(deputy: Deputy) -> None:
    """The person's own roles; what was lent to them they cannot lend on."""
    own = deputy.person.groups.exclude(pk__in=groups_lent_to(deputy.person))
    for group in list(own.exclude(pk__in=deputy.deputy.groups.all())):
        deputy.lent.add(group)
        deputy.deputy.groups.add(group)
        note(deputy, group, "as deputy")


@transaction.atomic
def give_back(deputy: Deputy, keep: Iterable[Group] = ()) -> None:
    """All that was lent except `keep`, unless somebody else lends it as well; then it is noted there."""
    for group in [group for group in deputy.lent.all() if group not in set(keep)]:
        deputy.lent.remove(group)
        other = lenders(deputy, group).first()
        if other is not None:
            other.lent.add(group)
            continue
        deputy.deputy.groups.remove(group)
        note(deputy, group, "no longer as deputy")


def lenders(deputy: Deputy, group: Group) -> DeputyQuerySet:
    """Others for whom the same deputy stands in today and who have the same role."""
    others = Deputy.objects.on(timezone.localdate()).filter(deputy=deputy.deputy, person__groups=group)
    return others.exclude(pk=deputy.pk)


def groups_lent_to(user: AbstractUser) -> Any:
    """The numbers of the roles that a person has only as a deputy."""
    return Deputy.objects.filter(deputy=user.pk, lent__isnull=False).values_list("lent", flat=True)


def note(deputy: Deputy, group: Group, how: str) -> None:
    """Why somebody has a role or has it no more, in the security log."""
    details = f"{group.name} {how} of {deputy.person}, last day {deputy.ends_on.isoformat()}"
    record(SecurityEvent.Kind.RIGHTS, deputy.deputy, details=details)
