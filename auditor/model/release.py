"""Known base models as published (`rules/models/**/*.toml`): releases, in families of one shape."""

from __future__ import annotations

from auditor.model.base import Noun, field
from auditor.model.source import Scalar
from auditor.model.words import Grade, Relation


class Mirror(Noun, frozen=True, kw_only=True):
    """A third party's repository that contains the weights of a release."""

    repo: str
    relation: Relation = Relation.COPY
    """A copy, or a quantized one."""
    grade: Grade = Grade.MEMORY
    """How it is known that it contains them; the bytes were not compared."""
    source: str = ""


class LicensePeriod(Noun, frozen=True, kw_only=True):
    """The license under which a release was offered for a time: data, shown with today's license."""

    license: str = ""
    """SPDX expression; "" if only the note describes it."""
    since: str = ""
    """YYYY-MM-DD or YYYY-MM; "" for its publication, or unknown."""
    until: str = ""
    """The same; "" for today, or unknown."""
    grade: Grade = Grade.MEMORY
    source: str = ""
    note: str = ""


class ReleasePart(Noun, frozen=True, kw_only=True):
    """A component of a release that is of another origin: a text encoder, a vision tower, a VAE."""

    name: str
    """As the pipeline calls it: `text_encoder`."""
    origin: str
    """A Hub id if it has one, otherwise a description."""
    license: str = ""
    """SPDX expression; "" if unknown."""
    grade: Grade = Grade.MEMORY
    note: str = ""


class Release(Noun, frozen=True, kw_only=True):
    """A base model as published: its repository, the license of that release, what its notices say."""

    repo: str
    license: str | None = None
    """SPDX expression of the weights' license at that release; None: unknown."""
    profiled: bool = True
    """False: no file in rules/licenses has its license, and none can have it yet."""
    grade: Grade = Grade.MEMORY
    """How the license is known."""
    source: str = ""
    """Where the license was read."""
    date: str = ""
    """Publication, YYYY-MM or YYYY-MM-DD."""
    copyrights: tuple[str, ...] = ()
    """The copyright lines seen in its files."""
    copyrights_read: bool = False
    """Whether its license files were read: False leaves further lines unknown."""
    notice_file: bool | None = None
    """Whether it has a NOTICE file; None: unknown."""
    base: str = ""
    """The release from which it was itself made, if it is a derivative: never a base candidate."""
    base_listed: bool = True
    """False: no file in rules/models has its base."""
    relation: Relation | None = None
    """How it was made from `base`."""
    lineage_grade: Grade = Grade.SEEN
    """How `base`, `relation` and `teachers` are known."""
    teachers: tuple[str, ...] = ()
    """Releases on whose outputs it was trained, to perform like them: parents besides `base`."""
    files: dict[str, str] = field(default_factory=dict)
    """sha256 of files as published, by path."""
    file_sizes: dict[str, int] = field(default_factory=dict)
    """The sizes of those that are often redistributed: a file of none of these sizes need not be hashed."""
    config: dict[str, Scalar] = field(default_factory=dict)
    """Config values that distinguish it within the family's shape."""
    titles: tuple[str, ...] = ()
    """What people call it in words: "Stable Diffusion v1.5"."""
    aliases: tuple[str, ...] = ()
    """Other ids of the same repository: before it moved, after its publisher was renamed."""
    mirrors: tuple[Mirror, ...] = ()
    file_names: tuple[str, ...] = ()
    """The names of its weight files that identify it alone: `sd_xl_base_1.0.safetensors`."""
    gated: bool = False
    """Whether its publisher restricts access to its repository."""
    history: tuple[LicensePeriod, ...] = ()
    parts: tuple[ReleasePart, ...] = ()
    disputed: str = ""
    """Who disputes this row, and since when: a publisher, by an issue or a mail (docs/disputes.md)."""
    note: str = ""


class Family(Noun, frozen=True, kw_only=True):
    """Releases of one shape and origin (`rules/models/<publisher>/<key>.toml`)."""

    key: str
    name: str
    publisher: str
    """Organisation on the Hub."""
    holders: tuple[str, ...] = ()
    """The names that its copyright lines may have."""
    shape: dict[str, Scalar] = field(default_factory=dict)
    """Config keys and values that all its releases share; none: they are known by name alone."""
    shape_grade: Grade = Grade.SECONDARY
    shape_source: str = ""
    model_types: tuple[str, ...] = ()
    """`model_type` of its configurations, as its publisher writes it."""
    trainer_names: tuple[str, ...] = ()
    """The names by which trainers call its releases in the header of a model trained from one: `sdxl_base_v1-0`."""
    tensors: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """The tensors of a single-file checkpoint of it, with block numbers replaced by "#", and their shapes.

    If shapes differ, the smallest; empty if unknown."""
    network_prefixes: tuple[str, ...] = ()
    """Prefixes of tensor names that only LoRAs for this family have, in kohya's format."""
    tensor_blocks: dict[str, int] = field(default_factory=dict)
    """How many blocks such a checkpoint has, by the prefix before the block number."""
    tensors_absent: tuple[str, ...] = ()
    """Prefixes of tensor names that such a checkpoint does not have."""
    collides: tuple[str, ...] = ()
    """Publishers whose independent models have the same shape, which therefore never implicates this family alone."""
    retrained: tuple[str, ...] = ()
    """Models that others trained from scratch in this shape, which therefore suggests the family with that doubt."""
    note: str = ""
    releases: tuple[Release, ...]


class KnownTokenizer(Noun, frozen=True, kw_only=True):
    """The tokenizer of known releases (`rules/tokenizers/known.toml`)."""

    name: str
    """The name of its models."""
    tokens: int
    """Size of the trained vocabulary, at least 1,000: ids from 0 on."""
    sha256: str
    """Over those tokens, in the order of their ids."""
    parts: tuple[str, ...]
    """The same over each sixteenth of them, 12 hex digits each."""
    families: tuple[str, ...]
    """Keys of the families that have it."""
    grade: Grade
    source: str
    note: str = ""
