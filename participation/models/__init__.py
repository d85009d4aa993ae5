"""What is being planned and discussed in town, and what became of it."""

from participation.models.projects import Milestone, ParticipationIndexPage, ProjectPage, listed_projects, window_sentence

__all__ = ["Milestone", "ParticipationIndexPage", "ProjectPage", "listed_projects", "window_sentence"]
