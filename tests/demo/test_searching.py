from datetime import timedelta

import pytest
from django.utils import timezone

from demo import searching
from demo.content import read
from search.models import ClickedDocument, IndexedDocument, SearchedQuery
from search.personal import is_personal
from search.vocabulary import Vocabulary
from tests.factories.search import store

pytestmark = pytest.mark.django_db


def test_a_month_is_counted_as_people_searched():
    store("Sperrmüll anmelden", "Personalausweis beantragen")
    today = timezone.localdate()
    searching.load_protocol(today)
    days = set(SearchedQuery.objects.values_list("day", flat=True))
    assert max(days) == today
    assert min(days) > today - timedelta(days=31)
    bulky = SearchedQuery.objects.filter(query="sperrmull")
    assert all(row.clicks <= row.searches and row.results == 1 for row in bulky)
    assert (
        not SearchedQuery.objects.filter(query="glasfaser").exclude(clicks=0).exists()
    )  # nothing found, nothing chosen
    assert ClickedDocument.objects.exists()
    assert IndexedDocument.objects.get(title="Sperrmüll anmelden").views > 20


def test_nothing_in_the_demo_looks_personal():
    nothing_known = Vocabulary(0, {}, [])
    assert not [query["text"] for query in read("search")["query"] if is_personal(query["text"], nothing_known)]
