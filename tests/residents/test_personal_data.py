"""What all rooms know about a person is handed out and deleted together, also by command."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from residents import personal_data
from residents.models import MailLink, Resident
from residents.personal_data import Person
from tests.factories.residents import ask_for_link, new_browser


class Garden:
    """A room that keeps something."""

    def __init__(self):
        self.forgotten = []

    def export(self, person):
        return {"beds": [person.resident.name] if person.resident else []}

    def forget(self, person):
        assert person.resident is None or person.resident.pk
        self.forgotten.append(person.email)


class Letters:
    """A room that keeps what somebody typed."""

    def __init__(self):
        self.kept = {"bea@post.example"}

    def export(self, person):
        return {"letters": [person.email] if person.email in self.kept else []}

    def forget(self, person):
        self.kept.discard(person.email)


@pytest.fixture
def garden(monkeypatch):
    monkeypatch.setattr(personal_data, "HOLDERS", {})
    personal_data.holds_data_of_residents("garden")(Garden)
    return personal_data.HOLDERS["garden"].holder


@pytest.fixture
def letters(garden):
    keep = "Letters are burnt after a year."
    personal_data.holds_data_of_residents("letters", typed=True, stays=keep)(Letters)
    return personal_data.HOLDERS["letters"].holder


def run(*arguments):
    out, err = StringIO(), StringIO()
    call_command("personal_data", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_every_room_has_its_part(anna, garden):
    data = personal_data.export(anna)
    assert list(data) == ["account", "garden"]
    assert data["garden"] == {"beds": ["Anna"]}
    assert data["account"]["public_name"] == "Anna"


def test_no_field_of_a_resident_is_held_back(anna):
    """A new field stands in the export, or here with the reason why not."""
    shown = {
        "email": "email",
        "name": "public_name",
        "joined_at": "joined_at",
        "last_seen_at": "last_seen_at",
        "warned_at": "told_of_deletion_at",
        "blocked_at": "blocked_at",
        "block_reason": "reason_for_the_block",
    }
    fields = {field.name for field in Resident._meta.fields} - {"id"}
    assert fields == set(shown)
    rows = {"signed_in_browsers", "links_by_mail"}
    assert set(shown.values()) | rows == set(personal_data.own_data(Person.of(anna)))


def test_every_room_forgets(anna, garden):
    ask_for_link(new_browser(), anna.email)
    personal_data.forget(anna)
    assert garden.forgotten == ["anna@post.example"]
    assert not Resident.objects.exists()
    assert not MailLink.objects.exists()


def test_all_rooms_forget_or_none(anna, garden, monkeypatch):
    def fail(person):
        Resident.objects.update(name="halb vergessen")
        raise RuntimeError

    monkeypatch.setattr(garden, "forget", fail)
    with pytest.raises(RuntimeError):
        personal_data.forget(anna)
    assert Resident.objects.get().name == "Anna"


def test_two_rooms_cannot_have_the_same_part(garden):
    personal_data.holds_data_of_residents("garden")(Garden)
    with pytest.raises(ValueError, match="garden"):
        personal_data.holds_data_of_residents("garden")(type("Orchard", (Garden,), {}))


def test_the_command_prints(anna, garden):
    out, err = run("Anna@Post.Example")
    assert json.loads(out)["account"]["email"] == "anna@post.example"
    assert (err, Resident.objects.count(), garden.forgotten) == ("", 1, [])


def test_the_command_deletes_only_in_earnest(anna, garden):
    assert "anna@post.example" in run(anna.email, "--delete", "--dry-run")[0]
    assert (Resident.objects.count(), garden.forgotten) == (1, [])
    assert "Deleted" in run(anna.email, "--delete")[1]
    assert (Resident.objects.count(), garden.forgotten) == (0, ["anna@post.example"])


def test_the_command_knows_nobody_of_that_name(db):
    with pytest.raises(CommandError):
        run("nobody@post.example")


def test_the_command_knows_people_without_an_account(db, letters):
    out, err = run("Bea@Post.Example", "--delete")
    assert json.loads(out)["letters"] == {"letters": ["bea@post.example"]}
    assert letters.kept == set()
    assert "burnt after a year" in err
    with pytest.raises(CommandError):
        run("bea@post.example")


def test_what_was_only_typed_is_nothing_for_whoever_is_signed_in(anna, letters):
    """Somebody else may have typed the address into a form."""
    letters.kept.add(anna.email)
    assert "letters" not in personal_data.export(anna)
    personal_data.forget(anna)
    assert anna.email in letters.kept


def test_a_link_that_was_asked_for_and_never_used_is_known(db):
    ask_for_link(new_browser(), "bea@post.example")
    out, _err = run("bea@post.example", "--delete")
    assert len(json.loads(out)["account"]["links_by_mail"]) == 1
    assert not MailLink.objects.exists()
