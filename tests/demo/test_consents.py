"""The demo town keeps the rules that it shows."""

import pytest
from django.utils import timezone

from cms.models import Picture
from consents.models import Consent
from demo.consents import consent, load_consents
from demo.content import read, read_pictures
from tests.factories.consents import PictureFactory

ENTRIES = read("consents")["picture"]
ROWS = [row for entry in ENTRIES for row in entry["consents"]]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["person"])
def test_every_consent_would_pass_the_form(row):
    consent(None, row, timezone.localdate()).clean()


def test_pictures_are_there():
    assert {entry["slug"] for entry in ENTRIES} <= {entry["slug"] for entry in read_pictures()}


def test_everybody_has_agreed_so_that_the_pictures_are_shown(db):
    pictures = {entry["slug"]: PictureFactory() for entry in ENTRIES}
    load_consents(pictures, timezone.localdate())
    assert Consent.objects.good().count() == len(ROWS)
    assert not Picture.objects.filter(is_withheld=True).exists()
    assert Picture.objects.filter(recognisable=4).exists()
