"""The demo town: a fictional municipality in North Rhine-Westphalia, complete enough to walk through."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site

from accounts.roles import make_roles
from cms.models import HomePage, TownSettings
from demo.approvals import load_approvals
from demo.bodies import link, make_body
from demo.consents import load_consents
from demo.content import read
from demo.drafts import load_drafts
from demo.duties import load_duties
from demo.feedback import load_feedback
from demo.ideas import load_ideas
from demo.logins import BRANCH, OFFICE, Logins, make_logins
from demo.moderation import load_moderation
from demo.pages import (
    Town,
    load_news,
    load_press,
    load_projects,
    load_school_news,
    load_services,
    load_standard_pages,
)
from demo.participation import load_workshop
from demo.people import load_people_who_take_part
from demo.polls import load_polls
from demo.questions import load_questions
from demo.records import (
    load_departments,
    load_notices,
    load_online_services,
    load_people,
    load_pictures,
    load_places,
    load_topics,
)
from demo.searching import load_protocol, load_steering
from demo.text_review import load_text_review
from demo.upkeep import load_heads, load_upkeep
from news.models import NewsIndexPage
from service_catalogue.importer import import_leika
from service_catalogue.models import Area

HOME_SLUG = "haselbrueck"
LEIKA_FILE = settings.BASE_DIR / "service_catalogue" / "data" / "leika-demo.csv"


class ForeignTownError(Exception):
    """The site already belongs to a town of its own."""


def load() -> Logins:
    """Everything or nothing; a second time leaves everything as people made it. Raises ForeignTownError."""
    with transaction.atomic():
        is_new = not is_loaded()
        if is_new:
            load_content()
        logins = make_logins()
        if is_new:
            load_approvals()
            load_moderation()
        return logins


def is_loaded() -> bool:
    """Whether the site shows the demo town. Raises ForeignTownError when it shows another."""
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    home = site.root_page.specific if site else None
    if isinstance(home, HomePage) and home.slug != HOME_SLUG:
        raise ForeignTownError(f"This site already shows “{home}”. The demo town is for an empty site.")
    return isinstance(home, HomePage)


def load_content() -> None:
    home = make_home()
    name_town()
    town = load_records()
    services = load_services(home, town)
    load_news(home, town, services)
    load_press(home, town, services)
    load_drafts(NewsIndexPage.objects.child_of(home).get(kind=NewsIndexPage.Kind.TOWN))
    load_projects(home, town, services)
    load_workshop()
    load_text_review(town.today)
    load_questions(town.today)
    load_ideas(town.today)
    load_polls(town.today)
    load_people_who_take_part()
    school = load_school_news(home, town, services)
    load_consents(town.pictures, town.today)
    load_notices(town.departments, services)
    pages = load_standard_pages(home, town)
    duties = load_duties(home, town)
    set_up_town(home, {**pages, **duties}, town)
    load_heads(town.departments, town.people)
    load_upkeep(town.today)
    make_roles(school_corner=school, departments={OFFICE: pages[BRANCH].pk})
    load_feedback(town.today)
    load_steering(town.today)
    load_protocol(town.today)


def load_records() -> Town:
    import_leika(LEIKA_FILE)
    pictures = load_pictures(of_school=school_pictures())
    places = load_places(pictures, timezone.localdate())
    departments = load_departments(places, timezone.localdate())
    return Town(
        today=timezone.localdate(),
        pictures=pictures,
        departments=departments,
        people=load_people(departments),
        topics=load_topics(),
        online_services=load_online_services(),
    )


def school_pictures() -> set[str]:
    """The pictures that only the school newspaper uses or that show pupils; they lie in its own collection."""
    content = read("school_news")
    of_pupils = {entry["slug"] for entry in read("consents")["picture"]}
    town_files = ("news", "press", "projects", "pages", "directory", "town")
    of_town = {slug for name in town_files for slug in named_pictures(read(name))}
    return (named_pictures(content) - of_town) | of_pupils


def named_pictures(content: Any) -> set[str]:
    """Every picture that a piece of content names, however deep."""
    if isinstance(content, list):
        return {slug for part in content for slug in named_pictures(part)}
    if not isinstance(content, dict):
        return set()
    own = {content["picture"]} if isinstance(content.get("picture"), str) else set()
    return own | named_pictures(list(content.values()))


def make_home() -> HomePage:
    """The demo town's home page; Wagtail's own welcome page makes room for it."""
    welcome = Page.objects.filter(depth=2, slug="home").exact_type(Page).first()
    content = read("town")
    home = Page.get_first_root_node().add_child(instance=HomePage(slug=HOME_SLUG, title=content["home"]["title"]))
    address = urlsplit(settings.SITE_URL)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname,
            "port": address.port or (443 if settings.HTTPS else 80),
            "root_page": home,
            "site_name": content["town"]["name"],
        },
    )
    if welcome is not None:
        welcome.delete()
    return home


def name_town() -> None:
    """Who and where the municipality is; known first, because services are checked against its area."""
    town = read("town")["town"]
    municipality = TownSettings.for_site(Site.objects.get(is_default_site=True))
    for name in ("name", "slogan", "ars", "street", "postcode", "town", "phone", "email"):
        setattr(municipality, name, town[name])
    municipality.save()
    Area.objects.get_or_create(ars=town["ars"], defaults={"name": town["name"]})


def set_up_town(home: HomePage, pages: dict[str, Page], town: Town) -> None:
    """The home page's own words and the pages in the footer."""
    content = read("town")
    for name in ("introduction", "teaser"):
        setattr(home, name, content["home"][name])
    home.picture = town.picture(content["home"])
    quick_links = [{"type": "link", "value": link(row)} for row in content["home"]["quick_links"]]
    setattr(home, "quick_links", quick_links)  # noqa: B010  the fields take raw blocks
    setattr(home, "body", make_body(content["home"]["body"], town.pictures))  # noqa: B010
    home.save_revision().publish()
    municipality = TownSettings.for_site(Site.objects.get(is_default_site=True))
    for name in ("contact", "imprint", "privacy", "accessibility", "easy_language"):
        setattr(municipality, name, pages[content["town"][name]])
    municipality.save()
