"""The content security policy: strict for everybody, wider only in the signed-in editors' interface, and for maps."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from cms.maps.tiles import read_tiles

# Wagtail's inline panels and date pickers are inline scripts and styles; its login page needs none.
ADMIN_WIDENING = {
    "script-src": [UNSAFE_INLINE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["blob:"],
    "frame-src": [SELF],
}


class ContentPolicyMiddleware(CSPMiddleware):
    """Sends the policy of the settings, widened where a signed-in editor works and where a page carries a map."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        user = getattr(request, "user", None)
        is_editing = request.path_info.startswith("/admin/") and user is not None and user.is_authenticated
        widening = {**(parts.update or {}), **(ADMIN_WIDENING if is_editing else {})}
        tiles = read_tiles()
        # Any form of the editors' interface may ask for a place.
        if tiles and (is_editing or getattr(request, "carries_map", False)):
            widening["img-src"] = [*widening.get("img-src", []), tiles.origin]
        parts.update = widening or None
        return parts
