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
        ("Copyright 2020 Acme Labs. Model weights by others", "Copyright 2020 Acme Labs", "Acme Labs"),
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
    ("line", "statement", "holder"),
    [
        ("Copyright 2020 Acme (https://acme.example)", "Copyright 2020 Acme", "Acme"),
        ("Copyright 2020 Acme <me@acme.example> (https://acme.example/a)", "Copyright 2020 Acme", "Acme"),
        ("Copyright 2020 Acme (<me@acme.example>)", "Copyright 2020 Acme", "Acme"),
        ("Copyright 2020 Acme <https://acme.example>", "Copyright 2020 Acme", "Acme"),
        ("Copyright 2020 Acme \u2013 All rights reserved.", "Copyright 2020 Acme \u2013 All rights reserved", "Acme"),
        ("Copyright 2020 Acme | All rights reserved", "Copyright 2020 Acme | All rights reserved", "Acme"),
        ("\u7248\u6743\u6240\u6709 \u00a9 2020 Acme", "\u00a9 2020 Acme", "Acme"),
        ("\u7248\u6b0a\u6240\u6709 (c) 2020 Acme", "(c) 2020 Acme", "Acme"),
        ("Modifications Copyright 2020 Acme", "Copyright 2020 Acme", "Acme"),
    ],
)
def test_what_is_beside_the_holder_is_no_part_of_its_name(line: str, statement: str, holder: str) -> None:
    assert _lines(line) == [(statement, "2020", holder)]


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
        "Copyrighted by Acme",
        "Copyright Protection for Everybody",
        "Copyright Works of Acme Inc",
        "Copyright 2020 Acme. model weights by others",
    ],
)
def test_words_that_say_more_than_a_line_are_none(line: str) -> None:
    assert _lines(line) == []


def test_after_a_line_that_a_sentence_follows_there_may_be_another() -> None:
    line = "Copyright 2020 Acme. Licensed under MIT. Copyright 2021 Beta. Licensed under ISC."

    assert [holder for _, _, holder in _lines(line)] == ["Acme", "Beta"]


@pytest.mark.parametrize(("words", "is_line"), [(7, True), (8, True), (9, False)])
def test_beside_a_form_there_are_eight_words_at_most(words: int, *, is_line: bool) -> None:
    lines = list(of_text(f"Copyright (c) [year] {'word ' * words}", "LICENSE"))

    assert [line.template for line in lines] == ([True] if is_line else [])


@pytest.mark.parametrize("years", [1, 40, 60])
def test_a_line_is_read_the_same_however_long_it_is(years: int) -> None:
    line = f"Copyright (c) {', '.join(str(1950 + year) for year in range(years))} Acme"

    assert [holder for _, _, holder in _lines(line)] == ["Acme"]


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


_EVERYONE = "Everyone is permitted to copy and distribute verbatim copies of this license document."


@pytest.mark.parametrize(("between", "is_line"), [(0, False), (1, False), (4, False), (5, True), (9, True)])
def test_the_line_of_a_license_document_is_that_of_no_work(between: int, *, is_line: bool) -> None:
    words = "A word.\n" * between
    text = f"Copyright (C) 2007 Free Software Foundation, Inc.\n{words}{_EVERYONE}\n"

    assert [years for _, years, _ in _lines(text)] == (["2007"] if is_line else [])


def test_a_license_document_in_one_line_has_none() -> None:
    head = "Copyright (C) 2007 Free Software Foundation, Inc. <https://fsf.org/>"

    assert [holder for _, _, holder in _lines(f"{head} This is a word.")] == ["Free Software Foundation, Inc"]
    assert _lines(f"{head} {_EVERYONE}") == []


@pytest.mark.parametrize(
    ("line", "holders"),
    [
        ("Copyright 2020 Acme", ["Acme"]),
        ("Copyright 2020 Acme, \u00a9 2021 Beta", ["Acme", "Beta"]),
        ("Tern is ours, \u00a9 2021 Beta", ["Beta"]),
        ('Tern has the line "Copyright (c) 2021 Beta" in it', ["Beta"]),
        ("Tern is ours, copyright 2021 Beta", []),
        ("Tern is ours, its \u00a9 must be kept", []),
    ],
)
def test_within_a_sentence_a_line_begins_with_a_symbol(line: str, holders: list[str]) -> None:
    assert [holder for _, _, holder in _lines(line, inline=True)] == holders


def test_the_time_limit_ends_the_search() -> None:
    budget = Budget(2.0, clock=itertools.count().__next__)  # a second passes at each look
    lines = "\n".join(f"Copyright (c) {year} Acme" for year in range(1990, 2020))

    with pytest.raises(OutOfTimeError):
        list(of_text(lines, "LICENSE", budget=budget))


def test_lines_without_a_sign_take_no_time() -> None:
    budget = Budget(2.0, clock=itertools.count().__next__)

    assert list(of_text("A model.\n" * 30, "LICENSE", budget=budget)) == []
