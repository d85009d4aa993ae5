"""Pictures and files with what the law and good manners ask for: alternative text, credit, licence."""

from typing import Any

from django.core.cache import cache
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition, Filter
from wagtail.images.models import Image as WagtailImage

MOST_PEOPLE = 200
# How long a picture is not asked again whether its AVIF sizes have been made.
AVIF_ASKED_AGAIN_SECONDS = 60


class Picture(AbstractImage):
    """A picture. `description` is its alternative text unless a page gives another."""

    credit = models.CharField(_("credit"), max_length=200, blank=True, help_text=_("Who made the picture."))
    licence = models.CharField(_("licence"), max_length=100, blank=True, help_text=_("For example CC BY 4.0."))
    recognisable = models.PositiveSmallIntegerField(
        _("people who can be recognised"),
        null=True,
        validators=[MaxValueValidator(MOST_PEOPLE)],
        help_text=_("How many? 0 for nobody. Each of them must have agreed before the picture is shown."),
    )
    # Kept by cms.gate, which asks all rooms.
    is_withheld = models.BooleanField(_("not shown"), default=False, editable=False)

    admin_form_fields = (*WagtailImage.admin_form_fields, "credit", "licence", "recognisable")

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_picture", "Can choose picture")]

    def get_renditions(self, *filters: Filter | str) -> dict[str, Any]:
        """For `{% picture %}`: no visitor waits for AVIF. Its sizes are left out until cms/delivery/pictures.py has made them."""
        every = [Filter(spec=item) if isinstance(item, str) else item for item in filters]
        slow = [item for item in every if "format-avif" in item.spec]
        if slow and not self.has_all(slow):
            every = [item for item in every if item not in slow]
        return super().get_renditions(*every)

    def has_all(self, filters: list[Filter]) -> bool:
        """Whether these sizes are there; a no is remembered for a minute."""
        waits = f"cms.waits-for-avif:{self.pk}:{self.file_hash}:{filters[0].spec}"
        if cache.get(waits):
            return False
        is_there = len(self.find_existing_renditions(*filters)) == len(filters)
        if not is_there:
            cache.set(waits, True, AVIF_ASKED_AGAIN_SECONDS)
        return is_there


def shown(picture: Picture | None) -> Picture | None:
    """The picture if pages may show it. Its alternative text and caption go with it: they may name people."""
    return None if not picture or picture.is_withheld else picture


class Rendition(AbstractRendition):
    """A picture at one size."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]
        # Every address of a picture is looked up here.
        indexes = [models.Index(fields=["file"], name="cms_rendition_file")]


class File(AbstractDocument):
    """A file to download."""

    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")
        permissions = [("choose_file", "Can choose file")]
