"""The ancestors of a model as a tree, for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.report.common import wording
from auditor.report.common.clean import cleaned
from auditor.report.common.page import Page
from auditor.report.lineage.fields import fields
from auditor.report.lineage.nodes import (
    about,
    every,
    how,
    offered,
    readings,
    shown,
    subject,
    terms,
    tree,
    troubles,
    unread_of,
)

if TYPE_CHECKING:
    from auditor.model import Audit, Candidate, Evidence, Lineage, Unread
    from auditor.report.lineage.nodes import Node

_MOST = 20
"""Bases of one model, candidates of one edge, traces of one parent; -v lists all."""
_FEW = 5
"""Files that were not read."""
_ROOM = 44
"""Columns left for a line, at any depth."""
_FORK, _LAST, _LINE, _BLANK = "├─ ", "└─ ", "│  ", "   "


def render(audit: Audit | Lineage, *, color: bool = False, width: int = 100, verbosity: int = 0) -> str:
    """The tree; verbosity -1: a line per ancestor; 1: every piece of evidence with its place."""
    return str(_Tree(cleaned(audit), Page(color=color, width=width), verbosity).drawn())


class _Tree:
    def __init__(self, audit: Audit | Lineage, page: Page, verbosity: int) -> None:
        self._audit = audit
        self._page = page
        self._loud = verbosity > 0
        self._brief = verbosity < 0
        self._names = wording.names(audit)

    def drawn(self) -> Page:
        audit, page = self._audit, self._page
        where = f" in {audit.target}" if subject(audit) != audit.target else ""
        page.single(f"{subject(audit)}{where}", style="bold")
        nodes = tree(audit)
        if not self._brief:
            page.branch("", "", f"offered under {offered(audit, self._names)}")
            if audit.known_release is not None:
                page.branch("", "", f"is {audit.known_release.release}: {audit.known_release.says}")
        unread = unread_of(audit)
        if nodes:
            self._nodes(nodes, "")
        else:
            nothing = "No lineage found in what could be read" if unread else "No lineage found"
            page.branch("", "", f"{nothing}. That is what the files show, not a proof that there is none.")
        for model in audit.mentions if self._loud else ():
            says = f"also met: {model.name} ({model.location}); {model.says}"
            self._branch("", "  ", says, style="dim")
        self._unread(unread)
        if not self._brief:
            self._foot(nodes)
        return page

    def _nodes(self, nodes: tuple[Node, ...], above: str) -> None:
        kept = nodes if self._loud else nodes[:_MOST]
        left = len(nodes) - len(kept)
        for node in kept:
            last = node is kept[-1] and not left
            self._node(node, above + (_LAST if last else _FORK), above + (_BLANK if last else _LINE))
        if left:
            self._branch(above + _LAST, above + _BLANK, f"and {left} more; -v lists all", style="dim")

    def _node(self, node: Node, first: str, rest: str) -> None:
        edge = node.edge
        set_of = len(edge.candidates) > 1
        aside = ", ".join(part for part in (about(edge), shown(edge)) if part and part != how(edge))
        head = f"{how(edge)} {edge.title}" + (f" ({aside})" if aside else "") + (": one of" if set_of else "")
        if self._brief:
            license_ = "" if set_of else f", {(edge.candidates and edge.candidates[0].license) or 'terms not known'}"
            trouble = (
                "; a cycle, cut here" if edge.doubts.cycle else "; further bases left out" if edge.doubts.cut else ""
            )
            self._branch(first, rest, head + license_ + trouble)
        else:
            self._branch(first, rest, head, style="bold")
            self._details(node, rest)
        if set_of:
            self._set(edge.candidates, rest, followed=bool(node.bases))
        self._nodes(node.bases, rest)

    def _details(self, node: Node, rest: str) -> None:
        edge = node.edge
        below = rest + (_LINE if node.bases or len(edge.candidates) > 1 else "")
        if not edge.candidates:
            self._branch(below, below, "terms not known", style="yellow")
        elif len(edge.candidates) == 1:
            self._candidate(edge.candidates[0], below)
        if readings(edge):
            self._branch(below, below, f"how is open: {readings(edge)}")
        trouble = troubles(edge)
        if trouble:
            self._branch(below, below, trouble, style="yellow")
        if edge.doubts.unopened:
            self._branch(below, below, f"not read: {edge.doubts.unopened}", style="yellow")
        if self._loud:
            for evidence in edge.evidence:
                self._evidence(evidence, below)
        if edge.note and edge.note != trouble and (self._loud or len(edge.candidates) > 1):
            self._branch(below, below, edge.note, style="dim")

    def _candidate(self, candidate: Candidate, below: str) -> None:
        style = "" if candidate.license else "yellow"
        self._branch(below, below, terms(candidate, self._names), style=style)
        if self._loud:
            for line in (candidate.source, *candidate.copyrights, candidate.note):
                if line:
                    self._branch(below, below, line, style="dim")

    def _set(self, candidates: tuple[Candidate, ...], above: str, *, followed: bool) -> None:
        """A candidate set, as a branch of its own."""
        kept = candidates if self._loud else candidates[:_MOST]
        left = len(candidates) - len(kept)
        for candidate in kept:
            last = candidate is kept[-1] and not left and not followed
            first, rest = (_LAST, _BLANK) if last else (_FORK, _LINE)
            last_word = candidate.license or "terms not known" if self._brief else ""
            self._branch(
                above + first, above + rest, ", ".join(filter(None, (candidate.name, candidate.date, last_word)))
            )
            if not self._brief:
                self._candidate(candidate, above + rest)
        if left:
            self._branch(above + _LAST, above + _BLANK, f"or {left} more; -v lists all", style="dim")

    def _evidence(self, evidence: Evidence, below: str) -> None:
        where = f" ({evidence.location})" if evidence.location else ""
        rank = f"rung {wording.number(evidence.rung)} of 7"
        self._branch(
            below + "· ", below + "  ", f"{wording.claim(evidence.rung)}, {rank}: {evidence.says}{where}", style="dim"
        )
        for line in fields(evidence):
            self._branch(below + "  ", below + "  ", line, style="dim")

    def _foot(self, nodes: tuple[Node, ...]) -> None:
        """Notes on what the tree itself does not show."""
        seen = every(nodes)
        self._page.blank()
        if any(len(node.edge.candidates) > 1 and not node.edge.firm for node in seen):
            self._page.branch(
                "", "", "Consistent with is not a claim of derivation: independent trainings share shapes.", style="dim"
            )
        if any(not node.edge.candidates for node in seen):
            self._page.branch("", "", "Terms not known: nothing was read of what that parent requires.", style="dim")
        self._page.branch("", "", f"auditor {self._audit.version}, rules {self._audit.rules_digest}", style="dim")

    def _unread(self, unread: tuple[Unread, ...]) -> None:
        """The unread files, which may name a base."""
        kept = unread if self._loud else unread[:_FEW]
        for entry in kept:
            detail = "" if self._brief else f" {wording.unread_detail(entry)}"
            text = (
                f"Not read, a base may be named there: {entry.path}: {wording.unread(entry.reason)}.{detail}".rstrip()
            )
            self._page.branch("", "", text, style="yellow")
        if len(unread) > len(kept):
            self._page.branch("", "", f"and {len(unread) - len(kept)} more; -v lists all", style="yellow")

    def _branch(self, first: str, rest: str, text: str, *, style: str = "") -> None:
        room = self._page.width - _ROOM
        self._page.branch(_shortened(first, room), _shortened(rest, room), text, style=style)


def _shortened(prefix: str, room: int) -> str:
    """A prefix that leaves room for words: the end of a very deep one."""
    return prefix if len(prefix) <= room else "…" + prefix[len(prefix) - room + 1 :]
