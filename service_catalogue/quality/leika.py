"""L: LeiKa keys (reference of the Leistungskatalog: 14 digits, instance 2, group 3, object 3, act 3, detail 3)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cms.checks.findings import Problem, Severity
from service_catalogue import leika

if TYPE_CHECKING:
    from service_catalogue.models import ServicePage
    from service_catalogue.quality.surroundings import Surroundings

FIELD = "leika_keys"


def form(page: "ServicePage", around: "Surroundings") -> Iterator[Problem]:
    """L1: a key has 14 digits; one that does not begin with 99 comes from a catalogue of its own, which is unusual."""
    for key in page.key_list:
        if not leika.is_key(key):
            text = _("“%(key)s” is not a LeiKa key: it needs exactly 14 digits. Correct or remove it.")
            yield Problem(text % {"key": key[:40]}, FIELD)
        elif key[:2] != leika.FEDERAL_INSTANCE:
            text = _(
                "The key %(key)s begins with %(instance)s and not with 99: it comes from a catalogue of its own. "
                "Look whether there is a federal key, too."
            )
            yield Problem(text % {"key": leika.grouped(key), "instance": key[:2]}, FIELD, Severity.WARNING)


def known_parts(page: "ServicePage", around: "Surroundings") -> Iterator[Problem]:
    """L2: the group and the act of a federal key stand in the code lists of the Leistungskatalog."""
    for key in page.key_list:
        for reason in leika.unknown_codes(key):
            text = _("In the key %(key)s: %(reason)s Look for a slip of the pen.")
            yield Problem(text % {"key": leika.grouped(key), "reason": reason}, FIELD)


def detail_needs_act(page: "ServicePage", around: "Surroundings") -> Iterator[Problem]:
    """L3: a detail (last three digits) without an act (the three before) makes no key."""
    for key in page.key_list:
        if leika.is_key(key) and key[8:11] == "000" and key[11:] != "000":
            text = _(
                "In the key %(key)s there is a detail (last three digits) without an act (the three digits before). "
                "Correct it."
            )
            yield Problem(text % {"key": leika.grouped(key)}, FIELD)


def has_key(page: "ServicePage", around: "Surroundings") -> Iterator[Problem]:
    """L4: a service has at least one key: by it the Portalverbund finds it."""
    if not page.key_list:
        text = _("The service has no LeiKa key. With one, other portals find it, and related services show themselves.")
        yield Problem(text, FIELD)


def shared_key(page: "ServicePage", around: "Surroundings") -> Iterator[Problem]:
    """L5: the same key on two published services is allowed, but often they are one."""
    for key in page.key_list:
        twins = around.twins(page, key)
        if twins:
            text = _("The key %(key)s is also on “%(title)s”. Check whether the two are one service.")
            yield Problem(text % {"key": leika.grouped(key), "title": twins[0]}, FIELD)


def key_names_act(page: "ServicePage", around: "Surroundings") -> Iterator[Problem]:
    """L6: a key without an act (LO) on a service with an application: often there is a more exact key.

    A warning where the table of keys knows one, else a hint: lists are incomplete.
    """
    if not any(online.kind in {"apply", "form"} for online in page.current_online_services):
        return
    keys = [key for key in page.key_list if leika.is_key(key)]
    with_act = {key[: leika.OBJECT_DIGITS] for key in keys if leika.kind(key) != "LO"}
    for key in keys:
        if leika.kind(key) == "LO" and key[: leika.OBJECT_DIGITS] not in with_act:
            yield _without_act(key, around.more_exact(key))


def _without_act(key: str, better: list[str]) -> Problem:
    text = _("The key %(key)s names a thing but no act upon it, though something is applied for here.")
    advice = (
        _("More exact: %(keys)s.") if better else _("Look for the key with the act (issuing, registering, changing).")
    )
    severity = None if better else Severity.INFO
    words = f"{text % {'key': leika.grouped(key)}} {advice % {'keys': '; '.join(better)} if better else advice}"
    return Problem(words, FIELD, severity)


def in_use(page: "ServicePage", around: "Surroundings") -> Iterator[Problem]:
    """L7: the catalogue says of a key that it is on its way out, or no longer has it."""
    for key in page.current_keys:
        if key.standing:
            text = _("The key %(key)s is %(reason)s. Look for its successor.")
            yield Problem(text % {"key": leika.grouped(key.key), "reason": key.standing}, FIELD)
