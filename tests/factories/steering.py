"""What editors decide about the search and what its protocol knows, valid without arguments."""

import factory
from django.utils import timezone

from search.models import BlockedSuggestion, PinnedResult, SearchedQuery, Synonym
from tests.factories.cms import StandardPageFactory


class SynonymFactory(factory.django.DjangoModelFactory):
    said = factory.Sequence("wauwau{}".format)
    meant = "hundesteuer"

    class Meta:
        model = Synonym


class PinnedResultFactory(factory.django.DjangoModelFactory):
    query = factory.Sequence("anfrage {}".format)
    page = factory.SubFactory(StandardPageFactory)

    class Meta:
        model = PinnedResult


class BlockedSuggestionFactory(factory.django.DjangoModelFactory):
    text = factory.Sequence("heikel{}".format)

    class Meta:
        model = BlockedSuggestion


class SearchedQueryFactory(factory.django.DjangoModelFactory):
    query = factory.Sequence("anfrage {}".format)
    spelling = factory.SelfAttribute("query")
    day = factory.LazyFunction(timezone.localdate)
    searches = 3

    class Meta:
        model = SearchedQuery
