"""The closed vocabularies: every word that may be in a rule, a profile or a report."""

from __future__ import annotations

from enum import StrEnum


class Part(StrEnum):
    """What a statement is about."""

    WEIGHTS = "weights"
    CODE = "code"
    TOKENIZER = "tokenizer"
    DATA = "data"
    DOCUMENTATION = "documentation"
    UNCLEAR = "unclear"
    """Not said: the weights, the code or both."""


class Relation(StrEnum):
    """How a model was made from its parent."""

    COPY = "copy"
    QUANTIZED = "quantized"
    FINETUNE = "finetune"
    MERGE = "merge"
    ADAPTER = "adapter"
    DISTILL = "distill"
    TRAINED_ON = "trained-on"
    CODE = "code"


class Trigger(StrEnum):
    """What can make a duty or a limit apply: a relation, or an act that leaves no trace in files."""

    COPY = "copy"
    """The same weights."""
    QUANTIZED = "quantized"
    """The same weights in another format or precision."""
    FINETUNE = "finetune"
    """Further training."""
    MERGE = "merge"
    """The weights of several models combined."""
    ADAPTER = "adapter"
    """A delta that does not contain the base's weights."""
    DISTILL = "distill"
    """Trained on the model's outputs."""
    TRAINED_ON = "trained-on"
    """Trained on the data."""
    CODE = "code"
    """Code files reused; duties follow as for a copy."""
    HOSTED = "hosted"
    """Offered as a service: leaves no trace in files."""
    COMMERCIAL = "commercial"
    """Used commercially: leaves no trace in files."""
    PUBLICATION = "publication"
    """Research on it published: leaves no trace in files."""
    OUTPUTS = "outputs"
    """Outputs passed on: leaves no trace in files."""
    DATASET_SHARE = "dataset-share"
    """The data itself passed on."""


class Reach(StrEnum):
    """Whether a license follows a relation (design §5.1)."""

    YES = "yes"
    """The license follows."""
    NO = "no"
    """The license does not follow."""
    CONTAINS = "contains"
    """Only if the base's own weights are contained."""
    LISTED = "listed"
    """Only the duties and limits that name the relation."""
    LIMIT = "limit"
    """The act itself is limited: see the limits."""
    UNCLEAR = "unclear"
    """The text does not settle it: at most undetermined."""


class Grade(StrEnum):
    """How a fact is known; a breach may be based only on the first two."""

    TEXT = "text"
    """Read word for word in the license's own text."""
    SEEN = "seen"
    """Read in the publisher's own repository."""
    COPY = "copy"
    """Read word for word in a third party's copy of the text."""
    PARTIAL = "partial"
    """Read in a part of the text, or in quotations of it."""
    SECONDARY = "secondary"
    """A third party says so."""
    MEMORY = "memory"
    """Not checked."""
    UNQUOTED = "unquoted"
    """Summarised from the text, without its words."""

    @property
    def settles(self) -> bool:
        """Whether a breach may be based on it (design §5.6)."""
        return self in (Grade.TEXT, Grade.SEEN)


class Match(StrEnum):
    """How a text compares with a license's text."""

    EXACT = "exact"
    EXTRA = "exact-with-further-terms"
    NEAR = "near"
    MODIFIED = "modified"
    REFERENCE = "reference"
    """A notice or tag that names the license without its text."""
    UNKNOWN = "unknown"


class StatementSource(StrEnum):
    """How an expression is known to apply."""

    DECLARED = "declared"
    DETECTED = "detected"
    INHERITED = "inherited"
    CONCLUDED = "concluded"


class StatementKind(StrEnum):
    """What a statement grants or withholds."""

    LICENSE = "license"
    LIMIT = "limit"
    PERMISSION = "permission"
    NOT_UNDERSTOOD = "not-understood"
    """Words that name a license or a limit, from which nothing was concluded."""
    DENIED = "denied"
    """A license that expressly does not apply."""


class StatementSubject(StrEnum):
    """Whose license a statement is about."""

    SELF = "this-model"
    COMPONENT = "component"
    OTHER = "another"


class Plainness(StrEnum):
    """How plainly it is said: a closed form is conclusive, a free sentence is at most undetermined."""

    CLOSED = "closed-form"
    FREE = "free-sentence"


class StatementTime(StrEnum):
    """When a statement applies."""

    NOW = "now"
    EARLIER = "earlier"
    LATER = "later"


class Certainty(StrEnum):
    """How precisely a statement names a license."""

    IDENTIFIED = "identified"
    """One license; without a `profile`, the auditor knows nothing more about it."""
    FAMILY = "family"
    """One of `members`, but not which."""
    UNKNOWN = "unknown"
    """Words that are not understood: never read as a permissive license, and no text settles them."""
    UNSAID = "unsaid"
    """An empty word (`other` without a name, `unknown`): a text may say which license it is."""


class Verdict(StrEnum):
    """The answer to one question."""

    MET = "met"
    BREACHED = "breached"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not-applicable"


class Severity(StrEnum):
    """Derived from verdicts, never set by hand (design §5.12)."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Shortfall(StrEnum):
    """What falls short: four things that a report never mixes in one sentence (design §5.9)."""

    DUTY = "duty-not-shown"
    """What a license requires is not there."""
    OVER_GRANT = "over-grant"
    """The terms offered here permit more than was received."""
    NOT_PERMITTED = "act-not-permitted"
    """What was done is not permitted upstream."""
    CONFLICT = "terms-conflict"
    """Two upstreams require what the other forbids."""


class Harm(StrEnum):
    """What is at stake if a rule finds something, the gravest first: findings are sorted in this order (design §9)."""

    ACT = "act"
    """What was done is not permitted."""
    LABEL = "label"
    """The label contradicts a limit."""
    SHARE_ALIKE = "share-alike"
    """The whole must be under another license."""
    RESTRICTIONS = "restrictions"
    """Use restrictions are not passed on."""
    STATEMENTS = "statements"
    """Statements contradict each other, or the files."""
    BASE = "base"
    """The base is not declared."""
    UNKNOWN = "unknown"
    """Terms, a parent or a file are unknown."""
    TEXT = "text"
    """The license's text, or a link to it, is missing."""
    HOLDER = "holder"
    """A copyright line is missing."""
    NOTICE = "notice"
    """A notice is missing."""
    CHANGES = "changes"
    """Changes are not stated."""
    CREDIT = "credit"
    """The creator is not named."""
    PHRASE = "phrase"
    """A phrase or a name is missing."""
    OUTSIDE = "outside"
    """What no file can show."""


class WaiverUse(StrEnum):
    """Whether and how a waiver was used in an audit."""

    APPLIED = "applied"
    EXPIRED = "expired"
    UNUSED = "unused"
    """No finding has its id."""
    TOO_BROAD = "too-broad"
    """It names no target, so that it applies only if a single target was audited."""
    CHANGED = "changed"
    """Its sha256 is not that of what was judged."""


class WaiverReason(StrEnum):
    """Why somebody accepts a finding."""

    LICENSED_SEPARATELY = "licensed-separately"
    """The upstream granted other terms."""
    SHOWN_ELSEWHERE = "shown-elsewhere"
    """What the clause requires is outside the repository."""
    NOT_DISTRIBUTED = "not-distributed"
    """The model does not leave the organisation."""
    UPSTREAM_CONFIRMED = "upstream-confirmed"
    """The upstream's publisher confirmed it."""
    COUNSEL_ACCEPTED = "counsel-accepted"
    """A lawyer reviewed and accepted it."""
    FALSE_FINDING = "false-finding"
    """The auditor is wrong here."""
