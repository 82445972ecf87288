"""The items of a bill of materials, independent of the format."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from auditor.model import Relation

if TYPE_CHECKING:
    from auditor.model import Location

NOASSERTION, NONE = "NOASSERTION", "NONE"
"""Undecided; searched for and absent (SPDX 2.3, clause 7.13)."""
_NO_DESCENT = frozenset({Relation.TRAINED_ON, Relation.DISTILL, Relation.CODE})
"""Relations that do not make an ancestor: data, a teacher, modelling code."""


class ItemKind(StrEnum):
    """The kind of an item."""

    MODEL = "model"
    DATASET = "dataset"
    CODE = "code"
    PART = "part"
    """A part of the model: its tokenizer, its code, one model of a pipeline."""


class Licensing(NamedTuple):
    """The license of an item: an SPDX expression, `NOASSERTION` or `NONE`."""

    declared: str
    """The license found in it: its card, its license files."""
    concluded: str
    """The license that applies, including terms from the items it came from."""
    why: str
    """Why the two differ, or what is open; "" if neither."""


class Item(NamedTuple):
    """A model, a dataset, code, or a part of one."""

    kind: ItemKind
    name: str
    licensing: Licensing
    version: str = ""
    purl: str = ""
    url: str = ""
    publisher: str = ""
    released: str = ""
    """YYYY-MM-DD; "" if unknown."""
    copyrights: tuple[str, ...] = ()
    part: str = ""
    """The role of a part: `code`, `tokenizer`, `data`, `documentation`, or `component` for one model of a pipeline."""

    @property
    def ref(self) -> str:
        """Its unique id in the document."""
        return f"{self.kind.value}:{self.name}"


class Link(NamedTuple):
    """An item came from another, or contains it."""

    child: str
    """The `ref` of the item that came from the other."""
    parent: str
    relations: tuple[Relation, ...]
    says: str
    """How that is known, for the reader."""
    places: tuple[Location, ...] = ()

    @property
    def derived(self) -> bool:
        """Whether the weights came from the other's, by one of the readings."""
        return not _NO_DESCENT.issuperset(self.relations)

    @property
    def words(self) -> str:
        """`finetune or quantized`."""
        return " or ".join(relation.value for relation in self.relations)


class Place(NamedTuple):
    """Lines of a file, as evidence."""

    path: str
    first: int
    last: int
    says: str


class BomFile(NamedTuple):
    """A file that was read, or whose digest is known."""

    path: str
    sha256: str
    """The digest of the whole file; "" if only its header was read and no listing has it."""
    kind: str
    """The kind of a document; `not read` for any other file."""
    size: int
    places: tuple[Place, ...]


class LicenseText(NamedTuple):
    """A license that SPDX does not list."""

    name: str
    text: str
    """"" if its publisher's text is not available."""
    url: str


class Bom(NamedTuple):
    """The bill of materials of one model or several."""

    name: str
    roots: tuple[Item, ...]
    """The models that it is about."""
    items: tuple[Item, ...]
    """The other items: what they were made from, and their parts."""
    links: tuple[Link, ...]
    open: tuple[str, ...]
    """What is undetermined about the origin, in sentences."""
    findings: tuple[tuple[str, str], ...]
    """Findings in reading order: the `ref` of the item, and severity, id and message."""
    files: tuple[BomFile, ...]
    not_read: tuple[str, ...]
    texts: dict[str, LicenseText]
    """By LicenseRef."""
    hyperparameters: dict[str, str]
    standing: str
    version: str
    """The version of auditor."""
    rules_digest: str
    as_of: str

    def id(self, what: str) -> UUID:
        """The id of a document: it differs for another format or other content."""
        return uuid5(NAMESPACE_URL, f"auditor:{what}:{self!r}")

    @property
    def subject(self) -> Item:
        """The model, or the first of several."""
        return self.roots[0]

    @property
    def every(self) -> tuple[Item, ...]:
        """The models, then the others."""
        return (*self.roots, *self.items)

    def links_of(self, item: Item) -> tuple[Link, ...]:
        """The links from an item to what it came from."""
        return tuple(link for link in self.links if link.child == item.ref)
