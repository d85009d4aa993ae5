"""The form with which authors add a picture to their idea."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.visitor_fields import VisitorFields
from participation.ideas.pictures import MOST_BYTES, BadPictureError, pixels_of


class PictureForm(VisitorFields):
    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        help_text=gettext_lazy("JPEG, PNG or WebP with up to 10 MB. Where and when it was taken we delete from it."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    description = forms.CharField(
        label=gettext_lazy("What is there to see?"),
        help_text=gettext_lazy("One sentence for people who cannot see the picture."),
        max_length=255,
    )
    agrees = forms.BooleanField(
        label=gettext_lazy("I took the picture or may use it, and nobody in it can be recognised."),
        error_messages={"required": gettext_lazy("We can only take pictures of which you can say this.")},
    )

    def clean_picture(self) -> bytes:
        """What is kept of it."""
        upload = self.cleaned_data["picture"]
        if upload.size > MOST_BYTES:
            raise ValidationError(_("The picture is larger than 10 MB. Please choose a smaller one."))
        try:
            return pixels_of(upload)
        except BadPictureError:
            raise ValidationError(
                _("We cannot read this picture, or it has more than 30 million pixels. Please choose another one.")
            ) from None
