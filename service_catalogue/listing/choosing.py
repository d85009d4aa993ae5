"""What the address of the overview asks for, and the addresses that ask for something else."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from directory.models import Department
from service_catalogue.listing.counting import ALL_LETTERS
from service_catalogue.listing.titles import NO_LETTER
from service_catalogue.models.codes import Topic
from service_catalogue.models.listing import ALL

AUDIENCES = {"buerger": "citizens", "unternehmen": "businesses"}
DIGITS = "0-9"
SLUG = re.compile(r"[-\w]{1,200}")

Named = TypeVar("Named", bound=Model)


@dataclass(frozen=True)
class Choice:
    """A link that narrows the list down or widens it, and how many services it leads to."""

    label: str
    count: int
    address: str
    is_current: bool = False
    value: str = ""


@dataclass(frozen=True)
class Chosen:
    """The filters of one address."""

    topic: Topic | None = None
    department: Department | None = None
    online: bool = False
    audience: str = ""
    letter: str = ALL_LETTERS

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "Chosen":
        audience = query.get("fuer", "")
        return cls(
            topic=_named(Topic, query.get("thema", "")),
            department=_named(Department, query.get("amt", "")),
            online=query.get("online") == "1",
            audience=audience if audience in AUDIENCES else "",
            letter=read_letter(query.get("buchstabe", "")),
        )

    @property
    def group(self) -> str:
        """For whom, as it is called in the tables."""
        return AUDIENCES.get(self.audience, "")

    @property
    def place(self) -> tuple[int, int, str]:
        """Life situation, department and letter, as the numbers are kept by them."""
        return (self.topic.pk if self.topic else ALL, self.department.pk if self.department else ALL, self.letter)

    @property
    def parameters(self) -> dict[str, str]:
        found = {
            "thema": self.topic.slug if self.topic else "",
            "amt": self.department.slug if self.department else "",
            "online": "1" if self.online else "",
            "fuer": self.audience,
            "buchstabe": letter_name(self.letter).lower(),
        }
        return {name: value for name, value in found.items() if value}

    def but(self, **changes: Any) -> "Chosen":
        return replace(self, **changes)

    def address(self, overview: str, **more: Any) -> str:
        parameters = {**self.parameters, **more}
        return f"{overview}?{urlencode(parameters)}" if parameters else overview

    @property
    def parts(self) -> list[tuple[str, "Chosen"]]:
        """Each filter that is set, in words, and what remains chosen without it."""
        found: list[tuple[Any, dict[str, Any]]] = [
            (self.topic and self.topic.name, {"topic": None}),
            (self.department and self.department.name, {"department": None}),
            (self.online and _("possible online"), {"online": False}),
            (self.group == "citizens" and _("for citizens"), {"audience": ""}),
            (self.group == "businesses" and _("for businesses"), {"audience": ""}),
            (self.letter and letter_name(self.letter), {"letter": ALL_LETTERS}),
        ]
        return [(str(words), self.but(**without)) for words, without in found if words]


def _named(model: type[Named], slug: str) -> Named | None:
    return model._default_manager.filter(slug=slug).first() if SLUG.fullmatch(slug) else None


def read_letter(text: str) -> str:
    if text == DIGITS:
        return NO_LETTER
    return text.upper() if len(text) == len(text.upper()) == 1 and text.isalpha() else ALL_LETTERS


def letter_name(letter: str) -> str:
    return DIGITS if letter == NO_LETTER else letter
