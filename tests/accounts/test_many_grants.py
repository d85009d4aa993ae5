"""Rights on many single pages: the same pages as Wagtail finds, in few conditions."""

import random
from itertools import combinations

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page
from wagtail.permissions import page_permission_policy as policy

from accounts.many_grants import WORK
from tests.factories.accounts import make_person
from tests.factories.cms import StandardPageFactory

pytestmark = pytest.mark.django_db
DEEDS = ["add", "change", "publish", "lock", "bulk_delete"]


@pytest.fixture
def writer(db):
    """Somebody with a group of their own and no right yet."""
    person = make_person("amt", role="")
    person.groups.add(Group.objects.create(name="Amt"))
    return person


def allow(person, page, *deeds):
    for deed in deeds:
        right = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{deed}_page")
        GroupPagePermission.objects.create(group=person.groups.get(), page=page, permission=right)


def fresh(person):
    """The same person in the next request."""
    return type(person).objects.get(pk=person.pk)


def make_tree(home, owner) -> list[Page]:
    """Pages below pages, some of them owned by the person; also one whose path begins like another's."""
    pages = [home]
    chance = random.Random(7)
    for number in range(24):
        parent = Page.objects.get(pk=chance.choice(pages[:9]).pk).specific
        pages.append(StandardPageFactory(parent=parent, owner=owner if number % 3 == 0 else None))
    return list(Page.objects.filter(depth__gt=1))


def found_by_hand(person, tree, actions) -> set[int]:
    """Page by page, as Wagtail asks for a single one."""
    return {page.pk for page in tree if policy.user_has_any_permission_for_instance(person, actions, page)}


@pytest.mark.parametrize("seed", range(6))
def test_the_list_holds_what_wagtail_allows_page_by_page(home, writer, seed):
    tree = make_tree(home, writer)
    chance = random.Random(seed)
    for page in chance.sample(tree, 5):
        allow(writer, page, *chance.sample(DEEDS, 2))
    person = fresh(writer)
    for actions in [*({deed} for deed in DEEDS), *map(set, combinations(DEEDS[:3], 2)), WORK]:
        listed = set(policy.instances_user_has_any_permission_for(person, actions).values_list("pk", flat=True))
        assert listed == found_by_hand(person, tree, actions), actions


@pytest.mark.parametrize("seed", range(6))
def test_one_walks_through_those_and_the_way_down_to_them(home, writer, seed):
    tree = make_tree(home, writer)
    chosen = random.Random(seed).sample(tree, 4)
    for page in chosen:
        allow(writer, page, "change")
    person = fresh(writer)
    own = {page for page in tree if any(page.path.startswith(other.path) for other in chosen)}
    top = Page.objects.first_common_ancestor_of(chosen)
    ways = {step for page in chosen for step in page.get_ancestors() if step.path.startswith(top.path)}
    assert set(policy.explorable_instances(person)) == own | ways


def test_without_a_right_there_is_nothing(home, writer):
    assert not policy.instances_user_has_any_permission_for(writer, WORK).exists()
    assert not policy.explorable_instances(writer).filter(depth__gt=1).exists()


def test_a_department_in_charge_of_a_thousand_services_gets_in(home, writer):
    parent = StandardPageFactory(parent=home)
    rows = [
        Page(
            title=f"P{n}",
            slug=f"p{n}",
            path=f"{parent.path}{n:04}",
            depth=parent.depth + 1,
            content_type_id=parent.content_type_id,
            locale_id=parent.locale_id,
        )
        for n in range(1, 1001)
    ]
    pages = Page.objects.bulk_create(rows)
    Page.objects.filter(pk=parent.pk).update(numchild=1000)
    right = Permission.objects.get(content_type__app_label="wagtailcore", codename="change_page")
    group = writer.groups.get()
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page=page, permission=right) for page in pages
    )
    person = fresh(writer)
    assert policy.explorable_instances(person).count() == 1001
    assert policy.instances_user_has_any_permission_for(person, {"change"}).count() == 1000
