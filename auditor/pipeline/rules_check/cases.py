"""Runs a rule's case: its repository is really read; its license texts and parents are given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import documents, lineage, resolve, spdx
from auditor.engine import Scene, evaluate
from auditor.identify import identify
from auditor.model import (
    About,
    Candidate,
    Case,
    CaseText,
    CaseUpstream,
    Detection,
    Document,
    DocumentKind,
    EdgeDoubts,
    Evidence,
    Facts,
    Location,
    Match,
    Outcome,
    Part,
    PredicateName,
    Relation,
    Repository,
    Rule,
    Rung,
    Upstream,
    Verdict,
)
from auditor.report.common import reasons
from auditor.sources.memory import MemorySource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.errors import Problem
    from auditor.knowledge import Knowledge
    from auditor.knowledge.rule_files import RuleFiles

_HARDER = (Verdict.NOT_APPLICABLE, Verdict.MET, Verdict.UNDETERMINED, Verdict.BREACHED)
_NEVER_MET = (PredicateName.NOT_SHOWN_BY_FILES, PredicateName.UPSTREAM_READ, PredicateName.ACT_PERMITTED)
"""Predicates that are never met: the result is not applicable, undetermined or breached."""


def run(rule: Rule, case: Case, knowledge: Knowledge) -> tuple[Outcome, ...]:
    """The outcomes of that rule (about `case.license`, if given)."""
    scene = scene_of(case, knowledge)
    outcomes = evaluate(scene, (rule,))
    return tuple(outcome for outcome in outcomes if case.license in ("", outcome.license))


def explain(rule: Rule, case: Case, knowledge: Knowledge) -> str:
    """What the case expects, and what was examined: each parent with its evidence, each outcome with its clause."""
    confirmed = f", if confirmed {case.if_confirmed}" if case.if_confirmed is not None else ""
    lines = [f"{rule.id}: {case.name}: expected {case.expect}{confirmed}"]
    for edge in scene_of(case, knowledge).upstreams:
        relations = " or ".join(edge.relations)
        under = ", ".join(f"{parent.name} under {parent.license or 'unknown terms'}" for parent in edge.candidates)
        lines.append(f"  {edge.title} came from: {relations}; candidates: {under or 'none'}")
        lines += [
            f"    shown by: {shown.rung} ({shown.location or 'no place'}): {shown.says}" for shown in edge.evidence
        ]
        lines += [f"    {line}" for line in _terms(rule, edge, knowledge)]
    outcomes = run(rule, case, knowledge)
    for outcome in outcomes:
        lines += _explained(outcome)
    if not outcomes:
        codes = f" ({', '.join(rule.subject.codes)})" if rule.subject.codes else ""
        lines.append(f"  nothing applies: the rule is about a {rule.subject.about}{codes}")
    return "\n".join(lines)


def _terms(rule: Rule, edge: Upstream, knowledge: Knowledge) -> list[str]:
    """The codes of each license of the edge, if it has none that the rule is about."""
    lines = []
    for license_id in sorted(
        {license_id for candidate in edge.candidates for license_id in spdx.ids(candidate.license or "")}
    ):
        profile = knowledge.profile(license_id)
        if profile is None:
            lines.append(f"{license_id} has no profile")
            continue
        terms = profile.limits if rule.subject.about is About.LIMIT else profile.duties
        codes = [term.code for term in terms]
        if rule.subject.codes and not set(codes) & set(rule.subject.codes):
            lines.append(f"{profile.key} has: {', '.join(codes) or 'none'}")
    return lines


def _explained(outcome: Outcome) -> list[str]:
    """One outcome: which term of which license, the verdict, and why."""
    clause = f" ({outcome.citation.clause})" if outcome.citation else ""
    whence = f", from {outcome.candidate or outcome.upstream}" if outcome.upstream else ""
    about = " ".join(filter(None, (outcome.license, outcome.code))) or "the repository"
    confirmed = f", if confirmed {outcome.if_confirmed}" if outcome.if_confirmed is not None else ""
    lines = [f"  {about}{clause}{whence}: {outcome.verdict}{confirmed}"]
    if outcome.relations:
        lines.append(f"    holds for: {', '.join(outcome.relations)}")
    lines.append(f"    {outcome.sentence}")
    if outcome.evidence:
        lines.append(f"    seen at: {', '.join(map(str, outcome.evidence))}")
    if outcome.because:
        lines.append(f"    because: {'; '.join(map(reasons.words, outcome.because))}")
    return lines


def scene_of(case: Case, knowledge: Knowledge) -> Scene:
    """The case as the engine sees it."""
    repository = documents.read(MemorySource(_files(case)), name=case.repo)
    given = {text.path for text in case.carries}
    identified = identify(repository, knowledge, scancode=False)
    recognised = tuple(detection for detection in identified.detections if detection.location.path not in given)
    detections = (*recognised, *(_detection(text, knowledge) for text in case.carries))
    traced = lineage.trace(repository, identified.copyrights, knowledge)
    given_edges = tuple(edge(parent, knowledge) for parent in case.upstream)
    names = {upstream.name for upstream in given_edges}
    edges = (
        (*given_edges, *(upstream for upstream in traced.upstreams if upstream.name not in names))
        if case.upstream
        else traced.upstreams
    )
    facts = Facts(
        repository=repository,
        detections=detections,
        copyrights=identified.copyrights,
        statements=resolve.statements(repository, detections, edges, knowledge),
        upstreams=edges,
        known_release=traced.known_release,
        contradictions=traced.contradictions,
        unread=(*repository.unread, *identified.notes),
    )
    return Scene(facts, knowledge)


def edge(given: CaseUpstream, knowledge: Knowledge) -> Upstream:
    """The parent given by a case."""
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
        doubts=EdgeDoubts(cycle=given.cycle, cut=given.cut, differs=given.differs),
    )


def with_documents(repository: Repository, texts: tuple[CaseText, ...]) -> Repository:
    """The repository with a LICENSE-like document for every given text."""
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
    return profile.spdx if profile and license_id == profile.key else license_id


def problems(files: RuleFiles, knowledge: Knowledge) -> Iterator[Problem]:
    """Each case with another result than expected, and each rule without cases of both sides."""
    for file in files.checks:
        if (rule := file.noun) is None:
            continue
        expected = {case.expect for case in rule.case}
        if Verdict.MET not in expected and rule.uses not in _NEVER_MET:
            yield file.problem(("case",), "no case is met: a rule needs both")
        if not expected & {Verdict.BREACHED, Verdict.UNDETERMINED}:
            yield file.problem(("case",), "no case is breached or undetermined: a rule needs both")
        for number, case in enumerate(rule.case):
            if case.name in [other.name for other in rule.case[:number]]:
                yield file.problem(("case", number, "name"), "is that of another case")
            if not passes(case, run(rule, case, knowledge)):
                first, *rest = explain(rule, case, knowledge).split("\n")
                yield file.problem(("case", number), "; ".join((first, *map(str.strip, rest))))


def text_problems(files: RuleFiles) -> Iterator[Problem]:
    """What is missing from the texts of each rule."""
    for file in files.checks:
        if file.noun is not None:
            yield from (file.problem((key,), says) for key, says in _text_problems(file.noun))


def _text_problems(rule: Rule) -> Iterator[tuple[str, str]]:
    """What is missing from the texts of a rule."""
    if not rule.title.strip():
        yield "title", "is empty; write what is wrong when the rule finds something"
    for key, text, ends in (
        ("why", rule.why, (".", "?")),
        ("fix", rule.fix, (".",)),
        ("question", rule.question, ("?", ".")),
    ):
        if len(text.split()) < 2 or not text.strip().endswith(ends):  # noqa: PLR2004 - a sentence
            yield key, f"is not a sentence that ends with {' or '.join(ends)}"


def passes(case: Case, outcomes: tuple[Outcome, ...]) -> bool:
    """Whether the worst of the outcomes is the one that the case expects."""
    hardest = max(outcomes, key=lambda outcome: _HARDER.index(outcome.verdict), default=None)
    if (hardest.verdict if hardest else Verdict.NOT_APPLICABLE) is not case.expect:
        return False
    return case.if_confirmed is None or (hardest is not None and hardest.if_confirmed is case.if_confirmed)
