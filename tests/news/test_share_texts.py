"""Texts for other channels: whole sentences, never too long, the link always there."""

import pytest

from news.models import Channel
from news.models.channels import RULES, Network
from news.share_texts import Story, compose, hashtag, length, split_sentences, story_of
from tests.factories.news import NewsPageFactory, NewsTopicFactory

LINK = "https://www.town.example/aktuelles/martinszug/"
SENTENCES = [f"Das ist Satz {number} von vielen, die etwas sagen." for number in range(200)]
LONG = Story("Martinszug", SENTENCES, ["#LebenUndFeste"], LINK)


def channel(network, **values):
    return Channel(network=network, **values)


@pytest.mark.parametrize("network", list(Network))
def test_every_network_has_rules_and_its_text_fits(network):
    text = compose(LONG, channel(network, hashtags="#Musterdorf"))
    rules = RULES[network]
    assert length(text, rules) <= rules.longest
    assert length(text, rules) > rules.longest * 0.7  # and the room is used
    assert text.startswith("Martinszug\n\nDas ist Satz 0")
    assert (LINK in text) == rules.has_links
    assert "#Musterdorf #LebenUndFeste" in text


@pytest.mark.parametrize("network", list(Network))
def test_however_long_the_title_the_link_is_whole(network):
    story = Story("Wort " * 800, SENTENCES, ["#Thema" * 30], LINK)
    text = compose(story, channel(network))
    assert length(text, RULES[network]) <= RULES[network].longest
    assert (LINK in text) == RULES[network].has_links
    assert text.startswith("Wort Wort")


def test_hashtags_make_room_for_the_title():
    story = Story("T" * 180, [], ["#" + "h" * 100], LINK)
    text = compose(story, channel(Network.BLUESKY))
    assert "T" * 180 in text
    assert "#" not in text


def test_one_endless_word_leaves_the_link():
    assert compose(Story("x" * 999, [], [], LINK), channel(Network.X)) == LINK


def test_an_own_length_wins():
    text = compose(LONG, channel(Network.FACEBOOK, own_length=150))
    assert len(text) <= 150


def test_a_link_counts_as_the_network_counts_it():
    assert length(LINK * 1, RULES[Network.MASTODON]) == 23
    assert length(LINK, RULES[Network.BLUESKY]) == len(LINK)


@pytest.mark.parametrize(("text", "count"), [("ä – „ja“", 8), ("…", 2), ("🎃", 2), ("Ω", 1), ("日", 2)])
def test_x_weighs_characters(text, count):
    assert length(text, RULES[Network.X]) == count
    assert length(text, RULES[Network.BLUESKY]) == len(text)


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Ab 9 Uhr. Dann geht es los!", ["Ab 9 Uhr.", "Dann geht es los!"]),
        ("Am 14. November kommt z. B. Dr. Maus.", ["Am 14. November kommt z. B. Dr. Maus."]),
        ("<p>Eins</p><ul><li>Zwei &amp; drei</li></ul>", ["Eins", "Zwei & drei"]),
        ("", []),
    ],
)
def test_sentences_stay_whole(text, sentences):
    assert list(split_sentences(text)) == sentences


def test_hashtags_can_be_read_aloud():
    assert hashtag("Straßen und Verkehr") == "#StraßenUndVerkehr"


def test_a_story_says_each_sentence_once_in_the_order_of_weight(home):
    page = NewsPageFactory(
        parent__parent=home,
        title="Zug",
        teaser="Er kommt heute.",
        topics=[NewsTopicFactory(name="Leben und Feste")],
        body=[
            {"type": "heading", "value": "Wann"},
            {"type": "paragraph", "value": "<p>Er kommt heute. Alle singen.</p>"},
            {"type": "quote", "value": {"text": "Schön.", "source": "Mia K."}},
        ],
    )
    assert story_of(page, LINK) == Story("Zug", ["Er kommt heute.", "Alle singen."], ["#LebenUndFeste"], LINK)
