"""From the short notation of the demo content to the blocks of a page's body."""

from collections.abc import Callable
from typing import Any

from cms.media import Picture
from directory.models import ContactPerson
from service_catalogue.models import ServicePage

Block = dict[str, Any]
Pictures = dict[str, Picture]


def picture_value(block: Block, pictures: Pictures) -> Any:
    picture = pictures[block["picture"]]
    image = {"image": picture.pk, "decorative": False, "alt_text": picture.description}
    return {"image": image, "caption": block.get("caption", "")}


def video_value(block: Block, pictures: Pictures) -> dict[str, Any]:
    poster = pictures[block["picture"]].pk
    return {"title": block["title"], "url": block["url"], "picture": poster, "transcript": block["html"]}


def link(item: dict[str, str]) -> dict[str, Any]:
    return {"text": item["text"], "page": None, "url": item["url"]}


VALUES: dict[str, Callable[[Block, Pictures], Any]] = {
    "heading": lambda block, pictures: block["text"],
    "paragraph": lambda block, pictures: block["html"],
    "picture": picture_value,
    "gallery": lambda block, pictures: [picture_value(item, pictures) for item in block["items"]],
    "video": video_value,
    "contact": lambda block, pictures: ContactPerson.objects.get(name=block["person"]).pk,
    "related": lambda block, pictures: ServicePage.objects.get(slug=block["service"]).pk,
    "quote": lambda block, pictures: {"text": block["text"], "source": block.get("source", "")},
    "alert": lambda block, pictures: {"kind": block["kind"], "title": block["title"], "text": block.get("html", "")},
    "facts": lambda block, pictures: block["items"],
    "questions": lambda block, pictures: [
        {"question": item["question"], "answer": item.get("answer") or item["html"]} for item in block["items"]
    ],
    "links": lambda block, pictures: {
        "links": [link(item) for item in block["items"]],
        "as_buttons": block.get("as_buttons", False),
    },
}


def make_body(blocks: list[Block], pictures: Pictures) -> list[Block]:
    """The raw stream of a body; raises KeyError for a block type that the notation does not know."""
    return [{"type": block["type"], "value": VALUES[block["type"]](block, pictures)} for block in blocks]
