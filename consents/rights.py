"""Who keeps consents, and of which pictures."""

from typing import Any

from django.db.models import QuerySet
from wagtail.images.permissions import permission_policy as picture_rights
from wagtail.permission_policies import ModelPermissionPolicy

from cms.models import Picture
from consents.models import Consent, ConsentQuerySet


def keeps_consents(user: Any) -> bool:
    """Supervision and editors, by the right that their roles have."""
    return user is not None and user.has_perm("consents.change_consent")


def kept_pictures(user: Any) -> QuerySet[Picture]:
    """The pictures whose consents a person keeps: those that they may change; the supervision has the school's alone."""
    if not keeps_consents(user):
        return Picture.objects.none()
    return picture_rights.instances_user_has_any_permission_for(user, ["change"])


def keeps_consents_of(user: Any, picture: Picture) -> bool:
    return kept_pictures(user).filter(pk=picture.pk).exists()


def kept_consents(user: Any) -> ConsentQuerySet:
    """All that a person learns of consents; the others are not there for them."""
    return Consent.objects.filter(picture__in=kept_pictures(user).values("pk"))


class ConsentRights(ModelPermissionPolicy):
    """The right on consents reaches as far as the right on pictures."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Consent) -> bool:
        return super().user_has_permission(user, action) and keeps_consents_of(user, instance.picture)

    def user_has_any_permission_for_instance(self, user: Any, actions: list[str], instance: Consent) -> bool:
        return any(self.user_has_permission_for_instance(user, action, instance) for action in actions)

    def instances_user_has_any_permission_for(self, user: Any, actions: list[str]) -> QuerySet[Consent]:
        return kept_consents(user) if self.user_has_any_permission(user, actions) else Consent.objects.none()
