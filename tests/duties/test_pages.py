"""Imprint, privacy notice and accessibility statement: what they say, and when they may not be public."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.checks.checking import check
from cms.lands import LANDS
from cms.personal_fields import purposes
from cms.upkeep import Upkeep
from duties.models import AccessibilityStatementPage, NonAccessiblePart, ResponsiblePerson
from tests.factories.duties import (
    AccessibilityStatementPageFactory,
    ImprintPageFactory,
    PrivacyNoticePageFactory,
    name_town,
)
from tests.factories.news import NewsIndexPageFactory


def rules_broken(page):
    return {finding.rule for finding in check(page) if finding.is_error}


def findings(page):
    return {finding.rule for finding in check(page)}


def test_a_whole_imprint_can_be_published_and_says_who_answers(home, client):
    name_town()
    page = ImprintPageFactory(parent=home)
    page.responsible_people = [ResponsiblePerson(name="Jonas Wittkamp", part=home)]
    page.save()
    assert not findings(page) & {"D1", "I1", "I2", "I3", "I4"}
    html = client.get(page.url).text
    for words in ("Katrin Hollenbeck", "Jonas Wittkamp", "Rathausplatz 1", "rathaus@town.example", "§ 18 (2) MStV"):
        assert words in html


def test_a_newsroom_says_who_answers_for_it_and_others_say_nothing(home, client):
    """§ 18 (2) MStV."""
    name_town()
    page, newsroom, other = ImprintPageFactory(parent=home), *NewsIndexPageFactory.create_batch(2, parent=home)
    page.responsible_people = [ResponsiblePerson(name="Jonas Wittkamp", part=newsroom)]
    page.save()
    assert "Jonas Wittkamp" in client.get(newsroom.url).text
    assert "Jonas Wittkamp" not in client.get(other.url).text


@pytest.mark.parametrize(
    ("town", "imprint", "rule"),
    [
        ({"street": ""}, {}, "D1"),
        ({"phone": ""}, {}, "I1"),
        ({}, {"represented_by": " "}, "I2"),
        ({}, {"legal_form": ""}, "I2"),
    ],
)
def test_an_imprint_that_lacks_something_is_not_published(home, town, imprint, rule):
    name_town(**town)
    assert rules_broken(ImprintPageFactory(parent=home, **imprint)) == {rule}


def test_the_privacy_notice_has_a_section_for_everything_that_visitors_are_asked(home, client):
    name_town()
    page = PrivacyNoticePageFactory(parent=home)
    assert rules_broken(page) == set()
    html = client.get(page.url).text
    asked = [purpose for purpose in purposes() if purpose.for_visitors]
    assert [purpose.slug for purpose in asked if f'id="{purpose.anchor}"' not in html] == []
    assert 'id="zweck-personal"' not in html
    assert LANDS["05"].data_protection.url in html
    assert "datenschutz@town.example" in html


def test_a_privacy_notice_without_officer_or_authority_is_not_published(home):
    name_town(ars="")
    page = PrivacyNoticePageFactory(parent=home, officer_email="")
    assert rules_broken(page) == {"D2", "D3"}
    page.authority_name, page.officer_phone = "Landesbeauftragter", "0571 1"
    assert rules_broken(page) == set()


def test_a_form_leads_to_its_own_section_of_the_notice(home, client):
    town = name_town()
    town.privacy = PrivacyNoticePageFactory(parent=home)
    town.save()
    html = client.get(reverse("residents:account")).text
    assert f'href="{town.privacy.url}#zweck-zugang"' in html


def test_a_statement_names_the_body_of_the_land(home, client):
    name_town()
    page = AccessibilityStatementPageFactory(parent=home, with_parts=["Alte PDF-Formulare"])
    assert rules_broken(page) == set()
    html = client.get(page.url).text
    assert LANDS["05"].enforcement.url in html
    assert "§ 10d BGG NRW" in html
    assert "Alte PDF-Formulare" in html


@pytest.mark.parametrize("ars", ["", "100000000000"])
def test_a_statement_is_refused_until_somebody_knows_the_enforcement_body(home, ars):
    name_town(ars=ars)
    page = AccessibilityStatementPageFactory(parent=home, with_parts=["Alte PDF-Formulare"])
    assert rules_broken(page) == {"E1"}
    page.enforcement_name = "Durchsetzungsstelle"
    assert rules_broken(page) == {"E1"}, "It has no address"
    page.enforcement_email = "stelle@land.example"
    assert rules_broken(page) == set()


def form_of(page):
    """What an editor's browser sends of a statement with one part."""
    part = page.parts.first()
    return nested_form_data(
        {
            **{name: getattr(page, name) for name in ("title", "slug", "conformity", "method", "made_on")},
            "teaser": "",
            "body": streamfield([]),
            "parts": inline_formset([{"id": part.pk, "what": part.what, "reason": part.reason}], initial=1),
            "comments": inline_formset([]),
            "action-publish": "1",
        }
    )


def test_the_editors_form_publishes_a_statement_only_where_the_land_is_known(home, admin_client):
    name_town(ars="")
    page = AccessibilityStatementPageFactory(parent=home, with_parts=["Karte"], live=False)
    address = f"/admin/pages/{page.pk}/edit/"
    refused = admin_client.post(address, form_of(page))
    assert "enforcement_name" in refused.context["form"].errors
    name_town()
    assert admin_client.post(address, form_of(page)).status_code == 302
    page.refresh_from_db()
    assert page.live


def test_conformity_and_what_is_missing_do_not_contradict_each_other(home):
    name_town()
    page = AccessibilityStatementPageFactory(parent=home)
    assert rules_broken(page) == {"E2"}
    page.conformity = AccessibilityStatementPage.Conformity.FULL
    assert rules_broken(page) == set()
    page.parts = [NonAccessiblePart(what="Karte")]
    assert {"E2", "E3"} <= findings(page)


def test_the_review_that_a_statement_names_is_that_of_the_house(home):
    name_town()
    page = AccessibilityStatementPageFactory(parent=home, with_parts=["Karte"])
    page.reviewed_on = timezone.localdate() - timedelta(days=30)
    page.save_revision().publish()
    upkeep = Upkeep.objects.get(page=page)
    assert upkeep.reviewed_on == page.reviewed_on
    assert 300 < (upkeep.due_on - timezone.localdate()).days < 340


def test_a_statement_that_nobody_read_for_a_year_is_old(home):
    name_town()
    day = timezone.localdate() - timedelta(days=366)
    page = AccessibilityStatementPageFactory(parent=home, with_parts=["Karte"], made_on=day)
    assert "E4" in findings(page)
    page.reviewed_on = timezone.localdate()
    assert "E4" not in findings(page)


def test_a_statement_is_handed_out_as_data(home, client):
    name_town()
    page = AccessibilityStatementPageFactory(parent=home, with_parts=["=Karte"])
    data = client.get(f"{page.url}als-json/").json()
    assert (data["conformity"], data["land"], data["regional_key"]) == (
        "partial",
        "Nordrhein-Westfalen",
        "057700044044",
    )
    assert data["non_accessible"][0]["what"] == "=Karte"
    assert data["enforcement"]["email"] == "ombudsstelle-barrierefreie-it@mags.nrw.de"
    table = client.get(f"{page.url}als-tabelle/")
    assert table["Content-Type"].startswith("text/csv")
    assert "conformity;partial" in b"".join(table.streaming_content).decode()
