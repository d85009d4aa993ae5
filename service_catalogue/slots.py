"""What services put on other rooms' pages."""

from typing import Any

from django.http import HttpRequest

from cms.slots import Filling, fills
from cms.visibility import for_everybody
from service_catalogue import listing
from service_catalogue.models import ServiceIndexPage, ServicePage, Topic

WANTED = 8


@fills("home", order=10)
def most_wanted_services(request: HttpRequest, page: Any) -> Filling:
    index_page = ServiceIndexPage.objects.live().filter(locale=page.locale_id).first()
    if index_page is None:
        return None
    public = for_everybody(ServicePage.objects.child_of(index_page))
    wanted = public.filter(wanted=True).order_by("title")[:WANTED]
    topics = Topic.objects.filter(service_pages__in=ServicePage.objects.live().child_of(index_page)).distinct()
    return "service_catalogue/home_slot.html", {
        "wanted": wanted,
        "topics": topics,
        "service_index": index_page,
    }


@fills("department", order=10)
def services_of_department(request: HttpRequest, department: Any) -> Filling:
    found = listing.of_department(department)
    return ("service_catalogue/department_slot.html", {"services": found}) if found else None
