"""Pictures that residents add to their ideas; nobody sees one before the town has looked at it."""

from typing import Any, Self

from django.db import models
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.media import Picture
from cms.visibility import for_everybody
from participation.models.contributions import Contribution
from participation.models.ideas import Idea
from participation.models.moderation import Reason
from participation.models.modules import ModulePage

MOST_PICTURES = 3


class IdeaPictureQuerySet(models.QuerySet["IdeaPicture"]):
    def there(self) -> Self:
        """Without those that the town has refused; of them only the reason is left."""
        return self.exclude(picture=None)

    def waiting(self) -> Self:
        """At which nobody of the town has looked yet."""
        return self.there().filter(let_through_at=None)

    def shown(self) -> Self:
        return self.there().exclude(let_through_at=None).exclude(picture__is_withheld=True)


class IdeaPicture(models.Model):
    """A picture of an idea. The gate for pictures shows it to everybody when the idea is public and it was let through."""

    idea = models.ForeignKey(Idea, verbose_name=_("idea"), on_delete=models.CASCADE, related_name="pictures")
    # Not one to one: Wagtail's index of references, by which the gate decides, reads foreign keys alone.
    picture = models.ForeignKey(
        Picture, verbose_name=_("picture"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # The same file sent twice is one picture.
    digest = models.CharField(max_length=64, editable=False)
    sent_at = models.DateTimeField(_("sent on"), default=timezone.now)
    let_through_at = models.DateTimeField(_("let through on"), null=True, blank=True)
    reason = models.CharField(_("reason why it is not shown"), max_length=16, choices=Reason, blank=True)
    words = models.TextField(_("in own words"), blank=True)

    objects = IdeaPictureQuerySet.as_manager()

    class Meta:
        verbose_name = _("picture of an idea")
        verbose_name_plural = _("pictures of ideas")
        ordering = ["sent_at", "pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["idea", "digest"], name="picture_once_an_idea")]

    def __str__(self) -> str:
        return self.picture.description if self.picture else str(self.get_reason_display())

    @classmethod
    def findable(cls, found: Any) -> Any:
        """Those that everybody may see; the gate for pictures asks."""
        public = {"idea__state": Contribution.State.PUBLIC, "idea__module__in": for_everybody(ModulePage.objects.all())}
        return found.filter(let_through_at__isnull=False, **public)


@receiver(post_delete, sender=IdeaPicture)
def delete_file(sender: type, instance: IdeaPicture, **kwargs: Any) -> None:
    """With the idea its pictures go, too, and with them their files."""
    for picture in Picture.objects.filter(pk=instance.picture_id):
        picture.delete()
