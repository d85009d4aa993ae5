"""Codes on paper: made once, typed in by people, good for so many votes and no more."""

import csv
import io
import re

import pytest

from accounts.limits import Sending
from participation import limits
from participation.access_codes import codes
from participation.access_codes.codes import NoVotesLeftError
from participation.models import AccessCode, Contribution, Participant
from tests.factories.participation import ParticipationIndexPageFactory, ProjectPageFactory, WallPageFactory
from tests.factories.residents import new_browser
from tests.factories.taking_part import ParticipantFactory, request_of, send
from tests.visitors import typed

WRONG = "2222-2222-2222"


@pytest.fixture
def project(home):
    return ProjectPageFactory(parent=ParticipationIndexPageFactory(parent=home))


@pytest.fixture
def wall(project):
    return WallPageFactory(parent=project, identity="code")


def one_code(wall, votes=1):
    return codes.make_package(wall, f"Paket {AccessCode.objects.count()}", count=1, votes=votes)[0]


def enter(wall, code, client=None):
    return (client or new_browser()).post(f"/beteiligung/{wall.pk}/wer/", typed(code=code))


def test_codes_can_be_read_from_paper_and_the_database_does_not_know_them(wall):
    made = codes.make_package(wall, "Briefe", count=50, votes=2)
    assert len(set(made)) == 50
    assert all(re.fullmatch(r"([2-9A-HJ-NP-Z]{4}-){2}[2-9A-HJ-NP-Z]{4}", code) for code in made)
    stored = str(list(AccessCode.objects.values()))
    assert not any(code in stored or codes.plain(code) in stored for code in made)
    assert set(AccessCode.objects.values_list("votes_allowed", "votes_used")) == {(2, 0)}


def test_the_same_code_in_another_module_is_another_one(project, wall):
    code = one_code(wall)
    other = WallPageFactory(parent=project, identity="code")
    assert codes.digest_of(wall, code) != codes.digest_of(other, code)
    assert enter(other, code).status_code == 422


@pytest.mark.parametrize(
    "change", [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code.replace('-', '')} "]
)
def test_however_it_is_typed(wall, change):
    response = enter(wall, change(one_code(wall)))
    assert (response.status_code, response["Location"]) == (303, wall.get_url())


def test_one_code_is_one_person_in_all_browsers(wall):
    code = one_code(wall)
    for _ in range(2):
        assert enter(wall, code).cookies
    person = Participant.objects.get()
    assert person.passes.count() == 2
    assert AccessCode.objects.get().participant == person


def test_the_code_stands_in_the_form_and_is_asked_once(wall):
    browser = new_browser()
    send(wall, browser, code=one_code(wall))
    send(wall, browser, text="Und Papierkörbe")
    assert Contribution.objects.filter(author=Participant.objects.get(), state="public").count() == 2


def test_a_wrong_code_is_refused_in_its_place_and_gives_no_cookie(wall):
    response = enter(wall, WRONG)
    assert response.status_code == 422
    assert 'id="id_code-error"' in response.text
    assert f'value="{WRONG}"' in response.text
    assert not response.cookies
    assert not Participant.objects.exists()


def test_guessing_ends_after_a_while_also_for_a_right_code_and_a_hall_is_not_counted(wall):
    code = one_code(wall)
    enter(wall, code)
    assert not Sending.objects.exists()
    enter(wall, WRONG)
    Sending.objects.update(count=limits.MOST["code"])
    assert enter(wall, WRONG).status_code == 422
    assert enter(wall, code).status_code == 422
    assert Sending.objects.get().count == limits.MOST["code"]


def test_the_last_wrong_code_before_the_limit_is_told_like_any_other(wall):
    enter(wall, WRONG)
    Sending.objects.update(count=limits.MOST["code"] - 1)
    assert enter(wall, WRONG).status_code == 422
    assert limits.is_spent(request_of(), wall, "code")


def test_votes_are_used_up_and_given_back(wall):
    enter(wall, one_code(wall, votes=2))
    voter = Participant.objects.get()
    for _ in range(2):
        codes.spend_vote(voter)
    with pytest.raises(NoVotesLeftError):
        codes.spend_vote(voter)
    codes.give_back_vote(voter)
    codes.spend_vote(voter)
    assert AccessCode.objects.get().votes_used == 2


def test_nothing_is_given_back_that_was_not_used_and_without_a_code_nothing_is_counted(wall):
    enter(wall, one_code(wall))
    codes.give_back_vote(Participant.objects.get())
    assert AccessCode.objects.get().votes_used == 0
    somebody = ParticipantFactory(module=wall)
    for _ in range(3):
        codes.spend_vote(somebody)


def test_a_disabled_package_opens_nothing_any_more(wall):
    code, other = one_code(wall), one_code(wall)
    known = new_browser()
    enter(wall, code, known)
    assert codes.disable(wall, "Paket 0") == 1
    assert 'name="code"' in known.get(wall.url).text
    assert enter(wall, code).status_code == 422
    with pytest.raises(NoVotesLeftError):
        codes.spend_vote(Participant.objects.get())
    assert enter(wall, other).status_code == 303


# For editors

HERE = "/admin/participation/codes/"


def make(client, wall, **fields):
    given = {"module": wall.pk, "package": "Briefe", "count": 3, "votes": 1, **fields}
    return client.post(f"{HERE}make/", given)


def test_editors_make_a_package_and_see_the_codes_once(admin_client, wall):
    assert admin_client.get(HERE).status_code == 200
    response = make(admin_client, wall)
    shown = re.findall(r"<strong>([2-9A-Z-]{14})</strong>", response.text)
    assert len(shown) == AccessCode.objects.count() == 3
    assert "no-store" in response["Cache-Control"]
    assert all(codes.find(wall, code) for code in shown)
    listed = admin_client.get(HERE).text
    assert "Briefe" in listed
    assert not any(code in listed for code in shown)


def test_loading_the_page_again_makes_no_second_package(admin_client, wall):
    make(admin_client, wall)
    assert make(admin_client, wall).status_code == 422
    assert AccessCode.objects.count() == 3


@pytest.mark.parametrize("wrong", [{"count": 0}, {"count": 5001}, {"votes": 0}, {"package": ""}, {"module": 0}])
def test_senseless_packages_are_refused(admin_client, wall, wrong):
    assert make(admin_client, wall, **wrong).status_code == 422
    assert not AccessCode.objects.exists()


def test_only_modules_that_ask_for_codes_get_some(admin_client, project):
    assert make(admin_client, WallPageFactory(parent=project)).status_code == 422


def test_the_codes_come_as_a_file_too_and_only_real_ones(admin_client, wall):
    made = codes.make_package(wall, "Briefe", count=2, votes=1)
    response = admin_client.post(f"{HERE}csv/{wall.pk}/", {"codes": " ".join([*made, "=1+1", WRONG])})
    rows = list(csv.reader(io.StringIO(response.text), delimiter=";"))
    assert [row[0] for row in rows[1:]] == made
    assert rows[1][1].endswith(f"/beteiligung/{wall.pk}/wer/")


def test_the_list_counts_what_was_used_and_a_package_is_disabled_by_a_button(admin_client, wall):
    enter(wall, codes.make_package(wall, "Briefe", count=3, votes=1)[0])
    response = admin_client.get(HERE)
    row = response.context["packages"][0]
    assert (row["count"], row["entered"], row["votes"], row["disabled"]) == (3, 1, 0, None)
    admin_client.post(f"{HERE}disable/{wall.pk}/", {"package": "Briefe"})
    assert not AccessCode.objects.filter(disabled_at=None).exists()


def test_the_list_asks_no_question_for_each_package(admin_client, wall, django_assert_max_num_queries):
    for _ in range(8):
        one_code(wall)
    admin_client.get(HERE)
    with django_assert_max_num_queries(25):
        admin_client.get(HERE)


def test_who_may_not_make_codes_is_refused(client, wall, django_user_model):
    client.force_login(django_user_model.objects.create_user("ohne", "ohne@town.example", "secret"))
    assert client.get(HERE).status_code == 302
    assert make(client, wall).status_code == 302
    assert not AccessCode.objects.exists()
