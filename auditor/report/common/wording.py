"""The closed vocabularies in a reader's words: the same in every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import (
    Grade,
    Lineage,
    Match,
    NameSource,
    Relation,
    Rung,
    Shortfall,
    Standing,
    Statement,
    StatementKind,
    StatementSource,
    StatementSubject,
    StatementTime,
    UnreadReason,
    Verdict,
    WeightsState,
    Worst,
)
from auditor.patterns import regex
from auditor.report.words import en

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Audit, Candidate, Citation, Finding, OpenJoin, Repository, Unread

DISCLAIMER = (
    "This is not legal advice. It assumes that the weights are protected or that a contract was formed, which courts "
    "have not settled. It describes what the repository contains; it does not establish what anyone did."
)

_PLAIN_WORD = regex(r"[a-z]+(?:['\u2019][a-z]+)?(?=[\s,;]|$)")
_REFERENCE = regex(r"(?:DocumentRef-[\w.-]+:)?LicenseRef-[\w.-]+")
_ASIDE = regex(r" \([^()]*\)$")
_CLAIMS = {
    Rung.DECLARED: "declared",
    Rung.NAMED: "named",
    Rung.ARCHITECTURE: "code lineage only",
    Rung.VOCABULARY_CHANGED: "consistent with, vocabulary changed",
    Rung.SIGNATURE: "consistent with",
    Rung.TOKENIZER: "consistent with",
    Rung.WEIGHTS: "shares weights with",
    Rung.EQUAL_FILE: "copy of",
}
_WEIGHT = dict.fromkeys(
    (Rung.VOCABULARY_CHANGED, Rung.SIGNATURE, Rung.TOKENIZER), ": suggests, does not show, derivation"
)
_SHOWN_BY = {
    Rung.DECLARED: "declaration",
    Rung.NAMED: "name",
    Rung.ARCHITECTURE: "architecture",
    Rung.SIGNATURE: "shape",
    Rung.TOKENIZER: "tokenizer",
    Rung.WEIGHTS: "weights",
    Rung.EQUAL_FILE: "files",
}
_RELATIONS = {
    Relation.COPY: "a copy",
    Relation.QUANTIZED: "quantized",
    Relation.FINETUNE: "fine-tuned",
    Relation.MERGE: "merged",
    Relation.ADAPTER: "an adapter",
    Relation.DISTILL: "distilled",
    Relation.TRAINED_ON: "trained on its outputs",
    Relation.CODE: "its code",
}
_MATCHES = {
    Match.EXACT: "the exact text",
    Match.EXTRA: "the exact text, with other words before or after it",
    Match.NEAR: "nearly the text",
    Match.MODIFIED: "a modified text",
    Match.REFERENCE: "named, without its text",
    Match.UNKNOWN: "an unrecognized license text",
}
_COMPARED = {
    Match.EXACT: "exact",
    Match.EXTRA: "exact with further terms",
    Match.NEAR: "near",
    Match.MODIFIED: "modified",
    Match.REFERENCE: "reference",
    Match.UNKNOWN: "unknown",
}
_SHORTFALLS = {
    Shortfall.DUTY: "duty",
    Shortfall.OVER_GRANT: "declared license",
    Shortfall.NOT_PERMITTED: "act",
    Shortfall.CONFLICT: "terms of two upstreams conflict",
}
_MOST_JOINED = 3
_WEIGHTS = {
    WeightsState.HERE: "",
    WeightsState.NONE: "no weights here",
    WeightsState.POINTERS: "weights: LFS pointers",
    WeightsState.INCOMPLETE: "weights incomplete",
}
_WORST = {
    Worst.ERROR: "error",
    Worst.NOT_AUDITED: "not audited",
    Worst.WARNING: "warning",
    Worst.NOTE: "note",
    Worst.NOTHING: "nothing",
}
_NAME_SOURCES = {
    NameSource.GIVEN: "--name",
    NameSource.HUB: "the Hub",
    NameSource.DOWNLOAD_RECORD: "the record of its download",
    NameSource.HUB_CACHE: "cache folder",
    NameSource.GIT_REMOTE: "remote of the clone",
    NameSource.MODEL_NAME: "model_name",
    NameSource.MODEL_INDEX: "model-index.0.name",
    NameSource.GGUF_NAME: "general.name",
    NameSource.HEADING: "heading",
}


def claim(rung: Rung) -> str:
    """The claim that evidence of a rung supports."""
    return _CLAIMS[rung]


def level(rung: Rung) -> str:
    """`evidence level 4 of 7: suggests, does not show, derivation`."""
    return f"evidence level {number(rung)} of 7{_WEIGHT.get(rung, '')}"


def number(rung: Rung) -> int:
    """The rung's place on the ladder, 1 to 7; a changed vocabulary is between 3 and 4, and counts as 3."""
    ladder = [step for step in Rung if step is not Rung.VOCABULARY_CHANGED]
    return ladder.index(Rung.ARCHITECTURE if rung is Rung.VOCABULARY_CHANGED else rung) + 1


def grade(value: Grade) -> str:
    """How a fact is known."""
    return en.WORDS[f"grade.{value.value}"]


def cited(name: str, clause: str, known: Grade) -> str:
    """The license and its clause: `MIT License, condition`, with a doubt if the words were not read in full."""
    where = clause if clause not in ("", "?") else "clause not known"
    return f"{name}, {where}" if known.settles else f"{name}, {where} ({grade(known)})"


def all_cited(citations: Iterable[Citation]) -> tuple[str, ...]:
    """The licenses, each once, with all the clauses of it that are cited."""
    clauses: dict[tuple[str, Grade], dict[str, None]] = {}
    for citation in citations:
        of_it = clauses.setdefault((short(citation.name), citation.grade), {})
        of_it.update(dict.fromkeys(citation.clause.split(", ")))
    return tuple(cited(name, ", ".join(each), known) for (name, known), each in clauses.items())


def short(name: str) -> str:
    """The name of a license without a bracketed addition at its end."""
    return _ASIDE.sub("", name) or name


def relations(values: tuple[Relation, ...]) -> str:
    """The readings of an edge: `a copy, fine-tuned or quantized`."""
    words = [_RELATIONS[value] for value in values]
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1]))) if words else "unknown"


def match(value: Match) -> str:
    """How a text compares with a license's."""
    return _MATCHES[value]


def unread(reason: UnreadReason) -> str:
    """Why a file was not read."""
    return en.WORDS[f"unread.{reason.value}"]


def unread_detail(entry: Unread) -> str:
    """What the detail adds to the words for the reason; "" if it says the same."""
    return "" if entry.detail.rstrip(".").lower() == unread(entry.reason).lower() else entry.detail


def name_source(repository: Repository) -> str:
    """The source of a repository's name: `the Hub`, `README.md:7 (heading)`; "" without a name."""
    if repository.name is None or repository.name_source is None:
        return ""
    words, location = _NAME_SOURCES[repository.name_source], repository.name_location
    if location is None:
        return words
    return f"{location.replace(key=None)} ({words})"


def compared(value: Match) -> str:
    """The same in a word or two, for searchable lines."""
    return _COMPARED[value]


def answer(value: Verdict) -> str:
    """The answer to one question."""
    return en.WORDS[f"answer.{value.value}"]


def shortfall(value: Shortfall) -> str:
    """The shortfall that a rule's finding means."""
    return _SHORTFALLS[value]


def verdict(finding: Finding) -> str:
    """The shortfall and the verdict: `duty not shown · undetermined; if confirmed, breached`."""
    words = _answer_of(finding, finding.verdict)
    if finding.verdict is Verdict.UNDETERMINED and finding.if_confirmed is not None:
        words = f"{words}; if confirmed, {_answer_of(finding, finding.if_confirmed)}"
    return f"{shortfall(finding.kind)} · {words}" if finding.kind else words


def _answer_of(finding: Finding, value: Verdict) -> str:
    """A verdict on a finding: a label is contradicted, an act is not covered, any other requirement is not met."""
    if value is Verdict.BREACHED and finding.kind is not None:
        return en.WORDS[f"unmet.{finding.kind.value}"]
    return answer(value)


def excerpt(quote: str, most: int | None = None) -> str:
    """A quote of a license, with […] if its sentence begins before it or continues after it.

    Beyond `most` characters the rest is left out and marked in the same way.
    """
    words = " ".join(quote.split())
    if most is not None and len(words) > most:
        words = words[:most].rpartition(" ")[0].rstrip(" […],;")
    first = words.lstrip("“\"'(")[:1]
    before = "[…] " if first.islower() else ""
    after = "" if words.rstrip("”\"')").endswith((".", ";", ":", "!", "?", "。", "\uff1b")) else " […]"
    return f"{before}{words}{after}" if words else ""


def standing(value: Standing) -> str:
    """The headline of a model."""
    return en.WORDS[f"standing.{value.value}"].lower()


def headline(audit: Audit) -> str:
    """The headline, with the number of notes: `no findings (2 notes)`."""
    notes = len(audit.findings) if audit.standing is Standing.NO_FINDINGS else 0
    return f"{standing(audit.standing)} ({counted(notes, 'note')})" if notes else standing(audit.standing)


def weights(audit: Audit) -> str:
    """Which weights are missing; "" if none are."""
    return "" if audit.standing is Standing.NOT_A_MODEL else missing_weights(audit.weights)


def missing_weights(value: WeightsState) -> str:
    """Which weights are missing; "" if none are."""
    return _WEIGHTS[value]


def join_question(join: OpenJoin) -> str:
    """The question that settles which files are one model."""
    named = ", ".join(path or "the target itself" for path in join.others[:_MOST_JOINED])
    rest = f" and {len(join.others) - _MOST_JOINED} more" if join.others[_MOST_JOINED:] else ""
    if join.together:
        return f"Is {named}{rest} part of {join.model or 'the model'}?"
    return f"Is {join.model or 'the target itself'} the same model as {named}{rest}? --root FOLDER settles it."


def base_question(base: str) -> str:
    """The question that settles which of a card's models a base is declared for."""
    return f"Which of the models that this card describes was made from {base}?"


def evidence_claim(rung: Rung) -> str:
    """The evidence of a base, as a noun: `shape`, `tokenizer`."""
    return _SHOWN_BY[rung]


def worst(value: Worst) -> str:
    """The worst of one model in a survey."""
    return _WORST[value]


def counted(number: int, noun: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def sentence(text: str) -> str:
    """The text with a capital first letter; a path, an id or a name at its beginning is unchanged."""
    return text[:1].upper() + text[1:] if _PLAIN_WORD.match(text) else text


def agreement(candidate: Candidate) -> str:
    """`11 of 11 config fields agree`, "" if none were compared."""
    return f"{candidate.matched} of {candidate.compared} config fields agree" if candidate.compared else ""


def names(audit: Audit | Lineage) -> dict[str, str]:
    """The friendly names of licenses, by lower-case profile key and SPDX id, as far as the audit knows them."""
    known = {key.lower(): name for key, name in audit.names.items()}
    if isinstance(audit, Lineage):
        return known
    cited = [citation for finding in audit.findings for citation in finding.citations]
    cited += [outcome.citation for outcome in audit.met if outcome.citation is not None]
    for citation in cited:
        known.setdefault(citation.license.lower(), citation.name)
    for detection in audit.detections:
        name = known.get(detection.license.lower())
        if name:
            known.setdefault(detection.expression.lower(), name)
    return known


def named(expression: str, known: dict[str, str]) -> str:
    """The expression, with the names of its LicenseRefs; SPDX ids need no explanation."""
    referenced = (known.get(license_id.lower(), "") for license_id in _REFERENCE.findall(expression))
    friendly = list(dict.fromkeys(name for name in referenced if name))
    return f"{expression} ({', '.join(friendly)})" if friendly else expression


_SUBJECTS = {StatementSubject.COMPONENT: "of a component", StatementSubject.OTHER: "of something else"}
_TIMES = {StatementTime.EARLIER: "of an earlier version", StatementTime.LATER: "not of this version as it is"}


def stated(statement: Statement, known: dict[str, str]) -> str:
    """The content of a statement, in a few words."""
    if statement.kind is StatementKind.NOT_UNDERSTOOD:
        return "not understood, read it"
    if statement.kind is StatementKind.LIMIT:
        return f"limit in words: {statement.limit}"
    if statement.kind is StatementKind.DENIED:
        return f"not under {named(statement.expression, known)}"
    return named(statement.expression, known)


def stated_by(statement: Statement) -> str:
    """The source of a statement: `card, license; written “apache 2”`, `model card: “The weights are MIT.”`."""
    parts = [statement.by] if statement.by else []
    if statement.quote:
        about = (_SUBJECTS.get(statement.subject, ""), _TIMES.get(statement.time, ""), f"“{statement.quote}”")
        return "; ".join([*parts, *filter(None, about)])
    if statement.source is StatementSource.DECLARED and statement.raw.strip().lower() != statement.expression.lower():
        parts.append(f"written “{statement.raw}”")
    if statement.source is StatementSource.DETECTED and not statement.outbound:
        parts.append("reproduced for a third party")
    return "; ".join(parts)
