"""Pictures and the shared records of the demo town: departments, people, places, topics, online services."""

from datetime import date, time, timedelta
from typing import Any

from django.core.files.images import ImageFile
from django.utils import timezone
from wagtail.models import Collection

from accounts.roles import PUPILS, own_collection
from cms.media import Picture
from demo.content import PICTURES, read, read_pictures
from directory.models import Closure, ContactPerson, Department, OpeningHours, Place, SpecialHours
from notices.models import Notice, Scope
from service_catalogue.models import OnlineService, ServicePage, Topic

COLLECTION = "Haselbrück"
SATURDAY = 5


def load_pictures(of_school: set[str]) -> dict[str, Picture]:
    """Every picture by its slug; those of the school newspaper lie in its own collection."""
    town, school = own_collection(COLLECTION), own_collection(PUPILS)
    return {
        entry["slug"]: load_picture(entry, school if entry["slug"] in of_school else town) for entry in read_pictures()
    }


def load_picture(entry: dict[str, str], collection: Collection) -> Picture:
    found = Picture.objects.filter(title=entry["title"], collection=collection).first()
    if found:
        return found
    with (PICTURES / entry["file"]).open("rb") as file:
        return Picture.objects.create(
            title=entry["title"],
            file=ImageFile(file, name=entry["file"]),
            description=entry["alt"],
            credit=entry["credit"],
            licence=entry["licence"],
            recognisable=0,  # all are drawn; demo.consents says which of them stand for photographs
            collection=collection,
        )


def load_places(pictures: dict[str, Picture], today: date) -> dict[str, Place]:
    return {entry["slug"]: load_place(entry, pictures, today) for entry in read("directory")["place"]}


def load_place(entry: dict[str, Any], pictures: dict[str, Picture], today: date) -> Place:
    plain = ("name", "description", "street", "postcode", "town", "phone", "accessibility", "public_transport")
    more = ("latitude", "longitude", "hours_note", "open_on_public_holidays")
    values = {name: entry[name] for name in (*plain, *more) if name in entry}
    values["picture"] = pictures.get(entry.get("picture", ""))
    place, is_new = Place.objects.get_or_create(slug=entry["slug"], defaults=values)
    if is_new:
        load_hours(place, entry, today)
    return place


def load_departments(places: dict[str, Place], today: date) -> dict[str, Department]:
    return {entry["slug"]: load_department(entry, places, today) for entry in read("directory")["department"]}


def load_department(entry: dict[str, Any], places: dict[str, Place], today: date) -> Department:
    plain = ("name", "short_name", "description", "phone", "email")
    values = {**{name: entry[name] for name in plain}, "place": places[entry["place"]]}
    department, is_new = Department.objects.get_or_create(slug=entry["slug"], defaults=values)
    if is_new:
        load_hours(department, entry, today)
    return department


def load_hours(record: Place | Department, entry: dict[str, Any], today: date) -> None:
    """The week, single days and closures, counted from the day on which the demo town is loaded."""
    record.hours.set([opening_hours(row, today) for row in entry.get("hours", [])])
    record.special_hours.set([special_hours(row, today) for row in entry.get("special_hours", [])])
    record.closures.set([closure(row, today) for row in entry.get("closures", [])])
    record.save()


def times(row: dict[str, Any]) -> dict[str, Any]:
    clock: dict[str, Any] = {name: time.fromisoformat(row[name]) for name in ("opens", "closes") if name in row}
    return {**clock, "kind": row.get("kind", "open")}


def opening_hours(row: dict[str, Any], today: date) -> OpeningHours:
    first, last = season(row, today) if "from" in row else (None, None)
    return OpeningHours(weekday=row["weekday"], valid_from=first, valid_until=last, **times(row))


def special_hours(row: dict[str, Any], today: date) -> SpecialHours:
    day = today + timedelta(days=row["offset_days"])
    workday = day + timedelta(days=7 - day.weekday() if day.weekday() >= SATURDAY else 0)
    return SpecialHours(day=workday, reason=row["label"], **times(row))


def closure(row: dict[str, Any], today: date) -> Closure:
    if "from" in row:
        first, last = season(row, today)
    else:
        first = today + timedelta(days=row["offset_days"])
        last = first + timedelta(days=row.get("days", 1) - 1)
    return Closure(first_day=first, last_day=last, reason=row["label"])


def season(row: dict[str, str], today: date) -> tuple[date, date]:
    """The running or the next time of the year between two days such as "03-01" and "10-31"."""
    for year in (today.year - 1, today.year, today.year + 1):
        first, last = (date.fromisoformat(f"{year}-{row[name]}") for name in ("from", "until"))
        last = last if first <= last else last.replace(year=year + 1)
        if last >= today:
            return first, last
    raise ValueError(f"There is no season from {row['from']} until {row['until']}.")


def load_people(departments: dict[str, Department]) -> dict[str, ContactPerson]:
    plain = ("function", "phone", "email", "room")
    return {
        entry["name"]: ContactPerson.objects.get_or_create(
            name=entry["name"],
            defaults={
                **{name: entry.get(name, "") for name in plain},
                "department": departments[entry["department"]],
            },
        )[0]
        for entry in read("directory")["person"]
    }


def load_topics() -> dict[str, Topic]:
    plain = ("name", "code", "order")
    return {
        entry["slug"]: Topic.objects.get_or_create(
            slug=entry["slug"], defaults={name: entry[name] for name in plain if name in entry}
        )[0]
        for entry in read("topics")["topic"]
    }


def load_online_services() -> dict[str, OnlineService]:
    plain = ("name", "kind", "confidence_level", "provider", "note")
    return {
        entry["slug"]: OnlineService.objects.get_or_create(
            url=entry["url"],
            defaults={
                **{name: entry.get(name, "") for name in plain},
                "payment_methods": ", ".join(entry.get("payment_methods", [])),
                "accounts": entry.get("accounts", []),
                "languages": entry.get("languages", []),
            },
        )[0]
        for entry in read("online_services")["online_service"]
    }


def load_notices(departments: dict[str, Department], services: dict[str, ServicePage]) -> None:
    """One for a department, one for a service, and one for all that is over."""
    now = timezone.now()
    for entry in read("notices")["notice"]:
        department, service = departments.get(entry.get("department", "")), services.get(entry.get("service", ""))
        Notice.objects.create(
            title=entry["title"],
            text=entry["text"],
            severity=entry["severity"],
            scope=Scope.DEPARTMENT if department else Scope.PAGE if service else Scope.SITE,
            department=department,
            page=service,
            starts_at=now - timedelta(days=2),
            ends_at=now + timedelta(days=entry["days"]),
        )
