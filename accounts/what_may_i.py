"""“What may I?”: what somebody may do, where, where that right comes from and whom to ask for what is missing.

Everything is computed from the rights that Wagtail itself asks for, so that the page cannot say anything else than what
really happens. Whoever gives roles can look at it as any role before giving it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Group, Permission
from django.db.models import Prefetch, Q, QuerySet
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page, Workflow, WorkflowPage

from accounts.deputies import Deputy
from accounts.terms import GroupTerm

PAGE_DEEDS = {
    "add_page": gettext_lazy("write new pages"),
    "change_page": gettext_lazy("change pages"),
    "publish_page": gettext_lazy("publish and take off the site"),
    "lock_page": gettext_lazy("lock pages for others"),
    "unlock_page": gettext_lazy("unlock pages"),
    "bulk_delete_page": gettext_lazy("delete pages with all that lies below"),
}
DEEDS = {
    "add": pgettext_lazy("right", "add"),
    "change": pgettext_lazy("right", "change"),
    "delete": pgettext_lazy("right", "delete"),
    "view": pgettext_lazy("right", "read"),
    "choose": pgettext_lazy("right", "use on pages"),
}
MOST_NAMES = 5


@dataclass(frozen=True)
class Line:
    """What one may do, on what, and from which roles that comes."""

    places: list[str]
    deeds: list[str]
    sources: list[str]


@dataclass(frozen=True)
class Step:
    """A step on the way of a text, and who takes it."""

    name: str
    roles: list[str]


@dataclass(frozen=True)
class Way:
    """Where a text goes that somebody hands in below a page."""

    where: str
    steps: list[Step]


@dataclass(frozen=True)
class Missing:
    """What one may not do, and who may or could."""

    what: str
    roles: list[str]
    people: list[str]


@dataclass
class Rights:
    """All that somebody may do, from their roles: `sources` says where each role comes from."""

    groups: Sequence[Group]
    is_superuser: bool = False
    sources: dict[int, str] = field(default_factory=dict)

    def _source(self, group: Group) -> str:
        return self.sources.get(group.pk, group.name)

    @cached_property
    def _page_grants(self) -> list[GroupPagePermission]:
        grants = GroupPagePermission.objects.filter(group__in=self.groups).select_related("page", "permission", "group")
        return list(grants.order_by("page__path", "permission__codename", "group__name"))

    def pages(self) -> list[Line]:
        """Where in the tree of pages, with what."""
        by_page: dict[Page, list[GroupPagePermission]] = defaultdict(list)
        for grant in self._page_grants:
            by_page[grant.page].append(grant)
        alike: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = defaultdict(list)
        for page, grants in by_page.items():
            names = {grant.permission.codename for grant in grants}
            words = tuple(str(PAGE_DEEDS[name]) for name in PAGE_DEEDS if name in names)
            alike[words, tuple(self._all_sources(grants))].append(place(page))
        return [Line(places, list(words), list(sources)) for (words, sources), places in alike.items()]

    def media(self) -> list[Line]:
        """In which collections of pictures and files, with what."""
        grants = GroupCollectionPermission.objects.filter(group__in=self.groups)
        grants = grants.select_related("collection", "permission__content_type", "group")
        by_kind: dict[tuple[str, str], list[GroupCollectionPermission]] = defaultdict(list)
        for grant in grants.order_by("collection__path", "permission__content_type__model", "group__name"):
            by_kind[kind_of(grant.permission), collection_name(grant.collection)].append(grant)
        return [
            Line([f"{kind}: {where}"], deeds([grant.permission for grant in found]), self._all_sources(found))
            for (kind, where), found in by_kind.items()
        ]

    def _all_sources(self, grants: Iterable[Any]) -> list[str]:
        return unique(self._source(grant.group) for grant in grants)

    def records(self) -> list[Line]:
        """Which records and settings, with what."""
        by_kind: dict[str, list[tuple[Group, Permission]]] = defaultdict(list)
        for group in self.groups:
            for right in record_rights([group]):
                by_kind[kind_of(right)].append((group, right))
        return [
            Line(
                [kind],
                deeds([right for _group, right in found]),
                unique(self._source(group) for group, _right in found),
            )
            for kind, found in sorted(by_kind.items())
        ]

    def approvals(self) -> list[Line]:
        """Which steps of which workflows one decides, and below which pages."""
        found = []
        for workflow in workflows():
            places = [place(link.page) for link in workflow.workflow_pages.all()]
            for step in steps_of(workflow):
                own = [self._source(group) for group in self.groups if group.name in step.roles]
                if own:
                    found.append(Line(places, [step.name], unique(own)))
        return found

    def ways(self) -> list[Way]:
        """Where texts go below each page on which one may write and not publish."""
        publishes = [grant.page for grant in self._page_grants if grant.permission.codename == "publish_page"]
        writes = {g.page_id: g.page for g in self._page_grants if g.permission.codename in {"add_page", "change_page"}}
        places = [page for page in writes.values() if not any(lies_below(page, other) for other in publishes)]
        found: dict[int, tuple[Workflow, list[Page]]] = {}
        starts = workflow_starts() if places else {}
        for page in places:
            workflow = workflow_of(page, starts)
            if workflow is not None:
                found.setdefault(workflow.pk, (workflow, []))[1].append(page)
        return [
            Way(shortened([place(page) for page in pages]), steps_of(workflow)) for workflow, pages in found.values()
        ]

    def missing(self) -> list[Missing]:
        """Everything that some role may do and this one may not, with who may."""
        if self.is_superuser:
            return []
        own = set(record_rights(self.groups).values_list("pk", flat=True))
        who: dict[str, list[Any]] = defaultdict(list)
        for group in groups_with_people().exclude(pk__in=[group.pk for group in self.groups]):
            rights = [right for right in group.permissions.all() if right.pk not in own and is_on_records(right)]
            for what in [*deeds_on_records(rights), *self._deeds_on_pages(group)]:
                who[what].append(group)
        return [Missing(what, [g.name for g in groups], people_of(groups)) for what, groups in sorted(who.items())]

    def _deeds_on_pages(self, group: Any) -> list[str]:
        """What another role may do with pages where this one may not."""
        foreign: dict[str, list[Page]] = defaultdict(list)
        for grant in group.page_permissions.all():
            if not self._may(grant.permission.codename, grant.page):
                foreign[grant.permission.codename].append(grant.page)
        return [
            _("Pages (%(where)s): %(deed)s")
            % {"where": shortened([place(page) for page in foreign[name]]), "deed": deed}
            for name, deed in PAGE_DEEDS.items()
            if name in foreign
        ]

    def _may(self, codename: str, page: Page) -> bool:
        return any(g.permission.codename == codename and lies_below(page, g.page) for g in self._page_grants)


def rights_of(user: AbstractUser) -> Rights:
    """What a person may do, own roles and those of people whose deputy they are."""
    groups = list(user.groups.order_by("name"))
    lent = Deputy.objects.filter(deputy=user.pk, lent__in=groups).select_related("person").prefetch_related("lent")
    sources = {
        group.pk: _("%(role)s, as deputy of %(person)s until %(day)s")
        % {
            "role": group.name,
            "person": name_of(deputy.person),
            "day": date_format(deputy.ends_on, "SHORT_DATE_FORMAT"),
        }
        for deputy in lent
        for group in deputy.lent.all()
    }
    return Rights(groups, user.is_superuser, sources)


def ends_of(groups: Iterable[Group]) -> list[GroupTerm]:
    """Which of these roles end on a day."""
    return list(GroupTerm.objects.filter(group__in=groups).select_related("group"))


def givers() -> list[str]:
    """The people who give roles."""
    users = get_user_model()._default_manager.filter(is_active=True)
    right = Q(groups__permissions__content_type__app_label="accounts", groups__permissions__codename="change_user")
    return [
        name_of(user)
        for user in users.filter(right | Q(is_superuser=True)).distinct().order_by("last_name", "username")
    ]


def place(page: Page) -> str:
    """A page as editors know it; the root is the whole site."""
    return pgettext("page", "the whole site") if page.depth == 1 else page.title


def collection_name(collection: Any) -> str:
    return _("all collections") if collection.depth == 1 else collection.name


def lies_below(page: Page, other: Page) -> bool:
    return page.path.startswith(other.path)


def record_rights(groups: Iterable[Group]) -> QuerySet[Permission]:
    """Rights on records, each once."""
    found = Permission.objects.filter(group__in=[group.pk for group in groups])
    return found.exclude(content_type__app_label="wagtailadmin").select_related("content_type").distinct()


def is_on_records(right: Permission) -> bool:
    """Access to the editors' interface itself is no deed."""
    return right.content_type.app_label != "wagtailadmin"


def kind_of(right: Permission) -> str:
    """What a right is about, in the words of the editors' interface."""
    model = right.content_type.model_class()
    return capfirst(str(model._meta.verbose_name_plural)) if model else right.content_type.model


def deeds(rights: Iterable[Permission]) -> list[str]:
    """What these rights allow, in the order in which people think of it."""
    names = {right.codename.partition("_")[0] for right in rights}
    known = [str(DEEDS[name]) for name in DEEDS if name in names]
    return known + unique(right.name for right in rights if right.codename.partition("_")[0] not in DEEDS)


def workflows() -> QuerySet[Workflow]:
    return Workflow.objects.filter(active=True).prefetch_related("workflow_pages__page", "workflow_tasks__task")


def workflow_starts() -> dict[str, Workflow]:
    """Each workflow by the path of the page from which on it holds."""
    links = WorkflowPage.objects.filter(workflow__active=True).select_related("page", "workflow")
    return {link.page.path: link.workflow for link in links}


def workflow_of(page: Page, starts: Mapping[str, Workflow]) -> Workflow | None:
    """The nearest from a page upwards. Asking each page would be four questions each."""
    above = [path for path in starts if page.path.startswith(path)]
    return starts[max(above, key=len)] if above else None


def steps_of(workflow: Workflow) -> list[Step]:
    """The steps of a workflow in order, with the roles that decide."""
    tasks = [link.task.specific for link in workflow.workflow_tasks.order_by("sort_order")]
    return [
        Step(task.name, [g.name for g in task.groups.order_by("name")]) for task in tasks if hasattr(task, "groups")
    ]


def deeds_on_records(rights: Iterable[Permission]) -> list[str]:
    """Rights on records as short sentences, one for each kind."""
    by_kind: dict[str, list[Permission]] = defaultdict(list)
    for right in rights:
        by_kind[kind_of(right)].append(right)
    return [f"{kind}: {', '.join(deeds(found))}" for kind, found in by_kind.items()]


def groups_with_people() -> QuerySet[Group]:
    """All roles with their rights and the people who can be asked, in few queries."""
    users = get_user_model()._default_manager.filter(is_active=True).order_by("last_name", "username")
    grants = GroupPagePermission.objects.select_related("page", "permission").order_by("page__path")
    return Group.objects.order_by("name").prefetch_related(
        "permissions__content_type",
        Prefetch("page_permissions", queryset=grants),
        Prefetch("user_set", queryset=users, to_attr="people"),
    )


def people_of(groups: Iterable[Any]) -> list[str]:
    """The people who can be asked, a few of them."""
    return unique(name_of(user) for group in groups for user in group.people)[:MOST_NAMES]


def name_of(user: AbstractUser) -> str:
    return user.get_full_name() or user.get_username()


def shortened(names: list[str]) -> str:
    """A few names, and how many more there are."""
    more = len(names) - MOST_NAMES
    shown = ", ".join(names[:MOST_NAMES])
    return shown if more <= 0 else _("%(names)s and %(count)d more") % {"names": shown, "count": more}


def unique(names: Iterable[Any]) -> list[str]:
    return list(dict.fromkeys(str(name) for name in names))
