"""What names no license that exists is never an identified license, wherever it is said, and is never passed over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor import spdx
from auditor.engine import evaluate, findings
from auditor.model import Case, Certainty
from auditor.resolve.meaning import by_name, meaning
from auditor.resolve.packages import tagged
from support.cases import scene_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.engine import Scene
    from auditor.knowledge import Knowledge

_VALUES = (
    "CC BY-ND-SA 4.0",
    "CC-BY-NC-ND-SA-3.0",
    "https://creativecommons.org/licenses/by/9.9/",
    "Apache-3.0",
    "mit-4.0",
    "GPL-5.0-only",
    "Apache-2.0 WITH No-such-exception",
    "Apache-2.0 WITH LicenseRef-acme",
    "LLVM-exception",
    "LicenseRef-",
    "GPL-2.0-only WITH",
    "MIT OR NOASSERTION",
    "MIT AND Foo-1.0",
    "NOASSERTION",
)
_DOORS: dict[str, Callable[[str], dict[str, object]]] = {
    "tag": lambda value: {"card": f'license: "{value}"'},
    "license_name": lambda value: {"card": f'license: other\nlicense_name: "{value}"'},
    "license_link": lambda value: {"card": f'license: other\nlicense_link: "{value}"'},
    "tags": lambda value: {"card": f'tags: ["license:{value}"]'},
    "mapping": lambda value: {"card": f'license:\n  model: "{value}"'},
    "prose": lambda value: {"prose": f"# Tern\n\nThis model is licensed under {value}.\n"},
    "a label in prose": lambda value: {"prose": f"# Tern\n\nLicense: {value}\n"},
    "a LICENSE of one line": lambda value: {"files": {"LICENSE": f"{value}\n"}},
    "a LICENSE in words": lambda value: {"files": {"LICENSE": f"This model is released under the {value} license.\n"}},
    "an SPDX tag in a LICENSE": lambda value: {"files": {"LICENSE": f"SPDX-License-Identifier: {value}\n"}},
    "an SPDX tag in code": lambda value: {"files": {"modeling_tern.py": f"# SPDX-License-Identifier: {value}\n"}},
    "a sidecar": lambda value: {"files": {"model.safetensors.license": f"SPDX-License-Identifier: {value}\n"}},
    "REUSE.toml": lambda value: {
        "files": {
            "REUSE.toml": f'version = 1\n[[annotations]]\npath = "**"\nSPDX-License-Identifier = "{value}"\n',
        }
    },
    "config.json": lambda value: {"files": {"config.json": f'{{"license": "{value}"}}'}},
    "a package": lambda value: {
        "files": {"x-1.dist-info/METADATA": f"Metadata-Version: 2.4\nName: x\nVersion: 1\nLicense: {value}\n"}
    },
}


def _scene(value: str, door: str, knowledge: Knowledge, card: str = "") -> Scene:
    case = Case.from_plain({"name": door, "expect": "met", "card": card, **_DOORS[door](value)})
    return scene_of(case, knowledge)


@pytest.mark.parametrize("door", _DOORS)
@pytest.mark.parametrize("value", _VALUES)
def test_it_is_not_identified(value: str, door: str, knowledge: Knowledge) -> None:
    statements = _scene(value, door, knowledge).statements
    identified = {each.expression for each in statements if each.certainty is Certainty.IDENTIFIED}
    assert not any(set(spdx.ids(each)) - {"MIT", "Apache-2.0", "GPL-2.0-only"} for each in identified), identified
    assert not any(" " in each for each in identified), identified


@pytest.mark.parametrize(
    ("door", "rule"),
    [
        ("prose", "not-understood"),
        ("a label in prose", "not-understood"),
        ("a LICENSE in words", "not-understood"),
        ("an SPDX tag in a LICENSE", "card-and-file-disagree"),
        ("an SPDX tag in code", "code-license-differs"),
        ("a sidecar", "license-unknown"),
        ("REUSE.toml", "license-unknown"),
        ("config.json", "license-unknown"),
    ],
)
def test_beside_a_known_license_it_is_found(door: str, rule: str, knowledge: Knowledge) -> None:
    scene = _scene("CC-BY-ND-SA-4.0", door, knowledge, card="license: mit")
    outcomes = evaluate(scene, knowledge.rules)
    assert rule in {finding.rule for finding in findings(scene, knowledge.rules, outcomes)}


def test_what_is_said_of_another_model_is_not_quoted_as_said_of_this_one(knowledge: Knowledge) -> None:
    case = Case(
        name="a teacher",
        expect="met",
        card="license: mit",
        prose="# Tern\n\nThe reward model Heron-2 is licensed under CC BY-ND-SA 4.0.\n",
    )
    scene = scene_of(case, knowledge)
    assert not any(each.quote and each.outbound for each in scene.statements)


@pytest.mark.parametrize(
    ("value", "expression", "certainty"),
    [("none", "NONE", Certainty.IDENTIFIED), ("NOASSERTION", spdx.NOASSERTION, Certainty.UNSAID)],
)
def test_that_nothing_is_granted_is_an_answer_and_that_nothing_is_asserted_is_none(
    value: str, expression: str, certainty: Certainty, knowledge: Knowledge
) -> None:
    for means in (meaning(value, knowledge), tagged(value, knowledge), by_name(value, value, knowledge)):
        assert (means.expression, means.certainty) == (expression, certainty)


@pytest.mark.parametrize(
    ("value", "expression"),
    [
        ("cc-by-nc-nd-4.0", "CC-BY-NC-ND-4.0"),
        ("Apache-2.0 WITH LLVM-exception", "Apache-2.0 WITH LLVM-exception"),
        ("LicenseRef-acme", "LicenseRef-acme"),
        ("gpl-3.0-or-later", "GPL-3.0-or-later"),
    ],
)
def test_what_names_a_license_is_identified(value: str, expression: str, knowledge: Knowledge) -> None:
    for means in (tagged(value, knowledge), by_name(value, value, knowledge)):
        assert (means.expression, means.certainty) == (expression, Certainty.IDENTIFIED)


def test_a_license_that_is_not_known_is_named_in_a_note_about_code(knowledge: Knowledge) -> None:
    scene = _scene("Apache-3.0", "an SPDX tag in code", knowledge, card="license: mit")
    rules = tuple(rule for rule in knowledge.rules if rule.id == "code-license-differs")
    (finding,) = findings(scene, rules, evaluate(scene, rules))
    assert finding.message == "modeling_tern.py:1 names “Apache-3.0”, which is not a license that is known here"
