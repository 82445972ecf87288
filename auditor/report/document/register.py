"""Assumptions, the fact register and a terms sheet per license: the basis of the rest of the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Grade, GrantCode, LimitCode, NameSource, OutboundMode, ProvisionCode
from auditor.report.common import terms, wording
from auditor.report.common.conditions import cure
from auditor.report.document.blocks import Block, Bullets, FactList, Group, Row, Section, Table
from auditor.report.document.duties import source_of
from auditor.report.document.inline import anchor, cell, code, dim, fact, facts, link, paragraph, plain, row, separated

if TYPE_CHECKING:
    from auditor.model import Candidate, GoverningLicense, Grant, Profile, Provision
    from auditor.report.document.blocks import Text
    from auditor.report.document.context import Context

_ASSUMED = (
    "permission",
    "protected",
    "authentic",
    "account",
    "public-terms",
    "files",
    "not-covered",
    "law",
    "snapshot",
    "reliance",
)
_MOST = 400
_QUOTED = 400
"""Characters of a quotation on a terms sheet."""


def assumptions(c: Context, number: str) -> Section:
    """What was assumed, and what was left out."""
    w = c.w
    items = tuple(plain(w(f"assumed.{name}")) for name in _ASSUMED)
    return Section(anchor="assumptions", number=number, title=w("section.assumptions"), blocks=(Bullets(items=items),))


def register(c: Context, number: str) -> Section:
    """Each fact: observed, supplied or inferred; by whom; its digest and grade; and what is based on it."""
    w = c.w
    rows = [*_supplied(c), *_observed(c), *_inferred(c)]
    left = len(rows) - _MOST
    columns = tuple(w(f"register.column.{name}") for name in ("fact", "kind", "source", "grade", "rests"))
    blocks: list[Block] = [
        paragraph(w("register.words", day=c.audit.as_of)),
        Table(caption=w("register.caption"), columns=columns, rows=tuple(rows[:_MOST]), shares=(5, 2, 5, 3, 4)),
    ]
    if left > 0:
        blocks.append(paragraph(w("more", number=left)))
    return Section(anchor="register", number=number, title=w("section.register"), blocks=tuple(blocks))


def _supplied(c: Context) -> list[Row]:
    """Facts supplied by a person, not by a file: the name on the command line, waivers."""
    w, repository = c.w, c.audit.repository
    rows = []
    if repository.name and repository.name_source is NameSource.GIVEN:
        rows.append(row(w("register.name", name=repository.name), w("register.supplied"), w("register.user"), "", ""))
    for state in c.audit.waivers if c.internal else ():
        waiver = state.waiver
        rows.append(
            row(
                w("register.waiver", reason=w(f"waiver-reason.{waiver.reason.value}")),
                w("register.supplied"),
                waiver.owner or w("waivers.no-owner"),
                "",
                code(waiver.finding),
            )
        )
    return rows


def _observed(c: Context) -> list[Row]:
    """Each document that was read, with its digest, and the findings that refer to it."""
    w = c.w
    rows = []
    for document in c.audit.repository.documents:
        resting = [finding for finding in c.findings if any(place.path == document.path for place in finding.evidence)]
        links = [link(wording.sentence(finding.title), anchor("finding", finding.id)) for finding in resting]
        rows.append(
            row(
                cell(code(document.path), dim(w(f"kind.{document.kind.value}"))),
                w("register.observed"),
                cell(w("register.publisher"), code(f"sha256:{document.sha256}")),
                w("register.whole"),
                cell(*links) if c.internal else "",
            )
        )
    return rows


def _inferred(c: Context) -> list[Row]:
    """Each undeclared edge, and the terms of each release, from the table of releases."""
    w = c.w
    rows = []
    for edge in c.audit.lineage:
        resting = [finding for finding in c.findings if finding.upstream == edge.name]
        links = [link(wording.sentence(finding.title), anchor("finding", finding.id)) for finding in resting]
        named = cell(*links) if c.internal else ""
        says = "; ".join(dict.fromkeys(trace.says.rstrip(".") for trace in edge.evidence[:4]))
        kind = "register.observed" if edge.firm else "register.inferred"
        rows.append(row(w("register.edge", title=edge.title), w(kind), wording.sentence(says), "", named))
        for candidate in edge.candidates:
            license_ = c.named(candidate.license) if candidate.license else w("license.unknown")
            rows.append(
                row(
                    w("register.terms", name=candidate.name, license=license_),
                    w("register.supplied-by-table"),
                    cell(_source(c, candidate)),
                    w(f"grade.{candidate.grade.value}"),
                    "",
                )
            )
    return rows


def sheets(c: Context, number: str) -> Section:
    """For each license: its licensor, how it terminates and is reinstated, and its terms on changes and liability."""
    blocks: list[Block] = [paragraph(c.w("sheets.words")), *(_sheet(c, license_) for license_ in c.audit.licenses)]
    if len(blocks) == 1:
        blocks = [paragraph(c.w("sheets.none"))]
    return Section(anchor="sheets", number=number, title=c.w("section.sheets"), blocks=tuple(blocks))


def _sheet(c: Context, license_: GoverningLicense) -> Group:
    w, profile = c.w, license_.profile
    sublicense = profile.grant(GrantCode.SUBLICENSE)
    update = profile.limit(LimitCode.UNILATERAL_UPDATE)
    ends = [f"{terms.ENDINGS[kind]}: {words}" for kind, words in profile.termination.items()]
    outbound = profile.outbound
    carried = "" if outbound.mode is OutboundMode.UNKNOWN else terms.OUTBOUND[outbound.mode.value]
    edition = separated((plain(profile.version), *(code(f"sha256:{digest}") for digest in profile.texts[:4])), "; ")
    recorded: dict[str, tuple[str | Text, ...]] = {
        "licensor": _some(profile.steward),
        "edition": _some(edition),
        "grants": tuple(
            wording.cited(terms.says(grant), grant.clause, grant.grade)
            for grant in profile.grants
            if grant is not sublicense
        ),
        "sublicense": _some(_answer(sublicense) if sublicense else ""),
        "outbound": _some(separated((plain(carried), plain(outbound.clause)), ", ") if carried else ""),
        "ends": tuple(ends),
        "cure": _some(wording.sentence(cure(profile.cure)) if profile.cure else ""),
        "update": _some(f"{terms.says(update)} ({update.clause})" if update else ""),
        **{about.value: tuple(_provisions(profile, about)) for about in ProvisionCode},
    }
    unread = [w(f"sheet.{name}") for name, lines in recorded.items() if not lines]
    given = facts(
        fact(w("sheet.from"), source_of(c, license_)),
        fact(w("sheet.id"), code(profile.spdx)),
        fact(w("sheet.read"), separated((plain(profile.read), plain(w(f"grade.{profile.grade.value}"))), ", ")),
        fact(w("sheet.url"), code(profile.url)),
        *(fact(w(f"sheet.{name}"), *lines) for name, lines in recorded.items() if lines),
        fact(w("sheet.not-recorded"), "; ".join(unread)),
        fact(w("sheet.disputed"), profile.disputed),
        fact(w("sheet.note"), terms.remark(profile.note)),
    )
    return Group(anchor=anchor("license", profile.key), title=profile.name, blocks=(FactList(facts=given),))


def _some(entry: str | Text) -> tuple[str | Text, ...]:
    return (entry,) if entry else ()


def _provisions(profile: Profile, about: ProvisionCode) -> list[str | Text]:
    """The provisions of a license as a contract: in short, with the clause, and quoted."""
    made: list[str | Text] = []
    for provision in profile.provisions:
        if provision.code is about:
            says = wording.cited(provision.says, provision.clause, provision.grade)
            made += [wording.sentence(says), _own_words(provision)]
    return made


def _own_words(provision: Provision) -> Text:
    return dim(f"“{wording.excerpt(provision.quote, _QUOTED)}”")


def _answer(grant: Grant) -> str:
    answer = terms.ANSWERS[grant.value.value]
    return f"{answer} ({grant.clause})" if grant.clause else answer


def _source(c: Context, candidate: Candidate) -> str:
    """The source of a release's terms."""
    if candidate.source and candidate.grade is not Grade.MEMORY:
        return candidate.source
    return c.w("register.table", rules=c.audit.rules_digest)
