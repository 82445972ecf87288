"""Copyright lines as data, and which lines are the same."""

from __future__ import annotations

import pytest

from auditor.identify.copyrights.grammar import is_copyright_line
from auditor.identify.copyrights.lines import of_document, of_text, same_line
from auditor.model import DocumentKind
from support import models


@pytest.mark.parametrize(
    ("line", "holder", "years"),
    [
        ("Copyright (c) 2023 DeepSeek", "DeepSeek", "2023"),
        ("Copyright © 2020-2024 Example GmbH", "Example GmbH", "2020-2024"),
        ("(c) 2020-present Silero Team", "Silero Team", "2020-present"),
        ("Copyright 2018 The HuggingFace Inc. team.", "The HuggingFace Inc. team", "2018"),
        ("# Copyright (C) 2024 Alibaba Cloud. All rights reserved.", "Alibaba Cloud", "2024"),
        ("Copyright npm, Inc.", "npm, Inc", ""),
        ("Copyright nexB Inc. and others. All rights reserved.", "nexB Inc. and others", ""),
        ("Copyright Joyent, Inc. and other Node contributors.", "Joyent, Inc. and other Node contributors", ""),
        ("Copyright Contributors to the OpenVDB Project", "Contributors to the OpenVDB Project", ""),
        ("Copyright contributors to the libuv project", "contributors to the libuv project", ""),
        ("Copyright The Kubernetes Authors", "The Kubernetes Authors", ""),
        ("Copyright the project authors.", "the project authors", ""),
        ("© Example Labs 2020", "Example Labs", "2020"),
        ("Copyright 2009 (C) Lennart Poettering", "Lennart Poettering", "2009"),
        ("Copyright 2014-2019 Grant Jenks", "Grant Jenks", "2014-2019"),
        ("Copyright 2019-present Example. All rights reserved.", "Example", "2019-present"),
        ("Copyright (c) 2018+, MariaDB Corporation", "MariaDB Corporation", "2018"),
        ("Copyright (c) 2008-2014 The pip developers (see AUTHORS file)", "The pip developers", "2008-2014"),
        ("Modifications Copyright (c) nexB Inc. and others.", "nexB Inc. and others", ""),
        ("(c) example labs", "example labs", ""),
        ("(c) Copyright example labs", "example labs", ""),
        ("Copyright 2020 (c)", "", "2020"),
        ("Copyright DeepSeek", "DeepSeek", ""),
        ("Copyright Example labs", "Example labs", ""),
        ("&copy; 2020 Example", "Example", "2020"),
        ("Copyright (c) 2020 Example Research", "Example Research", "2020"),
        (f"Copyright (c) 2020 {'word ' * 17}word", f"{'word ' * 17}word", "2020"),
        ("Copyright (c) example labs", "example labs", ""),
        ("\u00a9 2020", "", "2020"),
        ("Copyright (c) 2020", "", "2020"),
        ("Copyright 2020 by Example,", "Example", "2020"),
        ("Copyright (c) 2020 Example and", "Example", "2020"),
        ("Copyright (c) Meta Platforms, Inc. and affiliates.", "Meta Platforms, Inc. and affiliates", ""),
    ],
)
def test_a_line_gives_its_holder_and_its_years(line: str, holder: str, years: str) -> None:
    (line_,) = of_text(f"First\n{line}\nLast", "LICENSE")

    assert (line_.holder.rstrip("."), line_.years, line_.template) == (holder.rstrip("."), years, False)
    assert str(line_.location) == "LICENSE:2"


@pytest.mark.parametrize(
    "line",
    [
        "Copyright (c) [year] [fullname]",
        "Copyright (c) <year> <copyright holders>",
        "   Copyright [yyyy] [name of copyright owner]",
    ],
)
def test_a_form_left_unfilled_is_a_template(line: str) -> None:
    (line_,) = of_text(line, "LICENSE")

    assert line_.template


@pytest.mark.parametrize(
    ("line", "statements"),
    [
        ("Copyright (c) 2020 A; Copyright (c) 2021 B", ["Copyright (c) 2020 A;", "Copyright (c) 2021 B"]),
        ('See "Copyright (c) 2020 A" there', []),
        ("(c) 2020 A (c) 2021 B \u00a9 C", ["(c) 2020 A", "(c) 2021 B", "\u00a9 C"]),
        ("Copyright 2020 (c) A", ["Copyright 2020 (c) A"]),
        ("Portions copyright (c) 2020 A", ["copyright (c) 2020 A"]),
        ("Copyright (c) [year] [name of the company] and B", ["Copyright (c) [year] [name of the company] and B"]),
        ("Copyright (c) 2020 A. Copyright of all", ["Copyright (c) 2020 A."]),
        ("Copyright (c) 2020 A. Copyright of all (c) 2021 B", ["Copyright (c) 2020 A.", "(c) 2021 B"]),
    ],
)  # fmt: skip
def test_a_line_is_cut_before_each_mark_that_names_another(line: str, statements: list[str]) -> None:
    assert [each.statement.rstrip(";") for each in of_text(line, "LICENSE")] == [
        each.rstrip(";") for each in statements
    ]


@pytest.mark.parametrize(
    ("line", "whole"),
    [
        ("Copyright (c) 2020 A", True),
        ("Copyright (c) 2020 A. Copyright (c) 2021 B", True),
        ("Copyright (c) 2020 A. Copyright of all", False),
        ("Copyright of all", False),
        ("Example", False),
    ],
)
def test_a_line_of_copyright_is_that_and_nothing_else(line: str, *, whole: bool) -> None:
    assert is_copyright_line(line) is whole


@pytest.mark.parametrize(
    ("kind", "body_line", "lines"),
    [
        (DocumentKind.LICENSE, 3, [1, 5]),
        (DocumentKind.NOTICE, 3, [1, 3, 5]),
        (DocumentKind.CARD, 1, [1, 5]),
        (DocumentKind.CARD, 3, [5]),
        (DocumentKind.CONFIG, 1, []),
    ],
)
def test_only_what_speaks_is_searched_and_a_notice_within_its_sentences(
    kind: DocumentKind, body_line: int, lines: list[int]
) -> None:
    text = "Copyright (c) 2020 A\n---\nIt is ours, copyright (c) 2021 B.\n\nCopyright (c) 2022 C"
    document = models.document("x", kind, text=text).replace(body_line=body_line)

    assert [each.location.first for each in of_document(document)] == lines


def test_a_line_is_searched_from_the_first_that_counts() -> None:
    text = "Copyright (c) 2020 A\nCopyright (c) 2021 B\nCopyright (c) 2022 C"

    assert [(each.holder, str(each.location)) for each in of_text(text, "README.md", first=2)] == [
        ("B", "README.md:2"),
        ("C", "README.md:3"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "The above copyright notice and this permission notice shall be included in all copies.",
        "a perpetual, worldwide, non-exclusive copyright license to reproduce",
        "THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM",
        "Copyright notices shall be kept",
        "Copyright notices of npm, Inc. shall be kept",
        "copyright contributors to the project",
        "Copyright Contributors grant you a license",
        "Copyright contributors to the Program make it available",
        "Copyright of all contributors",
        "copyright the authors hold",
        "Copyright authors and contributors",
        "Copyright and other rights of Example Inc",
        "Copyright grant to Example Inc",
        "copyright holder nor the names of its contributors",
        "Copyright 2020",
        "Copyright",
        "(c)",
        "Copyright example labs",
        "2020 Example Labs",
        "We hold the copyright (c) 2020 Example",
        f"Copyright (c) 2020 {'word ' * 18}word",
        "Copyright (c) [year] with a name of more than eight words in it",
        "Copyright (c) 2020 Example under the Berne convention",
        "Copyright License Example",
        "Copyright (c) 2020 Example must stay",
        "Copyright (c) 2020 Example research",
        "Copyright of all Copyright (c) 2020 A",
    ],
)
def test_a_sentence_about_copyright_is_no_line(line: str) -> None:
    assert list(of_text(line, "LICENSE")) == []


@pytest.mark.parametrize(
    ("wanted", "line", "same"),
    [
        ("Copyright (c) 2023 DeepSeek", "© 2023 DeepSeek", True),
        ("Copyright (c) 2023 DeepSeek", "copyright 2023 deepseek.", True),
        ("Copyright (c) 2023 DeepSeek", "Copyright (c) 2026 Somebody Else", False),
        ("Copyright (c) 2023 DeepSeek", "Copyright (c) 2021 DeepSeek", False),
        ("Copyright (c) 2023 DeepSeek", "Copyright (c) 2023 DeepSeekers Club", False),
    ],
)
def test_a_line_is_the_same_whatever_its_sign_case_and_dots(wanted: str, line: str, same: bool) -> None:
    assert same_line(wanted, line) is same
