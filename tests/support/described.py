"""Directories described in tests/data/cases, written out: its README says what each field is."""

from __future__ import annotations

import hashlib
import json
import struct
import tomllib
from functools import cache
from math import prod
from pathlib import Path
from typing import Any, NamedTuple

from support import models, texts
from support.data import FOLDER, published_configs, table

LINEAGE_CARD = "---\nlicense: apache-2.0\n---\n# Tern\n\nA model.\n"
_BYTES = {"F16": 2}


class PublicCase(NamedTuple):
    """A public report rebuilt: `repo/`, its parents beside it, and what is right to answer."""

    id: str
    source: str
    """The report."""
    name: str
    """The model's own name: org/name."""
    why: str
    against: str
    """The folder that it is compared with; empty where there is none."""
    roots: tuple[str, ...]
    """Folders each of which is one model."""
    expect: dict[str, Any]
    files: tuple[dict[str, str], ...]

    @property
    def complete(self) -> bool:
        """Whether every license text is at hand, or something that stands for it."""
        return all(_license_file(file) is not None for file in self.files if "sha256" in file)


@cache
def public_cases() -> tuple[PublicCase, ...]:
    """Every rebuilt report."""
    return tuple(_case(path) for path in sorted((FOLDER / "cases").glob("*.toml")))


def _case(path: Path) -> PublicCase:
    given = tomllib.loads(path.read_text(encoding="utf-8"))
    return PublicCase(
        id=path.stem,
        source=given["source"],
        name=given["name"],
        why=" ".join(given["why"].split()),
        against=given.get("against", ""),
        roots=tuple(given.get("roots", ())),
        expect=given["expect"],
        files=tuple(given["file"]),
    )


def write_case(case: PublicCase, folder: Path) -> Path:
    """Write the files of a complete case; the directory of its repository."""
    for file in case.files:
        _write(folder / file["path"], _content(file))
    return folder / "repo"


def lineage_directories() -> dict[str, list[str]]:
    """Each directory of lineage, and the releases it may have been made from."""
    return {name: row["made_from"] for name, row in table("cases/lineage.json").items()}


def write_lineage(name: str, folder: Path) -> Path:
    """Write the files of such a directory; where."""
    _write(folder / "README.md", LINEAGE_CARD.encode())
    for path, content in table("cases/lineage.json")[name]["files"].items():
        data = _safetensors(content) if path.endswith(".safetensors") else json.dumps(content).encode()
        _write(folder / path, data)
    return folder


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def _content(file: dict[str, str]) -> bytes:
    if "text" in file:
        return file["text"].encode()
    if "hex" in file:
        runs = (run.partition("*") for run in file["hex"].split())
        return b"".join(bytes.fromhex(digits) * int(times or 1) for digits, _, times in runs)
    if "published" in file:
        return published_configs()[file["published"]].encode()
    if "sha256" in file:
        content = _license_file(file)
        assert content is not None, file["path"]
        return content
    text = models.mit(file["line"]) if "line" in file else models.license_text(file["scancode"])
    return text.encode()


def _license_file(file: dict[str, str]) -> bytes | None:
    """The license file of that digest where it is at hand, else its opening; None where there is neither."""
    for folder in (texts.VERBATIM, texts.folder()):
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            content = path.read_bytes() if path.is_file() else b""
            if hashlib.sha256(content).hexdigest() == file["sha256"]:
                return content
    return file["opening"].encode() if "opening" in file else None


def _safetensors(content: dict[str, Any]) -> bytes:
    """A file of empty weights; each tensor is its type and its sides."""
    header: dict[str, Any] = {"__metadata__": content["metadata"]}
    end = 0
    for name, (dtype, *shape) in content["tensors"].items():
        start, end = end, end + _BYTES[dtype] * prod(shape)
        header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [start, end]}
    raw = json.dumps(header).encode()
    return struct.pack("<Q", len(raw)) + raw + bytes(end)
