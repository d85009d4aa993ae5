"""The way in for everything that people write: who may, what is stored, what they are told."""

from datetime import timedelta
from unittest import mock

import pytest
from django.core import mail
from django.utils import timezone
from rest_framework.exceptions import PermissionDenied, ValidationError

from accounts.limits import WINDOW, Sending
from participation import limits
from participation.forms import ContributionForm
from participation.models import Ban, Card, Contribution, Participant
from participation.taking_part import ChangedWords, refusal, take_in_api, voter
from residents.models import Pass
from tests.factories.participation import ParticipationIndexPageFactory, ProjectPageFactory, WallPageFactory
from tests.factories.residents import ResidentFactory, browser_of, new_browser
from tests.factories.taking_part import keep_cookie, request_of, send


@pytest.fixture
def project(home):
    return ProjectPageFactory(parent=ParticipationIndexPageFactory(parent=home))


@pytest.fixture
def wall(project):
    return WallPageFactory(parent=project)


def form_of(wall, client=None, **fields):
    request = request_of(client, **fields)
    return ContributionForm(request, wall, request.POST)


def test_in_an_open_module_nobody_needs_a_cookie_to_write(wall):
    response = send(wall, pseudonym="Eule")
    card = Card.objects.get()
    assert (card.text, card.state, card.pseudonym, card.author) == ("Mehr Bänke", "public", "Eule", None)
    assert response.status_code == 303
    assert not response.cookies
    assert "no-store" in response["Cache-Control"]


def test_where_the_town_reads_first_it_waits(project):
    send(WallPageFactory(parent=project, moderation="before"))
    assert Contribution.objects.get().state == "waiting"


def test_the_house_rules_are_accepted_first_and_once_by_whoever_is_known(wall):
    browser = browser_of(None)
    form = form_of(wall, browser, text="Bänke")
    assert form.errors.get_json_data()["accept_rules"][0]["code"] == "required"
    send(wall, browser, pseudonym="Eule")
    later = ContributionForm(request_of(browser), wall)
    assert "accept_rules" not in later.fields
    assert later["pseudonym"].value() == "Eule"
    assert "accept_rules" in ContributionForm(request_of(), wall).fields


def test_the_rules_stand_on_a_page_of_their_own(client, wall):
    address = f"{wall.get_parent().get_parent().get_url()}hausregeln/"
    assert f'href="{address}"' in str(ContributionForm(request_of(), wall).fields["accept_rules"].label)
    assert client.get(address).status_code == 200


def test_the_town_writes_its_own_rules(client, home):
    overview = ParticipationIndexPageFactory(parent=home, house_rules="<p>Erst zuhören.</p>")
    assert "Erst zuhören." in client.get(f"{overview.get_url()}hausregeln/").text


def test_the_same_form_is_stored_once_and_leads_to_the_same_page(wall):
    first, again = (send(wall, submission="einmal") for _ in range(2))
    assert Contribution.objects.count() == 1
    assert first["Location"] == again["Location"]


def test_other_words_in_a_form_that_was_sent_are_another_contribution(wall):
    send(wall, submission="einmal", text="Eins")
    send(wall, submission="einmal", text="Zwei")
    assert Contribution.objects.count() == 2


def test_robots_are_thanked_and_nothing_is_stored(wall):
    assert send(wall, website="https://spam.example").status_code == 302
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("window", ["opens_at", "closes_at"])
def test_outside_its_time_nothing_is_stored_and_nothing_typed_is_lost(project, window):
    day = timedelta(days=1) if window == "opens_at" else -timedelta(days=1)
    wall = WallPageFactory(parent=project, **{window: timezone.now() + day})
    response = send(wall, text="Mein langer <b>Text</b>")
    assert response.status_code == 403
    assert "Mein langer &lt;b&gt;Text&lt;/b&gt;" in response.text
    assert not Contribution.objects.exists()


def test_the_real_name_is_asked_only_where_it_is_needed_and_kept_from_the_public(project):
    wall = WallPageFactory(parent=project, asks_real_name=True)
    assert "real_name" in form_of(wall, text="Bänke", accept_rules="on").errors
    send(wall, real_name="Eva Beispiel", pseudonym="Eule")
    card = Card.objects.get()
    assert card.author.real_name == "Eva Beispiel"
    assert card.shown_name == "Eule"
    assert "real_name" not in ContributionForm(request_of(), WallPageFactory(parent=project)).fields


def test_with_an_access_one_signs_in_and_what_was_typed_is_not_lost(project):
    wall = WallPageFactory(parent=project, identity="account")
    response = send(wall, text="Mein langer Text")
    assert response.status_code == 403
    assert "Mein langer Text" in response.text
    assert "/mein-zugang/" in response.text
    assert ContributionForm(request_of(), wall).sign_in_address.startswith("/mein-zugang/?next=")


def test_who_is_signed_in_is_one_participant_in_all_browsers(project):
    wall = WallPageFactory(parent=project, identity="account")
    resident = ResidentFactory(name="Anna")
    for browser in (browser_of(resident), browser_of(resident)):
        assert ContributionForm(request_of(browser), wall).sign_in_address == ""
        send(wall, browser, pseudonym="Anna")
    assert Participant.objects.get().resident == resident
    assert Contribution.objects.filter(author__resident=resident).count() == 2


def test_looking_at_a_form_stores_nothing(project):
    for identity in ("open", "email", "account", "code"):
        wall = WallPageFactory(parent=project, identity=identity)
        str(ContributionForm(request_of(browser_of(ResidentFactory())), wall))
    assert not Participant.objects.exists()


def test_who_is_signed_in_with_an_address_needs_no_second_mail(project):
    wall = WallPageFactory(parent=project, identity="email")
    resident = ResidentFactory()
    send(wall, browser_of(resident))
    card = Card.objects.get()
    assert (card.state, card.author.email, card.author.resident) == ("public", resident.email, None)
    assert not mail.outbox


# Votes


def vote(module, client):
    response = voter(request_of(client, choice="1"), module, module.get_url())
    if not isinstance(response, Participant):
        keep_cookie(client, response)
    return response


def test_the_first_vote_of_a_browser_gives_it_a_pass_and_counts_with_the_second_press(wall):
    browser = new_browser()
    response = vote(wall, browser)
    assert response.status_code == 200
    assert 'name="choice" value="1"' in response.text
    assert not Participant.objects.exists()
    voted = vote(wall, browser)
    assert isinstance(voted, Participant)
    assert vote(wall, browser) == voted


def test_many_first_votes_at_once_are_nobody(wall):
    for _ in range(5):
        voter(request_of(new_browser(), choice="1"), wall, "/")
    assert not Participant.objects.exists()
    assert Pass.objects.count() == 5


@pytest.mark.parametrize(
    ("identity", "leads_to"),
    [("account", "/mein-zugang/?next="), ("email", "/wer/?zurueck="), ("code", "/wer/?zurueck=")],
)
def test_voting_leads_to_what_the_module_asks_for(project, identity, leads_to):
    wall = WallPageFactory(parent=project, identity=identity)
    response = voter(request_of(new_browser()), wall, wall.get_url())
    assert leads_to in response["Location"]
    assert not Pass.objects.exists()


def test_after_the_end_nobody_votes(project):
    wall = WallPageFactory(parent=project, closes_at=timezone.now() - timedelta(hours=1))
    assert vote(wall, browser_of(None)).status_code == 403


# Bans


def ban(participant, **fields):
    return Ban.objects.create(
        participant=participant, reason="insult", agreed_at=timezone.now(), **{"scope": "module", **fields}
    )


def test_who_is_banned_neither_writes_nor_votes(wall):
    browser = browser_of(None)
    ban(vote(wall, browser), ends_at=timezone.now() + timedelta(days=2))
    assert refusal(request_of(browser), wall)
    assert send(wall, browser).status_code == 403
    assert vote(wall, browser).status_code == 403
    assert refusal(request_of(browser_of(None)), wall) is None


def test_a_ban_of_the_project_holds_where_somebody_was_not_yet_known(project):
    first, second = (WallPageFactory(parent=project, identity="account") for _ in range(2))
    browser = browser_of(ResidentFactory())
    ban(vote(first, browser), scope="project")
    assert send(second, browser).status_code == 403
    assert vote(second, browser).status_code == 403
    with pytest.raises(PermissionDenied):
        take_in_api(request_of(browser), second, Card(module=second, text="Bank"), "k", True)
    assert not Contribution.objects.exists()


# Floods


def test_a_hall_of_four_hundred_cards_passes_and_a_flood_does_not(wall):
    request = request_of()
    for _ in range(400):
        limits.spend(request, wall, "card")
    Sending.objects.update(count=limits.MOST["card"])
    assert send(wall).status_code == 429
    assert not Contribution.objects.exists()


def test_another_network_and_another_window_are_counted_apart(wall):
    limits.spend(request_of(), wall, "card")
    Sending.objects.update(count=limits.MOST["card"])
    other = request_of()
    other.META["REMOTE_ADDR"] = "198.51.100.7"
    limits.spend(other, wall, "card")
    with mock.patch("django.utils.timezone.now", return_value=timezone.now() + WINDOW):
        limits.spend(request_of(), wall, "card")
    assert Sending.objects.count() == 3


# Programs


def by_program(wall, text="Bank", key="k1", accept_rules=True, client=None):
    return take_in_api(request_of(client), wall, Card(module=wall, text=text), key, accept_rules)


def test_a_program_stores_a_card_once_under_one_key(wall):
    card, is_new = by_program(wall)
    again, is_new_again = by_program(wall)
    assert (is_new, is_new_again, again.pk) == (True, False, card.pk)
    assert by_program(wall, key="")[1]
    assert by_program(wall, key="")[1]


def test_another_text_under_the_same_key_is_refused(wall):
    by_program(wall)
    with pytest.raises(ChangedWords):
        by_program(wall, text="Etwas anderes")


def test_two_people_who_use_the_same_key_do_not_get_in_each_others_way(wall):
    assert by_program(wall, client=browser_of(None))[1]
    assert by_program(wall, client=browser_of(None), text="Anderes")[1]


def test_programs_accept_the_rules_too_and_prove_who_they_are(project, wall):
    with pytest.raises(ValidationError):
        by_program(wall, accept_rules=False)
    with pytest.raises(PermissionDenied):
        by_program(WallPageFactory(parent=project, identity="code"))
    assert not Contribution.objects.exists()


def test_a_form_of_another_module_cannot_be_sent_here(wall):
    """The number of a sending belongs to its module."""
    other = WallPageFactory(parent=wall.get_parent())
    send(wall, submission="einmal")
    send(other, submission="einmal")
    assert Contribution.objects.count() == 2


def test_without_a_mail_server_nothing_is_stored_and_nothing_typed_is_lost(project):
    wall = WallPageFactory(parent=project, identity="email")
    with mock.patch("participation.confirming.send_mail", side_effect=OSError):
        response = send(wall, text="Mein langer Text", email="eva@post.example")
    assert response.status_code == 503
    assert "Mein langer Text" in response.text
    assert not Contribution.objects.exists()
    assert not Participant.objects.exists()
