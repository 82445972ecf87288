"""The words around the texts of a LICENSE are read in linear time, however many texts it contains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.knowledge import Knowledge
from auditor.model import Detection, DocumentKind, Location, Match
from auditor.model.cuts import Cuts
from auditor.resolve.around import around_the_texts
from auditor.resolve.license_files import detected
from support import growth, models

if TYPE_CHECKING:
    from collections.abc import Callable

_KNOWLEDGE = Knowledge()


def _text(first: int, last: int | None) -> Detection:
    return Detection(
        location=Location(path="LICENSE", first=first, last=last),
        license="mit",
        expression="MIT",
        match=Match.EXACT,
        matcher="digest",
        score=1.0,
    )


def test_only_what_no_text_covers_is_read() -> None:
    document = models.document(
        "LICENSE", DocumentKind.LICENSE, "a\nThe weights are under MIT.\nb\nc\nThe weights are under CC BY-NC 4.0."
    )
    repository = models.read({"LICENSE": document.text})
    statements = around_the_texts(document, (_text(1, 3), _text(2, 2), _text(4, None)), repository, _KNOWLEDGE, None)
    assert [(statement.expression, statement.location and statement.location.first) for statement in statements] == [
        ("CC-BY-NC-4.0", 5)
    ]


def test_every_line_of_a_text_is_left_out_and_none_beside_it() -> None:
    says = ("MIT", "Apache-2.0", "CC-BY-NC-4.0", "ISC")
    document = models.document(
        "LICENSE", DocumentKind.LICENSE, "\n".join(f"The weights are under {license_id}." for license_id in says)
    )
    repository = models.read({"LICENSE": document.text})

    def left(*texts: Detection) -> list[str]:
        statements = around_the_texts(document, texts, repository, _KNOWLEDGE, None)
        return [statement.expression for statement in statements]

    assert left(_text(1, 1)) == ["Apache-2.0", "CC-BY-NC-4.0", "ISC"]
    assert left(_text(2, 3)) == ["MIT", "ISC"]
    assert left(_text(2, 2), _text(2, 3)) == ["MIT", "ISC"]
    assert left(_text(4, None)) == ["MIT", "Apache-2.0", "CC-BY-NC-4.0"]
    assert left(_text(3, 99)) == ["MIT", "Apache-2.0"]


def test_many_texts_in_many_lines_take_linear_time() -> None:
    def work(size: int) -> Callable[[], object]:
        document = models.document("LICENSE", DocumentKind.LICENSE, "a\n" * size)
        texts = tuple(_text(1, 1) for _ in range(size))
        repository = models.read({})
        return lambda: list(around_the_texts(document, texts, repository, _KNOWLEDGE, None))

    measured = growth.steepest(work, limit=1.3, least=0.005, largest=8_000)
    assert measured.exponent < 1.3, measured


def test_many_unknown_texts_in_one_file_take_linear_time() -> None:
    def work(size: int) -> Callable[[], object]:
        repository = models.read({"LICENSE": "word\n" * size})
        texts = tuple(_text(at, at).replace(match=Match.UNKNOWN, license="") for at in range(1, size + 1))
        return lambda: list(detected(repository, texts, _KNOWLEDGE, Cuts()))

    measured = growth.steepest(work, limit=1.3, least=0.02, largest=4_000)
    assert measured.exponent < 1.3, measured
