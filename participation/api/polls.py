"""Polls in the public API: what is asked, a way to answer, and what came of it once everybody may see it.

Answers given in confidence never.
"""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_field
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from cms.api import StrictParameters
from cms.visibility import for_everybody
from participation.api.writing import KnownFields, key_in_schema, key_of, refuse_foreign_pass
from participation.models import Ballot, PollPage
from participation.polls.forms import LONGEST_OTHER, Given, PollFields, name_of, other_of
from participation.polls.questions import Question, questions_in
from participation.polls.results import PollResult, is_public
from participation.polls.sending import cast_by_program


class OptionSerializer(serializers.Serializer):
    id = serializers.CharField(help_text="Stays the same when a typing error is put right.")
    label = serializers.CharField()  # type: ignore[assignment]


class QuestionSerializer(serializers.Serializer):
    id = serializers.CharField()
    kind = serializers.CharField(help_text="single, multiple, scale or open.")
    text = serializers.CharField()
    hint = serializers.CharField()
    required = serializers.BooleanField(source="is_required")  # type: ignore[assignment]
    confidential = serializers.BooleanField(source="is_confidential", help_text="True: there is never a result.")
    options = OptionSerializer(many=True, help_text="Nothing for own words.")


class BarSerializer(serializers.Serializer):
    option = serializers.CharField(source="id")
    count = serializers.IntegerField(source="count.total")


class QuestionResultSerializer(serializers.Serializer):
    question = serializers.CharField(source="question.id")
    answered = serializers.IntegerField(source="base.total", help_text="How many answered this question.")
    options = BarSerializer(source="bars", many=True)
    texts = serializers.ListField(child=serializers.CharField(), help_text="Own words that the town shows.")


class ResultSerializer(serializers.Serializer):
    """Online, on paper and by telephone together."""

    ballots = serializers.IntegerField(source="ballots.total", help_text="Ballots and sheets.")
    questions = QuestionResultSerializer(source="results", many=True)


class PollSerializer(serializers.ModelSerializer):
    url = serializers.CharField(source="get_url", help_text="Address on this site.")
    open = serializers.BooleanField(source="is_open", help_text="Whether one can answer now.")
    questions = serializers.SerializerMethodField(help_text="In the order in which they are asked.")

    class Meta:
        model = PollPage
        fields = ["id", "title", "teaser", "url", "open", "opens_at", "closes_at", "questions"]

    @extend_schema_field(QuestionSerializer(many=True))
    def get_questions(self, poll: PollPage) -> Any:
        return QuestionSerializer(questions_in(poll.questions), many=True).data


class WholePollSerializer(PollSerializer):
    result = serializers.SerializerMethodField(help_text="Null until the poll is over.")

    class Meta(PollSerializer.Meta):
        fields = [*PollSerializer.Meta.fields, "result"]

    @extend_schema_field(ResultSerializer(allow_null=True))
    def get_result(self, poll: PollPage) -> Any:
        return ResultSerializer(PollResult(poll)).data if is_public(poll) else None


@extend_schema_field(
    {"oneOf": [{"type": "string"}, {"type": "integer"}, {"type": "array", "items": {"type": "string"}}]}
)
class GivenField(serializers.Field):
    """A string, or a list of strings; what fits is said by the kind of the question."""

    def to_internal_value(self, data: Any) -> str | list[str]:
        one = serializers.CharField(allow_blank=True, trim_whitespace=False)
        value: str | list[str] = (
            serializers.ListField(child=one).run_validation(data)
            if isinstance(data, list)
            else one.run_validation(data)
        )
        return value


class NewBallotSerializer(KnownFields):
    """What a program sends; names of questions and answers are those of the poll."""

    answers = serializers.DictField(
        child=GivenField(),
        help_text="By question: the `id` of an option, a list of them where several are possible, or own words.",
    )
    own_words = serializers.DictField(
        child=serializers.CharField(max_length=LONGEST_OTHER),
        default=dict,
        help_text="By question: the words that belong to the option `other`.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        questions = {question.id: question for question in questions_in(self.context["poll"].questions)}
        others = {name for name, question in questions.items() if question.has_other}
        refuse_unknown("answers", attrs["answers"], set(questions))
        refuse_unknown("own_words", attrs["own_words"], others)
        return {"given": checked(list(questions.values()), attrs["answers"], attrs["own_words"])}


def refuse_unknown(field: str, sent: dict[str, Any], known: set[str]) -> None:
    unknown = {name: [_("Unknown field.")] for name in sorted(set(sent) - known)}
    if unknown:
        raise ValidationError({field: unknown})


def checked(questions: list[Question], answers: dict[str, Any], own_words: dict[str, str]) -> list[Given]:
    """The answers as the form of the page would take them; raises ValidationError with the names of the questions."""
    refuse_wrong_kind(questions, answers)
    data = {name_of(one): answers[one.id] for one in questions if one.id in answers}
    form = PollFields(questions, data | {other_of(one): own_words[one.id] for one in questions if one.id in own_words})
    if form.is_valid():
        return form.answers()
    found: dict[str, dict[str, list[str]]] = {"answers": {}, "own_words": {}}
    for one in questions:
        found["answers"] |= errors_of(form, name_of(one), one)
        found["own_words"] |= errors_of(form, other_of(one), one)
    said: Any = {field: errors for field, errors in found.items() if errors}
    raise ValidationError(said or {"answers": [str(error) for error in form.non_field_errors()]})


def refuse_wrong_kind(questions: list[Question], answers: dict[str, Any]) -> None:
    wrong = {
        one.id: [_("Send a list of answers.") if one.kind == "multiple" else _("Send one answer, not a list.")]
        for one in questions
        if one.id in answers and isinstance(answers[one.id], list) != (one.kind == "multiple")
    }
    if wrong:
        raise ValidationError({"answers": wrong})


def errors_of(form: PollFields, field: str, question: Question) -> dict[str, list[str]]:
    return {question.id: [str(error) for error in form.errors[field]]} if field in form.errors else {}


class BallotSerializer(serializers.ModelSerializer):
    """That it is counted. The answers are not repeated: nobody reads them who has not sent them."""

    poll = serializers.IntegerField(source="module_id", help_text="Number of the poll.")

    class Meta:
        model = Ballot
        fields = ["poll", "cast_at", "changed_at"]


WHAT_HAPPENS = {
    201: BallotSerializer,
    200: OpenApiResponse(BallotSerializer, "Sent before under this key, or in place of earlier answers."),
    400: OpenApiResponse(
        description="Answers that are missing, unknown or of another kind, by the name of the question."
    ),
    403: OpenApiResponse(description="The poll is closed, or one takes part on its page only."),
    422: OpenApiResponse(description="The key was used for other answers."),
    429: OpenApiResponse(description="One network sends more than a full hall would."),
}


class PollViewSet(
    StrictParameters, mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[PollPage]
):
    """Polls. One alone comes with its result once it is over."""

    queryset = PollPage.objects.none()
    serializer_class = PollSerializer
    authentication_classes: list = []

    def get_queryset(self) -> Any:
        return for_everybody(PollPage.objects.all()).order_by("path")

    def get_serializer_class(self) -> Any:
        return WholePollSerializer if self.action == "retrieve" else PollSerializer

    @extend_schema(
        request=NewBallotSerializer,
        responses=WHAT_HAPPENS,
        parameters=[key_in_schema("The same key again is the same ballot.")],
    )
    @action(detail=True, methods=["post"], filter_backends=[], pagination_class=None)
    def ballots(self, request: Request, pk: str = "") -> Response:
        """Answer a poll: 201 for a new ballot, 200 for a repeat, or for new answers of the same person."""
        poll = self.get_object()
        refuse_foreign_pass(request)
        sent = NewBallotSerializer(data=request.data, context={"poll": poll})
        sent.is_valid(raise_exception=True)
        ballot, is_new = cast_by_program(request._request, poll, sent.validated_data["given"], key_of(request))
        return Response(BallotSerializer(ballot).data, status=201 if is_new else 200)
