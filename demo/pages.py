"""The pages of the demo town, made once on an empty site."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, TypeVar

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Page, Site

from cms.media import File, Picture
from cms.models import HomePage, StandardPage
from demo.bodies import make_body
from demo.content import read, read_services
from directory.models import ContactPerson, Department, Place
from news.models import (
    Author,
    Channel,
    FeaturedNews,
    NewsIndexPage,
    NewsPage,
    NewsTopic,
    PressPhoto,
    RelatedPage,
    ShareSettings,
)
from participation.models import (
    Milestone,
    ParticipationIndexPage,
    ProjectDocument,
    ProjectEvent,
    ProjectLink,
    ProjectPage,
)
from service_catalogue.models import (
    Deadline,
    Fee,
    LeikaKey,
    OnlineService,
    ProcessingTime,
    ServiceIndexPage,
    ServicePage,
    Topic,
)

PageType = TypeVar("PageType", bound=Page)
RICH_SECTIONS = (
    "description",
    "procedure",
    "fee_text",
    "deadline_text",
    "processing_text",
    "next_steps",
    "remedy",
    "notes",
    "further_information",
)
ITEM_SECTIONS = ("prerequisites", "required_documents", "forms", "legal_bases", "further_links")
PROJECT_TEXTS = (
    "goals",
    "approach",
    "insights",
    "results",
    "location",
    "costs",
    "funding",
    "status_reason",
    "invitation",
    "district",
    "funding_url",
    "paper_title",
    "paper_url",
    "decision",
)
PROJECT_DAYS = {"starts": "starts", "ends": "ends", "result_due": "result_due", "decided_on": "decided"}


@dataclass(frozen=True)
class Town:
    """What pages point to."""

    today: date
    pictures: dict[str, Picture]
    departments: dict[str, Department]
    people: dict[str, ContactPerson]
    topics: dict[str, Topic]
    online_services: dict[str, OnlineService]

    def picture(self, entry: dict[str, Any]) -> Picture | None:
        return self.pictures.get(entry.get("picture", ""))

    def department(self, entry: dict[str, Any]) -> Department | None:
        return self.departments.get(entry.get("department", ""))

    def day(self, offset: int | None) -> date | None:
        return None if offset is None else self.today + timedelta(days=offset)


def publish(parent: Page, model: type[PageType], slug: str, **values: Any) -> PageType:
    """A new page below a parent, with its revision and log as an editor's would have."""
    page = model(slug=slug, **values)
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def load_index(home: HomePage, model: type[PageType], slug: str, entry: dict[str, Any], town: Town) -> PageType:
    names = ("title", "teaser", "by_line", "introduction", "kind", "boilerplate", "house_rules", "show_in_menus")
    values = {"show_in_menus": True} | {name: entry[name] for name in names if name in entry}
    if "press_contact" in entry:
        values["press_contact"] = town.people[entry["press_contact"]]
    return publish(home, model, slug, **values, picture=town.picture(entry))


def load_services(home: HomePage, town: Town) -> dict[str, ServicePage]:
    index = load_index(home, ServiceIndexPage, "dienstleistungen", read("town")["index"]["services"], town)
    keys = {key.key: key for key in LeikaKey.objects.all()}
    return {entry["slug"]: load_service(index, entry, town, keys) for entry in read_services()}


def load_service(index: ServiceIndexPage, entry: dict[str, Any], town: Town, keys: dict[str, LeikaKey]) -> ServicePage:
    values = {
        "title": entry["title"],
        "teaser": entry["summary"],
        "official_name": entry.get("official_name", ""),
        "status": entry.get("status", "available"),
        "status_reason": entry.get("status_reason", ""),
        "for_citizens": "citizens" in entry["audience"],
        "for_businesses": "businesses" in entry["audience"],
        "wanted": entry.get("wanted", False),
        "department": town.department(entry),
        "synonyms": "\n".join(entry.get("synonyms", [])),
        "topics": [town.topics[slug] for slug in entry["topics"]],
        "leika_keys": [keys[key] for key in entry.get("leika_keys", [])],
        "online_services": [town.online_services[slug] for slug in entry.get("online_services", [])],
        "fees": [fee(row) for row in entry.get("fees", [])],
        "deadlines": [Deadline(**period(row)) for row in entry.get("deadlines", [])],
        "processing_times": [ProcessingTime(**period(row)) for row in entry.get("processing_times", [])],
        **{name: entry.get(name, "").strip() for name in RICH_SECTIONS},
        **{name: items(entry.get(name, [])) for name in ITEM_SECTIONS},
    }
    return publish(index, ServicePage, entry["slug"], **values)


def items(rows: list[dict[str, str]]) -> list[dict[str, Any]]:
    return [
        {"type": "item", "value": {"text": row["text"], "note": row.get("note", ""), "link": row.get("url", "")}}
        for row in rows
    ]


def fee(row: dict[str, Any]) -> Fee:
    amounts = {name: Decimal(row[name]) for name in ("amount", "amount_max") if row.get(name)}
    words = {name: row.get(name, "") for name in ("label", "reason", "legal_basis")}
    return Fee(kind=row["kind"], **words, **amounts)


def period(row: dict[str, Any]) -> dict[str, Any]:
    numbers = {name: row[name] for name in ("amount", "amount_max") if row.get(name)}
    dates = {name: date.fromisoformat(row[name]) for name in ("from_date", "until_date") if row.get(name)}
    words = {name: row.get(name, "") for name in ("label", "unit", "text")}
    return {"kind": row["kind"], **words, **numbers, **dates}


def news_topic(slug: str) -> NewsTopic:
    name = next(entry["name"] for entry in read("news")["topic"] if entry["slug"] == slug)
    return NewsTopic.objects.get_or_create(slug=slug, defaults={"name": name})[0]


def load_news(home: HomePage, town: Town, services: dict[str, ServicePage]) -> NewsIndexPage:
    index = load_index(home, NewsIndexPage, "aktuelles", read("town")["index"]["news"], town)
    items = [load_news_item(index, entry, town, services) for entry in read("news")["news"]]
    featured = read("news")["featured"]
    index.featured = [FeaturedNews(item=item) for item in items if item.slug in featured]
    index.save_revision().publish()
    return index


def load_school_news(home: HomePage, town: Town, services: dict[str, ServicePage]) -> NewsIndexPage:
    content = read("school_news")
    index = load_index(home, NewsIndexPage, content["index"]["slug"], content["index"], town)
    for entry in content["article"]:
        load_news_item(index, entry, town, services)
    return index


def load_press(home: HomePage, town: Town, services: dict[str, ServicePage]) -> NewsIndexPage:
    """The press newsroom with one release that waits for its embargo, and the channels of the municipality."""
    content = read("press")
    index = load_index(home, NewsIndexPage, content["index"]["slug"], content["index"], town)
    for entry in content["release"]:
        load_news_item(index, entry, town, services)
    settings = ShareSettings.for_site(Site.objects.get(is_default_site=True))
    settings.channels = [Channel(**entry) for entry in content["channel"]]
    settings.save()
    return index


def embargo(entry: dict[str, Any], town: Town) -> datetime | None:
    """Ten o'clock of the day that the entry names."""
    day = town.day(entry.get("embargo_in_days"))
    return timezone.make_aware(datetime.combine(day, time(10))) if day else None


def photograph(entry: dict[str, str], town: Town) -> PressPhoto:
    return PressPhoto(picture=town.pictures[entry["picture"]], caption=entry["caption"], rights=entry["rights"])


def load_news_item(
    index: NewsIndexPage, entry: dict[str, Any], town: Town, services: dict[str, ServicePage]
) -> NewsPage:
    related = [services[slug] for slug in entry.get("related_services", [])]
    values = {
        "title": entry["title"],
        "teaser": entry["teaser"],
        "date": town.day(-entry["days_ago"]),
        "authors": [Author(name=entry["author"])] if "author" in entry else [],
        "topics": [news_topic(slug) for slug in entry.get("news_topics", [])],
        "picture": town.picture(entry),
        "department": town.department(entry),
        "correction": entry.get("correction", ""),
        "corrected_on": town.day(-entry["days_ago"] + 1) if "correction" in entry else None,
        "related": [RelatedPage(target=service) for service in related],
        "embargo": embargo(entry, town),
        "press_photos": [photograph(row, town) for row in entry.get("photographs", [])],
        "body": make_body(entry["body"], town.pictures),
    }
    return publish(index, NewsPage, entry["slug"], **values)


def load_projects(home: HomePage, town: Town, services: dict[str, ServicePage]) -> ParticipationIndexPage:
    index = load_index(home, ParticipationIndexPage, "mitmachen", read("town")["index"]["participation"], town)
    for entry in read("projects")["project"]:
        load_project(index, entry, town, services)
    return index


def load_project(
    index: ParticipationIndexPage, entry: dict[str, Any], town: Town, services: dict[str, ServicePage]
) -> ProjectPage:
    about = [services[slug] for slug in entry.get("about_services", [])]
    news = [NewsPage.objects.get(slug=slug) for slug in entry.get("news", [])]
    values = {
        "title": entry["title"],
        "teaser": entry["teaser"],
        "status": entry["status"],
        "level": entry["level"],
        **{name: town.day(entry.get(f"{key}_in_days")) for name, key in PROJECT_DAYS.items()},
        "latitude": entry.get("latitude"),
        "longitude": entry.get("longitude"),
        "picture": town.picture(entry),
        "department": town.department(entry),
        "contact": town.people.get(entry.get("contact", "")),
        "partners": "\n".join(entry.get("partners", [])),
        "milestones": [milestone(row, town) for row in entry.get("milestones", [])],
        "events": [event(row, town) for row in entry.get("events", [])],
        "documents": [document(row) for row in entry.get("documents", [])],
        "about_places": [Place.objects.get(slug=slug) for slug in entry.get("about_places", [])],
        "links": [ProjectLink(target=target) for target in (*news, *about)],
        "body": make_body(entry.get("body", []), town.pictures),
        **{name: entry.get(name, "") for name in PROJECT_TEXTS},
    }
    return publish(index, ProjectPage, entry["slug"], **values)


def milestone(row: dict[str, Any], town: Town) -> Milestone:
    words = {name: row.get(name, "") for name in ("title", "state", "text")}
    return Milestone(date=town.day(row.get("in_days")), progress=row.get("progress", 0), **words)


def event(row: dict[str, Any], town: Town) -> ProjectEvent:
    """It begins at a full hour of the clock here and lasts some hours."""
    day = town.today + timedelta(days=row["in_days"])
    starts = timezone.make_aware(datetime.combine(day, time(row["hour"])))
    return ProjectEvent(
        title=row["title"], starts=starts, ends=starts + timedelta(hours=row["hours"]), place=row["place"]
    )


def document(row: dict[str, str]) -> ProjectDocument:
    content = row["text"].encode()
    file = File.objects.create(title=row["title"], file=ContentFile(content, row["file"]), file_size=len(content))
    return ProjectDocument(file=file)


def load_standard_pages(home: HomePage, town: Town) -> dict[str, StandardPage]:
    """Legal and ordinary pages, parents before their children."""
    pages: dict[str, StandardPage] = {}
    for entry in read("pages")["page"]:
        parent = pages[entry["parent"]] if entry.get("parent") else home
        pages[entry["slug"]] = load_standard_page(parent, entry, town)
    return pages


def load_standard_page(parent: Page, entry: dict[str, Any], town: Town) -> StandardPage:
    values = {
        "title": entry["title"],
        "teaser": entry.get("teaser", ""),
        "picture": town.picture(entry),
        "body": make_body(entry.get("body", []), town.pictures),
        "show_in_menus": entry.get("in_menu", False),
        "has_message_form": entry.get("message_form", False),
    }
    return publish(parent, StandardPage, entry["slug"], **values)
