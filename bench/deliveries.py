"""Generated deliveries: as many services as one likes, each with texts, fees, deadlines, a key and an office."""

import random
from collections.abc import Iterator
from pathlib import Path

NAMESPACE = "http://xoev.de/schemata/xzufi/2_2_0"
AGENCY = "BENCH"
SERVICES_PER_OFFICE = 50
SERVICES_PER_ONLINE_SERVICE = 4
VERBS = ["beantragen", "anmelden", "ändern", "abmelden", "verlängern", "anzeigen", "bezahlen", "melden"]
THINGS = ["antrag", "genehmigung", "gebühr", "beratung", "anmeldung", "prüfung", "auskunft", "bescheid"]
WORDS = Path(__file__).resolve().parent.parent / "search" / "data" / "base_words.txt"
# Code of the module and how many sentences stand in it: together 4 to 6 kB, as real services have.
MODULES = {"24": 1, "06": 5, "08": 3, "09": 2, "11": 4, "07": 1, "16": 1, "15": 1, "25": 1}


def write_message(path: Path, services: int, *, changed: int = 0) -> None:
    """A transfer message with so many services; the first `changed` of them differ from those without."""
    vocabulary = _vocabulary()
    with path.open("w", encoding="utf-8") as file:
        file.write(
            f'<?xml version="1.0" encoding="UTF-8"?>\n<x:nachricht xmlns:x="{NAMESPACE}" xzufiVersion="2.2.0">\n'
        )
        for number in range(services):
            for element in _objects(number, vocabulary, is_changed=number < changed):
                file.write(f"  <x:schreibe>{element}</x:schreibe>\n")
        file.write("</x:nachricht>\n")


def _vocabulary() -> list[str]:
    """30,000 words, half of them compounds, the common ones first: as many as the services of a Land are made of."""
    chance = random.Random(0)
    base = [line for line in WORDS.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    return base + [chance.choice(base) + chance.choice(base) for _ in range(30_000 - len(base))]


def _word(chance: random.Random, vocabulary: list[str]) -> str:
    """Few words stand everywhere, most are rare (Zipf)."""
    return vocabulary[int(len(vocabulary) * chance.random() ** 4)]


def _objects(number: int, vocabulary: list[str], *, is_changed: bool) -> Iterator[str]:
    yield _service(number, random.Random(number), vocabulary, is_changed)
    if number % SERVICES_PER_OFFICE == 0:
        yield _office(number)
    if number % SERVICES_PER_ONLINE_SERVICE == 0:
        yield _online_service(number)
        yield _responsibility(f"o{number}", "ZustaendigkeitOnlinedienst", number, number)
    yield _responsibility(
        f"u{number}", "ZustaendigkeitOrganisationseinheit", number - number % SERVICES_PER_OFFICE, number
    )


def _identifier(name: str, value: object, scheme: str = "") -> str:
    extra = f' schemeID="{scheme}"' if scheme else ""
    return f'<x:{name} schemeAgencyID="{AGENCY}"{extra}>{value}</x:{name}>'


def _service(number: int, chance: random.Random, vocabulary: list[str], is_changed: bool) -> str:
    subject = _word(chance, vocabulary).capitalize()
    title = f"{subject} {chance.choice(VERBS)}"
    modules = [_module("02", f"{subject} {chance.choice(THINGS).capitalize()}"), _module("03", title)]
    for code, sentences in MODULES.items():
        modules.append(_module(code, _html(code, sentences, chance, vocabulary), _link(number, code)))
    amount = number % 90 + 5 + is_changed
    return f"""<x:leistung>
    {_identifier("id", number)}
    <x:referenzLeiKa listURI="urn:de:fim:leika:leistung"><code>{_key(number)}</code></x:referenzLeiKa>
    {"".join(modules)}
    <x:modulFrist><x:frist><x:typ><code>009</code><name>Meldefrist</name></x:typ>
      <x:fristauswahl><x:fristDauer><x:dauer>{number % 11 + 1}</x:dauer><x:einheit><code>WOCHE</code></x:einheit>
      </x:fristDauer></x:fristauswahl></x:frist></x:modulFrist>
    <x:modulKosten><x:kosten><x:typ><code>001</code><name>Gebühr</name></x:typ>
      <x:kostenauswahl><x:kostenFix><x:betrag currencyCode="EUR">{amount}</x:betrag></x:kostenFix></x:kostenauswahl>
      <x:beschreibung languageCode="de">Je Antrag</x:beschreibung></x:kosten></x:modulKosten>
    <x:modulBearbeitungsdauer><x:bearbeitungsdauer><x:fristauswahl><x:fristDauer><x:dauer>{number % 6 + 1}</x:dauer>
      <x:einheit><code>TAG</code></x:einheit></x:fristDauer></x:fristauswahl></x:bearbeitungsdauer>
    </x:modulBearbeitungsdauer>
    <x:modulBegriffImKontext>{_terms(chance, vocabulary)}</x:modulBegriffImKontext>
    <x:modulFachlicheFreigabe><x:fachlichFreigegebenAm>2025-02-03</x:fachlichFreigegebenAm>
      <x:fachlichFreigegebenDurch languageCode="de">Kämmerei</x:fachlichFreigegebenDurch></x:modulFachlicheFreigabe>
    <x:typisierung><code>{number % 5 + 1}</code></x:typisierung>
    <x:leistungsadressat><code>00{number % 2 + 1}</code></x:leistungsadressat>
    <x:kategorie><x:id schemeID="urn:xoev-de:fim:codeliste:pvlagen">{_topic(number)}</x:id>
      <x:bezeichnung languageCode="de">Lebenslage {number % 40}</x:bezeichnung></x:kategorie>
    <x:gueltigkeitGebietID>057700044044</x:gueltigkeitGebietID>
    <x:versionsinformation><x:geaendertDatumZeit>2026-03-04T05:06:07Z</x:geaendertDatumZeit></x:versionsinformation>
    <x:sprachversion><x:languageCode>de</x:languageCode></x:sprachversion>
    <x:gueltigkeit><x:beginn>2020-01-01</x:beginn><x:ende>2999-12-31</x:ende></x:gueltigkeit>
  </x:leistung>"""


def _key(number: int) -> str:
    return f"99{number // 1000 % 1000:03d}{number % 1000:03d}104000"


def _topic(number: int) -> str:
    return f"1{number % 40:02d}0000"


def _module(code: str, text: str, link: str = "") -> str:
    content = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return (
        f"<x:modulText><x:leikaTextmodul><code>{code}</code></x:leikaTextmodul>"
        f'<x:inhalt languageCode="de">{content}</x:inhalt>{link}</x:modulText>\n    '
    )


def _link(number: int, code: str) -> str:
    if code not in {"07", "15"}:
        return ""
    return (
        f'<x:weiterfuehrenderLink languageCode="de"><x:uri>https://recht.example/{code}/{number}</x:uri>'
        "<x:titel>Gesetz</x:titel></x:weiterfuehrenderLink>"
    )


def _html(code: str, sentences: int, chance: random.Random, vocabulary: list[str]) -> str:
    said = [_sentence(chance, vocabulary) for _ in range(sentences)]
    if code in {"08", "09"}:
        return f"<ul>{''.join(f'<li>{sentence}</li>' for sentence in said)}</ul>"
    return "".join(f"<p>{sentence}</p>" for sentence in said)


def _sentence(chance: random.Random, vocabulary: list[str]) -> str:
    words = [_word(chance, vocabulary) for _ in range(9)]
    return f"Der {words[0].capitalize()} und {' '.join(words[1:])} ist <b>wichtig</b>."


def _terms(chance: random.Random, vocabulary: list[str]) -> str:
    words = [_word(chance, vocabulary).capitalize() for _ in range(3)]
    term = '<x:begriffImKontext><x:begriff languageCode="de">{}</x:begriff></x:begriffImKontext>'
    return "".join(term.format(word) for word in words)


def _office(number: int) -> str:
    return f"""<x:organisationseinheit>
    {_identifier("id", number)}
    <x:name><x:name languageCode="de">Amt {number}</x:name></x:name>
    <x:infoOeffnungszeitenText languageCode="de">Mo 8–12 Uhr</x:infoOeffnungszeitenText>
    <x:anschrift><x:strasse>Am Markt</x:strasse><x:hausnummer>{number}</x:hausnummer>
      <x:postleitzahl>32399</x:postleitzahl><x:ort>Prüfstadt</x:ort></x:anschrift>
    <x:kommunikation><x:kanal><code>telefon</code></x:kanal><x:kennung>05799 {number}</x:kennung></x:kommunikation>
  </x:organisationseinheit>"""


def _online_service(number: int) -> str:
    return f"""<x:onlinedienst>
    {_identifier("id", number)}
    <x:bezeichnung languageCode="de">Antrag {number} online</x:bezeichnung>
    <x:link languageCode="de"><x:link>https://service.example/antrag/{number}</x:link></x:link>
    <x:vertrauensniveau><code>20</code></x:vertrauensniveau>
  </x:onlinedienst>"""


def _responsibility(own: str, scheme: str, holder: int, service: int) -> str:
    return f"""<x:zustaendigkeitTransferObjekt>
    {_identifier("uebergeordnetesObjektID", holder)}
    <x:zustaendigkeit>{_identifier("id", own, scheme)}{_identifier("leistungID", service)}
      <x:gebietID>057700044044</x:gebietID><x:rolle><code>01</code></x:rolle></x:zustaendigkeit>
  </x:zustaendigkeitTransferObjekt>"""
