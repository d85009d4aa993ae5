"""The report on pages to read again."""

import pytest

from accounts.roles import make_roles
from directory.models import DepartmentRole
from tests.attacks import person
from tests.factories.cms import StandardPageFactory
from tests.factories.directory import DepartmentFactory
from tests.factories.upkeep import make_due

REPORT = "/admin/reports/upkeep/"


@pytest.fixture
def pages(home, django_user_model):
    """Three pages: one that is due, one of a department that nobody keeps and nobody has read, a draft."""
    eva = django_user_model.objects.create_user("eva", first_name="Eva", last_name="Kern")
    branch = StandardPageFactory(parent=home, title="=Bauen", first_published_at="2026-11-01T12:00Z")
    DepartmentRole.objects.create(department=DepartmentFactory(name="Bauamt"), branch=branch)
    make_due(StandardPageFactory(parent=home, title="Hundesteuer", owner=eva))
    make_due(branch, reviewed_on=None)
    make_due(StandardPageFactory(parent=home, title="Entwurf", live=False))
    return branch


def titles(answer):
    return {upkeep.page.title for upkeep in answer.context["object_list"]}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Hundesteuer", "=Bauen"}),
        ("?state=due", {"Hundesteuer"}),
        ("?state=without_keeper", {"=Bauen"}),
        ("?state=never_reviewed", {"=Bauen"}),
        ("?department=null", {"Hundesteuer"}),
        ("?mine=1", set()),
        ("?kind=law", set()),
        ("?q=hunde", {"Hundesteuer"}),
    ],
)
def test_filters(pages, admin_client, query, found):
    assert titles(admin_client.get(REPORT + query)) == found


def test_department_by_department(pages, admin_client):
    answer = admin_client.get(REPORT)
    rows = answer.context["standings"]
    counted = [(row.name, row.pages, row.due, row.without_keeper, row.never_reviewed) for row in rows]
    assert counted[0] == ("Bauamt", 1, 0, 1, 1)
    assert counted[1][1:] == (1, 1, 0, 0)
    department = DepartmentRole.objects.get().department
    assert titles(admin_client.get(f"{REPORT}?department={department.pk}")) == {"=Bauen"}
    assert "Eva Kern" in answer.text
    assert REPORT in admin_client.get("/admin/").text


def test_the_table_never_calculates(pages, admin_client):
    answer = admin_client.get(f"{REPORT}?export=csv&department={DepartmentRole.objects.get().department.pk}")
    text = b"".join(answer.streaming_content).decode()
    assert "'=Bauen,Bauamt" in text
    assert "\n=" not in text


def test_a_department_sees_its_own_pages(pages, client):
    make_roles()
    client.force_login(person("bauer", DepartmentRole.objects.get().group.name))
    answer = client.get(REPORT)
    assert titles(answer) == {"=Bauen"}
    assert [row.name for row in answer.context["standings"]] == ["Bauamt"]


def test_more_pages_ask_no_more_questions(pages, home, admin_client, django_assert_max_num_queries):
    admin_client.get(REPORT)
    for _number in range(20):
        make_due(StandardPageFactory(parent=home))
    with django_assert_max_num_queries(40):
        admin_client.get(REPORT)
