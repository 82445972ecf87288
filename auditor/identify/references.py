"""Words that name a license without its text: SPDX tags and the usual notices."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from auditor import spdx
from auditor.identify.normalize.folding import find, squeeze
from auditor.model.base import Value
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator


class Reference(Value, frozen=True):
    """A license named on a line."""

    expression: str
    first: int
    last: int
    matcher: str


_TAG = regex(r"SPDX-License-Identifier:[ \t]{0,8}([^\n]{1,200})", re.IGNORECASE)
_END = regex(r"\s*(?:\*/|-->|\"\"\"|'''|#\}|%>|\]\]).*$")
_NOTICES = (
    ('Licensed under the Apache License, Version 2.0 (the "License")', "Apache-2.0"),
    ("licensed under the Apache License, Version 2.0", "Apache-2.0"),
    ("licensed under the Apache License 2.0", "Apache-2.0"),
    ("licensed under the Apache 2.0 license", "Apache-2.0"),
    ("licensed under the MIT license", "MIT"),
    ("released under the MIT license", "MIT"),
    ("distributed under the MIT license", "MIT"),
    ("licensed under the BSD 3-Clause license", "BSD-3-Clause"),
    ("licensed under the BSD 2-Clause license", "BSD-2-Clause"),
    ("subject to the terms of the Mozilla Public License, v. 2.0", "MPL-2.0"),
    ("licensed under the Creative Commons Attribution 4.0 International License", "CC-BY-4.0"),
    ("licensed under the Creative Commons Attribution-NonCommercial 4.0 International License", "CC-BY-NC-4.0"),
    ("licensed under the Creative Commons Attribution-ShareAlike 4.0 International License", "CC-BY-SA-4.0"),
    (
        "licensed under the Creative Commons Attribution-NonCommercial-ShareAlike 4.0 International License",
        "CC-BY-NC-SA-4.0",
    ),
    ("Llama 2 is licensed under the LLAMA 2 Community License", "LicenseRef-scancode-llama-2-license-2023"),
    ("Meta Llama 3 is licensed under the Meta Llama 3 Community License", "LicenseRef-hf-llama3"),
    ("Llama 3.1 is licensed under the Llama 3.1 Community License", "LicenseRef-scancode-llama-3.1-license-2024"),
    ("Llama 3.2 is licensed under the Llama 3.2 Community License", "LicenseRef-scancode-llama-3.2-license-2024"),
    ("Llama 3.3 is licensed under the Llama 3.3 Community License", "LicenseRef-scancode-llama-3.3-license-2024"),
    ("Llama 4 is licensed under the Llama 4 Community License", "LicenseRef-scancode-llama-4-cla-2025"),
    ("Gemma is provided under and subject to the Gemma Terms of Use", "LicenseRef-scancode-gemma-tou-2025-03-24"),
    ("provided under and subject to the Databricks Open Model License", "LicenseRef-databricks-open-model"),
    (
        "Tongyi Qianwen is licensed under the Tongyi Qianwen LICENSE AGREEMENT",
        "LicenseRef-scancode-tongyi-qianwen-2023",
    ),
    ("Qwen is licensed under the Qwen LICENSE AGREEMENT", "LicenseRef-scancode-qwen-2024"),
    (
        "Licensed by NVIDIA Corporation under the NVIDIA Open Model License",
        "LicenseRef-scancode-nvidia-open-model-2025-04-28",
    ),
    (
        "This Stability AI Model is licensed under the Stability AI Community License",
        "LicenseRef-scancode-stability-ai-community-2024",
    ),
    ("Licensed by Mistral AI under the Mistral AI Research License", "LicenseRef-MRL-0.1"),
)


def references(text: str) -> tuple[Reference, ...]:
    """Every license that a tag or a notice names, each at its first place, in line order."""
    first_of: dict[str, Reference] = {}
    for reference in (*_tags(text), *_notices(text)):
        first_of.setdefault(reference.expression, reference)
    return tuple(sorted(first_of.values(), key=lambda reference: (reference.first, reference.expression)))


def _tags(text: str) -> Iterator[Reference]:
    if "spdx-license-identifier" not in text.lower():
        return
    for number, line in enumerate(text.split("\n"), start=1):
        match = _TAG.search(line)
        if match is None:
            continue
        expression = spdx.parse(_END.sub("", match.group(1)).strip(" \t`*_."))
        if expression is not None and spdx.names_licenses(expression.text):
            yield Reference(expression.text, number, number, "spdx-tag")


def _notices(text: str) -> Iterator[Reference]:
    """A longer notice hides the shorter one that it contains."""
    squeezed = f" {squeeze(text)} "
    if " license " not in squeezed and " terms " not in squeezed:
        return
    for words, wanted, expression in _squeezed():
        if wanted in squeezed:
            lines = find(text, words)
            if lines is not None and not _quoted(text, words, lines):
                yield Reference(expression, *lines, "notice")


@lru_cache(maxsize=1)
def _squeezed() -> tuple[tuple[str, str, str], ...]:
    """Each notice as written and squeezed, and the license that it names."""
    return tuple((words, f" {squeeze(words)} ", expression) for words, expression in _NOTICES)


def _quoted(text: str, words: str, lines: tuple[int, int]) -> bool:
    """Whether the words are in quotation marks: a notice that is prescribed, not one that is given."""
    place = " ".join(text.split("\n")[lines[0] - 1 : lines[1]]).lower()
    at = place.find(" ".join(words.lower().split()[:3]))
    return at > 0 and place[:at].rstrip()[-1:] in ('"', "'", "\u201c", "\u2018", "\u00ab", "`")
