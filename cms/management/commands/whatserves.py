"""From an address to the code that serves it."""

import inspect
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.http import Http404
from django.test import RequestFactory
from django.urls import Resolver404, resolve
from wagtail.models import Site
from wagtail.views import serve


class Command(BaseCommand):
    """whatserves /aktuelles/radweg/: the class or view, its file and line, and the template."""

    help = "Print class, file, line and template that serve an address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path")

    def handle(self, *args: Any, **options: Any) -> None:
        path = "/" + options["path"].lstrip("/")
        try:
            match = resolve(path)
        except Resolver404 as error:
            raise CommandError(f"Nothing serves {path}.") from error
        lines = page_lines(path) if match.func is serve else view_lines(match.func)
        self.stdout.write("\n".join(lines))


def page_lines(path: str) -> list[str]:
    """The page type behind an address of the tree."""
    request = RequestFactory().get(path, HTTP_HOST=settings.ALLOWED_HOSTS[0].replace("*", "localhost"))
    site = Site.find_for_request(request)
    if site is None:
        raise CommandError("There is no site yet: manage.py load_demo makes one.")
    try:
        page = site.root_page.localized.specific.route(request, [part for part in path.split("/") if part]).page
    except Http404 as error:
        raise CommandError(f"Wagtail has no published page at {path}.") from error
    return [
        *code_lines(type(page)),
        f"template  templates/{page.get_template(request)}",
        f"page      {page.pk} “{page}”",
    ]


def view_lines(view: Any) -> list[str]:
    """The view behind an address that is not a page."""
    code = getattr(view, "view_class", None) or getattr(view, "cls", None) or inspect.unwrap(view)
    source = inspect.getsource(code)
    templates = sorted({part for part in source.split('"') if part.endswith(".html")})
    return [*code_lines(code), *(f"template  templates/{name}" for name in templates)]


def code_lines(code: Any) -> list[str]:
    file = Path(inspect.getsourcefile(code) or "")
    line = inspect.getsourcelines(code)[1]
    shown = file.relative_to(settings.BASE_DIR) if file.is_relative_to(settings.BASE_DIR) else file
    return [f"code      {code.__module__}.{code.__qualname__}", f"file      {shown}:{line}"]
