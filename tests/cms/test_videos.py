"""Films of other providers: understood by their address, and loaded only after a click."""

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse

from cms.videos import allow_players, is_video, read_video
from tests.factories.cms import StandardPageFactory

YOUTUBE = "https://www.youtube-nocookie.com/embed/a1B2c3D4e5_"
FILM = {"title": "Der Weg ins Moor", "url": "https://youtu.be/a1B2c3D4e5_", "picture": None, "transcript": ""}


def body(**changes):
    return [{"type": "video", "value": {**FILM, **changes}}]


@pytest.mark.parametrize(
    ("address", "player"),
    [
        ("https://www.youtube.com/watch?v=a1B2c3D4e5_&t=12", YOUTUBE),
        ("https://youtu.be/a1B2c3D4e5_?si=abc", YOUTUBE),
        ("https://www.youtube.com/shorts/a1B2c3D4e5_", YOUTUBE),
        ("https://vimeo.com/123456789", "https://player.vimeo.com/video/123456789?dnt=1"),
        ("https://player.vimeo.com/video/123456789", "https://player.vimeo.com/video/123456789?dnt=1"),
        ("https://video.town.example/w/9aRmKq2VtYw3", "https://video.town.example/videos/embed/9aRmKq2VtYw3?p2p=0"),
        (
            "https://video.town.example/videos/watch/0a1b2c3d-1111-2222-3333-444455556666",
            "https://video.town.example/videos/embed/0a1b2c3d-1111-2222-3333-444455556666?p2p=0",
        ),
    ],
)
def test_the_player_of_a_film_asks_for_as_little_as_the_provider_allows(address, player):
    assert read_video(address).player == player
    is_video(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "http://youtu.be/a1B2c3D4e5_",
        "https://www.youtube.com/",
        "https://www.youtube.com/watch?v=../../evil",
        "https://www.youtube.com/@town",
        "https://vimeo.com/town",
        "https://town.example/film.mp4",
        "https://user@video.town.example/w/9aRmKq2VtYw3",
        "https://video.town.example:8443/w/9aRmKq2VtYw3",
        "https://video.town.example'; script-src */w/9aRmKq2VtYw3",
        "https://localhost/w/9aRmKq2VtYw3",
        "https://[::1/w/9aRmKq2VtYw3",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_film_is_refused(address):
    assert read_video(address) is None
    with pytest.raises(ValidationError):
        is_video(address)


def test_before_the_click_nothing_is_asked_of_the_provider(home, client):
    page = StandardPageFactory(parent=home, body=body(transcript="<p>Es sind vierhundert Meter.</p>"))
    answer = client.get(page.url)
    assert "<iframe" not in answer.text
    assert 'src="https://' not in answer.text
    assert f'data-player="{YOUTUBE}"' in answer.text
    assert 'href="https://www.youtube.com/watch?v=a1B2c3D4e5_"' in answer.text
    assert "Es sind vierhundert Meter." in answer.text


def test_only_the_page_with_the_film_lets_its_player_in(home, client):
    with_film = StandardPageFactory(parent=home, body=body())
    without = StandardPageFactory(parent=home)
    policy = client.get(with_film.url).headers["Content-Security-Policy"]
    assert "frame-src https://www.youtube-nocookie.com" in policy
    assert "frame-src" not in client.get(without.url).headers["Content-Security-Policy"]


def test_the_preview_of_a_draft_lets_its_player_in(home):
    draft = StandardPageFactory(parent=home, body=body(), live=False)
    policy = draft.make_preview_request().headers["Content-Security-Policy"]
    assert "frame-src https://www.youtube-nocookie.com" in policy


def test_a_film_whose_address_is_no_longer_understood_shows_nothing(home, client):
    page = StandardPageFactory(parent=home, body=body(url="https://town.example/gone"))
    answer = client.get(page.url)
    assert "data-player" not in answer.text
    assert "frame-src" not in answer.headers["Content-Security-Policy"]


def test_a_page_without_a_body_needs_no_players():
    response = HttpResponse()
    allow_players(response, None)
    assert not hasattr(response, "_csp_update")


def test_the_words_of_a_film_are_found(home):
    page = StandardPageFactory(parent=home, body=body(transcript="<p>Bohlenweg</p>"))
    assert "Bohlenweg" in page.body_text()
    assert "youtu" not in page.body_text()
