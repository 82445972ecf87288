"""The subject of a sentence that names another model: this model, or something else that the card describes."""

from __future__ import annotations

import re
from math import ceil, floor

from auditor.patterns import regex

_NAMED_SUBJECT = regex(
    r"[\s*_>`-]*([A-Z][\w.]*(?:[ -](?:[A-Z0-9]|v\d)[\w.]*){0,6})[*_`]{0,3}"
    r"(?:\s+(?:is|was|are|were)\b|\s*[\u2013\u2014]|\s+-\s)"
)
"""`Vicuna is …`, `**Saiga** - …`: a name, and what is said about it."""
# fmt: off
_NO_NAMES = frozenset({
    "this", "these", "that", "the", "our", "its", "here", "base", "model", "models", "chat", "instruct", "version",
    "training", "details", "description", "overview", "note", "introduction", "summary", "based", "trained",
    "finetuned",
})
# fmt: on
_HEADINGS = 20
_ITEM = regex(
    r"[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+[*_`]{0,3}\[?[`*_]{0,3}(?P<name>[A-Za-z][\w./-]{2,160})[`*_]{0,3}\]?"
    r"(?:\([^()\s]{1,300}\))?[*_`]{0,3}[ \t]*(?:[:,\u2013\u2014]|-[ \t])",
    re.ASCII,
)
"""`- [org/other-8b](https://…): …`, `* other-8b, …`: an item of a list that begins with a name."""
_A_MODEL = regex(r"(?!(?i:stage|step|phase|part|round|epoch|version|v\d|q\d|lora|qlora|gguf|awq|gptq|sft|dpo))\S+")
_MODEL_LIKE = regex(r"/|(?=.*\d).*-")
_SIZE = regex(
    r"(?:[\w.][-_]|\b(?=[a-z]{0,32}[A-Z])[\w.]{2,48} )(\d{1,4}(?:\.\d{1,3})?)([bBmM])(?![A-Za-z\d])"
    r"(?![ -](?:tokens?|words|samples|examples|pairs|images|hours|documents|rows)\b)",
    re.ASCII,
)
"""`8B` in "Tern 8B", `1.5b` in "tern-1.5b": a size in the name of a model."""
_TOOL = (
    r"(?:models?|classifiers?|filters?|scorers?|raters?|rankers?|re-?rankers?|retrievers?|verifiers?|detectors?|annotators?"
    r"|guard(?:rail)?s?|captioners?|rewriters?|teachers?)"
)
_MEANS = regex(
    rf"(?i)\b(?:with|by|using|via)\s+(?:an?|another|the|several)\s+(?:[\w-]+\s+){{0,3}}?{_TOOL}"
    r"(?:\s+(?:that|which))?(?:\s+(?:is|was|were|are|has\s+been))?(?:\s+an?)?\s*$"
)
"""`annotated by a model fine-tuned from …`: a model that was used, not the one offered."""
_TOOL_AS_SUBJECT = regex(
    rf"(?i)^[\s*_>-]*(?:[^,]{{0,60}},\s*)?(?:for\s+)?(?:the|our|an?)\s+(?:[\w-]+\s+){{0,3}}?(?P<what>(?!models?\b){_TOOL})\s*"
    r"(?:,|\b(?:is|was|are|were)\b)"
)
"""`The safety filter is …`, `For the safety filter, we …`."""
_THIS = regex(
    r"(?i)\W*(?:in\s+this\s+\w+,?\s+)?(?:an?|this|these|we|it|i|here)\b|.*\bthis\s+(?:model|repo(?:sitory)?|checkpoint|release|adapter)\b"
    r"|\W*(?:our|my|the)\s+(?:(?!next|earlier|first|second|original|base|final|previous|other|baseline)[\w-]+\s+){0,2}?"
    r"(?:models?|checkpoints?|weights|adapter|release|repo(?:sitory)?|finetune)\b"
)
_NAME_FIRST = regex(
    r"\W*(?:(?i:introducing|presenting|announcing|meet)\s+)?"
    r"(?:([\w.-]+(?: [\w.-]+){0,4}?)\W*\s(?:is|was)\b|([\w.-]+))"
)
_THIS_CJK = regex(r"(?<![版日基根])本|この|当|今回|我々|私たち|これ|该|該|此|这|這|我们|我們|它")
_PREPOSITIONS = frozenset({"基于", "基於", "在"})
_IN_ORDER_TO = regex(r"(?i)^\W*(?:in\s+order\s+)?to\s*$")
_OF_ITSELF = regex(r"(?i)\b(?:this|these|our|it|we)\b")
_OF_OTHERS = regex(
    r"(?i)\b(?:supported|compatible|related|other|similar|more|alternative)\s+(?:\w+\s+)?models?\b|\bmodel\s+zoo\b"
)
_HEADING = regex(r"(?m)^#{1,6}[ \t]+(.{1,200})$")
_SECTION = 4_000
"""Within how many characters above the heading may be."""
_OF_A_WORK = (
    r"(?:architectur\w*|designs?|ideas?|insights?|recipes?|approach(?:es)?|methodolog\w+|methods?|concepts?|tokeni[sz]ers?"
    r"|code(?:base)?|papers?|findings|techniques?|pipelines?)"
)
_WORK_OF = regex(rf"(?i)\b{_OF_A_WORK}\s+(?:of|from|in|behind|by)\b")
_WORK_AFTER = regex(
    rf"(?i)^[`*_]{{0,3}}(?:['\u2019]s)?\s+(?:(?:model|network|transformer|decoder|training|model's)\s+){{0,2}}{_OF_A_WORK}\b"
    r"(?!\s*(?:,|and|&)\s*(?:\w+\s+){0,2}(?:weights|checkpoint|parameters)\b)"
)


def of_another(body: str, start: int, before: str, names: frozenset[str]) -> bool:
    """Whether the sentence whose verb begins at `start` of a prose has a subject other than this model.

    `before` are the words of the sentence before the verb, `names` the words of this model's names.
    """
    if _IN_ORDER_TO.match(before) or _MEANS.search(before):
        return True
    tool = _TOOL_AS_SUBJECT.match(before)
    if tool and tool["what"].lower().rstrip("s") not in names:
        return True
    if not _OF_ITSELF.search(before) and of_another_size(before, names):
        return True
    if _differs(_NAMED_SUBJECT.match(before), 1, names) or _other_item(body, start, names):
        return True
    return not _OF_ITSELF.search(before) and _under_others(body, start)


def is_this(before: str, names: frozenset[str]) -> bool:
    """Whether the words before a verb plainly have this model as their subject, or no subject."""
    if re.fullmatch(r"[^\w\u3040-\u30ff\u4e00-\u9fff]*(?:[\w-]+\s+)?", before, re.ASCII) or _THIS.match(before):
        return True
    begins = _NAME_FIRST.match(before)
    return bool(begins) and bool(_words((begins[1] or begins[2]) if begins else "") & names)


def is_this_in_cjk(before: str, names: frozenset[str]) -> bool:
    """The same for Japanese and Chinese."""
    bare = re.sub(r"[\W_]+", "", before)
    return not bare or bare in _PREPOSITIONS or bool(_THIS_CJK.search(before)) or bool(_words(before) & names)


def of_its_work(between: str, after: str) -> bool:
    """Whether it is about something of a model other than its weights: "the ideas of [X]", "[X]'s architecture"."""
    return bool(_WORK_OF.search(between) or _WORK_AFTER.match(after))


def names_here(body: str, own: str) -> frozenset[str]:
    """The words of this model's names, and its sizes: from the repository's name and from headings."""
    headings = re.findall(r"(?m)^#{1,2}[ \t]+(.{1,200})$", body)
    called = (own, *headings[:_HEADINGS])
    return frozenset().union(*map(_words, called), *map(_sizes, called))


def of_another_size(words: str, names: frozenset[str]) -> bool:
    """Whether only models of other sizes are named: in a series, each has its own base."""
    sizes = _sizes(words)
    return bool(sizes) and any(name[0].isdigit() for name in names) and not sizes & names


def _words(name: str) -> set[str]:
    return set(re.findall(r"[a-z]{3,}", name.lower())) - _NO_NAMES


def _sizes(name: str) -> set[str]:
    """The sizes in a name, rounded up and down: a model of 10.7 billion parameters is also called 10B and 11B."""
    return {
        f"{whole}{unit.lower()}"
        for number, unit in _SIZE.findall(name)
        for whole in (floor(float(number)), ceil(float(number)))
    }


def _differs(match: re.Match[str] | None, group: str | int, names: frozenset[str]) -> bool:
    """Whether a name was found that shares no word with this model's names."""
    words = _words(match[group].rpartition("/")[2]) if match else set()
    return bool(names) and bool(words) and not words & names


def _other_item(body: str, start: int, names: frozenset[str]) -> bool:
    """Whether the verb is in a list item that begins with the name of another model."""
    item = _ITEM.match(body, body.rfind("\n", 0, start) + 1, start)
    if item is None or not _A_MODEL.fullmatch(item["name"]) or not _MODEL_LIKE.match(item["name"]):
        return False
    return _differs(item, "name", names)


def _under_others(body: str, start: int) -> bool:
    """Whether the heading above is about other models."""
    above = _HEADING.findall(body, max(0, start - _SECTION), start)
    return bool(above) and _OF_OTHERS.search(above[-1]) is not None
