"""What followers hear: once, why, when, and only what everybody may read."""

from datetime import timedelta

from django.core import mail
from django.utils import timezone

from jobs.schedule import JOBS
from participation.following import watch
from participation.following.events import tell
from participation.models import Card, Follower, FollowEvent, Idea
from tests.factories.participation import MilestoneFactory, ProjectPageFactory, WallPageFactory
from tests.participation.following.letters import ask, at, follows, in_town, work

Kind = FollowEvent.Kind


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
        assert f"{project.url}#schritt-{step.pk}" in message.body

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
