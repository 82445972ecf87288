"""Ollama Modelfiles, honest and not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from auditor.documents.modelfile import read
from auditor.identify.match import texts
from auditor.knowledge import Knowledge
from auditor.model import DocumentKind, Match, Part, UnreadReason
from support.models import license_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.model import Document, Unread

    Reading = Callable[[str, str | bytes], tuple[Document | None, Unread | None]]


def instructions(text: str) -> list[tuple[str, object, int | None]]:
    return [(field.key, field.value, field.line) for field in read(text).fields]


def test_base_adapter_and_license_are_read_with_their_lines() -> None:
    text = '# made by hand\nFROM hf.co/org/name:Q4_K_M\nadapter ./lora.gguf\n\nLICENSE """\nThe terms.\nMore.\n"""\n'
    assert instructions(text) == [
        ("FROM", "hf.co/org/name:Q4_K_M", 2),
        ("ADAPTER", "./lora.gguf", 3),
        ("LICENSE", "The terms.", 5),
    ]
    assert read(text).text.split("\n") == ["", "", "", "", "", "The terms.", "More.", "", ""]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("LICENSE MIT", ["MIT"]),
        ('LICENSE "MIT License"', ["MIT License"]),
        ('LICENSE """one line"""', ["one line"]),
        ('LICENSE "first\nsays "this"; and\nlast"\nFROM x', ["first", 'says "this"; and', "last", ""]),
        ('LICENSE """\n"License" means\n  "You"\n"""', ["", '"License" means', '  "You"', ""]),
        ('LICENSE """never\nclosed', ["never", "closed"]),
        ('LICENSE """a"""\nLICENSE """b"""', ["a", "b"]),
    ],
)
def test_a_license_ends_with_the_line_that_ends_in_its_quotes(text: str, kept: list[str]) -> None:
    assert read(text).text.split("\n") == kept


@pytest.mark.parametrize("name", ["SYSTEM", "TEMPLATE", "PARAMETER stop", "MESSAGE user"])
def test_an_instruction_inside_a_prompt_is_none(name: str) -> None:
    text = f'FROM a\n{name} """You say:\nFROM evil/base\nLICENSE MIT\n"""\nADAPTER b'
    assert instructions(text) == [("FROM", "a", 1), ("ADAPTER", "b", 6)]
    assert not read(text).text.strip()


def test_the_document_carries_fields_and_text(reading: Reading) -> None:
    document, unread = reading("Modelfile", "FROM llama3.2\nLICENSE MIT\n")
    assert unread is None
    assert document is not None
    assert (document.kind, document.part) == (DocumentKind.MODELFILE, Part.WEIGHTS)
    assert document.texts("FROM") == (("llama3.2", 1),)
    assert document.text == "\nMIT\n"


def test_a_license_in_it_is_identified_where_it_stands(reading: Reading, knowledge: Knowledge) -> None:
    mit = f"Copyright (c) 2026 Somebody\n\n{license_text('mit')}"
    document, _ = reading("Modelfile", f'FROM x\nSYSTEM """\nBe brief.\n"""\nLICENSE """{mit}"""\nADAPTER y\n')
    assert document is not None
    detections = texts.text(document.text, document.path, knowledge, expected=False)
    assert [(detection.license, detection.match) for detection in detections] == [("mit", Match.EXACT)]
    assert detections[0].location.first is not None
    assert 5 <= detections[0].location.first <= 7


def test_a_binary_modelfile_matters_as_unread(reading: Reading) -> None:
    document, unread = reading("Modelfile", b"FROM x\0\0\0\0\x01\x02")
    assert document is None
    assert unread is not None
    assert (unread.reason, unread.matters) == (UnreadReason.NOT_TEXT, True)


pieces = st.sampled_from(
    ["FROM ", "LICENSE ", "system ", 'PARAMETER stop "', '"""', '"', "\n", "x", " ", "\t", "é", "MESSAGE user "]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(pieces, max_size=30))
@example(['PARAMETER stop "', "\n"])
def test_no_text_makes_reading_raise_or_lose_a_line(parts: list[str]) -> None:
    text = "".join(parts)
    result = read(text)
    assert result.text.count("\n") == text.count("\n")
    assert all(field.line is not None and 1 <= field.line <= text.count("\n") + 1 for field in result.fields)


def test_monotonous_megabytes_are_read_in_time() -> None:
    for line in ("FROM x\n", 'LICENSE """\n', "\t" * 99 + "\n", "PARAMETER " + "a" * 2_000 + "\n"):
        read(line * (2**20 // len(line)))
