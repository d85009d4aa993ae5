"""<a way to take part>/daten.json and daten.csv: what everybody may take along, kept by every cache for five minutes."""

import csv
import hashlib
import io
from typing import Any

from django.core.cache import cache
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms.models import TownSettings
from cms.spreadsheets import harmless
from cms.visibility import for_everybody
from participation.figures import open_data
from participation.models import ModulePage

KEPT_FOR_SECONDS = 300
# A large module takes a second to write; whoever asks again and again costs it once in this time.
KEPT_HERE_SECONDS = 10
MOST_PARTS = 1000


@require_safe
def data(request: HttpRequest, place: str, kind: str) -> HttpResponseBase:
    """`place` is the path of the page. What not everybody may see has no data."""
    module, number = find(request, place), part_number(request.GET.get("teil", "1"))
    key = f"open-data-{module.pk}-{number}-{kind}"
    response = cache.get(key)
    if response is None:
        response = made(request, module, number, kind)
        cache.set(key, response, KEPT_HERE_SECONDS)
    answer: Any = get_conditional_response(request, etag=response["ETag"], response=response)
    return answer


def made(request: HttpRequest, module: ModulePage, number: int, kind: str) -> HttpResponse:
    """Raises Http404 for a part beyond the last."""
    part = open_data.part_of(module, number)
    if number > 1 and not part.rows:
        raise Http404
    response = as_json(request, module, part) if kind == "json" else as_csv(module, part)
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response["Access-Control-Allow-Origin"] = "*"
    patch_cache_control(response, public=True, max_age=KEPT_FOR_SECONDS)
    return response


def find(request: HttpRequest, place: str) -> ModulePage:
    """Raises Http404 where there is no public way to take part."""
    found = Page.route_for_request(request, place)
    page = found.page if found else None
    if page is None or not isinstance(page.specific, ModulePage):
        raise Http404
    if request.path.rpartition("/")[0] + "/" != page.get_url(request):
        raise Http404
    return get_object_or_404(for_everybody(ModulePage.objects.all()), pk=page.pk)


def part_number(typed: str) -> int:
    """Raises Http404 for what is no number of a part."""
    if not (typed.isascii() and typed.isdecimal() and 1 <= int(typed[:5]) <= MOST_PARTS):
        raise Http404(_("There is no such part."))
    return int(typed)


def as_json(request: HttpRequest, module: ModulePage, part: open_data.Part) -> HttpResponse:
    told = open_data.whole(module, part, TownSettings.for_request(request).name)
    return JsonResponse(told, encoder=DjangoJSONEncoder, json_dumps_params={"ensure_ascii": False})


def as_csv(module: ModulePage, part: open_data.Part) -> HttpResponse:
    """One line a row; the columns of all kinds of rows, so that comments stand below what they are about."""
    columns = list(dict.fromkeys(name for row in part.rows for name in row)) or ["kind"]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow([*columns, "licence"])
    url = open_data.licence()["url"]
    writer.writerows([*(cell(row.get(name)) for name in columns), url] for row in part.rows)
    response = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{module.slug}.csv"'
    if part.next:
        response["Link"] = f'<{open_data.address_of(module)}daten.csv?teil={part.next}>; rel="next"'
    return response


def cell(value: Any) -> Any:
    """Answers of the town stand below each other in one cell."""
    if isinstance(value, list):
        value = "\n\n".join(f"{one['day']}: {one['text']}" for one in value)
    return harmless(value) if isinstance(value, str) else value
