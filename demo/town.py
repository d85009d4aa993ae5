"""The demo town: a fictional municipality in North Rhine-Westphalia, complete enough to walk through."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string
from wagtail.models import Page, Site

from accounts.models import User
from accounts.roles import EDITORS, PUPILS, make_roles
from cms.models import HomePage, StandardPage, TownSettings
from demo.bodies import make_body
from demo.content import read
from demo.pages import Town, load_news, load_projects, load_school_news, load_services, load_standard_pages
from demo.records import load_departments, load_online_services, load_people, load_pictures, load_places, load_topics
from service_catalogue.importer import import_leika

HOME_SLUG = "haselbrueck"
LEIKA_FILE = settings.BASE_DIR / "service_catalogue" / "data" / "leika-demo.csv"
# Login → role; the administrator has no role but all rights.
LOGINS = {"redaktion": EDITORS, "schuelerzeitung": PUPILS, "technik": None}
PASSWORD_LENGTH = 16


class ForeignTownError(Exception):
    """The site already belongs to a town of its own."""


@dataclass(frozen=True)
class Logins:
    """Who can sign in; the password only where it was set just now."""

    names: list[str]
    password: str


def load() -> Logins:
    """Everything or nothing; a second time adds only what is missing. Raises ForeignTownError."""
    with transaction.atomic():
        home = find_or_make_home()
        town = load_records()
        services = load_services(home, town)
        load_news(home, town, services)
        load_projects(home, town, services)
        school = load_school_news(home, town, services)
        set_up_town(home, load_standard_pages(home, town), town)
        make_roles(school_corner=school)
        return make_logins()


def load_records() -> Town:
    import_leika(LEIKA_FILE)
    pictures = load_pictures(of_school=school_pictures())
    places = load_places(pictures, timezone.localdate())
    departments = load_departments(places)
    return Town(
        today=timezone.localdate(),
        pictures=pictures,
        departments=departments,
        people=load_people(departments),
        topics=load_topics(),
        online_services=load_online_services(),
    )


def school_pictures() -> set[str]:
    """The pictures that only the school newspaper uses; they lie in its own collection."""
    content = read("school_news")
    town_files = ("news", "projects", "pages", "directory", "town")
    of_town = {slug for name in town_files for slug in named_pictures(read(name))}
    return named_pictures(content) - of_town


def named_pictures(content: Any) -> set[str]:
    """Every picture that a piece of content names, however deep."""
    if isinstance(content, list):
        return {slug for part in content for slug in named_pictures(part)}
    if not isinstance(content, dict):
        return set()
    own = {content["picture"]} if isinstance(content.get("picture"), str) else set()
    return own | named_pictures(list(content.values()))


def find_or_make_home() -> HomePage:
    """The demo town's home page; Wagtail's own welcome page makes room for it."""
    site = Site.objects.filter(is_default_site=True).first()
    current = site.root_page.specific if site else None
    if isinstance(current, HomePage):
        if current.slug != HOME_SLUG:
            raise ForeignTownError(f"This site already shows “{current}”. The demo town is for an empty site.")
        return current
    home = Page.get_first_root_node().add_child(instance=HomePage(slug=HOME_SLUG, title=read("town")["home"]["title"]))
    site = site or Site(is_default_site=True)
    address = urlsplit(settings.SITE_URL)
    site.hostname, site.port = address.hostname, address.port or (443 if settings.HTTPS else 80)
    site.root_page = home
    site.site_name = read("town")["town"]["name"]
    site.save()
    if current is not None and type(current) is Page:
        Page.objects.get(pk=current.pk).delete()
    return home


def set_up_town(home: HomePage, pages: dict[str, StandardPage], town: Town) -> None:
    """The home page's own words and the settings of the municipality, unless somebody wrote them already."""
    content = read("town")
    if not home.introduction:
        for name in ("title", "introduction", "teaser"):
            setattr(home, name, content["home"][name])
        home.picture = town.picture(content["home"])
        setattr(home, "body", make_body(content["home"]["body"], town.pictures))  # noqa: B010  the field takes raw blocks
        home.save_revision().publish()
    settings_of_town = TownSettings.for_site(Site.objects.get(is_default_site=True))
    if settings_of_town.ars:
        return
    for name in ("name", "slogan", "ars", "street", "postcode", "town", "phone", "email"):
        setattr(settings_of_town, name, content["town"][name])
    for name in ("contact", "imprint", "privacy", "accessibility", "easy_language"):
        setattr(settings_of_town, name, pages[content["town"][name]])
    settings_of_town.save()


def make_logins() -> Logins:
    """The demo people. Their password is DEMO_PASSWORD, else random; it is never stored in the open."""
    missing = [name for name in LOGINS if not User.objects.filter(username=name).exists()]
    password = settings.DEMO_PASSWORD or get_random_string(PASSWORD_LENGTH)
    for name in LOGINS if settings.DEMO_PASSWORD else missing:
        make_login(name, password)
    return Logins(names=list(LOGINS), password=password if missing or settings.DEMO_PASSWORD else "")


def make_login(name: str, password: str) -> None:
    role = LOGINS[name]
    user, _created = User.objects.get_or_create(username=name, defaults={"is_superuser": role is None})
    if not user.check_password(password):
        user.set_password(password)
        user.save()
    if role is not None:
        user.groups.set([Group.objects.get(name=role)])
