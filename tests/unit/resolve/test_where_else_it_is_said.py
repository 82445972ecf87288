"""Places and forms in which a license is said: packages that are a model, mappings, odd file names, heads of code."""

from __future__ import annotations

import pytest

import auditor
from auditor.model import Audit, Severity, Standing, Verdict
from support import models
from support.memory import MemorySource
from support.offers import is_unclear, open_rules

MIT = models.mit("Copyright (c) 2026 Acme")
NC = models.license_text("cc-by-nc-4.0")
W = models.WEIGHTS
TAGGED: dict[str, str | bytes] = {"README.md": models.card("license: mit"), "LICENSE": MIT}
_OPENS = "from pathlib import Path\nPATH = Path(__file__).parent / 'model.safetensors'\n"


def _wheel(metadata: str, more: dict[str, str | bytes] | None = None, code: str = _OPENS) -> Audit:
    head = "Metadata-Version: 2.4\nName: acme\nVersion: 1.0\n"
    files: dict[str, str | bytes] = {
        "acme-1.0.dist-info/METADATA": head + metadata,
        "acme/model.safetensors": W,
        "acme/__init__.py": code,
    }
    return models.audit_alone({**files, **(more or {})}, "acme")


@pytest.mark.parametrize(
    ("metadata", "expression"),
    [
        ("License-Expression: Apache-2.0\n", "Apache-2.0"),
        ("License: The MIT License (MIT)\n", "MIT"),
        ("Classifier: License :: OSI Approved :: MIT License\n", "MIT"),
    ],
)
def test_a_package_that_is_nothing_but_a_model_offers_it(metadata: str, expression: str) -> None:
    audit = _wheel(metadata)

    assert audit.concluded == expression
    assert audit.standing is Standing.NO_FINDINGS


def test_npm_and_python_packages_of_a_model_alone_are_answered_alike() -> None:
    npm = models.audit_alone(
        {"package.json": '{"license": "MIT"}', "index.js": "module.exports = 1\n", "model.safetensors": W}
    )
    assert (npm.standing, npm.concluded) == (Standing.NO_FINDINGS, "MIT")


@pytest.mark.parametrize(
    ("metadata", "more"),
    [
        ("License: MIT\n", {"acme-1.0.dist-info/licenses/LICENSE": models.license_text("agpl-3.0")}),
        ("License: CC BY-NC 4.0\n", {"acme-1.0.dist-info/licenses/LICENSE": MIT}),
        ("License: Acme terms\n", {"acme-1.0.dist-info/licenses/LICENSE": MIT}),
        ("License: MIT\n\nThe model weights are licensed under CC BY-NC 4.0.\n", {}),
    ],
    ids=["two papers", "narrower", "unknown", "its description"],
)
def test_what_contradicts_the_metadata_of_such_a_package_is_told(metadata: str, more: dict[str, str | bytes]) -> None:
    audit = _wheel(metadata, more)

    assert audit.standing is Standing.UNDETERMINED
    assert open_rules(audit) & {"card-and-file-disagree", "license-unknown"}


@pytest.mark.parametrize("code", ["x = 1\n" * 1_000, None], ids=["much code", "a module"])
def test_metadata_beside_code_says_not_of_which_part_it_speaks(code: str | None) -> None:
    audit = _wheel("License: MIT\n", {} if code else {"acme/tagger.py": "x = 1\n"}, code or _OPENS)

    assert "license-undeclared" in open_rules(audit)
    assert audit.concluded == "NOASSERTION"


def test_the_metadata_of_a_package_contradicts_no_text_beside_the_model_in_it() -> None:
    audit = _wheel("License: MIT\n", {"acme/LICENSE": models.apache()})

    assert audit.concluded == "Apache-2.0"
    assert "card-and-file-disagree" not in open_rules(audit)
    narrower = _wheel("License: CC-BY-NC-4.0\n", {"acme/LICENSE": models.apache()})
    assert "card-and-file-disagree" in open_rules(narrower)


@pytest.mark.parametrize(
    "value",
    [
        "{code: mit, weights: cc-by-nc-4.0}",
        "\n  code: mit\n  model: cc-by-nc-4.0",
        "\n- name: cc-by-nc-4.0\n  link: https://acme.example/license",
        "\n  id: cc-by-nc-4.0\n  url: https://acme.example/license",
    ],
)
def test_a_mapping_in_front_matter_is_read_key_by_key(value: str) -> None:
    audit = models.audit({"README.md": models.card(f"license: {value}"), "LICENSE": MIT})

    assert "CC-BY-NC-4.0" in audit.concluded
    assert not [outcome.says for outcome in audit.outcomes if "the texts agree" in outcome.says]


def test_a_mapping_of_data_and_code_is_no_offer_of_the_weights() -> None:
    audit = models.audit({"README.md": models.card("license:\n  code: mit\n  dataset: cc-by-nc-4.0")})
    assert {(statement.expression, statement.part.value) for statement in audit.statements} == {
        ("MIT", "code"),
        ("CC-BY-NC-4.0", "data"),
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("LICENSE.model", NC),
        ("LICENSE.weights", NC),
        ("LICENSE.json", f'{{"license": "{NC[:200]}"}}'.replace("\n", " ")),
        ("model.safetensors.LICENSE", "SPDX-License-Identifier: CC-BY-NC-4.0\n"),
        ("model.safetensors.license", "CC BY-NC 4.0\n"),
        ("model.safetensors.license", "Not for commercial use.\n"),
    ],
)
def test_a_file_that_is_named_oddly_is_read(name: str, text: str) -> None:
    is_unclear(models.audit({**TAGGED, name: text}))


_GNU = """This program is free software: you can redistribute it and/or modify
it under the terms of the GNU General Public License as published by
the Free Software Foundation, either version 3 of the License, or
(at your option) any later version.
"""


@pytest.mark.parametrize(
    ("head", "expression"),
    [
        ("".join(f"# {line}\n" for line in _GNU.splitlines()), "GPL-3.0-or-later"),
        (f'"""Mine.\n\n{_GNU}"""\n', "GPL-3.0-or-later"),
        (f"# {_GNU.replace('GNU General', 'GNU Affero General')}".replace("\n", "\n# "), "AGPL-3.0-or-later"),
        ("# GNU Lesser General Public License, version 2.1\n", "LGPL-2.1-only"),
        ("# Licensed under the Creative Commons Attribution-NonCommercial\n# 4.0 License.\n", "CC-BY-NC-4.0"),
    ],
    ids=["GPL", "in a docstring", "AGPL", "LGPL", "over two lines"],
)  # fmt: skip
def test_the_head_of_code_is_read_over_its_lines(head: str, expression: str) -> None:
    audit = models.audit({**TAGGED, "modeling_mine.py": f"{head.rstrip('# ')}\nimport torch\n"})

    assert expression in {
        statement.expression for statement in audit.statements if statement.covers == ("modeling_mine.py",)
    }
    assert [(finding.rule, finding.severity) for finding in audit.findings] == [("code-license-differs", Severity.NOTE)]


@pytest.mark.parametrize(
    "head",
    [
        "# Copyright (c) 2021, Acme. All rights reserved.\n# Distribution is strictly prohibited.\n",
        "# This software is free for non-commercial use\n# under the terms of the LICENSE.md file.\n",
        "# Nur für Forschungszwecke.\n",
        "# Utilisation commerciale soumise à notre accord.\n",
        "# Uso no comercial solamente.\n",
        "# Uso não comercial somente.\n",
        "# Только для исследований.\n",
        "# 商用利用は禁止です。\n",
        "# 비상업적 이용만 허용됩니다.\n",
        "# 仅供研究使用。\n",
    ],
)
def test_a_head_that_forbids_something_is_quoted(head: str) -> None:
    audit = models.audit({**TAGGED, "modeling_mine.py": f"{head}import torch\n"})

    assert [(finding.rule, finding.severity) for finding in audit.findings] == [("not-understood", Severity.NOTE)]
    assert "modeling_mine.py" in audit.findings[0].message


@pytest.mark.parametrize(
    "head",
    [
        "".join(f"# {line}\n" for line in models.license_text("bsd-new").splitlines()),
        "# Copyright 2023 Acme. All rights reserved.\n# Licensed under the MIT License.\n",
        "# Copyright (c) Acme. All rights reserved.\n# This code is under the license in the LICENSE file.\n",
        "# Lädt die Gewichte des Modells und prüft sie.\n",
        "# 加载模型权重。\n",
    ],
    ids=["BSD", "MIT", "the LICENSE", "German", "Chinese"],
)
def test_a_usual_head_is_no_finding(head: str) -> None:
    assert not open_rules(models.audit({**TAGGED, "modeling_mine.py": f"{head}import torch\n"}))


_DEEPSEEK = models.mit("Copyright (c) 2023 DeepSeek")
_OF_R1 = {"README.md": models.card("license: apache-2.0\nbase_model: deepseek-ai/DeepSeek-R1")}


@pytest.mark.parametrize(
    "name",
    [
        *("LICENSE-DeepSeek", "LICENSE.deepseek.txt", "DEEPSEEK_LICENSE", "LICENSE-DeepSeek-R1", "LICENSE-MIT"),
        *("LICENSE-base", "LICENSE_BASE_MODEL", "UPSTREAM_LICENSE", "LICENSE.original", "LICENSE-parent"),
    ],
)
def test_the_text_of_the_base_carried_along_offers_nothing(name: str) -> None:
    audit = models.audit({**_OF_R1, "LICENSE": models.apache(), name: _DEEPSEEK}, "acme/Mine-7B")

    assert not open_rules(audit)
    assert {statement.expression for statement in audit.statements if statement.outbound} == {"Apache-2.0"}


@pytest.mark.parametrize(
    "files",
    [
        {**_OF_R1, "LICENSE": models.apache(), "LICENSE-MODEL": _DEEPSEEK},
        {**_OF_R1, "LICENSE": _DEEPSEEK},
        {"README.md": models.card("license: apache-2.0"), "LICENSE": models.apache(), "LICENSE-DeepSeek": _DEEPSEEK},
    ],
    ids=["named for the model", "the plain LICENSE", "no base"],
)
def test_a_text_that_may_be_the_models_own_is_still_compared(files: dict[str, str | bytes]) -> None:
    assert "card-and-file-disagree" in open_rules(models.audit(files, "acme/Mine-7B"))


@pytest.mark.parametrize("tag", ["llama3.1", "[llama3.1, mit]"], ids=["a tag beside another text", "a list of two"])
def test_an_offer_that_is_unclear_drops_no_limit(tag: str) -> None:
    head = f"license: {tag}\nbase_model: meta-llama/Llama-3.1-8B"
    audit = models.audit({"README.md": models.card(head), "LICENSE": MIT}, "acme/Llama-Mine")
    verdicts = {finding.rule: finding.verdict for finding in audit.findings}

    assert verdicts["limit-dropped"] is Verdict.UNDETERMINED
    assert verdicts["card-and-file-disagree"] is Verdict.UNDETERMINED


def test_a_choice_without_the_limit_drops_it() -> None:
    head = "license: MIT OR LicenseRef-scancode-llama-3.1-license-2024\nbase_model: meta-llama/Llama-3.1-8B"
    audit = models.audit({"README.md": models.card(head)}, "acme/Llama-Mine")

    assert {finding.rule: finding.verdict for finding in audit.findings}["limit-dropped"] is Verdict.BREACHED


_SCOPED = (
    "This license applies to all files except the model weights.",
    "The following license covers the source code only. The model weights are under CC BY-NC 4.0.",
    "This license does not apply to the model weights.",
    "The code in this repository is licensed under the following terms; model checkpoints are NOT covered.",
    "For the model weights, see WEIGHTS_LICENSE.",
    "NOTE: Model weights are released under a separate license.",
    "The weights may not be used commercially.",
)


@pytest.mark.parametrize("words", _SCOPED)
@pytest.mark.parametrize("place", ["{}\n\n{}", "{1}\n\n{0}\n"], ids=["above", "below"])
def test_words_of_scope_beside_a_text_are_heard_where_a_tag_says_otherwise(words: str, place: str) -> None:
    text = place.format(words, models.apache())
    audit = models.audit({"README.md": models.card("license: apache-2.0"), "LICENSE": text})

    is_unclear(audit)
    assert open_rules(audit) & {"card-and-file-disagree", "not-understood", "license-unknown"}


@pytest.mark.parametrize(
    "text",
    [
        "# Code\n\n{code}\n\n# Model weights\n\n{weights}",
        "## License for the code\n\n{code}\n\n## License for the models\n\n{weights}",
        "{code}\n\n-----\n\nThe pretrained weights are licensed under the following license:\n\n{weights}",
        "{code}\n\n-----\n\n{weights}",
    ],
    ids=["titles", "headings", "a sentence", "nothing"],
)
def test_of_two_texts_in_a_file_a_tag_does_not_hide_the_narrow_one(text: str) -> None:
    both = text.format(code=models.apache(), weights=NC)
    is_unclear(models.audit({"README.md": models.card("license: apache-2.0"), "LICENSE": both}))


@pytest.mark.parametrize("key", ["license", "License", "licence", "license_name", "modelspec.license", "ss_license"])
def test_a_key_of_a_safetensors_header_is_read_as_it_is_spelled(key: str) -> None:
    header = f'{{"__metadata__": {{"{key}": "CC BY-NC 4.0"}}}}'.encode()
    is_unclear(models.audit({**TAGGED, "model.safetensors": len(header).to_bytes(8, "little") + header}))


@pytest.mark.parametrize("pattern", ["**/*.safetensors", "**", "*.safetensors", "./model.safetensors"])
def test_a_pattern_of_reuse_reaches_the_top_folder(pattern: str) -> None:
    reuse = f'version = 1\n[[annotations]]\npath = "{pattern}"\nSPDX-License-Identifier = "CC-BY-NC-4.0"\n'
    is_unclear(models.audit({**TAGGED, "REUSE.toml": reuse}))


@pytest.mark.parametrize("name", ["LICENSE.pytorch", "LICENSE-libs.txt", "LICENSE_transformers", "LICENSE.opencv"])
def test_the_license_of_a_library_is_no_offer_of_the_model(name: str) -> None:
    assert not open_rules(models.audit({**TAGGED, name: models.apache()}))


def test_a_component_whose_readme_limits_it_is_told() -> None:
    """A README without front matter beside weights in a folder, as face models come."""
    source = MemorySource(
        {
            **TAGGED,
            "model.safetensors": W,
            "models/antelopev2/README.md": "For non-commercial research purposes only\n",
            "models/antelopev2/w.safetensors": W,
        }
    )
    models_here = auditor.survey([source], auditor.Options(as_of="2026-11-22", scancode=False))
    assert Standing.UNDETERMINED in {each.audit.standing for each in models_here if each.audit}
