"""Known base models (`rules/models/*.toml`) and the edges of the lineage graph."""

from __future__ import annotations

from enum import StrEnum

from auditor.model.base import Noun, field
from auditor.model.source import Location, Scalar
from auditor.model.words import Grade, Part, Relation


class Rung(StrEnum):
    """The ladder of evidence (design §6)."""

    DECLARED = "declared"
    """Rung 1: a card, an adapter, a GGUF key, a NOTICE says so."""
    NAMED = "named"
    """Rung 2: a leaked path or id."""
    ARCHITECTURE = "architecture"
    """Rung 3: the class alone; code lineage only."""
    SIGNATURE = "signature"
    """Rung 4: shape, vocabulary and discriminators of a release."""
    TOKENIZER = "tokenizer"
    """Rung 5: the same token and id."""
    WEIGHTS = "weights"
    """Rung 6: sampled rows agree far beyond chance."""
    EQUAL_FILE = "equal-file"
    """Rung 7: equal file or tensors."""

    @property
    def firm(self) -> bool:
        """Whether a breach may rest on an edge shown so (design §5.10)."""
        return self in (Rung.DECLARED, Rung.NAMED, Rung.EQUAL_FILE)


class EdgeKind(StrEnum):
    """What an edge of the lineage graph leads to."""

    PARENT = "parent"
    """A model that something names, or whose files are here."""
    FAMILY = "family"
    """One of the releases of a family, which of them is not known."""
    STEWARD = "steward"
    """Some model of the company that wrote the declared license for its own models."""
    CODE = "code"
    """Modelling code alone."""
    DATASET = "dataset"
    OWN_TERMS = "own-terms"
    """No ancestor: what the model's own license requires of whoever passes it on."""


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
    teachers: tuple[str, ...] = ()
    """Releases whose outputs it was trained on, to perform like them: parents beside `base`."""
    files: dict[str, str] = field(default_factory=dict)
    """sha256 of files as published, by path."""
    config: dict[str, Scalar] = field(default_factory=dict)
    """Discriminators beside the family's shape."""
    disputed: str = ""
    """Who disputes this row, and since when: a publisher, by an issue or a mail (docs/disputes.md)."""
    note: str = ""


class Family(Noun, frozen=True, kw_only=True):
    """Releases of one shape (`rules/models/<key>.toml`)."""

    key: str
    name: str
    publisher: str
    """Organisation on the Hub."""
    holders: tuple[str, ...] = ()
    """Names its copyright lines may carry."""
    shape: dict[str, Scalar]
    """Config keys and values all its releases share."""
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


class Comparison(Noun, frozen=True, kw_only=True):
    """One field of a configuration beside the same field of a known release."""

    field: str
    """As the release table spells it: `num_hidden_layers`."""
    here: Scalar
    there: Scalar

    @property
    def equal(self) -> bool:
        """Whether they agree; 128000 and 128000.0 do."""
        if isinstance(self.here, (int, float)) and isinstance(self.there, (int, float)):
            return float(self.here) == float(self.there)
        return self.here == self.there


class Evidence(Noun, frozen=True, kw_only=True):
    """One trace of lineage."""

    rung: Rung
    says: str
    """One sentence for the reader."""
    location: Location | None = None
    quote: str = ""
    compared: tuple[Comparison, ...] = ()
    """Of a signature: each field that both have."""
    families: int = 0
    """Of a signature: how many known families have all the values that agree; 1 is this family alone."""


class Candidate(Noun, frozen=True, kw_only=True):
    """One release, or one parent, that an edge may lead to, with the terms it came under."""

    name: str
    license: str | None
    """SPDX expression of what the child received; None: not known."""
    grade: Grade
    source: str = ""
    date: str = ""
    copyrights: tuple[str, ...] = ()
    copyrights_read: bool = False
    holders: tuple[str, ...] = ()
    """Names its publisher's copyright lines carry."""
    notice_file: bool | None = None
    notice_text: str = ""
    """The upstream's NOTICE, where it was read."""
    license_files: tuple[str, ...] = ()
    """sha256 of the license files that offer its weights, where they were read."""
    disputed: str = ""
    """Who disputes what is said here of it, and since when; a finding that rests on it is then never more than open."""
    matched: int = 0
    """Of the config fields present, how many agree."""
    compared: int = 0
    note: str = ""


class EdgeDoubts(Noun, frozen=True, kw_only=True):
    """What leaves an edge, or what lies behind it, in doubt."""

    counter_evidence: str = ""
    """What is here that speaks against the edge, in one sentence; "" where nothing was found that does."""
    licensor_unknown: bool = False
    """Whether the publisher here may be the licensor, whom its own terms do not bind."""
    licensor_presumed: bool = False
    """Whether the publisher here is presumed the licensor: its terms bind whoever passes the model on, not itself."""
    licensor_claimed: bool = False
    """Whether the repository says that it is the licensor's own, and nothing in it speaks against that."""
    differs: str = ""
    """How a directory called like the parent contradicts what is known of it; "" where it does not."""
    cycle: bool = False
    """Whether the parent's own bases lead back to it, or to the repository."""
    cut: bool = False
    """Whether bases of it were left out: the chain is too long, there are too many, or what it says was not read."""
    unopened: str = ""
    """Why its repository could not be read, and what would open it; "" where it was read or not looked for."""


class Upstream(Noun, frozen=True, kw_only=True):
    """An edge: this repository came, or may have come, from one of these candidates."""

    name: str
    """The parent's id, or the family's key for a candidate set; what finding ids carry; no other edge has it."""
    kind: EdgeKind = EdgeKind.PARENT
    title: str
    """For the reader: "deepseek-ai/DeepSeek-R1", "the DeepSeek-V3 family"."""
    relations: tuple[Relation, ...]
    """The readings: one where it is settled, several where it is not."""
    candidates: tuple[Candidate, ...]
    """Empty: the parent is named, and nothing is known of its terms."""
    evidence: tuple[Evidence, ...]
    part: Part = Part.WEIGHTS
    component: str = ""
    """Which part of a pipeline it is about ("vae", "text_encoder"); "" for the model itself."""
    via: str = ""
    """The ancestor at which it was found; "" where the repository itself shows it."""
    step: tuple[Relation, ...] = ()
    """How that ancestor came from it; `relations` is how the repository did, over all steps."""
    doubts: EdgeDoubts = EdgeDoubts()
    own: bool = False
    """Whether the parent is of the same publisher: a licensor is not bound by its own terms (design §5.11)."""
    by_publisher: bool | None = None
    """For outputs and data: whether this publisher itself ran the parent; None: nothing tells."""
    note: str = ""

    def doubting(self, **doubts: str | bool) -> Upstream:
        """The same edge with these doubts in place of what it has of them."""
        return self.replace(doubts=self.doubts.replace(**doubts))

    @property
    def is_own_terms(self) -> bool:
        """Whether it leads to no ancestor, but to the model's own license."""
        return self.kind is EdgeKind.OWN_TERMS

    @property
    def firm(self) -> bool:
        """Whether some evidence declares it, names it, or shows equal files."""
        return any(evidence.rung.firm for evidence in self.evidence)


class KnownRelease(Noun, frozen=True, kw_only=True):
    """The known release this repository is (design §5.11)."""

    release: str
    family: str
    licensor: bool | None
    """Whether the publisher here is the licensor; None: nothing tells."""
    claimed: bool = False
    """Whether the repository says that it is the licensor's own, and offers what the licensor does."""
    says: str
