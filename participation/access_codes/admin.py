"""/admin/participation/codes/: packages of codes on paper. The codes themselves are shown once, when they are made."""

import csv
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Count, Max, Q, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.log_actions import log

from participation.access_codes import codes
from participation.models import AccessCode, Identity, ModulePage
from residents.passes import not_kept

MAKES, DISABLES, SEES = (f"participation.{verb}_accesscode" for verb in ("add", "change", "view"))
MOST_CODES = 5000
MADE, DISABLED = "participation.codes_made", "participation.codes_disabled"


def modules_with_codes() -> QuerySet[ModulePage]:
    return ModulePage.objects.filter(identity=Identity.CODE).order_by("title")


class PackageForm(forms.Form):
    """A package for one letter, one school, one event: it is disabled as a whole."""

    module = forms.ModelChoiceField(label=gettext_lazy("Way to take part"), queryset=ModulePage.objects.none())
    package = forms.CharField(
        label=gettext_lazy("Package"),
        max_length=60,
        help_text=gettext_lazy("A name by which you find it again, for example: Letters to Mühlenstraße."),
    )
    count = forms.IntegerField(label=gettext_lazy("Number of codes"), min_value=1, max_value=MOST_CODES, initial=100)
    votes = forms.IntegerField(
        label=gettext_lazy("Votes of a code"),
        min_value=1,
        max_value=1000,
        initial=1,
        help_text=gettext_lazy("A filled in poll is one vote, and so is the support of one contribution."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["module"].queryset = modules_with_codes()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        module, package = cleaned.get("module"), cleaned.get("package")
        if module and package and module.access_codes.filter(package=package).exists():
            raise ValidationError({"package": _("There is a package of this name already.")})
        return cleaned


def packages() -> Any:
    """One row for each package: how many codes, how many of them were used, how many votes."""
    rows = AccessCode.objects.values("module", "module__title", "package", "votes_allowed")
    return rows.annotate(
        count=Count("pk"),
        entered=Count("pk", filter=Q(participant__isnull=False)),
        votes=Sum("votes_used"),
        disabled=Max("disabled_at"),
    ).order_by("module__title", "package")


@permission_required(SEES)
def codes_view(request: HttpRequest) -> HttpResponse:
    """The packages that there are, and below them a form for a new one."""
    return codes_page(request, PackageForm())


def codes_page(request: HttpRequest, form: PackageForm, status: int = 200) -> HttpResponse:
    context = {
        "packages": packages(),
        "form": form,
        "has_modules": modules_with_codes().exists(),
        "can_make": request.user.has_perm(MAKES),  # type: ignore[union-attr]
        "can_disable": request.user.has_perm(DISABLES),  # type: ignore[union-attr]
    }
    return render(request, "participation/admin/codes.html", context, status=status)


@permission_required(MAKES)
def make_view(request: HttpRequest) -> HttpResponse:
    """…/make/: the new codes, on a page to print, now and never again; opened by its address it leads to the packages."""
    if request.method != "POST":
        return redirect("participation_codes")
    form = PackageForm(request.POST)
    if not form.is_valid():
        return codes_page(request, form, 422)
    module, package = form.cleaned_data["module"], form.cleaned_data["package"]
    made = codes.make_package(module, package, count=form.cleaned_data["count"], votes=form.cleaned_data["votes"])
    log(instance=module, action=MADE, user=request.user, data={"package": package, "count": len(made)})
    context = {"module": module, "package": package, "codes": made, "address": address_of(module)}
    return not_kept(render(request, "participation/admin/codes_made.html", context))  # type: ignore[return-value]


def address_of(module: ModulePage) -> str:
    """What stands on the paper: short enough to type."""
    return settings.SITE_URL + reverse("participation:enter", args=[module.pk])


@permission_required(MAKES)
@require_POST
def csv_view(request: HttpRequest, pk: int) -> HttpResponse:
    """…/csv/<module>/: the codes of the page to print as a file; the page sends them along, for we do not have them."""
    module = get_object_or_404(modules_with_codes(), pk=pk)
    sent = request.POST.get("codes", "").split()[:MOST_CODES]
    known = set(module.access_codes.values_list("digest", flat=True))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="codes-{slugify(module.title)}.csv"'
    writer = csv.writer(response, delimiter=";")
    writer.writerow([_("Code"), _("Address")])
    writer.writerows([code, address_of(module)] for code in sent if codes.digest_of(module, code) in known)
    return not_kept(response)  # type: ignore[return-value]


@permission_required(DISABLES)
@require_POST
def disable_view(request: HttpRequest, pk: int) -> HttpResponse:
    """…/disable/<module>/: for a package that was lost; votes that were given stay counted."""
    module, package = get_object_or_404(modules_with_codes(), pk=pk), request.POST.get("package", "")
    number = codes.disable(module, package)
    if number:
        log(instance=module, action=DISABLED, user=request.user, data={"package": package, "count": number})
        words = ngettext("%(number)s code opens nothing any more.", "%(number)s codes open nothing any more.", number)
        messages.success(request, words % {"number": number})
    return redirect("participation_codes")
