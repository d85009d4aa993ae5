import random
from datetime import date, timedelta

from search.analysis import content_words
from search.concepts import understand
from search.models import PARTS_FOLLOW
from search.ranking import Candidate, Scorer, rank
from search.synonyms import NO_SYNONYMS, Row, Synonyms
from search.vocabulary import Vocabulary

TODAY = date(2026, 6, 1)


def tokens(text):
    return " ".join(word.stem for word in content_words(text))


def make(title, *, keywords="", summary="", body="", kind="service", day=None, views=0, parts="", language="de"):
    title_tokens = tokens(title) + (PARTS_FOLLOW + tokens(parts) if parts else "")
    return Candidate(
        id=0, kind=kind, language=language, title=title, url=f"/{title}/", date=day, views=views,
        title_words=len(content_words(title)), title_tokens=title_tokens, keyword_tokens=tokens(keywords),
        summary_tokens=tokens(summary), body_tokens=tokens(body),
    )  # fmt: skip


def order(query, *candidates, synonyms=NO_SYNONYMS):
    counts: dict[str, int] = {}
    for candidate in candidates:
        for token in {token for field in candidate.fields for token in field.split()}:
            counts[token] = counts.get(token, 0) + 1
    vocabulary = Vocabulary(len(candidates) + 10, counts, counts)
    ranked = rank(list(candidates), understand(query, vocabulary, synonyms), vocabulary, TODAY)
    return [entry.candidate.title for entry in ranked]


def test_title_comes_before_keywords_before_summary_before_body():
    found = order(
        "Gerüst",
        make("Vier", body="Gerüst"),
        make("Drei", summary="Gerüst"),
        make("Zwei", keywords="Gerüst"),
        make("Gerüst"),
    )
    assert found == ["Gerüst", "Zwei", "Drei", "Vier"]


def test_the_title_itself_comes_before_longer_ones():
    titles = ["Express-Reisepass beantragen", "Reisepass beantragen", "Vorläufigen Reisepass beantragen"]
    assert order("Reisepass beantragen", *map(make, titles))[0] == "Reisepass beantragen"


def test_all_words_count_more_than_one_rare_word():
    found = order("Hund anmelden", make("Hund Katze Maus"), make("Anmelden", keywords="Hund"), make("Wohnung anmelden"))
    assert found[0] == "Anmelden"


def test_a_word_of_its_own_counts_more_than_one_inside_another():
    assert order("Pass", make("Reisepass", parts="Pass"), make("Pass"))[0] == "Pass"


def test_services_come_before_news():
    assert order("Radweg", make("Radweg", kind="news", day=TODAY), make("Radweg Süd"))[0] == "Radweg Süd"


def test_news_grow_old():
    old = make("Radweg alt", kind="news", day=TODAY - timedelta(days=900))
    new = make("Radweg neu", kind="news", day=TODAY - timedelta(days=3))
    assert order("Radweg", old, new) == ["Radweg neu", "Radweg alt"]


def test_news_from_tomorrow_are_new():
    assert order("Radweg", make("Radweg", kind="news", day=TODAY + timedelta(days=1))) == ["Radweg"]


def test_what_many_people_read_comes_first_among_equals():
    assert order("Hund", make("Hund A"), make("Hund B", views=500))[0] == "Hund B"


def test_equals_are_ordered_by_title():
    assert order("Hund", make("Hund C"), make("Hund A"), make("Hund B")) == ["Hund A", "Hund B", "Hund C"]


def test_the_language_of_the_page_comes_first():
    assert order("Museum", make("Museum A", language="en"), make("Museum B"))[0] == "Museum B"


def test_a_meaning_of_several_words_counts_whole_even_if_one_of_them_is_common():
    titles = ["Hund abmelden", "Hund anmelden", "Heirat anmelden", "Auto anmelden", "Gewerbe anmelden"]
    synonyms = Synonyms([Row("marke", ">", "hund anmelden")])
    assert order("marke", *map(make, titles), synonyms=synonyms) == ["Hund anmelden", "Hund abmelden"]


def test_what_only_shares_a_common_word_is_left_out():
    others = [make(f"Sache {number} anmelden") for number in range(30)]
    assert order("Hund anmelden", make("Hund anmelden"), *others) == ["Hund anmelden"]


def places_by_parting(candidate, terms):
    """Where terms stand, the plain way: every text taken apart word by word."""
    found = set()
    for field, text in enumerate(candidate.fields):
        whole, _sign, parts = text.partition(PARTS_FOLLOW)
        found |= {(term, 2 * field) for term in terms & set(whole.split())}
        found |= {(term, 2 * field + 1) for term in terms & set(parts.split())}
    return found


def test_looking_for_terms_finds_the_places_that_parting_the_texts_finds():
    chance = random.Random(1)
    names = [f"{letter}{number}" for letter in "ab" for number in range(12)] + ["a", "ab", "1"]
    for _ in range(300):
        mixed = chance.sample(names, len(names))
        texts = [
            PARTS_FOLLOW.join([" ".join(mixed[i : i + 2]), " ".join(mixed[i + 2 : i + 4])]) for i in range(0, 16, 4)
        ]
        candidate = make("x")._replace(
            title_tokens=texts[0], keyword_tokens=texts[1], summary_tokens=texts[2], body_tokens=texts[3]
        )
        query = understand(" ".join(chance.sample(names, 8)), Vocabulary(99, dict.fromkeys(names, 1), []), NO_SYNONYMS)
        scorer = Scorer(query, Vocabulary(99, {}, []), TODAY)
        assert set(scorer._where(candidate)) == places_by_parting(candidate, set(scorer.uses))


def test_candidates_with_the_same_words_get_the_same_points_but_for_what_is_their_own():
    vocabulary = Vocabulary(9, {"hund": 2}, [])
    scorer = Scorer(understand("Hund", vocabulary, NO_SYNONYMS), vocabulary, TODAY)
    first, again = scorer.score(make("Hund")), scorer.score(make("Hund"))
    assert first == again > scorer.score(make("Hund", kind="page")) > scorer.score(make("Hund Katze", kind="page"))
