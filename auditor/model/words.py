"""The closed vocabularies: every word that may be in a rule, a profile or a report."""

from __future__ import annotations

from enum import StrEnum


class Part(StrEnum):
    """What a statement speaks about."""

    WEIGHTS = "weights"
    CODE = "code"
    TOKENIZER = "tokenizer"
    DATA = "data"
    DOCUMENTATION = "documentation"
    UNCLEAR = "unclear"
    """Not said: the weights, the code or both."""


class Relation(StrEnum):
    """How a model came from its parent."""

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
    """A delta, without the base's weights in it."""
    DISTILL = "distill"
    """Trained on the model's outputs."""
    TRAINED_ON = "trained-on"
    """Trained on the data."""
    CODE = "code"
    """Code files taken over; duties follow as for a copy."""
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
    """Only if the base's own weights are in there."""
    LISTED = "listed"
    """Only the duties and limits that name the relation."""
    LIMIT = "limit"
    """The act itself is limited: see the limits."""
    UNCLEAR = "unclear"
    """The text does not settle it: at most undetermined."""


class Grade(StrEnum):
    """How a fact is known; only the first two can carry a breach."""

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
        """Whether a breach may rest on it (design §5.6)."""
        return self in (Grade.TEXT, Grade.SEEN)


class DocumentKind(StrEnum):
    """Why a file is read."""

    LICENSE = "license"
    NOTICE = "notice"
    COPYRIGHT = "copyright"
    THIRD_PARTY = "third-party"
    POLICY = "policy"
    """A use policy: terms, but not the agreement."""
    CARD = "card"
    CONFIG = "config"
    GENERATION_CONFIG = "generation-config"
    TOKENIZER_CONFIG = "tokenizer-config"
    ADAPTER_CONFIG = "adapter-config"
    MERGE_CONFIG = "merge-config"
    PIPELINE_CONFIG = "pipeline-config"
    """model_index.json, modules.json, sentence-transformers."""
    SOURCE_CODE = "source-code"
    """The head of a modelling file."""
    GGUF = "gguf"
    SAFETENSORS = "safetensors"
    ONNX = "onnx"
    """The metadata of an ONNX file."""
    MODELFILE = "modelfile"
    """Ollama's recipe: FROM, ADAPTER, LICENSE."""
    PACKAGE_METADATA = "package-metadata"
    """METADATA or PKG-INFO of a Python package."""
    PACKAGE_JSON = "package-json"
    """package.json of an npm package."""
    SIDECAR = "sidecar"
    """`model.onnx.license`: what holds for the file beside it (REUSE specification)."""
    REUSE = "reuse"
    """REUSE.toml: licenses by the files they cover."""
    OCI_INDEX = "oci-index"
    """index.json of a container image: its annotations."""
    TRAINING_ARGS = "training-args"
    """What a training was begun with: `args.yaml` of Ultralytics, `opt.yaml` of YOLOv5."""
    TRAINER_STATE = "trainer-state"
    """trainer_state.json of transformers, where it is small."""
    SPACY_META = "spacy-meta"
    """meta.json of spaCy."""
    DOWNLOAD_METADATA = "download-metadata"
    """What a download tool left behind."""


class NameSource(StrEnum):
    """What names a repository."""

    GIVEN = "given"
    """The user: `--name`."""
    HUB = "hub"
    """The Hub, from which it is read."""
    DOWNLOAD_RECORD = "download-record"
    """The record that `auditor download` left."""
    HUB_CACHE = "hub-cache"
    """The folder of the user's own Hub cache in which it is."""
    FOLDER = "folder"
    """A folder that is called like one of a Hub cache and is not in the user's own: anybody may call a folder so."""
    GIT_REMOTE = "git-remote"
    """The Hub repository that a clone came from."""
    MODEL_NAME = "model-name"
    """`model_name` of a card."""
    MODEL_INDEX = "model-index"
    """The first name in `model-index` of a card."""
    GGUF_NAME = "gguf-name"
    """`general.name` of a target that is one GGUF file."""
    HEADING = "heading"
    """The first heading of a card."""

    @property
    def is_claim(self) -> bool:
        """Whether it came with the files, or anybody may write it: it may claim to be anybody's."""
        return self not in (NameSource.GIVEN, NameSource.HUB, NameSource.DOWNLOAD_RECORD, NameSource.HUB_CACHE)


class UnreadReason(StrEnum):
    """Why a file, or a part of it, was not read."""

    EMPTY = "empty"
    LFS_POINTER = "lfs-pointer"
    NOT_HERE = "not-here"
    """It is in the repository, and not in the copy of it that was audited."""
    LINK_OUTSIDE = "link-outside"
    LINK_BROKEN = "link-broken"
    NOT_A_FILE = "not-a-file"
    NO_PERMISSION = "no-permission"
    TOO_LARGE = "too-large"
    TOO_MANY = "too-many"
    TIME_LIMIT = "time-limit"
    """The time that an audit may take was over."""
    NOT_TEXT = "not-text"
    MALFORMED = "malformed"
    FAILED = "failed"
    NOT_WALKED = "not-walked"
    """A folder that was not looked into."""
    OUT_OF_SCOPE = "out-of-scope"
    """A license text that may or may not cover this model."""


class WeightsState(StrEnum):
    """Whether the weights of a model are here."""

    HERE = "here"
    NONE = "none"
    POINTERS = "lfs-pointers"
    """Some are Git LFS pointers: what they point to was not downloaded."""
    INCOMPLETE = "incomplete"
    """Some shards, or files that the listing names, are missing."""


class Match(StrEnum):
    """How a text compares with a license's text."""

    EXACT = "exact"
    EXTRA = "exact-with-further-terms"
    NEAR = "near"
    MODIFIED = "modified"
    REFERENCE = "reference"
    """A notice or tag that names the license without carrying its text."""
    UNKNOWN = "unknown"


class StatementSource(StrEnum):
    """Who says that an expression applies."""

    DECLARED = "declared"
    DETECTED = "detected"
    INHERITED = "inherited"
    CONCLUDED = "concluded"


class StatementKind(StrEnum):
    """What a statement gives or takes."""

    LICENSE = "license"
    LIMIT = "limit"
    PERMISSION = "permission"
    NOT_UNDERSTOOD = "not-understood"
    """Words that name a license or a limit, of which nothing was concluded."""


class StatementSubject(StrEnum):
    """Whose license a statement is about."""

    SELF = "this-model"
    COMPONENT = "component"
    OTHER = "another"


class Plainness(StrEnum):
    """How plainly it is said: a closed form concludes, a free sentence makes at most undetermined."""

    CLOSED = "closed-form"
    FREE = "free-sentence"


class StatementTime(StrEnum):
    """When what is said holds."""

    NOW = "now"
    EARLIER = "earlier"
    LATER = "later"


class Certainty(StrEnum):
    """How far a statement names a license."""

    IDENTIFIED = "identified"
    """One license; without a `profile`, nothing more is known of it here."""
    FAMILY = "family"
    """One of `members`: which?"""
    UNKNOWN = "unknown"
    """Words that nobody here understands: never read as a permissive license, and no text settles them."""
    UNSAID = "unsaid"
    """An empty word (`other` without a name, `unknown`): a text may say which."""


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
    """What is at stake where a rule finds something, the most first: findings are read in this order (design §9)."""

    ACT = "act"
    """What was done is not permitted."""
    LABEL = "label"
    """The label stands against a limit."""
    SHARE_ALIKE = "share-alike"
    """The whole must carry another license."""
    RESTRICTIONS = "restrictions"
    """Use restrictions are not passed on."""
    STATEMENTS = "statements"
    """Statements contradict each other, or what is there."""
    BASE = "base"
    """The base is not declared."""
    UNKNOWN = "unknown"
    """Terms, a parent or a file are not known."""
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
    """What no file shows."""


class WaiverUse(StrEnum):
    """What became of a waiver in an audit."""

    APPLIED = "applied"
    EXPIRED = "expired"
    UNUSED = "unused"
    """No finding has its id."""
    TOO_BROAD = "too-broad"
    """It names no target: it applies where one target was audited, and to nothing else."""
    CHANGED = "changed"
    """What it was given for, by its sha256, is not what was judged."""


class WaiverReason(StrEnum):
    """Why somebody accepts a finding."""

    LICENSED_SEPARATELY = "licensed-separately"
    """The upstream granted other terms."""
    SHOWN_ELSEWHERE = "shown-elsewhere"
    """What the clause requires is outside the repository."""
    NOT_DISTRIBUTED = "not-distributed"
    """The model does not leave the organisation."""
    UPSTREAM_CONFIRMED = "upstream-confirmed"
    """The upstream's publisher said so."""
    COUNSEL_ACCEPTED = "counsel-accepted"
    """A lawyer looked and accepted it."""
    FALSE_FINDING = "false-finding"
    """The auditor is wrong here."""
