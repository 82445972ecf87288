"""Relatives: told apart by the words in which they differ, or not named."""

from __future__ import annotations

import pytest

from auditor.identify.index.builder import Source, build, memory
from auditor.identify.index.known import Index
from auditor.identify.match import texts
from auditor.identify.normalize.fingerprint import phrases, shingles
from auditor.identify.normalize.folding import words
from auditor.knowledge import Knowledge
from auditor.model import Detection, Match

_KNOWLEDGE = Knowledge()
_BODY = """\
By exercising the rights below you accept these terms. Subject to your compliance, permission is hereby granted to
copy, study and pass on the harbor charts. Whoever passes them on shall keep this page and every notice of origin.

If you file a lawsuit over the charts, all rights granted here are terminated. These terms say nothing about the
voyages that are planned with the charts. The charts come as they are, without warranty of any kind, and nobody who
drew them is liable for a claim that arises from sailing by them, whatever the weather may have been on that day.
"""
_OLD = f"Harbor Chart License, version 1.0\n\n{_BODY}"
_NEW = f"Harbor Chart License, version 1.1\n\n{_BODY.replace('over the charts', 'over the charts or their copyright')}"


def _source(version: str, text: str, *, fingerprint: bool = False) -> Source:
    name = f"LicenseRef-harbor-{version}"
    names = (f"Harbor Chart License, version {version}",)
    return Source(f"harbor-{version}", name, name, text, fingerprint=fingerprint, names=names)


def _only(text: str, index: Index) -> Detection:
    (found,) = texts.text(text, "LICENSE", _KNOWLEDGE, index=index)
    return found


@pytest.mark.parametrize("fingerprint", [False, True])
def test_each_version_is_that_version(fingerprint: bool) -> None:
    index = memory([_source("1.0", _OLD, fingerprint=fingerprint), _source("1.1", _NEW, fingerprint=fingerprint)])

    for text, version in ((_OLD, "1.0"), (_NEW, "1.1")):
        found = _only(text, index)
        assert (found.license, found.match) == (f"LicenseRef-harbor-{version}", Match.EXACT)


@pytest.mark.parametrize("fingerprint", [False, True])
def test_a_version_that_is_not_known_is_not_called_by_the_name_of_the_other(fingerprint: bool) -> None:
    index = memory([_source("1.0", _OLD, fingerprint=fingerprint)])

    found = _only(_NEW, index)

    assert (found.license, found.expression) == ("", "NOASSERTION")
    assert "harbor-1.0" in found.note.lower()


def test_the_body_of_one_version_under_the_title_of_the_next_has_no_name() -> None:
    index = memory([_source("1.0", _OLD)])

    found = _only(_OLD.replace("version 1.0", "version 2.0"), index)

    assert (found.license, found.carries_text) == ("", False)


@pytest.mark.parametrize("fingerprint", [False, True])
def test_a_misspelled_text_is_near_to_its_own_version(fingerprint: bool) -> None:
    index = memory([_source("1.0", _OLD, fingerprint=fingerprint), _source("1.1", _NEW, fingerprint=fingerprint)])

    found = _only(_NEW.replace("compliance", "complaince").replace("warranty", "warrnaty"), index)

    assert (found.license, found.match) == ("LicenseRef-harbor-1.1", Match.NEAR)


def test_a_text_cut_before_the_words_that_tell_its_versions_apart_has_no_name() -> None:
    index = memory([_source("1.0", _OLD), _source("1.1", _NEW)])

    found = _only(_OLD.split("\n\n")[1], index)

    assert found.license == ""
    assert "harbor-1.0" in found.note.lower()
    assert "harbor-1.1" in found.note.lower()


def test_a_fingerprint_shows_the_changed_lines_and_keeps_no_words() -> None:
    files = build([_source("1.0", _OLD, fingerprint=True)])
    assert files["words.txt"] == b""
    assert files["texts.bin"] == b""
    index = Index(files.__getitem__)

    found = _only(_OLD.replace("permission is hereby granted", "permission is hereby not granted"), index)

    assert found.match is Match.MODIFIED
    assert any("not granted" in words.text and words.first == 3 for words in found.added)
    assert any("words)" in words.text for words in found.missing)


def test_phrases_cover_every_word_and_a_changed_word_changes_few() -> None:
    whole = words(_OLD * 3)
    changed = [*whole[:60], "changed", *whole[61:]]

    before, after = phrases(whole), phrases(changed)

    assert sum(phrase.words for phrase in before) == len(whole)
    assert len({phrase.hash for phrase in after} - {phrase.hash for phrase in before}) <= 3
    assert set(shingles(whole)) - set(shingles(changed)) <= set(shingles(whole[56:64]))
