"""What was found in single files, for a reader: each license with how it compares, and the copyright lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Copyright, Detection, Match, Noun, Unread, Words
from auditor.model.base import field
from auditor.patterns import regex
from auditor.report.audit.summary import counted
from auditor.report.common import wording
from auditor.report.common.clean import line
from auditor.report.common.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterable

_COLUMN = 11
_LOUD = 1
"""From this verbosity on everything is shown."""
_PASSAGES, _LONG_PASSAGE = 4, 300
_EVERY_CHARACTER = 4_000
_COPYRIGHTS = 12
_COUNT = regex(r"\((\d{1,9}) words?\)")
"""What stands for the missing words of a license whose words are not kept."""
_STYLES = {
    Match.EXACT: "bold green",
    Match.EXTRA: "bold green",
    Match.NEAR: "bold yellow",
    Match.MODIFIED: "bold yellow",
    Match.REFERENCE: "bold",
    Match.UNKNOWN: "bold red",
}

DISCLAIMER = "This is not legal advice: it is which known texts stand in a file, not which terms apply."


class Found(Noun, frozen=True, kw_only=True):
    """What was found in one file."""

    path: str
    """As given."""
    sha256: str
    size: int
    """Bytes."""
    detections: tuple[Detection, ...]
    copyrights: tuple[Copyright, ...]
    notes: tuple[Unread, ...] = ()
    """What could not be asked or compared."""
    names: dict[str, str] = field(default_factory=dict)
    """Friendly names of the licenses, by profile key."""


def render(files: Iterable[Found], *, color: bool, width: int, verbosity: int = 0) -> str:
    """One block per file; verbosity -1: one line per license; 1: every word."""
    page = Page(color=color, width=width)
    for found in files:
        if verbosity < 0:
            _brief(page, found)
        else:
            page.blank()
            _block(page, found, loud=verbosity >= _LOUD)
    if verbosity >= 0:
        page.blank()
        page.text(DISCLAIMER, indent=0, style="dim")
    return str(page)


def title(detection: Detection, names: dict[str, str]) -> str:
    """What to call it: the friendly name where one is known, else the SPDX expression."""
    if not detection.license:
        return "Unknown" if detection.match is Match.UNKNOWN else "No single license"
    return names.get(detection.license) or detection.expression


def _brief(page: Page, found: Found) -> None:
    for one in found.detections:
        policy = " (use policy)" if one.policy else ""
        page.whole(str(one.location), f"{one.match.value}: {one.expression}{policy}")
    if not found.detections:
        page.whole(found.path, "no license")


def _block(page: Page, found: Found, *, loud: bool) -> None:
    page.heading(line(found.path), "")
    for number, one in enumerate(found.detections):
        if number:
            page.blank()
        _detection(page, one, found.names, loud=loud)
    if not found.detections:
        page.text("No license stands in it, and none is named.", style="bold")
    for note in found.notes:
        page.blank()
        page.labelled("note", note.detail, column=_COLUMN, style="yellow")
    if found.copyrights:
        page.blank()
        _copyrights(page, found.copyrights, loud=loud)
    if loud:
        page.blank()
        page.labelled("file", f"{counted(found.size, 'byte')}, sha256 {found.sha256}", column=_COLUMN, style="dim")


def _detection(page: Page, one: Detection, names: dict[str, str], *, loud: bool) -> None:
    def labelled(label: str, text: str, style: str = "") -> None:
        page.labelled(label, text, column=_COLUMN, style=style)

    page.text(title(one, names), style="bold")
    says = wording.match(one.match)
    labelled("compares", says + (": a use policy, not the agreement" if one.policy else ""), _STYLES[one.match])
    key = f" · key {one.license}" if one.license and one.license != one.expression else ""
    labelled("SPDX", one.expression + key)
    by = f" · found by {one.matcher}" if one.matcher else ""
    labelled("lines", _lines(one.location.first, one.location.last) + by)
    if one.license_coverage:
        share = f"{one.license_coverage:.1%} of the license's words stand here"
        labelled("coverage", f"{share}; they are {one.file_coverage:.1%} of the file's")
    if loud:
        labelled("policy", "yes" if one.policy else "no")
    labelled("note", one.note)
    _passages(page, "added", one.added, loud=loud)
    _passages(page, "missing", one.missing, loud=loud)


def _passages(page: Page, label: str, runs: tuple[Words, ...], *, loud: bool) -> None:
    """The words that only one of the two texts has, each where it stands."""
    counts = [_COUNT.fullmatch(words.text) for words in runs]
    if runs and all(counts):
        total = sum(int(count[1]) for count in counts if count)
        places = f" in {len(runs)} places" if len(runs) > 1 else ""
        known = "the license is known here by its fingerprint, which does not tell them"
        page.labelled(label, f"{counted(total, 'word')}{places}; {known}", column=_COLUMN)
        return
    shown = runs if loud else runs[:_PASSAGES]
    for words in shown:
        place = _lines(words.first, words.last)
        where = f"line{'s' if '-' in place else ''} {place}" if place else "words of the license that do not stand here"
        page.labelled(label, where, column=_COLUMN)
        page.quote(words.text, indent=2 + _COLUMN, limit=_EVERY_CHARACTER if loud else _LONG_PASSAGE)
    if len(runs) > len(shown):
        rest = counted(len(runs) - len(shown), "more passage")
        page.labelled("", f"{rest} {label}; -v shows all", column=_COLUMN, style="dim")


def _copyrights(page: Page, lines: tuple[Copyright, ...], *, loud: bool) -> None:
    shown = lines if loud else lines[:_COPYRIGHTS]
    page.text(f"Copyright lines ({len(lines)})", style="bold")
    for one in shown:
        page.labelled(f"line {one.location.first or '?'}", one.statement, column=_COLUMN)
        about = ["a form left unfilled"] if one.template else []
        about += [f"holder {one.holder}"] if one.holder and not one.template else []
        about += [f"years {one.years}"] if one.years else []
        page.labelled("", " · ".join(about), column=_COLUMN, style="dim")
    if len(lines) > len(shown):
        page.labelled("", f"{len(lines) - len(shown)} more; -v shows all", column=_COLUMN, style="dim")


def _lines(first: int | None, last: int | None) -> str:
    if first is None:
        return ""
    return str(first) if last in (None, first) else f"{first}-{last}"
