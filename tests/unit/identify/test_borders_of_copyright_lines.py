"""Copyright lines at their borders: what ends one, how its sign is written, where it is looked for."""

from __future__ import annotations

import itertools

import pytest

from auditor.identify.copyrights.grammar import is_copyright_line, statements
from auditor.identify.copyrights.lines import of_text, same_line
from auditor.model.budget import Budget, OutOfTimeError


def _lines(text: str, *, inline: bool = False) -> list[tuple[str, str, str]]:
    return [(line.statement, line.years, line.holder) for line in of_text(text, "LICENSE", inline=inline)]


# a sentence after the holder


@pytest.mark.parametrize(
    ("line", "statement", "holder"),
    [
        ("Copyright 2020 Acme Inc. Licensed under MIT", "Copyright 2020 Acme Inc", "Acme Inc"),
        ("Copyright (c) 2020 Acme GmbH. This file is part of Tern.", "Copyright (c) 2020 Acme GmbH", "Acme GmbH"),
        ("(c) 2020 Acme LLC. You may use it.", "(c) 2020 Acme LLC", "Acme LLC"),
        ("Copyright 2020 Acme Labs. Model weights by others are here", "Copyright 2020 Acme Labs", "Acme Labs"),
        ("Copyright 2020 Acme. All rights reserved. See LICENSE for its terms.", "Copyright 2020 Acme", "Acme"),
        ("Copyright 2020 Acme Co. Ltd. Licensed under MIT", "Copyright 2020 Acme Co. Ltd", "Acme Co. Ltd"),
        ("Copyright 2020 St. Acme. Licensed under MIT", "Copyright 2020 St. Acme", "St. Acme"),
        ("Copyright 2020 Prof. Doe. Licensed under MIT", "Copyright 2020 Prof. Doe", "Prof. Doe"),
        ("Copyright 2020 Dr. Doe. Licensed under MIT", "Copyright 2020 Dr. Doe", "Dr. Doe"),
        ("Copyright 2020 J. Doe. Licensed under MIT", "Copyright 2020 J. Doe", "J. Doe"),
        ("Copyright 2020 Acme (Europe). Licensed under MIT", "Copyright 2020 Acme (Europe)", "Acme (Europe)"),
        ("Copyright 2020 Acme Inc. and others", "Copyright 2020 Acme Inc. and others", "Acme Inc. and others"),
    ],
)
def test_a_line_ends_where_a_sentence_follows_it(line: str, statement: str, holder: str) -> None:
    assert _lines(line) == [(statement, "2020", holder)]
    assert same_line(f"Copyright (c) 2020 {holder}", line)
    assert is_copyright_line(line) is (statement == line)


@pytest.mark.parametrize(
    "line",
    [
        "Copyright 2020 Acme is licensed under MIT",
        "Copyright 2020 Acme. licensed under MIT",
        "Copyright 2020 Acme, licensed under MIT",
        "Copyright Acme Inc. Licensed under MIT",
        "(c) Sublicensing of the Work. You may not sublicense it.",
        "Copyright 2020. Licensed under MIT",
        "(c) 2020. Licensed under MIT",
        "Copyright of 2020 is held. Acme may use it.",
        "Copyright 2020 Acme must stay. Licensed under MIT",
    ],
)
def test_words_that_say_more_than_a_line_are_none(line: str) -> None:
    assert _lines(line) == []


def test_after_a_line_that_a_sentence_follows_there_may_be_another() -> None:
    line = "Copyright 2020 Acme. Licensed under MIT. Copyright 2021 Beta. Licensed under ISC."

    assert [holder for _, _, holder in _lines(line)] == ["Acme", "Beta"]


# how the sign is written


@pytest.mark.parametrize(
    "line",
    [
        "Copyright 2020 Acme",
        "(c) 2020 Acme",
        "(C) 2020 Acme",
        "\u00a9 2020 Acme",
        "&copy; 2020 Acme",
        "&copy 2020 Acme",
        "&COPY; 2020 Acme",
        "&#169; 2020 Acme",
        "&#xA9; 2020 Acme",
        "\uff23\uff4f\uff50\uff59\uff52\uff49\uff47\uff48\uff54 2020 Acme",
        "\uff08c\uff09 2020 Acme",
        "COPYRIGHT 2020 Acme",
    ],
)
def test_a_sign_counts_however_it_is_written(line: str) -> None:
    assert [(years, holder) for _, years, holder in _lines(line)] == [("2020", "Acme")]


@pytest.mark.parametrize("line", ["2020 Acme", "& 2020 Acme", "c 2020 Acme", "copy 2020 Acme", "&lt;2020 Acme"])
def test_without_a_sign_there_is_no_line(line: str) -> None:
    assert _lines(line) == []
    assert statements(line) == ()


# where it is looked for


def test_the_time_limit_ends_the_search() -> None:
    budget = Budget(2.0, clock=itertools.count().__next__)  # a second passes at each look
    lines = "\n".join(f"Copyright (c) {year} Acme" for year in range(1990, 2020))

    with pytest.raises(OutOfTimeError):
        list(of_text(lines, "LICENSE", budget=budget))


def test_lines_without_a_sign_take_no_time() -> None:
    budget = Budget(2.0, clock=itertools.count().__next__)

    assert list(of_text("A model.\n" * 30, "LICENSE", budget=budget)) == []
