"""What lists of services are made of: kept beside the pages, so that a list costs the same with any number of them.

A service stands on shelves: on the one for everything, on one for each of its life situations, on one for each
department in charge, and on one for each pair of both. A filter picks a shelf, and the number of what stands on it
is known beforehand. `service_catalogue.listing` keeps these tables equal to what everybody may see.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from service_catalogue.leika import LENGTH

ALL = 0
"""On a shelf: any life situation, or any department."""
LONGEST_SORT_KEY = 80


class ListedService(models.Model):
    """A service page that everybody may see now, with all that a list shows of it."""

    url = ""  # set by whoever lists it, since it begins with the address of the overview

    page = models.OneToOneField(
        "service_catalogue.ServicePage", primary_key=True, on_delete=models.CASCADE, related_name="listed"
    )
    index = models.ForeignKey(
        "service_catalogue.ServiceIndexPage", on_delete=models.CASCADE, related_name="listed_services", db_index=False
    )
    title = models.CharField(max_length=255)
    slug = models.CharField(max_length=255)
    sort_key = models.CharField(max_length=LONGEST_SORT_KEY)
    initial = models.CharField(max_length=1)
    status = models.CharField(max_length=12)
    online = models.BooleanField(help_text="Something can be done on the net, by a channel that works.")
    citizens = models.BooleanField()
    businesses = models.BooleanField()
    wanted = models.BooleanField()

    class Meta:
        ordering = ["initial", "sort_key", "pk"]
        verbose_name = _("listed service")
        verbose_name_plural = _("listed services")
        # None on the overview alone: SQLite would prefer it to the range of keys by which related services are found.
        indexes = [models.Index(fields=["index", "sort_key"], condition=Q(wanted=True), name="wanted_services")]

    def __str__(self) -> str:
        return self.title


class ShelvedService(models.Model):
    """A service on one shelf; what filters ask of it stands here again, so that one index answers them."""

    service = models.ForeignKey(ListedService, on_delete=models.CASCADE, related_name="shelves", db_index=False)
    index = models.ForeignKey(
        "service_catalogue.ServiceIndexPage", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    topic = models.PositiveBigIntegerField(help_text="0: any")
    department = models.PositiveBigIntegerField(help_text="0: any")
    initial = models.CharField(max_length=1)
    sort_key = models.CharField(max_length=LONGEST_SORT_KEY)
    online = models.BooleanField()
    citizens = models.BooleanField()
    businesses = models.BooleanField()

    class Meta:
        verbose_name = _("listed service")
        verbose_name_plural = _("listed services")
        constraints = [models.UniqueConstraint(fields=["service", "topic", "department"], name="once_on_a_shelf")]
        indexes = [
            models.Index(
                fields=[
                    "index", "topic", "department", "initial", "sort_key", "service", "online", "citizens", "businesses",
                ],
                name="shelves_in_order",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.service_id}: {self.topic}/{self.department}"


class ServiceCount(models.Model):
    """How many services stand on a shelf under one letter, or under all letters (an empty initial)."""

    index = models.ForeignKey(
        "service_catalogue.ServiceIndexPage", on_delete=models.CASCADE, related_name="counts", db_index=False
    )
    topic = models.PositiveBigIntegerField(help_text="0: any")
    department = models.PositiveBigIntegerField(help_text="0: any")
    initial = models.CharField(max_length=1, blank=True)
    services = models.IntegerField(default=0)
    services_online = models.IntegerField(default=0)
    citizens = models.IntegerField(default=0)
    citizens_online = models.IntegerField(default=0)
    businesses = models.IntegerField(default=0)
    businesses_online = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("number of services")
        verbose_name_plural = _("numbers of services")
        constraints = [
            models.UniqueConstraint(fields=["index", "topic", "department", "initial"], name="one_count_per_shelf")
        ]
        indexes = [
            models.Index(fields=["index", "department", "initial", "topic"], name="counts_of_topics"),
            models.Index(fields=["index", "topic", "initial", "department"], name="counts_of_departments"),
        ]

    def __str__(self) -> str:
        return f"{self.topic}/{self.department}/{self.initial}: {self.services}"


class ListedKey(models.Model):
    """A LeiKa key of a listed service, to find services by the beginning of their keys."""

    service = models.ForeignKey(ListedService, on_delete=models.CASCADE, related_name="keys", db_index=False)
    key = models.CharField(max_length=LENGTH)

    class Meta:
        verbose_name = _("LeiKa key of a listed service")
        verbose_name_plural = _("LeiKa keys of listed services")
        constraints = [models.UniqueConstraint(fields=["service", "key"], name="one_listed_key")]
        indexes = [models.Index(fields=["key", "service"], name="listed_services_by_key")]

    def __str__(self) -> str:
        return self.key
