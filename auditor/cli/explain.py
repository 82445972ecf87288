"""`auditor explain RULE`: a rule in full."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from auditor.cli import options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.knowledge import Knowledge
    from auditor.model import Duty, Limit, Profile, Rule
    from auditor.report.common.page import Page


@click.command("explain", short_help="Explain a rule.")
@click.argument("rule")
@options.COLOR
def command(rule: str, color: str) -> None:
    """Explain RULE in full: why, what to do, which clauses of which licenses, and its cases.

    RULE is a rule's id, or a finding's id as a report prints it.
    """
    from auditor.cli.output import colored, columns, emit  # noqa: PLC0415 - not loaded for --help, as what follows
    from auditor.knowledge import default_knowledge  # noqa: PLC0415
    from auditor.report.common.page import Page  # noqa: PLC0415

    knowledge = default_knowledge()
    wanted = rule.partition(":")[0]
    rules = {rule.id: rule for rule in knowledge.rules}
    if wanted not in rules:
        close = get_close_matches(wanted, rules, n=1)
        tip = f"Did you mean {close[0]}?" if close else "auditor rules lists them."
        msg = f"There is no rule {wanted!r}. {tip}"
        raise click.UsageError(msg)
    page = Page(color=colored(color, None), width=columns())
    _rule_in_full(page, rules[wanted])
    _licenses(page, rules[wanted], knowledge)
    _cases(page, rules[wanted])
    emit(str(page), None)


def _rule_in_full(page: Page, rule: Rule) -> None:
    from auditor.report.common import wording  # noqa: PLC0415 - with the page

    page.labelled(f"{rule.id}:", rule.title, indent=0, column=len(rule.id) + 2, label_style="bold")
    page.text(f"since {rule.since}{f' · {wording.shortfall(rule.kind)}' if rule.kind else ''}", indent=0, style="dim")
    for title, text in (("Why", rule.why), ("What to do", rule.fix), ("What would settle it", rule.question)):
        if not text.strip():
            continue
        page.heading(title)
        for paragraph in text.strip().split("\n\n"):
            page.text(paragraph.replace("{", "<").replace("}", ">"), limit=10_000)
            page.blank()
    page.heading("How it is checked")
    codes = f": {', '.join(rule.subject.codes)}" if rule.subject.codes else ""
    anywhere = " wherever the license reaches" if rule.subject.wherever_it_reaches else ""
    page.labelled("asked of", f"each {rule.subject.about}{anywhere}{codes}")
    page.labelled("predicate", rule.uses)


def _licenses(page: Page, rule: Rule, knowledge: Knowledge) -> None:
    """Every license with a duty or limit of the rule's codes, each with its clause and quote."""
    from auditor.report.common import wording  # noqa: PLC0415 - with the page

    concerned = [(profile, term) for profile in knowledge.profiles for term in _terms(rule, profile)]
    if not concerned:
        return
    page.heading("Licenses concerned", str(len({profile.key for profile, _ in concerned})))
    cited = [
        (f"{wording.cited(profile.name, term.clause, term.grade)} [{profile.key}]", term.quote)
        for profile, term in concerned
    ]
    for head, quote in dict.fromkeys(cited):
        page.text(head)
        if quote:
            page.quote(quote, indent=4, limit=400)


def _terms(rule: Rule, profile: Profile) -> Iterator[Duty | Limit]:
    from auditor.model import About  # noqa: PLC0415 - with the page

    terms: list[Duty | Limit] = []
    if rule.subject.about is About.DUTY:
        terms += profile.duties
    if rule.subject.about is About.LIMIT:
        terms += profile.limits
    yield from (term for term in terms if term.code in rule.subject.codes)


def _cases(page: Page, rule: Rule) -> None:
    from auditor.report.common import wording  # noqa: PLC0415 - with the page

    page.heading("Cases", str(len(rule.case)))
    for case in rule.case:
        confirmed = f" (if confirmed, {wording.answer(case.if_confirmed)})" if case.if_confirmed is not None else ""
        page.labelled(wording.answer(case.expect), f"{case.name}{confirmed}", column=21)
