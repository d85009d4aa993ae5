"""Participation in the public API, one file for each kind of thing."""

from participation.api.ideas import IdeaViewSet
from participation.api.polls import PollViewSet
from participation.api.projects import ProjectViewSet
from participation.api.walls import WallViewSet

__all__ = ["IdeaViewSet", "PollViewSet", "ProjectViewSet", "WallViewSet"]
