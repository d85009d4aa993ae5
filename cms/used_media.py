"""The pictures and files that a page refers to as it stands in memory, and whether somebody may bring them in."""

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import Image as WagtailImage
from wagtail.models import ReferenceIndex
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from cms.media import File, Picture

Media = type[Picture] | type[File]
# Wagtail makes its own policies only after all rooms are loaded.
POLICIES: dict[Media, Any] = {
    model: CollectionOwnershipPermissionPolicy(model, auth_model=stock, owner_field_name="uploaded_by_user")
    for model, stock in ((Picture, WagtailImage), (File, WagtailDocument))
}


def media_in(page: Any) -> Iterator[tuple[Media, int, str]]:
    """Each use: picture or file, its number, and the path to the field and block."""
    kinds: dict[int, Media] = {ContentType.objects.get_for_model(model).pk: model for model in (Picture, File)}
    # The index reads saved pages only; its reader of one object has no public name.
    for content_type, key, _model_path, path in ReferenceIndex._extract_references_from_object(page):
        if content_type in kinds:
            yield kinds[content_type], int(key), path


def numbers_in(page: Any) -> set[tuple[Media, int]]:
    """What a page uses, each once."""
    return {(model, key) for model, key, _path in media_in(page)}


def may_bring_in(user: Any, media: set[tuple[Media, int]]) -> bool:
    """Whether a person may put all of these on a page."""
    return all(
        POLICIES[model].instances_user_has_any_permission_for(user, ["choose"]).filter(pk__in=keys).count() == len(keys)
        for model in POLICIES
        if (keys := {key for kind, key in media if kind is model})
    )
