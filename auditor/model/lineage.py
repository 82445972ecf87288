"""The edges of the lineage graph, and the evidence for them."""

from __future__ import annotations

from enum import StrEnum

from auditor.model.base import Noun
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
    VOCABULARY_CHANGED = "vocabulary-changed"
    """Between 3 and 4: the shape of a release in all but the vocabulary, within what fine-tunes do to it."""
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
    UNNAMED = "unnamed"
    """The base that an adapter, a merge or a quantized model has by its form, or somebody's copyright line tells of,
    and that nothing names."""
    STEWARD = "steward"
    """Some model of the company that wrote the declared license for its own models."""
    CODE = "code"
    """Modelling code alone."""
    DATASET = "dataset"
    OWN_TERMS = "own-terms"
    """No ancestor: what the model's own license requires of whoever passes it on."""


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
    next_equal: int = 0
    """Of a signature: how many of these values the next known family has, which is not named: nothing leads to it."""


class Candidate(Noun, frozen=True, kw_only=True):
    """One release, or one parent, that an edge may lead to, with the terms it came under."""

    name: str
    license: str | None
    """SPDX expression of what the child received; None: not known."""
    named: tuple[str, ...] = ()
    """What its own repository calls licenses that nobody here knows."""
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
    otherwise: bool = False
    """Stands for whatever else it may have been made from, as nobody read of the publisher that it was the others."""


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


class NamedModel(Noun, frozen=True, kw_only=True):
    """A model that is met here and is no parent as far as is known: no edge leads to it, and no finding."""

    name: str
    """Its id; its name as written, where no id stands there."""
    says: str = "what it has to do with this model was not understood"
    """Why it is listed."""
    location: Location
    quote: str


class KnownRelease(Noun, frozen=True, kw_only=True):
    """The known release this repository is (design §5.11)."""

    release: str
    family: str
    licensor: bool | None
    """Whether the publisher here is the licensor; None: nothing tells."""
    claimed: bool = False
    """Whether the repository says that it is the licensor's own, and offers what the licensor does."""
    says: str
