"""The part of KERN's style sheet that our templates use: a tenth of it, made by looking and never by hand."""

import re
from collections.abc import Iterable
from typing import Any

import tinycss2

# A name that ends with a hyphen stands before a variable ("kern-alert--{{ kind }}"). What the variable can be stands
# somewhere in quotation marks (kind="warning").
_WORD = re.compile(r"kern-[a-zA-Z0-9_-]+|(?<=[\"'])[a-z0-9]+(?:-[a-z0-9]+)*(?=[\"'])")
_CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")
_FUNCTION = re.compile(r"\([^()]*\)")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)")


def used_classes(style_sheet: str, texts: Iterable[str]) -> set[str]:
    """Those classes of a style sheet that these templates and programs name, or can put together."""
    words = {word for text in texts for word in _WORD.findall(text)}
    beginnings = [word for word in words if word.endswith("-")]

    def is_named(name: str) -> bool:
        ends = (name.removeprefix(first) for first in beginnings if name.startswith(first))
        return name in words or any(end in words for end in ends)

    return {name for name in set(_CLASS.findall(style_sheet)) if is_named(name)}


def asked_variables(styles: str) -> set[str]:
    return set(_VARIABLE.findall(styles))


def subset(style_sheet: str, classes: set[str], variables: set[str]) -> str:
    """The rules for these classes, these variables, and the variables that either asks for."""
    rules = tinycss2.parse_stylesheet(style_sheet, skip_comments=True, skip_whitespace=True)
    kept = kept_rules(rules, classes)
    needed = needed_variables(kept, variables)
    return "".join(text for rule in kept if (text := written(rule, needed)))


def is_used(selector: str, classes: set[str]) -> bool:
    """What stands in parentheses, as after `:not`, may miss on the page and the rule holds all the same."""
    plain = selector
    while plain != (plain := _FUNCTION.sub("", plain)):
        pass
    return classes.issuperset(_CLASS.findall(plain))


def kept_rules(rules: list[Any], classes: set[str]) -> list[Any]:
    """Rules without the selectors, and groups without the rules, that nothing on our pages meets."""
    kept = []
    for rule in rules:
        if rule.type == "at-rule" and rule.lower_at_keyword in {"media", "supports", "layer"} and rule.content:
            inner = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
            rule.content = kept_rules(inner, classes)
        elif rule.type == "qualified-rule":
            selectors = [part for part in selectors_of(rule) if is_used(part, classes)]
            rule.prelude = ",".join(selectors)
        if rule.type == "at-rule" or rule.prelude:
            kept.append(rule)
    return kept


def selectors_of(rule: Any) -> list[str]:
    parts: list[list[Any]] = [[]]
    for piece in rule.prelude:
        if piece == ",":
            parts.append([])
        else:
            parts[-1].append(piece)
    return [tinycss2.serialize(part).strip() for part in parts]


def declarations_of(rule: Any) -> list[Any]:
    return tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)


def plain_rules(rules: list[Any]) -> Iterable[Any]:
    """The rules with declarations, those inside groups included."""
    for rule in rules:
        if rule.type == "qualified-rule":
            yield rule
        elif is_group(rule):
            yield from plain_rules(rule.content)


def is_group(rule: Any) -> bool:
    """Whether kept_rules has put rules where tokens were."""
    return bool(rule.content) and any(inner.type in {"qualified-rule", "at-rule"} for inner in rule.content)


def needed_variables(rules: list[Any], needed: set[str]) -> set[str]:
    """All variables that are asked for, also by other variables."""
    asks: dict[str, set[str]] = {}
    for declaration in (item for rule in plain_rules(rules) for item in declarations_of(rule)):
        if declaration.type != "declaration":
            continue
        asked = asked_variables(tinycss2.serialize(declaration.value))
        if declaration.name.startswith("--"):
            asks.setdefault(declaration.name, set()).update(asked)
        else:
            needed = needed | asked
    waiting = list(needed)
    while waiting:
        new = asks.get(waiting.pop(), set()) - needed
        needed |= new
        waiting += new
    return needed


def written(rule: Any, needed: set[str]) -> str:
    """The rule as text; empty if nothing of it is left."""
    if rule.type == "at-rule" and is_group(rule):
        inner = "".join(written(item, needed) for item in rule.content)
        return f"@{rule.at_keyword}{tinycss2.serialize(rule.prelude)}{{{inner}}}" if inner else ""
    if rule.type != "qualified-rule":
        return "" if rule.content == [] else rule.serialize()
    lines = [
        item.serialize()
        for item in declarations_of(rule)
        if item.type != "declaration" or not item.name.startswith("--") or item.name in needed
    ]
    return f"{rule.prelude}{{{';'.join(lines)}}}" if lines else ""
