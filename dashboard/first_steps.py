"""The first steps of a new town: each knows what is still missing, in words, and where that is done."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page, Site
from wagtail.permissions import page_permission_policy

from accounts.roles import APPROVERS, EDITORS
from accounts.second_factor import has_factor
from cms.models import HomePage
from cms.reports import EDITORS_RIGHTS
from cms.town import TownSettings
from directory.models import Department
from service_catalogue.areas import is_ars
from service_catalogue.models import ServiceIndexPage, ServicePage

RIGHT = "cms.change_townsettings"
PAGES = ""
READS_IMPORTS = "service_catalogue.view_importrun"
TOWN_DEFAULT_NAME = TownSettings._meta.get_field("name").default


class Town:
    """The facts that the steps ask for, each asked once."""

    def __init__(self, site: Site, settings_of_town: TownSettings, user: Any) -> None:
        self.site, self.settings, self.user = site, settings_of_town, user

    @cached_property
    def home(self) -> HomePage | None:
        return HomePage.objects.filter(pk=self.site.root_page_id).first()

    @cached_property
    def edits_pages(self) -> bool:
        return page_permission_policy.user_has_any_permission(self.user, EDITORS_RIGHTS)

    def may_go(self, way: "Way") -> bool:
        """Whether the reader gets there, so that no button ends before a closed door."""
        return self.edits_pages if way.right == PAGES else self.user.has_perm(way.right)

    @cached_property
    def has_roles(self) -> bool:
        return Group.objects.filter(name=EDITORS).exists()

    @cached_property
    def deciders(self) -> int:
        """How many people publish or approve."""
        users = get_user_model()._default_manager.filter(is_active=True)
        named = Q(is_superuser=True) | Q(groups__name__in=[EDITORS, APPROVERS])
        return users.filter(named).distinct().count()


@dataclass(frozen=True)
class Way:
    """Where something is done, for who has the right to it; `PAGES` means any right on pages."""

    label: str
    url: str
    right: str = RIGHT


@dataclass(frozen=True)
class Step:
    """One step. `missing` says what is still to be done, nothing where it is done; `deed` is a button that does it."""

    name: str
    title: str | Promise
    why: str | Promise
    missing: Callable[[Town], list[str]]
    ways: Callable[[Town], list[Way]]
    deed: str | Promise = ""


@dataclass(frozen=True)
class Progress:
    """How far a town has come with one step."""

    step: Step
    missing: list[str]
    ways: list[Way]
    is_put_off: bool
    can_do_it_here: bool = False

    @property
    def is_done(self) -> bool:
        return not self.missing

    @property
    def waits(self) -> bool:
        return not self.is_done and not self.is_put_off


def town_form(town: Town) -> list[Way]:
    address = reverse("wagtailsettings:edit", args=["cms", "townsettings", town.site.pk])
    return [Way(_("Name, address, logo, colour and pages in the footer"), address)]


def lacks(*needed: tuple[Any, str]) -> list[str]:
    """The texts of what is empty."""
    return [text for value, text in needed if not value]


def name_missing(town: Town) -> list[str]:
    own = town.settings
    return lacks(
        (own.name.strip() and own.name != TOWN_DEFAULT_NAME, _("The name of the municipality.")),
        (own.street and own.postcode and own.town, _("The address of the town hall.")),
        (own.email, _("An e-mail address for everybody.")),
    )


def key_missing(town: Town) -> list[str]:
    if is_ars(town.settings.ars):
        return []
    return [_("The regional key (ARS) of twelve digits. Services and public holidays follow from it.")]


def home_missing(town: Town) -> list[str]:
    if town.home is None:
        return [_("The home page of the site.")]
    return [] if ServiceIndexPage.objects.child_of(town.home).exists() else [_("A page that lists the services.")]


def legal_pages(town: Town) -> list[tuple[str, Page | None]]:
    own = town.settings
    return [
        (_("imprint"), own.imprint),
        (_("privacy notice"), own.privacy),
        (_("accessibility statement"), own.accessibility),
    ]


def legal_missing(town: Town) -> list[str]:
    pages = legal_pages(town)
    none = [_("The %(page)s is not chosen.") % {"page": name} for name, page in pages if page is None]
    drafts = [_("The %(page)s is not published.") % {"page": name} for name, page in pages if page and not page.live]
    return none + drafts


def legal_ways(town: Town) -> list[Way]:
    """Straight to the pages that are written but not published; the others are chosen in the settings."""
    pages = [page for _name, page in legal_pages(town) if page is not None and not page.live]
    found = [Way(page.title, reverse("wagtailadmin_pages:edit", args=[page.pk]), PAGES) for page in pages]
    return found if all(page for _name, page in legal_pages(town)) else [*found, *town_form(town)]


def face_missing(town: Town) -> list[str]:
    return lacks(
        (town.settings.logo_id, _("A logo or coat of arms.")),
        (town.settings.colour, _("A colour of your own.")),
    )


def departments_missing(town: Town) -> list[str]:
    return [] if Department.objects.exists() else [_("The departments, with telephone and opening hours.")]


def department_ways(town: Town) -> list[Way]:
    address = reverse("wagtailsnippets_directory_department:list")
    return [Way(_("Departments"), address, "directory.add_department")]


def services_missing(town: Town) -> list[str]:
    if ServicePage.objects.live().exists():
        return []
    return [_("A first service: imported from your Land (manage.py import_xzufi), or written by hand.")]


def service_ways(town: Town) -> list[Way]:
    runs = [Way(_("Imports so far"), reverse("service_catalogue_importrun_modeladmin_index"), READS_IMPORTS)]
    index = ServiceIndexPage.objects.child_of(town.home).first() if town.home else None
    if index is None:
        return runs
    write = reverse("wagtailadmin_pages:add", args=["service_catalogue", "servicepage", index.pk])
    return [*runs, Way(_("Write a service"), write, PAGES)]


def people_missing(town: Town) -> list[str]:
    if not town.has_roles:
        return [_("The roles.")]
    return lacks(
        (town.deciders >= 2, _("A second person who publishes or approves: nobody approves their own text.")),
        (settings.MFA_REQUIRED, _("The second factor for everybody (MFA_REQUIRED in the settings).")),
        (has_factor(town.user), _("A second factor for yourself.")),
    )


def people_ways(town: Town) -> list[Way]:
    users = Way(_("People"), reverse("wagtailusers_users:index"), "accounts.change_user")
    return [users, Way(_("My second factor"), reverse("mfa_index"))]


STEPS = (
    Step(
        "name",
        gettext_lazy("Name and address"),
        gettext_lazy("They stand on every page."),
        name_missing,
        town_form,
    ),
    Step(
        "key",
        gettext_lazy("Area key"),
        gettext_lazy("It tells which services of the Land are yours."),
        key_missing,
        town_form,
    ),
    Step(
        "home",
        gettext_lazy("First pages"),
        gettext_lazy("A home page, the list of services, news, and drafts of the pages that the law asks for."),
        home_missing,
        lambda town: [Way(_("Pages"), reverse("wagtailadmin_explore_root"), PAGES)],
        deed=gettext_lazy("Make these pages"),
    ),
    Step(
        "face",
        gettext_lazy("Logo and colour"),
        gettext_lazy("So that people see at once where they are."),
        face_missing,
        town_form,
    ),
    Step(
        "legal",
        gettext_lazy("Imprint, privacy, accessibility"),
        gettext_lazy("No site may be public without them."),
        legal_missing,
        legal_ways,
    ),
    Step(
        "departments",
        gettext_lazy("Departments"),
        gettext_lazy("Services and people belong to them."),
        departments_missing,
        department_ways,
    ),
    Step(
        "services",
        gettext_lazy("Services"),
        gettext_lazy("What most people come for."),
        services_missing,
        service_ways,
    ),
    Step(
        "people",
        gettext_lazy("People and their second factor"),
        gettext_lazy("Two people see more than one, and a password alone is soon stolen."),
        people_missing,
        people_ways,
        deed=gettext_lazy("Make the roles"),
    ),
)
BY_NAME = {step.name: step for step in STEPS}


def progress_of(town: Town, can_do: Callable[[Step, Town], bool] = lambda step, town: False) -> list[Progress]:
    """How far the town has come, step by step."""
    return [
        Progress(
            step,
            missing,
            [way for way in step.ways(town) if town.may_go(way)] if missing else [],
            step.name in town.settings.put_off,
            bool(missing and step.deed and can_do(step, town)),
        )
        for step in STEPS
        for missing in [step.missing(town)]
    ]
