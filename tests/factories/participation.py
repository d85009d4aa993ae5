"""Projects, their parts and the ways to take part in them, valid without arguments."""

from datetime import timedelta

import factory
import wagtail_factories
from django.utils import timezone

from participation.models import Milestone, ParticipationIndexPage, ProjectEvent, ProjectPage, WallPage


class ParticipationIndexPageFactory(wagtail_factories.PageFactory):
    title = "Mitmachen"
    slug = factory.Sequence("mitmachen-{}".format)

    class Meta:
        model = ParticipationIndexPage


class ProjectPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence("Neuer Spielplatz {}".format)
    teaser = "Was soll auf den Spielplatz?"

    class Meta:
        model = ProjectPage


class MilestoneFactory(factory.django.DjangoModelFactory):
    title = "Der erste Spatenstich"

    class Meta:
        model = Milestone


class ProjectEventFactory(factory.django.DjangoModelFactory):
    title = "Rundgang"
    starts = factory.LazyFunction(lambda: timezone.now() + timedelta(days=3))

    class Meta:
        model = ProjectEvent


class WallPageFactory(wagtail_factories.PageFactory):
    title = factory.Sequence("Was fehlt am Platz? {}".format)

    class Meta:
        model = WallPage
