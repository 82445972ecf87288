"""Two libraries validate a table by the fields of one noun: what the first refuses, the second explains."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.cli.config import Settings
from auditor.knowledge.mistakes import MistakeKind, mistakes
from auditor.knowledge.rule_files import RuleFiles
from auditor.knowledge.tables import HubTable
from auditor.knowledge.toml_file import Table
from auditor.knowledge.validation import flaws
from auditor.model import Family, Noun, Profile, Rule
from support import small_rules

_SETTINGS: Table = {
    "fail_on": "note",
    "waivers": [
        {
            "finding": "license-text-missing:mit:acme/Tern",
            "reason": "shown-elsewhere",
            "comment": "The text is on the website.",
            "until": "2027-01-31",
        }
    ],
}
_ANYTHING = st.sampled_from(
    (
        *("", "yes", "1", "text", "copy", "mit", "2026-11"),
        *(0, 1, -1, 2**70, 1.5, 1.0, float("nan"), True, False),
        *(dt.time(12), dt.datetime(2026, 11, 1, tzinfo=dt.UTC)),
        *([], [1], ["copy"], [["copy"]], [True, "a"], [{}], {}, {"copy": "yes"}, {"quote": 1}, {"clause": "§1"}),
    )
)


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[type[Noun], Table]]:
    """Every table of the small rules, with its noun."""
    files = RuleFiles(small_rules.make(tmp_path_factory.mktemp("valid") / "rules"))
    return [
        *((Profile, file.fields) for file in files.licenses),
        *((Family, table) for table in files.family_tables),
        *((Rule, table) for table in files.rule_tables),
        (HubTable, files.hub_tables),
        (Settings, _SETTINGS),
    ]


def _changed(draw: st.DataObject, value: Any) -> Any:  # noqa: ANN401 - any part of a table
    """The same with one value, key or item in it changed, dropped or added."""
    if not isinstance(value, (dict, list)) or not value or draw.draw(st.integers(0, 9)) == 0:
        return draw.draw(_ANYTHING)
    at = draw.draw(st.sampled_from(sorted(value) if isinstance(value, dict) else range(len(value))))
    changed: Any = dict(value) if isinstance(value, dict) else list(value)
    match draw.draw(st.sampled_from(("inside", "inside", "inside", "drop", "rename"))):
        case "drop":
            del changed[at]
        case "rename" if isinstance(value, dict):
            changed[draw.draw(st.sampled_from((f"{at}s", at[:-1], "[key]", "code", "clause")))] = changed.pop(at)
        case _:
            changed[at] = _changed(draw, value[at])
    return changed


@settings(max_examples=1500, deadline=None)
@given(draw=st.data())
def test_what_is_refused_is_explained_and_nothing_else_is(
    tables: list[tuple[type[Noun], Table]], draw: st.DataObject
) -> None:
    kind, table = draw.draw(st.sampled_from(tables))
    changed = _changed(draw, table)
    try:
        kind.from_plain(changed)
    except ValueError:
        refused = True
    else:
        refused = False

    if isinstance(changed, dict):
        every = mistakes(changed, kind)
        assert bool(every) is refused, every
        assert MistakeKind.OTHER not in {mistake.kind for mistake in every}, every
    assert bool(flaws(changed, kind)) is refused


def test_the_path_of_a_mistake_leads_to_it(tables: list[tuple[type[Noun], Table]]) -> None:
    mit = next(table for kind, table in tables if kind is Profile and table["key"] == "mit")
    limit = {"code": "field-of-use", "clause": "1", "grade": "text"}
    wrong = {
        **mit,
        "names_holder": "yes",
        "reach": {"copies": "yes", "copy": "yess"},
        "duties": [mit["duties"][0] | {"when": ["copy", "coppy"]}, "text"],
        "limits": [limit | {"value": value} for value in (1, ["a"], 1.5, ["a", 3], {"a": 1})],
        "cure": {"automatic": True, "quote": "", "grade": "text", "days": "30"},
    }

    assert [(mistake.kind, mistake.path) for mistake in mistakes(wrong, Profile)] == [
        (MistakeKind.NO_TRUTH_VALUE, ("names_holder",)),
        (MistakeKind.NO_WORD, ("duties", 0, "when", 1)),
        (MistakeKind.NO_TABLE, ("duties", 1)),
        (MistakeKind.NO_WORD, ("reach", "copies")),
        (MistakeKind.NO_WORD, ("reach", "copy")),
        (MistakeKind.NO_WHOLE_NUMBER, ("cure", "days")),
        (MistakeKind.MISSING, ("cure", "clause")),
        (MistakeKind.NO_TEXT, ("limits", 2, "value")),
        (MistakeKind.NO_TEXT, ("limits", 3, "value", 1)),
        (MistakeKind.NO_TEXT, ("limits", 4, "value")),
    ]


def test_a_field_that_the_file_spells_otherwise_is_an_unknown_key() -> None:
    every = flaws({"case": []}, Rule, names={"case": "cases"})

    assert next(flaw.says for flaw in every if flaw.path == ("case",)).startswith("unknown key; did you mean cases?")
    assert ("cases",) not in {flaw.path for flaw in every}


def test_a_configuration_that_is_well_costs_no_second_library(tmp_path: Path) -> None:
    path = tmp_path / "auditor.toml"
    path.write_text('fail-on = "note"\n', encoding="utf-8")
    code = (
        "import sys; from pathlib import Path; from auditor.cli.config import read; "
        f"read(Path({str(path)!r})); print('pydantic' in sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert shown.stdout == "False\n"
