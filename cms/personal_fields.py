"""The register of what is asked and kept: why, on which legal basis, whether it must be given, and for how long.

Each room declares its own forms and tables in a file `privacy.py`, which is found by its name:

    ANSWERING = Purpose("schreiben", _("Writing to the town hall"), _("We read your message …"), PUBLIC_TASK)
    declare(MessageForm, ANSWERING, "cms.messages", "text", optional=["email"])
    declare(VisitorMessage, ANSWERING, "cms.messages", "text", optional=["email"])

How long something is kept is the name of a rule in `jobs.retention`, or a sentence where no job deletes it. The privacy
notice and the town's record of processing (GDPR Art. 30) are drawn from here; a field that nobody declares fails the tests.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch

from django import forms
from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from jobs.retention import RULES

Text = str | Promise
Owner = type[forms.BaseForm] | type[models.Model]

PUBLIC_TASK = _("GDPR Art. 6 (1) e with the data protection act of the Land: it is needed for a public task.")
CONSENT = _("GDPR Art. 6 (1) a: you have agreed to it, and can withdraw that at any time.")
LEGAL_DUTY = _("GDPR Art. 6 (1) c: a law obliges us to it.")
NOT_KEPT = _("It is not kept.")


@dataclass(frozen=True)
class Purpose:
    """What data are there for. `slug` is the section of the privacy notice, `text` what people read there.

    What concerns only people who work for the town is not `for_visitors`: it stands in the register alone.
    """

    slug: str
    title: Text
    text: Text
    legal_basis: Text
    for_visitors: bool = True

    @property
    def anchor(self) -> str:
        return f"zweck-{self.slug}"


@dataclass(frozen=True)
class Datum:
    """One thing that is asked or kept. `name` may end in a star where a page decides how many fields there are."""

    owner: Owner
    name: str
    purpose: Purpose
    kept: Text
    is_required: bool
    own_label: Text = ""

    @property
    def is_asked(self) -> bool:
        """Whether a form asks for it; else a table keeps it."""
        return issubclass(self.owner, forms.BaseForm)

    @property
    def where(self) -> str:
        """The name under which a developer finds it, as in `cms.VisitorMessage`."""
        return f"{self.owner.__module__.partition('.')[0]}.{self.owner.__name__}"

    @property
    def retention(self) -> Text:
        """For how long, in words. Raises KeyError for a rule that does not exist."""
        return RULES[self.kept].period if isinstance(self.kept, str) else self.kept

    @property
    def label(self) -> str:
        return capfirst(str(self.own_label or self._label_of_its_owner() or self.name))

    def _label_of_its_owner(self) -> Text | None:
        if self.is_asked:
            field = getattr(self.owner, "base_fields", {}).get(self.name)
            return field.label if field else None
        return getattr(self.owner._meta.get_field(self.name), "verbose_name", None)  # type: ignore[union-attr]


_register: dict[tuple[Owner, str], Datum] = {}


def declare(
    owner: Owner,
    purpose: Purpose,
    kept: Text,
    *required: str,
    optional: Iterable[str] = (),
    labels: Mapping[str, Text] | None = None,
) -> None:
    """Say of fields of a form or a table why they are there and how long; `labels` for fields that a page makes."""
    for name, is_required in [*((name, True) for name in required), *((name, False) for name in optional)]:
        _register[owner, name] = Datum(owner, name, purpose, kept, is_required, (labels or {}).get(name, ""))


def register() -> list[Datum]:
    """Everything that is declared, purpose by purpose."""
    return sorted(_register.values(), key=lambda datum: (datum.purpose.slug, not datum.is_asked, datum.where))


def purposes() -> list[Purpose]:
    """Each purpose once, as the privacy notice lists them."""
    found = {datum.purpose.slug: datum.purpose for datum in _register.values()}
    return sorted(found.values(), key=lambda purpose: str(purpose.title))


def declared(owner: Owner, name: str) -> Datum | None:
    """What is declared of a field, by the form itself or by one that it is built on."""
    for kind in owner.__mro__:
        for (declared_by, pattern), datum in _register.items():
            if declared_by is kind and fnmatch(name, pattern):
                return datum
    return None


def purpose_of(form: type[forms.BaseForm]) -> Purpose | None:
    """The first purpose for which a form asks: where the link below it leads."""
    for kind in form.__mro__:
        found = [datum.purpose for (owner, _name), datum in _register.items() if owner is kind]
        if found and found[0].for_visitors:
            return found[0]
    return None
