"""Times in which one can take part, as sentences: “Collect ideas until 31 May, 9 days left”."""

from datetime import UTC, date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext

A_MOMENT = timedelta(microseconds=1)
DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)


def window_sentence(invitation: str, starts: date | None, ends: date | None, today: date) -> str:
    """The sentence for whole days; empty where there is no end, and after it."""
    if ends is None or today > ends:
        return ""
    what = invitation or gettext("Take part")
    if starts and today < starts:
        dates = {"what": what, "first": date_format(starts, "j. F"), "last": date_format(ends, "j. F")}
        return gettext("%(what)s from %(first)s to %(last)s") % dates
    days = (ends - today) // DAY
    if days == 0:
        return gettext("%(what)s until today") % {"what": what}
    return _until(what, date_format(ends, "j. F"), _days_left(days))


def moment_sentence(invitation: str, opens: datetime | None, closes: datetime | None, now: datetime) -> str:
    """The sentence for a window with times of day, as clocks here show them; empty where there is no end, and after it."""
    if opens and now < opens:
        return _beginning(invitation or gettext("Take part"), opens, closes, now)
    if closes is None or now >= closes:
        return ""
    return _until(invitation or gettext("Take part"), end_in_words(closes, now), time_left(closes, now))


def _beginning(what: str, opens: datetime, closes: datetime | None, now: datetime) -> str:
    first = start_in_words(opens, now)
    if closes is None:
        return gettext("%(what)s from %(first)s on") % {"what": what, "first": first}
    is_one_day = timezone.localdate(opens) == timezone.localdate(closes - A_MOMENT)
    last = clock(closes) if is_one_day and not _ends_with_the_day(closes) else end_in_words(closes, now)
    return gettext("%(what)s from %(first)s to %(last)s") % {"what": what, "first": first, "last": last}


def _until(what: str, last: str, left: str) -> str:
    return gettext("%(what)s until %(last)s, %(left)s") % {"what": what, "last": last, "left": left}


def time_left(closes: datetime, now: datetime) -> str:
    """“9 days left”; on the last day, or in the last 24 hours, in hours and minutes as they really pass."""
    # Between two moments of one time zone Python counts by the clock on the wall, which jumps twice a year.
    left = closes.astimezone(UTC) - now.astimezone(UTC)
    days = (timezone.localdate(closes - A_MOMENT) - timezone.localdate(now)) // DAY
    if days > 0 and left >= DAY:
        return _days_left(days)
    if left >= HOUR:
        hours = left // HOUR
        return ngettext("%(hours)d hour left", "%(hours)d hours left", hours) % {"hours": hours}
    minutes = max(left // MINUTE, 1)
    return ngettext("%(minutes)d minute left", "%(minutes)d minutes left", minutes) % {"minutes": minutes}


def _days_left(days: int) -> str:
    return ngettext("%(days)d day left", "%(days)d days left", days) % {"days": days}


def end_in_words(closes: datetime, now: datetime) -> str:
    """“today”, “tomorrow 18:00”, “31 May”: an end at midnight is that of the day before, and needs no time."""
    day = timezone.localdate(closes - A_MOMENT)
    return in_words(day, None if _ends_with_the_day(closes) else closes, now)


def start_in_words(opens: datetime, now: datetime) -> str:
    """As `end_in_words`; a beginning at midnight is that of the day itself."""
    return in_words(timezone.localdate(opens), None if _is_midnight(opens) else opens, now)


def in_words(day: date, moment: datetime | None, now: datetime) -> str:
    """A day, with the time of day if one is given; the year is said where it is another one."""
    today = timezone.localdate(now)
    near = {0: gettext("today"), 1: gettext("tomorrow")}.get((day - today) // DAY)
    words = near or date_format(day, "j. F" if day.year == today.year else "j. F Y")
    if moment is None:
        return words
    # Translators: in German “heute 18 Uhr”, and “31. Mai, 18 Uhr”
    pattern = gettext("%(day)s %(time)s") if near else gettext("%(day)s, %(time)s")
    return pattern % {"day": words, "time": clock(moment)}


def clock(moment: datetime) -> str:
    """“18:00”; the German words leave the minutes of a full hour out: “18 Uhr”."""
    local = timezone.localtime(moment)
    parts = {"hour": local.hour, "minute": f"{local.minute:02d}"}
    # Translators: a full hour, in German “%(hour)d Uhr”
    return (gettext("%(hour)d:%(minute)s") if local.minute else gettext("%(hour)d:00")) % parts


def _is_midnight(moment: datetime) -> bool:
    local = timezone.localtime(moment)
    return (local.hour, local.minute) == (0, 0)


def _ends_with_the_day(closes: datetime) -> bool:
    """23:59 is what people type who mean midnight."""
    local = timezone.localtime(closes)
    return _is_midnight(closes) or (local.hour, local.minute) == (23, 59)
