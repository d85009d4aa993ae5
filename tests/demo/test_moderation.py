"""A moderator's morning can be tried by hand: something of every kind waits in the one project, and a pile of sheets."""

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from accounts.roles import EDITORS, MODERATORS, make_roles
from demo.moderation import EDITOR, MODERATOR, load_moderation
from demo.participation import load_workshop
from demo.polls import load_polls
from participation.models import Batch
from participation.moderation.queue import appealed_to, bans_to_agree, new_of, reported_to, waiting_for
from participation.offline.waiting import waiting_for as sheets_for
from tests.factories.participation import ParticipationIndexPageFactory, ProjectPageFactory


@pytest.fixture
def people(home, django_user_model):
    index = ParticipationIndexPageFactory(parent=home)
    for slug in ("zukunftswerkstatt", "jugendbus", "ideen-fuer-vier-doerfer"):
        ProjectPageFactory(parent=index, slug=slug)
    make_roles()
    made = {}
    for name, role in ((MODERATOR, MODERATORS), (EDITOR, EDITORS), ("zweite", EDITORS)):
        made[name] = django_user_model.objects.create_user(name, f"{name}@town.example", "secret")
        made[name].groups.add(Group.objects.get(name=role))
    load_workshop()
    load_polls(timezone.localdate())
    load_moderation()
    return made


def test_a_morning_and_a_pile_wait(people):
    moderator = people[MODERATOR]
    waiting = [rows(moderator).count() for rows in (waiting_for, reported_to, appealed_to, bans_to_agree)]
    assert waiting == [2, 1, 1, 1]
    assert new_of(moderator).exists()
    batch = Batch.objects.get(state=Batch.State.SECOND)
    assert list(sheets_for(people["zweite"])) == [batch]
    assert not sheets_for(people[EDITOR]).exists()
