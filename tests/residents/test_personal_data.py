"""What all rooms know about a person is handed out and deleted together, also by command."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from residents import personal_data
from residents.models import MailLink, Resident
from tests.factories.residents import ask_for_link, new_browser


class Garden:
    """A room that keeps something."""

    def __init__(self):
        self.forgotten = []

    def export(self, resident):
        return {"beds": [resident.name]}

    def forget(self, resident):
        assert resident.pk
        self.forgotten.append(resident.email)


@pytest.fixture
def garden(monkeypatch):
    monkeypatch.setattr(personal_data, "HOLDERS", {})
    personal_data.holds_data_of_residents("garden")(Garden)
    return personal_data.HOLDERS["garden"]


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
    assert set(shown.values()) | {"signed_in_browsers"} == set(personal_data.own_data(anna))


def test_every_room_forgets(anna, garden):
    ask_for_link(new_browser(), anna.email)
    personal_data.forget(anna)
    assert garden.forgotten == ["anna@post.example"]
    assert not Resident.objects.exists()
    assert not MailLink.objects.exists()


def test_all_rooms_forget_or_none(anna, garden, monkeypatch):
    def fail(resident):
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
