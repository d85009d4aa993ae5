"""The one gate for pictures and files: whether everybody may have them now, at whatever address they ask.

A picture or file is public while something that everybody may see uses it, as Wagtail's reference index knows. So the
pictures of a draft have no public address. And a picture can be withheld whoever uses it: rooms above register
conditions in a file that they import in `AppConfig.ready()`:

    @withholds
    def without_consent():
        return Q(...)      # pictures that must not be shown now

`refresh` keeps `Picture.is_withheld` equal to these conditions, so that pages need not ask anew for every picture.

Rooms above also say with what somebody without an account may see what is not public yet, by `@opens`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.documents.permissions import permission_policy as file_rights
from wagtail.images.permissions import permission_policy as picture_rights
from wagtail.models import Page, ReferenceIndex

from cms.media import File, Picture, shown
from cms.signals import content_changed, pictures_changed
from cms.visibility import for_everybody

__all__ = ["is_open_to", "is_public", "opens", "public_uses", "refresh", "shown", "withholds"]

Condition = Callable[[], Q]
_conditions: list[Condition] = []
Key = Callable[[HttpRequest, Picture | File], bool]
_keys: list[Key] = []


def withholds(condition: Condition) -> Condition:
    """Register a condition on pictures under which nobody is shown them."""
    _conditions.append(condition)
    return condition


def opens(key: Key) -> Key:
    """Register what opens a picture or file that is neither public nor withheld."""
    _keys.append(key)
    return key


def withheld_now() -> Q:
    """The pictures that at least one room withholds."""
    found = Q(pk__in=[])
    for condition in _conditions:
        found |= condition()
    return found


def is_public(thing: Picture | File) -> bool:
    """Whether everybody may have this picture or file now."""
    if getattr(thing, "is_withheld", False):
        return False
    return any(public_users(model, found).exists() for model, found in users_of(thing))


def is_open_to(request: HttpRequest, thing: Picture | File) -> bool:
    """Whether this visitor may have what is not public: somebody who works with it, or may see a page that shows it."""
    is_withheld = getattr(thing, "is_withheld", False)
    if works_with(request.user, thing, ["change"] if is_withheld else ["choose", "change"]):
        return True
    if is_withheld:
        return False
    return any(key(request, thing) for key in _keys) or any(
        all(lock.accept_request(request) for lock in page.get_view_restrictions())
        for model, found in users_of(thing)
        if issubclass(model, Page)
        for page in found.filter(live=True)
    )


def works_with(user: Any, thing: Picture | File, actions: list[str]) -> bool:
    """Whether an editor has one of these rights on it. Who may only use pictures is not shown a withheld one."""
    rights = picture_rights if isinstance(thing, Picture) else file_rights
    has_right = user.is_authenticated and rights.user_has_any_permission_for_instance(user, actions, thing)
    return has_right and user.has_perm("wagtailadmin.access_admin")


def users_of(thing: Picture | File) -> list[tuple[type, Any]]:
    """What uses a picture or file, drafts not yet published included: one queryset per kind of thing."""
    references = ReferenceIndex.get_references_to(thing).values_list("base_content_type", "object_id").distinct()
    found: dict[int, set[str]] = defaultdict(set)
    for content_type, key in references:
        found[content_type].add(key)
    models = [(ContentType.objects.get_for_id(pk).model_class(), keys) for pk, keys in found.items()]
    return [(model, model._default_manager.filter(pk__in=keys)) for model, keys in models if model is not None]


def public_users(model: type, found: Any) -> Any:
    """Those that everybody may see: published pages, records that say it by `findable`, the town's own face."""
    if issubclass(model, Page):
        return for_everybody(found)
    if getattr(model, "is_seen_by_everybody", False):
        return found
    return model.findable(found) if hasattr(model, "findable") else found.none()


def refresh(pictures: QuerySet[Picture] | None = None) -> None:
    """Bring `is_withheld` up to date for these pictures, or for all, and tell everybody who shows one that changed."""
    pictures = Picture.objects.all() if pictures is None else pictures
    with transaction.atomic():
        due = Picture.objects.filter(withheld_now()).values("pk")
        set_withheld(pictures.filter(pk__in=due, is_withheld=False), True)
        set_withheld(pictures.filter(is_withheld=True).exclude(pk__in=due), False)


def set_withheld(pictures: QuerySet[Picture], is_withheld: bool) -> None:
    changed = list(pictures)
    if not changed:
        return
    Picture.objects.filter(pk__in=[picture.pk for picture in changed]).update(is_withheld=is_withheld)
    for picture in changed:
        picture.is_withheld = is_withheld
    tell_those_who_show(changed)
    pictures_changed.send(sender=Picture, pictures=changed, is_withheld=is_withheld)


def tell_those_who_show(pictures: Iterable[Picture]) -> None:
    """The search forgets what a withheld picture's texts say, and knows it again when the picture is back."""
    changed: dict[type, dict[Any, Any]] = defaultdict(dict)
    for picture in pictures:
        for item in public_uses(picture):
            changed[type(item)][item.pk] = item
    for model, items in changed.items():
        content_changed.send(sender=model, instances=list(items.values()))


def public_uses(thing: Picture | File) -> list[Any]:
    """The pages and records by which everybody sees a picture or file."""
    uses: list[Any] = []
    for model, found in users_of(thing):
        public = public_users(model, found)
        uses += public.specific() if issubclass(model, Page) else public
    return uses
