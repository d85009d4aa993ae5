"""Text reviews: versions are kept by themselves, people comment paragraph by paragraph, the town answers."""

import csv
import io
import re
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from participation.drafts.comments import Review
from participation.drafts.paragraphs import Paragraph, differences, pieces, plain
from participation.models import Comment, ParagraphAnswer, TextReviewPage
from tests.factories.participation import (
    ParticipationIndexPageFactory,
    ProjectPageFactory,
    TextReviewPageFactory,
)
from tests.factories.residents import new_browser
from tests.visitors import typed

ONE, TWO, THREE = (f"0000000{number}-0000-4000-8000-000000000000" for number in (1, 2, 3))
HOUR = timedelta(hours=1)


def block(name, heading, text):
    return {"type": "paragraph", "id": name, "value": {"heading": heading, "text": f"<p>{text}</p>"}}


FIRST = [block(ONE, "Zeiten", "Der Platz ist von 8 bis 20 Uhr offen."), block(TWO, "Hunde", "Hunde bleiben draußen.")]
SECOND = [block(ONE, "Zeiten", "Der Platz ist von 8 bis 22 Uhr offen."), block(THREE, "", "Bälle sind erlaubt.")]


def publish(page, draft, note=""):
    page.draft, page.change_note = draft, note
    page.save_revision().publish()
    return TextReviewPage.objects.get(pk=page.pk)


@pytest.fixture
def project(home):
    return ProjectPageFactory(parent=ParticipationIndexPageFactory(parent=home), status="running")


@pytest.fixture
def review(project):
    return publish(TextReviewPageFactory(parent=project), FIRST)


@pytest.fixture
def changed(review):
    """In its second version, with a comment on the first one to each paragraph."""
    for name in (ONE, TWO):
        said(review, name, "Zu früh!")
    return publish(review, SECOND, "Abends länger")


def said(page, name, text="Gut so", **values):
    row = {"module": page, "paragraph": name, "text": text, "version": 1, "state": "public", **values}
    return Comment.objects.create(**row)


def comment(client, page, name, **fields):
    data = typed(**{"text": "Zu früh", "accept_rules": "on", "submission": str(uuid.uuid4()), "version": 1, **fields})
    return client.post(f"{page.url}absatz/{name}/", data)


# Versions


def test_a_published_wording_is_kept_and_never_twice(review):
    for _again in range(2):
        publish(review, FIRST)
    publish(review, SECOND, "Abends länger")
    publish(review, SECOND, "Ein anderes Wort dazu")
    kept = [(version.number, version.change_note, version.wording[0].text) for version in review.versions.all()]
    assert kept == [
        (1, "", "Der Platz ist von 8 bis 20 Uhr offen."),
        (2, "Abends länger", "Der Platz ist von 8 bis 22 Uhr offen."),
    ]
    assert [item.id for item in review.versions.last().wording] == [ONE, THREE]


def test_what_was_said_about_an_earlier_change_is_not_said_about_the_next(review):
    publish(review, SECOND, "Abends länger")
    publish(review, FIRST, "Abends länger")
    assert review.versions.last().change_note == ""


def test_drafts_and_plans_are_no_versions(project):
    page = TextReviewPageFactory(parent=project, live=False)
    page.draft = FIRST
    page.save_revision()
    assert not page.versions.exists()
    page.go_live_at = timezone.now() + HOUR
    page.save_revision().publish()
    assert not page.versions.exists()
    page.go_live_at = None
    page.save_revision().publish()
    assert page.versions.count() == 1


def test_formats_alone_make_no_version(review):
    bold = block(ONE, "Zeiten", "Der Platz ist von <b>8 bis 20 Uhr</b> offen.")
    publish(review, [bold, FIRST[1]])
    assert review.versions.count() == 1


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Ein <b>Satz</b>.</p><p>Noch   einer.</p>", "Ein Satz.\nNoch einer."),
        ("<ul><li>Eins</li><li>Zwei</li></ul>", "– Eins\n– Zwei"),
        ("<p>Oben<br/>unten &amp; &lt;b&gt;</p>", "Oben\nunten & <b>"),
        ("", ""),
    ],
)
def test_the_plain_wording_of_a_text(html, text):
    assert plain(html) == text


def test_two_wordings_are_compared_word_by_word():
    found = [(piece.kind, piece.text) for piece in pieces("Offen bis 20 Uhr.", "Offen bis 22 Uhr.")]
    assert found == [("same", "Offen bis "), ("removed", "20 "), ("added", "22 "), ("same", "Uhr.")]
    assert [piece.kind for piece in pieces("Ein  Wort", "Ein Wort")] == ["same"]
    assert list(pieces("", "")) == []


def test_paragraphs_stand_in_the_new_order_and_what_is_gone_where_it_was():
    old = [Paragraph(name, name, name) for name in "abcd"]
    new = [Paragraph("d", "d", "d"), Paragraph("a", "a", "anders"), Paragraph("e", "", "neu")]
    found = [(item.id, item.kind) for item in differences(old, new)]
    assert found == [("d", "same"), ("a", "changed"), ("b", "removed"), ("c", "removed"), ("e", "added")]


def test_versions_are_compared_in_words_for_everybody(client, changed):
    html = client.get(f"{changed.url}fassungen/").text
    assert re.search(r"<del>.*?20\s.*?</del>", html, re.S)
    assert re.search(r"<ins>.*?22\s.*?</ins>", html, re.S)
    assert html.count("draft__difference--removed") == html.count("draft__difference--added") == 1
    assert "Abends länger" in html
    assert '<span class="kern-sr-only">' in re.search(r"<ins>.*?</ins>", html, re.S)[0]


@pytest.mark.parametrize("choice", ["von=2&bis=1", "von=x&bis=99999999999999", "", "von=1&bis=2"])
def test_a_senseless_choice_of_versions_is_made_good(client, changed, choice):
    context = client.get(f"{changed.url}fassungen/?{choice}").context
    assert (context["old"].number, context["new"].number) == (1, 2)


def test_a_version_equals_itself_and_nothing_is_compared_before_the_first(client, changed, project):
    context = client.get(f"{changed.url}fassungen/?von=2&bis=2").context
    assert {item.kind for item in context["differences"]} == {"same"}
    assert client.get(f"{TextReviewPageFactory(parent=project).url}fassungen/").status_code == 404


# Comments


def test_a_comment_belongs_to_its_paragraph_and_the_version_that_was_read(review):
    publish(review, SECOND)
    client = new_browser()
    assert comment(client, review, ONE, text="Ist <b>gut</b>", version=1).status_code == 303
    stored = Comment.objects.get()
    assert (stored.paragraph, stored.version, stored.parent, stored.module_id) == (ONE, 1, None, review.pk)
    address = stored.get_absolute_url()
    assert address == f"{review.url}absatz/{ONE}/#beitrag-{stored.pk}"
    html = client.get(address).text
    assert "Ist &lt;b&gt;gut&lt;/b&gt;" in html
    assert f'id="beitrag-{stored.pk}"' in html


@pytest.mark.parametrize("version", ["", "99", "0"])
def test_a_version_that_there_never_was_is_the_last_one(changed, version):
    Comment.objects.all().delete()
    comment(new_browser(), changed, ONE, version=version)
    assert Comment.objects.get().version == 2


@pytest.mark.parametrize("fields", [{"text": ""}, {"text": "x" * 2001}, {"accept_rules": ""}, {"version": "x"}])
def test_a_comment_that_cannot_be_taken_comes_back(review, fields):
    response = comment(new_browser(), review, ONE, pseudonym="Mara", **fields)
    assert response.status_code == 422
    assert 'value="Mara"' in response.text
    assert not Comment.objects.exists()


def test_nobody_comments_after_the_end_or_on_what_is_gone(changed):
    comment(new_browser(), changed, TWO)
    assert comment(new_browser(), changed, "no-paragraph").status_code == 404
    type(changed).objects.update(closes_at=timezone.now() - HOUR)
    comment(new_browser(), changed, ONE)
    assert Comment.objects.count() == 2
    assert "<textarea" not in new_browser().get(f"{changed.url}absatz/{ONE}/").text


def test_an_earlier_wording_stands_with_what_was_said_about_it(client, changed):
    new = said(changed, ONE, "Viel besser", version=2)
    html = client.get(f"{changed.url}absatz/{ONE}/").text
    then = re.findall(r'<details class="draft__then">.*?</details>', html, re.S)
    assert len(then) == 1
    assert "von 8 bis 20 Uhr" in then[0]
    assert html.index(f'id="beitrag-{new.pk}"') < html.index('<details class="draft__then">')


def test_a_paragraph_that_is_gone_keeps_its_comments(client, changed):
    found = Review(changed)
    assert [passage.paragraph.id for passage in found.removed_with_words] == [TWO]
    html = client.get(changed.url).text
    assert html.index('id="nicht-mehr"') < html.index(f'id="absatz-{TWO}"')
    page = client.get(f"{changed.url}absatz/{TWO}/").text
    assert "Zu früh!" in page
    assert "<textarea" not in page


def test_the_page_shows_the_newest_comments_and_how_many_there_are(client, review):
    now = timezone.now()
    for number in range(5):
        said(review, ONE, f"Wort {number}", created_at=now + number * HOUR)
    said(review, ONE, "Wartet", state="waiting")
    context = client.get(review.url).context
    first, second = context["review"].passages
    assert (first.count, second.count) == (5, 0)
    assert [one.text for one in first.latest] == ["Wort 2", "Wort 3", "Wort 4"]
    assert "Wartet" not in client.get(f"{review.url}absatz/{ONE}/").text


def test_a_long_draft_has_contents_and_a_short_one_has_none(client, review):
    assert "draft__contents" not in client.get(review.url).text
    long = publish(review, [block(str(uuid.uuid4()), f"Teil {number}", "Text.") for number in range(6)])
    html = client.get(long.url).text
    for passage in Review(long).passages:
        assert f'href="#absatz-{passage.paragraph.id}"' in html
        assert f'id="absatz-{passage.paragraph.id}"' in html


def test_60_paragraphs_with_comments_to_each_need_few_queries(client, project, django_assert_max_num_queries):
    draft = [block(str(uuid.uuid4()), f"Teil {number}", "Text.") for number in range(60)]
    page = publish(TextReviewPageFactory(parent=project), draft)
    for number in range(300):
        said(page, draft[number % 60]["id"], f"Wort {number}")
    client.get(page.url)
    with django_assert_max_num_queries(24):
        html = client.get(page.url).text
    assert html.count('class="draft__comment"') == 180
    with django_assert_max_num_queries(26):
        response = client.get(f"{page.url}absatz/{draft[0]['id']}/")
    assert response.context["thread"].total == 5


def test_the_search_finds_the_words_of_the_draft(review):
    words = review.search_texts().body
    assert "Hunde bleiben draußen." in words
    assert "Zeiten" in words


# The town's answer


def answers(page, name):
    return reverse("participation_drafts_answer", args=[page.pk, name])


def test_an_answer_is_given_with_a_reason_and_stands_with_its_paragraph(admin_client, changed):
    for name in (ONE, TWO):
        response = admin_client.post(answers(changed, name), {"verdict": "partly", "reason": "Im <Winter> nicht."})
        assert response["Location"] == reverse("participation_drafts", args=[changed.pk])
    admin_client.post(answers(changed, ONE), {"verdict": "adopted", "reason": "Gern."})
    kept = {answer.paragraph: answer.verdict for answer in changed.answers.all()}
    assert kept == {ONE: "adopted", TWO: "partly"}
    html = admin_client.get(changed.url).text
    assert html.count('class="draft__answer"') == 2
    assert "Im &lt;Winter&gt; nicht." in html


def test_an_answer_without_a_reason_is_not_taken(admin_client, changed):
    response = admin_client.post(answers(changed, ONE), {"verdict": "not_adopted", "reason": " "})
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {"reason"}
    assert not ParagraphAnswer.objects.exists()


def test_editors_see_all_comments_by_paragraph(admin_client, changed):
    said(changed, ONE, "Wartet noch", state="waiting")
    said(changed, ONE, "Unbestätigt", state="unconfirmed")
    passages = admin_client.get(reverse("participation_drafts", args=[changed.pk])).context["passages"]
    assert [(passage.number, passage.count) for passage in passages] == [(1, 1), (2, 0), (0, 1)]
    html = admin_client.get(answers(changed, ONE)).text
    assert "Wartet noch" in html
    assert "Unbestätigt" not in html
    assert admin_client.get(answers(changed, "nothing")).status_code == 404


def test_the_table_is_no_program(admin_client, changed):
    said(changed, ONE, '=HYPERLINK("https://evil.example")', pseudonym="@SUM(A1)")
    ParagraphAnswer.objects.create(page=changed, paragraph=TWO, verdict="adopted", reason="+1")
    response = admin_client.get(reverse("participation_drafts_table", args=[changed.pk]))
    assert response["Content-Type"].startswith("text/csv")
    head, *rows = csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig")), delimiter=";")
    assert len(rows) == 3
    assert {len(row) for row in rows} == {len(head)}
    cells = {cell for row in rows for cell in row}
    assert {'\'=HYPERLINK("https://evil.example")', "'@SUM(A1)", "'+1"} <= cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_comments_are_evaluated_by_those_who_may(client, review, django_user_model):
    client.force_login(django_user_model.objects.create_user("fremd", "fremd@town.example", "secret"))
    for address in (
        reverse("participation_drafts", args=[review.pk]),
        reverse("participation_drafts_table", args=[review.pk]),
        answers(review, ONE),
    ):
        assert client.get(address).status_code in (302, 403)
    client.post(answers(review, ONE), {"verdict": "adopted", "reason": "Gern."})
    assert not ParagraphAnswer.objects.exists()


def test_the_page_in_the_admin_leads_to_its_comments(admin_client, review):
    html = admin_client.get(reverse("wagtailadmin_pages:edit", args=[review.pk])).text
    assert reverse("participation_drafts", args=[review.pk]) in html


def test_a_preview_shows_a_draft_that_is_not_saved_yet(review):
    review.draft = [block(None, "Neu", "Noch nicht gespeichert.")]
    html = review.make_preview_request().render().content.decode()
    assert "Noch nicht gespeichert." in html
