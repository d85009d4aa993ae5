"""A service page for a visitor: the page and all that hangs on it come from the database in two queries.

A service has ten kinds of things around it (fees, deadlines, keys, people …). Asked for one by one they would be
more queries than the rest of the page together, so the database hands them over as JSON lists beside the page.
The second query is for those in charge, with their opening hours.
"""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, QuerySet

from cms.json_rows import objects, rows
from cms.visibility import for_everybody
from directory.models import ContactPerson, Department
from service_catalogue.models.amounts import Deadline, Fee, ProcessingTime
from service_catalogue.models.codes import Area, LeikaKey, Topic
from service_catalogue.models.online_services import OnlineService

if TYPE_CHECKING:
    from service_catalogue.models import ServiceIndexPage, ServicePage

CHILDREN: dict[str, type[models.Model]] = {"fees": Fee, "deadlines": Deadline, "processing_times": ProcessingTime}


def find(index: "ServiceIndexPage", slug: str) -> "ServicePage | None":
    """The page with this name in its address, ready to be shown without further questions."""
    return _first(_pages().child_of(index).filter(slug=slug))


def find_one(primary_key: int) -> "ServicePage | None":
    """The public page with this number, ready to be shown without further questions."""
    return _first(for_everybody(_pages().filter(pk=primary_key)))


def _pages() -> Any:
    return apps.get_model("service_catalogue", "ServicePage").objects.all()


def _first(found: Any) -> "ServicePage | None":
    own, reference = OuterRef("pk"), OuterRef("reference_id")
    children = {f"{name}_rows": rows(model._default_manager.filter(page=own)) for name, model in CHILDREN.items()}
    page = (
        found.select_related("reference", "locale")
        .annotate(
            **children,
            contact_rows=rows(ContactPerson.objects.filter(service_pages=own)),
            key_rows=rows(LeikaKey.objects.filter(service_pages=own)),
            reference_key_rows=rows(LeikaKey.objects.filter(references=reference)),
            topic_rows=rows(Topic.objects.filter(service_pages=own)),
            reference_topic_rows=rows(Topic.objects.filter(references=reference)),
            area_rows=rows(Area.objects.filter(service_pages=own)),
            reference_area_rows=rows(Area.objects.filter(references=reference)),
            online_rows=rows(OnlineService.objects.filter(service_pages=own)),
            reference_online_rows=rows(_held_online(reference)),
        )
        .first()
    )
    return _filled(page) if page else None


def _held_online(reference: OuterRef) -> QuerySet:
    """The online services of the page's reference; each once."""
    held = _responsibilities().filter(reference=OuterRef(reference)).values("online_service")
    return OnlineService.objects.filter(pk__in=held)


def _departments(page: Any) -> list[Department]:
    """Who is in charge, with place and opening hours: the page says it, or else the reference."""
    departments = Department.objects.with_hours()
    if page.department_id:
        return list(departments.filter(pk=page.department_id))
    held = _responsibilities().filter(reference=page.reference_id).values("department")
    return list(departments.filter(pk__in=held)) if page.reference_id else []


def _responsibilities() -> QuerySet:
    return apps.get_model("service_catalogue", "Responsibility").objects.all()


def _filled(page: Any) -> "ServicePage":
    related = {name: objects(model, getattr(page, f"{name}_rows")) for name, model in CHILDREN.items()}
    page._cluster_related_objects = related
    page.contact_list = objects(ContactPerson, page.contact_rows)
    page.current_keys = objects(LeikaKey, page.key_rows or page.reference_key_rows)
    page.current_topics = objects(Topic, page.topic_rows or page.reference_topic_rows)
    page.current_areas = objects(Area, page.area_rows or page.reference_area_rows)
    page.current_online_services = page.in_order(objects(OnlineService, page.online_rows or page.reference_online_rows))
    page.current_departments = _departments(page)
    if page.department_id:
        page.department = page.current_departments[0]
    return page
