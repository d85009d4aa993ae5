"""Who takes part: an address that is confirmed, a browser that is known again, and when it is forgotten."""

import re
from datetime import timedelta
from unittest import mock

import pytest
from django.apps import apps
from django.core import mail
from django.db import models
from django.utils import timezone

from accounts.limits import Sending
from participation import clock, retention
from participation.confirming import MOST_TO_ONE_ADDRESS
from participation.identity import participant_of, recognise
from participation.models import Comment, Contribution, Participant, Support
from participation.personal_data import OwnParticipation
from residents import personal_data
from residents.models import Pass
from residents.passes import passes_merged
from residents.personal_data import Person
from tests.factories.moderation import proposed_ban
from tests.factories.participation import ParticipationIndexPageFactory, ProjectPageFactory, WallPageFactory
from tests.factories.residents import PassFactory, ResidentFactory, browser_of, new_browser
from tests.factories.taking_part import ContributionFactory, ParticipantFactory, request_of, send
from tests.visitors import typed

EVA = "eva@post.example"


@pytest.fixture
def project(home):
    return ProjectPageFactory(parent=ParticipationIndexPageFactory(parent=home))


@pytest.fixture
def wall(project):
    return WallPageFactory(parent=project, identity="email")


def link_in(message):
    return re.search(r"/beteiligung/bestaetigen/\S+", message.body)[0]


def confirm(client, link):
    seen = re.search(r'name="seen" value="(\w*)"', client.get(link).text)
    return client.post(link, {"seen": seen[1] if seen else ""})


# The mail


def test_what_is_written_waits_for_the_mail_and_opening_the_link_changes_nothing(wall):
    send(wall, email="Eva@Post.example", text="Mehr Bänke")
    assert mail.outbox[0].to == [EVA]
    assert new_browser().get(link_in(mail.outbox[0])).status_code == 200
    assert Contribution.objects.get().state == "unconfirmed"
    assert Participant.objects.get().confirmed_at is None


def test_the_button_publishes_it_and_the_browser_needs_no_second_mail(wall):
    browser = new_browser()
    send(wall, email=EVA, pseudonym="Eule")
    response = confirm(browser, link_in(mail.outbox[0]))
    assert response.status_code == 303
    card = Contribution.objects.get()
    assert (card.state, card.author.email) == ("public", EVA)
    assert browser.get(response["Location"]).status_code == 200
    send(wall, browser, text="Und Papierkörbe")
    assert set(Contribution.objects.values_list("state", "author")) == {("public", card.author.pk)}
    assert len(mail.outbox) == 1


def test_where_the_town_reads_first_a_confirmed_one_waits_for_it(project):
    send(WallPageFactory(parent=project, identity="email", moderation="before"), email=EVA)
    confirm(new_browser(), link_in(mail.outbox[0]))
    assert Contribution.objects.get().state == "waiting"


def test_a_link_is_good_once_and_seven_days(wall):
    send(wall, email=EVA)
    send(wall, email=EVA, text="Zwei")
    first, second = (link_in(message) for message in mail.outbox)
    confirm(new_browser(), first)
    assert new_browser().post(first).status_code == 410
    Participant.objects.filter(confirmed_at=None).update(began_at=timezone.now() - timedelta(days=8))
    assert new_browser().get(second).status_code == 410
    assert new_browser().get("/beteiligung/bestaetigen/erfunden.xyz/").status_code == 410


def test_one_address_is_one_person_in_all_browsers(wall):
    for text in ("Eins", "Zwei"):
        send(wall, email=EVA, text=text)
        confirm(new_browser(), link_in(mail.outbox[-1]))
    person = Participant.objects.get()
    assert person.passes.count() == 2
    assert Contribution.objects.filter(author=person, state="public").count() == 2


def test_a_strangers_words_under_a_confirmed_address_wait_for_its_owner(wall):
    send(wall, email=EVA)
    confirm(new_browser(), link_in(mail.outbox[0]))
    send(wall, email=EVA, text="Von jemand anderem")
    assert Contribution.objects.get(text="Von jemand anderem").state == "unconfirmed"


def test_only_the_words_that_somebody_has_seen_are_confirmed(wall):
    browser = new_browser()
    send(wall, email=EVA, text="Harmlos")
    link = link_in(mail.outbox[0])
    seen = re.search(r'name="seen" value="(\w+)"', browser.get(link).text)[1]
    Contribution.objects.update(text="Nicht mehr harmlos")
    response = browser.post(link, {"seen": seen})
    assert response.status_code == 200
    assert "Nicht mehr harmlos" in response.text
    assert Contribution.objects.get().state == "unconfirmed"


def test_nobody_fills_a_strangers_mailbox(wall):
    sent = [send(wall, email=EVA, text=str(number)).status_code for number in range(MOST_TO_ONE_ADDRESS + 1)]
    assert sent == [303] * MOST_TO_ONE_ADDRESS + [429]
    assert len(mail.outbox) == Contribution.objects.count() == MOST_TO_ONE_ADDRESS


def test_other_modules_do_not_make_room_for_more_mails(wall):
    for number in range(MOST_TO_ONE_ADDRESS):
        send(wall, email=EVA, text=str(number))
    assert send(WallPageFactory(parent=wall.get_parent(), identity="email"), email=EVA).status_code == 429


def test_who_is_banned_under_an_address_confirms_nothing_with_it_in_a_new_browser(wall):
    send(wall, email=EVA, text="Erstens")
    confirm(new_browser(), link_in(mail.outbox[0]))
    proposed_ban(Contribution.objects.get().author, agreed_at=timezone.now())
    assert send(wall, new_browser(), email=EVA, text="Zweitens").status_code == 303
    assert confirm(new_browser(), link_in(mail.outbox[1])).status_code == 403
    assert list(Contribution.objects.public().values_list("text", flat=True)) == ["Erstens"]


def test_the_same_form_sends_one_mail(wall):
    for _ in range(2):
        send(wall, email=EVA, submission="einmal")
    assert (len(mail.outbox), Participant.objects.count()) == (1, 1)


def test_whoever_wants_to_vote_confirms_the_address_and_comes_back(wall):
    browser, back = new_browser(), f"{wall.get_url()}?zwei=2"
    address = f"/beteiligung/{wall.pk}/wer/?zurueck={wall.get_url()}%3Fzwei%3D2"
    assert browser.get(address).status_code == 200
    assert browser.post(address, typed(email="")).status_code == 422
    assert browser.post(address, typed(email=EVA)).status_code == 302
    assert browser.get(f"/beteiligung/{wall.pk}/post-ist-unterwegs/").status_code == 200
    response = confirm(browser, link_in(mail.outbox[0]))
    assert (response.status_code, response["Location"]) == (303, back)
    assert browser.get(address)["Location"] == back


def test_nobody_is_led_to_a_strange_site(wall):
    address = f"/beteiligung/{wall.pk}/wer/?zurueck=https://fremd.example/"
    browser = new_browser()
    browser.post(address, typed(email=EVA))
    assert confirm(browser, link_in(mail.outbox[0]))["Location"] == wall.get_url()


def test_these_pages_are_for_one_person(wall):
    send(wall, email=EVA)
    for address in (link_in(mail.outbox[0]), f"/beteiligung/{wall.pk}/wer/"):
        response = new_browser().get(address)
        assert "no-store" in response["Cache-Control"]
        assert "noindex" in response["X-Robots-Tag"]
        assert response["Referrer-Policy"] == "same-origin"
        assert not response.cookies


# The pass


def test_who_signs_in_goes_on_being_who_they_were(project):
    wall = WallPageFactory(parent=project)
    browser = browser_of(None)
    participant = recognise(request_of(browser), wall)
    new = PassFactory(resident=ResidentFactory())
    passes_merged.send(Pass, old=browser.shown_pass, new=new)
    request = request_of()
    request._pass = new
    assert participant_of(request, wall) == participant


def test_who_is_known_in_one_module_is_unknown_in_another(project):
    first, second = WallPageFactory(parent=project), WallPageFactory(parent=project)
    browser = browser_of(None)
    recognise(request_of(browser), first)
    assert participant_of(request_of(browser), second) is None


# Forgetting

NAMES = {"email", "real_name", "pseudonym", "network"}
# Who follows has asked for it, and is forgotten by rules of its own (following/forgetting.py).
OF_ITS_OWN = {"Follower", "FollowLink"}


def personal_values():
    """Everything in all tables of participation that could lead to a person who took part."""
    for model in apps.get_app_config("participation").get_models(include_auto_created=True):
        if model.__name__ in OF_ITS_OWN:
            continue
        for field in model._meta.local_fields:
            leads_to_person = (
                isinstance(field, models.ForeignKey) and field.related_model._meta.app_label == "residents"
            )
            if leads_to_person or field.name in NAMES or isinstance(field, models.EmailField):
                values = model._base_manager.exclude(**{field.attname: None}).values_list(field.attname, flat=True)
                yield from ((model.__name__, field.name, value) for value in values if value)


def test_a_year_later_nothing_leads_to_anybody_and_what_was_said_stays(project):
    resident = ResidentFactory()
    walls = {
        identity: WallPageFactory(parent=project, identity=identity, asks_real_name=True)
        for identity in ("open", "account", "email")
    }
    for wall in walls.values():
        send(wall, browser_of(resident), pseudonym="Eule", real_name="Eva Beispiel")
    card = Contribution.objects.filter(module=walls["open"]).get()
    Support.objects.create(contribution=card, participant=card.author)
    Comment.objects.create(module=walls["open"], about=card, text="Ja", pseudonym="Maus", state="public")
    keys = set(Participant.objects.values_list("key", flat=True))
    for wall in walls.values():
        wall.closes_at = timezone.now() - timedelta(days=1)
        wall.save()
    assert {name for _, name, _ in personal_values()} >= {"email", "real_name", "pseudonym", "resident"}

    clock.forget_people()
    assert Participant.objects.filter(forgotten_at=None).count() == 3
    with mock.patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(days=180)):
        assert retention.forget_all(really=False)["participants"] == 3
        clock.forget_people()
        assert retention.forget_all()["participants"] == 0

    assert list(personal_values()) == []
    assert not keys & set(Participant.objects.values_list("key", flat=True))
    assert set(Contribution.objects.values_list("text", flat=True)) == {"Mehr Bänke", "Ja"}
    assert Support.objects.count() == 1


def test_a_module_without_an_end_and_a_younger_one_are_left_alone(project):
    ParticipantFactory(module=WallPageFactory(parent=project), email=EVA)
    over = timezone.now() - timedelta(days=20)
    ParticipantFactory(module=WallPageFactory(parent=project, closes_at=over, kept_days=30), email=EVA)
    retention.forget_all()
    assert Participant.objects.filter(email=EVA).count() == 2


def test_asking_what_would_be_forgotten_forgets_nothing(wall):
    send(wall, email=EVA)
    with mock.patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(days=8)):
        assert retention.forget_all(really=False) == {"participants": 0, "unconfirmed": 1}
    assert Contribution.objects.count() == Participant.objects.count() == 1
    assert Sending.objects.count() == 2


def test_who_never_opened_the_link_is_deleted_after_seven_days_with_what_was_written(wall):
    send(wall, email=EVA)
    kept = ContributionFactory(module=wall)
    clock.forget_people()
    assert Participant.objects.count() == 1
    with mock.patch("django.utils.timezone.now", return_value=timezone.now() + timedelta(days=7, minutes=1)):
        clock.forget_people()
    assert not Participant.objects.exists()
    assert Contribution.objects.get().pk == kept.pk


# One's own data


def test_residents_get_what_they_wrote_and_voted_and_nothing_of_others(project):
    resident = ResidentFactory(email=EVA)
    wall = WallPageFactory(parent=project, identity="account")
    send(wall, browser_of(resident), text="Von mir")
    send(wall, browser_of(ResidentFactory()), text="Nicht von mir")
    mine = Contribution.objects.get(text="Von mir")
    Support.objects.create(contribution=mine, participant=mine.author)
    found = OwnParticipation().export(Person.of(resident))
    assert [one["text"] for one in found["contributions"]] == ["Von mir"]
    assert [one["contribution__text"] for one in found["supports"]] == ["Von mir"]
    assert len(found["took_part"]) == 1
    assert "participation" in personal_data.export(resident)


def test_with_the_access_goes_who_wrote_and_not_what_was_written(project, wall):
    resident = ResidentFactory(email=EVA)
    account_wall = WallPageFactory(parent=project, identity="account")
    for module in (wall, account_wall):
        send(module, browser_of(resident), pseudonym="Eule")
    send(wall, email=EVA, text="Nie bestätigt")
    personal_data.forget(resident)
    assert [value for _, name, value in personal_values() if name != "network"] == []
    assert Contribution.objects.filter(text="Mehr Bänke", state="public").count() == 2
    assert not Contribution.objects.filter(text="Nie bestätigt").exists()


def test_the_page_of_ones_access_leads_to_what_one_wrote(project):
    browser = browser_of(ResidentFactory())
    assert "meine-beitraege" not in browser.get("/mein-zugang/").text
    send(WallPageFactory(parent=project, identity="account"), browser, text="Von mir")
    address = re.search(r'href="(/beteiligung/beitrag/[^"]+)">Von mir', browser.get("/mein-zugang/").text)[1]
    assert browser.get(address).status_code == 200
