"""Ready texts for the municipality's channels, each within its length."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from news.models import Channel, NewsPage
from news.models.channels import Rules

LINK = re.compile(r"https?://\S+")
# Behind three letters, so that “z. B.”, “Dr.” and “14. November” end no sentence.
SENTENCE_END = re.compile(r"(?<=[^\W\d_]{3}[.!?])\s+(?=[A-ZÄÖÜ„“\"0-9])")
TAG_BORDER = re.compile(r"</(?:p|li|h\d)>|<br\s*/?>")
# Characters that X counts once; all others count twice (its weighted length, ranges in hexadecimal code points).
COUNTED_ONCE = ((0x0, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))


@dataclass(frozen=True)
class Story:
    """What a news item says, in the order of weight."""

    title: str
    sentences: list[str]
    hashtags: list[str]
    link: str


def story_of(page: NewsPage, link: str) -> Story:
    """The item as it stands in public; raises nothing, whatever blocks it is made of."""
    texts = [page.teaser, *(str(block.value) for block in page.body if block.block_type == "paragraph")]
    sentences = dict.fromkeys(sentence for text in texts for sentence in split_sentences(text))
    return Story(page.title.strip(), list(sentences), [hashtag(topic.name) for topic in page.topics.all()], link)


def split_sentences(text: str) -> Iterator[str]:
    """The sentences of a text or of rich text; every paragraph and list entry ends one."""
    for line in TAG_BORDER.sub("\n", text).splitlines():
        plain = " ".join(unescape(strip_tags(line)).split())
        yield from filter(None, SENTENCE_END.split(plain))


def hashtag(name: str) -> str:
    """Each word with a capital, because screen readers then read words: “Straßen und Verkehr” → “#StraßenUndVerkehr”."""
    return "#" + "".join(word[0].upper() + word[1:] for word in re.findall(r"\w+", name))


def length(text: str, rules: Rules) -> int:
    """How many characters the network counts."""
    links = LINK.findall(text) if rules.link_counts is not None else []
    rest = LINK.sub("", text) if links else text
    return len(links) * (rules.link_counts or 0) + sum(weight(letter, rules) for letter in rest)


def weight(letter: str, rules: Rules) -> int:
    is_plain = any(first <= ord(letter) <= last for first, last in COUNTED_ONCE)
    return 2 if rules.is_weighted and not is_plain else 1


def compose(story: Story, channel: Channel) -> str:
    """Title, as many whole sentences as fit, the link and the hashtags; never longer than the channel takes."""
    rules, longest = channel.rules, channel.longest
    tags = " ".join(dict.fromkeys([*channel.hashtags.split(), *story.hashtags]))
    for end in (ending(story, rules, tags), ending(story, rules, "")):
        if length(joined(story.title, "", end), rules) <= longest:
            return with_sentences(story, end, rules, longest)
    return with_short_title(story, end, rules, longest)


def ending(story: Story, rules: Rules, tags: str) -> str:
    way = story.link if rules.has_links else _("You find more on our website; the link is in our profile.")
    return "\n\n".join(filter(None, [way, tags]))


def joined(title: str, text: str, end: str) -> str:
    return "\n\n".join(filter(None, [title, text, end]))


def with_sentences(story: Story, end: str, rules: Rules, longest: int) -> str:
    text = ""
    for sentence in story.sentences:
        longer = f"{text} {sentence}".strip()
        if length(joined(story.title, longer, end), rules) > longest:
            break
        text = longer
    return joined(story.title, text, end)


def with_short_title(story: Story, end: str, rules: Rules, longest: int) -> str:
    """A title that is too long for the channel loses words at its end; the link never does."""
    for title in shorter(story.title):
        if length(joined(title, "", end), rules) <= longest:
            return joined(title, "", end)
    return end


def shorter(title: str) -> Iterable[str]:
    words = title.split()
    return (" ".join(words[:count]) + " …" for count in range(len(words) - 1, 0, -1))
