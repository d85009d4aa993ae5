"""A service page for a visitor: the page and all that hangs on it come from the database in one query.

A service has ten kinds of things around it (fees, deadlines, keys, people …). Asked for one by one they would be
more queries than the rest of the page together, so the database hands them over as JSON lists beside the page.
"""

from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models
from django.db.models import OuterRef, QuerySet

from cms.json_rows import objects, rows
from directory.models import ContactPerson, Department
from service_catalogue.models.amounts import Deadline, Fee, ProcessingTime
from service_catalogue.models.codes import LeikaKey
from service_catalogue.models.online_services import OnlineService

if TYPE_CHECKING:
    from service_catalogue.models import ServiceIndexPage, ServicePage

CHILDREN: dict[str, type[models.Model]] = {"fees": Fee, "deadlines": Deadline, "processing_times": ProcessingTime}


def find(index: "ServiceIndexPage", slug: str) -> "ServicePage | None":
    """The page with this name in its address, ready to be shown without further questions."""
    own, reference = OuterRef("pk"), OuterRef("reference_id")
    children = {f"{name}_rows": rows(model._default_manager.filter(page=own)) for name, model in CHILDREN.items()}
    page = (
        apps.get_model("service_catalogue", "ServicePage")
        .objects.child_of(index)
        .filter(slug=slug)
        .select_related("reference", "department__place")
        .prefetch_related("department__place__hours", "department__place__closures")
        .annotate(
            **children,
            contact_rows=rows(ContactPerson.objects.filter(service_pages=own)),
            key_rows=rows(LeikaKey.objects.filter(service_pages=own)),
            reference_key_rows=rows(LeikaKey.objects.filter(references=reference)),
            online_rows=rows(OnlineService.objects.filter(service_pages=own)),
            reference_online_rows=rows(_held(OnlineService, reference)),
            department_rows=rows(_held(Department, reference)),
        )
        .first()
    )
    return _filled(page) if page else None


def _held(model: type[models.Model], reference: OuterRef) -> QuerySet:
    """Who is in charge of the page's reference; everybody once."""
    held = OuterRef("pk")
    responsibilities = apps.get_model("service_catalogue", "Responsibility").objects.filter(
        reference=OuterRef(reference), **{"online_service" if model is OnlineService else "department": held}
    )
    return model._default_manager.filter(models.Exists(responsibilities))


def _filled(page: Any) -> "ServicePage":
    related = {name: objects(model, getattr(page, f"{name}_rows")) for name, model in CHILDREN.items()}
    page._cluster_related_objects = related
    page.contact_list = objects(ContactPerson, page.contact_rows)
    page.current_keys = objects(LeikaKey, page.key_rows or page.reference_key_rows)
    page.current_online_services = page.in_order(objects(OnlineService, page.online_rows or page.reference_online_rows))
    page.current_departments = [page.department] if page.department else objects(Department, page.department_rows)
    return page
