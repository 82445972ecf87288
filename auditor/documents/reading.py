"""The loop: which files speak, each of them read within its bounds, and what could not be."""

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
    Speaks,
    classify,
    first_shards,
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
"""The same where they have to be fetched."""
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
    """A source reduced to what it says about licensing, as far as there is time; `name`, where given, is its name.

    `model_roots` are the folders of the one model that it serves; by default they are looked for.

    Never raises for what a file holds: what could not be read is in `unread`. Documents that a cap leaves
    out are those whose names tell least, then the deepest.
    """
    files = source.files()
    all_roots = roots.find(file.path for file in files) if model_roots is None else model_roots
    kept_roots = all_roots[: roots.MOST_ROOTS]
    reading = _Reading(source, kept_roots, budget)
    speaking = _speaking(files, kept_roots)
    source.ahead([(file.path, formats.first(speaks.kind, file.size)) for speaks, file in speaking[:MOST_DOCUMENTS]])
    for speaks, file in speaking:
        reading.take(speaks, file)
    for speaks, file in _linked(reading.documents, files):
        reading.take(speaks, file)
    documents = tuple(sorted(reading.documents, key=lambda document: document.path))
    kinds = frozenset(document.kind for document in documents)
    of_listing = [judged for unread in source.unread() if (judged := _judged(unread, kinds)) is not None]
    unread = of_listing + reading.unread + reading.left_out()
    if len(all_roots) > len(kept_roots):
        detail = f"More than {roots.MOST_ROOTS:,} directories hold models; only the first were told apart."
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


def speaking(files: Iterable[FileEntry]) -> tuple[str, ...]:
    """The paths of the files that `read` would read, those whose names tell most first."""
    files = tuple(files)
    kept_roots = roots.find(file.path for file in files)[: roots.MOST_ROOTS]
    return tuple(file.path for _, file in _speaking(files, kept_roots)[:MOST_DOCUMENTS])


def _speaking(files: Iterable[FileEntry], all_roots: tuple[str, ...]) -> list[tuple[Speaks, FileEntry]]:
    """The files that speak, those whose names tell most first; of a model in shards, the first shard."""
    pairs = []
    files = tuple(files)
    paths = frozenset(file.path for file in files)
    shards = first_shards(file.path for file in files)
    for file in files:
        speaks = classify(file.path)
        if speaks is None or (speaks.kind.is_header and shards.get(file.path, file.path) != file.path):
            continue
        if speaks.kind is DocumentKind.MODEL_METADATA and not is_paired(file.path, paths):
            continue
        anywhere = speaks.kind is not DocumentKind.SOURCE_CODE or speaks.score >= MODELLING_CODE
        if anywhere or roots.holds(_folder(file.path), all_roots):
            pairs.append((speaks, file))
    return sorted(pairs, key=lambda pair: (-pair[0].score, pair[1].path.count("/"), pair[1].path))


def _linked(documents: list[Document], files: Iterable[FileEntry]) -> list[tuple[Speaks, FileEntry]]:
    """The files that a card's `license_link` names, where their own names do not tell that they speak."""
    taken = {document.path for document in documents}
    wanted = {
        target.rpartition("/")[2].lower()
        for document in documents
        if document.kind is DocumentKind.CARD
        for target, _ in document.texts("license_link")
    }
    return [
        (Speaks(DocumentKind.LICENSE, Part.WEIGHTS, 0.9), file)
        for file in files
        if file.path not in taken
        and file.path.rpartition("/")[2].lower() in wanted
        and split_name(file.path.rpartition("/")[2])[1] in TEXTS
        and classify(file.path) is None
    ][:_MOST_LINKED]


class _Metered:
    """A source that counts what is taken from it."""

    def __init__(self, source: Source) -> None:
        self.bytes = 0
        self.remote = source.remote
        self._source = source

    def read(self, path: str, *, limit: int, start: int = 0) -> bytes:
        data = self._source.read(path, limit=limit, start=start)
        self.bytes += len(data)
        return data


class _Reading:
    """What was read so far, and what is left of the caps."""

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
        # a commit never holds more of a large file than its pointer
        self._committed = bool(getattr(source, "committed", False))
        self._scope: Scope = getattr(source, "scope", None) or Scope()
        self._over: dict[str, list[str]] = {}

    def take(self, speaks: Speaks, file: FileEntry) -> None:
        """Read one file, into `documents`, `unread` or both."""
        header = speaks.kind.is_header
        meter, most = (self._headers, self._most_headers) if header else (self._texts, MOST_TEXT)
        if self._budget is not None and self._budget.spent:
            self.unread.append(self._budget.unread(file.path).replace(matters=_matters(speaks.kind, _TIME)))
        elif self._taken >= MOST_DOCUMENTS:
            self._leave_out(f"{MOST_DOCUMENTS:,} documents", file)
        elif self._fields >= MOST_FIELDS:
            self._leave_out(f"{MOST_FIELDS:,} keys", file)
        elif meter.bytes >= most:
            self._leave_out(f"{most // 2**20} MB of {'headers' if header else 'texts'}", file)
        else:
            self._taken += 1
            self._read(speaks, file, meter)

    def _read(self, speaks: Speaks, file: FileEntry, meter: _Metered) -> None:
        try:
            content = formats.read(meter, file, speaks.kind, self._known)
        except OtherFormat:
            return
        except Unreadable as problem:
            self._note_unread(speaks, file, problem)
        except OSError as error:
            self._note_unread(speaks, file, _refusal(error))
        else:
            for trouble in content.problems:
                self._note_unread(speaks, file, trouble)
            self._fields += len(content.fields)
            self.documents.append(self._document(speaks, file, content))

    def left_out(self) -> list[Unread]:
        """One entry for each cap that was hit."""
        missed = []
        for cap, paths in self._over.items():
            others = f" and {len(paths) - 1:,} more" if len(paths) > 1 else ""
            detail = f"{paths[0]}{others} left out: more than {cap}."
            missed.append(Unread(path=paths[0], reason=UnreadReason.TOO_MANY, detail=detail))
        return missed

    def _document(self, speaks: Speaks, file: FileEntry, content: Content) -> Document:
        document = Document(
            path=file.path,
            kind=speaks.kind,
            part=Part.UNCLEAR if file.path in self._scope.unclear and speaks.part is Part.WEIGHTS else speaks.part,
            root=_root(file.path, speaks.kind, self._roots),
            sha256=hashlib.sha256(content.read).hexdigest(),
            size=file.size if speaks.kind.is_header else len(content.read),
            text=content.text,
            fields=content.fields,
            body_line=content.body_line,
        )
        return narrowed(document, self._scope) if self._scope.names and speaks.kind is DocumentKind.CARD else document

    def _note_unread(self, speaks: Speaks, file: FileEntry, problem: Unreadable) -> None:
        if speaks.kind is DocumentKind.SOURCE_CODE and problem.reason is UnreadReason.EMPTY:
            return
        pointer = problem.reason is UnreadReason.LFS_POINTER and speaks.kind.is_header
        matters = _matters(speaks.kind, problem.reason) and not (pointer and self._committed)
        self.unread.append(Unread(path=file.path, reason=problem.reason, detail=problem.detail, matters=matters))

    def _leave_out(self, cap: str, file: FileEntry) -> None:
        self._over.setdefault(cap, []).append(file.path)


def _root(path: str, kind: DocumentKind, all_roots: tuple[str, ...]) -> str:
    """The root a document governs or belongs to (`roots.governed`); a package's own papers govern none."""
    if ".dist-info/" in path or ".egg-info/" in path:
        return ""
    if kind is DocumentKind.DOWNLOAD_METADATA:
        return roots.governed(f"/{path}".partition("/.cache/")[0].strip("/"), all_roots)
    return roots.governed(_folder(path), all_roots)


def _judged(unread: Unread, kinds: frozenset[DocumentKind]) -> Unread | None:
    """What the listing could not read matters only if its name speaks; of a directory nobody knows.

    Of what was never downloaded only files that speak are told. Where a header of the same kind was read, another
    one's would say the same: of thirty quantisations people fetch one.
    """
    if not unread.matters or not unread.path or unread.path.endswith("/"):
        return unread
    speaks = classify(unread.path)
    if unread.reason is UnreadReason.NOT_HERE:
        if speaks is None:
            return None
        if speaks.kind.is_header:
            return None if speaks.kind in kinds else unread
    matters = speaks is not None and _matters(speaks.kind, unread.reason)
    return unread if matters else unread.replace(matters=False)


def _matters(kind: DocumentKind, reason: UnreadReason) -> bool:
    """Whether a license, or a parent's name, could have stood there."""
    if kind in LICENSE_LIKE or kind in _NAME_PARENTS or kind in (DocumentKind.SIDECAR, DocumentKind.REUSE):
        return True
    if kind in _HINTS or reason is UnreadReason.EMPTY:
        return False
    # weights are often links into a cache; their metadata seldom say more than how they were written
    return not (kind in (DocumentKind.SAFETENSORS, DocumentKind.ONNX) and reason in _LINKS)


def _refusal(error: OSError) -> Unreadable:
    if isinstance(error, PermissionError):
        plain = error.strerror in (None, os.strerror(errno.EACCES), os.strerror(errno.EPERM))
        return Unreadable(UnreadReason.NO_PERMISSION, "No permission to read it." if plain else f"{error.strerror}.")
    return Unreadable(UnreadReason.FAILED, f"{error.strerror or 'It could not be read'}.")


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
