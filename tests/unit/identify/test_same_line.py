"""Which copyright lines are the same: the holder, and at least the years."""

from __future__ import annotations

import pytest

from auditor.identify.copyrights.lines import holder_kept, of_text, same_line
from auditor.model import Copyright, Location

_YEARS = ("2022", "2023", "2024", "2023-2024", "2022-2026", "2022-24", "2023-present", "2020 to 2023", "2022, 2023", "")


def _named(written: str) -> set[int]:
    """Every year that the words name, until 2040."""
    return {
        "2022": {2022},
        "2023": {2023},
        "2024": {2024},
        "2023-2024": {2023, 2024},
        "2022-2026": {2022, 2023, 2024, 2025, 2026},
        "2022-24": {2022, 2023, 2024},
        "2023-present": set(range(2023, 2041)),
        "2020 to 2023": {2020, 2021, 2022, 2023},
        "2022, 2023": {2022, 2023},
        "": set(),
    }[written]


def _line(years: str, holder: str = "Example GmbH") -> str:
    return " ".join(f"Copyright (c) {years} {holder}".split())


@pytest.mark.parametrize("wanted", _YEARS)
@pytest.mark.parametrize("here", _YEARS)
def test_a_line_keeps_another_where_it_has_its_years(wanted: str, here: str) -> None:
    assert same_line(_line(wanted), _line(here)) is (_named(wanted) <= _named(here))


@pytest.mark.parametrize(
    ("wanted", "here", "kept"),
    [
        ("Copyright (c) 2023 Example GmbH", "© 2023 EXAMPLE, GmbH.", True),
        ("Copyright (c) 2023 The Example Team", "Copyright 2023 by Example Team", True),
        ("Copyright (c) 2023 Example GmbH", "Copyright (c) 2023 Example", False),
        ("Copyright (c) 2023 Example", "Copyright (c) 2023 Example GmbH", False),
        ("Copyright (c) 2023 Example GmbH", "Copyright (c) 2023 Another GmbH", False),
        ("Copyright (c) 2020-2099 Example", "Copyright (c) 2020-present Example", True),
        ("Copyright (c) 2020-present Example", "Copyright (c) 2020-2099 Example", False),
        ("Copyright (c) 1999-2001 Example", "Copyright (c) 1999-01 Example", False),
        # a form left unfilled keeps nobody, and is kept by nobody
        ("Copyright (c) 2023 Example GmbH", "Copyright (c) [year] [fullname]", False),
        ("Copyright (c) [year] [fullname]", "Copyright (c) 2023 Example GmbH", False),
        ("Copyright (c) Example GmbH", "Copyright (c) [year] Example GmbH", False),
        ("Copyright (c) [year] Example GmbH", "Copyright (c) 2023 Example GmbH", False),
        ("Copyright (c) 2021 Example", "Copyright (c) 2019-21 Example", True),
        ("Copyright (c) 2022 Example", "Copyright (c) 2019-21 Example", False),
        ("(c) 2020", "(c) 2020", False),
        # what is no copyright line is compared word for word
        ("Example GmbH and friends", "example gmbh AND friends", True),
        ("Example GmbH and friends", "Example GmbH", False),
        ("Example GmbH and friends", "Copyright (c) 2023 Example GmbH", False),
    ],
)
def test_signs_case_and_idle_words_are_nothing(wanted: str, here: str, kept: bool) -> None:
    assert same_line(wanted, here) is kept


def test_a_line_as_data_is_read_by_its_words() -> None:
    (line,) = of_text("Copyright (c) 2022-2024 Example GmbH", "LICENSE")

    assert same_line("Copyright (c) 2023 Example GmbH", line)
    assert not same_line("Example GmbH", line), "words that are no copyright line ask for no line of that kind"


@pytest.mark.parametrize(
    ("statement", "holder", "template", "kept"),
    [
        ("Copyright (c) 2023 Example GmbH", "Example GmbH", False, True),
        ("Copyright (c) 1999 example gmbh.", "example gmbh.", False, True),
        ("Copyright (c) 2023 Another GmbH", "Another GmbH", False, False),
        ("Copyright (c) [year] Example GmbH", "Example GmbH", True, False),
        ("Copyright (c) 2023", "", False, False),
    ],
)
def test_an_unfilled_form_keeps_no_holder(
    statement: str,
    holder: str,
    template: bool,
    kept: bool,
) -> None:
    line = Copyright(statement=statement, holder=holder, years="", location=Location(path="LICENSE"), template=template)

    assert (holder_kept("Example GmbH", [line]) is line) is kept
    assert holder_kept("", [line]) is None
    assert holder_kept("The", [line]) is None


@pytest.mark.parametrize(
    "line", ["Copyright (c) [year] [fullname]", "Copyright (C) <year>  <name of author>", "Copyright {yyyy} {name}"]
)
def test_a_form_that_nobody_filled_in_is_no_line_of_anybody(line: str) -> None:
    for line_ in of_text(line, "LICENSE"):
        assert line_.template
        assert holder_kept(line_.holder, [line_]) is None


def test_an_unfilled_form_keeps_no_form() -> None:
    form = "Copyright (c) [year] [fullname]"
    (line,) = of_text(form, "LICENSE")

    assert not same_line(form, line)
