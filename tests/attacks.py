"""A pupil who tries everything: what stands outside the corner of the school newspaper, and the pupil who asks for it."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Comment, Page

from accounts.models import Deputy, GroupTerm, User
from accounts.roles import EDITORS, PUPILS, TECHNICIANS, make_roles
from cms.models import File, HomePage, Picture
from directory.models import DepartmentRole
from news.models import NewsPage
from tests.factories.cms import VisitorMessageFactory
from tests.factories.consents import ConsentFactory
from tests.factories.directory import ContactPersonFactory, DepartmentFactory, PlaceFactory
from tests.factories.news import NewsIndexPageFactory, NewsPageFactory, NewsTopicFactory
from tests.factories.notices import NoticeFactory
from tests.factories.service_catalogue import LeikaKeyFactory, OnlineServiceFactory, TopicFactory
from tests.factories.steering import BlockedSuggestionFactory, PinnedResultFactory, SynonymFactory

SECRET = "GEHEIMNIS"
REFUSED = {302, 403, 404, 405}
# Where Wagtail sends somebody who may not.
AWAY = ("/admin/", "/konto/", "/suche/")


@dataclass
class Town:
    """The pupil's corner, and around it everything that is none of the pupil's business."""

    corner: Page
    own: NewsPage
    foreign: NewsPage
    pupil: User
    editor: User
    numbers: dict[str, Any] = field(default_factory=dict)
    records: dict[str, int] = field(default_factory=dict)


def person(name: str, *roles: str) -> User:
    user = User.objects.create_user(name)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user


def make_town(home: HomePage) -> Town:
    corner = NewsIndexPageFactory(parent=home, title="Die Haselmaus", slug="schuelerzeitung")
    newsroom = NewsIndexPageFactory(parent=home, title="Aktuelles", slug="aktuelles")
    make_roles(school_corner=corner)
    town = Town(
        corner=corner,
        own=NewsPageFactory(parent=corner, title="Pausenhof", slug="pausenhof", live=False),
        foreign=NewsPageFactory(parent=newsroom, title="Haushalt", slug="haushalt"),
        pupil=person("mia", PUPILS),
        editor=person("redaktion", EDITORS),
    )
    write_drafts(town)
    town.records = make_records(town)
    town.numbers |= {"corner": corner.pk, "parent": newsroom.pk, "home": home.pk, "root": home.get_parent().pk}
    return town


def write_drafts(town: Town) -> None:
    """Versions that nobody outside should see: one waits to be published, one for an approval."""
    town.own.owner = town.pupil
    own = town.own.save_revision(user=town.pupil)
    draft = town.foreign
    draft.title, draft.teaser = f"Haushalt {SECRET}", SECRET
    draft.go_live_at = timezone.now() + timedelta(days=3)
    revision = draft.save_revision(user=town.editor)
    draft.get_workflow().start(draft, town.editor)
    comment = Comment.objects.create(page=draft, user=town.editor, text=SECRET, contentpath="title")
    town.foreign = NewsPage.objects.get(pk=draft.pk)
    task = town.foreign.current_workflow_task_state
    town.numbers |= {"page": draft.pk, "own": town.own.pk, "revision": revision.pk, "own_revision": own.pk}
    town.numbers |= {"comment": comment.pk, "task": task.pk}


def make_records(town: Town) -> dict[str, int]:
    """One of each record, by its label; the numbers of pictures and files go into the addresses too."""
    council = Collection.get_first_root_node().add_child(name="Rat")
    picture = Picture.objects.create(title=SECRET, file=get_test_image_file(), collection=council)
    file = File.objects.create(title=SECRET, file=ContentFile(SECRET.encode(), "protokoll.txt"), collection=council)
    department = DepartmentFactory(description=SECRET)
    town.numbers |= {"picture": picture.pk, "file": file.pk, "department": department.pk, "council": council.pk}
    town.numbers["message"] = VisitorMessageFactory(text=SECRET).pk
    stranger = person("technik", TECHNICIANS)
    group = Group.objects.get(name=EDITORS)
    made = [
        picture,
        file,
        department,
        ContactPersonFactory(),
        PlaceFactory(),
        NoticeFactory(),
        NewsTopicFactory(),
        OnlineServiceFactory(),
        TopicFactory(),
        LeikaKeyFactory(),
        SynonymFactory(),
        PinnedResultFactory(page=town.foreign),
        BlockedSuggestionFactory(),
        ConsentFactory(picture=picture),
        DepartmentRole.objects.create(department=department, branch=town.foreign.get_parent()),
        GroupTerm.objects.get(),
        Deputy.objects.create(person=stranger, deputy=town.editor, ends_on=timezone.localdate()),
        group,
    ]
    return {record._meta.label_lower: record.pk for record in made} | {
        "cms.visitormessage": town.numbers["message"],
        "accounts.user": town.editor.pk,
    }


def state_of(town: Town) -> tuple:
    """What no attack may change: the pages, who may do what, and everything that is kept beside the pages."""
    pages = Page.objects.order_by("pk").values_list("pk", "title", "live", "path", "url_path", "draft_title", "locked")
    versions = NewsPage.objects.get(pk=town.foreign.pk).revisions.order_by("pk")
    people = User.objects.order_by("pk").values_list("pk", "is_active", "is_superuser", "groups")
    return (
        list(pages),
        list(versions.values_list("pk", "approved_go_live_at")),
        list(people.order_by("pk", "groups")),
        list(Picture.objects.order_by("pk").values_list("pk", "title", "collection")),
        [model.objects.count() for model in (Picture, File, Comment, Deputy, GroupTerm, DepartmentRole, Group)],
    )


def assert_refused(response: Any, address: str) -> None:
    assert response.status_code in REFUSED, f"{address} answers {response.status_code}"
    if response.status_code == 302:
        assert response.url.partition("?")[0] in AWAY, f"{address} leads to {response.url}"
    assert SECRET not in body_of(response), f"{address} shows what it must not"


def body_of(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", "replace")


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client
