"""Projects, valid without arguments."""

import factory
import wagtail_factories

from participation.models import Milestone, ParticipationIndexPage, ProjectPage


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
