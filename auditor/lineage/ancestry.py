"""Several hops: what a parent's own repository says is added to the child's edge, and its parents become ancestors.

The terms of an ancestor reach across every step between, so that a false license on a card in between hides nothing:
the effective terms are the union over the graph (design §5.2). If several paths lead to one ancestor, the path on
which most of it is passed on counts.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from auditor import spdx
from auditor.lineage.edges import publisher_of
from auditor.lineage.relations import fainter, over
from auditor.model import Candidate, Evidence, Grade, Noun, Part, Unread, Upstream

if TYPE_CHECKING:
    from collections.abc import Iterable

DEEPEST = 32
"""Steps up; a chain of real models is shorter."""
MOST = 2_000
"""Ancestors read or named."""

_REPOSITORY = ""
"""Represents the repository itself among the names of its ancestors."""


class Parent(Noun, frozen=True, kw_only=True):
    """What a parent's own repository says, if it could be read."""

    name: str
    license: str | None
    """SPDX expression of all licenses under which it offers its weights; None if none is identified."""
    named: tuple[str, ...] = ()
    """The names that it gives to unknown licenses of its weights."""
    copyrights: tuple[str, ...]
    notice_text: str
    """The text of its NOTICE files; "" if it has none."""
    license_files: tuple[str, ...] = ()
    """sha256 of the license files that offer its weights."""
    notice_file: bool
    unread: tuple[Unread, ...] = ()
    """Files that may name a base or terms and were not read."""
    settles: bool = True
    """Whether it is known to be the parent's repository; False for a directory that merely has its name."""
    dated: bool = True
    """Whether it was read as of the day on which the child was made, as far as dates show."""
    place: str
    """Where it was read, for the reader."""
    called: str = ""
    """The id that the Hub returned, which differs for a renamed repository or organisation; "" elsewhere."""
    upstreams: tuple[Upstream, ...]
    equal: tuple[Evidence, ...] = ()
    """The files that are the same in the parent and the child, by their listings."""


class Ancestry:
    """The edges of one repository, grown step by step until no parent brings a new one."""

    def __init__(self, edges: Iterable[Upstream], *, name: str = "", called: str = "") -> None:
        """`name` is the repository's name; `called` the same, unless only its own files claim it."""
        self._edges: dict[str, Upstream] = {}
        self._depth: dict[str, int] = {_REPOSITORY: 0}
        self._read: dict[str, Parent] = {}
        self._bases: dict[str, set[str]] = {}
        self._own = name.lower()
        self._called = {_REPOSITORY: called}
        self._waiting: deque[str] = deque()
        for edge in edges:
            self._add(edge, below=edge.via.lower())

    @property
    def edges(self) -> tuple[Upstream, ...]:
        """Every edge so far: the repository's own first, then those of its ancestors."""
        return tuple(self._edges.values())

    def next_parents(self) -> tuple[str, ...]:
        """The parents whose repositories have not been requested, nearest first; none when all have been."""
        waiting = [self._edges[name] for name in self._waiting]
        self._waiting.clear()
        return tuple(
            edge.name
            for edge in waiting
            if edge.part is Part.WEIGHTS and "/" in edge.name and edge.name.lower() != self._own
        )

    def child_of(self, name: str) -> str:
        """The ancestor that names this one as its base; "" if the repository itself does."""
        edge = self._edges.get(name.lower())
        return edge.via if edge is not None else ""

    def refuse(self, name: str, why: str) -> None:
        """Record why the repository of a parent could not be read, and what would help."""
        key = name.lower()
        self._edges[key] = self._edges[key].doubting(unopened=why)

    def grow(self, parent: Parent) -> None:
        """Add what the repository of a parent says."""
        key = parent.name.lower()
        self._read[key] = parent
        self._edges[key] = _informed(self._edges[key], parent)
        self._called[key] = parent.called
        self._edges[key] = self._by_its_publisher(key)
        if parent.unread:
            note = (
                f"{parent.unread[0].path} of {parent.name} was not read: what it may say of bases or terms was left out"
            )
            self._edges[key] = self._edges[key].replace(note=note).doubting(cut=True)
        changed = deque([key])
        while changed:
            changed.extend(self._spread(changed.popleft()))

    def _by_its_publisher(self, key: str) -> Upstream:
        """The edge, its own if by current names the parent has the publisher of its child, and so on to the repository.

        A card may still have a former name of the organisation.
        """
        edge = self._edges[key]
        below = edge.via.lower()
        publisher = publisher_of(self._called.get(key, ""))
        same = bool(publisher) and publisher == publisher_of(self._called.get(below, ""))
        return edge.replace(own=True) if same and (below == _REPOSITORY or self._edges[below].own) else edge

    def _spread(self, key: str) -> list[str]:
        """Extend the edges to the bases of a parent that was read; returns the names of the edges changed."""
        parent = self._read.get(key)
        changed = []
        for further in parent.upstreams if parent else ():
            if further.part not in (Part.WEIGHTS, Part.DATA) or further.is_own_terms:
                continue
            name = further.name.lower()
            below = further.via.lower() or key
            edge = self._edges[key]
            if self._reaches(name, below):
                note = f"a cycle: {edge.name} names {further.name} as a base; it is cut there"
                self._edges[key] = edge.replace(note=note).doubting(cycle=True)
                continue
            step = _step(edge, further)
            known = self._edges.get(name)
            if known is not None:
                self._bases.setdefault(below, set()).add(name)
                if _arrives(step) < _arrives(known):
                    self._edges[name] = self._replaced(known, step)
                    self._edges[name] = self._by_its_publisher(name)
                    changed.append(name)
            elif len(self._edges) < MOST and self._depth[key] < DEEPEST:
                self._add(step, below=below)
            else:
                note = f"bases of {edge.name} were left out: there are too many ancestors, or the chain is too long"
                self._edges[key] = edge.replace(note=note).doubting(cut=True)
        return changed

    def _add(self, edge: Upstream, *, below: str) -> None:
        name = edge.name.lower()
        self._edges[name] = edge
        self._depth[name] = self._depth.get(below, 0) + 1
        self._bases.setdefault(below, set()).add(name)
        self._waiting.append(name)

    def _replaced(self, known: Upstream, step: Upstream) -> Upstream:
        """The stronger edge, with what is already known about the ancestor."""
        candidates = known.candidates if known.name.lower() in self._read else step.candidates
        kept = step.replace(note=known.note or step.note, candidates=candidates)
        return kept.doubting(cycle=known.doubts.cycle, cut=known.doubts.cut)

    def _reaches(self, name: str, wanted: str) -> bool:
        """Whether a name is `wanted`, or its bases lead there, so that one more edge would form a cycle."""
        if name == self._own:
            return True
        seen: set[str] = set()
        level = {name}
        while level:
            if wanted in level:
                return True
            seen |= level
            level = {base for name_below in level for base in self._bases.get(name_below, ())} - seen
        return False


def _arrives(edge: Upstream) -> tuple[int, bool, int]:
    """A sort key for how much of an ancestor is passed on: its weights, a delta to them, or only its outputs.

    Of two ways on which as much may be passed on, the one counts on which that is firm, and then on which it is sure.
    """
    amounts = [fainter(relation) for relation in edge.relations]
    return min(amounts), not edge.firm, max(amounts)


def _informed(edge: Upstream, parent: Parent) -> Upstream:
    """The edge with its parent's terms as its own repository states them, which override those of a release table.

    What a parent's unread files would say stays unknown; and if the child may have been made from another revision,
    that revision is a candidate too, with unknown terms.
    """
    before = edge.candidates[0] if len(edge.candidates) == 1 else None
    if before is not None and before.license and not parent.settles:
        return _with_directory(edge, before, parent)
    unread = before if parent.unread else None
    candidate = Candidate(
        name=edge.name,
        license=parent.license or (before.license if before else None),
        named=parent.named,
        grade=Grade.SEEN if parent.license or before is None else before.grade,
        source=f"read at {parent.place}",
        date=before.date if before else "",
        copyrights=parent.copyrights or (unread.copyrights if unread else ()),
        copyrights_read=not parent.unread or bool(unread and unread.copyrights_read),
        holders=before.holders if before else (),
        notice_file=parent.notice_file or (None if parent.unread else False),
        notice_text=parent.notice_text,
        license_files=parent.license_files,
        disputed=before.disputed if before and not parent.license else "",
        note=before.note if before else "",
    )
    unopened = "; ".join(f"{file.path}: {file.detail or file.reason.value}" for file in parent.unread[:1])
    others = () if parent.dated else (_of_another_day(candidate),)
    return edge.replace(
        candidates=(candidate, *others),
        evidence=(*edge.evidence, *parent.equal),
    ).doubting(unopened=unopened)


def _with_directory(edge: Upstream, before: Candidate, parent: Parent) -> Upstream:
    """The edge to a known release with what a directory of that name says, which may add duties but removes none.

    Terms of the release that were not checked count as read if the directory has the same ones. Its copyright lines do
    not: a directory that leaves one out would remove a duty.
    """
    differs, terms, grade = "", before.license, before.grade
    if parent.license == before.license and not grade.settles:
        grade = Grade.SEEN
    elif parent.license and parent.license != before.license:
        terms = spdx.conjunction(filter(None, (before.license, parent.license)))
        differs = f"{parent.place} offers it under {parent.license}, and it was published under {before.license}"
    candidate = before.replace(
        license=terms,
        grade=grade,
        source=before.source if grade is before.grade else f"{before.source}; read at {parent.place}".lstrip("; "),
        copyrights=tuple(dict.fromkeys((*before.copyrights, *parent.copyrights))),
        notice_file=before.notice_file or parent.notice_file or None,
        notice_text=before.notice_text or parent.notice_text,
    )
    return edge.replace(candidates=(candidate,), evidence=(*edge.evidence, *parent.equal)).doubting(differs=differs)


def _of_another_day(candidate: Candidate) -> Candidate:
    return Candidate(
        name=f"{candidate.name} at an earlier revision", license=None, grade=Grade.MEMORY, source="not read"
    )


def _step(edge: Upstream, further: Upstream) -> Upstream:
    """The edge from the repository to its parent's parent: firm only if both steps are, over both relations."""
    relations = tuple(
        dict.fromkeys(relation for farther in further.relations for relation in over(edge.relations, farther))
    )
    evidence = further.evidence if edge.firm else tuple(item for item in further.evidence if not item.rung.firm)
    quoted = tuple(
        item.replace(says=f"at {edge.name}: {item.says}", location=None) for item in evidence or edge.evidence
    )
    return further.replace(
        relations=relations,
        step=further.step or further.relations,
        evidence=quoted,
        via=further.via or edge.name,
        own=edge.own and further.own,
    ).doubting(licensor_unknown=edge.doubts.licensor_unknown and further.doubts.licensor_unknown)
