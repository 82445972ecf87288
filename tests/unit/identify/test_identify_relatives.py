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
    (detection,) = texts.text(text, "LICENSE", _KNOWLEDGE, index=index)
    return detection


@pytest.mark.parametrize("fingerprint", [False, True])
def test_each_version_is_that_version(fingerprint: bool) -> None:
    index = memory([_source("1.0", _OLD, fingerprint=fingerprint), _source("1.1", _NEW, fingerprint=fingerprint)])

    for text, version in ((_OLD, "1.0"), (_NEW, "1.1")):
        detection = _only(text, index)
        assert (detection.license, detection.match) == (f"LicenseRef-harbor-{version}", Match.EXACT)


@pytest.mark.parametrize("fingerprint", [False, True])
def test_a_version_that_is_not_known_is_not_called_by_the_name_of_the_other(fingerprint: bool) -> None:
    index = memory([_source("1.0", _OLD, fingerprint=fingerprint)])

    detection = _only(_NEW, index)

    assert (detection.license, detection.expression) == ("", "NOASSERTION")
    assert "harbor-1.0" in detection.note.lower()


def test_the_body_of_one_version_under_the_title_of_the_next_has_no_name() -> None:
    index = memory([_source("1.0", _OLD)])

    detection = _only(_OLD.replace("version 1.0", "version 2.0"), index)

    assert (detection.license, detection.carries_text) == ("", False)


@pytest.mark.parametrize("fingerprint", [False, True])
def test_a_misspelled_text_is_near_to_its_own_version(fingerprint: bool) -> None:
    index = memory([_source("1.0", _OLD, fingerprint=fingerprint), _source("1.1", _NEW, fingerprint=fingerprint)])

    detection = _only(_NEW.replace("compliance", "complaince").replace("warranty", "warrnaty"), index)

    assert (detection.license, detection.match) == ("LicenseRef-harbor-1.1", Match.NEAR)


@pytest.mark.parametrize("fingerprint", [False, True])
@pytest.mark.parametrize("title", ["Hrabor Chart License", "Harbor Chart Licesne", "Harbor Chqrt License"])
def test_one_misspelled_word_of_its_title_costs_a_text_no_name(title: str, fingerprint: bool) -> None:
    index = memory([_source("1.0", _OLD, fingerprint=fingerprint), _source("1.1", _NEW, fingerprint=fingerprint)])

    detection = _only(_NEW.replace("Harbor Chart License", title).replace("warranty", "warrnaty"), index)

    assert detection.license == "LicenseRef-harbor-1.1"
    # a phrase with a number in it may have another number
    assert detection.match is (Match.MODIFIED if fingerprint else Match.NEAR)


@pytest.mark.parametrize(
    "title",
    ["Arbor Chart License, version 1.1", "Harbor Chart License, version 1.2", "Hrabor Chart Licesne, version 1.1"],
)
def test_a_title_longer_shorter_of_another_number_or_misspelled_twice_is_not_that_title(title: str) -> None:
    index = memory([_source("1.0", _OLD), _source("1.1", _NEW)])

    detection = _only(_NEW.replace("Harbor Chart License, version 1.1", title).replace("warranty", "warrnaty"), index)

    assert (detection.license, detection.carries_text) == ("", False)


def test_a_license_that_is_another_with_a_clause_at_its_end_is_no_rival_where_the_text_ends_before_it() -> None:
    clause = "Whoever sails more than ten ships by the charts shall display the name of the harbor on every sail."
    plain, longer = f"Chart License\n\n{_BODY}", f"Chart License\n\n{_BODY}\n{clause}"
    index = memory(
        [Source("plain", "plain", "plain", plain), Source("longer", "longer", "longer", longer, fingerprint=True)]
    )

    for text, key in ((plain, "plain"), (longer, "longer")):
        (detection, *_) = texts.text(
            text.replace("been on that day", "beeq on that day").replace("warranty", "warrnaty"),
            "LICENSE",
            _KNOWLEDGE,
            index=index,
        )
        assert (detection.license, detection.match) == (key, Match.NEAR)


def test_a_fingerprint_in_which_a_number_differs_too_is_not_only_misspelled() -> None:
    terms = _BODY.replace("that day", "that day or in the 30 days that follow it")
    index = memory([Source("numbered", "numbered", "numbered", f"Chart License\n\n{terms}", fingerprint=True)])

    detection = _only(f"Chart License\n\n{terms}".replace("in the 30 days", "ni the 90 days"), index)

    assert detection.match is not Match.NEAR or not detection.license


def test_a_text_cut_before_the_words_that_tell_its_versions_apart_has_no_name() -> None:
    index = memory([_source("1.0", _OLD), _source("1.1", _NEW)])

    detection = _only(_OLD.split("\n\n")[1], index)

    assert detection.license == ""
    assert "harbor-1.0" in detection.note.lower()
    assert "harbor-1.1" in detection.note.lower()


def test_a_fingerprint_shows_the_changed_lines_and_keeps_no_words() -> None:
    files = build([_source("1.0", _OLD, fingerprint=True)])
    assert files["words.txt"] == b""
    assert files["texts.bin"] == b""
    index = Index(files.__getitem__)

    detection = _only(_OLD.replace("permission is hereby granted", "permission is hereby not granted"), index)

    assert detection.match is Match.MODIFIED
    assert any("not granted" in words.text and words.first == 3 for words in detection.added)
    assert any("words)" in words.text for words in detection.missing)


def test_phrases_cover_every_word_and_a_changed_word_changes_few() -> None:
    whole = words(_OLD * 3)
    changed = [*whole[:60], "changed", *whole[61:]]

    before, after = phrases(whole), phrases(changed)

    assert sum(phrase.words for phrase in before) == len(whole)
    assert len({phrase.hash for phrase in after} - {phrase.hash for phrase in before}) <= 3
    assert set(shingles(whole)) - set(shingles(changed)) <= set(shingles(whole[56:64]))


def test_a_name_that_a_fingerprint_has_everywhere_hides_no_word_that_was_changed_beside_it() -> None:
    terms = _BODY.replace("The charts come", "Zorblax charts come").replace("these terms", "the Zorblax terms")
    vocabulary = " ".join(sorted({*words(_BODY), "sink", "chart", "license"}))
    index = memory(
        [
            Source("named", "named", "named", f"Chart License\n\n{terms}", fingerprint=True),
            Source("other", "other", "other", vocabulary),
        ]
    )

    detection = _only(f"Chart License\n\n{terms}".replace("Zorblax charts come as", "Zorblax charts sink as"), index)

    assert detection.match is Match.MODIFIED
