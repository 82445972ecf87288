"""The loop: reads each file about licensing within its bounds, and lists what could not be read."""

from __future__ import annotations

import errno
import hashlib
import os
from typing import TYPE_CHECKING

from auditor.documents import formats, naming, roots
from auditor.documents.content import OtherFormat, Unreadable
from auditor.documents.forms.names import is_paired
from auditor.documents.gguf import KnownLists
from auditor.documents.models.narrowing import narrowed
from auditor.documents.names import (
    LICENSE_LIKE,
    MODELLING_CODE,
    TEXTS,
    Role,
    classify,
    first_shards,
    in_package_metadata,
    split_name,
)
from auditor.model import Document, DocumentKind, Part, Repository, Scope, Unread, UnreadReason

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.documents.content import Content
    from auditor.model import FileEntry, Source
    from auditor.model.budget import Budget

MOST_DOCUMENTS = 2_000
MOST_TEXT = 64 * 2**20
"""Bytes of all texts together."""
MOST_HEADERS = 512 * 2**20
"""Bytes of all GGUF, safetensors and ONNX headers together: some repositories hold thirty quantisations."""
MOST_REMOTE_HEADERS = 128 * 2**20
"""The same if they have to be fetched."""
MOST_FIELDS = 500_000
"""Keys of all documents together."""

_NAME_PARENTS = frozenset(
    {
        DocumentKind.CONFIG,
        DocumentKind.ADAPTER_CONFIG,
        DocumentKind.MERGE_CONFIG,
        DocumentKind.PIPELINE_CONFIG,
        DocumentKind.MODELFILE,
    }
)
_HINTS = frozenset(
    {
        DocumentKind.GENERATION_CONFIG,
        DocumentKind.TOKENIZER_CONFIG,
        DocumentKind.DOWNLOAD_METADATA,
        DocumentKind.TRAINING_ARGS,
        DocumentKind.TRAINER_STATE,
        DocumentKind.SPACY_META,
        DocumentKind.PACKAGE_JSON,
        DocumentKind.PROJECT_METADATA,
        DocumentKind.OCI_INDEX,
    }
)
_TIME = UnreadReason.TIME_LIMIT
_MOST_LINKED = 20
_LINKS = frozenset({UnreadReason.LINK_OUTSIDE, UnreadReason.LINK_BROKEN})


def read(
    source: Source,
    *,
    name: str | None = None,
    model_roots: tuple[str, ...] | None = None,
    budget: Budget | None = None,
) -> Repository:
    """A source reduced to its information about licensing, as far as time allows; `name`, if given, is its name.

    `model_roots` are the folders of the one model that it serves; by default they are searched for.

    Never raises for a file's content: what could not be read is in `unread`. Documents that a cap leaves
    out are those with the least certain names, then the deepest.
    """
    files = source.files()
    all_roots = roots.find(file.path for file in files) if model_roots is None else model_roots
    kept_roots = all_roots[: roots.MOST_ROOTS]
    reading = _Reading(source, kept_roots, budget)
    relevant = _relevant(files, kept_roots)
    source.ahead([(file.path, formats.first(role.kind, file.size)) for role, file in relevant[:MOST_DOCUMENTS]])
    for role, file in relevant:
        reading.take(role, file)
    for role, file in _linked(reading.documents, files):
        reading.take(role, file)
    documents = tuple(sorted(reading.documents, key=lambda document: document.path))
    kinds = frozenset(document.kind for document in documents)
    of_listing = [judged for unread in source.unread() if (judged := _judged(unread, kinds)) is not None]
    unread = of_listing + reading.unread + reading.left_out()
    if len(all_roots) > len(kept_roots):
        detail = f"More than {roots.MOST_ROOTS:,} directories contain models; only the first were distinguished."
        unread.append(Unread(path="", reason=UnreadReason.TOO_MANY, detail=detail))
    named = naming.name_of(source, documents, files, given=name)
    return Repository(
        target=source.target,
        name=named.name,
        name_source=named.source,
        name_location=named.location,
        revision=source.revision,
        files=files,
        roots=kept_roots,
        documents=documents,
        unread=tuple(sorted(unread, key=lambda missed: (missed.path, missed.reason, missed.detail))),
    )


def relevant(files: Iterable[FileEntry]) -> tuple[str, ...]:
    """The paths of the files that `read` would read, those with the most certain names first."""
    files = tuple(files)
    kept_roots = roots.find(file.path for file in files)[: roots.MOST_ROOTS]
    return tuple(file.path for _, file in _relevant(files, kept_roots)[:MOST_DOCUMENTS])


def _relevant(files: Iterable[FileEntry], all_roots: tuple[str, ...]) -> list[tuple[Role, FileEntry]]:
    """The files about licensing, those with the most certain names first; of a model in shards, the first shard."""
    pairs = []
    files = tuple(files)
    paths = frozenset(file.path for file in files)
    shards = first_shards(file.path for file in files)
    for file in files:
        role = classify(file.path)
        if role is None or (role.kind.is_header and shards.get(file.path, file.path) != file.path):
            continue
        if role.kind is DocumentKind.MODEL_METADATA and not is_paired(file.path, paths):
            continue
        anywhere = role.kind is not DocumentKind.SOURCE_CODE or role.score >= MODELLING_CODE
        if anywhere or roots.holds(_folder(file.path), all_roots):
            pairs.append((role, file))
    return sorted(pairs, key=lambda pair: (-pair[0].score, pair[1].path.count("/"), pair[1].path))


def _linked(documents: list[Document], files: Iterable[FileEntry]) -> list[tuple[Role, FileEntry]]:
    """The files that a card's `license_link` names and whose own names do not show that they are about licensing."""
    taken = {document.path for document in documents}
    wanted = {
        target.rpartition("/")[2].lower()
        for document in documents
        if document.kind is DocumentKind.CARD
        for target, _ in document.texts("license_link")
    }
    return [
        (Role(DocumentKind.LICENSE, Part.WEIGHTS, 0.9), file)
        for file in files
        if file.path not in taken
        and file.path.rpartition("/")[2].lower() in wanted
        and split_name(file.path.rpartition("/")[2])[1] in TEXTS
        and classify(file.path) is None
    ][:_MOST_LINKED]


class _Metered:
    """A source that counts what is read from it."""

    def __init__(self, source: Source) -> None:
        self.bytes = 0
        self.remote = source.remote
        self._source = source

    def read(self, path: str, *, limit: int, start: int = 0) -> bytes:
        data = self._source.read(path, limit=limit, start=start)
        self.bytes += len(data)
        return data


class _Reading:
    """What was read so far, and what remains of the caps."""

    def __init__(self, source: Source, all_roots: tuple[str, ...], budget: Budget | None) -> None:
        self.documents: list[Document] = []
        self.unread: list[Unread] = []
        self._texts = _Metered(source)
        self._headers = _Metered(source)
        self._roots = all_roots
        self._taken = 0
        self._known = KnownLists(remote=source.remote)
        self._most_headers = MOST_REMOTE_HEADERS if source.remote else MOST_HEADERS
        self._fields = 0
        self._budget = budget
        # a commit contains only the pointer of a large file
        self._committed = bool(getattr(source, "committed", False))
        self._scope: Scope = getattr(source, "scope", None) or Scope()
        self._over: dict[str, list[str]] = {}

    def take(self, role: Role, file: FileEntry) -> None:
        """Read one file, into `documents`, `unread` or both."""
        header = role.kind.is_header
        meter, most = (self._headers, self._most_headers) if header else (self._texts, MOST_TEXT)
        if self._budget is not None and self._budget.spent:
            self.unread.append(self._budget.unread(file.path).replace(matters=_matters(role.kind, _TIME)))
        elif self._taken >= MOST_DOCUMENTS:
            self._leave_out(f"{MOST_DOCUMENTS:,} documents", file)
        elif self._fields >= MOST_FIELDS:
            self._leave_out(f"{MOST_FIELDS:,} keys", file)
        elif meter.bytes >= most:
            self._leave_out(f"{most // 2**20} MB of {'headers' if header else 'texts'}", file)
        else:
            self._taken += 1
            self._read(role, file, meter)

    def _read(self, role: Role, file: FileEntry, meter: _Metered) -> None:
        try:
            content = formats.read(meter, file, role.kind, self._known)
        except OtherFormat:
            return
        except Unreadable as problem:
            self._note_unread(role, file, problem)
        except OSError as error:
            self._note_unread(role, file, _refusal(error))
        else:
            for trouble in content.problems:
                self._note_unread(role, file, trouble)
            self._fields += len(content.fields)
            self.documents.append(self._document(role, file, content))

    def left_out(self) -> list[Unread]:
        """One entry for each cap that was hit."""
        missed = []
        for cap, paths in self._over.items():
            others = f" and {len(paths) - 1:,} more" if len(paths) > 1 else ""
            detail = f"{paths[0]}{others} left out: more than {cap}."
            missed.append(Unread(path=paths[0], reason=UnreadReason.TOO_MANY, detail=detail))
        return missed

    def _document(self, role: Role, file: FileEntry, content: Content) -> Document:
        document = Document(
            path=file.path,
            kind=role.kind,
            part=Part.UNCLEAR if file.path in self._scope.unclear and role.part is Part.WEIGHTS else role.part,
            root=_root(file.path, role.kind, self._roots),
            sha256=hashlib.sha256(content.read).hexdigest(),
            size=file.size if role.kind.is_header else len(content.read),
            text=content.text,
            fields=content.fields,
            body_line=content.body_line,
        )
        return narrowed(document, self._scope) if self._scope.names and role.kind is DocumentKind.CARD else document

    def _note_unread(self, role: Role, file: FileEntry, problem: Unreadable) -> None:
        if role.kind is DocumentKind.SOURCE_CODE and problem.reason is UnreadReason.EMPTY:
            return
        pointer = problem.reason is UnreadReason.LFS_POINTER and role.kind.is_header
        matters = _matters(role.kind, problem.reason) and not (pointer and self._committed)
        self.unread.append(Unread(path=file.path, reason=problem.reason, detail=problem.detail, matters=matters))

    def _leave_out(self, cap: str, file: FileEntry) -> None:
        self._over.setdefault(cap, []).append(file.path)


def _root(path: str, kind: DocumentKind, all_roots: tuple[str, ...]) -> str:
    """The root that a document governs or belongs to (`roots.governed`); a package's own documents govern none."""
    if in_package_metadata(path):
        return ""
    if kind is DocumentKind.DOWNLOAD_METADATA:
        return roots.governed(f"/{path}".partition("/.cache/")[0].strip("/"), all_roots)
    return roots.governed(_folder(path), all_roots)


def _judged(unread: Unread, kinds: frozenset[DocumentKind]) -> Unread | None:
    """What the listing could not read matters only if its name is about licensing; a directory may always matter.

    Of what was not downloaded, only files about licensing are reported. If a header of the same kind was read, others
    are taken to say the same: of thirty quantisations people fetch one.
    """
    if not unread.matters or not unread.path or unread.path.endswith("/"):
        return unread
    role = classify(unread.path)
    if unread.reason is UnreadReason.NOT_HERE:
        if role is None:
            return None
        if role.kind.is_header:
            return None if role.kind in kinds else unread
    matters = role is not None and _matters(role.kind, unread.reason)
    return unread if matters else unread.replace(matters=False)


def _matters(kind: DocumentKind, reason: UnreadReason) -> bool:
    """Whether a license or a parent's name could have been there."""
    if kind in LICENSE_LIKE or kind in _NAME_PARENTS or kind in (DocumentKind.SIDECAR, DocumentKind.REUSE):
        return True
    if kind in _HINTS or reason is UnreadReason.EMPTY:
        return False
    # weights are often links into a cache; their metadata seldom has more than how they were written
    return not (kind in (DocumentKind.SAFETENSORS, DocumentKind.ONNX) and reason in _LINKS)


def _refusal(error: OSError) -> Unreadable:
    if isinstance(error, PermissionError):
        plain = error.strerror in (None, os.strerror(errno.EACCES), os.strerror(errno.EPERM))
        return Unreadable(UnreadReason.NO_PERMISSION, "No permission to read it." if plain else f"{error.strerror}.")
    return Unreadable(UnreadReason.FAILED, f"{error.strerror or 'It could not be read'}.")


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
