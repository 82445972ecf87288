"""License texts that may be written into a repository are those of their publishers, and known as such."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.errors import RuleError
from auditor.identify.match import texts
from auditor.knowledge import Knowledge
from auditor.knowledge.verbatim import LicenseText, content, license_texts
from auditor.model import DutyCode

_KNOWLEDGE = Knowledge()
_ALL = tuple(text for profile in _KNOWLEDGE.profiles for text in license_texts(_KNOWLEDGE.root, profile.key))
_NEEDED = {
    DutyCode.INCLUDE_LICENSE_TEXT,
    DutyCode.LINK_LICENSE,
    DutyCode.NOTICE_FILE_WITH_TEXT,
    DutyCode.NOTICE_WITH_TEXT,
    DutyCode.DISPLAY_STRING,
    DutyCode.NAME_PREFIX,
}


@pytest.mark.parametrize("text", _ALL, ids=lambda text: text.file)
def test_a_text_is_the_whole_license_that_it_is_kept_for(text: LicenseText) -> None:
    detections = texts.text(content(_KNOWLEDGE.root, text).decode("utf-8"), "LICENSE", _KNOWLEDGE)

    assert text.license in {detection.license for detection in detections if detection.carries_text}


@pytest.mark.parametrize("text", _ALL, ids=lambda text: text.file)
def test_a_text_is_kept_where_it_has_to_travel_and_says_where_it_is_from(text: LicenseText) -> None:
    profile = _KNOWLEDGE.profile(text.license)
    assert profile is not None

    assert _NEEDED & {duty.code for duty in profile.duties if duty.must}
    assert text.source.startswith("https://")


def test_every_file_is_in_the_index_and_no_other() -> None:
    folder = _KNOWLEDGE.root / "texts" / "verbatim"

    assert {path.name for path in folder.iterdir()} == {"index.toml", *(text.file for text in _ALL)}
    assert len(_ALL) >= 50


def test_llama_can_be_written_into_a_repository() -> None:
    (text,) = license_texts(_KNOWLEDGE.root, "llama3.1")

    assert content(_KNOWLEDGE.root, text).lstrip().startswith(b"LLAMA 3.1 COMMUNITY LICENSE AGREEMENT")


def test_a_license_without_a_text_has_none() -> None:
    assert license_texts(_KNOWLEDGE.root, "gemma") == ()


def test_a_text_that_was_altered_is_not_given_away(tmp_path: Path) -> None:
    (text,) = license_texts(_KNOWLEDGE.root, "llama3.1")
    folder = tmp_path / "texts" / "verbatim"
    folder.mkdir(parents=True)

    with pytest.raises(RuleError, match="cannot be read"):
        content(tmp_path, text)
    (folder / text.file).write_bytes(content(_KNOWLEDGE.root, text) + b" ")
    with pytest.raises(RuleError, match="is not the text"):
        content(tmp_path, text)
    with pytest.raises(RuleError, match="index"):
        license_texts(tmp_path, "llama3.1")
