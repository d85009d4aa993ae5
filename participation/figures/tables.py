"""What staff take out of the house: everything that was sent, as far as their rights go, and the figures of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.spreadsheets import Table
from participation.figures.access import reads_confidential, reads_names
from participation.figures.counting import Measure, agreed_tallies
from participation.figures.figures import Figures
from participation.models import Answer, Channel, Contribution, ModulePage, PollPage
from participation.moderation.queue import kinds
from participation.polls.questions import Question, questions_in

State = Contribution.State
AT_ONCE = 1000
CONFIDENTIAL = "confidential"


@dataclass(frozen=True)
class Column:
    heading: str | Promise
    value: Callable[[Any], Any]


def shown(name: str) -> Callable[[Any], Any]:
    """A field in words; empty for a kind that has no such field."""

    def value(row: Any) -> Any:
        display = getattr(row, f"get_{name}_display", None)
        found = display() if display else getattr(row, name, "")
        return "" if found is None else found if isinstance(found, int | Decimal) else str(found)

    return value


def minute(moment: Any) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%d %H:%M") if moment else ""


def unless_deleted(name: str) -> Callable[[Any], Any]:
    """Whoever deletes what they wrote takes the words back, also from exports."""
    return lambda row: "" if row.state == State.REMOVED else shown(name)(row)


COLUMNS = [
    Column(gettext_lazy("Way to take part"), lambda row: row.module.title),
    Column(gettext_lazy("Kind"), lambda row: capfirst(str(row._meta.verbose_name))),
    Column(gettext_lazy("Number"), lambda row: row.pk),
    Column(gettext_lazy("State"), shown("state")),
    Column(gettext_lazy("Written on"), lambda row: minute(row.created_at)),
    Column(gettext_lazy("Came in"), shown("channel")),
    Column(gettext_lazy("Name in public"), unless_deleted("pseudonym")),
    Column(gettext_lazy("Title"), unless_deleted("title")),
    Column(gettext_lazy("Text"), unless_deleted("text")),
    Column(gettext_lazy("Supporters"), shown("support_count")),
    Column(gettext_lazy("of them on paper"), shown("support_offline")),
    Column(gettext_lazy("About or group"), lambda row: shown("category")(row) or shown("group")(row)),
    Column(gettext_lazy("What becomes of it"), shown("status")),
    Column(gettext_lazy("Reason"), shown("status_reason")),
    Column(gettext_lazy("Place"), unless_deleted("place")),
    Column(gettext_lazy("Latitude"), unless_deleted("latitude")),
    Column(gettext_lazy("Longitude"), unless_deleted("longitude")),
    Column(gettext_lazy("About number"), shown("about_id")),
    Column(gettext_lazy("Answer to number"), shown("parent_id")),
    Column(gettext_lazy("Paragraph"), shown("paragraph")),
    Column(gettext_lazy("Version"), shown("version")),
    Column(gettext_lazy("Answered"), shown("answer")),
]
PERSONAL = [
    Column(gettext_lazy("Real name"), lambda row: row.author.real_name if row.author else ""),
    Column(gettext_lazy("E-mail address"), lambda row: row.author.email if row.author else ""),
]


def contributions(modules: list[ModulePage], user: Any) -> Table:
    """Everything that was written, but for what nobody has confirmed: a stranger may have typed that address."""
    columns = [*COLUMNS, *(PERSONAL if reads_names(user) else [])]
    wants = ["author"] if reads_names(user) else []
    rows = ([column.value(row) for column in columns] for row in written_in(modules, wants))
    return Table(_("Contributions"), [str(column.heading) for column in columns], rows)


def written_in(modules: list[ModulePage], wants: list[str]) -> Iterator[Any]:
    """In the order of the modules; each row is given its module, which is there already."""
    known = {module.pk: module for module in modules}
    for model in kinds().values():
        related = [name for name in ("category", "group") if hasattr(model, name)]
        found: Any = model._default_manager.filter(module__in=known).exclude(state=State.UNCONFIRMED)
        rows = found.select_related(*related, *wants) if related or wants else found
        for row in rows.order_by("module__path", "created_at", "pk").iterator(chunk_size=AT_ONCE):
            row.module = known[row.module_id]
            yield row


def answers(polls: list[PollPage]) -> Table:
    """One row for each answer that is not confidential. Answers of one person carry the same number of a ballot."""
    headings = [_("Way to take part"), _("Ballot"), _("Day"), _("Came in"), _("Question"), _("Answer"), _("Own words")]
    return Table(_("Answers"), headings, (row for poll in polls for row in answers_in(poll)))


def answers_in(poll: PollPage) -> Iterator[list[Any]]:
    asked = {question.id: question for question in questions_in(poll.questions) if not question.is_confidential}
    found = Answer.objects.filter(ballot__module=poll, is_confidential=False, question__in=asked)
    for row in found.select_related("ballot").order_by("ballot", "pk").iterator(chunk_size=AT_ONCE):
        day = timezone.localdate(row.ballot.cast_at)
        channel = row.ballot.get_channel_display()
        yield [poll.title, row.ballot_id, day, channel, *worded(asked[row.question], row.option, row.text)]


def worded(question: Question, option: str, text: str) -> list[str]:
    return [question.text, question.labels.get(option, option), text]


def confidential(polls: list[PollPage]) -> Table:
    """In the order of the alphabet and without a ballot: nothing else that the same person said leads here."""
    headings = [_("Way to take part"), _("Question"), _("Answer"), _("Own words")]
    return Table(_("Confidential"), headings, (row for poll in polls for row in confidential_in(poll)))


def confidential_in(poll: PollPage) -> Iterator[list[Any]]:
    asked = {question.id: question for question in questions_in(poll.questions)}
    found = Answer.objects.filter(ballot__module=poll, is_confidential=True).order_by("question", "text", "option")
    for row in found.values("question", "option", "text").iterator(chunk_size=AT_ONCE):
        question = asked.get(row["question"]) or Question(id=row["question"], kind="open", text=row["question"])
        yield [poll.title, *worded(question, row["option"], row["text"])]


def sheets(polls: list[PollPage]) -> Table:
    """What two people have counted on paper, at events and by telephone."""
    headings = [_("Way to take part"), _("Batch of sheets"), _("Day"), _("Came in")]
    counts = [_("Question"), _("Answer"), _("Count")]
    return Table(_("Sheets"), [*headings, *counts], (row for poll in polls for row in sheets_in(poll)))


def sheets_in(poll: PollPage) -> Iterator[list[Any]]:
    """Confidential questions are counted nowhere but on their own page."""
    asked = {question.id: question for question in questions_in(poll.questions) if not question.is_confidential}
    rows = agreed_tallies([poll.pk]).filter(question__in=["", *asked], batch__is_signatures=False)
    for row in rows.select_related("batch").order_by("batch", "pk").iterator(chunk_size=AT_ONCE):
        batch, question = row.batch, asked.get(row.question)
        what = worded(question, row.option, "")[:2] if question else [_("All sheets"), ""]
        yield [poll.title, batch.title, batch.happened_on, batch.get_source_display(), *what, row.count]


def counted(figures: Figures) -> Table:
    """The figures day by day, to count on with."""
    titles = {module.pk: module.title for module in figures.modules}
    found = sorted(figures.counted, key=lambda one: (one.day, one.module, one.measure, one.channel))
    rows = (
        [titles[one.module], one.day, str(Measure(one.measure).label), str(Channel(one.channel).label), one.number]
        for one in found
    )
    return Table(_("Figures"), [_("Way to take part"), _("Day"), _("What"), _("Came in"), _("Count")], rows)


def all_tables(figures: Figures, user: Any) -> dict[str, Table]:
    """By their names in addresses; only those that there can be, and that this person has the right to."""
    polls = list(PollPage.objects.filter(pk__in=figures.pks).order_by("path"))
    found = {}
    if len(polls) < len(figures.modules):
        found["contributions"] = contributions(figures.modules, user)
    if polls:
        found |= {"answers": answers(polls), "sheets": sheets(polls)}
    if any(question.is_confidential for poll in polls for question in questions_in(poll.questions)):
        found |= {CONFIDENTIAL: confidential(polls)} if reads_confidential(user) else {}
    return {**found, "figures": counted(figures)}
