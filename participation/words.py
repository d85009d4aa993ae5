"""What people are told before they press a button: what is shown, to whom, for how long, and how far a vote is one's own."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from participation.models import Identity, ModulePage

ONLY_THE_TOWN: dict[str, str | Promise] = {
    Identity.OPEN: gettext_lazy("We do not ask who you are."),
    Identity.EMAIL: gettext_lazy("Only the town sees your e-mail address."),
    Identity.ACCOUNT: gettext_lazy("Only the town sees which access you have."),
    Identity.CODE: gettext_lazy("We know your code, but not who you are."),
}
ONE_VOTE: dict[str, str | Promise] = {
    Identity.OPEN: gettext_lazy("One browser, one vote: whoever wants to can vote again with another device."),
    Identity.EMAIL: gettext_lazy(
        "One e-mail address, one vote: whoever has several addresses could vote several times."
    ),
    Identity.ACCOUNT: gettext_lazy("One access, one vote: each belongs to a confirmed e-mail address."),
    Identity.CODE: gettext_lazy("One code on paper, one person: nobody can vote twice with the same code."),
}


def privacy_line(module: ModulePage, what: str = "text") -> str:
    """The line above a button. `what` is "vote", or anything that is written."""
    shown = (
        _("Everybody sees how many votes there are, nobody sees who gave them.")
        if what == "vote"
        else _("Everybody sees what you write and the name that you choose.")
    )
    lines = [shown, str(ONLY_THE_TOWN[module.identity])]
    if module.asks_real_name and what != "vote":
        lines.append(_("Only the town sees your real name."))
    return " ".join([*lines, kept_sentence(module)])


def kept_sentence(module: ModulePage) -> str:
    """When it is forgotten who took part."""
    if module.forgotten_on is None:
        return _("%(days)s days after the end we delete who took part.") % {"days": module.kept_days}
    day = date_format(timezone.localtime(module.forgotten_on), "DATE_FORMAT")
    return _("On %(day)s we delete who took part.") % {"day": day}


def one_vote(module: ModulePage) -> str:
    """How far one person has one vote, said as it is."""
    return str(ONE_VOTE[module.identity])
