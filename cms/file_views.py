"""The addresses of pictures and files. Each request passes the gate, so that what is withheld is gone at once."""

from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve as serve_from_disk
from wagtail.documents.views.serve import serve as serve_document

from cms import gate
from cms.media import File, Picture, Rendition

# Visitors' browsers keep a picture so long without asking; caches in between never do.
KEPT_FOR_SECONDS = 60


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """/media/images/<name>: a picture at one size. The originals have no address at all."""
    path = f"images/{name}"
    rendition = Rendition.objects.filter(file=path).select_related("image__collection").first()
    if rendition is None:
        return gone()
    return answer(request, rendition.image, lambda: bytes_of(request, path))


@require_safe
def document(request: HttpRequest, number: int, name: str) -> HttpResponseBase:
    """/dateien/<number>/<name>: a file to download."""
    file = File.objects.filter(pk=number).select_related("collection").first()
    if file is None:
        return gone()
    return answer(request, file, lambda: serve_document(request, number, name))


def answer(request: HttpRequest, thing: Picture | File, give: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    """The thing for those who may have it; for others the same answer as for one that does not exist."""
    if gate.is_public(thing):
        response = give()
        patch_cache_control(response, private=True, max_age=KEPT_FOR_SECONDS)
        return response
    if not gate.is_open_to(request, thing):
        return gone()
    response = give()
    patch_cache_control(response, private=True, no_store=True)
    return response


def bytes_of(request: HttpRequest, path: str) -> HttpResponseBase:
    """The file itself, or the order to the web server in front to send it."""
    if not settings.FILES_BY_NGINX:
        return serve_from_disk(request, path, document_root=str(settings.MEDIA_ROOT))
    response = HttpResponse(headers={"X-Accel-Redirect": f"{settings.FILES_BY_NGINX}{quote(path)}"})
    del response["Content-Type"]  # nginx knows it from the name
    return response


def gone() -> HttpResponse:
    return HttpResponse(status=404, content_type="text/plain", headers={"Cache-Control": "no-store"})
