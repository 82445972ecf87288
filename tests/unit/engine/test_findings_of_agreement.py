"""What is found where what is said agrees or does not: a row for each layout, with every finding about it."""

# ruff: noqa: E501 - a finding is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.rule_answers import Row, answers_of

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
ACME = "Acme terms\n\nYou shall not.\nOr else.\n"
LIKE = "The model may be used under a license like {}, we think.\n\n"
_GPL = "# SPDX-License-Identifier: GPL-3.0-only\n"
ROWS = (
    Row(
        "a name nobody knows beside a text nobody knows",
        "card-and-file-disagree",
        {"card": "license: other\nlicense_name: acme", "files": {"LICENSE": ACME}},
        (),
    ),
    Row(
        "a license beside a text nobody knows",
        "card-and-file-disagree",
        {"card": "license: mit", "files": {"LICENSE": ACME}},
        (
            "warning card-and-file-disagree:any:self: card, license says MIT; LICENSE, text not identified | because text-not-identified | at LICENSE:1-4",
        ),
    ),
    Row(
        "a license beside a text nobody knows that is called so",
        "card-and-file-disagree",
        {"card": "license: mit", "files": {"LICENSE": "MIT License\n\n" + ACME}},
        (),
    ),
    Row(
        "a text alone",
        "card-and-file-disagree",
        {"carries": [{"license": "mit"}]},
        (),
    ),
    Row(
        "a license alone",
        "card-and-file-disagree",
        {"card": "license: mit"},
        (),
    ),
    Row(
        "a license and its text",
        "card-and-file-disagree",
        {"card": "license: mit", "carries": [{"license": "mit"}]},
        ("met card-and-file-disagree: the card, the headers and the texts agree",),
    ),
    Row(
        "a license and its text beside a name nobody knows",
        "card-and-file-disagree",
        {
            "card": "license: mit",
            "carries": [{"license": "mit"}],
            "files": {"model2.safetensors": "x", "config.json": '{"license": "acme"}'},
        },
        (),
    ),
    Row(
        "a license and its text beside what could not be read",
        "card-and-file-disagree",
        {
            "card": "license: mit",
            "carries": [{"license": "mit"}],
            "files": {"COPYING": "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 9\n"},
        },
        (),
    ),
    Row(
        "code under what is declared",
        "code-license-differs",
        {"card": "license: gpl-3.0", "files": {"a.py": _GPL}},
        ("met code-license-differs: the code files that name a license name one that is declared | at a.py:1",),
    ),
    Row(
        "code under another",
        "code-license-differs",
        {"card": "license: mit", "files": {"a.py": _GPL}},
        ("note code-license-differs:any:self: a.py:1 is under GPL-3.0-only | because offer-unclear | at a.py:1",),
    ),
    Row(
        "code of four files under another",
        "code-license-differs",
        {
            "card": "license: mit",
            "files": {f"{letter}.py": _GPL for letter in "abcd"},
        },
        (
            "note code-license-differs:any:self: a.py:1 is under GPL-3.0-only; b.py:1 is under GPL-3.0-only; c.py:1 is under GPL-3.0-only; d.py:1 is under GPL-3.0-only | because offer-unclear | at a.py:1 b.py:1 c.py:1 d.py:1",
        ),
    ),
    Row(
        "code of five files under another",
        "code-license-differs",
        {
            "card": "license: mit",
            "files": {f"{letter}.py": _GPL for letter in "abcde"},
        },
        (
            "note code-license-differs:any:self: a.py:1 is under GPL-3.0-only; b.py:1 is under GPL-3.0-only; c.py:1 is under GPL-3.0-only; d.py:1 is under GPL-3.0-only; and 1 more | because offer-unclear | at a.py:1 b.py:1 c.py:1 d.py:1",
        ),
    ),
    Row(
        "code under a license, and none declared",
        "code-license-differs",
        {"files": {"a.py": _GPL}},
        (),
    ),
    Row(
        "no code",
        "code-license-differs",
        {"card": "license: mit"},
        (),
    ),
    Row(
        "four sentences not understood",
        "not-understood",
        {
            "card": "license: mit",
            "prose": LIKE.format("Apache-2.0") + LIKE.format("ISC") + LIKE.format("0BSD") + LIKE.format("GPL-3.0"),
        },
        (
            "warning not-understood:any:self: not understood, read it: README.md:4 says “The model may be used under a license like Apache-2.0, we think.”; README.md:6 says “The model may be used under a license like ISC, we think.”; README.md:8 says “The model may be used under a license like 0BSD, we think.”; README.md:10 says “The model may be used under a license like GPL-3.0, we think.” | because words-ambiguous | at README.md:4 README.md:6 README.md:8 README.md:10",
        ),
    ),
    Row(
        "five sentences not understood",
        "not-understood",
        {
            "card": "license: mit",
            "prose": LIKE.format("Apache-2.0")
            + LIKE.format("ISC")
            + LIKE.format("0BSD")
            + LIKE.format("GPL-3.0")
            + LIKE.format("GPL-2.0"),
        },
        (
            "warning not-understood:any:self: not understood, read it: README.md:4 says “The model may be used under a license like Apache-2.0, we think.”; README.md:6 says “The model may be used under a license like ISC, we think.”; README.md:8 says “The model may be used under a license like 0BSD, we think.”; README.md:10 says “The model may be used under a license like GPL-3.0, we think.”; and 1 more | because words-ambiguous | at README.md:4 README.md:6 README.md:8 README.md:10",
        ),
    ),
    Row(
        "terms of data nobody knows",
        "not-understood",
        {"card": "license: mit", "files": {"data/LICENSE": ACME}},
        (
            "note not-understood:any:self: not understood, read it: data/LICENSE:1-4: no known license resembles it | because words-ambiguous | at data/LICENSE:1-4",
        ),
    ),
    Row(
        "terms of data that are known",
        "not-understood",
        {"card": "license: mit", "carries": [{"license": "cc-by-4.0", "path": "data/LICENSE"}]},
        (),
    ),
    Row(
        "a sentence that names the license of a parent",
        "not-understood",
        {"card": "license: mit", "prose": LIKE.format("Apache-2.0"), "upstream": [{"license": "apache-2.0"}]},
        (
            "note not-understood:any:self: not understood, read it: README.md:4 says “The model may be used under a license like Apache-2.0, we think.” | because words-ambiguous | at README.md:4",
        ),
    ),
    Row(
        "a sentence that limits beside a license nobody knows",
        "not-understood",
        {"card": "license: LicenseRef-acme", "prose": "Use of the model requires a license that we may send."},
        (
            "note not-understood:any:self: not understood, read it: README.md:4 says “Use of the model requires a license that we may send.” | because words-ambiguous | at README.md:4",
        ),
    ),
    Row(
        "a policy of which nothing is understood",
        "not-understood",
        {"card": "license: mit", "files": {"USE_POLICY.md": "# Be kind\n\nPlease.\n"}},
        (
            "warning not-understood:any:self: not understood, read it: USE_POLICY.md:1 says “# Be kind” | because words-ambiguous | at USE_POLICY.md:1",
        ),
    ),
    Row(
        "a policy of which nothing is understood, beside a license nobody knows",
        "not-understood",
        {"card": "license: LicenseRef-acme", "files": {"USE_POLICY.md": "# Be kind\n\nPlease.\n"}},
        (
            "warning not-understood:any:self: not understood, read it: USE_POLICY.md:1 says “# Be kind” | because words-ambiguous | at USE_POLICY.md:1",
        ),
    ),
    Row(
        "a policy of which nothing is understood, beside a license that limits",
        "not-understood",
        {"card": "license: cc-by-nc-4.0", "files": {"USE_POLICY.md": "# Be kind\n\nPlease.\n"}},
        (
            "note not-understood:any:self: not understood, read it: USE_POLICY.md:1 says “# Be kind” | because words-ambiguous | at USE_POLICY.md:1",
        ),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_this_is_found_and_no_more(row: Row, knowledge: Knowledge) -> None:
    assert answers_of(row, knowledge) == row.expected
