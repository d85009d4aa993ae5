"""What templates of every room need: navigation, breadcrumbs, slots."""

from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.models import Page, Site

from cms.found import LOCALES, canonical, page_json_ld, way_to
from cms.media import shown
from cms.slots import fillings
from cms.visibility import for_everybody

register = template.Library()


def home_page(request: HttpRequest) -> Page | None:
    """The home page of the site in the language of the request."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    is_german = get_language() == settings.LANGUAGE_CODE
    return site.root_page if is_german else site.root_page.localized


register.filter("shown", shown)


@register.filter
def phone_link(number: str) -> str:
    """A telephone number as a `tel:` link wants it: digits and a leading plus."""
    return "".join(character for character in number if character.isdigit() or character == "+")


@register.inclusion_tag("includes/navigation.html", takes_context=True)
def main_navigation(context: dict[str, Any]) -> dict[str, Any]:
    """The pages of the first level that are meant for menus; the current branch is marked."""
    request = context["request"]
    home = home_page(request)
    pages = list(for_everybody(_children(home)).in_menu()) if home else []
    entries = [{"title": page.title, "url": page.get_url(request)} for page in pages]
    for entry in entries:
        entry["is_current"] = bool(entry["url"]) and request.path.startswith(entry["url"])
    return {"entries": entries, "request": request}


def _children(home: Page) -> Any:
    """The pages below the home page. Their types are named so that the database need not walk through all pages."""
    return home.get_children().exact_type(*home.specific_class.allowed_subpage_models())


@register.inclusion_tag("includes/breadcrumb.html", takes_context=True)
def breadcrumb(context: dict[str, Any], *trail: str, below: str = "") -> dict[str, Any]:
    """The way from the home page to here. For views: title and address in turn, the last title without address.

    `below` is the title of a view that stands below the page.
    """
    request = context["request"]
    page: Any = context.get("page")
    if trail:
        steps = [{"title": title, "url": url} for title, url in zip(trail[::2], [*trail[1::2], ""], strict=False)]
        home = home_page(request)
        steps.insert(0, {"title": home.title if home else "", "url": home.get_url(request) if home else "/"})
    else:
        steps = way_to(page, request) if page else []
        steps += [{"title": below, "url": ""}] if below else []
    return {"steps": steps[:-1], "here": steps[-1] if steps else None}


@register.inclusion_tag("includes/found.html", takes_context=True)
def found(context: dict[str, Any], title: str = "", kind: str = "website", address: str = "") -> dict[str, Any]:
    """What search engines and social networks are told; a view that shows no page of the tree names its title."""
    request = context["request"]
    page: Any = context.get("page")
    return {
        "title": title or (page and (page.seo_title or page.title)),
        "text": page and (page.search_description or page.teaser),
        "kind": kind,
        "town": context.get("town"),
        "canonical": request.build_absolute_uri(address) if address else canonical(request),
        "locale": LOCALES.get(get_language() or ""),
        "picture": getattr(page, "shown_picture", None),
        "json_ld": page_json_ld(page, way_to(page, request), request) if page else "",
    }


@register.simple_tag(takes_context=True)
def slot(context: dict[str, Any], place: str, subject: Any = None) -> SafeString:
    """Everything that the rooms put into a named place."""
    request = context["request"]
    parts = fillings(place, request, subject or context.get("page"))
    return mark_safe("".join(render_to_string(name, data, request) for name, data in parts))  # noqa: S308  templates
