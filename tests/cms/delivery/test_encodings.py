"""What a browser says that it can unpack is taken at its word, weights included."""

import pytest

from cms.delivery import encodings


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP;Q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.2, gzip;q=0.8", "gzip"),
        ("br ; q=0.5 , gzip;q=0.5", "br"),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=0, *", "gzip"),
        ("identity, gzip;q=0.5", ""),
        ("gzip;q=2", ""),
        ("gzip;q=viel", ""),
        ("abracadabra", ""),  # the letters of br are in it
    ],
)
def test_the_best_of_both_is_taken(header, expected):
    assert encodings.preferred(header) == expected


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        ("text/html; charset=utf-8", True),
        ("application/json", True),
        ("image/svg+xml", True),
        ("image/avif", False),
        ("font/woff2", False),
        ("application/pdf", False),
        ("", False),
    ],
)
def test_what_is_compressed_already_is_left_alone(content_type, expected):
    assert encodings.is_text(content_type) is expected
