"""What the first steps do at the push of a button. Doing it again changes nothing."""

from typing import TypeVar

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from accounts.roles import make_roles
from cms.models import HomePage
from cms.town import TownSettings
from dashboard.first_steps import Step, Town
from duties.models import AccessibilityStatementPage, ImprintPage, PrivacyNoticePage
from news.models import NewsIndexPage
from service_catalogue.models import ServiceIndexPage

Kind = TypeVar("Kind", bound=Page)


def can_do(step: Step, town: Town) -> bool:
    """Whether the person may do this step at the push of a button, and there is still something to do that way."""
    if step.name == "people":
        return town.user.is_superuser and not town.has_roles
    root = Page.get_first_root_node().permissions_for_user(town.user)
    return step.name == "home" and root.can_add_subpage() and root.can_publish_subpage()


@transaction.atomic
def do(step: Step, town: Town) -> None:
    """Raises PermissionError for who may not."""
    if not can_do(step, town):
        raise PermissionError(step.name)
    if step.name == "people":
        make_roles()
    else:
        make_first_pages(town.site, town.settings, town.user)


def make_first_pages(site: Site, own: TownSettings, user: AbstractUser) -> None:
    """Home page, services and news are public at once; the pages that the law asks for are drafts to be written."""
    home = make_home(site, own, user)
    make_below(home, ServiceIndexPage, _("Services"), user)
    make_below(home, NewsIndexPage, _("News"), user)
    for name, (kind, title) in duties().items():
        if getattr(own, name) is None:
            setattr(own, name, make_below(home, kind, title, user, live=False))
    own.save()


def duties() -> dict[str, tuple[type[Page], str]]:
    """The pages that the law asks for; each has a field for everything that must stand on it."""
    return {
        "imprint": (ImprintPage, _("Imprint")),
        "privacy": (PrivacyNoticePage, _("Privacy notice")),
        "accessibility": (AccessibilityStatementPage, _("Accessibility statement")),
    }


def make_home(site: Site, own: TownSettings, user: AbstractUser) -> HomePage:
    """The site's home page; Wagtail's page of welcome makes room for it."""
    found = HomePage.objects.filter(pk=site.root_page_id).first()
    if found is not None:
        return found
    welcome = Page.objects.filter(pk=site.root_page_id, depth=2).exact_type(Page).first()
    slug = free_slug(Page.get_first_root_node(), own.name)
    home = Page.get_first_root_node().add_child(instance=HomePage(title=own.name, slug=slug, owner=user))
    home.save_revision(user=user)
    site.root_page = home
    site.save()
    if welcome is not None and not welcome.get_children().exists():
        welcome.delete()
    return HomePage.objects.get(pk=home.pk)


def make_below(home: Page, kind: type[Kind], title: str, user: AbstractUser, live: bool = True) -> Kind:
    """A page of this kind, unless there is one; each is there once whatever its title."""
    found = kind.objects.child_of(home).first()
    if found is not None:
        return found
    page = home.add_child(instance=kind(title=title, slug=free_slug(home, title), live=live, owner=user))
    page.save_revision(user=user)
    return page


def free_slug(parent: Page, title: str) -> str:
    """A name in addresses that no other page below has."""
    wanted = slugify(title) or "start"
    taken = set(parent.get_children().values_list("slug", flat=True))
    return next(slug for slug in (wanted, *(f"{wanted}-{n}" for n in range(2, 1000))) if slug not in taken)
