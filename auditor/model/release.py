"""Known base models as published (`rules/models/**/*.toml`): releases, by families of one shape."""

from __future__ import annotations

from auditor.model.base import Noun, field
from auditor.model.source import Scalar
from auditor.model.words import Grade, Relation


class Mirror(Noun, frozen=True, kw_only=True):
    """A repository that holds the weights of a release, and is somebody else's."""

    repo: str
    relation: Relation = Relation.COPY
    """A copy, or a quantized one."""
    grade: Grade = Grade.MEMORY
    """How it is known that it holds them; the bytes were not compared."""
    source: str = ""


class LicensePeriod(Noun, frozen=True, kw_only=True):
    """What a release was offered under for a time: data, shown beside the license of today."""

    license: str = ""
    """SPDX expression; "" where only a note tells."""
    since: str = ""
    """YYYY-MM-DD or YYYY-MM; "" for its publication, or not known."""
    until: str = ""
    """The same; "" for today, or not known."""
    grade: Grade = Grade.MEMORY
    source: str = ""
    note: str = ""


class ReleasePart(Noun, frozen=True, kw_only=True):
    """A component of a release that is of another origin: a text encoder, a vision tower, a VAE."""

    name: str
    """As the pipeline calls it: `text_encoder`."""
    origin: str
    """A Hub id where it has one, else words."""
    license: str = ""
    """SPDX expression; "" where it is not known."""
    grade: Grade = Grade.MEMORY
    note: str = ""


class Release(Noun, frozen=True, kw_only=True):
    """A base model as published: repository, the license of that release, what its notices say."""

    repo: str
    license: str | None = None
    """SPDX expression of the weights' license at that release; None: not known."""
    profiled: bool = True
    """False: no file of rules/licenses has its license, and none can have it yet."""
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
    """Whether it carries a NOTICE file; None: not known."""
    base: str = ""
    """The release it was itself made from, if it is a derivative: never a base candidate."""
    base_listed: bool = True
    """False: no file of rules/models has its base."""
    relation: Relation | None = None
    """How it came from `base`."""
    lineage_grade: Grade = Grade.SEEN
    """How `base`, `relation` and `teachers` are known."""
    teachers: tuple[str, ...] = ()
    """Releases whose outputs it was trained on, to perform like them: parents beside `base`."""
    files: dict[str, str] = field(default_factory=dict)
    """sha256 of files as published, by path."""
    file_sizes: dict[str, int] = field(default_factory=dict)
    """Their sizes, of those that are often shipped again: a file of none of these sizes need not be hashed."""
    config: dict[str, Scalar] = field(default_factory=dict)
    """Discriminators beside the family's shape."""
    titles: tuple[str, ...] = ()
    """What people call it in words: "Stable Diffusion v1.5"."""
    aliases: tuple[str, ...] = ()
    """Other ids of the same repository: before it moved, after its publisher was renamed."""
    mirrors: tuple[Mirror, ...] = ()
    file_names: tuple[str, ...] = ()
    """What its files of weights are called, where that name means it alone: `sd_xl_base_1.0.safetensors`."""
    gated: bool = False
    """Whether its repository opens only to whom its publisher lets in."""
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
    """Names its copyright lines may carry."""
    shape: dict[str, Scalar] = field(default_factory=dict)
    """Config keys and values all its releases share; none: they are known by name alone."""
    shape_grade: Grade = Grade.SECONDARY
    shape_source: str = ""
    model_types: tuple[str, ...] = ()
    """`model_type` of its configurations, as its publisher writes it."""
    trainer_names: tuple[str, ...] = ()
    """What trainers write into the header of what was trained from one of it: `sdxl_base_v1-0`."""
    tensors: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Tensors that a checkpoint of it in one file has, the numbers of blocks made "#", with their shape.

    Of several of a kind the smallest; an empty one where it is not known."""
    network_prefixes: tuple[str, ...] = ()
    """How tensors of LoRAs for it begin in kohya's format, and those for no other family."""
    tensor_blocks: dict[str, int] = field(default_factory=dict)
    """How many blocks such a checkpoint has, by what stands before their numbers."""
    tensors_absent: tuple[str, ...] = ()
    """Beginnings of names of tensors that such a checkpoint does not have."""
    collides: tuple[str, ...] = ()
    """Publishers whose independent models have this very shape: it never implicates alone."""
    note: str = ""
    releases: tuple[Release, ...]


class KnownTokenizer(Noun, frozen=True, kw_only=True):
    """The tokenizer of known releases (`rules/tokenizers/known.toml`)."""

    name: str
    """What its models are called."""
    tokens: int
    """At least 1,000, of the trained vocabulary: ids from 0 on."""
    sha256: str
    """Over those tokens, by id."""
    parts: tuple[str, ...]
    """The same over each sixteenth of them, 12 hex digits."""
    families: tuple[str, ...]
    """Keys of the families that have it."""
    grade: Grade
    source: str
    note: str = ""
