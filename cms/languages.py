"""The language of a page comes from its address alone."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils.translation import get_language


class AddressLocaleMiddleware(LocaleMiddleware):
    """German without a prefix, others under /en/ …; the browser's wishes change nothing.

    Django's own middleware marks every page as varying by Accept-Language, which would make a cache keep one
    copy per browser setting although the copies are the same.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        response.headers.setdefault("Content-Language", get_language() or "de")
        return response
