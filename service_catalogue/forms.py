"""The editors' form of a service page."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from service_catalogue.leika_field import LeikaKeysField


class ServicePageForm(WagtailAdminPageForm):
    leika_keys = LeikaKeysField(
        label=_("LeiKa keys"),
        required=False,
        help_text=_("14 digits each; blanks and dots do not matter. Separate several by comma or line."),
    )
