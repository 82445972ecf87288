"""Bases identified by the sha256 of a known release's file: in a listing, or in a download tool's records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.documents.weights import is_weights
from auditor.lineage.traces import Trace
from auditor.model import DocumentKind, Evidence, Location, Relation, Rung

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.lineage.context import Context
    from auditor.model import FileEntry

_FEW = 5
"""Most equal files of one release that are listed one by one; of more, only the first are named."""
_MARK = ".cache/huggingface/download/"


def recorded(context: Context) -> Iterator[Trace]:
    """Every release of which the listing of the repository, or a download record in it, has the digest of a file.

    `huggingface_hub` writes commit, etag and time next to what it downloads into a local directory; the etag of an
    LFS file is the sha256 of its content. Whether the file is still the one recorded was not compared.
    """
    known = context.releases.by_sha256
    equal: dict[str, list[tuple[FileEntry, str]]] = {}
    for file in context.repository.files:
        repo, path = known.get(file.sha256 or "", ("", ""))
        if repo:
            equal.setdefault(repo, []).append((file, path))
    for repo, files in equal.items():
        yield from _equal_files(repo, files, context)
    for document in context.repository.of_kind(DocumentKind.DOWNLOAD_METADATA):
        for etag, line in document.texts("etag"):
            repo, path = known.get(etag.strip('"').lower(), ("", ""))
            if not repo:
                continue
            commit = next((value for value, _ in document.texts("commit")), "")
            at_commit = f" at commit {commit[:12]}" if commit else ""
            name = document.path.rpartition(_MARK)[2].removesuffix(".metadata")
            says = f"the download record of {name}{at_commit} has the sha256 of {path} in {repo}"
            evidence = Evidence(rung=Rung.NAMED, says=says, location=document.at(line), quote=etag[:64])
            yield Trace(parent=repo, relation=Relation.COPY, evidence=evidence)


def _equal_files(repo: str, files: list[tuple[FileEntry, str]], context: Context) -> Iterator[Trace]:
    weights = sum(is_weights(file.path) for file in context.repository.files)
    for file, path in files if len(files) <= _FEW else ():
        says = f"{file.path} is the same file as {path} of {repo} (sha256 {file.sha256})"
        evidence = Evidence(rung=Rung.EQUAL_FILE, says=says, location=Location(path=file.path))
        # one file of several: a copy inside the model, not the model
        part = file.path if is_weights(file.path) and weights > 1 else ""
        yield Trace(parent=repo, relation=Relation.COPY, evidence=evidence, component=part)
    if len(files) > _FEW:
        first, path = files[0]
        says = (
            f"{len(files)} files here are files of {repo}, byte for byte: "
            f"{', '.join(file.path for file, _ in files[:_FEW])} and {len(files) - _FEW} more "
            f"({first.path} is {path}, sha256 {first.sha256})"
        )
        evidence = Evidence(rung=Rung.EQUAL_FILE, says=says, location=Location(path=first.path))
        copied = sum(is_weights(file.path) for file, _ in files)
        part = f"{copied} files" if 0 < copied < weights else ""
        yield Trace(parent=repo, relation=Relation.COPY, evidence=evidence, component=part)
