"""Changes a page and kills itself at a certain point: `python -m … PAGE POINT`, where nothing is caught or undone."""

import os
import signal
import sys
from typing import NoReturn

import django


def die(*args: object, **kwargs: object) -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


def main() -> None:
    django.setup()
    from wagtail.models import Page
    from wagtail.signals import page_published, post_page_move

    from search import outbox

    page, point = Page.objects.get(pk=sys.argv[1]).specific, sys.argv[2]
    if point == "before the note":
        outbox.note = die
    if point == "before the end of publishing":
        page_published.connect(die)
    if point == "after moving":
        post_page_move.receivers.clear()
        post_page_move.sender_receivers_cache.clear()
        post_page_move.connect(die)
        page.move(Page.objects.get(slug="freizeit"), pos="last-child")
    page.title = "Eisbahn"
    page.save_revision().publish()


if __name__ == "__main__":
    main()
