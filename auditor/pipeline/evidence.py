"""The documents that an audit is based on, as they were read, to prove later what was there."""

from __future__ import annotations

from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from auditor.model.budget import Budget
from auditor.pipeline.gathering import open_target
from auditor.pipeline.models import divide, only

if TYPE_CHECKING:
    from auditor.model import Audit, Document, Options, Source, Target
    from auditor.sources import Hub

_LARGEST = 64 * 1024 * 1024
"""Bytes of one document; those read whole are far smaller."""
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The date of every entry, fixed so that the same audit gives the same bytes."""


def evidence_pack(target: Target, audit: Audit, report: bytes, options: Options, hub: Hub) -> bytes:
    """A zip of the saved audit, each document whose bytes are still those that were judged, and the digests of all.

    A document that has changed since, or of which only a header was read, is listed but left out. Raises as
    `audit` does if the target cannot be opened again.
    """
    source = only(divide(open_target(target, hub), options.roots, Budget(options.time_limit))).source
    files = {"audit.json": report}
    listed = []
    for document in audit.repository.documents:
        data = _again(source, document)
        if data is not None:
            files[f"documents/{_inside(document.path)}"] = data
        listed.append(f"{document.sha256}  {document.path}{'' if data is not None else '  (not in this pack)'}\n")
    traffic = hub.traffic
    about = [f"target: {audit.target}", f"revision: {audit.repository.revision or 'not recorded'}"]
    about += [f"as of: {audit.as_of}", f"auditor {audit.version}, rules {audit.rules_digest}"]
    about.append(f"requests to the Hub: {traffic.requests if traffic is not None else 0}")
    files["documents.txt"] = "".join(listed).encode("utf-8", "backslashreplace")
    files["about.txt"] = "".join(f"{line}\n" for line in about).encode("utf-8", "backslashreplace")
    sums = "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in sorted(files.items()))
    files["SHA256SUMS"] = sums.encode("utf-8", "backslashreplace")
    return _zipped(files)


def _again(source: Source, document: Document) -> bytes | None:
    """The bytes of a document, if they are still those that were judged; else None."""
    if document.size > _LARGEST:
        return None
    try:
        data = source.read(document.path, limit=_LARGEST)
    except OSError:
        return None
    return data if sha256(data).hexdigest() == document.sha256 else None


def _inside(path: str) -> str:
    """The path as a name that no program unpacks outside the folder."""
    parts = (part for part in path.replace("\\", "/").split("/") if part)
    return "/".join("_" * len(part) if set(part) <= {"."} else part for part in parts).replace(":", "_")


def _zipped(files: dict[str, bytes]) -> bytes:
    place = BytesIO()
    with ZipFile(place, "w", ZIP_DEFLATED) as pack:
        for name, data in sorted(files.items()):
            entry = ZipInfo(name.encode("utf-8", "backslashreplace").decode(), _EARLIEST)
            entry.compress_type = ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            pack.writestr(entry, data)
    return place.getvalue()
