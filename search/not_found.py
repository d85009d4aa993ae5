"""The page for addresses that lead nowhere: its words go into the search, and what they remind of is offered."""

import re
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from search.finding import GERMAN
from search.suggestions import near, suggest

LONGEST_WORDS = 60
MOST_LIKELY = 5
_FILE_ENDING = re.compile(r"\.(?:html?|php\d?|aspx?|jsp|cfm)$", re.IGNORECASE)
# What systems write into addresses and nobody looks for.
_NO_WORDS = {"index", "default", "page", "seite", "portal", "content", "start", "home", "de", "en", "www"}


def words_of(path: str) -> str:
    """What an address talks about: `/buerger/hund_anmelden.php` is “buerger hund anmelden”. Empty for other files."""
    plain = _FILE_ENDING.sub("", unquote(path).rstrip("/"))
    if "." in plain:
        return ""
    found = [word for word in re.split(r"[\W_\d]+", plain) if len(word) > 1 and word.lower() not in _NO_WORDS]
    return " ".join(found)[:LONGEST_WORDS].strip()


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answers 404 for every address of the public site. The last words of an address say most."""
    words = words_of(request.path)
    last = words_of(request.path.rstrip("/").rpartition("/")[2])
    language = get_language() or GERMAN
    likely = (suggest(last, language) or near(words, language))[:MOST_LIKELY] if words else []
    context = {"page_label": "search.not_found", "words": words, "likely": [entry for entry in likely if entry.url]}
    return render(request, "404.html", context, status=404)
