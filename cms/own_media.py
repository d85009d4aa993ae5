"""In the editors' interface people meet the pictures and files they may use, and no titles of others.

Wagtail's bulk actions, its API for the interface and the last step of its picture chooser ask for no right on the
collection.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from wagtail.admin.auth import require_admin_access
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.documents import permissions as of_files
from wagtail.documents.api.admin.views import DocumentsAdminAPIViewSet
from wagtail.images import permissions as of_pictures
from wagtail.images.api.admin.views import ImagesAdminAPIViewSet
from wagtail.images.views.chooser import ImageSelectFormatView
from wagtail.images.views.chooser import viewset as picture_chooser

from cms.media import File, Picture

PICTURE, FILE = Picture._meta.label_lower, File._meta.label_lower
USE, KEEP = ["choose"], ["add", "change", "delete"]


def policy_of(label: str) -> Any:
    """Asked anew each time: Wagtail makes these after all rooms are loaded."""
    return {PICTURE: of_pictures.permission_policy, FILE: of_files.permission_policy}.get(label)


def own_media(policy: Any, user: Any, actions: list[str]) -> QuerySet:
    """The pictures or files on which a person has one of these rights."""
    return policy.instances_user_has_any_permission_for(user, actions)


def own_pictures(user: Any) -> QuerySet:
    """The pictures that a person may put on pages; a withheld one is shown to those alone who can put it right."""
    policy = policy_of(PICTURE)
    own, theirs_to_mend = own_media(policy, user, USE), own_media(policy, user, ["change"])
    return own.filter(Q(is_withheld=False) | Q(pk__in=theirs_to_mend.values("pk")))


def choosable_pictures(pictures: QuerySet, request: HttpRequest) -> QuerySet:
    """What the picture chooser offers."""
    return pictures.filter(pk__in=own_pictures(request.user).values("pk"))


def refuse_foreign_media(request: HttpRequest, label: str) -> None:
    """A bulk action is refused as a whole when it names a picture or file that is none of the person's business."""
    policy = policy_of(label)
    if policy is None:
        return
    asked = request.GET.getlist("id")
    numbers = {int(number) for number in asked if number.isdecimal()}
    own = own_media(policy, request.user, KEEP)
    everything = policy.model._default_manager.all()
    wanted = everything if "all" in asked else everything.filter(pk__in=numbers)
    if wanted.exclude(pk__in=own.values("pk")).exists():
        raise PermissionDenied


@require_admin_access
def choose_format_of_own_picture(request: HttpRequest, image_id: int) -> HttpResponse:
    """/admin/images/chooser/<id>/select_format/: shows the picture with its title."""
    if not own_pictures(request.user).filter(pk=image_id).exists():
        raise PermissionDenied
    return ImageSelectFormatView.as_view(model=Picture)(request, image_id)


@require_admin_access
def choose_own_pictures(request: HttpRequest) -> HttpResponse:
    """/admin/images/chooser/chosen-multiple/: refused as a whole when it names a picture that is not to be chosen."""
    numbers = {int(number) for number in request.GET.getlist("id") if number.isdecimal()}
    if Picture.objects.filter(pk__in=numbers).exclude(pk__in=own_pictures(request.user).values("pk")).exists():
        raise PermissionDenied
    return picture_chooser.chosen_multiple_view(request)


class OwnPictures(ImagesAdminAPIViewSet):
    """/admin/api/main/images/: those that the person may use."""

    def get_queryset(self) -> QuerySet:
        return super().get_queryset().filter(pk__in=own_pictures(self.request.user).values("pk"))


class OwnFiles(DocumentsAdminAPIViewSet):
    """/admin/api/main/documents/: those that the person may use."""

    def get_queryset(self) -> QuerySet:
        own = own_media(policy_of(FILE), self.request.user, USE)
        return super().get_queryset().filter(pk__in=own.values("pk"))


def offer_own_media(router: WagtailAPIRouter) -> None:
    """Takes the place of Wagtail's two endpoints; must come after them."""
    router.register_endpoint("images", OwnPictures)
    router.register_endpoint("documents", OwnFiles)
