"""The field of the service form into which editors type LeiKa keys, several at once and in any spelling."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import BaseRenderer
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from service_catalogue import leika
from service_catalogue.models.codes import LeikaKey

MOST_KEYS = 50
_PARTS = re.compile(r"[,;|\n\r\t]+")
_LETTERS = re.compile(r"[^\W\d_]{3}")


class LeikaKeysWidget(forms.Textarea):
    """A text with keys; below it what each of them means. A script offers keys that fit what is being typed."""

    def __init__(self) -> None:
        super().__init__({"rows": 2})

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        texts = leika.split_keys(value if isinstance(value, str) else "")[:MOST_KEYS]
        keys = [key for key in texts if not leika.errors(key)]
        known = LeikaKey.objects.in_bulk(keys, field_name="key")
        values = {
            "textarea": super().render(name, value, attrs, renderer),
            "described": [(known.get(key) or LeikaKey(key=key), leika.warnings(key)) for key in keys],
            "suggestions": reverse("leika_suggestions"),
        }
        return render_to_string("service_catalogue/leika_keys.html", values)

    @property
    def media(self) -> forms.Media:
        return forms.Media(js=["js/leika-keys.js"])


class LeikaKeysField(forms.Field):
    """Several LeiKa keys in one text: blanks and dots inside a key do not matter, commas and lines part them."""

    widget = LeikaKeysWidget

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Iterable) and not isinstance(value, str):
            return "\n".join(leika.grouped(item.key) for item in value if isinstance(item, LeikaKey))
        return value

    def clean(self, value: Any) -> list[LeikaKey]:
        text = value or ""
        keys = leika.split_keys(text)
        if len(keys) > MOST_KEYS:
            raise ValidationError(_("A service has at most %(most)d keys.") % {"most": MOST_KEYS})
        problems = [problem for part in _PARTS.split(text) for problem in _problems(part)]
        if problems:
            raise ValidationError(problems)
        # A key that no loaded list knows is still right: the lists in circulation are incomplete.
        return [LeikaKey.objects.get_or_create(key=key)[0] for key in keys]

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = {item.key for item in initial or [] if isinstance(item, LeikaKey)}
        return before != set(leika.split_keys(data or ""))


def _problems(part: str) -> list[str]:
    """Why a part of the text is no key; for words the keys whose names hold them."""
    if not _LETTERS.search(part) or part.lower().lstrip().startswith(("urn:", "http")):
        return [problem for key in leika.split_keys(part) for problem in leika.errors(key)]
    found = LeikaKey.objects.matching(part).filter(gone_at=None).not_deprecated()[:3]
    if not found:
        return [_("“%(words)s” is no LeiKa key, and no key has such a name.") % {"words": part.strip()[:60]}]
    names = "; ".join(f"{key.grouped} {key.label}" for key in found)
    return [_("“%(words)s” is no LeiKa key. Did you mean: %(keys)s?") % {"words": part.strip()[:60], "keys": names}]
