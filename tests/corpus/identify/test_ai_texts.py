"""The license texts of real model repositories, as published and changed: the right one, or none, never a relative.

Needs the texts that stand beside the project.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from auditor.identify.index.builder import memory
from auditor.identify.match import texts
from auditor.knowledge import Knowledge
from auditor.model import Detection, Match

_ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(Path(__file__).parent), str(_ROOT / "rules" / "texts")]
import build
import changes

_FOLDER = _ROOT.parent / "shared" / "corpus" / "license-texts"
_ROWS: list[dict[str, Any]] = (
    json.loads((_FOLDER / "manifest.json").read_text(encoding="utf-8")) if _FOLDER.is_dir() else []
)
_MANIFEST_ERRORS = {"apple-ml-mobileclip-LICENSE.txt": "mit", "internlm-repo-LICENSE.txt": "apache-2.0"}
"""Files whose text is another license than the manifest's row: read, and plain MIT and Apache-2.0."""
_IS_ANOTHER_LICENSE = {
    ("scancode__bsd-new.LICENSE", "clause removed"): {"bsd-2-clause"},
    ("scancode__bsd-simplified.LICENSE", "clause removed"): {"BSD-1-Clause"},
    ("scancode__unlicense.LICENSE", "clause removed"): {"Unlicense-libwhirlpool"},
}
"""A text without a clause can be another license's very text."""

pytestmark = pytest.mark.skipif(not _ROWS, reason="the license texts do not stand beside the project")


@cache
def _text(name: str) -> str:
    """The license text of a corpus file, without the front matter of a capture."""
    text = (_FOLDER / name).read_text(encoding="utf-8")
    if text.startswith("---\n"):
        text = text.split("---\n", 2)[2]
    return text.split("\n", 1)[1] if text.startswith("# Captured") else text


def _of_role(*roles: str) -> list[dict[str, Any]]:
    return [row for row in _ROWS if row["role"] in roles]


def _wanted(row: dict[str, Any]) -> str:
    return _MANIFEST_ERRORS.get(row["file"], row["license"])


def _named(found: tuple[Detection, ...]) -> set[str]:
    return {one.license for one in found if one.license and one.match is not Match.REFERENCE and not one.policy}


def _second(text: str, seed: int = 0) -> str:
    """Another license appended to the file."""
    is_mit = "Permission is hereby granted" in text[:400]
    other = "yi-LICENSE.txt" if is_mit else "deepseek-r1-mit-LICENSE.txt"
    return f"{text}\n\n{'-' * 40}\n\n{_text(other)}"


_CHANGES: dict[str, Callable[[str, int], str]] = {
    **changes.HARMLESS,
    "1 % noise": changes.noise,
    "second license": _second,
    "combined": changes.combined,
    "combined otherwise": lambda text, seed: changes.combined(text, seed + 1000),
    "combined with noise": lambda text, seed: changes.noise(changes.combined(text, seed + 2000), seed),
}
_MAY_LOSE_ITS_NAME = {"holder", "combined", "combined otherwise", "combined with noise", "1 % noise"}


@pytest.mark.parametrize("change", _CHANGES)
def test_every_agreement_is_itself_or_nameless_never_a_relative(change: str, knowledge: Knowledge) -> None:
    nameless = []
    for seed, row in enumerate(_of_role("agreement")):
        found = texts.text(_CHANGES[change](_text(row["file"]), seed), "LICENSE", knowledge)
        allowed = {_wanted(row)} | ({"mit", "apache-2.0"} if change == "second license" else set())

        assert _named(found) <= allowed, (row["file"], _named(found))
        if _wanted(row) not in _named(found):
            nameless.append(row["file"])

    assert not nameless or (change in _MAY_LOSE_ITS_NAME and len(nameless) < 3), nameless


@pytest.mark.parametrize("row", _of_role("agreement"), ids=lambda row: row["file"])
def test_an_agreement_as_published_is_exact_unless_only_a_part_of_it_is_known(
    row: dict[str, Any], knowledge: Knowledge
) -> None:
    found = texts.text(_text(row["file"]), "LICENSE", knowledge)

    profile = knowledge.profile(_wanted(row))
    assert profile is not None
    whole = [one for one in found if one.carries_text and one.license == profile.key]
    assert whole or "captured__" in row["file"]
    assert {one.expression for one in whole} <= {profile.spdx}


@pytest.mark.parametrize("change", changes.CUTS)
def test_a_text_that_was_cut_or_turned_is_never_called_whole_and_the_change_is_shown(
    change: str, knowledge: Knowledge
) -> None:
    for seed, row in enumerate(_of_role("agreement")):
        found = texts.text(changes.CUTS[change](_text(row["file"]), seed), "LICENSE", knowledge)
        other = _IS_ANOTHER_LICENSE.get((row["file"], change), set())

        assert not [one.license for one in found if one.carries_text and one.license not in other], row["file"]
        assert _named(found) <= {_wanted(row)} | other, (row["file"], _named(found))
        assert other or any(one.added or one.missing for one in found), row["file"]


@pytest.mark.parametrize("row", _of_role("use-policy", "notice", "excerpt"), ids=lambda row: row["file"])
def test_a_use_policy_a_notice_or_an_excerpt_is_never_the_agreement(row: dict[str, Any], knowledge: Knowledge) -> None:
    found = texts.text(_text(row["file"]), row["file"], knowledge)

    assert not [one.license for one in found if one.carries_text]


def test_texts_that_were_left_out_of_the_index_are_nameless_never_a_relative(knowledge: Knowledge) -> None:
    rows = [
        row for row in _of_role("agreement") if "captured__" not in row["file"] and row["file"] not in _MANIFEST_ERRORS
    ]
    left_out = sorted({row["license"] for row in rows})[::7][:10]
    table = build.tomllib.loads((build.HERE / "sources.toml").read_text(encoding="utf-8"))
    data = Path(pytest.importorskip("licensedcode").__file__).parent / "data"
    kept = [build._named(row, _FOLDER, data) for row in table["text"]]
    index = memory([source for source in kept if source.license not in left_out])

    assert len(left_out) == 10
    for row in rows:
        if row["license"] in left_out:
            found = texts.text(_text(row["file"]), "LICENSE", knowledge, index=index)
            named = {one.license for one in found if one.license and one.match is not Match.REFERENCE}
            assert not [one.license for one in found if one.carries_text], row["file"]
            assert named <= {row["license"]}, (row["file"], named)
