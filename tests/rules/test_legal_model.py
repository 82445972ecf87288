"""docs/legal-model.md says of each cell what the profiles say: the words are verbatim, the reading is the engine's."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from auditor.engine.reach import Applicability, applicability
from auditor.identify import quotes
from auditor.knowledge import Knowledge
from auditor.model import Case, CaseUpstream, Grant, GrantValue, Limit, Reach, Relation, Trigger, Verdict
from support.cases import scene_of

_KNOWLEDGE = Knowledge()
_PAGE = Path(__file__).parents[2] / "docs" / "legal-model.md"
_ROW = re.compile(
    r"^\| `([^`]+)` \| (\S+) \| `([^`]+)` \| ([^|]+?): \"(.+?)\" \| \*\*([^*]+)\*\* \| ([^|]+) \|$", re.MULTILINE
)
_READINGS = {
    Applicability.CERTAIN: "applies",
    Applicability.ARGUABLE: "unsettled",
    Applicability.NONE: "does not apply",
}
_GRANTS = {GrantValue.YES: "granted", GrantValue.NO: "refused", GrantValue.SILENT: "silent"}
_LEAST = 60


class _Cell(NamedTuple):
    license: str
    relation: str
    term: str
    clause: str
    quote: str
    reading: str
    contrary: str


_CELLS = [_Cell(*match) for match in _ROW.findall(_PAGE.read_text(encoding="utf-8"))]


def test_the_page_has_as_many_cells_as_rows() -> None:
    rows = [line for line in _PAGE.read_text(encoding="utf-8").split("\n") if line.startswith("| `")]

    assert len(rows) == len(_CELLS) >= _LEAST
    assert len({(cell.license, cell.relation, cell.term) for cell in _CELLS}) == len(_CELLS)


@pytest.mark.parametrize("cell", _CELLS, ids=lambda cell: f"{cell.license}, {cell.relation}, {cell.term}")
def test_the_cell_is_what_the_profile_says(cell: _Cell) -> None:
    profile = _KNOWLEDGE.profile(cell.license)
    assert profile is not None
    terms = (*profile.duties, *profile.limits, *profile.grants)
    term = next(each for each in terms if each.code == cell.term and each.clause == cell.clause)

    assert " ".join(term.quote.split()) == cell.quote
    assert len(cell.contrary) > len("none")
    if isinstance(term, Grant):
        assert cell.reading == _GRANTS[term.value]
        return
    if cell.relation not in {relation.value for relation in Relation}:
        unsettled = Trigger(cell.relation) in term.unsettled
        assert cell.reading == ("unsettled" if unsettled else "applies")
        return
    relation = Relation(cell.relation)
    scene = scene_of(
        Case(
            name="a cell",
            expect=Verdict.MET,
            card="license: other",
            prose="A model.",
            upstream=(CaseUpstream(license=cell.license, relation=relation),),
        ),
        _KNOWLEDGE,
    )
    applies = applicability(profile, term, relation, scene.upstreams[0], scene)
    if isinstance(term, Limit) and term.applies_to is not None and applies is Applicability.CERTAIN:
        applies = Applicability.ARGUABLE

    assert cell.reading == _READINGS[applies]


@pytest.mark.parametrize("cell", _CELLS, ids=lambda cell: f"{cell.license}, {cell.relation}, {cell.term}")
def test_the_words_that_decide_are_verbatim(cell: _Cell) -> None:
    profile = _KNOWLEDGE.profile(cell.license)
    table = quotes.load(_KNOWLEDGE.root / "texts" / "quotes.bin")

    assert profile is not None
    assert any(table.verbatim(cell.quote, sha256) for sha256 in profile.texts)


def test_two_tenable_readings_are_never_firm() -> None:
    """What the page calls unsettled no profile has as a firm trigger."""
    for cell in _CELLS:
        profile = _KNOWLEDGE.profile(cell.license)
        assert profile is not None
        if cell.reading == "unsettled":
            terms = (*profile.duties, *profile.limits)
            term = next(each for each in terms if each.code == cell.term and each.clause == cell.clause)
            trigger = Trigger(cell.relation)
            assert (
                trigger in term.unsettled
                or term.students
                or profile.students
                or (isinstance(term, Limit) and term.applies_to is not None)
                or profile.reach.get(trigger, Reach.UNCLEAR) in (Reach.UNCLEAR, Reach.CONTAINS)
            )
