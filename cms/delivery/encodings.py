"""Which compression a browser takes, and the two that we speak (RFC 9110, 12.5.3)."""

import gzip

import brotli

# The better one first.
ENCODINGS = ("br", "gzip")
TEXTS = (
    "text/",
    "application/javascript",
    "application/json",
    "application/ld+json",
    "application/manifest+json",
    "application/vnd.oai.openapi",
    "application/xml",
    "application/rss+xml",
    "application/atom+xml",
    "image/svg+xml",
)
# Smaller answers fit into one packet as they are.
WORTH_BYTES = 500
# What is asked for once is compressed quickly, what is asked for a thousand times thoroughly.
QUICK = {"br": 4, "gzip": 6}
THOROUGH = {"br": 10, "gzip": 9}


def weights(header: str) -> dict[str, float]:
    """The names in an Accept-Encoding header with how much each is wanted; what cannot be read is not wanted."""
    found = {}
    for item in header.lower().split(","):
        name, *parameters = [part.strip() for part in item.split(";")]
        wanted = [value.strip() for key, _, value in (p.partition("=") for p in parameters) if key.strip() == "q"]
        found[name] = quality(wanted[0]) if wanted else 1.0
    return found


def quality(text: str) -> float:
    """A number from 0 to 1; 0 for anything else."""
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return value if 0 <= value <= 1 else 0.0


def preferred(header: str) -> str:
    """The compression to use for this Accept-Encoding header, or an empty text for none."""
    wanted = weights(header)
    offers = [(wanted.get(name, wanted.get("*", 0.0)), name) for name in ENCODINGS]
    best, name = max(offers, key=lambda offer: offer[0])  # the first of equals
    return name if best > 0 and best >= wanted.get("identity", 0.0) else ""


def is_text(content_type: str) -> bool:
    """Whether it pays: pictures, fonts and archives are compressed already."""
    return content_type.lower().startswith(TEXTS)


def compressed(content: bytes, encoding: str, strength: dict[str, int]) -> bytes:
    """The content in this compression; the same bytes each time."""
    if encoding == "br":
        return brotli.compress(content, quality=strength["br"])
    return gzip.compress(content, compresslevel=strength["gzip"], mtime=0)
