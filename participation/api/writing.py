"""What all that programs send has in common: who may send it, the key by which a repeat is known, only known fields."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.request import Request

from cms.visitor_forms import comes_from_here

KEY = "Idempotency-Key"
LONGEST_KEY = 200


class KnownFields(serializers.Serializer):
    """Fields that are not known are refused: a misspelt name would be lost otherwise."""

    def to_internal_value(self, data: Any) -> Any:
        unknown = set(data) - set(self.fields) if isinstance(data, dict) else set()
        if unknown:
            raise ValidationError({name: [_("Unknown field.")] for name in sorted(unknown)})
        return super().to_internal_value(data)


def refuse_foreign_pass(request: Request) -> None:
    """With the pass of a browser somebody takes part as themselves, so another site must not send for them."""
    if settings.PASS_COOKIE_NAME in request.COOKIES and not comes_from_here(request._request):
        raise PermissionDenied(_("This browser takes part, but the request does not come from this site."))


def key_of(request: Request) -> str:
    key = request.headers.get(KEY, "")
    if len(key) > LONGEST_KEY:
        raise ValidationError({KEY: [_("At most %(number)d characters.") % {"number": LONGEST_KEY}]})
    return key


def key_in_schema(description: str) -> OpenApiParameter:
    """The header, as the OpenAPI document describes it."""
    return OpenApiParameter(KEY, str, OpenApiParameter.HEADER, description=description)
