"""The licenses found in single files, for a reader: each with how it compares, and the copyright lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Match
from auditor.patterns import regex
from auditor.report.common import wording
from auditor.report.common.clean import line
from auditor.report.common.page import Page
from auditor.report.common.wording import counted

if TYPE_CHECKING:
    from auditor.model import Copyright, Detection, Identification, IdentifiedText, Words

_COLUMN = 11
_LOUD = 1
"""From this verbosity on everything is shown."""
_PASSAGES, _LONG_PASSAGE = 4, 300
_EVERY_CHARACTER = 4_000
_COPYRIGHTS = 12
_COUNT = regex(r"\((\d{1,9}) words?\)")
"""Placeholder for missing words of a license whose words are not stored."""
_STYLES = {
    Match.EXACT: "bold green",
    Match.EXTRA: "bold green",
    Match.NEAR: "bold yellow",
    Match.MODIFIED: "bold yellow",
    Match.REFERENCE: "bold",
    Match.UNKNOWN: "bold red",
}

DISCLAIMER = "This is not legal advice: it says which known texts a file contains, not which terms apply."


def render(identification: Identification, *, color: bool = False, width: int = 100, verbosity: int = 0) -> str:
    """One block per file; verbosity -1: one line per license; 1: every word."""
    page = Page(color=color, width=width)
    for text in identification.files:
        if verbosity < 0:
            _brief(page, text)
        else:
            page.blank()
            _block(page, text, loud=verbosity >= _LOUD)
    if verbosity >= 0:
        page.blank()
        page.text(DISCLAIMER, indent=0, style="dim")
    return str(page)


def title(detection: Detection, names: dict[str, str]) -> str:
    """Its friendly name if known, else the SPDX expression."""
    if not detection.license:
        return "Unknown" if detection.match is Match.UNKNOWN else "No single license"
    return names.get(detection.license) or detection.expression


def _brief(page: Page, text: IdentifiedText) -> None:
    for detection in text.detections:
        policy = " (use policy)" if detection.policy else ""
        page.whole(str(detection.location), f"{wording.compared(detection.match)}: {detection.expression}{policy}")
    if not text.detections:
        page.whole(text.path, "no license")


def _block(page: Page, text: IdentifiedText, *, loud: bool) -> None:
    page.heading(line(text.path), "")
    for number, detection in enumerate(text.detections):
        if number:
            page.blank()
        _detection(page, detection, text.names, loud=loud)
    if not text.detections:
        page.text("It contains no license and names none.", style="bold")
    for note in text.notes:
        page.blank()
        page.labelled("note", note.detail, column=_COLUMN, style="yellow")
    if text.copyrights:
        page.blank()
        _copyrights(page, text.copyrights, loud=loud)
    if loud:
        page.blank()
        page.labelled("file", f"{counted(text.size, 'byte')}, sha256 {text.sha256}", column=_COLUMN, style="dim")


def _detection(page: Page, detection: Detection, names: dict[str, str], *, loud: bool) -> None:
    def labelled(label: str, text: str, style: str = "") -> None:
        page.labelled(label, text, column=_COLUMN, style=style)

    page.text(title(detection, names), style="bold")
    says = wording.match(detection.match)
    labelled(
        "compares", says + (": a use policy, not the agreement" if detection.policy else ""), _STYLES[detection.match]
    )
    key = f" · key {detection.license}" if detection.license and detection.license != detection.expression else ""
    labelled("SPDX", detection.expression + key)
    by = f" · found by {detection.matcher}" if detection.matcher else ""
    labelled("lines", _lines(detection.location.first, detection.location.last) + by)
    if detection.license_coverage:
        share = f"{detection.license_coverage:.1%} of the license's words are here"
        labelled("coverage", f"{share}; they are {detection.file_coverage:.1%} of the file's")
    if loud:
        labelled("policy", "yes" if detection.policy else "no")
    labelled("note", detection.note)
    _passages(page, "added", detection.added, loud=loud)
    _passages(page, "missing", detection.missing, loud=loud)


def _passages(page: Page, label: str, runs: tuple[Words, ...], *, loud: bool) -> None:
    """The words that only one of the two texts has, each with its place."""
    counts = [_COUNT.fullmatch(words.text) for words in runs]
    if runs and all(counts):
        total = sum(int(count[1]) for count in counts if count)
        places = f" in {len(runs)} places" if len(runs) > 1 else ""
        known = "the license is known here by its fingerprint, which does not contain them"
        page.labelled(label, f"{counted(total, 'word')}{places}; {known}", column=_COLUMN)
        return
    shown = runs if loud else runs[:_PASSAGES]
    for words in shown:
        place = _lines(words.first, words.last)
        where = (
            f"line{'s' if '-' in place else ''} {place}" if place else "words of the license that are not in the file"
        )
        page.labelled(label, where, column=_COLUMN)
        page.quote(words.text, indent=2 + _COLUMN, limit=_EVERY_CHARACTER if loud else _LONG_PASSAGE)
    if len(runs) > len(shown):
        rest = counted(len(runs) - len(shown), "more passage")
        page.labelled("", f"{rest} {label}; -v shows all", column=_COLUMN, style="dim")


def _copyrights(page: Page, lines: tuple[Copyright, ...], *, loud: bool) -> None:
    shown = lines if loud else lines[:_COPYRIGHTS]
    page.text(f"Copyright lines ({len(lines)})", style="bold")
    for copyright_ in shown:
        page.labelled(f"line {copyright_.location.first or '?'}", copyright_.statement, column=_COLUMN)
        about = ["a form left unfilled"] if copyright_.template else []
        about += [f"holder {copyright_.holder}"] if copyright_.holder and not copyright_.template else []
        about += [f"years {copyright_.years}"] if copyright_.years else []
        page.labelled("", " · ".join(about), column=_COLUMN, style="dim")
    if len(lines) > len(shown):
        page.labelled("", f"{len(lines) - len(shown)} more; -v shows all", column=_COLUMN, style="dim")


def _lines(first: int | None, last: int | None) -> str:
    if first is None:
        return ""
    return str(first) if last in (None, first) else f"{first}-{last}"
