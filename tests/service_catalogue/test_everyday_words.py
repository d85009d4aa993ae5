"""Words that come with a LeiKa key."""

import pytest

from service_catalogue import leika
from service_catalogue.leika.everyday_words import table
from tests.factories.service_catalogue import LeikaKeyFactory, ServicePageFactory


def test_an_act_has_its_own_words_before_those_of_its_object():
    act, its_object = leika.everyday_words("99008001014002"), leika.everyday_words("99008001000000")
    assert "perso" in its_object
    assert "perso verloren" in act
    assert "perso verloren" not in its_object
    assert act[-len(its_object) :] == its_object


@pytest.mark.parametrize("key", ["", "99008001", "99999999000000", "perso"])
def test_what_is_no_known_key_has_no_words(key):
    assert leika.everyday_words(key) == []


def test_the_table_is_kept_well():
    """Every line is a beginning that a key can have, with a few words that are written as they are typed."""
    for beginning, words in table().items():
        assert not leika.errors(beginning.ljust(leika.LENGTH, "0")), beginning
        assert len(set(words)) == len(words), beginning
        assert all(word and word == word.strip().lower() and len(word) < 60 for word in words), (beginning, words)


def test_a_service_is_found_under_the_words_of_its_key(db):
    page = ServicePageFactory(title="Ausstellung", leika_keys=[LeikaKeyFactory(key="99008001012000")])
    assert "perso" in page.search_texts().sayings


def test_an_editor_reads_the_words_where_a_key_is_explained(admin_client):
    key = LeikaKeyFactory(key="99008001012000")
    answer = admin_client.get(f"/admin/service_catalogue/leikakey/inspect/{key.pk}/")
    assert "perso" in answer.text
