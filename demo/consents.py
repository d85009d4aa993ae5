"""Consents of the people in the demo town's pictures, with days counted from the day it is loaded."""

from datetime import date, timedelta
from typing import Any

from cms.media import Picture
from consents.models import Consent
from demo.content import read

PURPOSE = "Schülerzeitung: Internetseite der Gemeinde und gedruckte Ausgabe"
PAPER = "Ordner „Einwilligungen“, Lehrerzimmer"


def load_consents(pictures: dict[str, Picture], today: date) -> None:
    for entry in read("consents")["picture"]:
        picture = pictures[entry["slug"]]
        Consent.objects.bulk_create(consent(picture, row, today) for row in entry["consents"])
        # Saved last, so that the picture is never withheld on the way.
        picture.recognisable = len(entry["consents"])
        picture.save()


def consent(picture: Picture, row: dict[str, Any], today: date) -> Consent:
    words = {name: row.get(name, "") for name in ("person", "age", "guardians")}
    agreed, by_guardians = row.get("agreed_days_ago"), row.get("guardians_agreed_days_ago")
    return Consent(
        picture=picture,
        **words,
        purpose=PURPOSE,
        paper=PAPER,
        agreed_on=None if agreed is None else today - timedelta(days=agreed),
        guardians_agreed_on=None if by_guardians is None else today - timedelta(days=by_guardians),
        valid_until=today + timedelta(days=row["good_for_days"]),
    )
