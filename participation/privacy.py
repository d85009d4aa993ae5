"""What is asked of people who take part, report, appeal and follow, and why."""

from django.utils.translation import gettext_lazy as _

from cms.personal_fields import CONSENT, LEGAL_DUTY, PUBLIC_TASK, Purpose, declare
from participation.comments import CommentForm
from participation.drafts.form import ParagraphCommentForm
from participation.following.forms import FollowForm, FrequencyForm
from participation.forms import ChangeForm, ContributionForm, WhoFields
from participation.ideas.form import IdeaForm
from participation.ideas.picture_form import PictureForm
from participation.models import (
    AccessCode,
    Answer,
    Appeal,
    Ballot,
    Ban,
    Batch,
    Contribution,
    Decision,
    Follower,
    Following,
    FollowLink,
    Helped,
    Idea,
    Merger,
    ParagraphAnswer,
    Participant,
    ProjectModerator,
    Report,
    Support,
    SupporterAsked,
)
from participation.moderation.forms import AppealForm, ReportForm
from participation.polls.forms import PollForm
from participation.question_board.form import QuestionForm
from participation.walls.form import CardForm

TAKING_PART = Purpose(
    "mitmachen",
    _("Taking part"),
    _(
        "You write cards, ideas, comments and questions, vote and support. Everybody can read what you write and the name "
        "that you choose. Each page says what it asks, and on which day we delete who took part. Votes are counted; "
        "nobody sees who gave which."
    ),
    CONSENT,
)
REPORTING = Purpose(
    "beitrag-melden",
    _("Reporting a contribution, and disagreeing with a decision"),
    _("Moderators read why something may break the house rules or the law, decide, and say why."),
    LEGAL_DUTY,
)
FOLLOWING = Purpose(
    "folgen",
    _("Following projects by mail"),
    _("We write to you when there is news of what you follow. One click in each mail ends it."),
    CONSENT,
)
MODERATING = Purpose(
    "moderation",
    _("Moderating and counting"),
    _("The site notes who of the town hall decided, counted and answered, so that decisions can be checked."),
    PUBLIC_TASK,
    for_visitors=False,
)
STAYS = _("as long as the page; the name you chose goes when we delete who took part")
UNTIL_DECIDED = _("until it is decided")
WITH_IT = _("as long as what you wrote")
WITH_THE_PAGE = _("as long as the page")
PEOPLE, SUBMISSION = "participation.people", {"submission": _("Number of the sending, so that nothing arrives twice")}
TEXT = {"text": _("What you write"), "title": _("Your idea in one sentence")}

declare(WhoFields, TAKING_PART, PEOPLE, "email", "code")
declare(
    ContributionForm,
    TAKING_PART,
    PEOPLE,
    "real_name",
    "accept_rules",
    optional=["pseudonym"],
    labels={"accept_rules": _("That you accept the house rules")},
)
declare(ContributionForm, TAKING_PART, PEOPLE, optional=["submission"], labels=SUBMISSION)
for form in (CardForm, IdeaForm, CommentForm, QuestionForm):
    declare(form, TAKING_PART, STAYS, "text", labels=TEXT)
declare(
    IdeaForm,
    TAKING_PART,
    STAYS,
    "title",
    optional=["category", "where"],
    labels={**TEXT, "category": _("What it is about"), "where": _("A place on the map")},
)
declare(PictureForm, TAKING_PART, STAYS, "picture", "description", "agrees")
declare(
    ParagraphCommentForm,
    TAKING_PART,
    STAYS,
    optional=["version"],
    labels={"version": _("The version of the draft that you read")},
)
declare(ChangeForm, TAKING_PART, STAYS, "title", "text", labels=TEXT)
declare(PollForm, TAKING_PART, PEOPLE, optional=["q-*"], labels={"q-*": _("Your answers in a poll")})
declare(
    Participant,
    TAKING_PART,
    PEOPLE,
    "key",
    "identity",
    "began_at",
    optional=["resident", "pseudonym", "email", "real_name", "accepted_rules_at", "confirmed_at"],
    labels={"key": _("A random sign for you in this module")},
)
declare(Contribution, TAKING_PART, STAYS, "text", "created_at")
declare(Contribution, TAKING_PART, PEOPLE, optional=["author", "pseudonym", "submission"], labels=SUBMISSION)
declare(Idea, TAKING_PART, STAYS, optional=["place", "latitude", "longitude"])
declare(Support, TAKING_PART, PEOPLE, "participant", "given_at")
declare(AccessCode, TAKING_PART, PEOPLE, optional=["participant"])
declare(Ballot, TAKING_PART, PEOPLE, optional=["participant"])
declare(Answer, TAKING_PART, WITH_THE_PAGE, optional=["option", "text"])

declare(ReportForm, REPORTING, UNTIL_DECIDED, "reason", optional=["words", "email"])
declare(ReportForm, REPORTING, UNTIL_DECIDED, "submission", labels=SUBMISSION)
declare(AppealForm, REPORTING, WITH_IT, "words")
declare(
    Report,
    REPORTING,
    UNTIL_DECIDED,
    "reason",
    optional=["words", "email", "network"],
    labels={"network": _("Front part of your internet address")},
)
declare(Appeal, REPORTING, WITH_IT, "words")
declare(Ban, REPORTING, WITH_IT, "participant", "reason", optional=["words", "proposed_by", "agreed_by"])

FINISHED = "participation.follow_finished"
declare(FollowForm, FOLLOWING, "participation.follow_unconfirmed", "email")
declare(FrequencyForm, FOLLOWING, FINISHED, "frequency")
declare(Follower, FOLLOWING, FINISHED, "email", "frequency", "since")
declare(Following, FOLLOWING, FINISHED, "follower", "asked_at", optional=["confirmed_at"])
declare(
    FollowLink,
    FOLLOWING,
    "participation.follow_networks",
    optional=["network"],
    labels={"network": _("Front part of your internet address")},
)

declare(Decision, MODERATING, WITH_IT, "moderator")
declare(ProjectModerator, MODERATING, WITH_THE_PAGE, "user")
declare(Batch, MODERATING, WITH_THE_PAGE, "entered_by", optional=["checked_by"])
declare(Helped, MODERATING, WITH_THE_PAGE, "helper")
declare(SupporterAsked, TAKING_PART, PEOPLE, "participant")
declare(Merger, MODERATING, WITH_IT, optional=["proposed_by"])
declare(ParagraphAnswer, MODERATING, WITH_THE_PAGE, optional=["answered_by"])
