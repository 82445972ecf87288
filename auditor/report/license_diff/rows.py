"""The respects in which two terms of one code differ, in words: a label, and what either says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Duty, DutyPlace, Grant, Limit, Outbound
from auditor.report.common import terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import Trigger
    from auditor.report.license_diff.comparison import Pair

_LABELS = {
    "words": "words",
    "place": "where",
    "condition": "condition",
    "must": "must",
    "on_own_facts": "hangs on",
    "allowed": "allows",
    "applies_to": "only for",
    "scope": "scope",
    "value": "which",
    "effect": "effect",
    "currency": "currency",
    "per": "counted per",
    "names_holder": "whose lines",
    "mode": "may carry",
}


def rows(pair: Pair) -> Iterator[tuple[str, str, str]]:
    """Each respect, and then each relation for which one of them applies otherwise than the other."""
    for aspect in pair.aspects:
        if aspect.name in _LABELS:
            label = "granted" if isinstance(pair.a, Grant) else _LABELS[aspect.name]
            yield label, _in_words(aspect.name, pair.a, aspect.a), _in_words(aspect.name, pair.b, aspect.b)
    if isinstance(pair.a, Duty | Limit) and isinstance(pair.b, Duty | Limit):
        yield from _triggered(pair.a, pair.b)


def _in_words(name: str, term: terms.Term, raw: object) -> str:
    match term:
        case Outbound():
            return terms.OUTBOUND[term.mode]
        case Grant():
            answer = terms.ANSWERS[term.value]
            return f"{answer}: {terms.remark(term.note)}" if term.note else answer
    match name:
        case "words":
            return (terms.quoted(term.words) if isinstance(term, Duty) else "") or "not read"
        case "value" | "applies_to":
            return _about(name, term)
        case "place":
            return terms.place(DutyPlace(str(raw)) if raw else None)
        case "must":
            return "yes" if raw else "encouraged only"
        case "on_own_facts":
            return "the user's own facts" if raw else "nothing of the user's own"
        case "names_holder":
            return "the upstream holder's own" if raw else "those that came with the work"
        case "allowed":
            return ("; ".join(map(str, term.allowed)) if isinstance(term, Duty) else "") or "nothing else"
    return str(raw) or "none named"


def _about(name: str, term: terms.Term) -> str:
    """What a limit is about, or the only models that it is about."""
    if not isinstance(term, Limit):
        return "not named"
    if name == "value":
        return terms.value(term) or "not named"
    return terms.MODELS[term.applies_to] if term.applies_to else "all models"


def _triggered(a: Duty | Limit, b: Duty | Limit) -> Iterator[tuple[str, str, str]]:
    if bool(a.when) is not bool(b.when):
        everything = "whatever it reaches"
        yield "applies to", terms.applies(a.when) or everything, terms.applies(b.when) or everything
        return
    for trigger, words in terms.TRIGGERS.items():
        first, second = _state(a, trigger), _state(b, trigger)
        if first != second:
            yield words, first, second


def _state(term: Duty | Limit, trigger: Trigger) -> str:
    if trigger in term.unsettled:
        return "arguable"
    return "applies" if trigger in term.when else "does not apply"
