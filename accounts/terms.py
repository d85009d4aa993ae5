"""Accounts that end by themselves: those of the school newspaper when the school year is over."""

import datetime

from django.contrib.auth.models import Group
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.account_mails import tell_of_end
from accounts.security_log import SecurityEvent, record

# In North Rhine-Westphalia the school year ends on 31 July (SchulG NRW § 7 (1)); other Länder set their own day.
LAST_DAY_OF_SCHOOL = (7, 31)
TOLD_BEFORE = datetime.timedelta(days=14)


class GroupTerm(models.Model):
    """The last day of all accounts of a role. The day after, it moves on by a year, for those who come next."""

    group = models.OneToOneField(Group, verbose_name=_("role"), on_delete=models.CASCADE, related_name="term")
    ends_on = models.DateField(
        _("last day"),
        help_text=_("The night after, members lose the role. Who has no other role cannot sign in any more."),
    )

    # The last day of which members have been told; so each of them is told once.
    told_of = models.DateField(_("last day that members were told of"), null=True, editable=False)

    panels = ["group", "ends_on"]

    class Meta:
        ordering = ["ends_on", "group__name"]
        verbose_name = _("end of accounts")
        verbose_name_plural = _("ends of accounts")

    def __str__(self) -> str:
        return f"{self.group}: {self.ends_on:%d.%m.%Y}"


def end_of_school_year(group: Group) -> None:
    """The coming end of the school year for a role that has no last day yet."""
    today = timezone.localdate()
    day = datetime.date(today.year, *LAST_DAY_OF_SCHOOL)
    GroupTerm.objects.get_or_create(group=group, defaults={"ends_on": day if day >= today else a_year_later(day)})


def a_year_later(day: datetime.date) -> datetime.date:
    """The same day of the next year; 28 February for the one that is missing."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)


def announce_ends(today: datetime.date) -> int:
    """Tell the members of each role that ends within two weeks, once; the number of people who were told."""
    soon = GroupTerm.objects.filter(ends_on__range=(today, today + TOLD_BEFORE)).exclude(told_of=models.F("ends_on"))
    told = 0
    for term in soon.select_related("group"):
        members = term.group.user_set.filter(is_active=True).exclude(email="")
        for user in members:
            tell_of_end(user, term)
        told += len(members)
        term.told_of = term.ends_on
        term.save(update_fields=["told_of"])
    return told


@transaction.atomic
def end_terms(today: datetime.date) -> int:
    """Close what ended before this day; the number of people who lost a role."""
    ended = 0
    for term in GroupTerm.objects.select_for_update(of=("self",)).filter(ends_on__lt=today).select_related("group"):
        ended += end_memberships(term)
        while term.ends_on < today:
            term.ends_on = a_year_later(term.ends_on)
        term.save(update_fields=["ends_on"])
    return ended


def end_memberships(term: GroupTerm) -> int:
    """Everybody leaves the role; who has nothing else cannot sign in any more, on any device."""
    members = list(term.group.user_set.all())
    for user in members:
        user.groups.remove(term.group)
        is_left = user.is_superuser or user.groups.exists()
        if user.is_active and not is_left:
            user.is_active = False
            user.save(update_fields=["is_active"])
        record(SecurityEvent.Kind.ACCOUNT, user, details=f"{term.group.name}: last day {term.ends_on.isoformat()}")
    return len(members)
