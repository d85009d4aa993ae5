"""Addresses below a project or a way to take part whose views stand in files of their own.

@below(WallPage, "leinwand/")
def screen(wall, request):
    …

Pages cannot import those files, because they import the pages; `ParticipationConfig.ready` imports them instead.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase
from wagtail.contrib.routable_page.models import path

from participation.models import ModulePage, ProjectPage

View = Callable[..., HttpResponseBase]


def below(kind: type[ModulePage | ProjectPage], address: str) -> Callable[[View], View]:
    """Serve this address below the pages of a kind, "" for the page itself; the view gets the page and the request.

    Its name must not be that of anything else that the page has.
    """

    def register(view: View) -> View:
        name: Any = view.__name__
        if hasattr(kind, name):
            raise ValueError(f"{kind.__name__} has a {name} already.")
        setattr(kind, name, path(address)(view))
        return view

    return register
