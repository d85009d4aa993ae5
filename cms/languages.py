"""The language of a page comes from its address alone."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.translation import activate, get_language
from wagtail.models import Page


def has_pages(language: str | None) -> bool:
    """Whether the town shows anything in a language; an empty one would show German words as foreign ones."""
    return Page.objects.filter(locale__language_code=language, live=True, depth__gt=1).exists()


class AddressLocaleMiddleware(LocaleMiddleware):
    """German without a prefix, others under /en/ …; the browser's wishes change nothing.

    Django's own middleware marks every page as varying by Accept-Language, which would make a cache keep one
    copy per browser setting although the copies are the same.
    """

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        language = get_language()
        if language != settings.LANGUAGE_CODE and not has_pages(language):
            activate(settings.LANGUAGE_CODE)
            raise Http404(f"This site has no pages in {language}.")

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Content-Language", get_language() or "de")
        return response
