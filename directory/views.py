"""Pages on departments and places, which are records and not pages of the tree."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from directory.models import Department, Place


def overview(request: HttpRequest) -> HttpResponse:
    """/rathaus/: all departments and all places."""
    context = {
        "departments": Department.objects.select_related("place"),
        "places": Place.objects.prefetch_related("hours", "closures"),
        "page_label": "directory.overview",
    }
    return render(request, "directory/overview.html", context)


def department(request: HttpRequest, slug: str) -> HttpResponse:
    """/rathaus/<slug>/: what a department does, who works there, when it is open."""
    departments = Department.objects.select_related("place", "parent").prefetch_related(
        "people", "place__hours", "place__closures", "parts"
    )
    context = {"department": get_object_or_404(departments, slug=slug), "page_label": "directory.department"}
    return render(request, "directory/department.html", context)


def place(request: HttpRequest, slug: str) -> HttpResponse:
    """/rathaus/orte/<slug>/: a building with address, opening hours and how to get in."""
    places = Place.objects.select_related("picture").prefetch_related("hours", "closures", "departments")
    context = {"place": get_object_or_404(places, slug=slug), "page_label": "directory.place"}
    return render(request, "directory/place.html", context)
