"""/admin/redirects/import/: editors upload a list of old and new addresses; takes the place of Wagtail's own import.

That one looks neither for circles nor for chains, nor whether the new address leads anywhere.
"""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.auth import require_admin_access

from cms.old_addresses import MOST_ROWS, Checked, check, rows_of, write

MOST_BYTES = 5_000_000


class OldAddressesForm(forms.Form):
    """The list, and the name that the old site had."""

    file = forms.FileField(
        label=_("List of addresses"),
        help_text=_("A CSV file with two columns: the old address and the new one. Excel saves such files, too."),
    )
    old_host = forms.CharField(
        label=_("Name of the old site"),
        max_length=120,
        required=False,
        help_text=_("Only if it had another one than this site, for example alt.town.example."),
    )
    dry_run = forms.BooleanField(label=_("Only look, change nothing"), required=False)

    def clean_file(self) -> list[tuple[int, str, str]]:
        """The rows of the file."""
        uploaded: UploadedFile = self.cleaned_data["file"]
        if (uploaded.size or 0) > MOST_BYTES:
            raise ValidationError(_("The file is too large. Please split it."))
        rows = rows_of(uploaded.read())
        if not rows:
            raise ValidationError(_("There are no addresses in this file."))
        if len(rows) > MOST_ROWS:
            raise ValidationError(_("The file has too many rows. Please split it."))
        return rows


@require_admin_access
def import_old_addresses(request: HttpRequest) -> HttpResponse:
    """Shows the form, and after an upload what became of every row."""
    if not request.user.has_perm("wagtailredirects.add_redirect"):  # type: ignore[union-attr]
        raise PermissionDenied
    form = OldAddressesForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form, "page_title": _("Import old addresses"), "header_icon": "redirect"}
    if request.method != "POST":
        return render(request, "cms/import_addresses.html", context)
    if not form.is_valid():
        return render(request, "cms/import_addresses.html", context, status=422)
    return render(request, "cms/import_addresses.html", context | {"found": carry_out(form)})


def carry_out(form: OldAddressesForm) -> Checked:
    found = check(form.cleaned_data["file"], form.cleaned_data["old_host"])
    if not form.cleaned_data["dry_run"]:
        write(found.ways)
    return found


urlpatterns = [
    path("redirects/import/", import_old_addresses),
    # The second step of Wagtail's import, which is not reached any more.
    path("redirects/import/process/", import_old_addresses),
]
