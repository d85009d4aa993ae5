"""Pages on departments and places, which are records and not pages of the tree."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from cms.json_ld import as_json_ld
from directory import structured_data
from directory.models import Department, Place


def overview(request: HttpRequest) -> HttpResponse:
    """/rathaus/: all departments and all places."""
    context = {
        "departments": Department.objects.public().with_hours(),
        "places": Place.objects.with_hours(),
        "page_label": "directory.overview",
    }
    return render(request, "directory/overview.html", context)


def department(request: HttpRequest, slug: str) -> HttpResponse:
    """/rathaus/<slug>/: what a department does, who works there, when it is open."""
    departments = Department.objects.with_hours().select_related("parent").prefetch_related("people")
    found = get_object_or_404(departments, slug=slug)
    context = {
        "department": found,
        "parts": found.parts.public(),
        "json_ld": as_json_ld(structured_data.government_office(found, request)),
        "page_label": "directory.department",
    }
    return render(request, "directory/department.html", context)


def place(request: HttpRequest, slug: str) -> HttpResponse:
    """/rathaus/orte/<slug>/: a building with address, opening hours and how to get in."""
    places = Place.objects.with_hours().select_related("picture").prefetch_related("departments")
    found = get_object_or_404(places, slug=slug)
    context = {
        "place": found,
        "json_ld": as_json_ld(structured_data.place(found, request)),
        "page_label": "directory.place",
    }
    return render(request, "directory/place.html", context)
