"""Where files come from, and the documents they become."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from auditor.model.base import Noun
from auditor.model.document_words import DocumentKind, NameSource, UnreadReason
from auditor.model.words import Part

Scalar = str | int | float | bool | None

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and of how much (0: unknown)."""


_OF_OTHERS = (NameSource.HUB, NameSource.HUB_CACHE, NameSource.DOWNLOAD_RECORD, NameSource.FOLDER)


class FileEntry(Noun, frozen=True, kw_only=True):
    """One file of a repository, unread."""

    path: str
    """POSIX, relative to the target."""
    size: int
    """Bytes, according to the listing: not to be trusted as a length."""
    sha256: str | None = None
    """Of the content, if the listing has it (LFS)."""


class Unread(Noun, frozen=True, kw_only=True):
    """A file, or a part of one, that was not read: whatever depends on it is undetermined."""

    path: str
    reason: UnreadReason
    detail: str = ""
    """One sentence for the reader."""
    matters: bool = True
    """Whether it could have contained a license."""

    @property
    def why(self) -> str:
        """The detail, or the reason if there is none, for the end of a sentence."""
        return (self.detail or self.reason.value).rstrip(".")


class Scope(Noun, frozen=True, kw_only=True):
    """Which parts of a target with several models belong to one of them."""

    names: frozenset[str] = frozenset()
    """The names that a card may use for it, in lower case: its files and its folder."""
    shared: frozenset[str] = frozenset()
    """The cards that are about other models too, by path."""
    unclear: frozenset[str] = frozenset()
    """The documents that may or may not be about it, by path."""


class Source(Protocol):
    """A repository at one revision: a list of files, and bytes on demand.

    One bad file never fails the whole: `read` raises `OSError`, which the reader turns into
    an `Unread`; what the listing itself could not read is in `unread`.
    """

    @property
    def target(self) -> str:
        """The target, as the user typed it."""

    @property
    def name(self) -> str | None:
        """The repository id according to the place itself (a cache folder, a Hub id), if there is one."""

    @property
    def name_source(self) -> NameSource | None:
        """Where `name` comes from; None if there is none."""

    @property
    def revision(self) -> str | None:
        """The commit, if there is one."""

    @property
    def created(self) -> str:
        """When the repository was created, YYYY-MM-DDTHH:MM:SS in UTC; "" if unknown."""

    @property
    def note(self) -> str:
        """How the revision was chosen, for the reader; "" if it is simply the one requested."""

    @property
    def dated(self) -> bool:
        """Whether this revision is the one from which a derivative was made, as far as dates show."""

    @property
    def remote(self) -> bool:
        """Whether a read may cost a request: then only the parts needed of long headers are read."""

    def ahead(self, wanted: Sequence[tuple[str, int]]) -> None:
        """Announce how many bytes will be read from the beginning of which files, so that they may be fetched."""

    def files(self) -> tuple[FileEntry, ...]:
        """Every file, sorted by path."""

    def unread(self) -> tuple[Unread, ...]:
        """The folders that the listing could not enter and the links that it would not follow."""

    def read(self, path: str, *, limit: int, start: int = 0) -> bytes:
        """At most `limit` bytes of the file from byte `start` on; raises OSError."""


class Location(Noun, frozen=True, kw_only=True):
    """A place in a document."""

    path: str
    first: int | None = None
    """First line, 1-based."""
    last: int | None = None
    key: str | None = None
    """The dotted key, if the document is a header rather than lines."""

    @property
    def lines(self) -> range:
        """The lines that it covers; none in a header."""
        return range(0) if self.first is None else range(self.first, (self.last or self.first) + 1)

    def has(self, line: int | None) -> bool:
        """Whether that line is in it; what has no line is in none."""
        return line in self.lines

    def __str__(self) -> str:
        """`path:first-last` or `path#key`, as a reader would type it."""
        where = self.path
        if self.first is not None:
            where += f":{self.first}"
            if self.last is not None and self.last != self.first:
                where += f"-{self.last}"
        elif self.key is not None:
            where += f"#{self.key}"
        return where


class Field(Noun, frozen=True, kw_only=True):
    """One key of a structured document, flattened: `text_config.hidden_size`, `models.0.model`."""

    key: str
    value: Scalar | tuple[Scalar, ...]
    line: int | None = None


class Document(Noun, frozen=True, kw_only=True):
    """One file that is read for what it says about licensing."""

    path: str
    kind: DocumentKind
    part: Part
    """What it is about, according to its name and place."""
    root: str
    """The model root that it governs or belongs to: "" is the target itself."""
    sha256: str
    """Of the bytes read; of the whole file for a text document."""
    size: int
    text: str = ""
    """Decoded, newlines normalised to "\\n"; a card's text includes its front matter. Empty for a header."""
    fields: tuple[Field, ...] = ()
    """The keys of a front matter, a JSON file or a header, in their order."""
    body_line: int = 1
    """The line on which a card's prose begins, after its front matter."""

    def field(self, key: str) -> Field | None:
        """The first field of that key."""
        return next((field for field in self.fields if field.key == key), None)

    def texts(self, key: str) -> tuple[tuple[str, int | None], ...]:
        """Every text under the key, a list item by item, each with its line."""
        texts: list[tuple[str, int | None]] = []
        for field in self.fields:
            if field.key != key:
                continue
            values = field.value if isinstance(field.value, tuple) else (field.value,)
            texts.extend((value.strip(), field.line) for value in values if isinstance(value, str) and value.strip())
        return tuple(texts)

    def at(self, line: int | None = None, *, key: str | None = None, last: int | None = None) -> Location:
        """A place in this document."""
        return Location(path=self.path, first=line, last=last, key=key if line is None else None)


class Repository(Noun, frozen=True, kw_only=True):
    """A model repository at one revision, reduced to what was read."""

    target: str
    name: str | None
    """`org/name` or `name`; None if unknown."""
    name_source: NameSource | None
    """Where the name comes from; None if there is none."""
    name_location: Location | None = None
    """The place in a file that names it; None if no file does."""
    revision: str | None
    files: tuple[FileEntry, ...]
    roots: tuple[str, ...]
    """Directories with a config or weights, shallowest first; "" is the target."""
    documents: tuple[Document, ...]
    unread: tuple[Unread, ...]

    @property
    def names_itself(self) -> bool:
        """Whether its name is from its own files, or its place, which may name somebody else's model."""
        return self.name_source is not None and self.name_source.is_claim

    @property
    def is_others(self) -> bool:
        """Whether it was read from where its publisher put it, so that most likely it is somebody else's."""
        return self.name_source in _OF_OTHERS

    def is_at_root(self, path: str) -> bool:
        """Whether a file is at the top level of the target or of a model, so that it is about the whole of it."""
        return path.rpartition("/")[0] in ("", *self.roots)

    def of_kind(self, *kinds: DocumentKind) -> tuple[Document, ...]:
        """The documents of these kinds, in path order."""
        return tuple(document for document in self.documents if document.kind in kinds)

    @property
    def digests(self) -> dict[str, str]:
        """The sha256 of each whole file by path, if the listing has it or all of the file was read."""
        sizes = {file.path: file.size for file in self.files}
        known = {
            document.path: document.sha256
            for document in self.documents
            if not document.kind.is_header and sizes.get(document.path) == document.size
        }
        return known | {file.path: file.sha256 for file in self.files if file.sha256}

    def document(self, path: str) -> Document | None:
        """The document at that path."""
        return next((document for document in self.documents if document.path == path), None)
