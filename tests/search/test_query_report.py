import html
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from accounts.roles import EDITORS, make_roles
from cms.models import StandardPage
from search.models import IgnoredQuery, SearchedQuery
from search.query_report import of_this_week
from service_catalogue.models import ServicePage
from tests.factories.service_catalogue import ServiceIndexPageFactory
from tests.factories.steering import SearchedQueryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client, django_user_model, home):
    make_roles()
    user = django_user_model.objects.create_user("redaktion")
    user.groups.add(Group.objects.get(name=EDITORS))
    client.force_login(user)
    return client


def days_ago(days):
    return timezone.localdate() - timedelta(days=days)


def rows(editor, **filters):
    response = editor.get(reverse("search_queries:report"), filters)
    assert response.status_code == 200
    return response.context["object_list"]


def queries(editor, **filters):
    return [row["query"] for row in rows(editor, **filters)]


@pytest.fixture
def month():
    SearchedQueryFactory(query="nichts", searches=9, results=0)
    SearchedQueryFactory(query="ungeklickt", searches=8, results=4)
    SearchedQueryFactory(query="unzufrieden", searches=7, results=4, clicks=5, ranks=10, unhelpful=1)
    SearchedQueryFactory(query="gut", searches=6, results=4, clicks=5)
    SearchedQueryFactory(query="alt", searches=5, results=0, day=days_ago(40))


def test_what_needs_something_stands_there_the_most_searched_first(editor, month):
    assert queries(editor) == ["nichts", "ungeklickt", "unzufrieden"]


@pytest.mark.parametrize(
    ("filters", "shown"),
    [
        ({"problem": "nothing"}, ["nichts"]),
        ({"problem": "no-click"}, ["ungeklickt"]),
        ({"problem": "unhelpful"}, ["unzufrieden"]),
        ({"problem": "all"}, ["nichts", "ungeklickt", "unzufrieden", "gut"]),
        ({"problem": "nothing", "period": "90"}, ["nichts", "alt"]),
        ({"ordering": "searches"}, ["unzufrieden", "ungeklickt", "nichts"]),
        ({"q": "ZUFRIED"}, ["unzufrieden"]),
        ({"ignored": "yes"}, []),
        ({"period": "x", "problem": "\0", "ordering": "'; drop"}, ["nichts", "ungeklickt", "unzufrieden"]),
    ],
)
def test_filters_orders_and_nonsense(editor, month, filters, shown):
    found = queries(editor, **filters)
    assert found == shown or (filters.get("period") == "x" and set(found) >= set(shown))


def test_days_are_added_up_and_the_last_number_of_results_counts(editor):
    for days, results in ((0, 0), (3, 7), (6, 9)):
        SearchedQueryFactory(query="weg", day=days_ago(days), searches=4, results=results, clicks=2, ranks=4)
    row = rows(editor)[0]
    assert (row["searches"], row["found"], row["clicks"]) == (12, 0, 6)


def test_what_is_found_by_now_needs_nothing_more(editor):
    SearchedQueryFactory(query="neu", day=days_ago(3), results=0)
    SearchedQueryFactory(query="neu", results=2, clicks=1)
    assert queries(editor) == []


def test_every_action_opens_a_form_that_is_filled_in(editor, home):
    index = ServiceIndexPageFactory(parent=home)
    SearchedQueryFactory(query="mullabfuhr & co", spelling="müllabfuhr & co", results=0)
    table = editor.get(reverse("search_queries:report")).content.decode()
    links = re.findall(r'href="([^"]*/add/[^"]*)" class="button', table)
    synonym, pin, service, page = map(html.unescape, links)
    form = editor.get(synonym)
    assert form.context["form"].initial["said"] == "müllabfuhr & co"
    assert 'value="müllabfuhr &amp; co"' in form.content.decode()
    assert editor.get(pin).context["form"].initial["query"] == "müllabfuhr & co"
    for url, parent, model in ((service, index, ServicePage), (page, home, StandardPage)):
        assert f"/{model._meta.model_name}/{parent.pk}/" in url
        assert editor.get(url).context["form"].instance.title == "Müllabfuhr & co"


def test_a_title_from_the_address_is_no_title_of_the_next_page(editor, home):
    add = reverse("wagtailadmin_pages:add", args=["cms", "standardpage", home.pk])
    editor.get(f"{add}?title=Eins")
    assert editor.get(add).context["form"].instance.title == ""


def test_a_query_is_ignored_and_brought_back(editor, month):
    url = reverse("search_queries:ignore")
    row = {"query": "nichts", "language": "de"}
    assert editor.post(url, row).status_code == 302
    assert editor.post(url, row).status_code == 302
    assert queries(editor) == ["ungeklickt", "unzufrieden"]
    assert queries(editor, ignored="yes") == ["nichts"]
    editor.post(url, {**row, "undo": "1"})
    assert queries(editor)[0] == "nichts"


@pytest.mark.parametrize(
    "row", [{}, {"query": "nie gesucht", "language": "de"}, {"query": "\0", "language": "x" * 500}]
)
def test_only_what_was_searched_is_ignored(editor, row):
    assert editor.post(reverse("search_queries:ignore"), row).status_code == 302
    assert not IgnoredQuery.objects.exists()


def test_reading_the_address_of_ignoring_changes_nothing(editor, month):
    assert editor.get(reverse("search_queries:ignore"), {"query": "nichts", "language": "de"}).status_code == 405


def test_the_table_for_spreadsheets_never_calculates(editor):
    SearchedQueryFactory(query="1 1", spelling="=1+1", results=0)
    response = editor.get(reverse("search_queries:report"), {"export": "csv"})
    text = b"".join(response.streaming_content).decode()
    assert "'=1+1" in text
    assert len(text.splitlines()) == 2


def test_the_start_page_counts_the_queries_of_the_week_that_find_nothing_or_were_called_unhelpful(month):
    SearchedQueryFactory(query="auch nichts", results=0, day=days_ago(6))
    SearchedQueryFactory(query="vorige woche", results=0, day=days_ago(7))
    assert of_this_week("nothing").count() == 2
    IgnoredQuery.objects.create(query="nichts")
    assert of_this_week("nothing").count() == 1
    assert [row["query"] for row in of_this_week("unhelpful")] == ["unzufrieden"]


def test_a_year_of_queries_is_summed_in_few_queries(editor, django_assert_max_num_queries):
    SearchedQuery.objects.bulk_create(
        SearchedQueryFactory.build(query=f"anfrage {number}", day=days_ago(number % 300)) for number in range(600)
    )
    with django_assert_max_num_queries(45):
        rows(editor, period="365", problem="all")
