"""/muster/: every component in every state, for those who look after the face of the site."""

import pytest

from tests.factories.accounts import make_person


@pytest.fixture
def samples(client, home):
    def get():
        return client.get("/muster/")

    return get


def test_visitors_find_no_such_page(samples):
    assert samples().status_code == 404


def test_developers_find_it(samples, settings):
    settings.DEBUG = True
    assert samples().status_code == 200


def test_who_may_enter_the_editors_interface_finds_it(samples, client, db):
    client.force_login(make_person(is_superuser=True))
    response = samples()
    assert response.status_code == 200
    assert "no-store" in response.headers["Cache-Control"]


def test_a_group_of_choices_says_its_hint_and_its_error(samples, settings):
    settings.DEBUG = True
    html = samples().text
    assert 'id="fehler_way" tabindex="-1" aria-describedby="fehler_way-error"' in html
    assert 'id="voll_papers" tabindex="-1" aria-describedby="voll_papers-hint"' in html
    assert '<a href="#fehler_way">' in html
    assert 'id="fehler_way-error"' in html


def test_what_was_chosen_stays_chosen(samples, settings):
    settings.DEBUG = True
    html = samples().text
    assert 'id="voll_way_1" value="office" required checked' in html
    assert 'id="voll_papers_2" value="post" checked' in html
    assert 'name="agreed" id="voll_agreed" required checked' in html
    assert 'name="agreed" id="aus_agreed" required disabled checked' in html
