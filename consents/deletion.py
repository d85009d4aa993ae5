"""With a picture go its consents: so only those delete it who keep them. Wagtail asks for the right on the picture alone."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.auth import require_admin_access
from wagtail.images.permissions import permission_policy
from wagtail.images.views import images, multiple

from cms.models import Picture
from consents.models import Consent
from consents.picture_form import ASK
from consents.rights import kept_pictures


def is_refused(user: Any, pictures: list[int]) -> bool:
    of_others = Consent.objects.exclude(picture__in=kept_pictures(user).values("pk"))
    return of_others.filter(picture__in=pictures).exists()


@require_admin_access
def delete_picture(request: HttpRequest, image_id: int) -> HttpResponseBase:
    """/admin/images/<id>/delete/: leads back to the picture, with the reason; nobody learns of consents for others'."""
    picture = get_object_or_404(Picture, pk=image_id)
    may_delete = permission_policy.user_has_permission_for_instance(request.user, "delete", picture)
    if not may_delete or not is_refused(request.user, [image_id]):
        return images.DeleteView.as_view()(request, image_id=image_id)
    messages.error(request, ASK)
    return redirect("wagtailimages:edit", image_id)


@require_admin_access
def delete_picture_among_new_ones(request: HttpRequest, image_id: int) -> HttpResponseBase:
    """/admin/images/multiple/<id>/delete/"""
    if is_refused(request.user, [image_id]):
        raise PermissionDenied
    return multiple.DeleteView.as_view()(request, image_id=image_id)


@hooks.register("before_bulk_action")
def refuse_bulk_deletion(request: HttpRequest, action_type: str, objects: list, action: Any) -> HttpResponse | None:
    """All pictures or none."""
    pictures = [item.pk for item in objects if isinstance(item, Picture)]
    if action_type != "delete" or not is_refused(request.user, pictures):
        return None
    messages.error(request, ASK)
    return redirect(action.next_url)


@hooks.register("register_admin_urls", order=-1)
def stand_before_wagtails_own() -> list[URLPattern]:
    """The first of two views of an address answers."""
    return [
        path("images/<int:image_id>/delete/", delete_picture),
        path("images/multiple/<int:image_id>/delete/", delete_picture_among_new_ones),
    ]
