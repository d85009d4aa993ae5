"""Words that tell something about a German sentence; collected by ourselves, for texts of a town hall."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# A dot behind these ends no sentence.
SHORTENED = _words(
    """
    abs allg art bd bes best bspw bzgl bzw ca co dez dgl dr dipl ehem einschl etc evtl exkl fr geb gem ggf ggfs hg hr hrsg
    i.d.r inkl ing jan feb mär apr jun jul aug sep sept okt nov insb insbes kap lfd lt max min mind mio mo mrd mwst nr o.ä
    prof rd s sog st std stdt str tel tgl u.a usw vgl vhs wg z.b zz zzt zzgl
    """
)

# Participles that end in -en and could not be told from an infinitive by their form. With these only "wurde", "worden"
# and "werden" behind it make a passive.
ALIKE = _words(
    "vergeben erhalten bekommen vergessen verlassen entlassen erlassen vertreten behalten enthalten erfahren empfangen "
    "befahren gefallen geraten gemessen gegessen gelesen gefangen gehalten gelassen geschlafen getragen geladen gegraben "
    "betreten übergeben überlassen unterhalten beraten verraten zerfallen entfallen"
)
IRREGULAR = _words(
    """
    beschlossen entschieden verboten verschoben betroffen empfohlen erhoben vorgeschrieben unterschrieben unterbrochen
    übernommen angenommen aufgenommen vorgenommen entnommen vernommen beschrieben betrieben vertrieben verwiesen bewiesen
    erwiesen bezogen erzogen entzogen überwiesen übertragen entworfen verworfen beworfen ergriffen begriffen besprochen
    versprochen widersprochen verschlossen erschlossen ausgeschlossen abgeschlossen angeschlossen geschlossen verbunden
    erfunden empfunden verstanden bestanden entstanden bewogen erwogen verloren gefroren vermieden unterschieden begonnen
    gewonnen verbrannt benannt ernannt genannt erkannt anerkannt verwendet gesandt versandt gebracht
    verbracht erbracht gedacht bedacht verdacht getan vertan
    """
)
# They look like participles and are something else: infinitives, adjectives, other words.
NO_PARTICIPLES = _words(
    """
    geben gehen gelten gehören gewinnen genehmigen gewähren gestalten genießen gebrauchen gedenken gefährden gelangen
    gelingen genügen geschehen gestatten gestehen gewährleisten gewöhnen gießen gegen gestern gern gesund gesamt gut
    gewiss bekannt bereit berechtigt beliebt bestimmt erst ernst echt entlang erneut insgesamt geeignet verwandt jetzt
    alt rot breit weit leicht nicht recht schlecht seit statt bisher selbst fest dort oft meist nächst längst geehrt
    gefallen gemeinsam gemein gering genau ersten besten gesten gästen kosten beamten bekannten verwandten angestellten
    """
)

# Nouns on -ung, -heit, -keit, -ion … that name a thing, an office or an event rather than hide a verb.
THINGS = (
    "wohnung", "zeitung", "kleidung", "verwaltung", "rechnung", "quittung", "bescheinigung", "versicherung", "abteilung",
    "sitzung", "veranstaltung", "ausstellung", "ordnung", "satzung", "verfassung", "einrichtung", "regierung", "stiftung",
    "siedlung", "leitung", "heizung", "umgebung", "meinung", "vereinigung", "verpackung", "vorlesung", "werbung", "währung",
    "richtung", "rettung", "bildung", "ausbildung", "bevölkerung", "sammlung", "versammlung", "nahrung", "packung", "zahlung",
    "beratung", "betreuung", "anmeldung", "leistung", "dienstleistung", "bewerbung", "einladung", "genehmigung", "öffnung",
    "mitteilung", "meldung", "behinderung", "forschung", "entfernung", "lösung", "übung", "erfahrung", "warnung", "impfung",
    "station", "region", "million", "version", "kommission", "information", "position", "funktion", "direktion", "aktion",
    "organisation", "generation", "nation", "union", "religion", "pension", "institution", "stadion", "champion", "auktion",
    "dokumentation", "redaktion", "diskussion", "dimension", "produktion", "situation", "tradition", "kombination", "lektion",
    "freiheit", "gesundheit", "krankheit", "mehrheit", "minderheit", "einheit", "sicherheit", "kindheit", "wahrheit",
    "gelegenheit", "angelegenheit", "vergangenheit", "abwesenheit", "persönlichkeit", "möglichkeit", "schwierigkeit", "tätigkeit",
    "öffentlichkeit", "flüssigkeit", "sehenswürdigkeit", "geschwindigkeit", "staatsangehörigkeit", "zuständigkeit",
    "universität", "realität", "qualität", "aktivität", "spezialität", "identität", "elektrizität", "kapazität",
)  # fmt: skip

# Set phrases of offices, as they stand without capitals, with what people say.
PHRASES = {
    "in anspruch nehmen": "nutzen, bekommen",
    "in anspruch genommen": "genutzt",
    "zur verfügung stellen": "geben, anbieten",
    "zur verfügung gestellt": "gegeben, angeboten",
    "zur anwendung kommen": "gelten",
    "zur anwendung kommt": "gilt",
    "zur auszahlung": "auszahlen",
    "in abzug bringen": "abziehen",
    "in augenschein nehmen": "ansehen",
    "in kenntnis setzen": "sagen, schreiben",
    "in rechnung stellen": "berechnen",
    "in rechnung gestellt": "berechnet",
    "zum zwecke": "für, um … zu",
    "zwecks": "für, um … zu",
    "unter zuhilfenahme": "mit",
    "mittels": "mit",
    "seitens": "von",
    "bezüglich": "zu, über",
    "hinsichtlich": "zu, über",
    "diesbezüglich": "dazu",
    "im hinblick auf": "für, wegen",
    "im rahmen von": "bei, in",
    "aufgrund der tatsache": "weil",
    "nach maßgabe": "nach",
    "vorbehaltlich": "wenn",
    "gegebenenfalls": "wenn nötig",
    "unverzüglich": "sofort",
    "nachstehend": "hier, jetzt",
    "vorgenannt": "dieser",
    "obig": "dieser",
    "ebendiese": "diese",
    "anderweitig": "anders",
    "verbringung": "bringen",
    "beibringen": "mitbringen, vorlegen",
    "erfolgt": "ein Verb, das sagt, was geschieht: „Die Auszahlung erfolgt monatlich“ → „Wir zahlen monatlich aus“",
    "abschlägig": "mit Nein",
    "fernmündlich": "am Telefon",
    "postalisch": "mit der Post",
    "personenkraftwagen": "Auto",
    "lichtbild": "Foto",
    "postwertzeichen": "Briefmarke",
    "straßenbegleitgrün": "Bäume und Sträucher an der Straße",
}

# Everybody knows them, or they are names.
KNOWN = _words(
    """
    AG App BIC CD DE DJ DVD EC EM EU FAQ FC GbR GmbH HTML IBAN ID IT KFZ Kfz KITA KiTa KG LED LKW Lkw MB Mio NRW OK OP PC
    PDF PIN PKW Pkw PLZ QR SMS SV TSV TV UG UKW URL US USA USB VW WC WLAN WM XXL DIN ISO EUR CO2 SOS VIP UV AB BRD DDR
    ADAC ARD ZDF WDR NDR DRK DLRG SPD CDU CSU FDP AfD HIV DNA HNO EKG GPS CSV XLSX JPG PNG ZIP MP3 MP4 A4 A5 E10 OHG CC BY SA EN AA IHK KERN
    """
)
# Offices shorten these; whoever does not work in one stumbles.
WRITTEN_OUT = {
    "ggf.": "wenn nötig",
    "ggfs.": "wenn nötig",
    "i. d. R.": "meist",
    "i.d.R.": "meist",
    "i. V. m.": "zusammen mit",
    "i.V.m.": "zusammen mit",
    "i. S. d.": "im Sinne des",
    "i.S.d.": "im Sinne des",
    "o. g.": "dieser",
    "o.g.": "dieser",
    "u. U.": "vielleicht",
    "u.U.": "vielleicht",
    "zzgl.": "dazu kommen",
    "einschl.": "mit",
    "exkl.": "ohne",
    "bzgl.": "zu",
    "gem.": "nach",
    "lt.": "nach",
    "vgl.": "siehe",
    "evtl.": "vielleicht",
    "sog.": "so genannt",
    "m. E.": "ich meine",
    "v. g.": "dieser",
    "lfd.": "laufend",
    "zzt.": "zurzeit",
}
