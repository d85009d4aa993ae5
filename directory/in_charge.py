"""Which department a page belongs to: the one it names, or else the one in whose branch it stands.

Rooms above whose pages name a department in another way than by a field say so in a file that they import in
`AppConfig.ready()`:

    @names_departments
    def delivered(pages):
        return [(page_number, department_number), …]
"""

from collections.abc import Callable, Iterable, Iterator

from django.db.models import Model
from wagtail.models import Page, get_page_models

from directory.models import Department, DepartmentRole

Named = Iterable[tuple[int, int]]
Naming = Callable[[list[int]], Named]
_namings: list[Naming] = []


def names_departments(naming: Naming) -> Naming:
    """Register pairs of page and department for pages by their numbers; a field of the page counts more."""
    _namings.append(naming)
    return naming


def department_of(page: Page) -> Department | None:
    """For one page, with all that its type knows; draft or not."""
    named = page.specific.departments_in_charge()
    return named[0] if named else department_of_branch(page)


def department_of_branch(page: Page) -> Department | None:
    """Whose branch the page stands in, whatever the page itself says."""
    return Department.objects.filter(pk=_branches([page]).get(page.pk)).first()


def departments_of(pages: Iterable[Page]) -> dict[int, int]:
    """The number of the department of each page that has one, in a few queries for however many pages."""
    pages = list(pages)
    numbers = [page.pk for page in pages]
    found = _branches(pages)
    for naming in _namings:
        found |= dict(naming(numbers))
    for model in _naming_types():
        found |= dict(_by_field(model, numbers))
    return found


def _naming_types() -> Iterator[type[Model]]:
    """The page types that name a department."""
    for model in get_page_models():
        if any(field.name == "department" and field.related_model is Department for field in model._meta.fields):
            yield model


def _by_field(model: type[Model], numbers: list[int]) -> Named:
    found = model._default_manager.filter(pk__in=numbers, department__isnull=False)
    return found.values_list("pk", "department")


def _branches(pages: list[Page]) -> dict[int, int]:
    """By the tree: where branches lie within one another the inner one counts."""
    branches = DepartmentRole.objects.filter(branch__isnull=False).values_list("branch__path", "department")
    inner_last = sorted(branches, key=lambda branch: len(branch[0]))
    return {page.pk: department for path, department in inner_last for page in pages if page.path.startswith(path)}
