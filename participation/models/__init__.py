"""What is being planned and discussed in town, what people say about it, and what became of it."""

from participation.models.answers import OfficialAnswer
from participation.models.codes import AccessCode
from participation.models.contributions import Channel, Comment, Contribution, Support
from participation.models.following import FollowDelivery, Follower, FollowEvent, Following, FollowLink, LastTold
from participation.models.idea_pictures import IdeaPicture
from participation.models.ideas import Idea, IdeaCategory
from participation.models.mergers import AuthorAsked, Merger, SupporterAsked
from participation.models.moderation import Appeal, Ban, Decision, ProjectModerator, Reason, Report
from participation.models.modules import (
    IdeaCollectionPage,
    Identity,
    Moderation,
    ModulePage,
    PollPage,
    QuestionBoardPage,
    TextReviewPage,
    WallPage,
)
from participation.models.offline import Batch, FromBatch, Helped, Tally
from participation.models.overview import ParticipationIndexPage
from participation.models.participants import Participant
from participation.models.polls import Answer, Ballot
from participation.models.project_parts import Milestone, ProjectDocument, ProjectEvent, ProjectLink
from participation.models.projects import ProjectPage
from participation.models.questions import BoardQuestion
from participation.models.text_reviews import ParagraphAnswer, TextVersion
from participation.models.walls import Card, CardGroup
from participation.models.ways import listed_projects, with_ways

__all__ = [
    "AccessCode",
    "Answer",
    "Appeal",
    "AuthorAsked",
    "Ballot",
    "Ban",
    "Batch",
    "BoardQuestion",
    "Card",
    "CardGroup",
    "Channel",
    "Comment",
    "Contribution",
    "Decision",
    "FollowDelivery",
    "FollowEvent",
    "FollowLink",
    "Follower",
    "Following",
    "FromBatch",
    "Helped",
    "Idea",
    "IdeaCategory",
    "IdeaCollectionPage",
    "IdeaPicture",
    "Identity",
    "LastTold",
    "Merger",
    "Milestone",
    "Moderation",
    "ModulePage",
    "OfficialAnswer",
    "ParagraphAnswer",
    "Participant",
    "ParticipationIndexPage",
    "PollPage",
    "ProjectDocument",
    "ProjectEvent",
    "ProjectLink",
    "ProjectModerator",
    "ProjectPage",
    "QuestionBoardPage",
    "Reason",
    "Report",
    "Support",
    "SupporterAsked",
    "Tally",
    "TextReviewPage",
    "TextVersion",
    "WallPage",
    "listed_projects",
    "with_ways",
]
