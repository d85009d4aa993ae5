"""Online services as they stand inside a service of the Portalverbund (`onlineServiceLinks`)."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from service_catalogue import documents, parts
from service_catalogue.documents import Record
from service_catalogue.pvog import ids, values
from service_catalogue.xzufi import texts as cleaning
from service_catalogue.xzufi.objects import Code, ContentError, OnlineService, Skipped

# "Elektronische Identifizierung mittels nationalen eID Mittel - Personalausweis": what matters stands behind the dash.
_METHOD = re.compile(r"^elektronische identifizierung mittels .*? -\s*", re.IGNORECASE)


def read_online_services(record: Record, language: str, line: int) -> Iterator[OnlineService | Skipped]:
    """All of them; one that makes no sense is left out alone."""
    for item in parts.records(record.get("onlineServiceLinks")):
        try:
            yield _online_service(item, language, line)
        except ContentError as error:
            yield Skipped(line, error.reason, "online_service", parts.word(item.get("id"))[:60])


def _online_service(item: Record, language: str, line: int) -> OnlineService:
    online = OnlineService(id=ids.parse(item.get("id"), ids.ONLINE_SERVICE, line), line=line)
    title = cleaning.clean_line(parts.word(item.get("title")))
    online.names = {language: title} if title else {}
    link = parts.link(online, parts.word(item.get("uri")), title, language)
    if link is None or not link.url.lower().startswith(("http://", "https://")):
        raise ContentError(line, _("The online service has no address that a browser can follow."))
    online.links = [link]
    if item.get("replace"):
        parts.note(online, "link", _("The address still holds a placeholder that the source has to replace."))
    online.confidence_level = Code(parts.word(item.get("levelOfConfidence"))[:10])
    online.payment_methods = words(item.get("paymentMethods"))
    online.accounts = [_METHOD.sub("", text) for text in words(item.get("identificationMethods"))]
    online.languages = words(item.get("executionLanguages"))
    online.valid_from, online.valid_until = values.validity(item, line)
    online.raw, online.content_hash = documents.as_json(item), documents.fingerprint(item)
    return online


def words(value: object) -> list[str]:
    """A list of short texts; an entry may be a text or an object with a name or code."""
    found = (_word(item) for item in parts.listed(value))
    return list(dict.fromkeys(text for text in found if text))


def _word(item: object) -> str:
    if isinstance(item, dict):
        item = item.get("name") or item.get("title") or item.get("code")
    return cleaning.clean_line(parts.word(item))
