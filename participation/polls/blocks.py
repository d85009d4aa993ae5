"""The kinds of questions that a poll can ask."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BooleanBlock, CharBlock, IntegerBlock, ListBlock, StreamBlock, StructBlock
from wagtail.blocks.struct_block import StructBlockValidationError

FEWEST_STEPS, MOST_STEPS = 3, 7
# What is asked comes first, the rules of the question last.
FIRST, LAST = ["question", "hint"], ["is_required", "is_confidential"]


class QuestionBlock(StructBlock):
    """What all questions share. Confidential answers are read by staff with the right to do so, and by nobody else."""

    question = CharBlock(label=_("question"), max_length=300)
    hint = CharBlock(label=_("help"), required=False, max_length=500)
    is_required = BooleanBlock(label=_("must be answered"), required=False)
    is_confidential = BooleanBlock(
        label=_("confidential"),
        required=False,
        help_text=_("The answers are never shown in public, not even counted."),
    )

    class Meta:
        label_format = "{question}"


class ChoiceQuestionBlock(QuestionBlock):
    """Answers to choose from, and perhaps one in own words."""

    options = ListBlock(
        CharBlock(label=_("answer"), max_length=200), label=_("answers to choose from"), min_num=2, max_num=30
    )
    has_other = BooleanBlock(label=_("another answer in own words"), required=False)


class SingleBlock(ChoiceQuestionBlock):
    class Meta:
        form_layout = [*FIRST, "options", "has_other", *LAST]
        icon = "radio-full"
        label = _("one answer")


class MultipleBlock(ChoiceQuestionBlock):
    at_most = IntegerBlock(label=_("at most so many answers"), required=False, min_value=1, max_value=30)

    class Meta:
        form_layout = [*FIRST, "options", "has_other", "at_most", *LAST]
        icon = "tick-inverse"
        label = _("several answers")

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if (cleaned["at_most"] or 0) > len(cleaned["options"]) + cleaned["has_other"]:
            error = ValidationError(gettext("There are not so many answers."))
            raise StructBlockValidationError(block_errors={"at_most": error})
        return cleaned


class ScaleBlock(QuestionBlock):
    steps = IntegerBlock(label=_("steps"), default=5, min_value=FEWEST_STEPS, max_value=MOST_STEPS)
    low = CharBlock(label=_("what the first step means"), max_length=60)
    high = CharBlock(label=_("what the last step means"), max_length=60)

    class Meta:
        form_layout = [*FIRST, "steps", "low", "high", *LAST]
        icon = "order"
        label = _("scale")


class OpenBlock(QuestionBlock):
    longest = IntegerBlock(label=_("longest answer, in characters"), default=1000, min_value=20, max_value=5000)

    class Meta:
        form_layout = [*FIRST, "longest", *LAST]
        icon = "edit"
        label = _("own words")


class QuestionsBlock(StreamBlock):
    single = SingleBlock()
    multiple = MultipleBlock()
    scale = ScaleBlock()
    open = OpenBlock()

    class Meta:
        max_num = 40
