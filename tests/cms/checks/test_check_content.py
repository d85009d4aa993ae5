"""manage.py check_content: the same as in the editors' form, for the whole site."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from cms.checks import checking
from tests.factories.cms import StandardPageFactory
from tests.factories.consents import PictureFactory
from tests.factories.service_catalogue import ServiceIndexPageFactory, ServicePageFactory

pytestmark = pytest.mark.django_db


def run(*arguments):
    """Exit code and output."""
    output = StringIO()
    with translation.override("en"):
        try:
            call_command("check_content", *arguments, stdout=output)
        except SystemExit as end:
            return end.code, output.getvalue()
    return 0, output.getvalue()


@pytest.fixture
def wrong(home):
    return StandardPageFactory(parent=home, title="Radweg", picture=PictureFactory(description=""))


def test_it_ends_with_zero_without_errors(home):
    StandardPageFactory(parent=home, teaser="Der Weg wird gebaut.")
    code, text = run()
    assert code == 0
    assert text.splitlines()[-1] == "3 pages: 0 errors, 0 warnings, 1 hints"
    assert "S3" in text


def test_it_ends_with_one_and_names_page_and_rule(wrong):
    code, text = run()
    assert code == 1
    assert f"B1  Radweg ({wrong.pk})" in text


def test_drafts_are_left_alone_unless_asked(wrong):
    wrong.unpublish()
    assert run()[0] == 0
    assert run("--drafts")[0] == 1


def test_a_branch_a_rule_or_a_severity_can_be_chosen(home, wrong):
    other = StandardPageFactory(parent=home, teaser="Der Weg wird gebaut.")
    assert run("--below", str(other.pk))[0] == 0
    assert run("--below", str(wrong.pk))[0] == 1
    assert run("--rule", "S3")[0] == 0
    assert "S3" not in run("--severity", "error")[1]


def test_a_branch_that_is_not_there_ends_with_two(home):
    with pytest.raises(CommandError) as caught:
        run("--below", "999999")
    assert caught.value.returncode == 2


def test_it_says_what_the_form_says_about_a_service_too(home, tmp_path):
    page = ServicePageFactory(parent=ServiceIndexPageFactory(parent=home), teaser="", title="Hund =1+1")
    assert run("--json", str(tmp_path / "a.json"), "--csv", str(tmp_path / "a.csv"))[0] == 1
    found = json.loads((tmp_path / "a.json").read_text())
    in_the_form = {(finding.rule, finding.field) for finding in checking.check(page)}
    assert {(row["rule"], row["field"]) for row in found["findings"] if row["page"] == page.pk} == in_the_form
    assert found["pages"] == 4
    assert "T1" in (tmp_path / "a.csv").read_text()


def test_rules_of_all_rooms_have_numbers_of_their_own():
    numbers = [rule.id for rule in checking.all_rules()]
    assert len(numbers) == len(set(numbers)) > 30
    assert {"B1", "L1", "S1", "T1"} <= set(numbers)
