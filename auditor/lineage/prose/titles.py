"""Known releases that a plain sentence names: "This model is fine-tuned from Llama 3.1 8B.", without id or link.

Only if the subject of the sentence is this model, the whole title of a release directly follows the verb, and the
sentence ends there or continues with how: "based on the Llama 3.1 8B architecture" names no parent. As people write
the title and mean the instruction-tuned model, it gives a candidate set: every release whose name begins with it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.lineage.components import speaks_of_it
from auditor.lineage.edges import candidate, is_declared
from auditor.lineage.prose.bases import (
    LABEL,
    NOT_SAID_OF_IT,
    OTHER_SUBJECT,
    relation_of,
    sentence_before,
    verbs_in,
)
from auditor.lineage.prose.shown import prose_of
from auditor.lineage.prose.titles_cjk import NAME, sentences_naming
from auditor.lineage.relations import readings
from auditor.lineage.releases import Known, Releases, bare_name
from auditor.lineage.shape.agreement import agreeing
from auditor.lineage.traces import Trace
from auditor.model import DocumentKind, EdgeKind, Evidence, Part, Relation, Rung, Upstream
from auditor.model.base import Value
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.lineage.context import Context
    from auditor.lineage.prose.shown import Prose
    from auditor.model import Document, Repository
    from auditor.model.cuts import Cuts

_SUBJECT = regex(
    r"(?i)^[\s*_>#-]*"
    r"(?:(?:(?:this|our)\s+(?:\w+\s+)?|the\s+)(?:model|checkpoint|release|repo(?:sitory)?|adapter|finetune)|this|it|we)?"
    r"(?:\s+(?:is|was|has\s+been|have))?(?:\s+(?:trained|an?|the|our))?"
    r"(?:\s+(?:fully|further|instruction[- ]tuned|chat|new|4-bit|8-bit|quantized|multilingual)){0,2}[\s*_]*$"
)
"""What may be in the sentence before the verb: nothing, or only this model."""
_OTHER_MODEL = regex(
    r"(?i)\b(?:original|base|teacher|student|draft|baseline|reward|first|second|previous|parent|source|reference|judge"
    r"|critic|embedding|vision|policy|old|older|final|upstream|initial)\s+(?:model|checkpoint|release)\b"
)
_WHOSE = regex(r"([A-Z][A-Za-z]{2,15}(?: AI)?)['\u2019]s\s+")
_FILLER = regex(
    r"(?i)\s+(?:(?:the|a|an)\s+)?(?:(?:pre-?trained|released|open|public|following)\s+)?(?:model:?\s+)?[*_`\"\u201c]{0,3}"
)
_ENDS = regex(
    r"[*_`\"\u201d]{0,3}(?:\s+(?:base\s+|foundation\s+|language\s+)?(?:model|checkpoint|weights)\b)?"
    r"(?:\s+\([^()\n]{1,80}\))?(?:\s*(?:[.,;)!](?=\s|$)|$|\n)|\s+(?:on|using|with|by|via|through|which|that)\s|\s+and\s+[a-z]+(?:ed|ing)\b)"
)
"""What may follow the title: the end, or how it was done."""
_ENDS_A_LINE = regex(r"[*_`\"\u201d]{0,3}[ \t]*(?:\([^()\n]{1,80}\))?[ \t]*[.,;]?[ \t]*(?:\n|$)")
_RETRACTS = regex(
    r"(?i)compar|instead of|rather than|unlike|inspir|architectur|tokeni[sz]er|from scratch|\bnot\b"
    r"|outputs?\b|generated"
)
"""Words after the verb with which the sentence may say something else."""
_ROW = regex(r"\s*\|")
_ITEM = regex(r"\s*(?:[-*+]\s|\d+[.)]\s|#)")
"""A list item without a subject may be about any model of the list."""
_REACH = 120


class _Titled(Value, frozen=True):
    known: tuple[Known, ...]
    named: Trace


def by_title(context: Context) -> Iterator[Upstream]:
    """An edge to each release, or to the releases, that a plain sentence of a card or a NOTICE names.

    None if the repository is itself a known release, or a parent of the whole model is declared.
    """
    declared = (edge for edge in context.edges if edge.part is Part.WEIGHTS and not edge.component)
    if context.known_release is None and not any(is_declared(edge) for edge in declared):
        yield from (agreeing(edge, context) for edge in titled(context.repository, context.releases, context.cuts))


def titled(repository: Repository, releases: Releases, cuts: Cuts | None = None) -> Iterator[Upstream]:
    """The edges that sentences give, whatever else is known."""
    by_release: dict[str, list[_Titled]] = {}
    cards = (card for card in repository.of_kind(DocumentKind.CARD) if speaks_of_it(card, repository))
    notices = (notice for notice in repository.of_kind(DocumentKind.NOTICE) if notice.part is not Part.UNCLEAR)
    for document in (*cards, *notices):
        for titled in _titled(document, releases, bare_name(repository.name or ""), cuts):
            by_release.setdefault(titled.known[0].release.repo, []).append(titled)
    for traces in by_release.values():
        known = traces[0].known
        family = known[0].family
        alone = known[0].release.repo if len(known) == 1 else ""
        yield Upstream(
            name=alone or family.key,
            kind=EdgeKind.PARENT if alone else EdgeKind.FAMILY,
            title=alone or f"{family.name} ({family.publisher})",
            relations=readings(repository, [trace.named for trace in traces], len(by_release)),
            candidates=tuple(candidate(*release) for release in known),
            evidence=tuple(trace.named.evidence for trace in traces),
            part=Part.WEIGHTS,
            note=family.note,
        )


def _titled(document: Document, releases: Releases, own: str, cuts: Cuts | None) -> Iterator[_Titled]:
    prose = prose_of(document, cuts)
    body = prose.text
    for verb in verbs_in(body):
        if cuts is not None and cuts.out_of_time(document.path):
            return
        relation = relation_of(verb)
        before = sentence_before(body, verb.start())
        behind = re.split(r"\n\s*\n|\n\s*[-*#|>]|(?<=\D)[.!?](?:\s|$)", body[verb.end() : verb.end() + _REACH])[0]
        if relation is Relation.MERGE or not _of_this_model(before, own) or _RETRACTS.search(behind):
            continue
        line_here = body[body.rfind("\n", 0, verb.start()) + 1 : verb.start()]
        if _ROW.match(line_here) or (_ITEM.match(line_here) and not re.search(r"\w", before)):
            continue
        filler = _FILLER.match(behind)
        whose = _WHOSE.match(behind, filler.end()) if filler else None
        name = NAME.match(behind, whose.end() if whose else filler.end()) if filler else None
        known, title = releases.titled(name.group(0)) if name else ((), "")
        if name is None or not known or (whose and not _is_of(whose.group(1), known[0])):
            continue
        at = name.start() + len(title)
        if _ENDS.match(behind, at):
            quote = " ".join((verb.group(0) + behind[:at]).split())
            yield _quoted(document, prose, verb.start(), known, relation, quote)
    yield from _labelled(document, prose, releases)
    for sentence in sentences_naming(body, own, releases):
        if not sentence.whose or _is_of(sentence.whose, sentence.known[0]):
            yield _quoted(document, prose, sentence.start, sentence.known, sentence.relation, sentence.quote)


def _labelled(document: Document, prose: Prose, releases: Releases) -> Iterator[_Titled]:
    """`- **Base model:** Llama 3.1 8B`, unless other such lines name other models: then it is a list of models."""
    body = prose.text
    labels = list(LABEL.finditer(body))
    values = {" ".join(body[label.end() : label.end() + _REACH].split("\n", 1)[0].lower().split()) for label in labels}
    for label in labels if len(values) == 1 else ():
        name = NAME.match(body, label.end())
        known, title = releases.titled(name.group(0)) if name else ((), "")
        ends = _ENDS_A_LINE.match(body, name.start() + len(title)) if name and known else None
        if ends and not _RETRACTS.search(ends.group(0)):
            relation = Relation.FINETUNE if label["label"].lower().startswith("fine") else None
            yield _quoted(document, prose, label.start("label"), known, relation, f"{label['label']}: {title}")


def _quoted(
    document: Document, prose: Prose, start: int, known: tuple[Known, ...], relation: Relation | None, quote: str
) -> _Titled:
    place = document.at(prose.line(start))
    evidence = Evidence(rung=Rung.DECLARED, says=f"the text says “{quote}”", location=place, quote=quote)
    return _Titled(known, Trace(parent=known[0].release.repo, relation=relation, evidence=evidence))


def _of_this_model(before: str, own: str) -> bool:
    """Whether the words before a verb are about the repository's own model, whose name is `own`."""
    named = re.match(r"[\s*_]*(\S+(?: \S+){0,4}?)[*_]*\s+(?=(?:is|was)\s)", before)
    if named and own and bare_name(named.group(1)) == own:
        before = f"it {before[named.end() :]}"
    return bool(
        _SUBJECT.match(before)
        and not _OTHER_MODEL.search(before)
        and not NOT_SAID_OF_IT.search(before)
        and not OTHER_SUBJECT.search(before)
    )


def _is_of(whose: str, known: Known) -> bool:
    """Whether a possessive ("Meta's") is the publisher's."""
    names = (known.family.publisher, known.family.name, *known.family.holders)
    return any(whose.lower() in name.lower() for name in names)
