"""From an address to the code that serves it."""

import pytest
from django.core.management import CommandError, call_command

from tests.factories.cms import StandardPageFactory


def whatserves(capsys, path):
    call_command("whatserves", path)
    return capsys.readouterr().out


def test_a_page(capsys, home):
    StandardPageFactory(parent=home, slug="kontakt")
    out = whatserves(capsys, "/kontakt/")
    assert "cms.models.StandardPage" in out
    assert "cms/models.py:" in out
    assert "templates/cms/standard_page.html" in out


def test_a_view(capsys, home):
    out = whatserves(capsys, "rathaus/")
    assert "directory.views.overview" in out
    assert "templates/directory/overview.html" in out


def test_an_address_that_nothing_serves(home):
    with pytest.raises(CommandError, match="no published page"):
        call_command("whatserves", "/gibt/es/nicht/")
