"""What a delivery says, as plain records: no XML and no database in them. Every source becomes these."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar

from django.utils.translation import gettext as _

Texts = dict[str, str]  # language code → text
GERMAN = "de"

# Responsibilities that stand inside the record of a service, without an id of their own: by what kind of holder.
IN_SERVICE_UNIT = "service/unit"
IN_SERVICE_ONLINE = "service/online"

Key = tuple[str, str, str]
"""Agency, kind and id: what names an object in all deliveries of a source."""
IsKnown = Callable[[str, str, str, str], bool]
"""Whether the object with this agency, kind and id is stored with this content hash."""


class DeliveryError(Exception):
    """A delivery that cannot be read: the line and the reason in plain words."""

    def __init__(self, line: int, reason: str) -> None:
        self.line = line
        self.reason = reason
        text = _("Line %(line)d: %(reason)s") % {"line": line, "reason": reason}
        super().__init__(text if line else reason)


class XzufiError(DeliveryError):
    """A file that cannot be read as XZuFi."""


class ContentError(XzufiError):
    """One object of a readable file that makes no sense; the others can still be taken."""


@dataclass(frozen=True)
class Remark:
    """Something in the delivery that a person should know: what, where, and of which object."""

    code: str
    line: int
    text: str
    object: str = ""


@dataclass(frozen=True)
class Identifier:
    agency: str
    value: str
    scheme: str = ""

    def __str__(self) -> str:
        return f"{self.agency}:{self.value}" if self.agency else self.value


@dataclass(frozen=True)
class Code:
    code: str
    name: str = ""
    list_uri: str = ""


@dataclass(frozen=True)
class Link:
    url: str
    title: str = ""
    language: str = GERMAN


@dataclass
class TextModule:
    """A text of a service by its code (02 official name … 25 remedy), with the links that stand below it."""

    code: str
    texts: Texts = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)


@dataclass(frozen=True)
class Fee:
    kind: str  # fixed | range | free
    amount: Decimal | None = None
    amount_max: Decimal | None = None
    currency: str = "EUR"
    type: Code = Code("")
    description: Texts = field(default_factory=dict)
    reason: Texts = field(default_factory=dict)
    prepaid: bool = False


@dataclass(frozen=True)
class Period:
    """A deadline or a processing time: so long, from so long to so long, or between two days."""

    kind: str  # duration | range | date
    amount: int | None = None
    unit: str = ""
    amount_max: int | None = None
    unit_max: str = ""
    from_date: date | None = None
    until_date: date | None = None
    day_text: str = ""  # days that are no calendar date, such as "--05-31" or "Ende Mai"
    type: Code = Code("")
    description: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Category:
    code: str
    name: str = ""
    parent: str = ""
    scheme: str = ""


def hash_of(*parts: str | bytes) -> str:
    """The fingerprint of a content: equal parts, equal hash."""
    digest = hashlib.blake2b(digest_size=16)
    for part in parts:
        digest.update(part.encode() if isinstance(part, str) else part)
        digest.update(b"\0")
    return digest.hexdigest()


@dataclass
class Described:
    """What every object of a delivery has; `raw` is its text as it came.

    `layer` names a partial view, such as a list of names and links: it adds and renews, but never empties anything.
    """

    kind: ClassVar[str]

    id: Identifier
    line: int
    raw: str = ""
    content_hash: str = ""
    remarks: list[Remark] = field(default_factory=list)
    layer: str = field(default="", kw_only=True)

    @property
    def key(self) -> Key:
        return self.id.agency, f"{self.kind}/{self.layer}" if self.layer else self.kind, self.id.value


@dataclass
class Service(Described):
    """A Leistung."""

    kind = "service"

    public: bool = True  # the source itself may hold a service back
    keys: list[str] = field(default_factory=list)
    modules: list[TextModule] = field(default_factory=list)
    fees: list[Fee] = field(default_factory=list)
    deadlines: list[Period] = field(default_factory=list)
    processing_times: list[Period] = field(default_factory=list)
    synonyms: dict[str, list[str]] = field(default_factory=dict)
    audience: list[Code] = field(default_factory=list)
    typing: list[Code] = field(default_factory=list)
    categories: list[Category] = field(default_factory=list)
    areas: list[str] = field(default_factory=list)
    release_date: date | None = None
    released_by: Texts = field(default_factory=dict)
    valid_from: date | None = None
    valid_until: date | None = None
    changed_at: datetime | None = None
    languages: list[str] = field(default_factory=list)
    responsibilities: list["Responsibility"] = field(default_factory=list)

    def text(self, *codes: str, language: str = GERMAN) -> str:
        """The text of the first of these modules that has one in this language."""
        for code in codes:
            for module in self.modules:
                if module.code == code and module.texts.get(language):
                    return module.texts[language]
        return ""

    def links(self, code: str, language: str = GERMAN) -> list[Link]:
        return [
            link for module in self.modules if module.code == code for link in module.links if link.language == language
        ]


@dataclass(frozen=True)
class Address:
    street: str = ""
    house_number: str = ""
    postcode: str = ""
    town: str = ""
    post_box: str = ""
    area: str = ""
    area_name: str = ""


@dataclass
class Responsibility(Described):
    """Who (a unit or an online service) is in charge of which service in which areas."""

    kind = "responsibility"

    holder: Identifier = Identifier("", "")
    service: Identifier | None = None
    role: Code = Code("")
    areas: list[str] = field(default_factory=list)

    @property
    def key(self) -> Key:
        """Responsibilities of offices and of online services count separately."""
        return self.id.agency, self.kind, f"{self.id.scheme}/{self.id.value}" if self.id.scheme else self.id.value


@dataclass
class Unit(Described):
    """An Organisationseinheit: the office."""

    kind = "unit"

    names: Texts = field(default_factory=dict)
    short_names: Texts = field(default_factory=dict)
    descriptions: Texts = field(default_factory=dict)
    opening_hours: Texts = field(default_factory=dict)
    public_transport: Texts = field(default_factory=dict)
    parent: Identifier | None = None
    addresses: list[Address] = field(default_factory=list)
    phone: str = ""
    fax: str = ""
    email: str = ""
    website: str = ""
    responsibilities: list[Responsibility] = field(default_factory=list)


@dataclass
class OnlineService(Described):
    """An Onlinedienst: where the service is applied for on the net."""

    kind = "online_service"

    names: Texts = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    confidence_level: Code = Code("")
    payment_methods: list[str] = field(default_factory=list)
    kind_of_use: str = ""  # apply | appointment | form | information
    provider: str = ""
    accounts: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    valid_from: date | None = None
    valid_until: date | None = None


@dataclass
class Specialisation(Described):
    """A local variant of a service. Its inner structure is not published: it is only kept."""

    kind = "specialisation"


@dataclass(frozen=True)
class Unchanged:
    """An object that is stored as it came; its reader saw that and saved itself the work."""

    key: Key
    line: int = 0


@dataclass
class Deletion:
    """An object that the source has removed; the kind is empty when the delivery does not say it."""

    id: Identifier
    kind: str
    line: int


@dataclass(frozen=True)
class Skipped:
    """An object that was left out because its content makes no sense."""

    line: int
    reason: str
    kind: str
    object: str = ""


Delivered = Service | Unit | OnlineService | Responsibility | Specialisation | Unchanged | Deletion | Skipped
