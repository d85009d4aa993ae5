"""Residents in the editors' interface: numbers for those who may count, a list with a block for those who may see."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.helpers import ButtonHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin, modeladmin_register

from residents import actions
from residents.figures import figures
from residents.forms import BlockForm
from residents.models import Resident

COUNTS, BLOCKS = "residents.count_residents", "residents.change_resident"


class OnlyReading(PermissionHelper):
    """Residents make and delete their accounts themselves; to see them asks for a right of its own."""

    def user_can_list(self, user: Any) -> bool:
        return user.has_perm("residents.view_resident")

    def user_can_create(self, user: Any) -> bool:
        return False

    def user_can_edit_obj(self, user: Any, obj: Any) -> bool:
        return False

    def user_can_delete_obj(self, user: Any, obj: Any) -> bool:
        return False


class BlockButton(ButtonHelper):
    def get_buttons_for_obj(self, obj: Resident, *args: Any, **kwargs: Any) -> list[dict[str, Any]]:
        if not self.request.user.has_perm(BLOCKS):
            return []
        label = gettext("Lift the block …") if obj.is_blocked else gettext("Block …")
        address = reverse("block_resident", args=[obj.pk])
        return [{"url": address, "label": label, "title": label, "classname": "button button-secondary button-small"}]


@modeladmin_register
class ResidentAdmin(ModelAdmin):
    """/admin/residents/resident/: found by address."""

    model = Resident
    menu_label = _("Residents")
    menu_icon = "user"
    menu_order = 640
    add_to_settings_menu = True
    history_view_enabled = False  # that view asks for no right
    permission_helper_class = OnlyReading
    button_helper_class = BlockButton
    list_display = ["email", "name", "joined_at", "last_seen_at", "blocked_at", "block_reason"]
    list_display_add_buttons = "email"
    search_fields = ["email"]


@permission_required(BLOCKS)
def block(request: HttpRequest, pk: int) -> HttpResponse:
    """/admin/residents/block/<pk>/: with a reason; a second time it lifts the block."""
    resident = get_object_or_404(Resident, pk=pk)
    form = BlockForm(request.POST or None)
    if request.method == "POST" and resident.is_blocked:
        actions.unblock(resident, request)
        messages.success(request, gettext("The block is lifted."))
    elif request.method == "POST" and form.is_valid():
        actions.block(resident, form.cleaned_data["reason"], request)
        messages.success(request, gettext("The access is blocked."))
    else:
        context = {"resident": resident, "form": form}
        return render(request, "residents/admin/block.html", context, status=422 if request.method == "POST" else 200)
    return redirect("residents_resident_modeladmin_index")


@permission_required(COUNTS)
def count(request: HttpRequest) -> HttpResponse:
    """/admin/reports/residents/: how many, and nobody by name."""
    return render(request, "residents/admin/figures.html", {"figures": figures()})


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    return [
        path("residents/block/<int:pk>/", block, name="block_resident"),
        path("reports/residents/", count, name="count_residents"),
    ]


class FiguresMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return request.user.has_perm(COUNTS)


@hooks.register("register_reports_menu_item")
def figures_menu_item() -> MenuItem:
    return FiguresMenuItem(
        _("Residents' accounts"), reverse("count_residents"), name="residents", icon_name="user", order=1450
    )
