"""What ScanCode's result adds to a text that our own index leaves open, and when it is disregarded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.identify.match import vocabulary
from auditor.identify.match.surroundings import Weight, weigh
from auditor.identify.results import scancode_key
from auditor.identify.scancode import engine as scancode
from auditor.model import Detection, Location, Match
from auditor.spdx import NOASSERTION

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.model import Progress

_RESEMBLES = 60
"""Least share of the words, in percent, for a text to resemble a license."""
_EXPLAINED = 0.97
"""Least share of a text's words that whole license texts must explain."""
_SURE = 0.85
_NAMELESS = vocabulary.listed(vocabulary.NAMELESS)


def open_ended(detections: tuple[Detection, ...]) -> bool:
    """Whether our own result leaves a text open: unknown, or resembling something without being identified."""
    texts = [text for text in detections if text.match is not Match.REFERENCE]
    return any(text.match is Match.UNKNOWN or (not text.license and text.score < _SURE) for text in texts)


def second(
    text: str, path: str, own: tuple[Detection, ...], knowledge: Knowledge, progress: Progress | None
) -> tuple[Detection, ...] | scancode.Unavailable:
    """Our own result, replaced by ScanCode's if that is exact; otherwise with a note of what ScanCode sees."""
    answers = scancode.licenses_in(text, progress)
    if isinstance(answers, scancode.Unavailable):
        return answers
    whole = [answer for answer in _apart(answers.licenses) if answer.text and answer.key not in _NAMELESS]
    explained = sum(answer.words for answer in whole)
    placed_elsewhere = any(
        detection.match is not Match.UNKNOWN and detection.match is not Match.REFERENCE for detection in own
    )
    if whole and not placed_elsewhere and explained >= _EXPLAINED * answers.words:
        kept = tuple(detection for detection in own if detection.match is Match.REFERENCE)
        return (*kept, *(_exact(answer, text, path, explained / answers.words, knowledge) for answer in whole))
    return tuple(_noted(detection, answers) for detection in own)


def _apart(answers: tuple[scancode.Answer, ...]) -> list[scancode.Answer]:
    """The answers that share no line with a larger one."""
    kept: list[scancode.Answer] = []
    for answer in answers:
        if all(answer.last < other.first or other.last < answer.first for other in kept):
            kept.append(answer)
    return kept


def _exact(answer: scancode.Answer, text: str, path: str, share: float, knowledge: Knowledge) -> Detection:
    lines = text.split("\n")
    sides = ("\n".join(lines[: answer.first - 1]), "\n".join(lines[answer.last :]))
    weights = {weigh(side) for side in sides}
    match = Match.EXACT
    if Weight.NEUTRAL in weights:
        match = Match.EXTRA
    if Weight.BINDING in weights:
        match = Match.MODIFIED
    return Detection(
        location=Location(path=path, first=answer.first, last=answer.last),
        license=scancode_key(answer.key, answer.expression, knowledge),
        expression=answer.expression or NOASSERTION,
        match=match,
        matcher="scancode",
        score=round(share, 4),
        license_coverage=1.0,
        file_coverage=round(share, 4),
        policy=answer.policy,
        note=f"ScanCode: {answer.key}",
    )


def _noted(detection: Detection, answers: scancode.Answers) -> Detection:
    """An open detection with a note of what ScanCode sees, which is only a resemblance."""
    if detection.match is Match.REFERENCE or detection.license or not answers.licenses:
        return detection
    best = answers.licenses[0]
    share = round(100 * best.words / max(1, answers.words))
    if share < _RESEMBLES:
        return detection
    says = f"ScanCode sees {best.key} in {share} % of its words (score {round(100 * best.score)})"
    return detection.replace(note=f"{detection.note}; {says}" if detection.note else says)
