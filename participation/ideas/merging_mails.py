"""The mails when two ideas become one, and the links in them: one to each author, one to each supporter with an address."""

from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from participation.models import AuthorAsked, Merger, Support, SupporterAsked
from participation.moderation import tell

AUTHORS = signing.Signer(salt="participation.merging.authors", sep=".")
SUPPORTERS = signing.Signer(salt="participation.merging.supporters", sep=".")
AGREE, RATHER_NOT = "ja", "nein"
AT_A_TIME = 1000


def path_of(asked: AuthorAsked, choice: str) -> str:
    """Where an author agrees, or says that they would rather not."""
    return reverse("participation:merge_answer", args=[AUTHORS.sign(str(asked.pk)), choice])


def number_in(signer: signing.Signer, token: str) -> int:
    """The number of the row that a link is about; 0, which none has, for one that we did not make."""
    try:
        return int(signer.unsign(token))
    except (signing.BadSignature, ValueError):
        return 0


def find_author(token: str) -> AuthorAsked | None:
    rows = AuthorAsked.objects.select_related("merger__idea__module", "merger__into__module")
    return rows.filter(pk=number_in(AUTHORS, token)).first()


def find_supporter(token: str) -> SupporterAsked | None:
    rows = SupporterAsked.objects.select_related("merger__idea__module", "merger__into__module", "participant")
    return rows.filter(pk=number_in(SUPPORTERS, token)).first()


def write_to_author(asked: AuthorAsked) -> None:
    """Where there is an address; whoever has none reads the question at their own link."""
    address = asked.idea.author.address if asked.idea.author else ""
    if not address:
        return
    links = {name: settings.SITE_URL + path_of(asked, name) for name in (AGREE, RATHER_NOT)}
    context = {"merger": asked.merger, "idea": asked.idea, "agree": links[AGREE], "rather_not": links[RATHER_NOT]}
    tell.post(address, _("May two ideas become one?"), "participation/merging_author_mail.txt", context)


@task()
def ask_supporters(number: int) -> None:
    """One mail to everybody who stands behind an idea and has an address, and not behind the other one anyway.

    What is noted as sent is not sent again when the task runs a second time.
    """
    merger = Merger.objects.select_related("idea__module", "into__module").get(pk=number)
    if merger.state != Merger.State.MERGED:
        return
    behind = Support.objects.filter(contribution=merger.into_id).values("participant")
    wanted = Support.objects.filter(contribution=merger.idea_id).exclude(participant__in=behind)
    people = wanted.values_list("participant", flat=True)
    rows = [SupporterAsked(merger=merger, participant_id=person) for person in people]
    SupporterAsked.objects.bulk_create(rows, batch_size=AT_A_TIME, ignore_conflicts=True)
    waiting = merger.supporters_asked.filter(written_at=None, moved_at=None)
    for asked in waiting.select_related("participant__resident"):
        write_to_supporter(merger, asked)


def write_to_supporter(merger: Merger, asked: SupporterAsked) -> None:
    address = asked.participant.address
    if not address:
        return
    link = settings.SITE_URL + reverse("participation:carry_over", args=[SUPPORTERS.sign(str(asked.pk))])
    context: dict[str, Any] = {"merger": merger, "link": link}
    with translation.override(settings.LANGUAGE_CODE):
        text = render_to_string("participation/merging_supporter_mail.txt", context)
        send_mail(_("An idea that you support is part of another one now"), text, None, [address])
    SupporterAsked.objects.filter(pk=asked.pk).update(written_at=timezone.now())
