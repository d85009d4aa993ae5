"""Keys that fit what an editor is typing, for the field in the service form."""

from django.http import HttpRequest, JsonResponse
from wagtail.permissions import page_permission_policy

from service_catalogue.models import LeikaKey

MOST = 8
SHORTEST = 3


def suggest(request: HttpRequest) -> JsonResponse:
    """/admin/leika-keys/?q=…: keys by their digits or by words in their names, for whoever may write pages."""
    if not page_permission_policy.user_has_any_permission(request.user, ["add", "change", "publish"]):
        return JsonResponse({"keys": []}, status=403)
    text = request.GET.get("q", "").strip()
    if len(text) < SHORTEST:
        return JsonResponse({"keys": []})
    found = LeikaKey.objects.matching(text).filter(gone_at=None).not_deprecated()[:MOST]
    rows = [{"key": key.grouped, "explanation": key.explanation, "name": key.label} for key in found]
    return JsonResponse({"keys": rows})
