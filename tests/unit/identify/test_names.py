from __future__ import annotations

import pytest

from auditor.identify.names import names, normalise_value
from auditor.knowledge import default_knowledge
from auditor.phrases import tokens

NAMES = names(default_knowledge())


def names_of(text: str) -> list[str]:
    return [name.license or f"{name.family}?" for name in NAMES.find(tokens(text))]


@pytest.mark.parametrize(
    ("text", "licenses"),
    [
        ("CC BY-NC-SA 4.0 and MIT", ["CC-BY-NC-SA-4.0", "MIT"]),
        ("CC-BYNC-4.0", ["CC-BY-NC-4.0"]),
        ("Creative Commons Attribution-NonCommercial 4.0 International License", ["CC-BY-NC-4.0"]),
        ("知识共享署名-非商业性使用-相同方式共享 4.0 国际许可协议", ["CC-BY-NC-SA-4.0"]),
        ("Creative Commons Atribución-NoComercial-CompartirIgual 3.0", ["CC-BY-NC-SA-3.0"]),
        ("Creative Commons", []),
        ("cc by", ["CC-BY?"]),
        ("mit Daten der MiT-B2 am MIT", ["MIT"]),
        ("GNU GPL v2 or later", ["GPL-2.0-or-later"]),
        ("the Llama 3.1 model under the Llama 3.1 Community License", ["llama3.1"]),
        ("Lizenz: Llama-2-Community-Lizenz", ["llama2"]),
        ("Beerware-ish", []),
        ("GPL: see the file", ["GPL?"]),
    ],
)
def test_names_in_running_text(text: str, licenses: list[str]) -> None:
    assert names_of(text) == licenses


@pytest.mark.parametrize(
    ("value", "licenses", "joined"),
    [
        ("CC BY-NC 4.0", [("CC-BY-NC-4.0", "")], ""),
        ("GPLv3", [("GPL-3.0-only", "")], ""),
        ("Apache License 2.0", [("Apache-2.0", "")], ""),
        ("The MIT License (MIT)", [("MIT", "")], ""),
        ("Llama 3.1 Community License", [("llama3.1", "")], ""),
        ("llama-3.1", [("llama3.1", "")], ""),
        ("MIT (code), CC BY-NC 4.0 (weights)", [("MIT", "code"), ("CC-BY-NC-4.0", "weights")], ""),
        ("code: MIT; weights: CC-BY-4.0", [("MIT", "code"), ("CC-BY-4.0", "weights")], ""),
        ("MIT or Apache-2.0", [("MIT", ""), ("Apache-2.0", "")], "or"),
        ("https://creativecommons.org/licenses/by-nc-sa/4.0/", [("CC-BY-NC-SA-4.0", "")], ""),
        ('BSD 3-Clause "New" or "Revised" License', [("BSD-3-Clause", "")], ""),
    ],
)
def test_values_that_people_write(value: str, licenses: list[tuple[str, str]], joined: str) -> None:
    read = normalise_value(value, NAMES)
    assert read is not None
    assert (list(read.licenses), read.joined) == (licenses, joined)


@pytest.mark.parametrize(
    "value",
    [
        *("cc-by-nc", "AGPL", "non-commercial", "see LICENSE-MODEL", "proprietary", "MIT License, Apache 2.0", ""),
        *(
            "Apache-2.0 WITH LLVM-exception",
            "MIT " * 200,
            "MIT-like",
            "not MIT",
        ),
        "MIT (https://creativecommons.org/licenses/by/4.0/)",
    ],
)
def test_values_that_mean_no_one_thing(value: str) -> None:
    assert normalise_value(value, NAMES) is None


def test_every_name_is_an_expression_or_a_profile() -> None:
    knowledge = default_knowledge()
    unknown = [
        entry.license
        for entry in NAMES.entries
        if entry.license and entry.license == entry.license.lower() and knowledge.profile(entry.license) is None
    ]
    assert unknown == []
