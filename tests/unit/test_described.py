"""The cases of tests/data/cases say what they mean: in ids that exist, of files that can be read."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest

from auditor import documents
from auditor.knowledge import Knowledge
from auditor.model import Severity
from auditor.sources.local import LocalSource
from support import described
from support.described import PublicCase

if TYPE_CHECKING:
    from pathlib import Path

_CASES = pytest.mark.parametrize("case", described.public_cases(), ids=lambda case: case.id)
_STANDINGS = {"does-not-comply", "not-shown-to-comply", "undetermined", "no-findings", "not-a-model"}
_IDS = ("findings", "either", "never")
_FIELDS = {
    "exit",
    "standing",
    "worst",
    "never_breached",
    "never_concluded",
    "upstreams",
    "statements",
    "mentions",
    *_IDS,
}
_REPO = re.compile(r"[\w.-]+/[\w.-]+")
_PICKLES = (".pt", ".bin")


def test_all_of_them_are_there() -> None:
    assert len(described.public_cases()) == 27
    assert len(described.lineage_directories()) == 45


@_CASES
def test_an_expectation_is_written_in_ids_that_exist(case: PublicCase, knowledge: Knowledge) -> None:
    expect = case.expect
    rules = {rule.id for rule in knowledge.rules}

    assert set(expect) <= _FIELDS
    assert expect["standing"]
    assert set(expect["standing"]) <= _STANDINGS
    assert expect.get("exit", 1) == (0 if expect["standing"] == ["no-findings"] else 1)
    assert expect.get("worst", "error") in {severity.value for severity in Severity}
    for finding in [finding for field in _IDS for finding in expect.get(field, [])]:
        rule, _, rest = finding.partition(":")
        license_id, _, upstream = rest.partition(":")
        assert rule in rules, finding
        assert license_id in ("", "*") or knowledge.profile(license_id) is not None, finding
        assert not upstream or _REPO.fullmatch(upstream), finding
    assert all(knowledge.profile(license_id) for license_id in expect.get("never_breached", []))


@_CASES
def test_a_case_is_written_out_and_read(case: PublicCase, tmp_path: Path) -> None:
    if not case.complete:
        assert [file["path"] for file in case.files if "opening" not in file and "sha256" in file]
        return
    repo = described.write_case(case, tmp_path)

    written = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    read = documents.read(LocalSource(repo), name=case.name)
    assert written == {file["path"] for file in case.files}
    assert repo / "README.md" in repo.iterdir()
    assert [unread.path for unread in read.unread if not unread.path.endswith(_PICKLES)] == []
    assert not case.against or (tmp_path / case.against).is_dir()


@pytest.mark.parametrize("name", described.lineage_directories())
def test_a_directory_of_lineage_is_written_out_and_read(name: str, tmp_path: Path) -> None:
    read = documents.read(LocalSource(described.write_lineage(name, tmp_path)))

    assert read.unread == ()
    assert len(read.documents) > 1
    for path in tmp_path.rglob("*.json"):
        assert json.loads(path.read_text(encoding="utf-8"))


def test_what_a_directory_may_be_made_from_are_repositories_and_one_is_of_its_own() -> None:
    made_from = described.lineage_directories()

    assert all(_REPO.fullmatch(repo) for repos in made_from.values() for repo in repos)
    assert [name for name, repos in made_from.items() if not repos] == ["75-legalbert-own-vocab"]
