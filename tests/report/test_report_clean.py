from __future__ import annotations

import sys
from enum import Enum
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model import FileEntry, Location, Noun
from auditor.report.audit import text as audit_text
from auditor.report.common.clean import clean, cleaned, line
from auditor.report.lineage import dot, mermaid
from auditor.report.lineage import text as lineage_text
from support.deceiving import deceives

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import Audit

PAGES = (audit_text, lineage_text, dot, mermaid)
NASTY = st.text(st.sampled_from("\x1b[]31mK;#\u202e\u2066\u200b\x00\x9b\r\n\t:ab \ud800[##"), max_size=60)


def strings(value: object) -> Iterator[str]:
    if isinstance(value, Enum):
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, Noun):
        for name in value.field_names():
            yield from strings(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from strings(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from strings(key)
            yield from strings(item)


def test_no_control_surrogate_or_bidirectional_character_of_unicode_survives() -> None:
    survivors = [f"U+{point:04X}" for point in range(sys.maxunicode + 1) if any(map(deceives, clean(chr(point))))]
    assert survivors == []


def test_what_is_no_attack_is_left_as_it_is() -> None:
    text = "Copyright © 2023 深度求索 “DeepSeek” — §4(a), café,\nعربي עברית 🤗 file.py:12 a::b #[x]"
    assert clean(text) == text


@pytest.mark.parametrize(
    ("attack", "left"),
    [
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x9b31mred", "red"),
        ("\x1b]0;title\x07", "]0;title"),
        ("a\x1b\x00[31mb", "a[31mb"),
        ("a\r\nb\rc\x85d\u2028e", "a\nb\nc\nd\ne"),
        ("x ##[error]y ###[", "x ## [error]y ### ["),
        ("#\u200b#[error]", "## [error]"),
        ("##vso[task.complete]", "## vso[task.complete]"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("tag\U000e0041\U000e0042", "tag"),
    ],
)
def test_an_attack_is_taken_out_and_the_words_stay(attack: str, left: str) -> None:
    assert clean(attack) == left


@settings(max_examples=200)
@given(NASTY)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert "##[" not in once
    assert not any(map(deceives, once))


@settings(max_examples=200)
@given(NASTY, st.integers(1, 50))
def test_a_line_is_one_line_and_no_longer_than_asked(text: str, limit: int) -> None:
    cut = line(text, limit=limit)
    assert "\n" not in cut
    assert len(cut) <= limit + len(" …")


def test_a_long_line_is_cut_at_a_word_and_says_so() -> None:
    assert line("the quick brown fox", limit=12) == "the quick …"
    assert line("the quick", limit=12) == "the quick"


def test_every_string_of_a_hostile_audit_is_cleaned(hostile: Audit) -> None:
    safe = cleaned(hostile)
    bad = [text for text in strings(safe) if any(map(deceives, text)) or "##[" in text]
    assert bad == []
    assert type(safe) is type(hostile)


def test_a_path_cannot_break_a_line(hostile: Audit) -> None:
    places = [place for finding in cleaned(hostile).findings for place in finding.evidence]
    assert places
    assert all(isinstance(place, Location) and "\n" not in str(place) for place in places)


def test_the_list_of_files_is_not_cleaned_for_no_page_shows_it(hostile: Audit) -> None:
    files = tuple(FileEntry(path=f"\x1b{number}", size=1) for number in range(99))
    audit = hostile.replace(repository=hostile.repository.replace(files=files))
    assert cleaned(audit).repository.files is files
    assert "99 files" in audit_text.render(audit)
    assert "\x1b" not in "".join(page.render(audit) for page in PAGES)


def test_the_text_of_a_document_never_enters_a_page(rakuten: Audit) -> None:
    assert {document.text for document in rakuten.repository.documents} == {"secret text"}
    assert [page for page in PAGES if "secret text" in page.render(rakuten)] == []
    assert "secret text" not in audit_text.render(rakuten, verbosity=1) + lineage_text.render(rakuten, verbosity=1)
