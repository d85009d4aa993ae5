"""Four eyes for bans, figures without persons, and no page deleted with what residents said."""

import csv
import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from accounts.roles import EDITORS, MODERATORS, make_roles
from accounts.security_log import SecurityEvent
from participation.models import Ban, Contribution, Decision
from participation.moderation.bans import ban_of
from participation.moderation.figures import months_of
from residents.models import Pass, Resident
from tests.attacks import person, signed_in
from tests.factories.cms import make_home
from tests.factories.moderation import appealed, appoint, proposed_ban, somebody, wall_of, written
from tests.factories.participation import WallPageFactory

BANS = "/admin/participation/bans/"


@pytest.fixture(scope="module")
def made(for_the_file):
    make_roles()
    home = make_home()
    return wall_of(home), wall_of(home)


@pytest.fixture
def wall(made, db):
    return type(made[0]).objects.get(pk=made[0].pk)


@pytest.fixture
def foreign(made, db):
    return type(made[1]).objects.get(pk=made[1].pk)


@pytest.fixture
def anna(wall):
    user = person("anna", MODERATORS)
    appoint(user, wall)
    return user


@pytest.fixture
def bert(wall):
    user = person("bert", MODERATORS)
    appoint(user, wall)
    return user


def tomorrow():
    return timezone.localdate() + timedelta(days=1)


def propose(user, card, **more):
    fields = {"scope": "module", "reason": "insult", "words": "Dreimal.", "last_day": tomorrow().isoformat(), **more}
    return signed_in(user).post(f"/admin/participation/{card.pk}/ban/", fields)


def test_a_ban_holds_only_after_a_second_moderator_agrees(wall, anna, bert):
    card = written(wall)
    assert signed_in(anna).get(f"/admin/participation/{card.pk}/ban/").status_code == 200
    assert propose(anna, card).url == BANS
    ban = Ban.objects.get()
    assert ban_of(card.author, wall) is None
    signed_in(anna).post(f"{BANS}{ban.pk}/agree/")
    assert ban_of(card.author, wall) is None
    assert signed_in(bert).get(BANS).status_code == 200
    signed_in(bert).post(f"{BANS}{ban.pk}/agree/")
    assert ban_of(card.author, wall) == ban
    assert timezone.localdate(ban.ends_at) == tomorrow() + timedelta(days=1)
    assert SecurityEvent.objects.filter(actor="bert", kind="account").count() == 1
    signed_in(anna).post(f"{BANS}{ban.pk}/lift/")
    assert ban_of(card.author, wall) is None


@pytest.mark.parametrize(
    ("sent", "wrong"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "other", "words": ""}, "words"),
        ({"last_day": ""}, "last_day"),
        ({"last_day": "2020-01-01"}, "last_day"),
        ({"last_day": "9999-12-31"}, "last_day"),
        ({"scope": "account"}, "scope"),
        ({"scope": ""}, "scope"),
    ],
)
def test_a_ban_needs_a_reason_and_an_end(wall, anna, sent, wrong):
    response = propose(anna, written(wall), **sent)
    assert response.status_code == 422
    assert list(response.context["form"].errors) == [wrong]
    assert not Ban.objects.exists()


def in_force(participant, **fields):
    return proposed_ban(participant, agreed_at=timezone.now(), **fields)


def test_a_ban_from_the_project_holds_in_all_its_ways_and_in_no_other(wall, foreign):
    other = WallPageFactory(parent=wall.project)
    author = somebody(wall, key="a")
    ban = in_force(author, scope="project")
    assert ban_of(somebody(other, key="a"), other) == ban
    assert ban_of(somebody(other, key="b"), other) is None
    assert ban_of(somebody(foreign, key="a"), foreign) is None


def test_a_ban_from_one_way_to_take_part_leaves_the_others(wall):
    other = WallPageFactory(parent=wall.project)
    in_force(somebody(wall, key="a"))
    assert ban_of(somebody(other, key="a"), other) is None


def test_the_same_browser_and_the_same_resident_are_known_again(wall):
    other = WallPageFactory(parent=wall.project)
    shown, resident = Pass.objects.create(digest="x"), Resident.objects.create(email="amsel@home.example")
    banned = somebody(wall, resident=resident)
    banned.passes.add(shown)
    ban = in_force(banned, scope="project")
    with_browser, signed = somebody(other), somebody(other, resident=resident)
    with_browser.passes.add(shown)
    assert ban_of(with_browser, other) == ban
    assert ban_of(signed, other) == ban
    assert ban_of(somebody(other), other) is None
    assert ban_of(None, other) is None


def test_a_ban_ends_by_itself(wall):
    author = somebody(wall)
    in_force(author, ends_at=timezone.now() - timedelta(minutes=1))
    assert ban_of(author, wall) is None


def test_a_whole_access_is_blocked_by_two_and_freed_again(wall, anna, bert):
    resident = Resident.objects.create(email="amsel@home.example")
    card = written(wall, author=somebody(wall, resident=resident))
    assert propose(anna, card, scope="account", last_day="").status_code == 302
    ban = Ban.objects.get()
    resident.refresh_from_db()
    assert not resident.is_blocked
    signed_in(bert).post(f"{BANS}{ban.pk}/agree/")
    resident.refresh_from_db()
    assert resident.is_blocked
    signed_in(bert).post(f"{BANS}{ban.pk}/lift/")
    resident.refresh_from_db()
    assert not resident.is_blocked


def test_refusing_a_proposal_frees_nobody_who_was_blocked_otherwise(wall, anna, bert):
    resident = Resident.objects.create(email="amsel@home.example", blocked_at=timezone.now())
    propose(anna, written(wall, author=somebody(wall, resident=resident)), scope="account", last_day="")
    signed_in(bert).post(f"{BANS}{Ban.objects.get().pk}/lift/")
    resident.refresh_from_db()
    assert resident.is_blocked


def test_bans_of_other_projects_are_nobodys_business(foreign, anna):
    ban = proposed_ban(somebody(foreign, pseudonym="Fremde Amsel"))
    assert "Fremde Amsel" not in signed_in(anna).get(BANS).text
    for deed in ("agree", "lift"):
        assert signed_in(anna).post(f"{BANS}{ban.pk}/{deed}/").status_code == 404
    ban.refresh_from_db()
    assert (ban.agreed_at, ban.lifted_at) == (None, None)


def test_figures_say_how_much_why_how_long_and_what_was_appealed(wall, foreign, anna):
    for hours, reason in ((1, "insult"), (2, "insult"), (9, "duplicate")):
        Decision.objects.create(
            contribution_id=written(wall).pk, action="block", reason=reason, waited=timedelta(hours=hours)
        )
    Decision.objects.create(contribution_id=written(foreign).pk, action="censor", reason="insult")
    appealed(wall)
    month = months_of(anna, timezone.now())[0]
    assert month.decided == {"block": 3, "censor": 1}
    assert month.reasons == {"insult": 2, "duplicate": 1, "off_topic": 1}
    assert (month.median, month.appeals) == (2.0, 1)
    assert months_of(person("redaktion", EDITORS), timezone.now())[0].decided["censor"] == 2


def test_figures_are_a_page_and_a_table_for_spreadsheets(wall, anna, django_assert_max_num_queries):
    client = signed_in(anna)
    address = reverse("participation_moderation_figures")
    client.get(address)
    with django_assert_max_num_queries(25):
        assert client.get(address).status_code == 200
    table = client.get(f"{address}?export=csv").getvalue().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(table), delimiter=";"))
    assert len(rows) == 13
    assert len({len(row) for row in rows}) == 1
    assert rows[1][0] == f"{timezone.localdate():%Y-%m}"
    assert len({row[0] for row in rows[1:]}) == 12


@pytest.mark.parametrize("what", ["wall", "project"])
def test_a_page_with_contributions_is_not_deleted(wall, admin_client, what):
    page = wall if what == "wall" else wall.project
    written(wall)
    response = admin_client.post(f"/admin/pages/{page.pk}/delete/", {"confirm": "yes"})
    assert response.status_code == 302
    assert Page.objects.filter(pk=page.pk).exists()
    assert Contribution.objects.count() == 1
    assert admin_client.get(response.url).status_code == 200


def test_several_pages_are_not_deleted_at_once_either(wall, foreign, admin_client):
    somebody(wall)
    for page in (wall, foreign):
        page.refresh_from_db()
    address = f"/admin/bulk/wagtailcore/page/delete/?id={wall.pk}&id={foreign.pk}&next=/admin/"
    admin_client.post(address)
    assert Page.objects.filter(pk__in=[wall.pk, foreign.pk]).count() == 2


def test_a_page_without_contributions_can_be_deleted(wall, admin_client):
    page = WallPageFactory(parent=wall.project)
    admin_client.post(f"/admin/pages/{page.pk}/delete/")
    assert not Page.objects.filter(pk=page.pk).exists()
