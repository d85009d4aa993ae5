"""Projects for lists, with their pictures and their ways to take part, in few queries however many they are."""

from collections import defaultdict
from typing import Any

from django.db.models.functions import Left, Length

from cms.visibility import for_everybody
from participation.models.modules import ModulePage
from participation.models.projects import ProjectPage


def listed_projects() -> Any:
    """The published projects with what a list of them shows."""
    projects = for_everybody(ProjectPage.objects.all())
    return projects.select_related("picture").prefetch_related("picture__renditions")


def with_ways(projects: list[ProjectPage]) -> list[ProjectPage]:
    """The same projects, each knowing its `ways`."""
    if not projects:
        return projects
    found = ModulePage.objects.annotate(above=Left("path", Length("path") - ModulePage.steplen))
    found = found.filter(above__in=[project.path for project in projects]).order_by("path")
    ways = defaultdict(list)
    for way in for_everybody(found):
        ways[way.above].append(way)
    for project in projects:
        project.ways = ways[project.path]
    return projects
