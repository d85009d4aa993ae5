"""Whether somebody is there now, in one line: “Open until 16:00”, “Closed, opens tomorrow at 8:00”."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from directory.hours import APPOINTMENT, CLOSED, END_OF_DAY, OPEN, PHONE, Slot, Timetable, minutes

LOOKS_AHEAD = 21  # days


@dataclass(frozen=True)
class State:
    """What holds now: one of the kinds of a stretch of time, and the sentence for it."""

    kind: str
    text: str


def state(timetable: Timetable, now: datetime | None = None) -> State | None:
    """What holds now at the town hall's own clock; None where no hours are known."""
    if not timetable:
        return None
    here = timezone.localtime(now)
    today, minute = here.date(), minutes(here.time())
    current = next((slot for slot in timetable.on(today).usable if slot.start <= minute < slot.end), None)
    if current:
        return State(current.kind, _until(current.kind, _end(timetable, today, current)))
    return State(CLOSED, _closed(timetable, today, minute))


def clock(minute: int) -> str:
    """A time of the day, in minutes since midnight, as one says it."""
    hour, rest = divmod(minute, 60)
    if rest:
        return pgettext("time of day", "%(hour)d:%(minute)02d") % {"hour": hour, "minute": rest}
    return pgettext("time of day", "%(hour)d:00") % {"hour": hour}


def _end(timetable: Timetable, today: date, current: Slot) -> int | None:
    """When the stretch ends that began now: in minutes of its day, over midnight too; None if not before tomorrow's end."""
    for day in (today, today + timedelta(days=1)):
        start = current.start if day == today else 0
        end = _connected_end(timetable.on(day).usable, start, current.kind)
        if end is None:
            return END_OF_DAY
        if end < END_OF_DAY:
            return end
    return None


def _connected_end(slots: list[Slot], start: int, kind: str) -> int | None:
    """Where stretches of one kind that follow each other without a gap end."""
    end = None
    for slot in slots:
        if slot.kind == kind and slot.start == (start if end is None else end):
            end = slot.end
    return end


def _until(kind: str, end: int | None) -> str:
    if end is None:
        whole_day = {
            OPEN: _("Open all day"),
            APPOINTMENT: _("By appointment all day"),
            PHONE: _("Only by telephone, all day"),
        }
        return whole_day[kind]
    texts = {
        OPEN: _("Open until %(time)s"),
        APPOINTMENT: _("By appointment until %(time)s"),
        PHONE: _("Only by telephone until %(time)s"),
    }
    return texts[kind] % {"time": clock(end)}


def _closed(timetable: Timetable, today: date, minute: int) -> str:
    reason = timetable.on(today).reason
    closed = _("Closed (%(reason)s)") % {"reason": reason} if reason else _("Closed")
    coming = next(_coming(timetable, today, minute), None)
    if coming is None:
        return closed
    return _("%(closed)s, %(opens)s") % {"closed": closed, "opens": _opens(coming[1].kind, _when(today, *coming))}


def _coming(timetable: Timetable, today: date, minute: int) -> Iterator[tuple[date, Slot]]:
    for ahead in range(LOOKS_AHEAD + 1):
        day = timetable.on(today + timedelta(days=ahead))
        yield from ((day.date, slot) for slot in day.usable if ahead or slot.start > minute)


def _opens(kind: str, when: str) -> str:
    texts = {
        OPEN: _("opens %(when)s"),
        APPOINTMENT: _("by appointment again %(when)s"),
        PHONE: _("by telephone again %(when)s"),
    }
    return texts[kind] % {"when": when}


def _when(today: date, day: date, slot: Slot) -> str:
    values = {"time": clock(slot.start), "weekday": WEEKDAYS[day.weekday()]}
    ahead = (day - today).days
    if ahead == 0:
        return _("today at %(time)s") % values
    if ahead == 1:
        return _("tomorrow at %(time)s") % values
    if ahead < 7:
        return _("on %(weekday)s at %(time)s") % values
    return _("on %(date)s at %(time)s") % {**values, "date": date_format(day, "MONTH_DAY_FORMAT")}
