"""The form of a picture: what stands in the consents cannot be got round in it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

from cms.models import Picture
from consents.rights import keeps_consents_of
from consents.withdrawn_files import remember

ASK = _("Consents belong to this picture. Ask somebody of the supervision or the editors to change it.")


class PictureForm(BaseImageForm):
    """Who may not read its consents changes neither the file nor the number of people of a picture that has some."""

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.person = user

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        changed = {"file", "recognisable", "collection"} & set(self.changed_data)
        if changed and self.is_guarded():
            raise ValidationError({name: ASK for name in changed if name in self.fields})
        return cleaned

    def is_guarded(self) -> bool:
        if not self.instance.pk or not self.instance.consents.exists():
            return False
        return not keeps_consents_of(self.person, self.instance)

    def save(self, commit: bool = True) -> Picture:
        """A file that takes the place of another leaves the other's checksum behind."""
        if self.instance.pk and "file" in self.changed_data:
            remember(self.instance)
        return super().save(commit=commit)
