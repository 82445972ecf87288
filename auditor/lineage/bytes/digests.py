"""Bases that the sha256 of a known release's file gives away: in a listing, or in a download tool's records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.lineage.headers.declared import Named
from auditor.model import DocumentKind, Evidence, Location, Relation, Rung

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.lineage.releases import Releases
    from auditor.model import Repository

_MARK = ".cache/huggingface/download/"


def recorded(repository: Repository, releases: Releases) -> Iterator[Named]:
    """Every release whose file the listing of the repository, or a download record in it, names by its digest.

    `huggingface_hub` writes commit, etag and time beside what it downloads into a local directory; the etag of an
    LFS file is the sha256 of its content. The record names the file: whether it still stands there was not compared.
    """
    for file in repository.files:
        repo, path = releases.by_sha256.get(file.sha256 or "", ("", ""))
        if repo:
            says = f"{file.path} is the same file as {path} of {repo} (sha256 {file.sha256})"
            evidence = Evidence(rung=Rung.EQUAL_FILE, says=says, location=Location(path=file.path))
            yield Named(parent=repo, relation=Relation.COPY, evidence=evidence)
    for document in repository.of_kind(DocumentKind.DOWNLOAD_METADATA):
        for etag, line in document.texts("etag"):
            repo, path = releases.by_sha256.get(etag.strip('"').lower(), ("", ""))
            if not repo:
                continue
            commit = next((value for value, _ in document.texts("commit")), "")
            at_commit = f" at commit {commit[:12]}" if commit else ""
            name = document.path.rpartition(_MARK)[2].removesuffix(".metadata")
            says = f"the download record of {name}{at_commit} has the sha256 of {path} in {repo}"
            evidence = Evidence(rung=Rung.NAMED, says=says, location=document.at(line), quote=etag[:64])
            yield Named(parent=repo, relation=Relation.COPY, evidence=evidence)
