"""What the law of each Land asks of a town's website, found by the first two digits of the regional key.

Municipalities follow the law of their Land. What this table does not know is None or empty: the site then says so and
asks somebody to look it up; it never guesses. Who corrects a line names the source.
"""

from dataclasses import dataclass

# § 18 (2) of the Medienstaatsvertrag holds in every Land: who answers for journalistic parts is named.
PRESS_LAW = "§ 18 (2) MStV"
# Where the law of a Land names no weeks, the site promises these itself: those of § 5 BITVNRW.
FIRST_ANSWER_WEEKS, LAST_ANSWER_WEEKS = 2, 6


@dataclass(frozen=True)
class Body:
    """An authority to which people can turn, with at least one way to reach it."""

    name: str
    url: str = ""
    email: str = ""


@dataclass(frozen=True)
class Land:
    """One of the sixteen. `last_answer_weeks` is what its law names, None where that is not known here.

    `easy_language` and `sign_language` say whether municipalities owe both on their start page; None where not known.
    """

    key: str
    name: str
    accessibility_law: str
    archive_law: str
    data_protection: Body
    enforcement: Body | None = None
    enforcement_law: str = ""
    monitoring: Body | None = None
    last_answer_weeks: int | None = None
    answer_law: str = ""
    easy_language: bool | None = None
    sign_language: bool | None = None
    press_law: str = PRESS_LAW

    @property
    def answer_weeks(self) -> tuple[int, int]:
        """In how many weeks a report of a barrier gets its first and its last answer."""
        return FIRST_ANSWER_WEEKS, self.last_answer_weeks or LAST_ANSWER_WEEKS


def land_of(ars: str) -> Land | None:
    """The Land of a regional key; None for an empty or wrong one."""
    return LANDS.get(ars.strip()[:2])


# Data protection: the authorities' own sites. Easy and sign language: table of LBIT Hessen; § 10a BGG NRW.
_TABLE = [
    Land(
        key="01",
        name="Schleswig-Holstein",
        accessibility_law="LBGG",
        archive_law="Landesarchivgesetz (LArchG)",
        data_protection=Body(
            "Unabhängiges Landeszentrum für Datenschutz Schleswig-Holstein", "https://www.datenschutzzentrum.de/"
        ),
        enforcement=Body(
            "Beschwerdestelle für barrierefreie Informationstechnik bei der oder dem Landesbeauftragten für Menschen "
            "mit Behinderung",
            "https://www.landtag.ltsh.de/beauftragte/beschwerdestelle-fuer-barrieren",
        ),
        enforcement_law="§ 12e LBGG",
    ),
    Land(
        key="02",
        name="Hamburg",
        accessibility_law="HmbBGG",
        archive_law="Hamburgisches Archivgesetz (HmbArchG)",
        data_protection=Body(
            "Der Hamburgische Beauftragte für Datenschutz und Informationsfreiheit", "https://datenschutz-hamburg.de/"
        ),
        easy_language=True,
        sign_language=True,
    ),
    Land(
        key="03",
        name="Niedersachsen",
        accessibility_law="NBGG",
        archive_law="Niedersächsisches Archivgesetz (NArchG)",
        data_protection=Body(
            "Der Landesbeauftragte für den Datenschutz Niedersachsen", "https://www.lfd.niedersachsen.de/"
        ),
        enforcement=Body(
            "Schlichtungsstelle bei der oder dem Landesbeauftragten für Menschen mit Behinderungen",
            "https://www.behindertenbeauftragter-niedersachsen.de/",
        ),
        enforcement_law="§ 9d NBGG",
        easy_language=False,
        sign_language=False,
    ),
    Land(
        key="04",
        name="Bremen",
        accessibility_law="BremBGG",
        archive_law="Bremisches Archivgesetz (BremArchivG)",
        data_protection=Body(
            "Die Landesbeauftragte für Datenschutz und Informationsfreiheit der Freien Hansestadt Bremen",
            "https://www.datenschutz.bremen.de/",
        ),
        enforcement=Body(
            "Zentralstelle für barrierefreie Informationstechnik",
            "https://www.service.bremen.de/dienstleistungen/beschwerde-gegen-einen-verstoss-gegen-die-barrierefreiheit-"
            "bei-digitalen-angeboten-oeffentlicher-stellen-139830",
        ),
        easy_language=True,
        sign_language=True,
    ),
    Land(
        key="05",
        name="Nordrhein-Westfalen",
        accessibility_law="BGG NRW, BITVNRW",
        archive_law="§ 10 Archivgesetz Nordrhein-Westfalen (ArchivG NRW)",
        data_protection=Body(
            "Landesbeauftragte für Datenschutz und Informationsfreiheit Nordrhein-Westfalen", "https://www.ldi.nrw.de/"
        ),
        enforcement=Body(
            "Ombudsstelle für barrierefreie Informationstechnik bei der oder dem Landesbeauftragten für Menschen mit "
            "Behinderung sowie für Patientinnen und Patienten",
            "https://www.lbbp.nrw.de/ombudsstelle",
            "ombudsstelle-barrierefreie-it@mags.nrw.de",
        ),
        enforcement_law="§ 10d BGG NRW",
        monitoring=Body(
            "Überwachungsstelle für barrierefreie Informationstechnik bei IT.NRW",
            email="ueberwachungsstelle-nrw@it.nrw.de",
        ),
        last_answer_weeks=6,
        answer_law="§ 5 (2) BITVNRW",
        easy_language=True,
        sign_language=True,
    ),
    Land(
        key="06",
        name="Hessen",
        accessibility_law="HessBGG, HVBIT",
        archive_law="Hessisches Archivgesetz (HArchivG)",
        data_protection=Body(
            "Der Hessische Beauftragte für Datenschutz und Informationsfreiheit", "https://datenschutz.hessen.de/"
        ),
        enforcement=Body(
            "Durchsetzungs- und Überwachungsstelle Barrierefreie Informationstechnik des Landes Hessen",
            "https://lbit.hessen.de/durchsetzungs-und-ueberwachungsstelle/durchsetzungsstelle",
        ),
        enforcement_law="§ 6 HVBIT",
        last_answer_weeks=6,
        answer_law="§ 6 HVBIT",
        easy_language=False,
        sign_language=False,
    ),
    Land(
        key="07",
        name="Rheinland-Pfalz",
        accessibility_law="Landesinklusionsgesetz, BITV RP",
        archive_law="Landesarchivgesetz (LArchG)",
        data_protection=Body(
            "Der Landesbeauftragte für den Datenschutz und die Informationsfreiheit Rheinland-Pfalz",
            "https://www.datenschutz.rlp.de/",
        ),
        enforcement=Body(
            "Durchsetzungsstelle bei der oder dem Landesbeauftragten für die Belange von Menschen mit Behinderungen",
            "https://inklusion.rlp.de/de/landesbeauftragte-landesteilhabebeirat/durchsetzungsstelle/",
            "durchsetzungsstelle@mastd.rlp.de",
        ),
        enforcement_law="BITV RP",
        easy_language=True,
        sign_language=True,
    ),
    Land(
        key="08",
        name="Baden-Württemberg",
        accessibility_law="L-BGG",
        archive_law="Landesarchivgesetz (LArchG)",
        data_protection=Body(
            "Der Landesbeauftragte für den Datenschutz und die Informationsfreiheit Baden-Württemberg",
            "https://www.baden-wuerttemberg.datenschutz.de/",
        ),
        enforcement=Body("Schlichtungsstelle beim Landeszentrum Barrierefreiheit", "https://barrierefreiheit-bw.de/"),
        easy_language=True,
        sign_language=True,
    ),
    Land(
        key="09",
        name="Bayern",
        accessibility_law="BayBGG, BayDiV",
        archive_law="Bayerisches Archivgesetz (BayArchivG)",
        data_protection=Body(
            "Der Bayerische Landesbeauftragte für den Datenschutz", "https://www.datenschutz-bayern.de/"
        ),
        enforcement=Body(
            "Durchsetzungs- und Überwachungsstelle für barrierefreie Informationstechnik am Landesamt für "
            "Digitalisierung, Breitband und Vermessung",
            "https://www.ldbv.bayern.de/",
        ),
        enforcement_law="§ 11 BayDiV",
        easy_language=False,
        sign_language=False,
    ),
    Land(
        key="10",
        name="Saarland",
        accessibility_law="SBGG",
        archive_law="Saarländisches Archivgesetz (SArchG)",
        data_protection=Body("Unabhängiges Datenschutzzentrum Saarland", "https://www.datenschutz.saarland.de/"),
        easy_language=True,
        sign_language=True,
    ),
    Land(
        key="11",
        name="Berlin",
        accessibility_law="BIKTG Bln",
        archive_law="Archivgesetz des Landes Berlin (ArchGB)",
        data_protection=Body(
            "Berliner Beauftragte für Datenschutz und Informationsfreiheit", "https://www.datenschutz-berlin.de/"
        ),
        enforcement=Body(
            "Landesbeauftragte für digitale Barrierefreiheit", "https://www.berlin.de/lb/digitale-barrierefreiheit/"
        ),
        enforcement_law="BIKTG Bln",
        easy_language=True,
        sign_language=True,
    ),
    Land(
        key="12",
        name="Brandenburg",
        accessibility_law="BbgBGG, BbgBITV",
        archive_law="Brandenburgisches Archivgesetz (BbgArchivG)",
        data_protection=Body(
            "Die Landesbeauftragte für den Datenschutz und für das Recht auf Akteneinsicht Brandenburg",
            "https://www.lda.brandenburg.de/",
        ),
        enforcement=Body(
            "Durchsetzungsstelle für digitale Barrierefreiheit bei der oder dem Landesbeauftragten für die Belange der "
            "Menschen mit Behinderungen",
            "https://msgiv.brandenburg.de/msgiv/de/beauftragte/landesbehindertenbeauftragte/durchsetzungsstelle",
        ),
    ),
    Land(
        key="13",
        name="Mecklenburg-Vorpommern",
        accessibility_law="LBGG M-V, BITVO M-V",
        archive_law="Landesarchivgesetz (LArchivG M-V)",
        data_protection=Body(
            "Der Landesbeauftragte für Datenschutz und Informationsfreiheit Mecklenburg-Vorpommern",
            "https://www.datenschutz-mv.de/",
        ),
        easy_language=False,
        sign_language=False,
    ),
    Land(
        key="14",
        name="Sachsen",
        accessibility_law="SächsInklusG, BfWebG",
        archive_law="Archivgesetz für den Freistaat Sachsen (SächsArchivG)",
        data_protection=Body(
            "Sächsische Datenschutz- und Transparenzbeauftragte", "https://www.datenschutz.sachsen.de/"
        ),
        enforcement=Body(
            "Durchsetzungsstelle des Freistaates Sachsen",
            "https://www.durchsetzungsstelle.sachsen.de/",
            "durchsetzungsstelle@sk.sachsen.de",
        ),
        monitoring=Body(
            "Überwachungsstelle beim Deutschen Zentrum für barrierefreies Lesen",
            "https://www.dzblesen.de/bfit-sachsen",
            "bfit-sachsen@dzblesen.de",
        ),
        easy_language=False,
        sign_language=False,
    ),
    Land(
        key="15",
        name="Sachsen-Anhalt",
        accessibility_law="BGG LSA, BGGVO LSA",
        archive_law="Archivgesetz Sachsen-Anhalt (ArchG-LSA)",
        data_protection=Body(
            "Landesbeauftragte für den Datenschutz Sachsen-Anhalt", "https://datenschutz.sachsen-anhalt.de/"
        ),
        enforcement=Body(
            "Ombudsstelle bei der Landesfachstelle für Barrierefreiheit",
            "https://lf-barrierefreiheit-st.de/ueber-uns/ombudsstelle",
        ),
        enforcement_law="BGG LSA",
    ),
    Land(
        key="16",
        name="Thüringen",
        accessibility_law="ThürBarrWebG, ThürBITVO",
        archive_law="Thüringer Archivgesetz (ThürArchivG)",
        data_protection=Body(
            "Der Thüringer Landesbeauftragte für den Datenschutz und die Informationsfreiheit",
            "https://www.tlfdi.de/",
        ),
        enforcement=Body(
            "Landesdurchsetzungsstelle für barrierefreies Internet bei der oder dem Landesbeauftragten für Menschen mit "
            "Behinderungen",
            "https://www.tlmb-thueringen.de/kontakt-und-servicebereich/service/barrierefreiheit/",
            "kontakt@tlmb.thueringen.de",
        ),
        enforcement_law="§ 5 ThürBarrWebG",
    ),
]
LANDS = {land.key: land for land in _TABLE}
