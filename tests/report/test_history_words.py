"""A history in words and as JSON, from snapshots that were made by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from auditor.model import FileChange, Verdict
from auditor.pipeline.timelines import timelines
from auditor.report.history import json as history_json
from auditor.report.history import text
from auditor.report.history.words import since
from support.histories import history, snapshot

COMMITTED = Path(__file__).with_name("auditor-history-2.schema.json")
_MET, _BREACHED, _OPEN = Verdict.MET, Verdict.BREACHED, Verdict.UNDETERMINED


def _day(number: int) -> str:
    return f"2026-03-{number + 1:02} ({f'{number:x}' * 12})"


@pytest.mark.parametrize(
    ("verdicts", "headline", "before"),
    [
        ((_MET,), f"NO FINDINGS since {_day(0)}", "It did so at every commit that was judged."),
        ((_MET, _MET), f"NO FINDINGS since {_day(0)}", "It did so at every commit that was judged."),
        ((_BREACHED, _MET), f"NO FINDINGS since {_day(1)}", f"Before that, from {_day(0)} on: does not comply."),
        (
            (_MET, _BREACHED, _BREACHED, _MET),
            f"NO FINDINGS since {_day(3)}",
            f"Before that, from {_day(1)} on: does not comply. It complied before that, too, and stopped.",
        ),
        (
            (_OPEN, _MET, _MET, _BREACHED),
            f"DOES NOT COMPLY since {_day(3)}",
            f"It complied last from {_day(1)} until {_day(3)}.",
        ),
        ((_OPEN, _BREACHED), f"DOES NOT COMPLY since {_day(1)}", "It complied at none of the 2 commits judged."),
        (
            (_MET, None, _MET),
            f"NO FINDINGS since {_day(2)}",
            f"Before that, from {_day(1)} on: nothing that could be judged.",
        ),
    ],
)
def test_the_answer_has_a_date(verdicts: tuple[Verdict | None, ...], headline: str, before: str) -> None:
    changes = since(history(*verdicts))

    assert changes.headline == headline
    assert changes.before.startswith(before)


def test_an_unfinished_history_never_says_since_the_first() -> None:
    for unfinished in ({"left_out": 3}, {"reaches_back": False}):
        changes = since(history(_MET, _MET, **unfinished))
        assert changes.headline == f"NO FINDINGS since at least {_day(0)}"
        assert f"Its standing before {_day(0)} is not known." in changes.before
        assert since(history(_BREACHED, _MET, **unfinished)).headline == f"NO FINDINGS since {_day(1)}"


def test_what_was_repaired_and_what_broke_have_dates() -> None:
    assert since(history(_BREACHED, _MET)).repairs == f"1 duty that was once not met is met since {_day(1)}."
    assert since(history(_MET, _BREACHED)).repairs == f"1 duty that was once met is not met since {_day(1)}."
    assert since(history(_MET, _MET)).repairs == ""
    assert since(history(_BREACHED, _BREACHED)).repairs == ""


def test_delete_and_add_again_are_told_with_what_was_between() -> None:
    lines = " ".join(text.render(history(_MET, _BREACHED, _MET), color=False, width=120).split())

    assert f"requirement not met; before that met since {_day(0)}: include-license-text (mit, acme/Base)" in lines
    assert f"met again; before that requirement not met since {_day(1)}: include-license-text (mit, acme/Base)" in lines


def test_a_line_per_change_says_what_became_of_how_many() -> None:
    lines = text.render(history(_MET, _BREACHED, _MET), color=False, width=100, verbosity=-1).splitlines()

    assert [line.split("  ", 2)[2].partition("  ")[2] for line in lines if line.startswith("  2026")] == [
        "NO FINDINGS  LICENSE changed",
        "DOES NOT COMPLY  LICENSE changed: 1 requirement not met",
        "NO FINDINGS  LICENSE changed: 1 met",
    ]


def test_a_question_that_no_longer_arises_is_told() -> None:
    whole = history(_BREACHED, None, _BREACHED)

    lines = " ".join(text.render(whole, color=False, width=120).split())

    assert f"no longer asked; before that requirement not met since {_day(0)}" in lines
    assert "requirement not met again: include-license-text" in lines


def test_many_commits_without_a_change_are_one_line_unless_all_is_asked_for() -> None:
    whole = history(*[_BREACHED] * 9)

    shown = text.render(whole, color=False, width=100)

    assert "7 commits until 2026-03-08 changed no answer." in shown
    assert "2026-03-09 00:00  888888888888  no change: LICENSE changed (Change)" in shown
    assert shown.count("no change") == 1
    assert text.render(whole, color=False, width=100, verbosity=1).count("LICENSE changed") == 9
    assert text.render(whole, color=False, width=100, verbosity=-1).count("\n  2026-03-0") == 1


@pytest.mark.parametrize("width", [60, 100])
@pytest.mark.parametrize("verbosity", [-1, 0, 1])
def test_no_line_is_wider_than_the_page_and_no_title_deceives(width: int, verbosity: int) -> None:
    hostile = snapshot(1, _BREACHED, "\x1b[2J\u202e::error::" + "x" * 500)
    touched = (FileChange(path="a\nb\x1b[0m/LICENSE", how="added", weights=False),)
    first = snapshot(0, _MET)
    snapshots = (first, hostile.replace(changed_files=touched))
    whole = history(_MET).replace(snapshots=snapshots, timelines=timelines(snapshots))

    shown = text.render(whole, color=False, width=width, verbosity=verbosity)
    made = history_json.render(whole)

    assert all(len(line) <= width for line in shown.splitlines())
    assert not any(char in shown + made for char in "\x1b\u202e")
    assert json.loads(made)["snapshots"][1]["changed_files"][0]["path"] == touched[0].path


@pytest.mark.parametrize("verdicts", [(_MET,), (_BREACHED, _MET), (_MET, None, _OPEN)])
def test_every_history_fits_the_schema(verdicts: tuple[Verdict | None, ...]) -> None:
    schema = history_json.schema()
    Draft202012Validator.check_schema(schema)
    made = json.loads(history_json.render(history(*verdicts)))

    assert list(Draft202012Validator(schema).iter_errors(made)) == []
    assert list(made) == list(schema["properties"])
    assert list(Draft202012Validator(schema).iter_errors({**made, "more": 1}))


def test_the_schema_is_the_committed_one() -> None:
    """A change of the format shows in a diff; to accept it: auditor schema --of history > the file."""
    assert json.loads(COMMITTED.read_text(encoding="utf-8")) == history_json.schema()


def test_every_object_of_the_schema_is_closed_and_complete() -> None:
    schema = history_json.schema()
    for name, part in [("History", schema), *schema["$defs"].items()]:
        if "enum" in part:
            continue
        assert part["additionalProperties"] is False, name
        assert part["required"] == list(part["properties"]), name


def test_the_json_tells_each_change_and_the_spans_between() -> None:
    made = json.loads(history_json.render(history(_BREACHED, _MET, _BREACHED)))

    change = made["snapshots"][1]["changes"][0]
    assert change["id"] == "license-text-missing:mit:acme/Base"
    assert change["before"] == {"verdict": "breached", "if_confirmed": None, "first": 0, "last": 0}
    assert change["after"] == {"verdict": "met", "if_confirmed": None, "first": 1, "last": 1}
    assert [
        (interval["verdict"], interval["first"], interval["last"]) for interval in made["timelines"][0]["intervals"]
    ] == [*(("breached", 0, 0), ("met", 1, 1), ("breached", 2, 2))]
    assert made["summary"]["since"] == 2
