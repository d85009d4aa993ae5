"""A poll with a question of each kind, and people who answer it."""

from django.test import Client

from participation.models import Answer, Ballot
from tests.factories.participation import ParticipationIndexPageFactory, PollPageFactory, ProjectPageFactory
from tests.visitors import typed

ROAD, WISHES, MOOD, WORDS, SECRET = "road", "wishes", "mood", "words", "secret"


def option(name, label):
    return {"type": "item", "id": name, "value": label}


def question(kind, name, text, **value):
    common = {"question": text, "hint": "", "is_required": False, "is_confidential": False}
    return {"type": kind, "id": name, "value": {**common, **value}}


def questions():
    """Options carry the names yes, no, maybe; bench, tree, tap."""
    road = [option("yes", "Ja"), option("no", "Nein"), option("maybe", "Vielleicht später")]
    wishes = [option("bench", "Bänke"), option("tree", "Bäume"), option("tap", "Trinkbrunnen")]
    return [
        question("single", ROAD, "Soll die Lange Straße im Sommer autofrei sein?", options=road, has_other=True, is_required=True),
        question("multiple", WISHES, "Was fehlt dort?", options=wishes, has_other=True, at_most=2),
        question("scale", MOOD, "Wie gern sind Sie dort?", steps=5, low="gar nicht", high="sehr gern"),
        question("open", WORDS, "Was sollen wir noch wissen?", longest=200),
        question("open", SECRET, "Was hindert Sie?", longest=200, is_confidential=True),
    ]  # fmt: skip


def make_poll(home, **values):
    project = ProjectPageFactory(parent=ParticipationIndexPageFactory(parent=home), status="running")
    values.setdefault("questions", questions())
    poll = PollPageFactory(parent=project, **values)
    poll.refresh_from_db()
    return poll


def answered(**answers):
    """The fields of the form: `road="yes"`, `road_other="…"`."""
    return typed(**{f"q-{name.replace('_other', '-other')}": value for name, value in answers.items()})


def somebody():
    """A browser that says where its posts come from."""
    return Client(headers={"sec-fetch-site": "same-origin"})


def send(browser, poll, **answers):
    return browser.post(f"{poll.url}abstimmen/", answered(**answers))


def vote(poll, browser=None, **answers):
    """Send the answers, and once more: the first vote of a browser gives it its pass."""
    browser = browser or somebody()
    response = send(browser, poll, **answers)
    return send(browser, poll, **answers) if response.status_code == 200 else response


def ballots(poll, number, road="yes", channel="online", **words):
    """Counted ballots of nobody in particular."""
    for _number in range(number):
        ballot = Ballot.objects.create(module=poll, channel=channel)
        Answer.objects.create(ballot=ballot, question=ROAD, option=road)
        for name, text in words.items():
            Answer.objects.create(ballot=ballot, question=name, text=text, is_confidential=name == SECRET)
