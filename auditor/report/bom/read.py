"""Converts an audit to a bill of materials: what is claimed, and what is only possible."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from auditor import verdict
from auditor.model import Audit, EdgeKind, NameSource, Part, Relation
from auditor.patterns import regex
from auditor.report.bom import licensing
from auditor.report.bom.items import NOASSERTION, Bom, BomFile, Item, ItemKind, Licensing, Link, Place
from auditor.report.bom.texts import texts_of
from auditor.report.common import wording
from auditor.report.common.clean import cleaned, cleaned_survey, line

if TYPE_CHECKING:
    from auditor.model import Finding, Location, Repository, Survey, SurveyEntry, Upstream

HUB = "https://huggingface.co"
_HUB_ID = regex(r"[A-Za-z0-9][\w.-]{0,95}/[A-Za-z0-9][\w.-]{0,95}")
_SHA256 = regex(r"[0-9a-f]{64}")
_DAY = regex(r"\d{4}-\d{2}-\d{2}")
_MOST_PLACES = 50
_LONGEST_VERSION = 200
"""A commit has 40 characters; CycloneDX allows 1,024 in a version."""
_FROM_HUB = (NameSource.HUB, NameSource.HUB_CACHE, NameSource.DOWNLOAD_RECORD)
_DATASETS = "datasets/"


def read(result: Audit | Survey) -> Bom:
    """The bill of materials of an audited model, or of a survey's models."""
    return of_audit(result) if isinstance(result, Audit) else of_survey(result)


def hub_url(name: str) -> str:
    """The address on the Hub of a model whose name is an id there; "" for any other name."""
    return f"{HUB}/{name}" if _HUB_ID.fullmatch(name) else ""


def of_audit(audit: Audit) -> Bom:
    """What a model was made from, what it consists of, and which terms apply."""
    audit = cleaned(audit)
    subject = _subject(audit)
    items: dict[str, Item] = {}
    links: list[Link] = []
    for part in _parts(audit, subject):
        items.setdefault(part.ref, part)
    for edge in audit.lineage:
        item = _item(edge)
        if item is None or item.ref == subject.ref:
            continue
        items.setdefault(item.ref, item)
    named = {item.name: item.ref for item in items.values() if item.kind is not ItemKind.PART}
    for edge in audit.lineage:
        item = _item(edge)
        if item is not None and item.ref != subject.ref:
            links.append(_link(edge, item, _child(edge, subject, items, named)))
    return Bom(
        name=subject.name,
        roots=(subject,),
        items=tuple(items.values()),
        links=tuple(link for link in dict.fromkeys(links) if link.child != link.parent),
        open=tuple(_open(edge) for edge in audit.lineage if _item(edge) is None),
        findings=tuple((subject.ref, _summed_up(finding)) for finding in verdict.ordered(audit.findings)),
        files=_files(audit),
        not_read=tuple(dict.fromkeys(f"{entry.path or '.'}: {wording.unread(entry.reason)}" for entry in audit.unread)),
        texts=texts_of(audit.names, (subject, *items.values())),
        hyperparameters=_hyperparameters(audit),
        standing=wording.headline(audit),
        version=audit.version,
        rules_digest=audit.rules_digest,
        as_of=audit.as_of,
    )


def of_survey(survey: Survey) -> Bom:
    """The bill of materials of several models: each with its identity and terms, without lineage or files."""
    survey = cleaned_survey(survey)
    roots = {item.ref: item for item in map(_entry, survey.entries)}
    return Bom(
        name=f"{wording.counted(len(roots), 'model')}",
        roots=tuple(roots.values()),
        items=(),
        links=(),
        open=(),
        findings=tuple(
            (item.ref, _summed_up(finding))
            for entry, item in ((entry, _entry(entry)) for entry in survey.entries)
            for finding in entry.findings
        ),
        files=(),
        not_read=tuple(f"{entry.name}: {entry.not_audited}" for entry in survey.entries if entry.not_audited),
        texts=texts_of({}, tuple(roots.values())),
        hyperparameters={},
        standing=wording.counted(len(roots), "model"),
        version=survey.version,
        rules_digest=survey.rules_digest,
        as_of=survey.as_of,
    )


def _entry(entry: SurveyEntry) -> Item:
    concluded = licensing.expression(entry.concluded or NOASSERTION)
    why = entry.not_audited or "What is declared is in the audit of this model by itself."
    return Item(
        kind=ItemKind.DATASET if entry.kind == "dataset" else ItemKind.MODEL,
        name=entry.name,
        licensing=Licensing(NOASSERTION, concluded, why),
        version=line(entry.commit, limit=_LONGEST_VERSION),
    )


def _summed_up(finding: Finding) -> str:
    accepted = f" (accepted: {finding.waived})" if finding.waived else ""
    return f"{finding.severity.value}: {finding.id}: {finding.message or finding.title}{accepted}"


def _subject(audit: Audit) -> Item:
    repository = audit.repository
    hub_id = _hub_id(repository)
    target = audit.target.replace("\\", "/").rstrip("/").rpartition("/")[2]
    holders = [copyright_.statement for copyright_ in audit.copyrights if not copyright_.template]
    return Item(
        kind=ItemKind.MODEL,
        name=repository.name or target or "model",
        licensing=licensing.of_part(audit, Part.WEIGHTS),
        version=line(repository.revision or "", limit=_LONGEST_VERSION),
        purl=_purl(hub_id, repository.revision or ""),
        url=f"{HUB}/{hub_id}/tree/{repository.revision or 'main'}" if hub_id else "",
        publisher=hub_id.partition("/")[0],
        copyrights=tuple(dict.fromkeys(holders)),
    )


def _hub_id(repository: Repository) -> str:
    """Its id on the Hub, if it was read from there: a name from the user or its files does not show where it is."""
    name = repository.name or ""
    return name if repository.name_source in _FROM_HUB and _HUB_ID.fullmatch(name) else ""


def _purl(hub_id: str, revision: str = "") -> str:
    """The package URL of a model on the Hub (purl type `huggingface`)."""
    if not hub_id:
        return ""
    path = "/".join(quote(step, safe="") for step in hub_id.split("/"))
    return f"pkg:huggingface/{path}" + (f"@{quote(revision.lower(), safe='')}" if revision else "")


def _parts(audit: Audit, subject: Item) -> list[Item]:
    """The parts with statements of their own, and the models of a pipeline with their own origin."""
    parts = []
    for part in (Part.CODE, Part.TOKENIZER, Part.DATA, Part.DOCUMENTATION):
        if any(statement.part is part and statement.outbound for statement in audit.statements):
            name = f"{subject.name} ({part.value})"
            parts.append(Item(kind=ItemKind.PART, name=name, licensing=licensing.of_part(audit, part), part=part.value))
    components = dict.fromkeys(edge.component for edge in audit.lineage if edge.component)
    why = "Nothing is said of this part by itself."
    parts += [
        Item(kind=ItemKind.PART, name=f"{subject.name} ({name})", licensing=licensing.unknown(why), part="component")
        for name in components
    ]
    return parts


def _item(edge: Upstream) -> Item | None:
    """The item of an edge's upstream, if it is a single named one, not a mere shape."""
    if edge.kind not in (EdgeKind.PARENT, EdgeKind.CODE, EdgeKind.DATASET) or not edge.firm:
        return None
    candidate = edge.candidates[0] if len(edge.candidates) == 1 else None
    name = (candidate.name if candidate else edge.name).removeprefix(_DATASETS)
    kind = {EdgeKind.DATASET: ItemKind.DATASET, EdgeKind.CODE: ItemKind.CODE}.get(edge.kind, ItemKind.MODEL)
    hub_id = name if _HUB_ID.fullmatch(name) else ""
    folder = _DATASETS if kind is ItemKind.DATASET else ""
    several = "; ".join(f"{candidate.name}: {candidate.license or 'not known'}" for candidate in edge.candidates)
    return Item(
        kind=kind,
        name=name,
        licensing=licensing.of_candidate(candidate)
        if candidate
        else licensing.unknown(f"One of these applies: {several}." if several else "Its license is not known."),
        purl=_purl(hub_id) if kind is ItemKind.MODEL else "",
        url=f"{HUB}/{folder}{hub_id}" if hub_id and kind is not ItemKind.CODE else "",
        publisher=hub_id.partition("/")[0],
        released=candidate.date if candidate and _DAY.fullmatch(candidate.date) else "",
        copyrights=candidate.copyrights if candidate else (),
    )


def _child(edge: Upstream, subject: Item, items: dict[str, Item], named: dict[str, str]) -> str:
    """The item that came from the edge's upstream: an ancestor, a part, or the subject."""
    if edge.via in named:
        return named[edge.via]
    part = f"{ItemKind.PART.value}:{subject.name} ({edge.component})"
    return part if edge.component and part in items else subject.ref


def _link(edge: Upstream, item: Item, child: str) -> Link:
    says = "; ".join(dict.fromkeys(evidence.says for evidence in edge.evidence))
    doubts = f" Against it: {edge.doubts.counter_evidence}" if edge.doubts.counter_evidence else ""
    places = tuple(evidence.location for evidence in edge.evidence if evidence.location is not None)
    relations = edge.step or edge.relations if edge.via else edge.relations
    if edge.kind is EdgeKind.DATASET:
        relations = (Relation.TRAINED_ON,)
    return Link(child, item.ref, relations, says + doubts, places)


def _open(edge: Upstream) -> str:
    """An edge that makes no claim, in a sentence: the possible parents as alternatives."""
    names = " or ".join(
        f"{candidate.name} ({candidate.license or 'license not known'})" for candidate in edge.candidates
    )
    says = "; ".join(dict.fromkeys(evidence.says for evidence in edge.evidence))
    named = f"consistent with {edge.title}, one of: {names}" if names else f"may come from {edge.title}"
    return f"Not settled: {named}. {says}."


def _files(audit: Audit) -> tuple[BomFile, ...]:
    """Every file that was read, with the places where its licenses were read, and files with a known digest."""
    places: dict[str, dict[Place, None]] = {}

    def add(location: Location, says: str) -> None:
        first = location.first or 1
        place = Place(location.path, first, max(first, location.last or first), says)
        known = places.setdefault(location.path, {})
        if len(known) < _MOST_PLACES:
            known[place] = None

    for detection in audit.detections:
        add(detection.location, f"text of {detection.expression}, {wording.match(detection.match)}")
    for statement in audit.statements:
        if statement.location is not None and statement.location.first is not None:
            add(statement.location, f"{statement.by}: {wording.stated(statement, audit.names)}")
    for edge in audit.lineage:
        for evidence in edge.evidence:
            if evidence.location is not None and evidence.location.first is not None:
                add(evidence.location, f"{edge.title}: {evidence.says}")
    digests = {path: digest for path, digest in audit.repository.digests.items() if _SHA256.fullmatch(digest)}
    read = [
        BomFile(
            document.path,
            digests.get(document.path, ""),
            document.kind.value,
            document.size,
            tuple(places.get(document.path, ())),
        )
        for document in audit.repository.documents
    ]
    known = {file.path for file in read}
    listed = [
        BomFile(line(file.path, limit=1_000), digests[file.path], "not read", file.size, ())
        for file in audit.repository.files
        if file.path in digests and file.path not in known
    ]
    return (*read, *listed)


def _hyperparameters(audit: Audit) -> dict[str, str]:
    """The fields of its configuration that were compared."""
    compared = (value for edge in audit.lineage for evidence in edge.evidence for value in evidence.compared)
    return {value.field: str(value.here) for value in compared if value.here is not None}
