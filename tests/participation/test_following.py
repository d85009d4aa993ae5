"""Following by mail: confirmed by the owner of the address, told once and why, ended with one click, forgotten in time."""

import re
from datetime import datetime, timedelta
from unittest import mock

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone

from jobs.queue import work_one
from jobs.schedule import JOBS
from participation.following import watch
from participation.following.events import tell
from participation.models import Card, Follower, FollowEvent, Following, FollowLink, Idea
from participation.models.following import LINK_LASTS
from residents import personal_data
from tests.factories.participation import (
    IdeaCollectionPageFactory,
    MilestoneFactory,
    ParticipationIndexPageFactory,
    ProjectPageFactory,
    WallPageFactory,
)
from tests.factories.residents import ResidentFactory, browser_of, new_browser
from tests.visitors import typed

Kind = FollowEvent.Kind
ANNA = "anna@post.example"


@pytest.fixture
def index(home):
    return ParticipationIndexPageFactory(parent=home)


@pytest.fixture
def project(index):
    return ProjectPageFactory(parent=index, title="Marktplatz", status="running")


@pytest.fixture
def idea(project):
    collection = IdeaCollectionPageFactory(parent=project, title="Ideen für den Markt")
    return Idea.objects.create(module=collection, title="Eine Bank", text="Am Teich", state="public")


@pytest.fixture
def visitor(home):
    return new_browser()


def form_of(word, subject):
    return reverse("following:follow", args=[word, subject.pk])


def path_in(message, word):
    return re.search(rf"/mitmachen-folgen/{word}/\S+", message.body)[0]


def ask(visitor, word, subject, email=ANNA):
    """Fill in the form; the path of the link in the mail."""
    assert visitor.post(form_of(word, subject), typed(email=email)).status_code == 302
    return path_in(mail.outbox[-1], "bestaetigen")


def follows(email=ANNA, frequency="at_once", **subject):
    follower = Follower.objects.get_or_create(email=email, defaults={"frequency": frequency})[0]
    return Following.objects.create(follower=follower, confirmed_at=timezone.now(), **subject)


def work():
    """What the worker does; the mails that went out."""
    before = len(mail.outbox)
    while work_one("test"):
        continue
    return mail.outbox[before:]


def at(moment):
    return mock.patch("django.utils.timezone.now", return_value=moment)


def in_town(*parts):
    return datetime(*parts, tzinfo=timezone.get_current_timezone())


class TestAsking:
    def test_an_address_counts_after_its_owner_has_pressed_the_button(self, visitor, project):
        link = ask(visitor, "projekt", project, "Anna@Post.Example")
        assert mail.outbox[0].to == [ANNA]
        page = visitor.get(link)
        assert ANNA in page.text
        assert "Set-Cookie" not in page.headers
        assert page.headers["Referrer-Policy"] == "same-origin"
        assert not Following.objects.confirmed().exists()
        response = visitor.post(link)
        assert Following.objects.confirmed().get().project == project
        assert project.title in visitor.get(response.url).text

    def test_a_link_is_good_once(self, visitor, project):
        link = ask(visitor, "projekt", project)
        visitor.post(link)
        assert visitor.get(link).status_code == 410
        assert visitor.post(link).status_code == 410

    def test_a_link_is_good_for_48_hours_and_cannot_be_made_up(self, visitor, project):
        link = ask(visitor, "projekt", project)
        assert visitor.post(link.replace("bestaetigen/", "bestaetigen/x")).status_code == 410
        with at(timezone.now() + LINK_LASTS + timedelta(minutes=1)):
            assert visitor.post(link).status_code == 410
        assert not Following.objects.confirmed().exists()

    def test_nobody_learns_who_follows(self, visitor, project):
        follows(project=project)
        known = visitor.post(form_of("projekt", project), typed(email=ANNA))
        new = visitor.post(form_of("projekt", project), typed(email="bea@post.example"))
        assert (known.status_code, known.url) == (new.status_code, new.url)
        assert "/verwalten/" in mail.outbox[0].body
        assert [message.to for message in mail.outbox] == [[ANNA], ["bea@post.example"]]
        assert Following.objects.confirmed().count() == 1

    def test_a_slip_is_told_in_place_and_leaves_no_trace(self, visitor, project):
        response = visitor.post(form_of("projekt", project), typed(email="anna@"))
        assert response.status_code == 422
        assert 'value="anna@"' in response.text
        assert not Follower.objects.exists()

    def test_robots_are_thanked_and_forgotten(self, visitor, project):
        response = visitor.post(form_of("projekt", project), typed(email=ANNA, website="https://spam.example"))
        assert response.status_code == 302
        assert not Follower.objects.exists()
        assert mail.outbox == []

    def test_nobody_can_fill_a_mailbox(self, visitor, project):
        for _try in range(7):
            assert visitor.post(form_of("projekt", project), typed(email=ANNA)).status_code == 302
        assert len(mail.outbox) == 5

    def test_what_is_not_public_cannot_be_followed(self, visitor, project, idea):
        Idea.objects.update(state="waiting")
        project.live = False
        project.save()
        for word, subject in (("idee", idea), ("projekt", project), ("unsinn", project)):
            assert visitor.post(form_of(word, subject), typed(email=ANNA)).status_code == 404
        assert not Follower.objects.exists()

    def test_residents_follow_with_one_button(self, project):
        browser = browser_of(ResidentFactory(email=ANNA))
        assert 'name="email"' not in browser.get(form_of("projekt", project)).text
        browser.post(form_of("projekt", project))
        assert Following.objects.confirmed().get().follower.email == ANNA
        assert mail.outbox == []

    def test_one_subject_for_each_row(self, project, idea):
        with pytest.raises(IntegrityError), transaction.atomic():
            follows(project=project, contribution=idea.contribution_ptr)


class TestForms:
    def test_pages_carry_the_form_without_a_cookie(self, visitor, project, idea):
        for word, subject, path in (
            ("projekt", project, project.url),
            ("dabei", idea.module, idea.module.url),
            ("idee", idea, idea.get_absolute_url()),
        ):
            response = visitor.get(path)
            assert form_of(word, subject) in response.text
            assert "Set-Cookie" not in response.headers

    def test_it_costs_no_query(self, visitor, project, django_assert_num_queries):
        request = visitor.get(project.url).wsgi_request
        with django_assert_num_queries(0):
            text = Template("{% load following %}{% follow_form subject %}").render(
                Context({"request": request, "subject": project})
            )
        assert form_of("projekt", project) in text

    def test_a_project_that_is_over_asks_nobody(self, visitor, project):
        project.status = "done"
        project.save()
        assert form_of("projekt", project) not in visitor.get(project.url).text

    def test_while_it_is_evaluated_people_wait_for_the_result(self, visitor, project):
        project.status = "evaluating"
        project.save()
        assert form_of("projekt", project) in visitor.get(project.url).text

    def test_a_page_with_somebodys_address_is_kept_by_no_cache(self, visitor, project):
        closed = WallPageFactory(parent=project, closes_at=timezone.now() - timedelta(days=1))
        anna = ResidentFactory()
        for subject in (project, closed):
            response = browser_of(anna).get(subject.url)
            assert anna.email in response.text
            assert "no-store" in response["Cache-Control"]
            assert "Cache-Control" not in visitor.get(subject.url).headers


class TestTelling:
    def test_the_same_is_told_once(self, project):
        follows(project=project)
        for _again in range(2):
            tell(project, Kind.RESULT)
            sent = work()
        assert sent == []
        assert len(mail.outbox) == 1
        assert project.title in mail.outbox[0].body

    def test_who_has_not_confirmed_hears_nothing(self, visitor, project):
        ask(visitor, "projekt", project)
        tell(project, Kind.RESULT)
        assert work() == []

    def test_from_a_card_to_a_project(self, project, idea):
        """Who followed the card hears what the town does with the project, and why they hear of it."""
        wall = WallPageFactory(parent=project)
        card = Card.objects.create(module=wall, text="Bank!", state="public", became=idea)
        became = ProjectPageFactory(parent=project.get_parent(), title="Bänke am Teich", status="running")
        Idea.objects.update(project=became)
        follows(contribution=card.contribution_ptr)
        tell(became, Kind.RESULT)
        [message] = work()
        for title in ("Bank!", "Eine Bank", "Bänke am Teich"):
            assert title in message.body

    def test_one_mail_where_somebody_follows_twice(self, project, idea):
        Idea.objects.update(project=project)
        follows(contribution=idea.contribution_ptr)
        follows(project=project)
        tell(project, Kind.RESULT)
        assert len(work()) == 1

    def test_what_is_hidden_meanwhile_is_not_told(self, idea):
        follows(contribution=idea.contribution_ptr)
        tell(idea, Kind.ANSWER, key="1")
        Idea.objects.update(state="removed")
        assert work() == []
        tell(Idea.objects.get(), Kind.ANSWER, key="2")
        assert FollowEvent.objects.count() == 1

    def test_publishing_tells_what_is_new(self, project):
        step = MilestoneFactory(project=project, state="planned")
        project.save_revision().publish()
        follows(project=project)
        assert work() == []
        step.state, project.results = "done", "<p>Fertig</p>"
        step.save()
        project.refresh_from_db()
        project.results = "<p>Fertig</p>"
        watch.on_published(type(project), project)
        assert set(FollowEvent.objects.values_list("kind", flat=True)) == {Kind.RESULT, Kind.MILESTONE}
        [message] = work()
        assert step.title in message.body

    def test_a_summary_in_the_morning_and_on_monday(self, project):
        follows("daily@post.example", "daily", project=project)
        follows("weekly@post.example", "weekly", project=project)
        tell(project, Kind.RESULT)
        tell(project, Kind.DONE, key="1")
        assert work() == []
        with at(in_town(2026, 11, 24, 7)):  # a Tuesday
            JOBS["participation.digests"].function()
        [daily] = work()
        assert daily.to == ["daily@post.example"]
        assert daily.body.count(project.url) == 2
        with at(in_town(2026, 11, 30, 7)):
            JOBS["participation.digests"].function()
        assert [message.to for message in work()] == [["weekly@post.example"]]

    def test_what_a_killed_worker_left_is_sent_when_it_has_ended_for_sure(self, project):
        following, now = follows(project=project), timezone.now()
        Follower.objects.update(busy_until=now + timedelta(minutes=1))
        tell(project, Kind.RESULT)
        assert work() == []
        with at(now + timedelta(minutes=3)):
            [message] = work()
        assert message.to == [following.follower.email]
        assert work() == []


class TestClock:
    def tick(self, moment):
        with at(moment):
            JOBS["participation.following"].function()
        return work()

    def test_48_hours_before_the_end_once(self, idea):
        closes = timezone.now() + timedelta(days=10)
        module = idea.module
        module.opens_at, module.closes_at = timezone.now() - timedelta(days=3), closes
        module.save()
        follows(module=module)
        assert self.tick(closes - timedelta(hours=48, minutes=1)) == []
        assert len(self.tick(closes - timedelta(hours=48))) == 1
        assert self.tick(closes - timedelta(hours=47)) == []

    def test_a_beginning_is_told_once_to_followers_of_the_project(self, project, idea):
        module = idea.module
        opens = module.opens_at = timezone.now() + timedelta(days=2)
        module.save()
        follows(project=project)
        assert self.tick(opens - timedelta(minutes=1)) == []
        [message] = self.tick(opens + timedelta(minutes=5))
        assert module.title in message.subject
        assert self.tick(opens + timedelta(minutes=15)) == []


class TestEnding:
    def told(self, project):
        tell(project, Kind.RESULT)
        return work()[0]

    def test_one_click_in_the_mail_program(self, project, client):
        """RFC 8058: a post without a cookie, from no page of ours."""
        follows(project=project)
        message = self.told(project)
        assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        address = message.extra_headers["List-Unsubscribe"].strip("<>")
        path = address[address.index("/mitmachen-folgen/") :]
        strict = type(client)(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": "cross-site"})
        assert strict.get(path).status_code == 200
        assert Following.objects.exists()
        for _twice in range(2):
            assert strict.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert not Follower.objects.exists()

    def test_one_of_two_goes_and_the_other_stays(self, visitor, project, idea):
        follows(contribution=idea.contribution_ptr)
        one = follows(project=project)
        token = path_in(self.told(project), "verwalten").split("/")[3]
        visitor.post(reverse("following:end", args=[token, one.pk]))
        assert Following.objects.get().contribution_id == idea.pk

    def test_nobody_ends_what_others_follow(self, visitor, project):
        follows(project=project)
        token = path_in(self.told(project), "verwalten").split("/")[3]
        other = follows("bea@post.example", project=project)
        visitor.post(reverse("following:end", args=[token, other.pk]))
        assert Following.objects.filter(pk=other.pk).exists()
        assert visitor.post(reverse("following:end_all", args=["made-up"])).status_code == 404

    def test_what_was_still_to_be_sent_is_not(self, project):
        one = follows(project=project)
        tell(project, Kind.RESULT)
        one.follower.delete()
        assert work() == []

    def test_how_often(self, visitor, project):
        follows(project=project)
        path = path_in(self.told(project), "verwalten")
        assert visitor.get(path).context["form"].initial["frequency"] == "at_once"
        assert visitor.post(path, {"frequency": "weekly"}).status_code == 302
        assert Follower.objects.get().frequency == "weekly"
        assert visitor.post(path, {"frequency": "never"}).status_code == 422


class TestForgetting:
    def night(self, **later):
        with at(timezone.now() + timedelta(**later)):
            JOBS["participation.forget_followers"].function()

    def test_unconfirmed_addresses_after_seven_days(self, visitor, project):
        ask(visitor, "projekt", project)
        self.night(days=6)
        assert Follower.objects.exists()
        self.night(days=7, minutes=1)
        assert not Follower.objects.exists()

    def test_networks_after_a_day(self, visitor, project):
        ask(visitor, "projekt", project)
        assert FollowLink.objects.get().network
        self.night(days=1, minutes=1)
        assert FollowLink.objects.get().network == ""

    def test_a_year_after_the_project(self, project, idea):
        project.status = "done"
        project.save_revision().publish()
        follows(project=project)
        follows(contribution=idea.contribution_ptr)
        self.night(days=364)
        assert Following.objects.count() == 2
        self.night(days=366)
        assert not Follower.objects.exists()

    def test_what_led_to_another_project_is_followed_on(self, project, idea):
        project.status = "done"
        project.save_revision().publish()
        Idea.objects.update(project=ProjectPageFactory(parent=project.get_parent(), status="running"))
        follows(contribution=idea.contribution_ptr)
        self.night(days=366)
        assert Following.objects.count() == 1

    def test_handed_out_and_forgotten_by_address(self, project):
        resident = ResidentFactory(email=ANNA)
        follows(project=project)
        follows("bea@post.example", project=project)
        assert personal_data.export(resident)["following"]["subjects"][0]["title"] == project.title
        personal_data.forget(resident)
        assert Follower.objects.get().email == "bea@post.example"
