"""The three walls of the demo workshop, in the state in which an evening leaves them."""

from demo.participation import load_workshop
from participation.models import Card, Idea, WallPage
from tests.factories.participation import ParticipationIndexPageFactory, ProjectPageFactory


def test_one_wall_is_open_to_everybody_one_was_grouped_and_one_became_ideas(client, home):
    ProjectPageFactory(parent=ParticipationIndexPageFactory(parent=home), slug="zukunftswerkstatt")
    load_workshop()
    walls = {wall.slug: wall for wall in WallPage.objects.all()}
    assert {slug: wall.is_open for slug, wall in walls.items()} == {
        "unterwegs": True,
        "wohnen": False,
        "zusammen": False,
    }
    assert (walls["unterwegs"].identity, walls["unterwegs"].closes_at) == ("open", None)
    assert Card.objects.filter(module=walls["wohnen"]).exclude(group=None).exclude(sharpened="").count() >= 3
    assert Card.objects.filter(module=walls["zusammen"], became__in=Idea.objects.public()).count() == 3
    assert 'name="text"' in client.get(walls["unterwegs"].url).text
    assert "Dorfwohnzimmer in der alten" in client.get(walls["zusammen"].url).text
