"""What search engines and archives ask for: robots.txt and sitemap.xml."""

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import sitemap as sitemap_view
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from wagtail.contrib.sitemaps import Sitemap as PageSitemap

from directory.models import Department, Place


class DepartmentSitemap(Sitemap):
    """The addresses of departments."""

    def items(self):
        return Department.objects.public().order_by("pk")


class PlaceSitemap(Sitemap):
    """The addresses of places."""

    def items(self):
        return Place.objects.order_by("pk")


def sitemap(request: HttpRequest) -> HttpResponse:
    """/sitemap.xml: every public address with the day of its last change."""
    sitemaps = {"pages": PageSitemap(request), "departments": DepartmentSitemap, "places": PlaceSitemap}
    return sitemap_view(request, sitemaps)


def robots(request: HttpRequest) -> HttpResponse:
    """/robots.txt: everything may be read but the editors' interface and the endless search."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /konto/",
        "Disallow: /freigabe/",
        "Disallow: /suche/",
        "Disallow: /*/suche/",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
