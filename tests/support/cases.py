"""Runs a rule's case: its repository is read for real; its license texts and parents are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import documents, lineage, resolve
from auditor.engine import Scene, evaluate
from auditor.identify import identify
from auditor.model import (
    Candidate,
    Case,
    CaseText,
    CaseUpstream,
    Detection,
    Document,
    DocumentKind,
    Evidence,
    Facts,
    Location,
    Match,
    Outcome,
    Part,
    Relation,
    Repository,
    Rule,
    Rung,
    Upstream,
)
from support.memory import MemorySource

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge


def run(rule: Rule, case: Case, knowledge: Knowledge) -> tuple[Outcome, ...]:
    """The outcomes of that rule (about `case.license`, where it names one)."""
    scene = scene_of(case, knowledge)
    outcomes = evaluate(scene, (rule,))
    return tuple(one for one in outcomes if case.license in ("", one.license))


def scene_of(case: Case, knowledge: Knowledge) -> Scene:
    """The case as the engine sees it."""
    repository = documents.read(MemorySource(_files(case)), name=case.repo)
    given = {text.path for text in case.carries}
    identified = identify(repository, knowledge, scancode=False)
    found = tuple(one for one in identified.detections if one.location.path not in given)
    detections = (*found, *(_detection(text, knowledge) for text in case.carries))
    traced = lineage.trace(repository, identified.copyrights, knowledge)
    given_edges = tuple(edge(one, knowledge) for one in case.upstream)
    names = {one.name for one in given_edges}
    edges = (
        (*given_edges, *(one for one in traced.upstreams if one.name not in names))
        if case.upstream
        else traced.upstreams
    )
    facts = Facts(
        repository=repository,
        detections=detections,
        copyrights=identified.copyrights,
        statements=resolve.statements(repository, detections, edges, knowledge),
        upstreams=edges,
        known_release=traced.itself,
        contradictions=traced.contradictions,
        unread=(*repository.unread, *identified.notes),
    )
    return Scene(facts, knowledge)


def edge(given: CaseUpstream, knowledge: Knowledge) -> Upstream:
    """The parent a case gives."""
    relations = given.relation if isinstance(given.relation, tuple) else (given.relation,)
    licenses = given.candidates or ((given.license,) if given.license else ())
    candidates = tuple(
        Candidate(
            name=given.name if len(licenses) == 1 else f"{given.name}-{number}",
            license=_expression(license_id, knowledge),
            grade=given.grade,
            copyrights=given.copyrights,
            copyrights_read=given.copyrights_read,
            notice_file=given.notice_file,
            notice_text=given.notice_text,
        )
        for number, license_id in enumerate(licenses)
    )
    rung = Rung.DECLARED if given.firm else Rung.SIGNATURE
    return Upstream(
        name=given.name,
        title=given.name,
        relations=relations,
        candidates=candidates,
        evidence=(Evidence(rung=rung, says="given by the case", location=Location(path="README.md")),),
        part=Part.CODE if relations == (Relation.CODE,) else Part.WEIGHTS,
        by_publisher=given.by_publisher,
        cycle=given.cycle,
        cut=given.cut,
    )


def with_documents(repository: Repository, texts: tuple[CaseText, ...]) -> Repository:
    """The repository with a LICENSE-like document for every text that is given."""
    extra = tuple(
        Document(path=text.path, kind=DocumentKind.LICENSE, part=Part.WEIGHTS, root="", sha256="", size=1)
        for text in texts
        if repository.document(text.path) is None
    )
    return repository.replace(documents=(*repository.documents, *extra))


def _files(case: Case) -> dict[str, str | bytes]:
    weights = "adapter_model.safetensors" if "adapter_config.json" in case.files else "model.safetensors"
    files: dict[str, str | bytes] = {weights: b"\x02\x00\x00\x00\x00\x00\x00\x00{}"}
    if case.card or case.prose:
        files["README.md"] = f"---\n{case.card}\n---\n{case.prose}\n"
    files.update(case.files)
    for text in case.carries:
        files.setdefault(text.path, f"(the text of {text.license})\n")
    return files


def _detection(text: CaseText, knowledge: Knowledge) -> Detection:
    profile = knowledge.profile(text.license)
    return Detection(
        location=Location(path=text.path, first=1, last=1),
        license=text.license,
        expression=profile.spdx if profile else text.license,
        match=Match(text.match),
        matcher="given",
        score=1.0,
    )


def _expression(license_id: str, knowledge: Knowledge) -> str:
    profile = knowledge.profile(license_id)
    return profile.spdx if profile else license_id
