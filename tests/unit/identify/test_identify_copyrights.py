"""Copyright lines as data, and which lines are the same."""

from __future__ import annotations

import pytest

from auditor.identify.copyrights.lines import of_text, same_line


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
        ("Copyright (c) Meta Platforms, Inc. and affiliates.", "Meta Platforms, Inc. and affiliates", ""),
    ],
)
def test_a_line_gives_its_holder_and_its_years(line: str, holder: str, years: str) -> None:
    (found,) = of_text(f"First\n{line}\nLast", "LICENSE")

    assert (found.holder.rstrip("."), found.years, found.template) == (holder.rstrip("."), years, False)
    assert str(found.location) == "LICENSE:2"


@pytest.mark.parametrize(
    "line",
    [
        "Copyright (c) [year] [fullname]",
        "Copyright (c) <year> <copyright holders>",
        "   Copyright [yyyy] [name of copyright owner]",
    ],
)
def test_a_form_left_unfilled_is_a_template(line: str) -> None:
    (found,) = of_text(line, "LICENSE")

    assert found.template


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
    ],
)
def test_a_sentence_about_copyright_is_no_line(line: str) -> None:
    assert list(of_text(line, "LICENSE")) == []


@pytest.mark.parametrize(
    ("wanted", "found", "same"),
    [
        ("Copyright (c) 2023 DeepSeek", "© 2023 DeepSeek", True),
        ("Copyright (c) 2023 DeepSeek", "copyright 2023 deepseek.", True),
        ("Copyright (c) 2023 DeepSeek", "Copyright (c) 2026 Somebody Else", False),
        ("Copyright (c) 2023 DeepSeek", "Copyright (c) 2021 DeepSeek", False),
        ("Copyright (c) 2023 DeepSeek", "Copyright (c) 2023 DeepSeekers Club", False),
    ],
)
def test_a_line_is_the_same_whatever_its_sign_case_and_dots(wanted: str, found: str, same: bool) -> None:
    assert same_line(wanted, found) is same
