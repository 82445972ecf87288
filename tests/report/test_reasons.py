"""Every reason why a verdict stops short has its words."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import auditor
from auditor.model import Because, Grade, Reason, Relation
from auditor.report.common.reasons import words

_ENGINE = Path(auditor.__file__).parent / "engine"
_FIELDS = {"detail": "DETAIL", "path": "PATH", "grade": Grade.MEMORY, "relations": (Relation.COPY, Relation.MERGE)}


@pytest.mark.parametrize("code", Because)
def test_a_reason_has_words_that_leave_no_field_open(code: Because) -> None:
    detail = "foundational-model" if code is Because.STUDENT_CONDITION else "{path} {nothing}"
    for reason in (Reason(code=code, **_FIELDS | {"detail": detail}), Reason(code=code, detail=detail)):
        says = words(reason)
        assert says
        assert not says.endswith(".")
        assert "{" not in says.replace("{path} {nothing}", "")


def test_no_two_reasons_have_the_same_words() -> None:
    alike = {Because.COUNTER_EVIDENCE, Because.STATEMENT_REMARK}
    says = [
        words(Reason(code=code, grade=Grade.MEMORY))
        for code in Because
        if code not in {*alike, Because.STUDENT_CONDITION}
    ]

    assert len(set(says)) == len(says)


@pytest.mark.parametrize(
    ("reason", "says"),
    [
        (
            Reason(code=Because.NOT_FOR_RELATION, relations=(Relation.FINETUNE, Relation.MERGE)),
            "not required if this model is fine-tuned or merged",
        ),
        (
            Reason(code=Because.LICENSE_SECOND_HAND, detail="acme/Base", grade=Grade.SECONDARY),
            "the license of acme/Base is taken from a secondary source",
        ),
        (Reason(code=Because.FILE_NOT_READ, path="LICENSE", detail="empty"), "LICENSE was not read (empty)"),
        (Reason(code=Because.FILE_NOT_READ, detail="empty"), "a part of the repository was not read (empty)"),
        (Reason(code=Because.TEXT_NOT_IDENTIFIED, path="LICENSE"), "the text of LICENSE was not identified"),
        (Reason(code=Because.TEXT_NOT_IDENTIFIED), "the text is not identified"),
        (Reason(code=Because.PARENT_NOT_READ), "its repository was not read"),
        (Reason(code=Because.PARENT_NOT_READ, detail="it is gated"), "it is gated"),
        (Reason(code=Because.STATEMENT_REMARK, detail="{grade}"), "{grade}"),
    ],
)
def test_a_reason_says_what_it_is_about(reason: Reason, says: str) -> None:
    assert words(reason) == says


def test_every_reason_is_given_somewhere_in_the_engine() -> None:
    given = {
        node.attr
        for path in _ENGINE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Because"
    }

    assert given == {code.name for code in Because}
