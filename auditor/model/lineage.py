"""The edges of the lineage graph, and the evidence for them."""

from __future__ import annotations

from enum import StrEnum

from auditor.model.base import Noun
from auditor.model.source import Location, Scalar
from auditor.model.words import Grade, Part, Relation


class Rung(StrEnum):
    """The ladder of evidence (design §6)."""

    DECLARED = "declared"
    """Rung 1: a card, an adapter, a GGUF key or a NOTICE says so."""
    NAMED = "named"
    """Rung 2: a leaked path or id."""
    ARCHITECTURE = "architecture"
    """Rung 3: the class alone; code lineage only."""
    VOCABULARY_CHANGED = "vocabulary-changed"
    """Between 3 and 4: the shape of a release except for the vocabulary, which differs no more than in fine-tunes."""
    SIGNATURE = "signature"
    """Rung 4: shape, vocabulary and discriminators of a release."""
    TOKENIZER = "tokenizer"
    """Rung 5: the same tokens with the same ids."""
    WEIGHTS = "weights"
    """Rung 6: sampled rows agree far beyond chance."""
    EQUAL_FILE = "equal-file"
    """Rung 7: equal file or tensors."""

    @property
    def firm(self) -> bool:
        """Whether a breach may be based on an edge with such evidence (design §5.10)."""
        return self in (Rung.DECLARED, Rung.NAMED, Rung.EQUAL_FILE)


class EdgeKind(StrEnum):
    """What an edge of the lineage graph leads to."""

    PARENT = "parent"
    """A model that something names, or whose files are present."""
    FAMILY = "family"
    """A release of a family; which of them is unknown."""
    UNNAMED = "unnamed"
    """A base that nothing names: an adapter, a merge or a quantized model must have one, or a copyright line
    indicates one."""
    STEWARD = "steward"
    """A model of the company that wrote the declared license for its own models."""
    CODE = "code"
    """Modelling code only."""
    DATASET = "dataset"
    OWN_TERMS = "own-terms"
    """No ancestor: the model's own license, for what it requires of whoever passes the model on."""


class Comparison(Noun, frozen=True, kw_only=True):
    """One field of a configuration compared with the same field of a known release."""

    field: str
    """As the release table spells it: `num_hidden_layers`."""
    here: Scalar
    """This model's value."""
    there: Scalar
    """The release's value."""

    @property
    def equal(self) -> bool:
        """Whether both values agree; 128000 and 128000.0 do."""
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
    """For a signature: each field that both have."""
    families: int = 0
    """For a signature: how many known families have all the values that agree; 1 is this family alone."""
    next_equal: int = 0
    """For a signature: how many of these values the next nearest known family of its class or width has."""


class Candidate(Noun, frozen=True, kw_only=True):
    """One release, or one parent, to which an edge may lead, with the terms it came under."""

    name: str
    license: str | None
    """SPDX expression of what the child received; None: unknown."""
    named: tuple[str, ...] = ()
    """The names that its own repository gives to licenses unknown to the auditor."""
    grade: Grade
    source: str = ""
    date: str = ""
    copyrights: tuple[str, ...] = ()
    copyrights_read: bool = False
    holders: tuple[str, ...] = ()
    """The names in its publisher's copyright lines."""
    notice_file: bool | None = None
    notice_text: str = ""
    """The upstream's NOTICE, if it was read."""
    license_files: tuple[str, ...] = ()
    """sha256 of the license files that offer its weights, if they were read."""
    disputed: str = ""
    """Who disputes these facts about it, and since when; a finding based on them is then never more than open."""
    matched: int = 0
    """How many of the config fields compared agree."""
    compared: int = 0
    note: str = ""
    otherwise: bool = False
    """Whether it represents any other possible base: no statement of the publisher was read that rules others out."""


class EdgeDoubts(Noun, frozen=True, kw_only=True):
    """What leaves an edge, or the ancestors beyond it, in doubt."""

    counter_evidence: str = ""
    """The evidence against the edge, in one sentence; "" if none was found."""
    licensor_unknown: bool = False
    """Whether the publisher of this model may be the licensor, who is not bound by its own terms."""
    licensor_presumed: bool = False
    """Whether this publisher is presumed to be the licensor: its terms bind whoever passes the model on, not itself."""
    licensor_claimed: bool = False
    """Whether the repository says that it is the licensor's own, and nothing in it contradicts that."""
    differs: str = ""
    """How a directory with the parent's name contradicts what is known of the parent; "" if it does not."""
    cycle: bool = False
    """Whether the parent's own bases lead back to it, or to the repository."""
    cut: bool = False
    """Whether bases of it were left out: the chain is too long, there are too many, or a file was not read."""
    unopened: str = ""
    """Why its repository could not be read, and what would help; "" if it was read or not looked for."""


class Upstream(Noun, frozen=True, kw_only=True):
    """An edge: this repository came, or may have come, from one of these candidates."""

    name: str
    """The parent's id, or the family's key for a candidate set; unique among the edges, and part of finding ids."""
    kind: EdgeKind = EdgeKind.PARENT
    title: str
    """For the reader: "deepseek-ai/DeepSeek-R1", "the DeepSeek-V3 family"."""
    relations: tuple[Relation, ...]
    """The possible relations: one if it is settled, several if not."""
    candidates: tuple[Candidate, ...]
    """Empty: the parent is named, but nothing is known of its terms."""
    evidence: tuple[Evidence, ...]
    part: Part = Part.WEIGHTS
    component: str = ""
    """Which part of a pipeline came from it ("vae", "text_encoder"); "" for the model itself."""
    via: str = ""
    """The ancestor at which it was found; "" if the repository itself shows it."""
    step: tuple[Relation, ...] = ()
    """How that ancestor was made from it; `relations` is how the repository was, over all steps."""
    doubts: EdgeDoubts = EdgeDoubts()
    own: bool = False
    """Whether the parent has the same publisher: a licensor is not bound by its own terms (design §5.11)."""
    by_publisher: bool | None = None
    """For outputs and data: whether this publisher itself ran the parent; None: unknown."""
    note: str = ""

    def doubting(self, **doubts: str | bool) -> Upstream:
        """The same edge with these doubts changed."""
        return self.replace(doubts=self.doubts.replace(**doubts))

    @property
    def is_own_terms(self) -> bool:
        """Whether it leads to the model's own license rather than to an ancestor."""
        return self.kind is EdgeKind.OWN_TERMS

    @property
    def firm(self) -> bool:
        """Whether some evidence declares it, names it, or shows equal files."""
        return any(evidence.rung.firm for evidence in self.evidence)


class NamedModel(Noun, frozen=True, kw_only=True):
    """A model that the repository mentions and that is not a parent, as far as is known: it has no edge or finding."""

    name: str
    """Its id; its name as written if no id is given."""
    says: str = "what it has to do with this model was not understood"
    """Why it is listed."""
    location: Location
    quote: str


class KnownRelease(Noun, frozen=True, kw_only=True):
    """The known release this repository is (design §5.11)."""

    release: str
    family: str
    licensor: bool | None
    """Whether the publisher of this repository is the licensor; None: unknown."""
    claimed: bool = False
    """Whether the repository says that it is the licensor's own, and offers what the licensor offers."""
    says: str
