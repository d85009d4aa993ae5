"""Participation in the public API, one file for each kind of thing."""

from participation.api.projects import ProjectViewSet

__all__ = ["ProjectViewSet"]
