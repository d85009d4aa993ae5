"""Whoever wants to follow: the form, the link by mail, and what it says about others: nothing."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.template import Context, Template
from django.utils import timezone

from participation.models import Follower, Following, Idea
from participation.models.following import LINK_LASTS
from tests.factories.participation import WallPageFactory
from tests.factories.residents import ResidentFactory, browser_of
from tests.participation.following.letters import ANNA, ask, at, follows, form_of
from tests.visitors import typed


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
            assert "public" in visitor.get(subject.url).headers["Cache-Control"]
