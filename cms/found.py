"""How pages are found by others: the address that counts, and what the head of a page says to machines."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from cms.json_ld import as_json_ld
from cms.town import TownSettings

# As Open Graph wants them (ogp.me): language and country.
LOCALES = {"de": "de_DE", "en": "en_GB"}
PAGE_NUMBER = "seite"


def canonical(request: HttpRequest) -> str:
    """The address under which this content counts: without filters and words that were searched, with the number of the page."""
    number = request.GET.get(PAGE_NUMBER, "")
    further = f"?{PAGE_NUMBER}={number}" if number.isascii() and number.isdecimal() and int(number) > 1 else ""
    return request.build_absolute_uri(request.path) + further


def way_to(page: Any, request: HttpRequest) -> list[dict[str, str]]:
    """The pages from the home page to this one by title and address; asked once for each request."""
    known: dict[int, list[dict[str, str]]] = request.__dict__.setdefault("_ways", {})
    if page.pk not in known:
        ancestors = page.get_ancestors(inclusive=True).filter(Q(live=True) | Q(pk=page.pk), depth__gt=1)
        # The page in hand may be a version that is not published yet.
        steps = [page if step.pk == page.pk else step for step in ancestors]
        known[page.pk] = [{"title": step.title, "url": step.get_url(request) or ""} for step in steps]
    return known[page.pk]


def page_json_ld(page: Any, way: list[dict[str, str]], request: HttpRequest) -> SafeString:
    """The home page speaks for the town, every other one says where it stands (schema.org)."""
    things = the_town(request) if len(way) == 1 else [web_page(page, request), bread_crumbs(way, request)]
    return as_json_ld({"@graph": things})


def the_town(request: HttpRequest) -> list[dict[str, Any]]:
    """GovernmentOrganization and WebSite."""
    town, address = TownSettings.for_request(request), request.build_absolute_uri("/")
    postal = {
        "@type": "PostalAddress",
        "streetAddress": town.street,
        "postalCode": town.postcode,
        "addressLocality": town.town,
        "addressCountry": "DE" if town.town else "",
    }
    organisation = {
        "@type": "GovernmentOrganization",
        "@id": f"{address}#gemeinde",
        "name": town.name,
        "slogan": town.slogan,
        "url": address,
        "telephone": town.phone,
        "email": town.email,
        "address": postal if town.town else None,
        "identifier": town.ars,
    }
    site = {"@type": "WebSite", "name": town.name, "url": address, "publisher": {"@id": f"{address}#gemeinde"}}
    return [organisation, site]


def web_page(page: Any, request: HttpRequest) -> dict[str, Any]:
    """As the page type says in `schema_type`."""
    changed = page.last_published_at or page.latest_revision_created_at
    return {
        "@type": page.schema_type,
        "name": page.title,
        "description": page.search_description or page.teaser,
        "url": canonical(request),
        "inLanguage": get_language(),
        "dateModified": changed.isoformat() if changed else "",
        "isPartOf": {"@type": "WebSite", "url": request.build_absolute_uri("/")},
    }


def bread_crumbs(way: list[dict[str, str]], request: HttpRequest) -> dict[str, Any]:
    """BreadcrumbList: positions from 1, addresses whole."""
    steps = [
        {
            "@type": "ListItem",
            "position": position,
            "name": step["title"],
            "item": request.build_absolute_uri(step["url"]) if step["url"] else "",
        }
        for position, step in enumerate(way, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": steps}
