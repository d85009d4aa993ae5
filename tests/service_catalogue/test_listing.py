"""The lists follow whatever changes, and their numbers stay exact."""

import random
from collections import Counter
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cms.signals import content_changed
from cms.visibility import for_everybody
from directory.models import Department
from service_catalogue import clock, listing
from service_catalogue.listing.keeping import is_valid
from service_catalogue.listing.titles import initial, sort_key
from service_catalogue.models import (
    ListedService,
    OnlineService,
    Responsibility,
    ServiceCount,
    ServiceIndexPage,
    ServicePage,
    ShelvedService,
    Topic,
)
from service_catalogue.signal_handlers import fill_lists
from tests.factories.directory import DepartmentFactory
from tests.factories.service_catalogue import (
    LeikaKeyFactory,
    OnlineServiceFactory,
    ReferenceServiceFactory,
    ResponsibilityFactory,
    ServiceIndexPageFactory,
    ServicePageFactory,
    TopicFactory,
)

TODAY = timezone.localdate()
NUMBERS = ["services", "services_online", "citizens", "citizens_online", "businesses", "businesses_online"]


def true_lists():
    """What should be listed, asked of every page by itself."""
    pages = [page for page in for_everybody(ServicePage.objects.all()) if is_valid(page, TODAY)]
    services = {
        (page.pk, page.get_parent().pk, page.title, page.slug, page.is_online, page.status, page.wanted)
        for page in pages
    }
    return services, true_counts(pages)


def true_counts(pages):
    counts = Counter()
    for page in pages:
        topics = [0, *(topic.pk for topic in page.current_topics)]
        departments = [0, *(department.pk for department in page.current_departments)]
        groups = {"services": True, "citizens": page.for_citizens, "businesses": page.for_businesses}
        for topic in topics:
            for department in departments:
                for letter in ("", initial(sort_key(page.title))):
                    place = (page.get_parent().pk, topic, department, letter)
                    for group, belongs in groups.items():
                        counts[(*place, group)] += belongs
                        counts[(*place, f"{group}_online")] += belongs and page.is_online
    return +counts


def stored_lists():
    rows = ListedService.objects.values_list("pk", "index", "title", "slug", "online", "status", "wanted")
    counts = Counter()
    for row in ServiceCount.objects.values("index", "topic", "department", "initial", *NUMBERS):
        for name in NUMBERS:
            counts[(row["index"], row["topic"], row["department"], row["initial"], name)] += row[name]
    return set(rows), counts


def assert_exact():
    services, counts = true_lists()
    stored_services, stored_counts = stored_lists()
    assert stored_services == services
    assert {place: number for place, number in stored_counts.items() if number} == counts


class Town:
    """A small town in which things happen at random, as editors, imports and checks of links make them happen."""

    def __init__(self, chance, home):
        self.chance = chance
        self.indexes = [ServiceIndexPageFactory(parent=home) for _ in range(2)]
        self.topics = TopicFactory.create_batch(3)
        self.departments = DepartmentFactory.create_batch(3)
        self.online = [OnlineServiceFactory(kind=kind) for kind in ("apply", "form", "appointment")]
        self.keys = LeikaKeyFactory.create_batch(3)
        self.references = ReferenceServiceFactory.create_batch(3)

    def some(self, things):
        return self.chance.sample(things, self.chance.randint(0, min(2, len(things))))

    def any_page(self):
        page = self.chance.choice(list(ServicePage.objects.order_by("pk")) or [None])
        return page or self.create()

    def change(self):
        self.chance.choice([
            self.create, self.create, self.edit, self.edit, self.unpublish, self.publish, self.delete, self.move, self.hide,
            self.open, self.deliver, self.break_link, self.change_kind, self.delete_topic, self.delete_department,
            self.delete_online, self.delete_many,
        ])()  # fmt: skip

    def values(self):
        today = [None, TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1)]
        return {
            "title": self.chance.choice(["Ämter", "Amt", "Bad", "115", "Zoo"]) + str(self.chance.randint(1, 9)),
            "topics": self.some(self.topics),
            "online_services": self.some(self.online),
            "leika_keys": self.some(self.keys),
            "department": self.chance.choice([*self.departments, None]),
            "reference": self.chance.choice([*self.references, None]),
            "for_citizens": self.chance.random() < 0.8,
            "for_businesses": self.chance.random() < 0.3,
            "wanted": self.chance.random() < 0.2,
            "status": self.chance.choice(["available", "unavailable"]),
            "status_reason": "Umbau",
            "valid_until": self.chance.choice(today),
        }

    def create(self):
        parent = ServiceIndexPage.objects.get(pk=self.chance.choice(self.indexes).pk)
        return ServicePageFactory(parent=parent, live=self.chance.random() < 0.8, **self.values())

    def edit(self):
        page = self.any_page()
        for name, value in self.values().items():
            setattr(page, name, value)
        revision = page.save_revision()
        if self.chance.random() < 0.7:
            revision.publish()

    def unpublish(self):
        self.any_page().unpublish()

    def publish(self):
        self.any_page().save_revision().publish()

    def delete(self):
        Page.objects.get(pk=self.any_page().pk).delete()

    def delete_many(self):
        Page.objects.filter(pk__in=[self.any_page().pk, self.any_page().pk]).delete()

    def move(self):
        target = self.chance.choice(self.indexes)
        self.any_page().move(Page.objects.get(pk=target.pk), pos="last-child")

    def hide(self):
        page = self.chance.choice([self.any_page(), *self.indexes])
        PageViewRestriction.objects.create(page=Page.objects.get(pk=page.pk), restriction_type="login")

    def open(self):
        for restriction in PageViewRestriction.objects.all():
            restriction.delete()

    def deliver(self):
        """An import changes references in bulk and tells of the pages afterwards."""
        reference = self.chance.choice(self.references)
        reference.topics.set(self.some(self.topics))
        Responsibility.objects.filter(reference=reference).delete()
        for department, online in zip(self.some(self.departments), self.some(self.online), strict=False):
            ResponsibilityFactory(reference=reference, department=department)
            ResponsibilityFactory(reference=reference, online_service=online)
        content_changed.send(ServicePage, instances=list(reference.pages.all()))

    def break_link(self):
        online = self.chance.choice(self.online)
        state = self.chance.choice(["ok", "broken"])
        OnlineService.objects.filter(pk=online.pk).update(link_state=state)
        content_changed.send(ServicePage, instances=list(ServicePage.objects.all()))

    def change_kind(self):
        online = OnlineService.objects.get(pk=self.chance.choice(self.online).pk)
        online.kind = self.chance.choice(["apply", "form"])
        online.save()

    def delete_topic(self):
        self.topics.append(TopicFactory())
        self.topics.pop(0).delete()

    def delete_department(self):
        self.departments.append(DepartmentFactory())
        self.departments.pop(0).delete()

    def delete_online(self):
        self.online.append(OnlineServiceFactory())
        self.online.pop(0).delete()


@pytest.mark.parametrize("seed", range(4))
def test_whatever_happens_the_lists_stay_exact(home, seed):
    town = Town(random.Random(seed), home)
    for _ in range(20):
        town.change()
        assert_exact()
    assert listing.rebuild() == (0, 0)


def test_a_section_of_pages_is_deleted_with_its_restriction(index_page):
    ServicePageFactory(parent=index_page)
    PageViewRestriction.objects.create(page=index_page, restriction_type="login")
    ServicePageFactory(parent=index_page)
    Page.objects.get(pk=index_page.pk).delete()
    assert not ListedService.objects.exists()
    assert not ShelvedService.objects.exists()
    assert not ServiceCount.objects.exists()


def test_moving_an_overview_into_the_dark_hides_its_services(home, index_page):
    page = ServicePageFactory(parent=index_page)
    hidden = ServiceIndexPageFactory(parent=home)
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    page.move(hidden, pos="last-child")
    assert_exact()
    assert not ListedService.objects.exists()


def test_a_draft_changes_nothing_and_costs_nothing(index_page):
    page = ServicePageFactory(parent=index_page, title="Alt")
    page.title = "Neu"
    with CaptureQueriesContext(
        connection,
    ) as captured:
        page.save_revision()
    assert not [query for query in captured if "listedservice" in query["sql"]]
    assert ListedService.objects.get().title == "Alt"


def test_a_rebuild_finds_and_mends_what_is_wrong(index_page):
    pages = [ServicePageFactory(parent=index_page, title=title, topics=[TopicFactory()]) for title in "ABC"]
    ListedService.objects.filter(pk=pages[0].pk).update(title="Falsch")
    ServicePage.objects.filter(pk=pages[1].pk).update(live=False)
    ServiceCount.objects.filter(initial="C").update(services=7, citizens_online=-1)
    output = StringIO()
    call_command("update_service_index", stdout=output)
    assert output.getvalue().startswith("2 services were listed wrongly, 2 numbers")
    assert_exact()
    assert listing.rebuild() == (0, 0)
    assert not ServiceCount.objects.filter(services=0).exists()


@pytest.mark.parametrize(("first", "last", "listed"), [(0, 0, 1), (1, None, 0), (None, -1, 0), (-3, 3, 1)])
@pytest.mark.parametrize("at_the_source", [False, True])
def test_a_service_begins_and_ends_with_a_day(index_page, monkeypatch, first, last, listed, at_the_source):
    days = {
        "valid_from": first if first is None else TODAY + timedelta(days=first),
        "valid_until": last if last is None else TODAY + timedelta(days=last),
    }
    reference = ReferenceServiceFactory(**(days if at_the_source else {}))
    ServicePageFactory(parent=index_page, reference=reference, **({} if at_the_source else days))
    assert ListedService.objects.count() == listed


def test_at_midnight_services_begin_and_end(index_page, monkeypatch):
    ServicePageFactory(parent=index_page, title="Heute", valid_until=TODAY)
    ServicePageFactory(parent=index_page, title="Morgen", valid_from=TODAY + timedelta(days=1))
    assert [service.title for service in ListedService.objects.all()] == ["Heute"]
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY + timedelta(days=1))
    clock.update_lists()
    assert [service.title for service in ListedService.objects.all()] == ["Morgen"]
    assert ServiceCount.objects.get(topic=0, department=0, initial="").services == 1


def test_a_town_that_comes_from_an_older_version_gets_its_lists(index_page):
    ServicePageFactory(parent=index_page)
    ListedService.objects.all().delete()
    ServiceCount.objects.all().delete()
    fill_lists(None, using="default")
    assert_exact()
    assert ListedService.objects.count() == 1


def test_an_import_of_many_pages_costs_a_handful_of_queries(index_page, django_assert_max_num_queries):
    for title in "ABCDEFGHIJKL":
        reference = ReferenceServiceFactory()
        reference.topics.add(TopicFactory())
        reference.leika_keys.add(LeikaKeyFactory())
        ResponsibilityFactory(reference=reference, department=DepartmentFactory())
        ServicePageFactory(parent=index_page, title=title, reference=reference)
    pages = list(ServicePage.objects.all())
    ListedService.objects.all().delete()
    ServiceCount.objects.all().delete()
    with django_assert_max_num_queries(27):
        assert listing.update(pages) == 12
    assert_exact()
    with django_assert_max_num_queries(18):
        assert listing.update(pages) == 0


def test_addresses_with_gaps_cost_no_query_per_page(index_page, django_assert_max_num_queries):
    department = DepartmentFactory(source_id="oe-1")
    online = OnlineServiceFactory(url="https://antrag.example/{lang}/{ars}/{leika}")
    for title in "ABCDEF":
        ServicePageFactory(
            parent=index_page,
            title=title,
            online_services=[online],
            leika_keys=[LeikaKeyFactory()],
            department=department,
        )
    with django_assert_max_num_queries(20):
        assert listing.update(ServicePage.objects.all()) == 0


def test_an_address_with_gaps_may_work_on_one_page_only(index_page):
    online = OnlineServiceFactory(url="https://antrag.example/{leika}", kind="form")
    with_key, without = [
        ServicePageFactory(parent=index_page, online_services=[online], leika_keys=keys)
        for keys in ([LeikaKeyFactory()], [])
    ]
    online.kind = "apply"
    online.save()
    assert ListedService.objects.get(pk=with_key.pk).online
    assert not ListedService.objects.get(pk=without.pk).online
    assert_exact()


def test_an_import_writes_in_portions(index_page, monkeypatch):
    monkeypatch.setattr("service_catalogue.listing.keeping.PAGES_AT_ONCE", 2)
    monkeypatch.setattr("service_catalogue.listing.counting.ROWS_AT_ONCE", 3)
    pages = [ServicePageFactory(parent=index_page, title=title, topics=[TopicFactory()]) for title in "ABCDE"]
    ListedService.objects.all().delete()
    ServiceCount.objects.all().delete()
    assert listing.update(pages) == 5
    assert_exact()


def test_names_are_looked_up_and_not_copied(index_page, client):
    topic, department = TopicFactory(name="Alt"), DepartmentFactory(name="Altes Amt")
    ServicePageFactory(parent=index_page, topics=[topic], department=department)
    Topic.objects.filter(pk=topic.pk).update(name="Neu")
    Department.objects.filter(pk=department.pk).update(name="Neues Amt")
    html = client.get(index_page.url).text
    assert "Neu " in html
    assert "Neues Amt (1)" in html


def test_a_page_below_something_else_is_in_no_list(index_page):
    page = ServicePageFactory(parent=index_page)
    ServicePageFactory(parent=page)
    assert ListedService.objects.get().pk == page.pk
    assert ServiceIndexPage.objects.count() == 1
