"""Forty-five directories as fine-tuners and publishers leave them: who is named, and that nobody else is.

What `tests/data/cases/lineage.json` says of each is which releases it is consistent with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import auditor
from auditor.knowledge import Knowledge
from auditor.lineage.edges import publisher_of
from auditor.lineage.releases import releases_of
from support import described

if TYPE_CHECKING:
    from pathlib import Path

_RELEASES = releases_of(Knowledge())
_UNDETERMINED = {
    # BERT base and LLaMA 7B have twins of other publishers in every number, and these cards name nobody
    "20-llama1-7b",
    "67-bge-base-en",
    "75-legalbert-own-vocab",
    "pub-bert-base-uncased",
}
_NOT_NAMED = {"10-minitron-4b-width": "pruned in width: no release of the table has its shape"} | {
    "48-flux-lite-8b-pruned": "11 of 19 blocks cut: a changed depth is a note, and names nobody as the base"
}


@pytest.mark.parametrize(("name", "made_from"), described.lineage_directories().items())
def test_a_directory_leads_to_what_it_was_made_from_and_to_no_other_publisher(
    name: str, made_from: list[str], tmp_path: Path
) -> None:
    made = auditor.audit(str(described.write_lineage(name, tmp_path / "m")), auditor.Options(scancode=False))
    candidates = {
        candidate.name.lower()
        for edge in made.upstreams
        if not edge.is_own_terms
        for candidate in edge.candidates
        if "/" in candidate.name and " " not in candidate.name
    }
    expected = set()
    for repo in made_from:
        known = _RELEASES.get(repo)
        while known is not None and known.release.repo.lower() not in expected:
            expected.add(known.release.repo.lower())
            known = _RELEASES.get(known.release.base) if known.release.base else None

    if name in _UNDETERMINED or name in _NOT_NAMED:
        assert candidates == set()
    else:
        assert candidates & expected
    assert {publisher_of(candidate) for candidate in candidates} <= {publisher_of(name) for name in expected}
