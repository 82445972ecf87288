"""The JSON report's shape: `auditor-report/1`.

Its own models, apart from the nouns: those may change with the work, this only with its version.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

FORMAT: Literal["auditor-report/1"] = "auditor-report/1"

PartWord = Literal["weights", "code", "tokenizer", "data", "documentation"]
RelationWord = Literal["copy", "quantized", "finetune", "merge", "adapter", "distill", "trained-on", "code"]
GradeWord = Literal["text", "seen", "partial", "secondary", "memory", "unquoted"]
VerdictWord = Literal["met", "breached", "undetermined", "not applicable"]
SeverityWord = Literal["error", "warning", "note"]
RungWord = Literal["declared", "named", "architecture", "signature", "tokenizer", "weights", "equal-file"]
KindWord = Literal[
    "duty not shown",
    "label promises more than upstream gave",
    "act not permitted upstream",
    "terms of two upstreams conflict",
]
StandingWord = Literal["does-not-comply", "not-shown-to-comply", "undetermined", "no-findings", "not-a-model"]


class Shape(BaseModel):
    """A part of the report: closed, every key always present."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", use_attribute_docstrings=True, json_schema_serialization_defaults_required=True
    )


class Place(Shape):
    """Where something stands."""

    path: str
    """POSIX, relative to the target."""
    first_line: int | None
    """1-based."""
    last_line: int | None
    key: str | None
    """The dotted key, where the file is a header rather than lines."""


class Maker(Shape):
    """What made the report; the same maker, input and date give the same bytes."""

    version: str
    rules_digest: str
    """First 12 hex digits of the sha256 over the rules."""
    as_of: str
    """The date the audit speaks for, YYYY-MM-DD."""


class File(Shape):
    """A file that was read because it may speak about licensing."""

    path: str
    kind: str
    part: PartWord
    sha256: str
    size: int
    """Bytes."""


class Subject(Shape):
    """What was audited."""

    target: str
    """As typed."""
    name: str | None
    name_source: str
    """Where the name comes from."""
    revision: str | None
    """The commit."""
    files: int
    """How many files the repository has."""
    documents: tuple[File, ...]


class Answer(Shape):
    """The answer, before its reasons."""

    standing: StandingWord
    """A waiver never changes it."""
    accepted_by_waiver: bool
    """Whether a waiver accepts every finding that decides."""
    errors: int
    warnings: int
    notes: int
    waived: int
    """Of these, how many are waived."""
    decides: str
    """One sentence: counts, and what decides."""
    first: str
    """The one thing to do first."""
    exit_code: Literal[0, 1]
    fail_on: Literal["error", "warning", "note", "never"]
    failing: tuple[str, ...]
    """Ids of the unwaived findings at or above `fail_on`."""


class Known(Shape):
    """The known release that the repository is."""

    release: str
    family: str
    licensor: bool | None
    """Whether the publisher is the licensor; null: nothing tells."""
    says: str


class Said(Shape):
    """Somebody says that an expression applies."""

    expression: str
    """SPDX; NOASSERTION where the words name no single license."""
    name: str
    """The license's name, where it has one that says more than its id."""
    source: Literal["declared", "detected", "inherited", "concluded"]
    part: PartWord
    certainty: Literal["identified", "family", "unknown"]
    raw: str
    """As written, or what was found."""
    by: str
    """Who says so."""
    note: str
    outbound: bool
    """Whether the repository offers it, rather than carrying it for somebody else."""
    location: Place | None


class Passage(Shape):
    """Words that the file has and the license lacks, or the other way round."""

    text: str
    first_line: int | None
    last_line: int | None


class Text(Shape):
    """A span of a file that is a license's text, or names one."""

    location: Place
    license: str
    """Profile key, or SPDX id; empty when unknown."""
    expression: str
    name: str
    match: Literal["exact", "exact with further terms", "near", "modified", "reference", "unknown"]
    matcher: str
    score: float
    license_coverage: float
    """Share of the license's words found in the file."""
    file_coverage: float
    """Share of the file's words that the license explains."""
    added: tuple[Passage, ...]
    missing: tuple[Passage, ...]
    policy: bool
    """A use policy: terms, but not the agreement."""
    note: str


class Line(Shape):
    """A copyright line."""

    statement: str
    holder: str
    years: str
    template: bool
    """A form left unfilled."""
    location: Place


class Trace(Shape):
    """One trace of lineage."""

    rung: RungWord
    rank: int
    """Of 7; a higher rung claims more."""
    claims: str
    """What evidence of this rung may claim."""
    says: str
    quote: str
    location: Place | None


class Origin(Shape):
    """One release that an edge may lead to."""

    name: str
    license: str | None
    """SPDX expression of what the child received; null: not known."""
    grade: GradeWord
    """How the license is known."""
    source: str
    date: str
    copyrights: tuple[str, ...]
    copyrights_read: bool
    """Whether its license files were read: false leaves further lines unknown."""
    notice_file: bool | None
    notice_text: str
    config_fields_agreeing: int
    config_fields_compared: int
    note: str


class Edge(Shape):
    """The repository came, or may have come, from one of these candidates."""

    name: str
    title: str
    relations: tuple[RelationWord, ...]
    """The readings: several where it is not settled."""
    part: PartWord
    firm: bool
    """Whether some evidence declares it, names it or shows equal files: only then may a breach rest on it."""
    candidates: tuple[Origin, ...]
    evidence: tuple[Trace, ...]
    note: str
    unopened: str
    """Why the parent's repository, or a part of it, could not be read, and what would open it."""


class Clause(Shape):
    """The words of a license that a finding rests on."""

    license: str
    """Profile key."""
    name: str
    clause: str
    quote: str
    grade: GradeWord


class Reply(Shape):
    """One check's answer about one duty, limit or fact of one candidate."""

    rule: str
    verdict: VerdictWord
    if_confirmed: VerdictWord | None
    """Of an undetermined one: what it would be."""
    license: str
    code: str
    """The duty's or limit's."""
    upstream: str
    candidate: str
    relations: tuple[RelationWord, ...]
    says: str
    because: tuple[str, ...]
    """Why the verdict stops short of what it would be."""
    note: bool
    """Nothing a repository can show, or a duty on the user's own facts."""
    wanted: tuple[str, ...]
    """The words that would have met it."""
    evidence: tuple[Place, ...]
    clause: Clause | None


class Found(Shape):
    """A check's result that is neither met nor not applicable."""

    id: str
    """Stable; what a waiver names."""
    rule: str
    severity: SeverityWord
    verdict: VerdictWord
    if_confirmed: VerdictWord | None
    kind: KindWord | None
    title: str
    message: str
    remedy: str
    question: str
    """What would settle it."""
    upstream: str
    holds_for: tuple[str, ...]
    """Candidates; empty where there is but one."""
    not_for: tuple[str, ...]
    waived: str
    """The waiver's reason and comment, if one applies."""
    evidence: tuple[Place, ...]
    clauses: tuple[Clause, ...]
    replies: tuple[Reply, ...]


class Question(Shape):
    """What would settle something that is open."""

    question: str
    settles: tuple[str, ...]
    """Ids of findings."""


class Skipped(Shape):
    """A file, or a part of one, that was not read."""

    path: str
    reason: str
    detail: str
    matters: bool
    """Whether a license could have stood there."""


class Accepted(Shape):
    """A waiver, and what became of it."""

    finding: str
    reason: str
    comment: str
    until: str
    """The last day it holds, YYYY-MM-DD; empty for always."""
    state: str
    """applied · expired · unused."""


class Report(Shape):
    """A license audit of one model repository."""

    format: Literal["auditor-report/1"]
    auditor: Maker
    subject: Subject
    answer: Answer
    concluded: str
    """SPDX expression of the effective terms; NOASSERTION in it where something is not settled."""
    itself: Known | None
    statements: tuple[Said, ...]
    texts: tuple[Text, ...]
    copyrights: tuple[Line, ...]
    upstreams: tuple[Edge, ...]
    findings: tuple[Found, ...]
    """Errors first."""
    questions: tuple[Question, ...]
    met: tuple[Reply, ...]
    """What was asked and is there."""
    unread: tuple[Skipped, ...]
    waivers: tuple[Accepted, ...]
    disclaimer: str
