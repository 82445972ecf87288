"""The report for a terminal: the result in three lines, then the reasons, then what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Certainty, FailOn, Match, Part, Standing, StatementSource, WaiverUse
from auditor.report.audit import text_findings, text_lineage, text_use, text_users
from auditor.report.audit.summary import summary
from auditor.report.common import uses, wording
from auditor.report.common.clean import cleaned, line
from auditor.report.common.page import Page
from auditor.report.common.wording import counted
from auditor.verdict import ordered, questions, use_fails

if TYPE_CHECKING:
    from auditor.model import Audit, Detection, Statement

STANDING_STYLES = {
    Standing.DOES_NOT_COMPLY: "bold red",
    Standing.NOT_SHOWN_TO_COMPLY: "bold red",
    Standing.UNDETERMINED: "bold yellow",
    Standing.NO_FINDINGS: "bold green",
    Standing.NOT_A_MODEL: "bold red",
}
_UNSURE = {
    Certainty.FAMILY: "one of several licenses, which one is not settled",
    Certainty.UNKNOWN: "names no license that is known here",
    Certainty.UNSAID: "names no license",
}
_LONGEST_BASE, _LEAST_SUBJECT = 40, 24
_SHORT = 12
"""Characters of a commit, and entries of lists, unless everything is shown."""
_LOUD = 1
"""From this verbosity on everything is shown."""


def render(audit: Audit, *, color: bool = False, width: int = 100, verbosity: int = 0) -> str:
    """The report; verbosity -1: the first three lines and a line per finding; 1: everything."""
    audit = cleaned(audit)
    page = Page(color=color, width=width, close=True)
    _answer(page, audit, brief=verbosity < 0)
    if verbosity < 0:
        text_findings.brief(page, audit)
        return str(page)
    loud = verbosity >= _LOUD
    text_use.section(page, audit, loud=loud)
    text_findings.section(page, audit, loud=loud)
    if loud:
        _questions(page, audit)
    _joins(page, audit)
    _unread(page, audit, loud=loud)
    _permissions(page, audit)
    _waivers(page, audit)
    text_users.section(page, audit, loud=loud)
    if loud:
        text_users.grants(page, audit)
    if audit.for_use is None and audit.uses_differ:
        page.blank()
        page.text(uses.in_one_line(audit), style="dim", limit=600)
    _statements(page, audit, loud=loud)
    _texts(page, audit, loud=loud)
    text_lineage.section(page, audit, loud=loud)
    text_findings.met(page, audit, loud=loud)
    _footer(page, audit, loud=loud)
    return str(page)


def _answer(page: Page, audit: Audit, *, brief: bool) -> None:
    """The three lines for a reader in a hurry; the third is wrapped unless `brief`."""
    answer = summary(audit)
    words = wording.headline(audit).upper()
    accepted = "accepted by waiver" if answer.all_accepted else ""
    beside = "; ".join(filter(None, (accepted, wording.weights(audit), _parent(audit))))
    keep = len(_subject(audit)) if audit.repository.revision else _LEAST_SUBJECT
    page.standing(_subject(audit), words, style=STANDING_STYLES[audit.standing], beside=beside, keep=keep)
    if brief:
        page.single(answer.decides)
    else:
        page.text(answer.decides, indent=0, limit=400)
    nothing = "Nothing to do" + (f"; {counted(answer.notes, 'note')} to read." if answer.notes else ".")
    if not answer.first and uses.against(audit):
        pass  # the use decides, and is on the next line
    elif brief or not answer.first:
        page.single(f"First: {answer.first}" if answer.first else nothing, style="bold")
    else:
        page.labelled("First:", answer.first, indent=0, column=7, style="bold", label_style="bold", limit=500)
    if audit.for_use is not None:
        page.text(uses.in_one_line(audit), indent=0, style="bold", limit=600)


def _parent(audit: Audit) -> str:
    """`base: org/a`, `base may be org/a`: of the deciding finding, or the first known one."""
    edges = {edge.name: edge for edge in audit.lineage if edge.part is Part.WEIGHTS}
    deciding = (edges.get(finding.upstream) for finding in ordered(audit.findings))
    edge = next(filter(None, (*deciding, *edges.values())), None)
    if edge is None:
        return ""
    return f"base{'' if edge.firm else ' may be'}{': ' if edge.firm else ' '}{line(edge.title, limit=_LONGEST_BASE)}"


def _subject(audit: Audit) -> str:
    repository = audit.repository
    if repository.revision:
        return f"{repository.name or audit.target} at {repository.revision[:_SHORT]}"
    if repository.name and repository.name != audit.target:
        return f"{repository.name} in {audit.target}"
    return audit.target


def _statements(page: Page, audit: Audit, *, loud: bool) -> None:
    """What is declared, detected and concluded; without -v what is inherited is in the lineage only."""
    page.heading("License statements")
    known = wording.names(audit)
    inherited = StatementSource.INHERITED
    shown = [statement for statement in audit.statements if loud or statement.source is not inherited]
    label = ""
    for source, stated, part, speakers in _grouped(tuple(shown), known):
        page.labelled("" if source == label else source, f"{stated}, {part}: {speakers}", label_style="bold")
        label = source
    if len(shown) < len(audit.statements):
        page.labelled(inherited.value, "the terms of what it may be made from: see Lineage", label_style="bold")
    concluded = [
        statement.expression for statement in audit.statements if statement.source is StatementSource.CONCLUDED
    ]
    if audit.concluded not in concluded:
        whose = "upstream " if audit.lineage else ""
        open_terms = f" (NOASSERTION: {whose}terms that could not be determined)"
        stated = wording.named(audit.concluded, known) + (open_terms if "NOASSERTION" in audit.concluded else "")
        page.labelled(StatementSource.CONCLUDED.value, stated, label_style="bold")
    if not audit.statements:
        page.text("No statement in the repository says which license applies.")


def _grouped(statements: tuple[Statement, ...], known: dict[str, str]) -> list[tuple[str, str, str, str]]:
    """Source, statement, part, and who states it where: equal statements are merged."""
    speakers: dict[tuple[str, str, str, str, str], list[str]] = {}
    for source in StatementSource:
        for statement in statements:
            if statement.source is source:
                where = str(statement.location) if statement.location else ""
                unsure = "" if statement.note or statement.quote else _UNSURE.get(statement.certainty, "")
                rest = (statement.note, unsure)
                after = " · ".join(line(text, limit=300) for text in rest if text)
                key = (source.value, wording.stated(statement, known), statement.part.value, where, after)
                speakers.setdefault(key, []).append(line(wording.stated_by(statement), limit=300))
    return [
        (source, stated, part, " · ".join(text for text in (where, ", ".join(filter(None, who)), after) if text))
        for (source, stated, part, where, after), who in speakers.items()
    ]


def _texts(page: Page, audit: Audit, *, loud: bool) -> None:
    """Texts that are not exactly the license they resemble; with -v all of them."""
    plain = (Match.EXACT, Match.REFERENCE)
    shown = [detection for detection in audit.detections if loud or detection.match not in plain]
    if not shown:
        return
    known = wording.names(audit)
    page.heading("License texts")
    for detection in shown:
        _text(page, detection, known)
    if loud:
        for copyright_ in audit.copyrights:
            unfilled = " (a form left unfilled)" if copyright_.template else ""
            page.labelled("copyright", f"{copyright_.statement}{unfilled} · {copyright_.location}")


def _text(page: Page, detection: Detection, known: dict[str, str]) -> None:
    what = known.get(detection.license.lower()) or detection.expression
    page.text(f"{detection.location}: {wording.match(detection.match)} ({what})", limit=400)
    if detection.license_coverage:
        whole = detection.license_coverage == 1.0
        figures = "complete" if whole else f"{detection.license_coverage:.1%} of the license's words are here"
        figures += f"; {detection.file_coverage:.1%} of the file is this license ({detection.matcher})"
        page.text(figures, indent=4, style="dim")
    page.text(detection.note, indent=4, style="dim")
    for label, runs in (("added", detection.added), ("missing", detection.missing)):
        for words in runs[:3]:
            at = f", line {words.first}" if words.first is not None else ""
            page.text(f"{label}{at}:", indent=4, style="dim")
            page.quote(words.text, indent=4, limit=400)
        if len(runs) > 3:  # noqa: PLR2004 - as many as are shown
            page.text(f"and {len(runs) - 3} more passages {label}: see --format json", indent=4, style="dim")


def _questions(page: Page, audit: Audit) -> None:
    open_questions = questions(audit.findings)
    if not open_questions:
        return
    page.heading("Open questions")
    for number, entry in enumerate(open_questions, start=1):
        page.labelled(f"{number}.", entry.question, column=4, label_style="bold")
        page.labelled("", f"settles {', '.join(entry.settles)}", column=4, style="dim")


def _joins(page: Page, audit: Audit) -> None:
    """Open questions on which files are this model."""
    if not audit.joins:
        return
    page.heading("Which files are this model")
    for join in audit.joins:
        page.text(wording.join_question(join), limit=600)
    page.text("Both readings were judged; only what they agree on is concluded.", style="dim")


def _unread(page: Page, audit: Audit, *, loud: bool) -> None:
    unread = [entry for entry in audit.unread if not entry.reason.is_left_out]
    if not unread:
        return
    matter = [entry for entry in unread if entry.matters]
    rest = [entry for entry in unread if not entry.matters]
    page.heading("Not read", counted(len(unread), "file"))
    for entry in matter if loud else matter[:_SHORT]:
        page.text(
            f"{entry.path or 'a part of the repository'}: {wording.unread(entry.reason)}", style="yellow", limit=400
        )
        page.text(wording.unread_detail(entry), indent=4, style="dim", limit=400)
    if len(matter) > _SHORT and not loud:
        page.text(f"and {len(matter) - _SHORT} more that may be relevant to licensing; -v lists them", style="yellow")
    for entry in rest if loud else ():
        page.text(
            f"{entry.path}: {wording.unread(entry.reason)}; not expected to be relevant to licensing",
            style="dim",
            limit=400,
        )
    if rest and not loud:
        page.text(f"{len(rest)} not expected to be relevant to licensing; -v lists them", style="dim")


def _permissions(page: Page, audit: Audit) -> None:
    """Permissions beyond the public terms, as stated by somebody; not verified."""
    if not audit.permissions:
        return
    page.heading("Separate permissions, as stated; not verified")
    for state in audit.permissions:
        permission = state.permission
        page.labelled(state.state, f"{permission.license}: {', '.join(permission.covers)}", label_style="bold")
        if state.state is WaiverUse.TOO_BROAD:
            page.labelled("", "It names no target, so it would cover the same of any model: add target = …", limit=600)
        when = f" of {permission.date}" if permission.date else ""
        where = f", {permission.reference}" if permission.reference else ""
        until = f", until {permission.until}" if permission.until else ""
        grants = f"{permission.grantor} to {permission.grantee}: {permission.scope}"
        page.labelled("", f"Permission{when}{where}{until}, {grants}", style="dim", limit=600)
        page.labelled("", f"Stated by {permission.by} on {permission.on}", style="dim", limit=600)


def _waivers(page: Page, audit: Audit) -> None:
    if not audit.waivers:
        return
    page.heading("Waivers")
    styles = {"applied": "bold", "expired": "bold red", "changed": "bold red"}
    for state in audit.waivers:
        waiver = state.waiver
        page.labelled(state.state, waiver.finding, label_style=styles.get(state.state, "bold yellow"))
        if state.state is WaiverUse.TOO_BROAD:
            page.labelled("", "It names no target, so it would accept the same of any model: add target = …", limit=600)
        if state.state is WaiverUse.CHANGED:
            page.labelled("", f"It was given for sha256 {waiver.sha256}; here is {audit.digest}", limit=600)
        until = f"until {waiver.until}" if waiver.until else "without an end date"
        page.labelled("", f"{waiver.reason.value}, {until}: {waiver.comment}", style="dim", limit=600)


def _footer(page: Page, audit: Audit, *, loud: bool) -> None:
    repository = audit.repository
    page.heading("About this report")
    name = wording.name_source(repository)
    page.labelled("subject", f"{repository.name or audit.target}{f', named by {name}' if name else ''}")
    page.labelled("target", audit.target + ("" if repository.revision else ", a local directory, read as it was found"))
    page.labelled("revision", repository.revision or "")
    page.labelled(
        "read", f"{counted(len(repository.documents), 'document')} of {counted(len(repository.files), 'file')}"
    )
    for entry in audit.unread:
        if entry.reason.is_left_out:
            page.labelled("left out", entry.detail, limit=600)
    if loud:
        for document in repository.documents:
            page.labelled("", f"{document.path} · {document.kind.value} · sha256 {document.sha256}", style="dim")
    page.labelled("judged", f"sha256 {audit.digest}")
    page.labelled("made by", f"auditor {audit.version}, rules {audit.rules_digest}, as of {audit.as_of}")
    page.labelled("exit code", _exit(audit))
    page.text(wording.DISCLAIMER, style="dim")


def _exit(audit: Audit) -> str:
    if audit.standing is Standing.NOT_A_MODEL:
        return "3: nothing was judged"
    if audit.fail_on is FailOn.NEVER:
        return "0: --fail-on never"
    waiting = len(audit.failing)
    covered = " or covered by a stated permission" if any(finding.covered for finding in audit.findings) else ""
    floor = "of severity error" if audit.fail_on is FailOn.ERROR else f"at or above {audit.fail_on.value}"
    fails = [f"{counted(waiting, 'finding')} {floor}, not waived"] if waiting else []
    if use_fails(audit) and audit.for_use is not None:
        fails.append(f"the stated use is {uses.ANSWERS[audit.for_use.answer]}")
    return f"1: {'; '.join(fails)}" if fails else f"0: no finding {floor} that is not waived{covered}"
