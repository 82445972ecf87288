"""How far a doubt lets an answer count: a row for each answer beside each doubt."""

from __future__ import annotations

import pytest

from auditor.engine.caps import Doubts, capped, disputes, second_hand
from auditor.engine.question import Answer, breached, met, undetermined
from auditor.knowledge import Knowledge
from auditor.model import Because, Candidate, Grade, Reason, Verdict

_LEGAL = Reason(code=Because.REACH_ARGUABLE)
_DISPUTED = Reason(code=Because.DISPUTED, detail="Acme")
_CLAUSE = Reason(code=Because.CLAUSE_SECOND_HAND, grade=Grade.COPY)
_FACT = Reason(code=Because.RELEASE_UNKNOWN)
_LICENSOR = Reason(code=Because.LICENSOR_PRESUMED)
_WHY = Reason(code=Because.WORDS_AMBIGUOUS)
_OPEN = undetermined("x", because=(_WHY,))
_NOTE = undetermined("x", because=(_WHY,), note_only=True)
MET, UNDETERMINED, BREACHED = Verdict.MET, Verdict.UNDETERMINED, Verdict.BREACHED


@pytest.mark.parametrize(
    ("answer", "doubts", "verdict", "if_confirmed", "because", "note_only"),
    [
        (met("x"), {}, MET, None, (), False),
        (met("x"), {"legal": (_LEGAL,), "factual": (_LICENSOR,)}, MET, None, (), False),
        (_OPEN, {}, UNDETERMINED, None, (_WHY,), False),
        (_OPEN, {"legal": (_LEGAL,)}, UNDETERMINED, None, (_WHY, _LEGAL), True),
        (_OPEN, {"disputed": (_DISPUTED,)}, UNDETERMINED, None, (_WHY,), False),
        (_OPEN, {"second_hand": (_CLAUSE,)}, UNDETERMINED, None, (_WHY,), False),
        (_OPEN, {"factual": (_FACT,)}, UNDETERMINED, None, (_WHY,), False),
        (_OPEN, {"factual": (_LICENSOR,)}, UNDETERMINED, None, (_WHY,), True),
        (_OPEN, {"factual": (_FACT, _LICENSOR)}, UNDETERMINED, None, (_WHY,), True),
        (_NOTE, {}, UNDETERMINED, None, (_WHY,), True),
        (_NOTE, {"factual": (_FACT,)}, UNDETERMINED, None, (_WHY,), True),
        (breached("x"), {}, BREACHED, None, (), False),
        (breached("x"), {"legal": (_LEGAL,)}, UNDETERMINED, None, (_LEGAL,), True),
        (breached("x"), {"disputed": (_DISPUTED,)}, UNDETERMINED, None, (_DISPUTED,), False),
        (breached("x"), {"second_hand": (_CLAUSE,)}, UNDETERMINED, None, (_CLAUSE,), False),
        (breached("x"), {"factual": (_FACT,)}, UNDETERMINED, BREACHED, (_FACT,), False),
        (breached("x"), {"factual": (_LICENSOR,)}, UNDETERMINED, None, (_LICENSOR,), True),
        (
            breached("x"),
            {"second_hand": (_CLAUSE,), "factual": (_LICENSOR,)},
            UNDETERMINED,
            None,
            (_CLAUSE, _LICENSOR),
            False,
        ),
        (
            breached("x"),
            {"legal": (_LEGAL,), "disputed": (_DISPUTED,), "second_hand": (_CLAUSE,), "factual": (_FACT,)},
            UNDETERMINED,
            None,
            (_LEGAL, _DISPUTED, _CLAUSE, _FACT),
            True,
        ),
    ],
)
def test_a_doubt_makes_an_answer_no_harder(
    answer: Answer,
    doubts: dict[str, tuple[Reason, ...]],
    verdict: Verdict,
    if_confirmed: Verdict | None,
    because: tuple[Reason, ...],
    *,
    note_only: bool,
) -> None:
    assert capped(answer, Doubts(**doubts)) == (verdict, if_confirmed, because, note_only)


@pytest.mark.parametrize(
    ("grade", "text_here", "is_second_hand"),
    [
        (None, False, False),
        (Grade.TEXT, False, False),
        (Grade.COPY, False, True),
        (Grade.COPY, True, False),
        (Grade.SECONDARY, True, True),
    ],
)
def test_a_clause_is_second_hand_unless_its_text_was_read_or_is_here(
    grade: Grade | None, *, text_here: bool, is_second_hand: bool
) -> None:
    reason = (Reason(code=Because.CLAUSE_SECOND_HAND, grade=grade),)

    assert second_hand(grade, text_here=text_here) == (reason if is_second_hand else ())


@pytest.mark.parametrize(
    ("of_candidate", "of_license", "who"),
    [
        (None, None, ()),
        ("", "", ()),
        ("Acme", "", ("Acme",)),
        ("", "Beta", ("Beta",)),
        ("Acme", "Beta", ("Acme", "Beta")),
    ],
)
def test_a_fact_is_disputed_by_whomever_it_concerns(
    of_candidate: str | None, of_license: str | None, who: tuple[str, ...], knowledge: Knowledge
) -> None:
    profile = knowledge.profile("mit")
    assert profile is not None
    candidate = Candidate(name="a/a", license="MIT", grade=Grade.SEEN, disputed=of_candidate or "")

    doubts = disputes(
        None if of_license is None else profile.replace(disputed=of_license),
        None if of_candidate is None else candidate,
    )
    assert doubts == tuple(Reason(code=Because.DISPUTED, detail=name) for name in who)


def test_a_clause_read_in_a_copy_is_second_hand_unless_its_text_is_said_to_be_here() -> None:
    assert second_hand(Grade.COPY) == (_CLAUSE,)
