"""A project, a collection and an idea that people follow."""

import pytest

from participation.models import Idea
from tests.factories.participation import (
    IdeaCollectionPageFactory,
    ParticipationIndexPageFactory,
    ProjectPageFactory,
)
from tests.factories.residents import new_browser


@pytest.fixture
def index(home):
    return ParticipationIndexPageFactory(parent=home)


@pytest.fixture
def project(index):
    return ProjectPageFactory(parent=index, title="Marktplatz", status="running")


@pytest.fixture
def idea(project):
    collection = IdeaCollectionPageFactory(parent=project, title="Ideen für den Markt")
    return Idea.objects.create(module=collection, title="Eine Bank", text="Am Teich", state="public")


@pytest.fixture
def visitor(home):
    return new_browser()
