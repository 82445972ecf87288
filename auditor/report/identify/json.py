"""What was found in single files, for machines: `auditor-identify/1`, the same bytes for the same files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

from auditor.report.audit import json_shape as shape
from auditor.report.common.clean import clean, line

if TYPE_CHECKING:
    from auditor.model import Copyright, Detection, Identification, IdentifiedText, Location, Unread, Words

FORMAT: Literal["auditor-identify/1"] = "auditor-identify/1"
_LONGEST_PATH = 1_000


class Maker(shape.Shape):
    """What identified; the same maker and files give the same bytes."""

    version: str
    rules_digest: str
    """First 12 hex digits of the sha256 over the rules."""
    scancode: bool
    """Whether ScanCode was to be asked where our own texts leave a file open."""


class Remark(shape.Shape):
    """A file, or a question about it, that was left."""

    path: str
    reason: str
    detail: str


class File(shape.Shape):
    """One file."""

    path: str
    """As given."""
    sha256: str
    size: int
    """Bytes."""
    texts: tuple[shape.Text, ...]
    """In the order in which they stand."""
    copyrights: tuple[shape.Line, ...]
    notes: tuple[Remark, ...]
    """What could not be asked or compared."""


class Report(shape.Shape):
    """The whole answer."""

    format: Literal["auditor-identify/1"]
    auditor: Maker
    files: tuple[File, ...]
    """In the order given."""
    unread: tuple[Remark, ...]


def render(identification: Identification) -> str:
    """The answer as JSON, indented, keys in the order of its shape."""
    report = Report(
        format=FORMAT,
        auditor=Maker(
            version=identification.version,
            rules_digest=identification.rules_digest,
            scancode=identification.scancode,
        ),
        files=tuple(_file(text) for text in identification.files),
        unread=tuple(_remark(entry) for entry in identification.unread),
    )
    return json.dumps(report.model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n"


def _file(found: IdentifiedText) -> File:
    return File(
        path=_path(found.path),
        sha256=found.sha256,
        size=found.size,
        texts=tuple(_text(one, found.names) for one in found.detections),
        copyrights=tuple(_line(one) for one in found.copyrights),
        notes=tuple(_remark(one) for one in found.notes),
    )


def _text(one: Detection, names: dict[str, str]) -> shape.Text:
    return shape.Text(
        location=_place(one.location),
        license=clean(one.license),
        expression=clean(one.expression),
        name=clean(names.get(one.license, "")),
        match=one.match.value,
        matcher=clean(one.matcher),
        score=one.score,
        license_coverage=one.license_coverage,
        file_coverage=one.file_coverage,
        added=tuple(map(_passage, one.added)),
        missing=tuple(map(_passage, one.missing)),
        policy=one.policy,
        note=clean(one.note),
    )


def _passage(words: Words) -> shape.Passage:
    return shape.Passage(text=clean(words.text), first_line=words.first, last_line=words.last)


def _line(one: Copyright) -> shape.Line:
    return shape.Line(
        statement=clean(one.statement),
        holder=clean(one.holder),
        years=clean(one.years),
        template=one.template,
        location=_place(one.location),
    )


def _place(location: Location) -> shape.Place:
    return shape.Place(path=_path(location.path), first_line=location.first, last_line=location.last, key=location.key)


def _remark(one: Unread) -> Remark:
    return Remark(path=_path(one.path), reason=one.reason.value, detail=clean(one.detail))


def _path(path: str) -> str:
    return line(path, limit=_LONGEST_PATH)
