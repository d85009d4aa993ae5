"""Answers are compressed once, with the right headers, and so that their length tells no secret."""

import gzip
from io import BytesIO

import brotli
import pytest
from django.conf import settings
from django.http import FileResponse, HttpResponse, StreamingHttpResponse

from cms.delivery.compression import CompressionMiddleware

LONG = "Öffnungszeiten des Bürgerbüros. " * 100


def answer(rf, response, accepted="gzip, br", **cookies):
    request = rf.get("/", headers={"Accept-Encoding": accepted})
    request.COOKIES = cookies
    return CompressionMiddleware(lambda _: response)(request)


def test_a_page_comes_with_brotli_and_says_on_what_that_depends(rf):
    found = answer(rf, HttpResponse(LONG, headers={"Vary": "Accept-Language"}))
    assert found.headers["Content-Encoding"] == "br"
    assert found.headers["Vary"] == "Accept-Language, Accept-Encoding"
    assert found.headers["Content-Length"] == str(len(found.content))
    assert brotli.decompress(found.content).decode() == LONG


def test_gzip_for_everybody_else_and_nothing_for_those_who_want_nothing(rf):
    assert gzip.decompress(answer(rf, HttpResponse(LONG), "gzip").content).decode() == LONG
    plain = answer(rf, HttpResponse(LONG), "identity")
    assert plain.content.decode() == LONG
    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("kurz"),
        HttpResponse(LONG, content_type="image/webp"),
        HttpResponse(LONG, headers={"Content-Encoding": "br"}),
    ],
    ids=["short", "picture", "compressed"],
)
def test_what_gains_nothing_is_left_alone(rf, response):
    before = response.content
    found = answer(rf, response)
    assert found.content == before
    assert "Vary" not in found.headers


@pytest.mark.parametrize("kind", [StreamingHttpResponse, FileResponse])
def test_streams_and_files_pass_as_they_are(rf, kind):
    found = answer(rf, kind(BytesIO(LONG.encode()), content_type="text/csv"))
    assert "Content-Encoding" not in found.headers
    assert b"".join(found.streaming_content).decode() == LONG


@pytest.mark.parametrize("headers", [{"Cache-Control": "private"}, {"Cache-Control": "max-age=0, no-store"}])
def test_the_length_of_what_one_person_reads_varies_by_chance(rf, headers):
    found = [answer(rf, HttpResponse(LONG, headers=headers)) for _ in range(20)]
    assert {response.headers["Content-Encoding"] for response in found} == {"gzip"}
    assert len({len(response.content) for response in found}) > 1
    assert gzip.decompress(found[0].content).decode() == LONG


@pytest.mark.parametrize("name", [settings.SESSION_COOKIE_NAME, settings.PASS_COOKIE_NAME])
def test_so_does_everything_that_a_browser_asks_for_that_we_know(rf, name):
    assert answer(rf, HttpResponse(LONG), **{name: "x"}).headers["Content-Encoding"] == "gzip"


def test_a_view_that_compares_marks_itself_meets_its_own(rf):
    def view(request):
        is_known = request.headers.get("If-None-Match") == '"7"'
        return HttpResponse(LONG, status=304 if is_known else 200, headers={"ETag": '"7"'})

    first = CompressionMiddleware(view)(rf.get("/", headers={"Accept-Encoding": "br"}))
    assert first.headers["ETag"] == 'W/"7"'
    again = rf.get("/", headers={"Accept-Encoding": "br", "If-None-Match": first.headers["ETag"]})
    assert CompressionMiddleware(view)(again).status_code == 304


def test_a_page_that_has_not_changed_is_not_sent_again(client, home):
    first = client.get("/", headers={"Accept-Encoding": "br"})
    assert first.headers["ETag"].startswith('W/"')
    again = client.get("/", headers={"Accept-Encoding": "br", "If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert again.content == b""
    home.seo_title = "Neu"
    home.save_revision().publish()
    assert client.get("/", headers={"If-None-Match": first.headers["ETag"]}).status_code == 200
