"""What objects point to, in Wagtail's own index of references: the same rows as when each is saved, for many at once."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey, GenericRel
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel, get_all_child_relations
from wagtail.models import Page, ReferenceIndex

from service_catalogue.relations import attach

Reference = tuple[int, str, str, str]
"""Kind and key of what is pointed to, and where it stands: for the model and for this object."""


def renew_references(model: type[models.Model], instances: list[Any]) -> None:
    """A few queries for all of them."""
    attach(instances, *(name for name in _pointing(model)[2] if not _is_attached(instances, name)))
    kind = ContentType.objects.get_for_model(model, for_concrete_model=False)
    base = Page if issubclass(model, Page) else model
    base_kind = ContentType.objects.get_for_model(base, for_concrete_model=False)
    wanted = {(str(item.pk), *found) for item in instances for found in references_of(item)}
    known = _known(base_kind, [str(item.pk) for item in instances])
    gone = [pk for found, pk in known.items() if found not in wanted]
    new = [
        ReferenceIndex(
            content_type=kind,
            base_content_type=base_kind,
            object_id=object_id,
            to_content_type_id=to_kind,
            to_object_id=to_object,
            model_path=model_path,
            content_path=content_path,
            content_path_hash=ReferenceIndex._get_content_path_hash(content_path),
        )
        for object_id, to_kind, to_object, model_path, content_path in sorted(wanted - set(known))
    ]
    if gone or new:
        with transaction.atomic():
            ReferenceIndex.objects.filter(pk__in=gone).delete()
            ReferenceIndex.objects.bulk_create(new, ignore_conflicts=True, batch_size=100)


def _known(base_kind: ContentType, object_ids: list[str]) -> dict[tuple[str, int, str, str, str], int]:
    rows = ReferenceIndex.objects.filter(base_content_type=base_kind, object_id__in=object_ids).values_list(
        "pk", "object_id", "to_content_type", "to_object_id", "model_path", "content_path"
    )
    return {found: pk for pk, *rest in rows if (found := tuple(rest))}


def _is_attached(instances: list[Any], name: str) -> bool:
    return all(name in getattr(item, "_prefetched_objects_cache", {}) for item in instances)


def references_of(item: models.Model) -> Iterator[Reference]:
    """As Wagtail extracts them, but without looking at the many fields that cannot point anywhere or are empty."""
    foreign_keys, texts, children, is_generic = _pointing(type(item))
    if is_generic:
        yield from ReferenceIndex._extract_references_from_object(item)
        return
    for field in foreign_keys:
        value = field.value_from_object(item)
        if value is not None:
            yield _kind_of(field.related_model), str(value), field.name, field.name
    for field in texts:
        if value := field.value_from_object(item):
            for to_model, key, model_path, content_path in field.extract_references(value):
                yield _kind_of(to_model), key, f"{field.name}.{model_path}", f"{field.name}.{content_path}"
    for name in children:
        for child in item._prefetched_objects_cache[name]:  # type: ignore[attr-defined]
            for kind, key, model_path, content_path in references_of(child):
                yield kind, key, f"{name}.item.{model_path}", f"{name}.{child.pk}.{content_path}"


@cache
def _pointing(model: type[models.Model]) -> tuple[list[Any], list[Any], list[str], bool]:
    """Fields and relations of a model that may point to something; whether something unusual is among them."""
    fields = model._meta.get_fields()
    foreign_keys = [
        field
        for field in fields
        if field.is_relation and field.many_to_one and not isinstance(field, ParentalKey | GenericRel)
        if not getattr(field, "wagtail_reference_index_ignore", False)
        if not getattr(field.related_model, "wagtail_reference_index_ignore", False)
    ]
    texts = [field for field in fields if hasattr(field, "extract_references")]
    relations = get_all_child_relations(model) if issubclass(model, ClusterableModel) else []
    is_generic = any(isinstance(field, GenericForeignKey) for field in foreign_keys)
    return foreign_keys, texts, [relation.get_accessor_name() for relation in relations], is_generic


def _kind_of(model: type[models.Model]) -> int:
    return ReferenceIndex._get_base_content_type(model).pk
