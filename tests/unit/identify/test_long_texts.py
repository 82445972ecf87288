"""A list of a hundred licenses names each as it is named in a file of its own, at its lines."""

from __future__ import annotations

import random
import re

import pytest

from auditor.identify.match import long_texts, texts
from auditor.identify.match.stretches import STRETCH, in_stretches
from auditor.knowledge import Knowledge
from auditor.model import Detection, Location, Match
from auditor.model.budget import Budget, OutOfTimeError
from support import models
from support.texts import scancode

_KNOWLEDGE = Knowledge()
_LINE = "=" * 40 + "\n"
_LICENSES = 110


def _bodies() -> dict[str, str]:
    """Licenses by ScanCode's key, as it spells them."""
    bodies = {}
    for path in sorted((scancode() / "licenses").glob("[b-m]*.LICENSE"))[::2]:
        parts = path.read_text(encoding="utf-8").split("---\n", 2)
        if len(parts) == 3 and "spdx_license_key: LicenseRef" not in parts[1] and 600 < len(parts[2]) < 9_000:
            bodies[path.stem] = parts[2].strip()
    return dict(list(bodies.items())[:_LICENSES])


def _names(detections: tuple[Detection, ...]) -> set[tuple[str, tuple[str, ...]]]:
    return {(detection.license, detection.alike) for detection in detections if detection.match is not Match.REFERENCE}


def test_each_entry_of_a_list_is_named_as_it_is_alone() -> None:
    entries = [f"{_LINE}{key}\nCopyright (c) 2019 The Authors\n\n{body}\n\n" for key, body in _bodies().items()]
    text = "".join(entries)
    detections = texts.text(text, "NOTICE", _KNOWLEDGE, expected=False)

    assert len(entries) == _LICENSES
    assert long_texts.is_long(text)
    first, differ = 1, []
    for entry in entries:
        end = first + entry.count("\n")
        here = tuple(detection for detection in detections if first <= (detection.location.first or 0) < end)
        if _names(here) != _names(texts.text(entry, "NOTICE", _KNOWLEDGE, expected=False)):
            differ.append(entry[:80])
        first = end
    # two that are no known text by themselves, and stand beside each other, are looked at together
    assert len(differ) <= 2, differ


def test_a_line_of_dashes_in_a_license_does_not_part_it() -> None:
    mit = models.mit("Copyright (c) 2019 Acme Ltd")
    halves = mit.partition("THE SOFTWARE IS PROVIDED")
    parted = f"{halves[0]}{_LINE}{halves[1]}{halves[2]}"
    text = "".join(f"{_LINE}package {number}\n{parted}\n" for number in range(80))
    named = [
        detection
        for detection in texts.text(text, "NOTICE", _KNOWLEDGE, expected=False)
        if detection.match is not Match.REFERENCE
    ]

    assert long_texts.is_long(text)
    assert [name.license for name in named] == ["mit"] * 80


def test_what_stands_twice_is_compared_once_and_each_is_at_its_lines() -> None:
    asked: list[str] = []

    def compare(text: str) -> tuple[Detection, ...]:
        asked.append(text)
        location = Location(path="", first=2, last=2)
        return (Detection(location=location, license="mit", expression="MIT", match=Match.EXACT, matcher="", score=1),)

    entry = f"{_LINE}{'a word ' * 500}\n\n"
    pieces = list(long_texts.in_pieces(entry * 20 + f"{_LINE}last\n", compare, None))

    assert asked == [entry, f"{_LINE}last\n"]
    assert [piece.location.first for piece in pieces] == [*range(2, 62, 3), 62]


def test_it_ends_with_its_time() -> None:
    seconds = iter(range(100))
    text = "".join(f"{_LINE}package {number} {'word ' * 500}\n\n" for number in range(100))
    with pytest.raises(OutOfTimeError):
        list(long_texts.in_pieces(text, lambda _: (), Budget(3, clock=lambda: float(next(seconds)))))


def test_a_long_text_without_lines_of_dashes_is_cut_between_its_licenses() -> None:
    compared = 0

    def compare(text: str) -> tuple[Detection, ...]:
        nonlocal compared
        compared += len(text)
        pieces, first = [], 1
        for body in text.split("\n\n"):
            last = first + body.count("\n")
            if body.startswith("license ") and body.endswith(" end"):
                place = Location(path="", first=first, last=last)
                pieces.append(
                    Detection(
                        location=place,
                        license=body.split()[1],
                        expression="MIT",
                        match=Match.EXACT,
                        matcher="",
                        score=1,
                    )
                )
            first = last + 2
        return tuple(pieces)

    bodies = [f"license {number}\n{'word ' * (900 + number % 700)}\n end" for number in range(400)]
    text = "\n\n".join(bodies)
    pieces = list(in_stretches(text, compare, None))

    assert len(text) > 3 * STRETCH
    assert [piece.license for piece in pieces] == [str(number) for number in range(400)]
    assert [piece.location.first for piece in pieces] == [1 + 4 * number for number in range(400)]
    assert compared < 1.1 * len(text)


@pytest.mark.corpus
@pytest.mark.parametrize("rule", [_LINE, ""])
def test_500_licenses_in_one_notice_as_scancode_words_them_are_named_but_one(rule: str) -> None:
    """BSD-2-Clause-Views is BSD-2-Clause-FreeBSD but for a few words: misspelled, one would be taken for the other."""
    bodies: list[tuple[str, str]] = []
    for path in sorted((scancode() / "licenses").glob("*.LICENSE")):
        parts = path.read_text(encoding="utf-8").split("---\n", 2)
        spdx_id = re.search(r"^spdx_license_key: (?!LicenseRef)(\S+)", parts[1], re.MULTILINE)
        passed_over = "is_exception: yes" in parts[1] or "is_deprecated" in parts[1]
        if len(parts) == 3 and spdx_id and not passed_over and len(parts[2]) > 400:
            bodies.append((spdx_id[1], parts[2].strip()))
    bodies = sorted(bodies, key=lambda row: -len(row[1]))[:500]
    random.Random(5).shuffle(bodies)
    entries = [f"{rule}package {number}\n\n{body}\n\n" for number, (_, body) in enumerate(bodies)]
    detections = texts.text("".join(entries), "NOTICE", _KNOWLEDGE, expected=False)

    first, nameless = 1, []
    for (spdx_id, _), entry in zip(bodies, entries, strict=True):
        end = first + entry.count("\n")
        here = {detection.license for detection in detections if first <= (detection.location.first or 0) < end}
        if not here - {""}:
            nameless.append(spdx_id)
        first = end
    assert nameless == ["BSD-2-Clause-Views"]
