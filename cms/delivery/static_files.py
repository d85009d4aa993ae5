"""Style sheets, scripts and fonts: compressed, and kept by browsers for ever because each version has its own address.

The version stands in the path (`/static/v-0123456789abcdef/site.css`) and not in the name, so that what a style sheet or a
script names relative to itself has it too. Every version leads to the file of today: a page that somebody kept while the
site was brought up to date still finds its style sheet.
"""

import functools
import re
from http import HTTPStatus
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import StaticFilesStorage
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from whitenoise.middleware import WhiteNoiseMiddleware
from whitenoise.responders import StaticFile

from cms.delivery import derived, encodings

FOR_EVER = "public, max-age=31536000, immutable"
# Asked for with a version that is not ours: another process of the site may be older or newer.
A_MINUTE = "public, max-age=60"

_VERSIONED = re.compile(r"v-([0-9a-f]{16})/")


@functools.cache
def version() -> str:
    """The same in every process that serves the same files: our own, and what the lists of packages name."""
    lists = [settings.BASE_DIR / name for name in ("constraints.txt", "requirements.txt", "package-lock.json")]
    own = sorted(path for path in (settings.BASE_DIR / "static").rglob("*") if path.is_file())
    made = [str(folder.name).encode() for folder in derived.everything().values()]
    return derived.mark_of([*made, *(path.read_bytes() for path in [*lists, *own])])


class VersionedStorage(StaticFilesStorage):
    """What `{% static %}` asks for addresses."""

    def url(self, name: str | None) -> str:
        return super().url(name if settings.DEBUG else f"v-{version()}/{name}")


class StaticFilesMiddleware(WhiteNoiseMiddleware):
    """WhiteNoise, with versions in the path and with compression that needs no files beside the files."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked, path = self.split(request.path_info)
        found = self.find_file(path) if self.autorefresh else self.files.get(path)
        if found is None:
            return self.get_response(request)
        response = self.serve(found, request)
        if asked and response.status_code in {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT, HTTPStatus.NOT_MODIFIED}:
            response.headers["Cache-Control"] = FOR_EVER if asked == version() else A_MINUTE
        return response

    def split(self, path: str) -> tuple[str, str]:
        """The version that was asked for, if any, and the address without it."""
        prefix = self.static_prefix
        found = _VERSIONED.match(path, len(prefix)) if path.startswith(prefix) else None
        return (found[1], prefix + path[found.end() :]) if found else ("", path)

    @staticmethod
    def serve(static_file: StaticFile, request: HttpRequest) -> HttpResponseBase:
        """The file itself, or its compressed content; a part of a file is always a part of the file itself."""
        encoding = encodings.preferred(request.META.pop("HTTP_ACCEPT_ENCODING", ""))
        if "HTTP_IF_NONE_MATCH" in request.META:
            request.META["HTTP_IF_NONE_MATCH"] = request.META["HTTP_IF_NONE_MATCH"].removeprefix("W/")
        head = static_file.get_response("HEAD", request.META)  # opens no file
        headers = dict(head.headers)
        is_text = encodings.is_text(headers.get("Content-Type", ""))
        if is_text and encoding and request.method == "GET" and head.status == HTTPStatus.OK:
            response = compressed(static_file, headers, encoding)
        else:
            response = WhiteNoiseMiddleware.serve(static_file, request)
        if is_text:
            response.headers["Vary"] = "Accept-Encoding"
        return response


def compressed(static_file: StaticFile, headers: dict[str, str], encoding: str) -> HttpResponse:
    """The compressed content of a file; its mark is a weak one, as the content is the same only when unpacked."""
    content = compressed_file(str(static_file.alternatives[-1][1]), headers["ETag"], encoding)
    changed = {"Content-Length": str(len(content)), "Content-Encoding": encoding, "ETag": f"W/{headers['ETag']}"}
    return HttpResponse(content, headers={**headers, **changed})


@functools.lru_cache(maxsize=512)
def compressed_file(path: str, mark: str, encoding: str) -> bytes:
    """Made at the first visit; the mark says which state of the file it is."""
    return encodings.compressed(Path(path).read_bytes(), encoding, encodings.THOROUGH)
