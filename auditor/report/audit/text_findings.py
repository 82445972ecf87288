"""The findings of the terminal report, grouped by the question that decides them, and the requirements met."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.model import Because, Severity, Verdict
from auditor.report.audit.summary import summary
from auditor.report.common import clean, conditions, grouping, reasons, wording
from auditor.report.common.wording import counted
from auditor.verdict import ordered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Audit, Citation, Finding, Location, Outcome
    from auditor.report.common.grouping import FindingGroup
    from auditor.report.common.page import Page

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold cyan"}
_INDENT, _NARROW_INDENT = 11, 4
_NARROW = 64
"""Width in cells below which the details of a finding are indented less."""
_COLUMN = 11
_MOST_MET = 5
_MOST_PLACES = 8
_MOST_NAMED = 4
_QUOTE, _LONG_QUOTE = 420, 4_000


_ANSWERED = (
    Because.BASE_NOT_DECLARED,
    Because.SHAPE_ONLY,
    Because.RELEASE_UNKNOWN,
    Because.UPSTREAM_NOT_READ,
    Because.LICENSE_SECOND_HAND,
)
"""Reasons that no longer apply once it is known what the model was made from."""


class _Look(NamedTuple):
    """How the findings of a report are shown."""

    loud: bool
    titles: dict[str, str]
    cures: dict[str, str]
    ended: set[str]
    """The terminations of licenses already shown."""
    shared: frozenset[str] = frozenset()
    """Reasons common to the whole group."""
    question: str = ""
    """The group's."""
    first: str = ""
    """What to do first, which is shown above all findings."""


def brief(page: Page, audit: Audit) -> None:
    """A line per finding; an id is never cut, as a waiver must name it in full."""
    for finding in ordered(audit.findings):
        title = f"waived: {finding.title}" if finding.waived else finding.title
        title = f"{finding.covered}: {title}" if finding.covered else title
        page.row(f"{finding.severity.value:<8}", finding.id, title, style=_STYLES[finding.severity])


def section(page: Page, audit: Audit, *, loud: bool) -> None:
    """Every finding, errors first; those that depend on one answer are under its question."""
    page.heading("Findings", str(len(audit.findings)) if audit.findings else "")
    if not audit.findings:
        page.text("None.")
    if any(Verdict.BREACHED in (finding.verdict, finding.if_confirmed) for finding in audit.findings):
        page.text("Under the public terms that were read; a separate permission was not looked for.", style="dim")
    titles = {upstream.name: upstream.title for upstream in audit.upstreams}
    cures = {entry.license: conditions.cure(entry.cure) for entry in audit.for_users if entry.cure is not None}
    look = _Look(loud, titles, cures, set(), first=summary(audit).first)
    for group in grouping.by_question(audit.findings):
        if group.question and len(group.findings) > 1:
            look = look._replace(shared=_shared(group), question=group.question)
            _question(page, audit, group, look)
        else:
            look = look._replace(shared=frozenset(), question="")
        for number, finding in enumerate(group.findings, start=1):
            page.blank()
            if look.question and not loud:
                _in_group(page, finding, look, number)
            else:
                _finding(page, finding, look)


def _indent(page: Page) -> int:
    return _NARROW_INDENT if page.width < _NARROW else _INDENT


def _shared(group: FindingGroup) -> frozenset[str]:
    """The reasons that the answer removes, or that every finding of a group has: they are shown once."""
    outcomes = [outcome for finding in group.findings for outcome in finding.outcomes]
    removed = {reasons.words(reason) for outcome in outcomes for reason in outcome.because if reason.code in _ANSWERED}
    reason_sets = [set(reasons.why_open(finding.outcomes)) for finding in group.findings]
    return frozenset(removed | (set.intersection(*reason_sets) if reason_sets else set()))


def _question(page: Page, audit: Audit, group: FindingGroup, look: _Look) -> None:
    """The question, why it is open, and what remains after each answer."""
    page.blank()
    page.labelled("OPEN", group.question, column=9, label_style="bold yellow", style="bold")
    number = {finding.id: str(place) for place, finding in enumerate(group.findings, start=1)}
    if look.loud:
        page.text(f"{len(group.findings)} findings depend on the answer.", indent=_indent(page), style="dim")
    known = wording.names(audit)
    for edge in grouping.edges_in_question(audit, group):
        for reading in grouping.readings(edge, group.findings):
            names = ", ".join(reading.candidates[:_MOST_NAMED])
            if len(reading.candidates) > _MOST_NAMED:
                names += f" and {len(reading.candidates) - _MOST_NAMED} more"
            under = ", ".join(_license(expression, known) for expression in reading.licenses) or "license not known"
            under = under if look.loud else wording.short(under)
            which = ", ".join(number[finding.id] for finding in reading.findings if finding.id in number)
            there = f"findings {which}" if "," in which else f"finding {which}" if which else "no finding"
            page.labelled("if", f"{names} ({under}): {there}", indent=_indent(page), column=3)
        if not edge.firm:
            page.labelled("if", "none of these: no finding, under these licenses", indent=_indent(page), column=3)
    aside = set() if look.loud else _read_below(group)
    why = [reason for reason in _in_order(group) if reason in look.shared - aside]
    if not look.loud:
        page.labelled("verdict", _confirmed(group), indent=_indent(page), column=_COLUMN)
    page.labelled("because", "; ".join(why), indent=_indent(page), column=_COLUMN)


def _confirmed(group: FindingGroup) -> str:
    """The verdicts of a group's findings before and after the answer: `undetermined; if confirmed, …: 1, 3`."""
    by_answer: dict[str, list[str]] = {}
    verdicts = dict.fromkeys(wording.answer(finding.verdict) for finding in group.findings)
    for number, finding in enumerate(group.findings, start=1):
        words = wording.verdict(finding).rpartition("; if confirmed, ")
        if words[0]:
            by_answer.setdefault(words[2], []).append(str(number))
    after = ", ".join(f"{words} ({', '.join(numbers)})" for words, numbers in by_answer.items())
    return " or ".join(verdicts) + (f"; if confirmed: {after}" if after else "")


def _read_below(group: FindingGroup) -> set[str]:
    """The reasons that the lineage shows with each candidate."""
    outcomes = (outcome for finding in group.findings for outcome in finding.outcomes)
    return {
        reasons.words(reason)
        for outcome in outcomes
        for reason in outcome.because
        if reason.code is Because.LICENSE_SECOND_HAND
    }


def _in_order(group: FindingGroup) -> tuple[str, ...]:
    return reasons.why_open(outcome for finding in group.findings for outcome in finding.outcomes)


def _license(expression: str, known: dict[str, str]) -> str:
    return known.get(expression.lower(), expression) if expression.startswith("LicenseRef-") else expression


def met(page: Page, audit: Audit, *, loud: bool) -> None:
    """The requirements that are met, with their clauses; passed checks are only counted, unless everything is shown."""
    if not audit.met:
        return
    duties = _once(outcome for outcome in audit.met if outcome.citation is not None)
    checks = _once(outcome for outcome in audit.met if outcome.citation is None)
    page.heading("Requirements met", str(len(duties)))
    for sentence, outcome in list(duties.items())[: None if loud else _MOST_MET]:
        cited = outcome.citation
        requires = wording.cited(wording.short(cited.name), cited.clause, cited.grade) if cited else outcome.license
        rest = " · ".join(filter(None, (requires, outcome.candidate or outcome.upstream)))
        page.labelled("✓", f"{sentence}: {rest}", column=2, label_style="green")
        if loud and cited is not None and cited.quote:
            page.quote(wording.excerpt(cited.quote), indent=4, limit=_LONG_QUOTE)
    if len(duties) > _MOST_MET and not loud:
        page.text(f"and {len(duties) - _MOST_MET} more; -v lists all, with their clauses", style="dim")
    if not duties:
        page.text("None.")
    if loud:
        for sentence, outcome in checks.items():
            page.labelled("✓", f"{sentence} ({outcome.rule})", column=2, label_style="green", style="dim")
    elif checks:
        page.text(f"{counted(len(checks), 'further check')} passed; -v lists them", style="dim")


def _once(outcomes: Iterable[Outcome]) -> dict[str, Outcome]:
    by_sentence: dict[str, Outcome] = {}
    for outcome in outcomes:
        by_sentence.setdefault(_sentence(outcome), outcome)
    return by_sentence


def _sentence(outcome: Outcome) -> str:
    says = wording.sentence(outcome.sentence.rstrip(".") or "met")
    where = _listed(outcome.evidence, most=2)
    return f"{says} ({where})" if where else says


def _listed(evidence: tuple[Location, ...], *, most: int) -> str:
    once = list(dict.fromkeys(str(place) for place in evidence))
    more = f" and {len(once) - most} more" if len(once) > most else ""
    return ", ".join(once[:most]) + more


def _finding(page: Page, finding: Finding, look: _Look) -> None:
    style = "dim" if finding.waived or finding.covered else _STYLES[finding.severity]
    label = f"{finding.severity.value.upper():<9}"
    page.labelled(label, wording.sentence(finding.title), column=9, label_style=style, style="bold")
    page.text(wording.verdict(finding), indent=_indent(page), style=style.removeprefix("bold "))
    page.unbroken(finding.id, indent=_indent(page), style="dim")
    message = wording.sentence(finding.message)
    page.text(message, indent=_indent(page), limit=_LONG_QUOTE if look.loud else 1_200)

    def labelled(name: str, text: str, text_style: str = "") -> None:
        page.labelled(name, text, indent=_indent(page), column=_COLUMN, style=text_style)

    if look.loud or not look.question:
        labelled("upstream", look.titles.get(finding.upstream, finding.upstream))
    every = len(finding.candidates) > 1 and not finding.spared
    applies = f"every candidate ({len(finding.candidates)})" if every else ", ".join(finding.candidates)
    labelled("applies to", applies)
    if look.loud or not look.question:
        labelled("not to", ", ".join(finding.spared))
    why = (reason for reason in reasons.why_open(finding.outcomes) if look.loud or reason not in look.shared)
    labelled("because", "; ".join(why))
    _clauses(page, finding, loud=look.loud)
    labelled("where", _listed(finding.evidence, most=10_000 if look.loud else _MOST_PLACES))
    breach = Verdict.BREACHED in (finding.verdict, finding.if_confirmed)
    for ends in dict.fromkeys(look.cures.get(citation.license, "") for citation in finding.citations):
        if breach and ends and (look.loud or ends not in look.ended):
            look.ended.add(ends)
            labelled("license", ends)
    labelled("remedy", finding.remedy)
    if look.loud or (finding.question != look.question and finding.severity is not Severity.NOTE):
        labelled("question", finding.question)
    labelled("permission", finding.covered)
    labelled("waived", finding.waived)
    if look.loud:
        for outcome in finding.outcomes:
            who = outcome.candidate or outcome.upstream or "the repository"
            labelled("outcome", f"{outcome.rule}, {who}: {wording.answer(outcome.verdict)}: {outcome.sentence}", "dim")


def _in_group(page: Page, finding: Finding, look: _Look, number: int) -> None:
    """A finding below its question, which states when it applies: what is missing, under which clause, what to do."""
    style = "dim" if finding.waived or finding.covered else _STYLES[finding.severity]
    where = _listed(finding.evidence, most=_MOST_PLACES)
    message = f"{number}. {wording.sentence(finding.message)}{f' ({where})' if where else ''}"
    label = f"{finding.severity.value.upper():<9}"
    page.labelled(label, message, column=9, label_style=style, style="bold", limit=1_200)
    once = list(dict.fromkeys(finding.citations))
    cited = wording.all_cited(once)
    page.unbroken(finding.id, indent=_indent(page), style="dim")

    def labelled(name: str, text: str) -> None:
        page.labelled(name, text, indent=_indent(page), column=_COLUMN)

    labelled("because", "; ".join(why for why in reasons.why_open(finding.outcomes) if why not in look.shared))
    labelled("clause", "; ".join(cited))
    if finding.severity is Severity.ERROR and once[:1] and once[0].quote:
        page.quote(wording.excerpt(once[0].quote, _QUOTE), indent=_indent(page) + _COLUMN, limit=_LONG_QUOTE)
    remedy = clean.line(finding.remedy)
    labelled("remedy", "see First, above" if remedy and remedy in look.first else remedy)
    labelled("permission", finding.covered)
    labelled("waived", finding.waived)


def _clauses(page: Page, finding: Finding, *, loud: bool) -> None:
    """The clauses with their quotes; without -v only the quote of an error's first clause, the others by name."""
    once = list(dict.fromkeys(finding.citations))
    quoted = once if loud else once[:1] if finding.severity is Severity.ERROR else []
    for citation in quoted:
        _clause(page, citation, loud=loud, indent=_indent(page))
    rest = dict.fromkeys(_cited(citation) for citation in once[len(quoted) :])
    rest = {words: None for words in rest if words not in {_cited(citation) for citation in quoted}}
    if rest:
        label, also = ("", "also ") if quoted else ("clause", "")
        page.labelled(label, also + "; ".join(rest), indent=_indent(page), column=_COLUMN)


def _cited(citation: Citation) -> str:
    return wording.cited(citation.name, citation.clause, citation.grade)


def _clause(page: Page, citation: Citation, *, loud: bool, indent: int) -> None:
    page.labelled("clause", _cited(citation), indent=indent, column=_COLUMN)
    if citation.quote:
        words = wording.excerpt(citation.quote, None if loud else _QUOTE)
        page.quote(words, indent=indent + _COLUMN, limit=_LONG_QUOTE)
