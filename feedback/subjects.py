"""About which pages people are asked, and what is known of such a page: found by a key that stands in the form."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from cms.models import BasePage
from cms.visibility import for_everybody
from directory.in_charge import department_of
from directory.models import Department, Place
from feedback.models import Subject
from feedback.models.replies import LONGEST_KEY

PAGE = "page:"
LONGEST_NUMBER = 10
DEEPEST = 12


@dataclass(frozen=True)
class Found:
    """What is known about the page that somebody answers about; `headings` are its parts."""

    key: str
    title: str
    address: str
    page: Page | None = None
    department: Department | None = None
    headings: list[str] = field(default_factory=list)


def of_department(key: str, match: ResolverMatch) -> Found | None:
    found = Department.objects.filter(slug=match.kwargs["slug"]).first()
    return Found(key, str(found), key, department=found) if found else None


def of_place(key: str, match: ResolverMatch) -> Found | None:
    found = Place.objects.filter(slug=match.kwargs["slug"]).first()
    return Found(key, str(found), key) if found else None


def of_town_hall(key: str, match: ResolverMatch) -> Found | None:
    return Found(key, _("Town hall"), key)


# Public pages that are no pages of the tree. Forms, private pages and lists for programs are not among them; below its
# results the search asks a question of its own, which leads to the report of queries.
VIEWS: dict[str, Callable[[str, ResolverMatch], Found | None]] = {
    "directory:department": of_department,
    "directory:place": of_place,
    "directory:overview": of_town_hall,
}


def key_of(request: HttpRequest, subject: Any) -> str:
    """The key of what is shown now; empty where nobody is asked."""
    match = request.resolver_match
    if match is None or request.method not in ("GET", "HEAD") or getattr(request, "is_preview", False):
        return ""
    if match.view_name in VIEWS:
        return request.path
    # A form that a page has below its own address asks for something else already.
    is_page = isinstance(subject, BasePage) and subject.pk and subject.get_url(request) == request.path
    return f"{PAGE}{subject.pk}" if is_page else ""


def find(key: str) -> Found | None:
    """What a key means; None where there is no such public page."""
    return find_page(key.removeprefix(PAGE)) if key.startswith(PAGE) else find_view(key)


def find_public(address: str) -> Found | None:
    """What stands at an address that somebody typed or brought along, as far as it is plainly one of ours."""
    try:
        path = urlsplit(address).path
    except ValueError:  # no address at all
        return None
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    slugs = [slug for slug in path.split("/") if slug]
    if site is None or len(slugs) > DEEPEST:
        return None
    below = f"{site.root_page.url_path}{'/'.join(slugs)}/" if slugs else site.root_page.url_path
    page = Page.objects.filter(url_path=below).first()
    return find_page(str(page.pk)) if page else find_view(path)


def find_page(number: str) -> Found | None:
    if not (number.isascii() and number.isdecimal() and len(number) < LONGEST_NUMBER):
        return None
    page = for_everybody(Page.objects.filter(pk=number)).first()
    page = page.specific if page else None
    if not isinstance(page, BasePage):
        return None
    return Found(
        key=f"{PAGE}{page.pk}",
        title=page.title,
        address=page.get_url() or "/",
        page=page,
        department=department_of(page),
        headings=page.headings(),
    )


def find_view(address: str) -> Found | None:
    try:
        match = resolve(address)
    except Resolver404:
        return None
    finder = VIEWS.get(match.view_name)
    return finder(address, match) if finder and len(address) <= LONGEST_KEY else None


def store(found: Found) -> Subject:
    """Its row, with the title, address and department of today."""
    said = {name: getattr(found, name) for name in ("title", "address", "page", "department")}
    if found.page is not None:
        said["page"] = Page(pk=found.page.pk)
    return Subject.objects.update_or_create(key=found.key, defaults=said)[0]
