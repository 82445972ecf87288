"""The differences between two terms of one code, in words: a label, and each side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Duty, Grant, Limit, Outbound
from auditor.report.common import conditions, terms

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
    "whose": "counts those",
    "counted": "counted",
    "on": "released",
    "students": "students",
    "exceptions": "leaves out",
    "region_test": "compared with",
    "with_date": "date",
    "page_will_do": "a page",
    "names_holder": "whose lines",
    "mode": "may carry",
    "limits_bind": "its limits",
    "must_carry": "must contain",
}


def rows(pair: Pair) -> Iterator[tuple[str, str, str]]:
    """Each difference, and then each relation to which they apply differently."""
    for aspect in pair.aspects:
        if aspect.name in _LABELS:
            label = "granted" if isinstance(pair.a, Grant) else _LABELS[aspect.name]
            yield label, _in_words(aspect.name, pair.a, aspect.a), _in_words(aspect.name, pair.b, aspect.b)
    if isinstance(pair.a, Duty | Limit) and isinstance(pair.b, Duty | Limit):
        yield from _triggered(pair.a, pair.b)


def _in_words(name: str, term: terms.Term, raw: object) -> str:
    match term:
        case Outbound():
            return _of_derivatives(name, term)
        case Grant():
            answer = terms.ANSWERS[term.value]
            return f"{answer}: {terms.remark(term.note)}" if term.note else answer
        case Duty():
            says = _required(name, term)
        case Limit():
            says = _withheld(name, term)
    if says is None and name in _EITHER:
        says = _EITHER[name][0 if raw else 1]
    return says if says is not None else str(raw) or "none named"


_EITHER = {
    "must": ("yes", "encouraged only"),
    "on_own_facts": ("the user's own facts", "nothing of the user's own"),
    "names_holder": ("the upstream holder's own", "those that came with the work"),
    "with_date": ("the statement must give one", "not required"),
    "page_will_do": ("a link to a page that has it will do", "will not do"),
}
"""The meaning of a flag that is set, and of one that is not."""


def _required(name: str, duty: Duty) -> str | None:
    """The words for a field that only duties have; None for other fields."""
    match name:
        case "words":
            return terms.quoted(duty.words) or "not read"
        case "place":
            return terms.place(duty.place)
        case "allowed":
            return "; ".join(map(str, duty.allowed)) or "nothing else"
        case "students" | "applies_to":
            return _of_whom(name, duty)
    return None


def _withheld(name: str, limit: Limit) -> str | None:
    """The words for a field that only limits have; None for other fields."""
    match name:
        case "value":
            return terms.value(limit) or "not named"
        case "exceptions":
            return "; ".join(terms.EXCEPTIONS[exception] for exception in limit.exceptions) or "nothing"
        case "whose":
            return conditions.WHOSE[limit.counting.whose]
        case "counted":
            return conditions.COUNTED[limit.counting.counted]
        case "on":
            return limit.counting.on or "on the model's own day"
        case "region_test":
            return conditions.REGION_TESTS[limit.region_test]
        case "students" | "applies_to":
            return _of_whom(name, limit)
    return None


def _of_whom(name: str, term: Duty | Limit) -> str:
    """The only students or models to which a term applies."""
    if name == "students":
        return conditions.students(term.students) or "any"
    return terms.MODELS[term.applies_to] if term.applies_to else "all models"


def _of_derivatives(name: str, outbound: Outbound) -> str:
    match name:
        case "limits_bind":
            return "bind derivatives in so many words" if outbound.limits_bind else "no word that they bind derivatives"
        case "must_carry":
            return " and ".join(terms.LIMITS[code] for code in outbound.must_carry) or "nothing beside the restrictions"
    return terms.OUTBOUND[outbound.mode]


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
