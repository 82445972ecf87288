"""A license of rules/ for a reader, in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Duty, DutyPlace, EditionDuties, Grade, Limit, Trigger
from auditor.patterns import regex
from auditor.report.common import conditions, terms, wording
from auditor.report.common.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import Profile

_COLUMN = 13
EDITION_DUTIES = {
    EditionDuties.SAME: "the same duties",
    EditionDuties.DIFFER: "other duties",
    EditionDuties.UNKNOWN: "duties not known",
}
_LONG = 4_000
_WIDEST_SHORT = 32
_TAIL = regex(r"(?: Community)? License(?: Agreement)?$")
_AGREEMENT = regex(r" License(?: Agreement)?$")
_SHOWN_ELSEWHERE = (None, DutyPlace.NOTICE_FILE, DutyPlace.MODEL_NAME)
"""Places that the duty itself names."""
_ONLY = regex(r"-only$")

DISCLAIMER = "This is not legal advice: it is what was read in the license, and how far it was read."


def render(profile: Profile, *, color: bool = False, width: int = 100, verbosity: int = 0) -> str:  # noqa: ARG001 - there is only one form
    """Everything that is known of one license."""
    page = Page(color=color, width=width)
    page.text(profile.name, indent=0, style="bold")
    page.text(f"{profile.key} · {profile.spdx}", indent=0, style="dim")
    _head(page, profile)
    _editions(page, profile)
    _grants(page, profile)
    for title, facts in (("What it requires", profile.duties), ("What it withholds", profile.limits)):
        page.heading(title, str(len(facts)) if facts else "")
        for fact in facts:
            _term(page, fact, profile)
        if not facts:
            page.text("Nothing that we know of." if not profile.grade.settles else "Nothing.")
    _restrictions(page, profile)
    _outbound(page, profile)
    _reach(page, profile)
    _endings(page, profile)
    _provisions(page, profile)
    page.blank()
    page.text(DISCLAIMER, indent=0, style="dim")
    return str(page)


def respects(term: Duty | Limit, profile: Profile) -> Iterator[tuple[str, str]]:
    """When a term applies, where and on what conditions: a label and words, "" if not stated."""
    settled = [trigger for trigger in term.when if trigger not in term.unsettled]
    yield "applies to", terms.applies(settled)
    yield "arguable for", terms.applies(term.unsettled)
    yield "students", conditions.students(term.students or (profile.students if Trigger.DISTILL in term.when else ()))
    if term.applies_to is not None:
        yield "only for", terms.MODELS[term.applies_to]
    if isinstance(term, Duty):
        yield "how much", "" if term.must else "it is only encouraged"
        yield "date", "the statement must give one" if term.with_date else ""
        yield "where", "" if term.place in _SHOWN_ELSEWHERE else terms.place(term.place)
        yield "condition", term.condition
        yield "allows", "; ".join(map(str, term.allowed))
        if term.code == "retain-copyright-notices" and profile.names_holder:
            yield "whose lines", "the upstream holder's own: “the above copyright notice”"
    else:
        yield "leaves out", "; ".join(terms.EXCEPTIONS[name] for name in term.exceptions)
        yield "concerns", ", ".join(term.concerns)
        yield "spares", ", ".join(term.spares)
    yield "scope", term.scope
    if term.on_own_facts:
        yield "depends on", "the user's own facts (size, revenue, business): it informs, and is never a breach"


def cited(clause: str, grade: Grade) -> str:
    """`§1.b.i`, with a doubt if its words were not read in full."""
    where = clause if clause not in ("", "?") else "clause not known"
    return where if grade.settles else f"{where}; {wording.grade(grade)}"


def short(profile: Profile) -> str:
    """Its name in a sentence: its SPDX id if SPDX lists it, else its name, else its key."""
    if not profile.spdx.startswith("LicenseRef-") and profile.spdx != "NONE":
        return _ONLY.sub("", profile.spdx)
    name = _TAIL.sub("", profile.name)
    if name == profile.steward:
        # without its next word, only the publisher would remain
        name = _AGREEMENT.sub("", profile.name)
    return name if name and len(name) <= _WIDEST_SHORT else profile.key


def _head(page: Page, profile: Profile) -> None:
    page.heading("About the text")
    page.labelled("steward", profile.steward, column=_COLUMN)
    page.labelled("version", profile.version, column=_COLUMN)
    page.labelled("kind", f"{profile.kind}: {terms.KINDS[profile.kind]}", column=_COLUMN)
    page.labelled("also called", ", ".join(profile.ids), column=_COLUMN)
    page.labelled("text", profile.url, column=_COLUMN)
    when = f", {profile.read}" if profile.read else ""
    page.labelled("known", wording.grade(profile.grade) + when, column=_COLUMN)
    for number, digest in enumerate(profile.texts):
        page.labelled("" if number else "sha256 of", digest, column=_COLUMN)
    page.labelled("note", terms.remark(profile.note), column=_COLUMN, limit=_LONG)
    page.labelled("disputed", profile.disputed, column=_COLUMN, label_style="bold yellow", limit=_LONG)


def _editions(page: Page, profile: Profile) -> None:
    if not profile.editions:
        return
    page.heading("Other editions", str(len(profile.editions)))
    for edition in profile.editions:
        page.labelled("•", f"{edition.name}: {EDITION_DUTIES[edition.duties]}", column=2, label_style="bold")
        page.labelled("note", terms.remark(edition.note), indent=4, column=6, limit=_LONG)


def _restrictions(page: Page, profile: Profile) -> None:
    """Its list of use restrictions, and the licenses whose lists it contains."""
    if not profile.restrictions:
        return
    page.heading("Its use restrictions", str(len(profile.restrictions)))
    for item in profile.restrictions:
        page.labelled("•", item, column=2, limit=_LONG)
    for row in profile.passes_on:
        confirmed = f"contains those of {row.license}: confirmed by {row.confirmed_by}, {row.on}"
        page.text(confirmed, style="dim", limit=_LONG)


def _grants(page: Page, profile: Profile) -> None:
    page.heading("What it grants", str(len(profile.grants)) if profile.grants else "")
    for grant in profile.grants:
        mark = {"yes": "✓", "no": "✗"}.get(grant.value, "~")
        page.labelled(mark, f"{terms.says(grant)} ({cited(grant.clause, grant.grade)})", column=2, label_style="bold")
        _words(page, grant.quote, grant.note)
    if not profile.grants:
        page.text("Nothing that we know of.")


def _term(page: Page, term: Duty | Limit, profile: Profile) -> None:
    head = f"{wording.sentence(terms.says(term))} ({cited(term.clause, term.grade)})"
    page.blank()
    page.labelled("•", head, column=2, label_style="bold", style="bold")
    for label, text in respects(term, profile):
        page.labelled(label, text, indent=4, column=14, limit=_LONG)
    _words(page, term.quote, term.note)


def _words(page: Page, quote: str, note: str) -> None:
    if quote:
        page.quote(wording.excerpt(quote), indent=4, limit=_LONG)
    page.labelled("note", terms.remark(note), indent=4, column=6, limit=_LONG)


def _outbound(page: Page, profile: Profile) -> None:
    outbound = profile.outbound
    page.heading("What a derivative may carry")
    page.text(f"{wording.sentence(terms.OUTBOUND[outbound.mode])} ({cited(outbound.clause, outbound.grade)})")
    if outbound.limits_bind:
        page.text("Its limits bind derivatives too, whoever offers them.")
    if outbound.must_carry:
        carried = " and ".join(terms.LIMITS[code] for code in outbound.must_carry)
        page.text(f"Terms of one's own have to contain, beside the use restrictions: {carried}.")
    _words(page, outbound.quote, outbound.note)


def _reach(page: Page, profile: Profile) -> None:
    page.heading("How far it reaches")
    column = max(len(terms.TRIGGERS[trigger]) for trigger in profile.reach) + 2
    for trigger, words in terms.TRIGGERS.items():
        if trigger in profile.reach:
            note = profile.reach_notes.get(trigger, "")
            page.labelled(words, terms.REACHES[profile.reach[trigger]], column=column)
            page.text(terms.remark(note), indent=column + 2, style="dim", limit=_LONG)


def _endings(page: Page, profile: Profile) -> None:
    if not profile.termination and profile.cure is None:
        return
    page.heading("When it ends")
    for about, text in profile.termination.items():
        page.labelled(terms.ENDINGS[about], text, column=15, limit=_LONG)
    if profile.cure is not None:
        page.text(f"{wording.sentence(conditions.cure(profile.cure))}.", limit=_LONG)
        _words(page, profile.cure.quote, profile.cure.note)


def _provisions(page: Page, profile: Profile) -> None:
    if not profile.provisions:
        return
    page.heading("As a contract")
    for row in profile.provisions:
        head = f"{wording.sentence(row.says)} ({cited(row.clause, row.grade)})"
        page.labelled(terms.PROVISIONS[row.code], head, column=15, limit=_LONG)
        _words(page, row.quote, row.note)
