"""The square that a phone reads instead of an address typed by hand."""

import segno


def picture(address: str) -> str:
    """The address as an image of SVG in the page itself, with the white edge that cameras need."""
    return segno.make(address, error="m", micro=False).svg_data_uri(scale=4, border=4)


def readable(address: str) -> str:
    """The address as people type it."""
    return address.partition("://")[2].rstrip("/")
