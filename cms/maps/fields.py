"""The question “where?” in forms: words are always enough, a mark on the map is possible."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.forms.widgets import Script
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cms.maps.known_places import KnownPlace, known_places, place_meant_by
from cms.maps.points import DECIMALS, MOST_LATITUDE, MOST_LONGITUDE, Place, rounded
from cms.maps.tiles import read_tiles

WORDS_LENGTH = 160
UNREADABLE = _("The mark on the map cannot be read. Remove it or set it again.")


class CoordinateInput(forms.TextInput):
    """A coordinate that may be pasted with any number of decimals, and with a comma."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str:
        return rounded(super().value_from_datadict(data, files, name) or "")

    def format_value(self, value: Any) -> str:
        return "" if value is None else rounded(str(value))


class HiddenCoordinateInput(CoordinateInput):
    """A coordinate that only the map writes."""

    input_type = "hidden"

    def __init__(self) -> None:
        super().__init__()
        self.attrs = {}


class PlaceInput(forms.TextInput):
    """The words of a place in an editors' form, where latitude and longitude are fields of the same form."""

    def __init__(self, attrs: dict[str, Any] | None = None, *, offers_known: bool = True) -> None:
        super().__init__(attrs)
        self.offers_known = offers_known

    @property
    def media(self) -> forms.Media:
        script: Any = Script("js/place.js", type="module")
        return forms.Media(css={"all": ["map.css"]}, js=[script])

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        element_id = (attrs or {}).get("id", f"id_{name}")
        attrs = {**(attrs or {}), "list": f"{element_id}-known", "autocomplete": "off"}
        before = name.rpartition("-")[0]
        numbers = [f"{before}-{number}" if before else number for number in ("latitude", "longitude")]
        words = super().render(name, value, attrs, renderer)
        known = known_places() if self.offers_known else []
        return with_tools(words, element_id, numbers, known, "button button-small button-secondary")


class PlaceWidget(forms.MultiWidget):
    """The words of a place with two hidden numbers, for visitors."""

    use_fieldset = False
    # Templates let the map's tiles into the page that shows this field (cms/templatetags/kern.py).
    carries_map = True

    def __init__(self) -> None:
        words = forms.TextInput({"autocomplete": "off", "maxlength": WORDS_LENGTH})
        super().__init__({"": words, "latitude": HiddenCoordinateInput(), "longitude": HiddenCoordinateInput()})

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_

    def decompress(self, value: Place | None) -> list[Any]:
        return [value.words, value.latitude, value.longitude] if value else ["", None, None]

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        element_id = (attrs or {}).get("id", f"id_{name}")
        self.widgets[0].attrs["list"] = f"{element_id}-known"
        inputs = super().render(name, value, {**(attrs or {}), "id": element_id}, renderer)
        numbers = [f"{name}_latitude", f"{name}_longitude"]
        tools = with_tools(inputs, element_id, numbers, known_places(), "kern-btn kern-btn--secondary")
        return format_html("{}{}", tools, render_to_string("includes/map_assets.html", {"script": "js/place.js"}))


def with_tools(
    inputs: SafeString, element_id: str, numbers: list[str], known: list[KnownPlace], button: str
) -> SafeString:
    """The words with the places to pick from, the way to the own location, and the map.

    `numbers` are the names of the two fields which these fill, `button` is the look of buttons.
    """
    context = {"inputs": inputs, "id": element_id, "latitude": numbers[0], "longitude": numbers[1], "button": button}
    places = {"known_places": known, "center": settings.MAP_CENTER, "tiles": read_tiles()}
    return render_to_string("includes/map_place.html", {**context, **places})


class CoordinateField(forms.DecimalField):
    """A latitude or longitude within the world."""

    widget = CoordinateInput

    def __init__(self, most: int) -> None:
        super().__init__(required=False, min_value=-most, max_value=most, decimal_places=DECIMALS)

    def clean(self, value: Any) -> Decimal | None:
        """Raises ValidationError with one text, for nobody has typed the number."""
        try:
            return super().clean(value)
        except forms.ValidationError as error:
            raise forms.ValidationError(UNREADABLE, code="invalid") from error


class PlaceField(forms.MultiValueField):
    """Asks where; the answer is a `Place`. Who names one of the town's own places need not mark it."""

    widget = PlaceWidget

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Where is it?"))
        kwargs.setdefault("help_text", _("An address, or in your own words: “at the pond behind the school”."))
        fields = (
            forms.CharField(required=False, max_length=WORDS_LENGTH),
            CoordinateField(MOST_LATITUDE),
            CoordinateField(MOST_LONGITUDE),
        )
        super().__init__(fields, require_all_fields=False, **kwargs)

    def validate(self, value: Place) -> None:
        """Blanks are no place."""
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"], code="required")

    def compress(self, data_list: list[Any]) -> Place:
        words, latitude, longitude = data_list or ("", None, None)
        if (latitude is None) != (longitude is None):
            raise forms.ValidationError(UNREADABLE, code="invalid")
        known = place_meant_by(words) if latitude is None else None
        if known is None:
            return Place(words, latitude, longitude)
        return Place(words, Decimal(rounded(str(known.latitude))), Decimal(rounded(str(known.longitude))))
