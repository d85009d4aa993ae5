"""Polls in the public API: what is asked, and what came of it once everybody may see it. Answers given in confidence never."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import mixins, serializers, viewsets

from cms.api import StrictParameters
from cms.visibility import for_everybody
from participation.models import PollPage
from participation.polls.questions import questions_in
from participation.polls.results import PollResult, is_public


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
