"""What can be followed: how it is called, where it stands, and whether everybody may see it."""

from typing import Any

from django.conf import settings
from wagtail.models import Page

from cms.visibility import for_everybody
from participation.models import Card, Contribution, Idea, ModulePage, ProjectPage

# The word in the address, and the field of `Following` and `FollowEvent`.
KINDS = {"projekt": "project", "dabei": "module", "idee": "contribution"}


def field_of(subject: Any) -> str:
    """The field in which a subject is kept. Raises TypeError for what nobody can follow."""
    for model, name in ((ProjectPage, "project"), (ModulePage, "module"), (Contribution, "contribution")):
        if isinstance(subject, model):
            return name
    raise TypeError(f"Nobody can follow a {type(subject).__name__}.")


def row_of(subject: Any) -> dict[str, Any]:
    """The subject as the columns of a row."""
    return {f"{field_of(subject)}_id": subject.pk}


def word_of(subject: Any) -> str:
    """The word in the address of its form."""
    return next(word for word, name in KINDS.items() if name == field_of(subject))


def find(word: str, number: int) -> Any:
    """The subject that a form is about; None for what is not public, and for contributions that are no ideas."""
    if KINDS[word] == "project":
        return for_everybody(ProjectPage.objects.filter(pk=number)).first()
    if KINDS[word] == "module":
        return for_everybody(ModulePage.objects.filter(pk=number)).first()
    idea = Idea.objects.select_related("module").filter(pk=number).first()
    return idea if idea is not None and is_public(idea) else None


def whole(subject: Any) -> Any:
    """A contribution as the idea or the card that it is; anything else as it came."""
    if type(subject) is not Contribution:
        return subject
    for kind in (Idea, Card):
        found = kind.objects.select_related("module").filter(pk=subject.pk).first()
        if found is not None:
            return found
    return subject


def is_public(subject: Any) -> bool:
    """Whether everybody may read it where it stands."""
    if isinstance(subject, Contribution):
        return subject.is_public and is_public(subject.module)
    return for_everybody(Page.objects.filter(pk=subject.pk)).exists()


def title_of(subject: Any) -> str:
    return " ".join((subject.title if isinstance(subject, Page) else str(subject)).split())


def path_of(subject: Any) -> str:
    """Its page on this site."""
    return (subject.get_url() or "/") if isinstance(subject, Page) else subject.get_absolute_url()


def address_of(subject: Any) -> str:
    """Its address for a mail."""
    return settings.SITE_URL + path_of(subject)
