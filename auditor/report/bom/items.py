"""What a bill of materials is made of, whatever its format."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple
from uuid import NAMESPACE_URL, UUID, uuid5

from auditor.model import Relation

if TYPE_CHECKING:
    from auditor.model import Location

NOASSERTION, NONE = "NOASSERTION", "NONE"
"""What could not be decided; what was looked for and is not there (SPDX 2.3, clause 7.13)."""
_NO_DESCENT = frozenset({Relation.TRAINED_ON, Relation.DISTILL, Relation.CODE})
"""What makes no ancestor: data, a teacher, modelling code."""


class ItemKind(StrEnum):
    """What an item is."""

    MODEL = "model"
    DATASET = "dataset"
    CODE = "code"
    PART = "part"
    """A part of the model: its tokenizer, its code, one model of a pipeline."""


class Licensing(NamedTuple):
    """The license of an item: an SPDX expression, `NOASSERTION` or `NONE`."""

    declared: str
    """What is found in it: its card, its license files."""
    concluded: str
    """What holds, with what the items behind it bring."""
    why: str
    """Why the two differ, or what is open; "" where nothing is to be said."""


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
    """YYYY-MM-DD; "" where no day is known."""
    copyrights: tuple[str, ...] = ()
    part: str = ""
    """Of a part: `code`, `tokenizer`, `data`, `documentation`, or `component` for one model of a pipeline."""

    @property
    def ref(self) -> str:
        """What it is called by in the document; no other item has it."""
        return f"{self.kind.value}:{self.name}"


class Link(NamedTuple):
    """An item came from another, or holds it."""

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
    """Lines of a file that say something."""

    path: str
    first: int
    last: int
    says: str


class BomFile(NamedTuple):
    """A file that was read, or whose digest is known."""

    path: str
    sha256: str
    """Of the whole file; "" where only its header was read, and no listing has it."""
    kind: str
    """Of a document; `not read` for any other file."""
    size: int
    places: tuple[Place, ...]


class LicenseText(NamedTuple):
    """A license that SPDX does not list."""

    name: str
    text: str
    """"" where its publisher's text is not at hand."""
    url: str


class Bom(NamedTuple):
    """The whole, for one model or for several."""

    name: str
    roots: tuple[Item, ...]
    """The models that it is about."""
    items: tuple[Item, ...]
    """The others: what it was made from, and its parts."""
    links: tuple[Link, ...]
    open: tuple[str, ...]
    """What is not settled about its origin, in sentences."""
    findings: tuple[tuple[str, str], ...]
    """In the order in which they are read: the `ref` of the item it is about, and severity, id and message."""
    files: tuple[BomFile, ...]
    not_read: tuple[str, ...]
    texts: dict[str, LicenseText]
    """By LicenseRef."""
    hyperparameters: dict[str, str]
    standing: str
    version: str
    """The auditor's own."""
    rules_digest: str
    as_of: str

    def id(self, what: str) -> UUID:
        """The id of a document: that of another format, and of anything that says something else, is another."""
        return uuid5(NAMESPACE_URL, f"auditor:{what}:{self!r}")

    @property
    def subject(self) -> Item:
        """The model, where it is one; else the first."""
        return self.roots[0]

    @property
    def every(self) -> tuple[Item, ...]:
        """The models, then the others."""
        return (*self.roots, *self.items)

    def links_of(self, item: Item) -> tuple[Link, ...]:
        """What an item came from."""
        return tuple(link for link in self.links if link.child == item.ref)
