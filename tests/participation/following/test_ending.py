"""Following ends with one click, and is forgotten in time."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from jobs.schedule import JOBS
from participation.following.events import tell
from participation.models import Follower, FollowEvent, Following, FollowLink, Idea
from residents import personal_data
from residents.actions import change_address
from residents.models import MailLink
from tests.factories.participation import ProjectPageFactory
from tests.factories.residents import ResidentFactory
from tests.participation.following.letters import ANNA, ask, at, follows, path_in, work

Kind = FollowEvent.Kind


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


class TestNewAddress:
    NEW = "anna.neu@post.example"

    def change(self, old=ANNA):
        resident = ResidentFactory(email=old)
        moment = timezone.now() + timedelta(hours=1)
        change_address(
            MailLink.objects.create(
                digest="x", purpose="new_address", email=self.NEW, resident=resident, expires_at=moment
            ),
            None,
        )

    def test_news_goes_there_and_old_links_open_nothing(self, visitor, project):
        follows(project=project)
        tell(project, Kind.RESULT)
        old_link = path_in(work()[0], "verwalten")
        self.change()
        assert visitor.get(old_link).status_code == 410
        tell(project, Kind.DONE, key="1")
        assert [message.to for message in work()] == [[self.NEW]]

    def test_what_was_followed_with_both_is_followed_once(self, project, idea):
        follows(project=project)
        follows(self.NEW, project=project)
        follows(self.NEW, contribution=idea.contribution_ptr)
        self.change()
        follower = Follower.objects.get()
        assert follower.email == self.NEW
        assert follower.followings.confirmed().count() == 2
