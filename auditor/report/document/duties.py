"""The duty matrix: every duty of every license that reaches this model, with its verdict and the evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.model import Duty, DutyCode, Grade, Verdict
from auditor.report.common import reasons, terms, wording
from auditor.report.document.blocks import Block, Cell, Row, Section, Table, Text, Tone
from auditor.report.document.inline import anchor, cell, code, dim, link, paragraph, plain, row, separated

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Finding, GoverningLicense, Outcome
    from auditor.report.document.context import Context

VERDICT_TONES = {
    Verdict.MET: Tone.GOOD,
    Verdict.BREACHED: Tone.BAD,
    Verdict.UNDETERMINED: Tone.OPEN,
    Verdict.NOT_APPLICABLE: Tone.PLAIN,
}
_WORST_FIRST = (Verdict.BREACHED, Verdict.UNDETERMINED, Verdict.MET, Verdict.NOT_APPLICABLE)
_MOST_PLACES = 8
_MOST_NAMED = 6


class _Answer(NamedTuple):
    """One outcome, and its finding."""

    outcome: Outcome
    finding: Finding | None


def section(c: Context, number: str) -> Section:
    """A table for each license, then what the repository offers without a recorded profile."""
    w = c.w
    blocks: list[Block] = [paragraph(w("duties.words" if c.internal else "duties.words-publisher"))]
    answers = _answers(c)
    for license_ in c.audit.licenses:
        table = _of_license(c, license_, answers)
        if table is not None:
            blocks.append(table)
    known = {license_.profile.key for license_ in c.audit.licenses}
    others = _of_others(c, answers, known)
    if others is not None:
        blocks.append(others)
    if len(blocks) == 1:
        blocks.append(paragraph(w("duties.none")))
    return Section(anchor="duties", number=number, title=w("section.duties"), blocks=tuple(blocks))


def _answers(c: Context) -> list[_Answer]:
    by_finding = [_Answer(outcome, finding) for finding in c.findings for outcome in finding.outcomes]
    return [*by_finding, *(_Answer(outcome, None) for outcome in c.audit.outcomes)]


def _of_license(c: Context, license_: GoverningLicense, answers: list[_Answer]) -> Table | None:
    profile = license_.profile
    rows = []
    for index, duty in enumerate(profile.duties):
        its = [answer for answer in answers if _about(answer.outcome, profile.key, duty)]
        rows.append(_row(c, duty, its, anchor("duty", f"{profile.key}-{index + 1}-{duty.code}")))
    if not rows:
        return None
    return Table(
        caption=c.w("duties.caption", license=profile.name, source=source_of(c, license_)),
        columns=_columns(c),
        rows=tuple(rows),
        shares=(5, 2, 3, 4),
    )


def _columns(c: Context) -> tuple[str, ...]:
    names = ("duty", "clause", "verdict" if c.internal else "seen", "evidence")
    return tuple(c.w(f"duties.column.{name}") for name in names)


def _about(outcome: Outcome, key: str, duty: Duty) -> bool:
    """Whether an outcome is about this duty: two duties of one code differ by their clause."""
    if outcome.license != key or outcome.code != duty.code:
        return False
    return outcome.citation is None or outcome.citation.clause == duty.clause


def source_of(c: Context, license_: GoverningLicense) -> str:
    """The models from which a license comes."""
    if not license_.via:
        return c.w("source.offered")
    names = list(license_.via[:_MOST_NAMED])
    if len(license_.via) > _MOST_NAMED:
        names.append(c.w("more", number=len(license_.via) - _MOST_NAMED))
    key = "source.certain" if license_.certain else "source.candidate"
    if license_.offered:
        key = "source.both"
    return c.w(key, names=c.w.listed(names))


def _row(c: Context, duty: Duty, answers: list[_Answer], name: str) -> Row:
    about = plain(wording.sentence(terms.says(duty)))
    condition = dim(duty.condition) if duty.condition else ()
    must = () if duty.must else dim(c.w("duties.encouraged"))
    doubt = "" if duty.grade is Grade.TEXT else c.w(f"grade.{duty.grade.value}")
    clause = cell(plain(duty.clause), dim(doubt))
    return row(cell(about, condition, must), clause, _verdict(c, answers), _evidence(c, answers), anchor=name)


def _verdict(c: Context, answers: list[_Answer]) -> Cell:
    """The worst answer first, each with the candidates to which it applies."""
    w = c.w
    if not answers:
        return cell(w("duties.by-use"), tone=Tone.NOTE)
    if not c.internal:
        seen = any(answer.outcome.verdict is Verdict.MET for answer in answers)
        return cell(w("duties.seen" if seen else "duties.not-seen"))
    by_verdict: dict[tuple[Verdict, Verdict | None], dict[str, None]] = {}
    for answer in sorted(answers, key=lambda answer: _WORST_FIRST.index(answer.outcome.verdict)):
        key = (answer.outcome.verdict, answer.outcome.if_confirmed)
        who = answer.outcome.candidate or c.title_of(answer.outcome.upstream)
        by_verdict.setdefault(key, {}).update({who: None} if who else {})
    lines: list[Text] = []
    for (verdict, confirmed), names in by_verdict.items():
        words = w(f"verdict.{verdict.value}")
        if confirmed is not None and verdict is Verdict.UNDETERMINED:
            words = w("verdict.if-confirmed", verdict=words, confirmed=w(f"verdict.{confirmed.value}"))
        lines.append((*plain(words),))
        if len(by_verdict) > 1:
            lines += [dim(entry) for entry in list(names)[:_MOST_NAMED]]
    return cell(*lines, tone=VERDICT_TONES[next(iter(by_verdict))[0]])


def _evidence(c: Context, answers: list[_Answer]) -> Cell:
    """What was seen and where; a link to its finding."""
    lines: dict[Text, None] = {}
    for answer in answers:
        if answer.finding is not None and c.internal:
            lines[link(wording.sentence(answer.finding.title), anchor("finding", answer.finding.id))] = None
        elif answer.outcome.verdict is Verdict.NOT_APPLICABLE:
            why = answer.outcome.sentence or "; ".join(reasons.why_open((answer.outcome,)))
            lines[plain(wording.sentence(why))] = None
        elif answer.outcome.sentence:
            places = separated(code(str(location)) for location in answer.outcome.evidence[:_MOST_PLACES])
            lines[separated((plain(wording.sentence(answer.outcome.sentence)), places), " ")] = None
    return cell(*filter(None, list(lines)[:_MOST_PLACES]))


def _of_others(c: Context, answers: list[_Answer], known: set[str]) -> Table | None:
    """Duties of licenses that the audit does not describe, in a report saved by an older version."""
    codes = {code_.value for code_ in DutyCode}
    groups: dict[tuple[str, str, str], list[_Answer]] = {}
    for answer in answers:
        outcome = answer.outcome
        if outcome.code in codes and outcome.license and outcome.license not in known:
            clause = outcome.citation.clause if outcome.citation else ""
            groups.setdefault((outcome.license, outcome.code, clause), []).append(answer)
    if not groups:
        return None
    rows = [
        row(
            cell(plain(wording.sentence(terms.DUTIES[duty])), dim(_name(its, key))),
            clause,
            _verdict(c, its),
            _evidence(c, its),
            anchor=anchor("duty", f"{key}-{duty}"),
        )
        for (key, duty, clause), its in groups.items()
    ]
    return Table(caption=c.w("duties.others"), columns=_columns(c), rows=tuple(rows), shares=(5, 2, 3, 4))


def _name(answers: Iterable[_Answer], key: str) -> str:
    return next((answer.outcome.citation.name for answer in answers if answer.outcome.citation is not None), key)
