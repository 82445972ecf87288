"""Model repositories for tests: a known release's configuration, license texts, and what the auditor reads of them."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import auditor
from auditor import documents
from auditor.knowledge import Knowledge
from auditor.model import Document, DocumentKind, Field, FileEntry, Part, Repository
from support.memory import MemorySource

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Audit, Scalar, Waiver

WEIGHTS = b"\x02\x00\x00\x00\x00\x00\x00\x00{}"
"""The smallest safetensors file."""

ROOT = Path(__file__).resolve().parents[2]
_KNOWLEDGE = Knowledge()


def config(family: str, release: str, **changes: object) -> str:
    """A configuration with a release's numbers; a change to None leaves the key out."""
    known = next(entry for entry in _KNOWLEDGE.families if entry.key == family)
    which = next(entry for entry in known.releases if entry.repo == release)
    fields = {**known.shape, **which.config, **changes}
    made: dict[str, object] = {}
    for key, value in fields.items():
        *above, last = key.split(".")
        place = made
        for step in above:
            place = place.setdefault(step, {})  # type: ignore[assignment] - a nested object
        if value is not None:
            place[last] = [value] if key == "architectures" else value
    return json.dumps(made)


def license_text(key: str) -> str:
    """A license's text from ScanCode's data, without its head; skips the test where it is not installed."""
    installed = importlib.util.find_spec("licensedcode")
    folder = Path(str(installed.origin)).parent / "data" / "licenses" if installed else Path("nowhere")
    path = folder / f"{key}.LICENSE"
    if not path.is_file():
        pytest.skip("the license texts of ScanCode are not installed")
    return path.read_text(encoding="utf-8").split("\n---\n", 1)[1].lstrip("\n")


def mit(line: str) -> str:
    """The MIT text under one copyright line."""
    return f"MIT License\n\n{line}\n\n{license_text('mit')}"


def apache() -> str:
    """The Apache text."""
    return (ROOT / "LICENSE").read_text(encoding="utf-8")


def document(path: str, kind: DocumentKind, text: str = "", fields: Iterable[Field] = ()) -> Document:
    """One that was read, of the weights; its bytes are not here."""
    fields = tuple(fields)
    return Document(path=path, kind=kind, part=Part.WEIGHTS, root="", sha256="0" * 64, size=1, text=text, fields=fields)


def card(head: str, body: str = "A model.") -> str:
    """A model card."""
    return f"---\n{head}\n---\n{body}\n"


def read(files: dict[str, str | bytes], name: str | None = None) -> Repository:
    """The repository as the readers see it, with weights beside the files."""
    return documents.read(MemorySource({"model.safetensors": WEIGHTS, **files}), name=name)


def read_alone(files: dict[str, str | bytes], name: str | None = None) -> Repository:
    """The same of these files alone, with no weights beside them."""
    return documents.read(MemorySource(files), name=name)


def audit(files: dict[str, str | bytes], name: str | None = None, waivers: tuple[Waiver, ...] = ()) -> Audit:
    """The audit of such a repository, by exact texts alone."""
    source = MemorySource({"model.safetensors": WEIGHTS, **files})
    return auditor.audit(source, auditor.Options(name=name, as_of="2026-11-22", scancode=False, waivers=waivers))


def audit_alone(files: dict[str, str | bytes], name: str | None = None) -> Audit:
    """The same of these files alone, with no weights beside them."""
    return auditor.audit(MemorySource(files), auditor.Options(name=name, as_of="2026-11-22", scancode=False))


def ids(of: Audit) -> set[str]:
    """The findings that are no mere notes."""
    return {finding.id for finding in of.findings if finding.severity.value != "note"}


def notes(of: Audit) -> set[str]:
    """The findings that are mere notes."""
    return {finding.id for finding in of.findings if finding.severity.value == "note"}


def with_gguf(**keys: Scalar) -> Repository:
    """A repository that is one GGUF file with that header; `general__license` is general.license."""
    header = Document(
        path="model.gguf",
        kind=DocumentKind.GGUF,
        part=Part.WEIGHTS,
        root="",
        sha256="0" * 64,
        size=1,
        fields=tuple(Field(key=key.replace("__", "."), value=value) for key, value in keys.items()),
    )
    return Repository(
        target="memory",
        name=None,
        name_source=None,
        revision=None,
        files=(FileEntry(path="model.gguf", size=1),),
        roots=("",),
        documents=(header,),
        unread=(),
    )
