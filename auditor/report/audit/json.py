"""The report for machines: `auditor-report/1`, the same bytes for the same audit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from auditor.report.audit import json_shape as shape
from auditor.report.audit.summary import summary
from auditor.report.common import wording
from auditor.report.common.clean import cleaned
from auditor.verdict import ordered, questions

if TYPE_CHECKING:
    from auditor.model import (
        Audit,
        Candidate,
        Citation,
        Detection,
        Evidence,
        Finding,
        Location,
        Outcome,
        Statement,
        Upstream,
        Words,
    )


def render(audit: Audit) -> str:
    """The report as JSON, indented, keys in the schema's order."""
    report = _report(cleaned(audit))
    return json.dumps(report.model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n"


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of what `render` writes."""
    made = shape.Report.model_json_schema(mode="serialization")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:{shape.FORMAT.replace('/', ':')}"}
    return {**head, **made}


def _report(audit: Audit) -> shape.Report:
    known = wording.names(audit)
    return shape.Report(
        format=shape.FORMAT,
        auditor=shape.Maker(version=audit.version, rules_digest=audit.rules_digest, as_of=audit.as_of),
        subject=_subject(audit),
        answer=_answer(audit),
        concluded=audit.concluded,
        itself=shape.Known(**audit.itself.to_plain()) if audit.itself else None,
        statements=tuple(_statement(one, known) for one in audit.statements),
        texts=tuple(_text(one, known) for one in audit.detections),
        copyrights=tuple(
            shape.Line(
                statement=one.statement,
                holder=one.holder,
                years=one.years,
                template=one.template,
                location=_place(one.location),
            )
            for one in audit.copyrights
        ),
        upstreams=tuple(_edge(one) for one in audit.upstreams),
        findings=tuple(_finding(one) for one in ordered(audit.findings)),
        questions=tuple(
            shape.Question(question=one.question, settles=one.settles) for one in questions(audit.findings)
        ),
        met=tuple(_reply(one) for one in audit.met),
        unread=tuple(
            shape.Skipped(path=one.path, reason=one.reason.value, detail=one.detail, matters=one.matters)
            for one in audit.unread
        ),
        waivers=tuple(
            shape.Accepted(
                finding=one.waiver.finding,
                reason=one.waiver.reason.value,
                comment=one.waiver.comment,
                until=one.waiver.until,
                state=one.state,
            )
            for one in audit.waivers
        ),
        disclaimer=wording.DISCLAIMER,
    )


def _subject(audit: Audit) -> shape.Subject:
    repository = audit.repository
    return shape.Subject(
        target=audit.target,
        name=repository.name,
        name_source=repository.name_source,
        revision=repository.revision,
        files=len(repository.files),
        documents=tuple(
            shape.File(path=one.path, kind=one.kind.value, part=one.part.value, sha256=one.sha256, size=one.size)
            for one in repository.documents
        ),
    )


def _answer(audit: Audit) -> shape.Answer:
    said = summary(audit)
    failing = audit.failing
    return shape.Answer(
        standing=audit.standing.value,
        accepted_by_waiver=said.all_accepted,
        errors=said.errors,
        warnings=said.warnings,
        notes=said.notes,
        waived=said.accepted,
        decides=said.decides,
        first=said.first,
        exit_code=1 if failing else 0,
        fail_on=audit.fail_on,
        failing=tuple(one.id for one in ordered(failing)),
    )


def _place(location: Location) -> shape.Place:
    return shape.Place(path=location.path, first_line=location.first, last_line=location.last, key=location.key)


def _statement(statement: Statement, known: dict[str, str]) -> shape.Said:
    return shape.Said(
        expression=statement.expression,
        name=known.get(statement.expression.lower(), ""),
        source=statement.source.value,
        part=statement.part.value,
        certainty=statement.certainty.value,
        raw=statement.raw,
        by=statement.by,
        note=statement.note,
        outbound=statement.outbound,
        location=_place(statement.location) if statement.location else None,
    )


def _text(detection: Detection, known: dict[str, str]) -> shape.Text:
    return shape.Text(
        location=_place(detection.location),
        license=detection.license,
        expression=detection.expression,
        name=known.get(detection.license.lower(), ""),
        match=detection.match.value,
        matcher=detection.matcher,
        score=detection.score,
        license_coverage=detection.license_coverage,
        file_coverage=detection.file_coverage,
        added=tuple(_passage(one) for one in detection.added),
        missing=tuple(_passage(one) for one in detection.missing),
        policy=detection.policy,
        note=detection.note,
    )


def _passage(words: Words) -> shape.Passage:
    return shape.Passage(text=words.text, first_line=words.first, last_line=words.last)


def _edge(upstream: Upstream) -> shape.Edge:
    return shape.Edge(
        name=upstream.name,
        title=upstream.title,
        relations=tuple(one.value for one in upstream.relations),
        part=upstream.part.value,
        firm=upstream.firm,
        candidates=tuple(_origin(one) for one in upstream.candidates),
        evidence=tuple(_trace(one) for one in upstream.evidence),
        note=upstream.note,
        unopened=upstream.unopened,
    )


def _origin(candidate: Candidate) -> shape.Origin:
    return shape.Origin(
        name=candidate.name,
        license=candidate.license,
        grade=candidate.grade.value,
        source=candidate.source,
        date=candidate.date,
        copyrights=candidate.copyrights,
        copyrights_read=candidate.copyrights_read,
        notice_file=candidate.notice_file,
        notice_text=candidate.notice_text,
        config_fields_agreeing=candidate.matched,
        config_fields_compared=candidate.compared,
        note=candidate.note,
    )


def _trace(evidence: Evidence) -> shape.Trace:
    return shape.Trace(
        rung=evidence.rung.value,
        rank=wording.number(evidence.rung),
        claims=wording.claim(evidence.rung),
        says=evidence.says,
        quote=evidence.quote,
        location=_place(evidence.location) if evidence.location else None,
    )


def _clause(citation: Citation) -> shape.Clause:
    return shape.Clause(
        license=citation.license,
        name=citation.name,
        clause=citation.clause,
        quote=citation.quote,
        grade=citation.grade.value,
    )


def _reply(outcome: Outcome) -> shape.Reply:
    return shape.Reply(
        rule=outcome.rule,
        verdict=outcome.verdict.value,
        if_confirmed=outcome.if_confirmed.value if outcome.if_confirmed else None,
        license=outcome.license,
        code=outcome.code,
        upstream=outcome.upstream,
        candidate=outcome.candidate,
        relations=tuple(one.value for one in outcome.relations),
        says=outcome.says,
        because=outcome.because,
        note=outcome.note,
        wanted=outcome.wanted,
        evidence=tuple(_place(one) for one in outcome.evidence),
        clause=_clause(outcome.citation) if outcome.citation else None,
    )


def _finding(finding: Finding) -> shape.Found:
    return shape.Found(
        id=finding.id,
        rule=finding.rule,
        severity=finding.severity.value,
        verdict=finding.verdict.value,
        if_confirmed=finding.if_confirmed.value if finding.if_confirmed else None,
        kind=finding.kind.value if finding.kind else None,
        title=finding.title,
        message=finding.message,
        remedy=finding.remedy,
        question=finding.question,
        upstream=finding.upstream,
        holds_for=finding.candidates,
        not_for=finding.spared,
        waived=finding.waived,
        evidence=tuple(_place(one) for one in finding.evidence),
        clauses=tuple(_clause(one) for one in finding.citations),
        replies=tuple(_reply(one) for one in finding.outcomes),
    )
