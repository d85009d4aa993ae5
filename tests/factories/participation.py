"""Projects, their parts and the ways to take part in them, valid without arguments."""

from datetime import timedelta

import factory
import wagtail_factories
from django.utils import timezone

from participation.models import (
    IdeaCollectionPage,
    Milestone,
    ParticipationIndexPage,
    PollPage,
    ProjectEvent,
    ProjectPage,
    QuestionBoardPage,
    TextReviewPage,
    WallPage,
)


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


class ModulePageFactory(wagtail_factories.PageFactory):
    """What factories of all ways to take part share: open now, to everybody, public at once."""

    title = factory.Sequence("Was wünschen Sie sich? {}".format)
    slug = factory.Sequence("dabei-{}".format)
    moderation = "after"

    class Meta:
        abstract = True


class WallPageFactory(ModulePageFactory):
    class Meta:
        model = WallPage


class IdeaCollectionPageFactory(ModulePageFactory):
    class Meta:
        model = IdeaCollectionPage


class PollPageFactory(ModulePageFactory):
    class Meta:
        model = PollPage


class TextReviewPageFactory(ModulePageFactory):
    class Meta:
        model = TextReviewPage


class QuestionBoardPageFactory(ModulePageFactory):
    class Meta:
        model = QuestionBoardPage
