"""The how-to on lists promises ten minutes: its example is imported as it stands there."""

import re
from pathlib import Path

import pytest

from service_catalogue import lists
from service_catalogue.lists.mapping import DEPARTMENT_OTHERS, OTHERS, STEP_KEYS, TEXTS
from service_catalogue.xzufi.objects import OnlineService, Service, Unit

HOWTO = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "import-a-list.md"
EXAMPLE = re.compile(r"<!-- example: (\S+) -->\n```\w+\n(.*?)```", re.DOTALL)


@pytest.fixture
def examples(tmp_path):
    """The files of the how-to."""
    for name, text in EXAMPLE.findall(HOWTO.read_text(encoding="utf-8")):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_example_works_as_it_stands(examples):
    mapping = lists.read_mapping(examples / "services.toml")
    unit, online, dog, other = lists.read_list(examples / "services.csv", mapping)
    assert [type(item) for item in (unit, online, dog, other)] == [Unit, OnlineService, Service, Service]
    assert (dog.public, other.public) == (True, False)
    assert dog.keys == ["99102013104000"]
    assert not dog.remarks


@pytest.mark.parametrize("name", sorted({*TEXTS, *OTHERS, *STEP_KEYS, *DEPARTMENT_OTHERS}))
def test_every_field_and_step_is_explained(name):
    assert f"`{name}`" in HOWTO.read_text(encoding="utf-8")


def test_every_mapping_in_the_text_is_toml(tmp_path):
    for number, text in enumerate(re.findall(r"```toml\n(.*?)```", HOWTO.read_text(encoding="utf-8"), re.DOTALL)):
        path = tmp_path / f"m{number}.toml"
        whole = text if "[fields]" in text else f'source = "x"\n[fields]\nid = "a"\ntitle = "b"\n{text}'
        path.write_text(whole, encoding="utf-8")
        assert lists.read_mapping(path).source
