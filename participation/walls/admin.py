"""/admin/participation/walls/<page>/: whoever leads a workshop groups and sharpens cards, makes ideas of them, closes."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from participation.actions import walls
from participation.models import Card, CardGroup, Contribution, IdeaCollectionPage, WallPage
from participation.moderation.access import leads
from participation.moderation.decisions import SameModeratorError, TooLateError, allow, refuse
from participation.moderation.forms import RefuseForm
from participation.open_boards import current
from participation.walls.cards import stand_of

State = Contribution.State
# Those that waited, stand there, or were taken away here; what its author deleted is gone.
ARRANGED = (State.WAITING, State.PUBLIC, State.CENSORED)
HIDEABLE = (State.WAITING, State.PUBLIC)
NO_GROUP = "0"


class IdeaFromCardsForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Title of the idea"), max_length=120)
    text = forms.CharField(label=gettext_lazy("Text"), widget=forms.Textarea(attrs={"rows": 6}), max_length=5000)
    collection = forms.ModelChoiceField(
        label=gettext_lazy("Collection of ideas"), queryset=IdeaCollectionPage.objects.none(), empty_label=None
    )

    def __init__(self, wall: WallPage, cards: list[Card], data: Any = None) -> None:
        shown = [card.sharpened or card.text for card in cards]
        super().__init__(data, initial={"title": shown[0][:120], "text": "\n\n".join(shown)})
        field: Any = self.fields["collection"]
        field.queryset = collections_beside(wall)


class SharpenForm(forms.Form):
    sharpened = forms.CharField(
        label=gettext_lazy("As sharpened together"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What was written stays visible below. Empty: the card stands as it was written."),
    )


def collections_beside(wall: WallPage) -> Any:
    return IdeaCollectionPage.objects.sibling_of(wall).live().order_by("path")


def wall_for(request: HttpRequest, number: int) -> WallPage:
    """A public wall that this person may edit."""
    wall = get_object_or_404(WallPage.objects.live(), pk=number)
    if not wall.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    return wall


def cards_of(wall: WallPage) -> Any:
    found = Card.objects.filter(module=wall, state__in=ARRANGED)
    return found.select_related("group", "became__module").order_by("group__position", "group_id", "-created_at", "-pk")


def asked_cards(wall: WallPage, numbers: list[str]) -> list[Card]:
    """The cards that were ticked; those of other walls are not there."""
    return list(cards_of(wall).filter(pk__in=[int(one) for one in numbers if one.isdecimal() and len(one) < 10]))


def arrange(request: HttpRequest, number: int) -> HttpResponse:
    """All cards with a box to tick each, and what can be done with those that are ticked."""
    wall = wall_for(request, number)
    if request.method == "POST":
        verb = DEEDS.get(request.POST.get("do", ""))
        if verb:
            return verb(request, wall, asked_cards(wall, request.POST.getlist("card"))) or redirect(
                "participation_arrange", wall.pk
            )
    return drawn(request, wall, RefuseForm())


def drawn(request: HttpRequest, wall: WallPage, refuse_form: RefuseForm) -> HttpResponse:
    context = {
        **header(wall, _("Arrange the cards")),
        **hung(wall, request),
        "refuse_form": refuse_form,
        "leads": leads(request.user, wall),
        "can_publish": wall.permissions_for_user(request.user).can_publish(),
        "version": stand_of(wall).version,
        "live": reverse("participation_arrange_live", args=[wall.pk]),
    }
    status = 422 if refuse_form.errors else 200
    return render(request, "participation/wall_arrange.html", context, status=status)


def arrange_live(request: HttpRequest, number: int) -> HttpResponse:
    """/admin/participation/walls/<page>/stand/: the cards anew for a page that is open; 304 where nothing has changed."""
    wall = wall_for(request, number)
    return current(
        request, stand_of(wall).version, "participation/wall_arrange_board.html", lambda: hung(wall, request)
    )


def hung(wall: WallPage, request: HttpRequest) -> dict[str, Any]:
    """All cards under their headings; those that were ticked stay so where a form comes back."""
    cards = list(cards_of(wall))
    return {
        "wall": wall,
        "groups": [(group, [card for card in cards if card.group_id == group.pk]) for group in wall.groups.all()],
        "loose": [card for card in cards if card.group_id is None],
        "count": len(cards),
        "ticked": request.POST.getlist("card"),
    }


def header(wall: WallPage, title: str) -> dict[str, Any]:
    return {"wall": wall, "page_title": title, "page_subtitle": wall.title, "header_icon": "grip"}


def group_cards(request: HttpRequest, wall: WallPage, cards: list[Card]) -> HttpResponse | None:
    """Under a new heading if one was typed, else under the chosen one."""
    title, chosen = request.POST.get("title", "").replace("\0", "").strip()[:120], request.POST.get("group", NO_GROUP)
    if not cards and not title:
        return nothing_ticked(request)
    group = walls.new_group(wall, title) if title else group_of(wall, chosen)
    walls.put_under(cards, group)
    messages.success(request, _("“%(title)s”: done.") % {"title": group.title if group else _("Without a heading")})
    return None


def group_of(wall: WallPage, number: str) -> CardGroup | None:
    return wall.groups.filter(pk=number).first() if number.isdecimal() and len(number) < 10 else None


def nothing_ticked(request: HttpRequest) -> HttpResponse | None:
    messages.error(request, _("Tick at least one card first."))
    return None


def hide_cards(request: HttpRequest, wall: WallPage, cards: list[Card]) -> HttpResponse | None:
    """A decision of the moderators as any other: with a reason, which the authors read."""
    only_leaders(request, wall)
    shown = [card for card in cards if card.state in HIDEABLE]
    if not shown:
        return nothing_ticked(request)
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return drawn(request, wall, form)
    said = {name: form.cleaned_data[name] for name in ("reason", "words")}
    return decided(request, shown, lambda card, seen: refuse(card, request.user, seen, **said))


def show_cards(request: HttpRequest, wall: WallPage, cards: list[Card]) -> HttpResponse | None:
    only_leaders(request, wall)
    hidden = [card for card in cards if card.state != State.PUBLIC]
    if not hidden:
        return nothing_ticked(request)
    return decided(request, hidden, lambda card, seen: allow(card, request.user, seen))


def only_leaders(request: HttpRequest, wall: WallPage) -> None:
    if not leads(request.user, wall):
        raise PermissionDenied


def decided(request: HttpRequest, cards: list[Card], decide: Callable[[Card, str], Any]) -> HttpResponse | None:
    """One decision for each card; what has changed since the page was drawn stays as it is."""
    done = 0
    for card in cards:
        try:
            decide(card, request.POST.get(f"seen-{card.pk}", ""))
            done += 1
        except TooLateError:
            messages.warning(request, _("“%(card)s” has changed in the meantime. Look at it again.") % {"card": card})
        except SameModeratorError:
            messages.warning(request, _("Somebody else decides about the appeal for “%(card)s”.") % {"card": card})
    if done:
        said = ngettext("%(number)d card changed.", "%(number)d cards changed.", done)
        messages.success(request, said % {"number": done})
    return None


def to_idea(request: HttpRequest, wall: WallPage, cards: list[Card]) -> HttpResponse | None:
    if not cards:
        return nothing_ticked(request)
    address = redirect("participation_idea_from_cards", wall.pk)
    address["Location"] += "?" + "&".join(f"card={card.pk}" for card in cards)
    return address


def dissolve_group(request: HttpRequest, wall: WallPage, cards: list[Card]) -> HttpResponse | None:
    group = group_of(wall, request.POST.get("group", NO_GROUP))
    if group:
        walls.dissolve(group)
        messages.success(request, _("The heading is gone, its cards have stayed."))
    return None


def only_publishers(request: HttpRequest, wall: WallPage) -> None:
    if not wall.permissions_for_user(request.user).can_publish():
        raise PermissionDenied


def close_wall(request: HttpRequest, wall: WallPage, cards: list[Card]) -> HttpResponse | None:
    only_publishers(request, wall)
    walls.close(wall, request.user)
    messages.success(request, _("The wall is closed. The cards stay where everybody can read them."))
    return None


def open_wall(request: HttpRequest, wall: WallPage, cards: list[Card]) -> HttpResponse | None:
    only_publishers(request, wall)
    walls.open_again(wall, request.user)
    messages.success(request, _("The wall is open."))
    return None


def begin_result(request: HttpRequest, wall: WallPage, cards: list[Card]) -> HttpResponse | None:
    """On to the page's own form, where the result is finished and published."""
    walls.draft_result(wall, request.user)
    messages.success(request, _("Headings and cards stand in the draft of the result. Finish it and publish the page."))
    return redirect("wagtailadmin_pages:edit", wall.pk)


Deed = Callable[[HttpRequest, WallPage, list[Card]], HttpResponse | None]
DEEDS: dict[str, Deed] = {
    "group": group_cards,
    "hide": hide_cards,
    "show": show_cards,
    "idea": to_idea,
    "dissolve": dissolve_group,
    "close": close_wall,
    "open": open_wall,
    "result": begin_result,
}


def sharpen(request: HttpRequest, number: int, card_number: int) -> HttpResponse:
    """One card: what was written, and what the hall made of it."""
    wall = wall_for(request, number)
    card = get_object_or_404(cards_of(wall), pk=card_number)
    form = SharpenForm(request.POST or None, initial={"sharpened": card.sharpened or card.text})
    if request.method == "POST" and form.is_valid():
        walls.sharpen(card, form.cleaned_data["sharpened"])
        return redirect("participation_arrange", wall.pk)
    context = {**header(wall, _("Sharpen a card")), "card": card, "form": form}
    return render(request, "participation/wall_sharpen.html", context)


def idea_from_cards(request: HttpRequest, number: int) -> HttpResponse:
    """The form for an idea that stands for one or several cards."""
    wall = wall_for(request, number)
    cards = asked_cards(wall, request.GET.getlist("card"))
    if not cards:
        return redirect("participation_arrange", wall.pk)
    form = IdeaFromCardsForm(wall, cards, request.POST or None)
    if request.method == "POST" and form.is_valid() and made(request, cards, form):
        return redirect("participation_arrange", wall.pk)
    context = {
        **header(wall, _("Make an idea of cards")),
        "cards": cards,
        "form": form,
        "has_collection": collections_beside(wall).exists(),
        "project": wall.project,
    }
    return render(request, "participation/wall_idea.html", context)


def made(request: HttpRequest, cards: list[Card], form: IdeaFromCardsForm) -> bool:
    try:
        idea = walls.make_idea(cards, **{name: form.cleaned_data[name] for name in ("collection", "title", "text")})
    except walls.AlreadyAnIdeaError:
        form.add_error(None, _("One of these cards is an idea already."))
        return False
    messages.success(request, _("The idea “%(title)s” is public.") % {"title": idea.title})
    return True
