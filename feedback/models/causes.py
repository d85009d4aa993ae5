"""Why a page was not clear, or what helped on it."""

from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


class Cause(models.TextChoices):
    """The values that begin with “good_” are praise, and wait for nobody."""

    STEPS = "steps", _("I do not understand what I have to do")
    INCOMPLETE = "incomplete", _("Something that I need is missing")
    NOT_SURE = "not_sure", _("I am not sure whether this is for me")
    BROKEN = "broken", _("Something does not work")
    OUTDATED = "outdated", _("Something is out of date")
    WORDS = "words", _("The words are too difficult")
    OTHER = "other", _("Something else")
    UNSAID = "unsaid", _("not clear, without saying why")
    GOOD_WORDS = "good_words", _("It is easy to understand")
    GOOD_COMPLETE = "good_complete", _("Everything that I need stands there")
    GOOD_FOUND = "good_found", _("I found it quickly")
    GOOD_OTHER = "good_other", _("Something else")

    @property
    def is_praise(self) -> bool:
        return self.value.startswith("good_")

    @property
    def says(self) -> Any:
        """In a list of the town hall, where praise and blame stand side by side."""
        return _("Helped: something else") if self is Cause.GOOD_OTHER else self.label

    @classmethod
    def offered(cls, is_clear: bool) -> list["Cause"]:
        """What the second question lets people choose from."""
        return [cause for cause in cls if cause.is_praise == is_clear and cause is not cls.UNSAID]


PRAISE = [cause.value for cause in Cause if cause.is_praise]

# What waits, in one sentence; of how many people, on which page.
SENTENCES: dict[str, str | Promise] = {
    Cause.STEPS: ngettext_lazy(
        "%(count)d person did not understand what to do on “%(page)s”",
        "%(count)d people did not understand what to do on “%(page)s”",
        "count",
    ),
    Cause.INCOMPLETE: ngettext_lazy(
        "%(count)d person did not find what they needed on “%(page)s”",
        "%(count)d people did not find what they needed on “%(page)s”",
        "count",
    ),
    Cause.NOT_SURE: ngettext_lazy(
        "%(count)d person was not sure whether “%(page)s” is for them",
        "%(count)d people were not sure whether “%(page)s” is for them",
        "count",
    ),
    Cause.BROKEN: ngettext_lazy(
        "Something did not work for %(count)d person on “%(page)s”",
        "Something did not work for %(count)d people on “%(page)s”",
        "count",
    ),
    Cause.OUTDATED: ngettext_lazy(
        "%(count)d person found something out of date on “%(page)s”",
        "%(count)d people found something out of date on “%(page)s”",
        "count",
    ),
    Cause.WORDS: ngettext_lazy(
        "The words of “%(page)s” are too difficult for %(count)d person",
        "The words of “%(page)s” are too difficult for %(count)d people",
        "count",
    ),
    Cause.OTHER: ngettext_lazy(
        "%(count)d person had something else to say about “%(page)s”",
        "%(count)d people had something else to say about “%(page)s”",
        "count",
    ),
    Cause.UNSAID: ngettext_lazy(
        "“%(page)s” was not clear to %(count)d person, who did not say why",
        "“%(page)s” was not clear to %(count)d people, who did not say why",
        "count",
    ),
}
