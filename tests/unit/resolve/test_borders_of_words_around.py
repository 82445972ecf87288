"""What lines and sentences around the texts of a LICENSE say of the weights: a row for each condition."""

# ruff: noqa: E501 - a statement is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.resolve.worded import SHORT
from support import models
from support.stated import Row, stated

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge

MIT = models.mit("Copyright (c) 2026 Acme")
NC = models.license_text("cc-by-nc-4.0")
EXCEPT = "This license applies to all files except the model weights."
OURS = "The weights are released under CC BY-NC 4.0."
BOTH = (
    "LICENSE:1-22 (LICENSE, whole text): MIT License → MIT, identified, weights",
    "LICENSE:24-224 (LICENSE, whole text, with other words around it): Apache License 2.0 → Apache-2.0, identified, weights",
)
WHOLE = "LICENSE:1-22 (LICENSE, whole text, with other words around it): MIT License → MIT, identified, weights"
CHANGED = "LICENSE:1-22 (LICENSE, modified to mit): MIT License → MIT, unknown, weights"
TWO = f"{MIT}\n\n{models.apache()}\n\n"


def _in_the_license(by: str, line: int = 24, expression: str = "CC-BY-NC-4.0") -> str:
    return f"LICENSE:{line} (LICENSE, {by}): {expression} → {expression}, identified, weights"


def _mit(first: int, part: str, around: str = "") -> str:
    return f"LICENSE:{first}-{first + 21} (LICENSE, whole text{around}): MIT License → MIT, identified, {part}"


def _denied(line: int) -> str:
    return f"LICENSE:{line} (LICENSE, whole text): MIT License → MIT, identified, weights, not offered, denied"


def _choice(length: int) -> str:
    """A choice of that many characters, 199 or more."""
    return " OR ".join(("ISC",) * (228 - length) + ("Zlib",) * (length - 199))


def _exactly(length: int) -> str:
    """So many characters, with an offer of the weights among them."""
    return f"{OURS}\n".ljust(length - 1, ".") + "x"


ROWS = (
    # the words that keep the weights from a text
    Row("words that except the weights", {"LICENSE": f"{EXCEPT}\n\n{MIT}"}, (_mit(3, "code"), _denied(1))),
    Row("words of the code that except nothing", {"LICENSE": f"Code License:\n\n{MIT}"}, (_mit(3, "code"),)),
    Row(
        "words that except the weights, below the text",
        {"LICENSE": f"{MIT}\n\n  {EXCEPT}\n"},
        (_mit(1, "code"), _denied(24)),
    ),
    Row(
        "another section before that which excepts them",
        {"LICENSE": f"Data License:\n\n{NC}\n\n{EXCEPT}\n\n{MIT}"},
        (
            "LICENSE:3-409 (LICENSE, whole text): Creative Commons Attribution-NonCommercial 4.0 → CC-BY-NC-4.0, identified, data",
            _mit(413, "code"),
            _denied(411),
        ),
    ),
    Row(
        "an unidentified text below words that except the weights",
        {"LICENSE": f"{EXCEPT}\n\nYou may use it, all of you.\nOr not.\nBut never ever in the dark.\n"},
        (
            "LICENSE:3-5 (LICENSE, text not identified): unidentified text → NOASSERTION, unknown, code, [no known license resembles it]",
        ),
    ),
    *(
        Row(
            f"a name in the last line but {after}",
            {
                "LICENSE": f"{EXCEPT}\n\nLicensed under the Apache License, Version 2.0{' ' if after else ''}"
                + "\nAcme" * after
            },
            (
                "LICENSE:3 (LICENSE, names apache-2.0): Apache License 2.0 → Apache-2.0, identified, code",
                "LICENSE:1 (LICENSE, names apache-2.0): Apache License 2.0 → Apache-2.0, identified, weights, not offered, denied",
            ),
        )
        for after in (0, 1)
    ),
    # the words around texts
    Row("two texts, and the weights", {"LICENSE": TWO + OURS}, (*BOTH, _in_the_license("in words", 227))),
    Row(
        "two texts, and the weights by another word",
        {"LICENSE": f"{TWO}The LoRA adapter is released under CC BY-NC 4.0."},
        (*BOTH, _in_the_license("in words", 227)),
    ),
    Row("two texts, and the code", {"LICENSE": f"{TWO}The code is licensed under the GPL-3.0."}, BOTH),
    Row(
        "two texts, and what somebody else's weights are under",
        {"LICENSE": f"{TWO}The base model is licensed under CC BY-NC 4.0."},
        BOTH,
    ),
    Row(
        "two texts, and as many words as are read",
        {"LICENSE": TWO + _exactly(SHORT)},
        (*BOTH, _in_the_license("in words", 227)),
    ),
    Row("two texts, and one character more", {"LICENSE": TWO + _exactly(SHORT + 1)}, BOTH),
    Row(
        "two texts, and words on a demo that are not understood",
        {"LICENSE": f"{TWO}Use of the demo is subject to our terms of service."},
        (
            BOTH[0],
            BOTH[1]
            .replace("whole text, with other words around it", "modified to apache-2.0")
            .replace("identified", "unknown"),
        ),
    ),
    Row(
        "two texts, and words on the weights that are not understood",
        {"LICENSE": f"{TWO}Use of the weights is subject to our terms of service."},
        (
            BOTH[0],
            BOTH[1]
            .replace("whole text, with other words around it", "modified to apache-2.0")
            .replace("identified", "unknown"),
            "LICENSE:227 (LICENSE, in words): Use of the weights is subject to our terms of service. → NOASSERTION, unknown, weights, not offered, not-understood, unclear, free-sentence",
        ),
    ),
    Row(
        "a text, the name of another, and the weights",
        {"LICENSE": f"{MIT}\n\nThe tokenizer is licensed under the Apache License, Version 2.0\n\n{OURS}"},
        (
            WHOLE,
            "LICENSE:24 (LICENSE, names apache-2.0): Apache License 2.0 → Apache-2.0, identified, weights, not offered",
            _in_the_license("in words", 26),
        ),
    ),
    # a line beside one text
    Row(
        "a line that joins another license to the text's",
        {"LICENSE": f"{MIT}\n\nMIT AND CC-BY-NC-4.0"},
        (WHOLE, _in_the_license("beside the text", expression="MIT AND CC-BY-NC-4.0")),
    ),
    Row("a line that offers a choice with the text's", {"LICENSE": f"{MIT}\n\nMIT OR CC-BY-NC-4.0"}, (WHOLE,)),
    Row(
        "a line of a deed in brackets, without its scheme",
        {"LICENSE": f"{MIT}\n\n[CC-BY-NC-4.0](creativecommons.org/licenses/by-nc/4.0/)"},
        (WHOLE, f"{_in_the_license('beside the text')}, [known]"),
    ),
    Row("a line of nothing but signs", {"LICENSE": f"{MIT}\n\n-----\n"}, (_mit(1, "weights"),)),
    Row(
        "a line above the text",
        {"LICENSE": f"CC-BY-NC-4.0\n{MIT}"},
        (_mit(2, "weights", ", with other words around it"), f"{_in_the_license('beside the text', 1)}, [known]"),
    ),
    Row(
        "a line that is as long as a name may be",
        {"LICENSE": f"{MIT}\n\n{_choice(200)}"},
        (WHOLE, _in_the_license("beside the text", expression=_choice(200))),
    ),
    Row("a line that is longer by one", {"LICENSE": f"{MIT}\n\n{_choice(201)}"}, (WHOLE,)),
    Row(
        "a line beside a changed text",
        {"LICENSE": MIT.replace("without restriction", "without any restriction but one") + "\n\nApache-2.0"},
        (CHANGED,),
    ),
    Row(
        "a line that is a name and a sentence counts once",
        {"LICENSE": f"{MIT}\n\nLicensed under the Apache License 2.0"},
        (
            WHOLE,
            "LICENSE:24 (LICENSE, names apache-2.0): Apache License 2.0 → Apache-2.0, identified, weights, not offered",
            "LICENSE:24 (LICENSE, beside the text): Licensed under the Apache License 2.0 → Apache-2.0, identified, weights",
        ),
    ),
    Row(
        "a line that is a label and a closed sentence counts once",
        {"LICENSE": f"{MIT}\n\nWeights: CC BY-NC 4.0"},
        (WHOLE, "LICENSE:24 (LICENSE, beside the text): Weights: CC BY-NC 4.0 → CC-BY-NC-4.0, identified, weights"),
    ),
    Row(
        "words that except the weights, and a section of theirs",
        {"LICENSE": f"{EXCEPT}\n\n{MIT}\n\nModel Weights License:\n\n{NC}"},
        (
            _mit(3, "code"),
            "LICENSE:28-434 (LICENSE, whole text): Creative Commons Attribution-NonCommercial 4.0 → CC-BY-NC-4.0, identified, weights",
        ),
    ),
    Row(
        "two texts, the name of another, and the weights",
        {
            "LICENSE": f"{MIT}\n\n{models.mit('Copyright 2025 Ajax')}\n\nThe tokenizer is licensed under the Apache License, Version 2.0\n\n{OURS}"
        },
        (
            BOTH[0],
            _mit(24, "weights", ", with other words around it"),
            "LICENSE:47 (LICENSE, names apache-2.0): Apache License 2.0 → Apache-2.0, identified, weights, not offered",
            _in_the_license("in words", 49),
        ),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_these_statements_are_made_and_no_others(row: Row, knowledge: Knowledge) -> None:
    assert stated(row, knowledge) == row.statements
