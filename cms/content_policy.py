"""The content security policy: strict for everybody, wider only in the signed-in editors' interface."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.middleware import CSPMiddleware, PolicyParts
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# Wagtail's inline panels and date pickers are inline scripts and styles; its login page needs none.
ADMIN_WIDENING = {
    "script-src": [UNSAFE_INLINE],
    "style-src": [UNSAFE_INLINE],
    "img-src": ["blob:"],
    "frame-src": [SELF],
}


class ContentPolicyMiddleware(CSPMiddleware):
    """Sends the policy of the settings, widened where a signed-in editor works."""

    def get_policy_parts(
        self, request: HttpRequest, response: HttpResponseBase, report_only: bool = False
    ) -> PolicyParts:
        parts = super().get_policy_parts(request, response, report_only)
        if request.path_info.startswith("/admin/") and getattr(request, "user", None) and request.user.is_authenticated:
            parts.update = {**(parts.update or {}), **ADMIN_WIDENING}
        return parts
