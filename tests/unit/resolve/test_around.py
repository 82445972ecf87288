"""The words around the texts of a LICENSE are read in linear time, however many texts it contains."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.knowledge import Knowledge
from auditor.model import Detection, DocumentKind, Location, Match, Part, StatementKind
from auditor.model.cuts import Cuts
from auditor.resolve.around import around_the_texts
from auditor.resolve.license_files import detected
from support import growth, models

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.model import Statement

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


@pytest.mark.parametrize(
    "words",
    [
        "Die Gewichte stehen unter CC BY-NC 4.0.",
        "Les poids sont sous licence CC BY-NC 4.0.",
        "Los pesos están bajo CC BY-NC 4.0.",
        "Os pesos estão sob CC BY-NC 4.0.",
        "Веса распространяются под лицензией CC BY-NC 4.0.",
        "重みはCC BY-NC 4.0の下で公開されています。",
        "가중치는 CC BY-NC 4.0에 따라 배포됩니다.",
        "模型权重采用CC BY-NC 4.0许可证。",
    ],
)
def test_words_around_a_text_name_the_weights_in_every_language(words: str) -> None:
    assert [(each.expression, each.part) for each in _around(words)] == [("CC-BY-NC-4.0", Part.WEIGHTS)]


@pytest.mark.parametrize(
    "words",
    ["Der Code steht unter CC BY-NC 4.0.", "Le code est sous licence CC BY-NC 4.0.", "代码采用CC BY-NC 4.0许可证。"],
)
def test_words_around_a_text_that_name_no_weights_are_not_about_them(words: str) -> None:
    assert not _around(words)


def test_words_around_a_text_that_are_not_understood_are_left_to_read_if_they_name_the_weights() -> None:
    (left,) = _around("Über die Lizenz der Gewichte wird noch gestritten.")
    assert (left.kind, left.part, left.limit) == (StatementKind.NOT_UNDERSTOOD, Part.WEIGHTS, "unclear")
    assert not _around("Über die Lizenz des Quelltexts wird noch gestritten.")
    assert not _around("Die Gewichte sind schwer.\n\nÜber die Lizenz des Quelltexts wird noch gestritten.")


def _around(words: str) -> list[Statement]:
    """What these words say below a text of three lines."""
    document = models.document("LICENSE", DocumentKind.LICENSE, f"a\nb\nc\n{words}\n")
    repository = models.read({"LICENSE": document.text})
    return list(around_the_texts(document, (_text(1, 3),), repository, _KNOWLEDGE, None))


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
