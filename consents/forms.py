"""The form of a consent: its picture is one whose consents the person keeps."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.images.widgets import AdminImageChooser

from cms.models import Picture
from consents.rights import kept_pictures


class KeptPictureChooser(AdminImageChooser):
    """Knows the pictures of its field alone: who sends the number of another one by hand reads no title in return."""

    choices: Any  # set by the field

    def get_instance(self, value: Any) -> Picture | None:
        number = str(getattr(value, "pk", value))
        return self.choices.queryset.filter(pk=number).first() if number.isdecimal() else None


class ConsentForm(WagtailAdminModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["picture"]
        field.widget = KeptPictureChooser()
        field.widget.is_required = field.required
        field.queryset = kept_pictures(self.for_user)
        field.error_messages["invalid_choice"] = _("Choose a picture that you may change.")
