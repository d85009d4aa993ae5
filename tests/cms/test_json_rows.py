"""Rows of another table beside a record, in one query."""

import pytest
from django.db.models import OuterRef

from cms.json_rows import objects, rows
from cms.models import VisitorMessage
from directory.models import ContactPerson, Department
from tests.factories.directory import ContactPersonFactory, DepartmentFactory

pytestmark = pytest.mark.django_db


def test_rows_come_with_their_record_in_one_query_and_in_their_order(django_assert_num_queries):
    department, other = DepartmentFactory(), DepartmentFactory()
    for name in ("Özlem", "Bernd", 'Ann "Kathrin"'):
        ContactPersonFactory(name=name, department=department)
    people = rows(ContactPerson.objects.filter(department=OuterRef("pk")))
    with django_assert_num_queries(1):
        found = {item.pk: item.people_rows for item in Department.objects.annotate(people_rows=people)}
    assert [person.name for person in objects(ContactPerson, found[department.pk])] == [
        'Ann "Kathrin"',
        "Bernd",
        "Özlem",
    ]
    assert found[other.pk] == []


def test_moments_keep_their_time_zone():
    message = VisitorMessage.objects.create(text="Guten Tag")
    listed = VisitorMessage.objects.annotate(again=rows(VisitorMessage.objects.filter(pk=OuterRef("pk")))).get()
    assert objects(VisitorMessage, listed.again)[0].sent_at == message.sent_at
