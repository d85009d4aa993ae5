"""The draft of the demo town shows what the checks find, and nobody but editors sees it."""

import pytest

from cms.checks.checking import check
from demo.drafts import load_drafts
from news.models import NewsPage
from tests.factories.news import NewsIndexPageFactory

pytestmark = pytest.mark.django_db


def test_the_draft_has_a_slip_of_every_kind_and_is_not_public(home, client):
    newsroom = NewsIndexPageFactory(parent=home)
    load_drafts(newsroom)
    draft = NewsPage.objects.get()
    assert {"U1", "U2", "V1", "S1", "S3", "S4", "S5"} <= {finding.rule for finding in check(draft)}
    assert not draft.live
    assert client.get(draft.url).status_code == 404
    assert draft.title not in client.get(newsroom.url).text
