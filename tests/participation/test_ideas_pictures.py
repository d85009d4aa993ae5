"""Pictures of ideas: made anew without what was hidden in them, seen by the town first, gone with the idea."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from accounts.roles import MODERATORS
from cms.media import Picture
from jobs.queue import work_one
from participation import own
from participation.ideas import pictures
from participation.models import Comment, Decision, Idea, IdeaPicture, ProjectModerator
from participation.personal_data import OwnParticipation
from residents.personal_data import Person
from tests.factories.accounts import make_person
from tests.factories.participation import (
    IdeaCollectionPageFactory,
    ParticipationIndexPageFactory,
    ProjectPageFactory,
)
from tests.factories.residents import ResidentFactory, new_browser
from tests.factories.taking_part import ParticipantFactory
from tests.visitors import typed

GPS, CAMERA = 0x8825, 0x010F
SECRET = b"Geheime Kamera"


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def project(home):
    return ProjectPageFactory(parent=ParticipationIndexPageFactory(parent=home), status="running")


@pytest.fixture
def idea(project):
    collection = IdeaCollectionPageFactory(parent=project, moderation="after")
    return Idea.objects.create(module=collection, title="Eine Bank", text="Am Teich", state="public")


def file_of(kind="JPEG", size=(60, 40), colour="red", mode="RGB"):
    exif = Image.Exif()
    exif[CAMERA] = SECRET.decode()
    exif.get_ifd(GPS)[1] = "N"
    written = BytesIO()
    Image.new(mode, size, colour).save(written, kind, exif=exif)
    return SimpleUploadedFile(f"bild.{kind.lower()}", written.getvalue())


def page_of(idea):
    return reverse("participation:add_picture", args=[own.token_of(idea)])


def send(idea, file=None, **fields):
    told = {"description": "Eine Bank am Teich", "agrees": "on", "picture": file or file_of(), **fields}
    return new_browser().post(page_of(idea), typed(**{name: value for name, value in told.items() if value}))


def bytes_of(picture):
    with picture.file.open("rb") as file:
        return file.read()


def work():
    """What the worker does: it notes what is shown where, and deletes files."""
    while work_one("test"):
        continue


def got(client, address):
    """The status, with the answer read to its end."""
    response = client.get(address)
    b"".join(response)
    return response.status_code


def address_of(one):
    return one.picture.get_rendition("max-1200x900|format-webp").url


def look(client, idea):
    """A moderator of the project finds it in the queue and leaves it."""
    moderator = make_person("moderation", role=MODERATORS)
    ProjectModerator.objects.create(project=idea.module.project, user=moderator)
    client.force_login(moderator)
    return client.get(reverse("participation_queue")).context["entries"]


class TestSending:
    @pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA"), ("PNG", "P"), ("WEBP", "RGB")])
    def test_it_is_kept_as_pixels_alone(self, idea, kind, mode):
        assert SECRET in file_of(kind).read()
        assert send(idea, file_of(kind, mode=mode, colour=0 if mode == "P" else "red")).status_code == 302
        picture = IdeaPicture.objects.get().picture
        kept = bytes_of(picture)
        assert SECRET not in kept
        assert not Image.open(BytesIO(kept)).getexif()
        assert (picture.description, picture.width, picture.file.name[-4:]) == ("Eine Bank am Teich", 60, ".jpg")

    def test_a_picture_on_its_side_is_put_upright_and_a_large_one_made_smaller(self):
        exif = Image.Exif()
        exif[0x0112] = 6
        written = BytesIO()
        Image.new("RGB", (4000, 1000)).save(written, "JPEG", exif=exif)
        assert Image.open(BytesIO(pictures.pixels_of(ContentFile(written.getvalue())))).size == (500, 2000)

    @pytest.mark.parametrize(
        "fields",
        [
            {"description": ""},
            {"agrees": ""},
            {"picture": SimpleUploadedFile("bild.jpg", b"<svg onload=alert(1)>")},
            {"picture": SimpleUploadedFile("bild.jpg", b"GIF89a" + bytes(40))},
            {"picture": SimpleUploadedFile("leer.jpg", b"")},
        ],
        ids=["description", "agrees", "svg", "gif", "empty"],
    )
    def test_what_is_missing_or_no_picture_is_said_in_place(self, idea, fields):
        response = send(idea, **fields)
        assert response.status_code == 422
        assert fields.get("description") == "" or 'value="Eine Bank am Teich"' in response.text
        assert not Picture.objects.exists()

    def test_too_many_bytes_and_too_many_pixels_are_refused(self, idea, monkeypatch):
        monkeypatch.setattr(pictures, "MOST_PIXELS", 60 * 40 - 1)
        assert send(idea).status_code == 422
        monkeypatch.undo()
        monkeypatch.setattr("participation.ideas.picture_form.MOST_BYTES", 100)
        assert send(idea).status_code == 422
        assert not Picture.objects.exists()

    def test_the_same_one_is_kept_once_and_a_fourth_one_not(self, idea):
        for colour in ("red", "red", "green", "blue", "black"):
            send(idea, file_of(colour=colour))
        assert IdeaPicture.objects.count() == Picture.objects.count() == 3

    def test_only_ideas_have_them_and_only_where_the_collection_asks_for_them(self, client, idea):
        comment = Comment.objects.create(module=idea.module, about=idea, text="Ja", state="public")
        assert client.get(page_of(comment)).status_code == 410
        assert client.get(reverse("participation:add_picture", args=["1.x"])).status_code == 410
        type(idea.module).objects.update(with_pictures=False)
        send(idea)
        assert not Picture.objects.exists()

    @pytest.mark.parametrize("state", ["unconfirmed", "blocked", "censored", "removed"])
    def test_what_is_not_there_gets_none(self, idea, state):
        Idea.objects.update(state=state)
        send(Idea.objects.get())
        assert not Picture.objects.exists()


class TestModeration:
    def test_nobody_sees_it_before_a_moderator_has_looked_also_where_words_are_public(self, client, idea):
        send(idea)
        work()
        one = IdeaPicture.objects.get()
        visitor = new_browser()
        assert got(visitor, address_of(one)) == 404
        assert not visitor.get(idea.get_absolute_url()).context["pictures"]
        (entry,) = look(client, idea)
        assert entry.pictures == [one]
        assert got(client, address_of(one)) == 200
        client.post(reverse("participation_allow", args=[idea.pk]), {"seen": entry.seen})
        assert got(visitor, address_of(one)) == 200
        assert address_of(one) in visitor.get(idea.get_absolute_url()).text
        assert not client.get(reverse("participation_queue")).context["entries"]

    def test_one_that_came_after_the_moderator_looked_is_not_let_through(self, client, idea):
        send(idea)
        (entry,) = look(client, idea)
        send(idea, file_of(colour="green"))
        client.post(reverse("participation_allow", args=[idea.pk]), {"seen": entry.seen})
        assert IdeaPicture.objects.waiting().count() == 2
        assert not Decision.objects.exists()

    def test_it_is_refused_with_a_reason_that_the_author_reads(self, client, idea):
        send(idea)
        one = IdeaPicture.objects.get()
        look(client, idea)
        address = reverse("participation_refuse_picture", args=[one.pk])
        assert client.get(address).status_code == 200
        assert client.post(address, {"words": "Ein Gesicht."}).status_code == 422
        client.post(address, {"reason": "personal_data", "words": "Ein Gesicht."})
        assert not Picture.objects.exists()
        assert "Ein Gesicht." in new_browser().get(own.address_of(idea)).text
        assert Idea.objects.get().is_public

    def test_moderators_of_other_projects_see_nothing_of_it(self, client, project, idea):
        send(idea)
        one = IdeaPicture.objects.get()
        other = ProjectPageFactory(parent=project.get_parent())
        user = make_person("anderswo", role=MODERATORS)
        ProjectModerator.objects.create(project=other, user=user)
        client.force_login(user)
        assert got(client, address_of(one)) == 404
        assert client.get(reverse("participation_refuse_picture", args=[one.pk])).status_code == 404

    def test_with_the_idea_it_disappears_from_its_address(self, client, idea):
        send(idea)
        work()
        pictures.let_through(list(IdeaPicture.objects.all()))
        one = IdeaPicture.objects.get()
        assert got(client, address_of(one)) == 200
        Idea.objects.update(state="censored")
        assert got(client, address_of(one)) == 404


class TestDeletion:
    def files(self, media):
        return [path for path in media.rglob("*") if path.is_file()]

    def test_the_author_deletes_one_with_its_file(self, idea, media, django_capture_on_commit_callbacks):
        send(idea)
        one = IdeaPicture.objects.get()
        token = own.token_of(idea)
        with django_capture_on_commit_callbacks(execute=True):
            new_browser().post(reverse("participation:delete_picture", args=[token, one.pk]))
        work()
        assert not Picture.objects.exists()
        assert not self.files(media)

    @pytest.mark.parametrize("how", ["deleted by its author", "row"])
    def test_it_goes_with_the_idea(self, idea, media, how, django_capture_on_commit_callbacks):
        send(idea)
        with django_capture_on_commit_callbacks(execute=True):
            if how == "row":
                idea.delete()
            else:
                new_browser().post(reverse("participation:delete_own", args=[own.token_of(idea)]), {"sure": "1"})
        work()
        assert not Picture.objects.exists()
        assert not self.files(media)

    def test_the_link_of_another_idea_deletes_nothing(self, idea):
        send(idea)
        other = Idea.objects.create(module=idea.module, title="Andere", text="x", state="public")
        address = reverse("participation:delete_picture", args=[own.token_of(other), IdeaPicture.objects.get().pk])
        assert new_browser().post(address).status_code == 404
        assert Picture.objects.exists()

    def test_it_is_part_of_the_copy_of_ones_own_data(self, idea):
        send(idea)
        author = ResidentFactory()
        Idea.objects.update(author=ParticipantFactory(module=idea.module, resident=author))
        (contribution,) = OwnParticipation().export(Person.of(author))["contributions"]
        (copy,) = contribution["pictures"]
        assert copy["description"] == "Eine Bank am Teich"
        assert copy["jpeg"].startswith("/9j/")
