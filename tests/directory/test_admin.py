"""Places and departments in the editors' interface."""

import re
from datetime import time

import pytest
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from directory.models import Department, Place
from tests.factories.directory import ContactPersonFactory, DepartmentFactory, PlaceFactory


@pytest.fixture
def place(home):
    return PlaceFactory(name="Rathaus", slug="rathaus")


def line(opens, closes, weekday=0, kind="open", **values):
    return {"weekday": weekday, "opens": opens, "closes": closes, "kind": kind, **values}


def form(record, *, hours=(), special_hours=(), closures=(), **values):
    names = ["name", "slug", "street", "postcode", "town", "phone"]
    names += ["description", "short_name", "email", "hours_text"] if isinstance(record, Department) else []
    rows = {"hours": hours, "special_hours": special_hours, "closures": closures}
    return nested_form_data(
        {
            **{name: getattr(record, name) for name in names},
            **({} if isinstance(record, Department) else {"description": "null"}),
            **{name: inline_formset(list(lines)) for name, lines in rows.items()},
            **values,
        }
    )


def edit(client, record, **values):
    model = record._meta.model_name
    follow = {"follow_delivery": values.pop("follow", [])}
    return client.post(f"/admin/snippets/directory/{model}/edit/{record.pk}/", {**form(record, **values), **follow})


def test_a_week_with_a_break_is_saved(admin_client, place):
    response = edit(admin_client, place, hours=[line("08:00", "12:00"), line("12:00", "13:00", kind="closed")])
    assert response.status_code == 302
    assert [row.kind for row in Place.objects.get().hours.all()] == ["open", "closed"]


def test_a_department_keeps_hours_of_its_own(admin_client, home):
    department = DepartmentFactory()
    assert edit(admin_client, department, hours=[line("10:00", "00:00")]).status_code == 302
    assert [row.closes for row in department.hours.all()] == [time(0)]


@pytest.mark.parametrize(
    "rows",
    [
        {"hours": [line("08:00", "12:00"), line("11:30", "14:00")]},
        {
            "special_hours": [
                {"day": "2026-12-24", "opens": o, "closes": "12:00", "kind": "open"} for o in ("08:00", "9:00")
            ]
        },
        {"hours": [line("12:00", "08:00")]},
        {"hours": [line("", "08:00")]},
        {"hours": [line("25:00", "halb acht")]},
        {"closures": [{"first_day": "2026-12-24", "last_day": "2026-12-01"}]},
    ],
)
def test_hours_that_make_no_sense_are_refused_and_nothing_is_saved(admin_client, place, rows):
    response = edit(admin_client, place, name="Anderer Name", **rows)
    assert response.status_code == 200
    assert "error-message" in response.text
    place.refresh_from_db()
    assert (place.name, place.hours.count(), place.special_hours.count(), place.closures.count()) == (
        "Rathaus",
        0,
        0,
        0,
    )


def test_the_line_that_overlaps_names_the_other_once(admin_client, place):
    response = edit(admin_client, place, hours=[line("08:00", "12:00"), line("11:30", "14:00")])
    assert response.text.count("08:00–12:00") == 1


def test_a_line_that_is_being_deleted_contradicts_nothing(admin_client, place):
    assert edit(admin_client, place, hours=[line("08:00", "12:00")]).status_code == 302
    row = place.hours.get()
    old, new = line("08:00", "12:00", id=row.pk, DELETE="on"), line("09:00", "11:00")
    rows = inline_formset([old, new], initial=1)
    response = admin_client.post(
        f"/admin/snippets/directory/place/edit/{place.pk}/", {**form(place), **nested_form_data({"hours": rows})}
    )
    assert response.status_code == 302


@pytest.fixture
def imported(home):
    values = {"name": "Amt für Meldewesen", "phone": "0511 1", "email": "", "hours_text": "Mo 8–12"}
    return DepartmentFactory(
        name="Bürgerbüro",
        phone="0511 1",
        hours_text="Mo 8–12",
        source_agency="L100042",
        source_id="77",
        imported=values,
    )


def test_a_delivered_department_says_so_and_what_the_town_changed(admin_client, imported):
    html = admin_client.get(f"/admin/snippets/directory/department/edit/{imported.pk}/").text
    for words in ("L100042", "77", "Amt für Meldewesen"):
        assert words in html
    assert re.findall(r'name="follow_delivery" value="(\w+)"', html) == ["name"]


def test_a_department_of_the_town_says_nothing_of_deliveries(admin_client, home):
    html = admin_client.get(f"/admin/snippets/directory/department/edit/{DepartmentFactory().pk}/").text
    assert "follow_delivery" not in html
    assert 'name="name"' in html


def test_a_field_can_follow_the_delivery_again(admin_client, imported):
    response = edit(admin_client, imported, phone="0511 2", follow=["name"])
    assert response.status_code == 302
    imported.refresh_from_db()
    assert (imported.name, imported.phone) == ("Amt für Meldewesen", "0511 2")
    assert [field.name for field in imported.changed_by_the_town] == ["phone"]


def test_other_fields_cannot_be_smuggled_in(admin_client, imported):
    assert edit(admin_client, imported, follow=["source_id"]).status_code == 200


def test_editing_and_deleting_name_the_uses(admin_client, imported):
    ContactPersonFactory(name="Erika Muster", department=imported)
    for action in ("edit", "delete"):
        html = admin_client.get(f"/admin/snippets/directory/department/{action}/{imported.pk}/").text
        assert "Erika Muster" in html
    admin_client.post(f"/admin/snippets/directory/department/delete/{imported.pk}/")
    assert not Department.objects.exists()


def test_deleting_what_is_used_nowhere_names_nothing(admin_client, place):
    html = admin_client.get(f"/admin/snippets/directory/place/delete/{place.pk}/").text
    assert "<form" in html
    assert "/admin/snippets/directory/department/edit/" not in html
