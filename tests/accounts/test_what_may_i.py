"""“What may I?” says what Wagtail really allows, where that comes from and whom to ask."""

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.models import Page

from accounts.models import Deputy, User
from accounts.rights import grant_on_pages
from accounts.roles import ALARM, APPROVERS, EDITORS, PUPILS, ROLES, TEACHERS, TECHNICIANS, make_roles
from accounts.what_may_i import PAGE_DEEDS, Rights, place, rights_of
from directory.models import DepartmentRole
from tests.attacks import person, signed_in
from tests.factories.cms import make_home
from tests.factories.directory import DepartmentFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory
from tests.factories.service_catalogue import ServiceIndexPageFactory, ServicePageFactory

ADDRESS = "/admin/what-may-i/"


@pytest.fixture(scope="module")
def made(for_the_file):
    home = make_home()
    corner = NewsIndexPageFactory(parent=home, title="Die Haselmaus", slug="schuelerzeitung")
    NewsPageFactory(parent=corner, title="Pausenhof")
    NewsPageFactory(parent=NewsIndexPageFactory(parent=home, title="Aktuelles", slug="aktuelles"), title="Haushalt")
    make_roles(school_corner=corner)
    return corner


@pytest.fixture
def corner(made, db):
    return type(made).objects.get(pk=made.pk)


@pytest.fixture
def home(corner):
    return corner.get_parent().specific


def may_by_the_page(rights, page, codename):
    """Whether the tables say that somebody may do this with the page."""
    above = {place(parent) for parent in page.get_ancestors(inclusive=True)}
    return any(above & set(line.places) for line in rights.pages() if str(PAGE_DEEDS[codename]) in line.deeds)


@pytest.mark.parametrize("role", sorted(ROLES))
def test_it_says_what_wagtail_allows(corner, role):
    user = person("jemand", role)
    rights = rights_of(user)
    for page in Page.objects.filter(depth__gt=1):
        allowed = page.permissions_for_user(user)
        assert may_by_the_page(rights, page, "publish_page") == ("publish" in allowed.permissions), page
        assert may_by_the_page(rights, page, "add_page") == ("add" in allowed.permissions), page
        assert may_by_the_page(rights, page, "change_page") == allowed.can_edit(), page


@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_right_on_records_is_said_and_no_other(corner, role):
    group = Group.objects.get(name=role)
    wanted = {right.content_type for right in group.permissions.all() if right.codename != "access_admin"}
    assert len(Rights([group]).records()) == len({kind.model_class()._meta.verbose_name_plural for kind in wanted})


def test_a_pupil_reads_where_the_right_comes_from_the_way_of_a_text_and_the_last_day(corner):
    response = signed_in(person("mia", PUPILS)).get(ADDRESS)
    rights = response.context["rights"]
    assert [(line.places, line.sources) for line in rights.pages()] == [(["Die Haselmaus"], [PUPILS])]
    (way,) = rights.ways()
    assert [step.roles for step in way.steps] == [[TEACHERS], [APPROVERS, EDITORS]]
    assert [end.group.name for end in response.context["ends"]] == [PUPILS]
    assert "Aktuelles" not in response.text


def test_whom_to_ask_is_named(corner):
    editor = person("redaktion", EDITORS)
    editor.first_name, editor.last_name = "Ute", "Brandt"
    editor.save()
    gone = person("weg", EDITORS)
    gone.is_active = False
    gone.save()
    person("technik", TECHNICIANS)
    response = signed_in(person("mia", PUPILS)).get(ADDRESS)
    missing = response.context["rights"].missing()
    publishing = [line for line in missing if str(PAGE_DEEDS["publish_page"]) in line.what]
    assert [(line.roles, line.people) for line in publishing] == [([EDITORS], ["Ute Brandt"])]
    assert response.context["givers"] == ["technik"]


def test_a_right_beside_the_roles_is_found_too(corner):
    """Computed from the rights, not from a list of roles."""
    own = Group.objects.create(name="Eigene")
    own.permissions.set(Group.objects.get(name=ALARM).permissions.all())
    assert [line.deeds for line in Rights([own]).records()] == [
        line.deeds for line in Rights([Group.objects.get(name=ALARM)]).records()
    ]


def test_who_decides_reads_which_texts(corner):
    (line,) = Rights([Group.objects.get(name=TEACHERS)]).approvals()
    assert (line.places, line.deeds, line.sources) == (["Die Haselmaus"], [TEACHERS], [TEACHERS])
    assert len(Rights([Group.objects.get(name=APPROVERS)]).approvals()) == 2


def test_a_deputy_reads_for_whom_and_until_when(corner):
    boss, anna = person("chefin", APPROVERS), person("anna", ALARM)
    day = timezone.localdate()
    Deputy.objects.create(person=boss, deputy=anna, starts_on=day, ends_on=day)
    sources = {source for line in rights_of(anna).approvals() for source in line.sources}
    assert len(sources) == 1
    assert "chefin" in sources.pop()


def test_a_department_reads_its_branch_and_its_services(home, corner):
    department = DepartmentFactory(name="Bauamt")
    index = ServiceIndexPageFactory(parent=home)
    services = [ServicePageFactory(parent=index, department=department) for _number in range(9)]
    role = DepartmentRole.objects.create(department=department, branch=NewsIndexPageFactory(parent=home, title="Bauen"))
    rights = Rights([role.group])
    assert [line.places for line in rights.pages()] in (
        [["Bauen"], [page.title for page in services]],
        [[page.title for page in services], ["Bauen"]],
    )
    (way,) = rights.ways()
    assert [step.roles for step in way.steps] == [[APPROVERS, EDITORS]]


def test_technik_looks_at_it_as_any_role_and_nobody_else_does(corner):
    role = Group.objects.get(name=PUPILS)
    shown = signed_in(person("technik", TECHNICIANS)).get(ADDRESS, {"role": role.pk})
    assert shown.context["role"] == role
    assert [line.places for line in shown.context["rights"].pages()] == [["Die Haselmaus"]]
    shown = signed_in(person("mia", PUPILS)).get(ADDRESS, {"role": Group.objects.get(name=EDITORS).pk})
    assert shown.context["role"] is None
    assert shown.context["form"] is None


@pytest.mark.parametrize("role", ["abc", "99999", "", "9" * 30])
def test_a_senseless_role_does_no_harm(corner, role):
    assert signed_in(person("technik", TECHNICIANS)).get(ADDRESS, {"role": role}).status_code in {200, 404}


def test_without_a_role_and_as_an_administrator(corner):
    nobody = person("niemand")
    assert rights_of(nobody).pages() == []
    assert len(rights_of(nobody).missing()) > 10
    boss = User.objects.create_superuser("chefin")
    assert rights_of(boss).missing() == []
    assert signed_in(boss).get(ADDRESS).status_code == 200


def test_it_asks_the_database_few_questions(corner, client, django_assert_max_num_queries):
    client.force_login(person("mia", PUPILS))
    client.get(ADDRESS)
    with django_assert_max_num_queries(60):
        client.get(ADDRESS)


def test_many_single_pages_are_asked_for_at_once(corner, home, django_assert_max_num_queries):
    pages = [
        ServicePageFactory(parent=ServiceIndexPageFactory(parent=home, slug=f"l{n}"), title=f"L{n}") for n in range(6)
    ]
    group = Group.objects.create(name="Amt")
    grant_on_pages(group, {page.pk: ("change",) for page in pages})
    with django_assert_max_num_queries(7):
        (way,) = Rights([group]).ways()
    assert [step.roles for step in way.steps] == [[APPROVERS, EDITORS]]
    assert way.where.startswith("L0, L1, L2, L3, L4")
    assert all(page.get_workflow().name == "Freigabe" for page in pages)
