"""A pupil attacks: the requests of past advisories on Wagtail, and every view of our own in the editors' interface.

The advisories have one pattern: to copy, compare, choose, preview, export and ask the API forgets the right on the
thing that is asked for.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import User
from accounts.roles import EDITORS
from cms import own_pages
from cms.checks import guards
from news.models import NewsPage
from tests.attacks import AWAY, REFUSED, SECRET, Town, assert_refused, body_of, make_town, signed_in, state_of
from tests.factories.cms import make_home
from tests.test_house import ROOMS


@pytest.fixture(scope="module")
def made(for_the_file):
    return make_town(make_home())


@pytest.fixture
def town(made, db):
    """As it was made: whatever a test changes is taken back."""
    return made


class Attack(NamedTuple):
    """One request; `{page}` and the like in it are numbers of things outside the pupil's corner."""

    name: str
    method: str
    address: str
    fields: dict[str, str] = {}


PAST = "2020-01-01 00:00"
PAGE_FIELDS = {"title": "Gekapert", "slug": "haushalt", "date": "2026-11-01", "teaser": "x", "body-count": "0"}
ADVISORIES = [
    # Copy (CVE-2026-44200, GHSA-x5cx, GHSA-jm5p)
    Attack("copy a page", "get", "/admin/pages/{page}/copy/"),
    Attack(
        "copy a page into the own corner",
        "post",
        "/admin/pages/{page}/copy/",
        {"new_title": "Kopie", "new_slug": "kopie", "new_parent_page": "{corner}", "copy_subpages": "on"},
    ),
    Attack("copy a record", "get", "/admin/snippets/directory/department/copy/{department}/"),
    Attack("turn a copy into a page", "post", "/admin/pages/{page}/convert_alias/"),
    # Compare and history (CVE-2026-44197, -44198)
    Attack("compare versions", "get", "/admin/pages/{page}/revisions/compare/earliest...latest/"),
    Attack(
        "compare with a foreign version", "get", "/admin/pages/{own}/revisions/compare/{own_revision}...{revision}/"
    ),
    Attack("history", "get", "/admin/pages/{page}/history/"),
    Attack("version", "get", "/admin/pages/{page}/revisions/{revision}/view/"),
    Attack("foreign version as one's own", "get", "/admin/pages/{own}/revisions/{revision}/view/"),
    Attack("go back to a version", "post", "/admin/pages/{page}/revisions/{revision}/revert/"),
    Attack("foreign version into the own page", "get", "/admin/pages/{own}/revisions/{revision}/revert/"),
    # Choose (CVE-2026-54259)
    Attack("choose several pages", "get", "/admin/choose-page/chosen-multiple/?id={page}"),
    Attack("choose a message", "get", "/admin/snippets/choose/cms/visitormessage/chosen/{message}/"),
    Attack("choose a picture", "get", "/admin/images/chooser/chosen/{picture}/"),
    Attack("choose a picture and its size", "get", "/admin/images/chooser/{picture}/select_format/"),
    Attack("choose a file", "get", "/admin/documents/chooser/chosen/{file}/"),
    # Preview (CVE-2026-25517, -54261, -54260, -54263)
    Attack("draft", "get", "/admin/pages/{page}/view_draft/"),
    Attack("preview", "get", "/admin/pages/{page}/edit/preview/"),
    Attack("preview with content", "post", "/admin/pages/{page}/edit/preview/", PAGE_FIELDS),
    Attack("preview of a new page", "post", "/admin/pages/add/news/newspage/{parent}/preview/", PAGE_FIELDS),
    Attack("picture at a size", "get", "/admin/images/{picture}/preview/max-10x10/"),
    Attack("address of a picture", "get", "/admin/images/{picture}/generate_url/max-10x10/"),
    Attack("preview in an approval", "get", "/admin/pages/workflow/preview/{page}/{task}/"),
    # Export (CVE-2026-44199)
    Attack("export of page types", "get", "/admin/reports/page-types-usage/?export=csv"),
    Attack("export of messages", "get", "/admin/snippets/cms/visitormessage/?export=csv"),
    Attack("export of people", "get", "/admin/users/?export=xlsx"),
    Attack("export of redirects", "get", "/admin/redirects/?export=csv"),
    # API (GHSA-3vrh, CVE-2026-44201)
    Attack("page from the API of the interface", "get", "/admin/api/main/pages/{page}/"),
    Attack("picture from the API", "get", "/admin/api/main/images/{picture}/"),
    Attack("file from the API", "get", "/admin/api/main/documents/{file}/"),
    # Go-live and approval
    Attack(
        "publish in the past",
        "post",
        "/admin/pages/{page}/edit/",
        {**PAGE_FIELDS, "go_live_at": PAST, "action-publish": "1"},
    ),
    Attack("stop a planned publication", "post", "/admin/pages/{page}/revisions/{revision}/unschedule/"),
    Attack("approve", "post", "/admin/pages/workflow/action/{page}/approve/{task}/"),
    Attack("send back", "post", "/admin/pages/workflow/action/{page}/reject/{task}/", {"comment": "x"}),
    Attack("end an approval", "get", "/admin/pages/workflow/confirm_cancellation/{page}/"),
    Attack("state of an approval", "get", "/admin/pages/workflow/status/{page}/"),
    # Translation (CVE-2026-28223, -54262)
    Attack("translate", "get", "/admin/translation/submit/page/{page}/"),
    Attack(
        "translate for good",
        "post",
        "/admin/translation/submit/page/{page}/",
        {"locales": "2", "include_subtree": "on"},
    ),
    # Bulk (CVE-2023-45809)
    Attack("delete in bulk", "post", "/admin/bulk/wagtailcore/page/delete/?id={page}"),
    Attack("publish in bulk", "post", "/admin/bulk/wagtailcore/page/publish/?id={page}", {"include_descendants": "on"}),
    Attack("unpublish in bulk", "post", "/admin/bulk/wagtailcore/page/unpublish/?id={page}"),
    Attack("move in bulk", "post", "/admin/bulk/wagtailcore/page/move/?id={page}", {"chooser": "{corner}"}),
    Attack("names of people in bulk", "get", "/admin/bulk/accounts/user/delete/?id=all"),
    Attack("pictures in bulk", "post", "/admin/bulk/cms/picture/add_to_collection/?id={picture}", {"collection": "1"}),
    Attack("files in bulk", "get", "/admin/bulk/cms/file/delete/?id={file}"),
    # Pages
    Attack("edit", "get", "/admin/pages/{page}/edit/"),
    Attack("delete", "post", "/admin/pages/{page}/delete/"),
    Attack("unpublish", "post", "/admin/pages/{page}/unpublish/"),
    Attack("move", "post", "/admin/pages/{page}/move/{corner}/confirm/"),
    Attack("add below", "get", "/admin/pages/add/news/newspage/{parent}/"),
    Attack("reorder", "get", "/admin/pages/{parent}/reorder/"),
    Attack("who may see it", "post", "/admin/pages/{page}/privacy/", {"restriction_type": "none"}),
    Attack("lock", "post", "/admin/pages/{page}/lock/"),
    Attack("use", "get", "/admin/pages/{page}/usage/"),
    # Snippets, documents, images, settings, people (GHSA-w2v8, -xxfm, -c2xx, -92hv)
    Attack("edit a record", "get", "/admin/snippets/directory/department/edit/{department}/"),
    Attack("edit a message", "get", "/admin/snippets/cms/visitormessage/edit/{message}/"),
    Attack("edit a picture", "get", "/admin/images/{picture}/"),
    Attack(
        "edit a picture among new ones", "post", "/admin/images/multiple/{picture}/", {"image-{picture}-title": "x"}
    ),
    Attack("delete a picture", "post", "/admin/images/{picture}/delete/"),
    Attack("use of a picture", "get", "/admin/images/usage/{picture}/"),
    Attack("edit a file", "get", "/admin/documents/edit/{file}/"),
    Attack("delete a file", "post", "/admin/documents/delete/{file}/"),
    Attack("use of a file", "get", "/admin/documents/usage/{file}/"),
    Attack("settings", "get", "/admin/settings/cms/townsettings/"),
    Attack("people", "get", "/admin/users/"),
    Attack("a person", "get", "/admin/users/edit/{editor}/"),
    Attack("roles", "get", "/admin/groups/"),
    Attack("collections", "get", "/admin/collections/"),
    Attack("a collection", "get", "/admin/collections/{council}/"),
    Attack("workflows", "get", "/admin/workflows/list/"),
    Attack("locked pages", "get", "/admin/reports/locked/"),
]


@pytest.mark.parametrize("attack", ADVISORIES, ids=lambda attack: attack.name)
def test_an_attack_is_refused_shows_nothing_and_changes_nothing(town, attack):
    numbers = {**town.numbers, "editor": town.editor.pk}
    address = attack.address.format(**numbers)
    fields = {name.format(**numbers): value.format(**numbers) for name, value in attack.fields.items()}
    before = state_of(town)
    response = getattr(signed_in(town.pupil), attack.method)(address, fields)
    assert_refused(response, address)
    call_command("publish_scheduled")
    assert state_of(town) == before


@pytest.mark.parametrize(
    "address",
    [
        "/admin/",
        "/admin/pages/",
        "/admin/pages/{root}/",
        "/admin/pages/{corner}/",
        "/admin/pages/search/?q=Haushalt",
        "/admin/pages/search/?q=GEHEIMNIS",
        "/admin/choose-page/",
        "/admin/choose-page/{page}/",
        "/admin/choose-page/search/?q=GEHEIMNIS",
        "/admin/images/",
        "/admin/images/?q=GEHEIMNIS",
        "/admin/images/chooser/results/?q=GEHEIMNIS",
        "/admin/documents/?q=GEHEIMNIS",
        "/admin/documents/chooser/results/?q=GEHEIMNIS",
        "/admin/api/main/pages/?fields=*&for_explorer=1",
        "/admin/api/main/pages/?search=GEHEIMNIS",
        "/admin/api/main/images/?fields=*",
        "/admin/api/main/documents/?fields=*",
        "/admin/reports/site-history/",
        "/admin/reports/site-history/?export=csv",
        "/admin/reports/aging-pages/?export=csv",
        "/admin/reports/workflow/",
        "/admin/reports/workflow_tasks/",
        "/admin/what-may-i/",
        "/api/v1/news/",
        "/suche/?q=Haushalt",
        "/aktuelles/",
        "/aktuelles/feed/",
        "/sitemap.xml",
    ],
)
def test_what_answers_a_pupil_shows_nothing_of_other_branches(town, address):
    response = signed_in(town.pupil).get(address.format(**town.numbers))
    assert response.status_code in {200, 302, 400, 403}
    # The word that was searched for is repeated.
    shown = re.sub(rf'q={SECRET}|value="{SECRET}"|<em>{SECRET}</em>|„{SECRET}“', "", body_of(response))
    assert SECRET not in shown


def test_an_own_page_with_a_past_date_stays_a_draft_also_when_the_clock_strikes(town):
    client = signed_in(town.pupil)
    fields = {**PAGE_FIELDS, "slug": "pausenhof", "go_live_at": PAST, "action-publish": "1"}
    client.post(f"/admin/pages/{town.own.pk}/edit/", fields)
    NewsPage.objects.get(pk=town.own.pk).get_latest_revision()
    call_command("publish_scheduled")
    assert not NewsPage.objects.get(pk=town.own.pk).live


class OwnView(NamedTuple):
    """An address of ours in the editors' interface, with the record it is about, if any, and whether we wrote the view."""

    route: str
    model: str
    is_our_code: bool = True


def own_views(patterns: list, before: str = "") -> Iterator[OwnView]:
    """Every address below /admin/ that one of our rooms answers or whose record belongs to one."""
    for pattern in patterns:
        route = before + re.sub(r"^\^|\$$|\\Z", "", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from own_views(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and route.startswith("admin/") and is_ours(route, pattern):
            yield OwnView(route, model_of(route, pattern.callback), is_of_room(pattern.callback))


def is_ours(route: str, pattern: URLPattern) -> bool:
    """Whether it stands before one of Wagtail's views, is a function of a room, or shows a record of one."""
    if pattern in (*own_pages.urlpatterns, *guards.urlpatterns):
        return True
    view = pattern.callback
    return (
        is_of_room(view)
        or model_of(route, view).partition(".")[0] in ROOMS
        or any(f"/{room}/" in route for room in ROOMS)
    )


def is_of_room(view: Any) -> bool:
    return view.__module__.partition(".")[0] in ROOMS


def model_of(route: str, view: Any) -> str:
    """The label of the record that a view is about."""
    model = getattr(view, "view_initkwargs", {}).get("model") or getattr(
        getattr(view, "view_class", None), "model", None
    )
    if isinstance(model, type):
        return model._meta.label_lower
    found = re.search(rf"/({'|'.join(ROOMS)})/([a-z]+)/", route)
    return f"{found[1]}.{found[2]}" if found else ""


VIEWS = {view.route: view for view in own_views(get_resolver().url_patterns)}
# What pupils may open, and why. Nothing of other branches may stand there either.
OPEN_TO_PUPILS = {
    "admin/what-may-i/": "their own rights",
    "admin/password_reset/": "a mail to themselves",
    "admin/leika-keys/": "a public list",
    "admin/choose-page/<int:parent_page_id>/": "begins at their own corner",
    "admin/choose-page/chosen-multiple/": "asks for no page here",
} | dict.fromkeys(
    (
        "admin/api/main/documents/",
        "admin/api/main/images/",
        "admin/choose-page/search/",
        "admin/documents/",
        "admin/documents/results/",
        "admin/images/",
        "admin/images/results/",
        "admin/images/chooser/",
        "admin/images/chooser/results/",
        "admin/images/chooser/chosen-multiple/",
        "admin/images/chooser/create/",
        "admin/pages/search/",
        "admin/pages/search/results/",
        "admin/reports/links/",
        "admin/reports/links/results/",
        "admin/reports/planned/",
        "admin/reports/planned/results/",
        "admin/reports/reference-changes/",
        "admin/reports/reference-changes/results/",
        "admin/reports/services/",
        "admin/reports/services/results/",
        "admin/reports/upkeep/",
        "admin/reports/upkeep/results/",
    ),
    "lists of what they may change or use",
)
# Public facts that a news item can point to: who is in charge, whom to ask, where it is.
CHOOSABLE = ("directory/", "news/newstopic", "service_catalogue/")


def address_of(view: OwnView, town: Town) -> str:
    """The address with the number of an existing record; what nobody has made has the number 1."""
    number = town.records.get(view.model, 1)
    values = {"app_label": "directory", "model_name": "department", "action": "delete", "action_name": "approve"}
    values |= {"page_id": town.foreign.pk, "parent_page_id": town.foreign.pk, "task_state_id": town.numbers["task"]}
    route = re.sub(r"\(\?P<\w+>[^)]*\)", str(number), view.route).replace("\\", "")
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", lambda found: str(values.get(found[1], number)), route)


def is_open(route: str) -> bool:
    chooser = route.startswith(("admin/snippets/choose/", "admin/choose"))
    return route in OPEN_TO_PUPILS or (chooser and any(name in route for name in CHOOSABLE))


def test_the_walk_finds_our_views():
    assert len(VIEWS) > 100
    assert {"admin/what-may-i/", "admin/hand-over/", "admin/snippets/notices/notice/"} <= set(VIEWS)
    assert not set(OPEN_TO_PUPILS) - set(VIEWS)


@pytest.mark.parametrize("method", ["get", "post"])
def test_no_view_of_ours_answers_a_pupil(town, method):
    client = signed_in(town.pupil)
    before = state_of(town)
    wrong = []
    for route, view in VIEWS.items():
        address = address_of(view, town)
        response = getattr(client, method)(address)
        shows = SECRET in body_of(response)
        leads_away = response.status_code != 302 or response.url.partition("?")[0] in AWAY
        if shows or (not is_open(route) and not (response.status_code in REFUSED and leads_away)):
            wrong.append((address, response.status_code))
    assert not wrong, "\n".join(f"{address} {status}" for address, status in wrong)
    assert state_of(town) == before


def test_the_same_views_answer_those_who_may(town):
    """The walk would mean nothing if the addresses were wrong."""
    everything = User.objects.create_superuser("alles")
    client = signed_in(everything)
    answers = [client.get(address_of(view, town)).status_code for view in VIEWS.values()]
    assert answers.count(200) > len(answers) / 2
    assert not [status for status in answers if status >= 500]


def test_a_pupil_never_becomes_more(town):
    """Fields of the form for people, sent to every address for one's own account."""
    client = signed_in(town.pupil)
    more = {
        "is_superuser": "on",
        "groups": str(Group.objects.get(name=EDITORS).pk),
        "username": "mia",
        "is_active": "on",
    }
    for address in (
        "/admin/account/",
        f"/admin/users/edit/{town.pupil.pk}/",
        "/admin/users/add/",
        "/admin/groups/add/",
    ):
        client.post(address, more)
    pupil = User.objects.get(pk=town.pupil.pk)
    assert not pupil.is_superuser
    assert [group.name for group in pupil.groups.all()] == ["Schülerzeitung"]
