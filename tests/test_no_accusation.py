"""What a report may not say of anybody: that something was copied, stolen or infringed (design §2.3, §5.9)."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from auditor.cli.main import main
from auditor.knowledge import Knowledge

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.model import Profile

_ROOT = Path(__file__).resolve().parents[1]
_ACCUSES = re.compile(
    r"(?i)\b(?:copied|stole|stolen|steal\w*|theft|thie\w+|infring\w+|plagiari\w+|pirat\w+|fraud\w*|launder\w*|violat\w+"
    r"|illegal\w*|clean|safe|cleared|compliant)\b"
)
"""Also what no tool can promise: that something is clean, safe, cleared or compliant (design §9)."""
_EXAMPLES = sorted(path.parent.name for path in _ROOT.glob("examples/*/repo"))
_QUOTED = re.compile(r"(?m)^\s*│.*$")
"""Words of a license or of the repository, behind the report's gutter."""


_OF_USES = {"auditor/model/use_words.py": {"illegal"}}
"""Fields of use that licenses forbid, in their words: of a use that is asked about, and of nobody."""


def _literals(path: Path) -> list[tuple[int, str]]:
    """Every string of a module that is not a docstring, with its line."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    docstrings = {
        id(node.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        (node.lineno, node.value)
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    ]


def test_the_words_are_found_where_they_stand() -> None:
    assert all(_ACCUSES.search(word) for word in ("was copied", "Stolen.", "an infringement", "plagiarised"))
    assert not any(_ACCUSES.search(word) for word in ("a copy of", "carries a copy", "noncommercial", "copies"))


@pytest.mark.parametrize(
    "path",
    # identify/ holds words that license texts are recognised by, and prints none of them
    [
        path
        for path in sorted((_ROOT / "auditor").rglob("*.py"))
        if path.relative_to(_ROOT / "auditor").parts[0] != "identify"
    ],
    ids=lambda path: path.relative_to(_ROOT).as_posix(),
)
def test_no_module_has_words_that_accuse(path: Path) -> None:
    of_uses = _OF_USES.get(path.relative_to(_ROOT).as_posix(), set())
    accusing = [(line, text) for line, text in _literals(path) if _ACCUSES.search(text)]

    assert [entry for entry in accusing if entry[1] not in of_uses] == []
    assert of_uses <= {text for _, text in accusing}


def test_no_rule_has_words_that_accuse(knowledge: Knowledge) -> None:
    by_name = {rule.id: (rule.title, rule.why, rule.fix, rule.question) for rule in knowledge.rules}

    assert {rule: texts for rule, texts in by_name.items() if any(_ACCUSES.search(text) for text in texts)} == {}


def test_no_note_on_a_model_or_a_license_has_words_that_accuse(knowledge: Knowledge) -> None:
    of_models = [
        note for family in knowledge.families for note in (family.note, *(release.note for release in family.releases))
    ]
    of_licenses = [_unquoted(words) for profile in knowledge.profiles for words in _own_words(profile)]

    assert [note for note in (*of_models, *of_licenses) if _ACCUSES.search(note)] == []


def _own_words(profile: Profile) -> Iterator[str]:
    """What of a license is told in words of our own: not its name, its quotes and its list of restrictions."""
    yield from (profile.note, *profile.reach_notes.values(), *profile.termination.values())
    yield from (edition.note for edition in profile.editions)
    for term in (*profile.grants, *profile.duties, *profile.limits, profile.outbound):
        yield term.note
    for term in (*profile.duties, *profile.limits):
        yield term.scope
    yield from (duty.condition for duty in profile.duties)
    yield from (limit.effect for limit in profile.limits)


def _unquoted(words: str) -> str:
    return re.sub(r'"[^"]*"|“[^”]*”', "", words)


@pytest.mark.parametrize("command", ["audit", "lineage"])
@pytest.mark.parametrize("name", _EXAMPLES)
def test_no_report_of_an_example_accuses(name: str, command: str) -> None:
    arguments = [command, str(_ROOT / "examples" / name / "repo"), "--no-scancode", "--verbose"]
    page = CliRunner().invoke(main, arguments, color=False, env={"NO_COLOR": "1"}).stdout

    assert len(page) > 100
    assert _ACCUSES.findall(_QUOTED.sub("", page)) == []
