"""What whoever leads a workshop does with the cards on a wall."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from wagtail.models import Revision

from participation.actions.contribute import change_state, contribute, submission_of
from participation.models import Card, CardGroup, Channel, Contribution, Idea, IdeaCollectionPage, WallPage

State = Contribution.State


class AlreadyAnIdeaError(Exception):
    """One of the cards became an idea before."""


def new_group(wall: WallPage, title: str) -> CardGroup:
    """A heading behind the others; the same words twice are one heading."""
    last = wall.groups.count()
    return CardGroup.objects.get_or_create(wall=wall, title=title, defaults={"position": last})[0]


def put_under(cards: Iterable[Card], group: CardGroup | None) -> None:
    """Move cards under a heading, or away from all headings. Pages that are open learn of it by `changed_at`."""
    numbers = [card.pk for card in cards]
    Card.objects.filter(pk__in=numbers).update(group=group, changed_at=timezone.now())


def dissolve(group: CardGroup) -> None:
    """Take a heading away; its cards stay."""
    with transaction.atomic():
        put_under(group.cards.all(), None)
        group.delete()


def sharpen(card: Card, words: str) -> None:
    """Say together what a card means; what was written stays. Without words the card stands as it was written."""
    card.sharpened = "" if words == card.text else words
    card.save(update_fields=["sharpened", "changed_at"])


def make_idea(cards: list[Card], collection: IdeaCollectionPage, *, title: str, text: str) -> Idea:
    """Cards that say the same become one public idea, which names them. Raises AlreadyAnIdeaError."""
    with transaction.atomic():
        # Whoever comes second waits here, and then sees that they are an idea.
        taken = Card.objects.select_for_update(of=("self",)).filter(pk__in=[card.pk for card in cards])
        if any(card.became_id for card in taken):
            raise AlreadyAnIdeaError
        draft = Idea(module=collection, title=title, text=text, channel=channel_of(cards))
        idea, _is_new = contribute(draft, submission_of(collection, "cards", *(str(card.pk) for card in cards)))
        change_state(idea, State.PUBLIC)
        Card.objects.filter(pk__in=[card.pk for card in cards]).update(became=idea, changed_at=timezone.now())
    return idea


def channel_of(cards: list[Card]) -> str:
    """The way on which all of them came; cards of several ways came together at the event."""
    ways = {card.channel for card in cards}
    return ways.pop() if len(ways) == 1 else Channel.EVENT


def close(wall: WallPage, by: Any) -> None:
    """From now on nobody writes a card any more; what an editor has not published yet stays a draft."""
    publish_at_once(wall, by, closes_at=timezone.now())


def open_again(wall: WallPage, by: Any) -> None:
    publish_at_once(wall, by, closes_at=None)


def publish_at_once(wall: WallPage, by: Any, **values: Any) -> None:
    """Change the public page and, where there is one, the draft behind it."""
    before = wall.latest_revision if wall.has_unpublished_changes else None
    save_with(WallPage.objects.get(pk=wall.pk), by, values).publish(user=by)
    if before:
        save_with(Revision.objects.get(pk=before.pk).as_object(), by, values)


def save_with(wall: WallPage, by: Any, values: dict[str, Any]) -> Revision:
    for name, value in values.items():
        setattr(wall, name, value)
    revision: Revision = wall.save_revision(user=by, log_action=True)
    return revision


def draft_result(wall: WallPage, by: Any) -> None:
    """Put what hangs on the wall into the draft of its result, which an editor then writes to an end and publishes."""
    page = wall.get_latest_revision_as_object()
    page.result = f"{page.result}{summary(wall)}"
    page.save_revision(user=by, log_action=True)


def summary(wall: WallPage) -> str:
    """The headings with their cards; cards under no heading are left to the wall."""
    found = defaultdict(list)
    cards = Card.objects.public().filter(module=wall).exclude(group=None).order_by("created_at", "pk")
    for card in cards:
        found[card.group_id].append(card.sharpened or card.text)
    parts = [
        format_html(
            "<h3>{}</h3><ul>{}</ul>",
            group.title,
            format_html_join("", "<li>{}</li>", ((text,) for text in found[group.pk])),
        )
        for group in wall.groups.all()
        if found[group.pk]
    ]
    return "".join(parts)
