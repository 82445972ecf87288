"""The license texts of real model repositories, as published and changed: the right one, or none, never a relative.

The default run has those that ScanCode brings; all of them are asked about under the `corpus` mark, where they are at
hand (`support.texts`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.identify.index.builder import memory
from auditor.identify.match import texts
from auditor.knowledge import Knowledge
from auditor.model import Detection, Match
from support import texts as real
from support.texts import LicenseText

_ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(Path(__file__).parent), str(_ROOT / "rules" / "texts")]
import build
import changes

_MANIFEST_ERRORS = {"apple-ml-mobileclip-LICENSE.txt": "mit", "internlm-repo-LICENSE.txt": "apache-2.0"}
"""Files whose text is another license than the manifest's row: read, and plain MIT and Apache-2.0."""
_IS_ANOTHER_LICENSE = {
    ("scancode__bsd-new.LICENSE", "clause removed"): {"bsd-2-clause"},
    ("scancode__bsd-simplified.LICENSE", "clause removed"): {"BSD-1-Clause"},
    ("scancode__unlicense.LICENSE", "clause removed"): {"Unlicense-libwhirlpool"},
}
"""A text without a clause can be another license's very text."""

_CARRIES = {"hunyuan3d-2.1__UltraShape-Notice.txt": {"openrail++"}}
"""A notice that carries the whole license of a third party."""

_LEFT_OUT = 10
_WITHOUT_LIKENESS = {("apple-ml-depth-pro-LICENSE.txt", "clause removed")}
"""A text of so few clauses that without one of them it is like no known license: that is what is shown of it."""


def _of_role(*roles: str, scancode: bool = False) -> list[LicenseText]:
    return [text for text in real.known() if text.role in roles and (text.scancode or not scancode)]


_COMPLETE = (
    pytest.mark.corpus,
    pytest.mark.skipif(not real.complete(), reason="AUDITOR_LICENSE_TEXTS names no folder with the license files"),
)
_AGREEMENTS = pytest.mark.parametrize(
    "agreements",
    [
        pytest.param(_of_role("agreement", scancode=True), id="ScanCode's"),
        pytest.param(_of_role("agreement"), id="all", marks=_COMPLETE),
    ],
)


def _each(*roles: str) -> pytest.MarkDecorator:
    """A test for each text, of files that ScanCode does not bring under the mark."""
    return pytest.mark.parametrize(
        "row",
        [pytest.param(row, id=row.file, marks=() if row.scancode else _COMPLETE) for row in _of_role(*roles)],
    )


def _wanted(row: LicenseText) -> str:
    return _MANIFEST_ERRORS.get(row.file, row.license)


def _named(detections: tuple[Detection, ...]) -> set[str]:
    return {
        detection.license
        for detection in detections
        if detection.license and detection.match is not Match.REFERENCE and not detection.policy
    }


def _second(text: str, seed: int = 0) -> str:
    """Another license appended to the file."""
    is_mit = "Permission is hereby granted" in text[:400]
    other = "scancode__apache-2.0.LICENSE" if is_mit else "scancode__mit.LICENSE"
    return f"{text}\n\n{'-' * 40}\n\n{real.content(other)}"


_CHANGES: dict[str, Callable[[str, int], str]] = {
    **changes.HARMLESS,
    "1 % noise": changes.noise,
    "second license": _second,
    "combined": changes.combined,
    "combined otherwise": lambda text, seed: changes.combined(text, seed + 1000),
    "combined with noise": lambda text, seed: changes.noise(changes.combined(text, seed + 2000), seed),
}
_MAY_LOSE_THEIR_NAME = {"holder": 2, "combined": 2, "combined otherwise": 2, "1 % noise": 2, "combined with noise": 6}
"""How many texts: those in which a change hits the one word of the title that tells them from their relatives.

The last change is four of the others at once. It was 2 of the first 77 agreements, and is 6 of 173.
"""


@_AGREEMENTS
@pytest.mark.parametrize("change", _CHANGES)
def test_every_agreement_is_itself_or_nameless_never_a_relative(
    change: str, agreements: list[LicenseText], knowledge: Knowledge
) -> None:
    nameless = []
    for seed, row in enumerate(agreements):
        detections = texts.text(_CHANGES[change](real.content(row.file), seed), "LICENSE", knowledge)
        allowed = {_wanted(row)} | ({"mit", "apache-2.0"} if change == "second license" else set())

        assert _named(detections) <= allowed, (row.file, _named(detections))
        if _wanted(row) not in _named(detections):
            nameless.append(row.file)

    assert len(nameless) <= _MAY_LOSE_THEIR_NAME.get(change, 0), nameless


@_each("agreement")
def test_an_agreement_as_published_is_exact_unless_only_a_part_of_it_is_known(
    row: LicenseText, knowledge: Knowledge
) -> None:
    detections = texts.text(real.content(row.file), "LICENSE", knowledge)

    profile = knowledge.profile(_wanted(row))
    assert profile is not None
    whole = [detection for detection in detections if detection.carries_text and detection.license == profile.key]
    assert whole or "captured__" in row.file
    assert {detection.expression for detection in whole} <= {profile.spdx}


@_AGREEMENTS
@pytest.mark.parametrize("change", changes.CUTS)
def test_a_text_that_was_cut_or_turned_is_never_called_whole_and_the_change_is_shown(
    change: str, agreements: list[LicenseText], knowledge: Knowledge
) -> None:
    for seed, row in enumerate(agreements):
        detections = texts.text(changes.CUTS[change](real.content(row.file), seed), "LICENSE", knowledge)
        other = _IS_ANOTHER_LICENSE.get((row.file, change), set())

        assert not [
            detection.license for detection in detections if detection.carries_text and detection.license not in other
        ], row.file
        assert _named(detections) <= {_wanted(row)} | other, (row.file, _named(detections))
        if (row.file, change) in _WITHOUT_LIKENESS:
            assert [detection.match for detection in detections] == [Match.UNKNOWN]
        else:
            assert other or any(detection.added or detection.missing for detection in detections), row.file


@_each("use-policy", "notice", "excerpt")
def test_a_use_policy_a_notice_or_an_excerpt_is_never_the_agreement(row: LicenseText, knowledge: Knowledge) -> None:
    detections = texts.text(real.content(row.file), row.file, knowledge)

    assert {detection.license for detection in detections if detection.carries_text} <= _CARRIES.get(row.file, set())


@_AGREEMENTS
def test_texts_that_were_left_out_of_the_index_are_nameless_never_a_relative(
    agreements: list[LicenseText], knowledge: Knowledge
) -> None:
    rows = [row for row in agreements if "captured__" not in row.file and row.file not in _MANIFEST_ERRORS]
    left_out = sorted({row.license for row in rows})
    left_out = left_out[:: len(left_out) // _LEFT_OUT][:_LEFT_OUT]
    table = build.tomllib.loads((build.HERE / "sources.toml").read_text(encoding="utf-8"))
    kept = [
        build._named(row, real.folder(), real.scancode())
        for row in table["text"]
        if "scancode" in row or not all(text.scancode for text in agreements)
    ]
    index = memory([source for source in kept if source.license not in left_out])

    assert len(left_out) == _LEFT_OUT
    for row in rows:
        if row.license in left_out:
            detections = texts.text(real.content(row.file), "LICENSE", knowledge, index=index)
            named = {
                detection.license
                for detection in detections
                if detection.license and detection.match is not Match.REFERENCE
            }
            assert not [detection.license for detection in detections if detection.carries_text], row.file
            assert named <= {row.license}, (row.file, named)
