"""Licenses of single files: sidecars and REUSE.toml (REUSE specification 3), DEP-5 stanzas of debian/copyright."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Part
from auditor.patterns import regex
from auditor.resolve.covered import part_of, part_of_patterns
from auditor.resolve.fields import of_field
from auditor.resolve.meaning import declared
from auditor.resolve.packages import spdx_tags, tagged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.knowledge import Knowledge
    from auditor.model import Document, Repository, Statement

_ENDING = ".license"
_MOST_STANZAS = 2_000
_ANNOTATION = regex(r"annotations\.(\d+)\.(path|SPDX-License-Identifier)")
_MACHINE_READABLE = regex(r"(?im)^Format(?:-Specification)?:\s*\S*(?:copyright-format|dep/?5)")
_STANZA = regex(r"\n[ \t]*\n")


def in_sidecar(sidecar: Document, _repository: Repository, knowledge: Knowledge) -> Iterator[Statement]:
    """The SPDX tags of `model.onnx.license`, or its only line: they apply to `model.onnx`."""
    subject = sidecar.path[: -len(_ENDING)]
    part = part_of(subject)
    tags = tuple(spdx_tags(sidecar.text))
    for number, raw in tags:
        means, where = tagged(raw, knowledge), sidecar.at(number)
        yield declared(
            means, raw, where, "sidecar, SPDX tag", part=part, covers=(subject,), outbound=part is Part.WEIGHTS
        )
    if tags:
        return
    lines = [line for line in sidecar.text.split("\n") if line.strip() and "copyright" not in line.lower()]
    value = lines[0] if len(lines) == 1 else f"{len(lines)} lines without an SPDX tag"
    yield from of_field(
        value, sidecar.at(1), "sidecar", knowledge, part=part, covers=(subject,), outbound=part is Part.WEIGHTS
    )


def in_reuse(document: Document, repository: Repository, knowledge: Knowledge) -> Iterator[Statement]:
    """Each annotation of a REUSE.toml, for the files that it covers."""
    annotations: dict[str, dict[str, tuple[tuple[str, int | None], ...]]] = {}
    for field in document.fields:
        known = _ANNOTATION.fullmatch(field.key)
        if known:
            annotations.setdefault(known[1], {})[known[2]] = document.texts(field.key)
    folder = document.path.rpartition("/")[0]
    for annotation in annotations.values():
        patterns = tuple(value for value, _ in annotation.get("path", ()))
        part = part_of_patterns(patterns, repository, below=folder)
        for value, line in annotation.get("SPDX-License-Identifier", ()):
            if part is not None:
                where = document.at(line)
                yield declared(
                    tagged(value, knowledge),
                    value,
                    where,
                    "REUSE.toml",
                    part=part,
                    covers=patterns,
                    outbound=part is Part.WEIGHTS,
                )


def in_copyright(document: Document, repository: Repository, knowledge: Knowledge) -> Iterator[Statement]:
    """Each `Files:` stanza of a machine-readable copyright file (DEP-5), for the files that it covers.

    The patterns are those of the source tree; if none of them matches a file of the repository, the part is unclear.
    """
    if not _MACHINE_READABLE.search(document.text[:2_000]):
        return
    line = 1
    for stanza in _STANZA.split(document.text)[:_MOST_STANZAS]:
        fields = _fields(stanza)
        if "files" in fields and fields.get("license"):
            patterns = tuple(fields["files"].split())
            part = part_of_patterns(patterns, repository) or Part.UNCLEAR
            offset = next(at for at, text in enumerate(stanza.split("\n")) if _name(text) == "license")
            yield from of_field(
                fields["license"],
                document.at(line + offset),
                f"{document.path.rpartition('/')[2]}, Files: {' '.join(patterns)[:60]}",
                knowledge,
                part=part,
                covers=() if patterns == ("*",) else patterns,
            )
        line += stanza.count("\n") + 2


def _fields(stanza: str) -> dict[str, str]:
    """The fields of a stanza; only the first line of License."""
    fields: dict[str, str] = {}
    name = ""
    for line in stanza.strip("\n").split("\n"):
        if line[:1] in (" ", "\t"):
            if name and name != "license":
                fields[name] += " " + line.strip()
            continue
        name = _name(line)
        if name:
            fields[name] = line.partition(":")[2].strip()
    return fields


def _name(line: str) -> str:
    """The field that a line begins; "" for a continuation line or any other."""
    key, colon, _ = line.partition(":")
    return key.strip().lower() if colon and line[:1] not in (" ", "\t") else ""
