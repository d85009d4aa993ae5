"""Films that lie at other providers: which page of theirs is meant, and which player may be shown on our page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _

YOUTUBE = {"youtube.com", "www.youtube.com", "m.youtube.com", "www.youtube-nocookie.com", "youtu.be"}
VIMEO = {"vimeo.com", "www.vimeo.com", "player.vimeo.com"}
HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}")
YOUTUBE_PATH = re.compile(r"/(?:shorts/|live/|embed/)?([\w-]{11})/?", re.ASCII)
VIMEO_PATH = re.compile(r"/(?:video/)?(\d{5,12})/?", re.ASCII)
PEERTUBE_PATH = re.compile(r"/(?:w|videos/watch|videos/embed)/([0-9A-Za-z-]{8,36})/?")


@dataclass(frozen=True)
class Video:
    """A film at a provider: `page` is where people watch it there, `player` what our page may show in a frame."""

    provider: str
    page: str
    player: str

    @property
    def host(self) -> str:
        """Who learns the visitor's address on the net when the player is loaded."""
        return urlsplit(self.player).netloc


def read_video(address: str) -> Video | None:
    """The film behind the address of a page of YouTube, Vimeo or any PeerTube server; None for everything else."""
    try:
        parts = urlsplit(address.strip())
        host = parts.netloc.lower()
    except ValueError:
        return None
    if parts.scheme != "https" or not HOST.fullmatch(host):
        return None
    if host in YOUTUBE:
        return _youtube(parts.path, parts.query)
    return _vimeo(parts.path) if host in VIMEO else _peertube(host, parts.path)


def _youtube(path: str, query: str) -> Video | None:
    asked = parse_qs(query).get("v", [""])[0]
    found = YOUTUBE_PATH.fullmatch(f"/{asked}" if path == "/watch" else path)
    if found is None:
        return None
    page, player = "https://www.youtube.com/watch?v=", "https://www.youtube-nocookie.com/embed/"
    return Video("YouTube", page + found[1], player + found[1])


def _vimeo(path: str) -> Video | None:
    found = VIMEO_PATH.fullmatch(path)
    if found is None:
        return None
    return Video("Vimeo", f"https://vimeo.com/{found[1]}", f"https://player.vimeo.com/video/{found[1]}?dnt=1")


def _peertube(host: str, path: str) -> Video | None:
    found = PEERTUBE_PATH.fullmatch(path)
    if found is None:
        return None
    # Without p2p=0 other viewers would learn the visitor's address as well.
    return Video(host, f"https://{host}/w/{found[1]}", f"https://{host}/videos/embed/{found[1]}?p2p=0")


def is_video(address: str) -> None:
    """Raises ValidationError for an address at which no film that we can show is known."""
    if read_video(address) is None:
        raise ValidationError(_("Write the https address of a film at YouTube, at Vimeo or on a PeerTube server."))


def videos_in(body: Any) -> Iterator[Video]:
    """The films among the blocks of a body; none where there is no body."""
    for block in body or ():
        video = read_video(block.value["url"]) if block.block_type == "video" else None
        if video:
            yield video


def allow_players(response: HttpResponseBase, body: Any) -> None:
    """The content policy of a page lets in the players of its own films, and no other page's."""
    hosts = sorted({f"https://{video.host}" for video in videos_in(body)})
    if hosts:
        response._csp_update = {"frame-src": hosts}  # type: ignore[attr-defined]
