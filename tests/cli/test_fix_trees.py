"""The worked cases of `auditor fix --write`: the tree that comes of each, byte for byte, and what becomes of findings.

The expected trees are in tests/data/fix; `python tests/support/remedies.py` writes them again.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from click.testing import CliRunner

import auditor
from auditor.cli.main import main
from auditor.knowledge import Knowledge
from auditor.model import WhyOpen
from support import remedies

_NAMES = tuple(sorted(path.name for path in remedies.EXPECTED.iterdir() if path.name != remedies.ON_THE_HUB))
_NOT_BY_FILES = (WhyOpen.NAME, WhyOpen.TERMS, WhyOpen.NO_FILE_CURES_IT)
_ANSWERED = {"example-01-answered", "example-02-answered", "japanese-crlf-bom"}
"""Those in which a base is answered, which brings requirements of its own."""


def _case(name: str) -> remedies.Case:
    return next(case for case in remedies.cases() if case.name == name)


def _audited(model: Path, knowledge: Knowledge) -> set[str]:
    options = auditor.Options(scancode=False, as_of=remedies.DAY)
    return {finding.id for finding in auditor.audit(str(model), options, knowledge=knowledge).findings}


def test_every_case_has_its_tree_and_every_tree_its_case() -> None:
    assert {case.name for case in remedies.cases()} == set(_NAMES)


@pytest.mark.parametrize("name", _NAMES)
def test_the_tree_is_the_expected_one_byte_for_byte(name: str, tmp_path: Path) -> None:
    case, home = _case(name), remedies.EXPECTED / name

    result = remedies.fixed(case, tmp_path)

    known = remedies.sources(case)
    expected: dict[str, bytes] = {}
    for row in (home / "tree.txt").read_text("utf-8").splitlines():
        path, _, what = row.partition("\t")
        digest, _, where = what.partition(" ")
        if what == "as before":
            before = case.files[path]
            expected[path] = before.encode() if isinstance(before, str) else before
        elif what == "written":
            expected[path] = (home / "written" / path).read_bytes()
        else:
            expected[path] = known[where]
            assert hashlib.sha256(known[where]).hexdigest() == digest
    assert result.tree == expected
    assert remedies.summary(result) == (home / "plan.txt").read_text("utf-8")


@pytest.mark.parametrize("name", _NAMES)
def test_what_files_can_cure_is_cured_and_nothing_new_appears(name: str, tmp_path: Path, knowledge: Knowledge) -> None:
    case = _case(name)
    (tmp_path / "before").mkdir()
    model = remedies.place(case, tmp_path / "before")
    old = {str(path.relative_to(model)): path.read_bytes() for path in model.rglob("*") if path.is_file()}
    before = _audited(model, knowledge)
    state = {"XDG_STATE_HOME": str(tmp_path / "state")}

    result = remedies.fixed(case, tmp_path)

    model, plan = tmp_path / "model", result.plan
    after = _audited(model, knowledge)
    assert result.code == plan.exit_code_after
    assert (set(plan.before), set(plan.after)) == (before, after)
    assert {entry.finding for entry in plan.open} == after, "what remains is explained, each finding"
    # a finding that is no more is one that a hunk was written for; where a base is answered, the candidates that it
    # was told from go too, and it has requirements of its own
    cures = {finding for hunk in plan.hunks for finding in hunk.cures}
    if name not in _ANSWERED:
        assert before - after == cures
        assert after <= before
    assert not cures & after
    for entry in plan.open:
        assert entry.why in _NOT_BY_FILES or entry.needs or entry.why is WhyOpen.TEXT_NOT_AT_HAND, entry
    run = ["fix", str(model), "--no-scancode", "--as-of", remedies.DAY, "--quiet", *case.answers]
    again = CliRunner().invoke(main, [*run, "--write"], env=state)
    assert "auditor: nothing to write" in again.stderr
    if plan.hunks:
        CliRunner().invoke(main, ["fix", str(model), "--undo"], env=state, catch_exceptions=False)
    assert {str(path.relative_to(model)): path.read_bytes() for path in model.rglob("*") if path.is_file()} == old
