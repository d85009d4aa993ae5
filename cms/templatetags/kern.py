"""KERN's components as block tags; their markup stands once, in templates/kern/."""

from typing import Any

from django import template
from django.forms import BoundField
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cms.maps.tiles import allow_tiles

register = template.Library()


@register.simple_block_tag
def kern_alert(content: str, kind: str = "info", title: str = "", level: int = 2) -> SafeString:
    """A notice: info, success, warning or danger. `level` is that of its heading."""
    return render_to_string("kern/alert.html", {"content": content, "kind": kind, "title": title, "level": level})


@register.simple_block_tag
def kern_details(content: str, title: str, is_open: bool = False) -> SafeString:
    """Something that opens on a click, without JavaScript."""
    return render_to_string("kern/details.html", {"content": content, "title": title, "is_open": is_open})


@register.simple_tag
def kern_button(text: str, href: str, kind: str = "primary", icon: str = "", **attributes: Any) -> SafeString:
    """A link that looks like a button: primary, secondary or tertiary."""
    context = {"text": text, "href": href, "kind": kind, "icon": icon, "attributes": attributes}
    return render_to_string("kern/button.html", context)


@register.simple_tag
def kern_badge(text: str, kind: str = "info") -> SafeString:
    """A short mark, for example a state."""
    return render_to_string("kern/badge.html", {"text": text, "kind": kind})


def described_by(field: BoundField, name: str) -> str | None:
    """The ids of a field's hint and error, as far as there are any."""
    parts = [f"{name}-hint"] if field.help_text else []
    return " ".join([*parts, f"{name}-error"] if field.errors else parts) or None


@register.inclusion_tag("kern/choices.html")
def kern_choices(field: BoundField) -> dict[str, Any]:
    """Radio buttons or checkboxes that answer one question."""
    return {"field": field, "described_by": described_by(field, field.auto_id)}


@register.inclusion_tag("kern/check.html")
def kern_check(field: BoundField) -> dict[str, Any]:
    """One checkbox."""
    return {"field": field}


@register.inclusion_tag("kern/field.html", takes_context=True)
def kern_field(context: dict[str, Any], field: BoundField) -> dict[str, Any]:
    """A form field with label, hint and error, tied together for screen readers."""
    if getattr(field.field.widget, "carries_map", False):
        allow_tiles(context.get("request"))
    css_class = "kern-form-input__input" + (" kern-form-input__input--error" if field.errors else "")
    attributes = {"class": css_class, "aria-describedby": described_by(field, field.id_for_label)}
    if field.errors:
        attributes["aria-invalid"] = "true"
    widget = field.as_widget(attrs={name: value for name, value in attributes.items() if value})
    return {"field": field, "widget": widget}
