"""A file that is often shipped again is known by its bytes, and its own notice is looked for."""

from __future__ import annotations

import hashlib
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from auditor import documents, lineage
from auditor.lineage.releases import releases_of
from auditor.model import Relation, Rung
from support.memory import MemorySource

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge

SILERO = "snakers4/silero-vad"


def test_the_table_has_the_digests_of_what_is_shipped_again(knowledge: Knowledge) -> None:
    releases = releases_of(knowledge)
    release = releases.by_id[SILERO].release

    assert release.copyrights == ("Copyright (c) 2020-present Silero Team",)
    assert set(release.file_sizes) == set(release.files)
    assert all(releases.by_sha256[digest][0] == SILERO for digest in release.files.values())
    assert len(releases.by_sha256) >= 200
    assert set(release.file_sizes.values()) <= releases.digest_sizes


def test_only_files_of_a_known_size_are_hashed(knowledge: Knowledge) -> None:
    size = next(iter(releases_of(knowledge).by_id[SILERO].release.file_sizes.values()))
    source = MemorySource({"a.onnx": b"\0" * size, "b.onnx": b"\0" * (size + 1)})

    read = lineage.with_digests(documents.read(source), source, knowledge)

    assert {entry.path: entry.sha256 for entry in read.files} == {
        "a.onnx": hashlib.sha256(b"\0" * size).hexdigest(),
        "b.onnx": None,
    }


@pytest.mark.parametrize(("others", "component"), [({}, ""), ({"tts.onnx": b"x"}, "vad/model.onnx")])
def test_an_equal_file_is_a_copy_of_the_whole_or_of_a_part(
    others: dict[str, bytes], component: str, knowledge: Knowledge
) -> None:
    digest = next(iter(releases_of(knowledge).by_id[SILERO].release.files.values()))
    repository = documents.read(
        MemorySource({"vad/model.onnx": b"x", "README.md": b"# VAD", **others}), name="acme/vad"
    )
    repository = repository.replace(
        files=tuple(
            entry.replace(sha256=digest) if entry.path == "vad/model.onnx" else entry for entry in repository.files
        )
    )
    edge = next(edge for edge in lineage.trace(repository, (), knowledge).upstreams if edge.name == SILERO)

    assert (edge.relations, edge.component, edge.firm) == ((Relation.COPY,), component, True)
    assert [evidence.rung for evidence in edge.evidence] == [Rung.EQUAL_FILE]
    assert edge.candidates[0].copyrights == ("Copyright (c) 2020-present Silero Team",)


def test_every_digest_with_a_size_was_computed_from_a_package(knowledge: Knowledge) -> None:
    folder = Path(__file__).resolve().parents[2] / "data" / "packages"
    packages = tomllib.loads((folder / "packages.toml").read_text(encoding="utf-8"))["package"]
    computed = {(file["release"], file["file"]) for package in packages for file in package["files"]}
    known = {
        (release.repo, name)
        for family in knowledge.families
        for release in family.releases
        for name in release.file_sizes
    }

    assert computed == known


def test_many_equal_files_of_one_release_are_told_once(knowledge: Knowledge) -> None:
    files = releases_of(knowledge).by_id["hexgrad/kokoro-82m"].release.files
    paths = [f"voices/v{number}.bin" for number in range(8)]
    repository = documents.read(MemorySource(dict.fromkeys(paths, b"x")), name="acme/voices")
    digests = dict(zip(paths, sorted(files.values()), strict=False))
    repository = repository.replace(
        files=tuple(entry.replace(sha256=digests[entry.path]) for entry in repository.files)
    )
    (edge,) = lineage.trace(repository, (), knowledge).upstreams

    assert (edge.name, edge.component, len(edge.evidence)) == ("hexgrad/Kokoro-82M", "", 1)
    assert edge.evidence[0].says.startswith(
        "8 files here are files of hexgrad/Kokoro-82M, byte for byte: voices/v0.bin, "
    )
    assert "and 3 more" in edge.evidence[0].says
