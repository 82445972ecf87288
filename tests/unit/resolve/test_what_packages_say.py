"""What packages, headers and heads of code say of their models, in the forms in which real ones say it."""

from __future__ import annotations

import pytest

from auditor.model import Audit, Severity, Standing
from support import models
from support.offers import is_unclear, open_rules

MIT = models.mit("Copyright (c) 2026 Acme")
METADATA = "Metadata-Version: 2.4\nName: acme-model\nVersion: 1.0\n"


def _audit(files: dict[str, str | bytes], name: str = "acme/Mine-7B") -> Audit:
    return models.audit(files, name)


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": models.card("license: Llama 3.1 Community License")},
        {
            "meta.json": '{"lang": "it", "name": "core", "spacy_version": ">=3.8", "license": "CC BY-NC-SA 3.0"}',
            "LICENSES_SOURCES": MIT,
        },
    ],
    ids=["a card", "a spaCy pipeline"],
)
def test_a_license_that_is_only_named_is_not_answered_by_another_text(files: dict[str, str | bytes]) -> None:
    audit = _audit({"LICENSE": MIT, **files})

    assert audit.standing is not Standing.NO_FINDINGS
    assert audit.failing
    assert "the texts agree" not in " ".join(outcome.says for outcome in audit.outcomes)


@pytest.mark.parametrize(
    "words",
    [
        "All of the included models are licensed under [CC BY-NC-SA 4.0](https://creativecommons.org/licenses/by-nc-sa/4.0/).",
        "The weights are licensed under the Llama 3 Community License.",
        "A fine-tuned version of Llama 2 and subject to the Llama 2 Community License.",
        "Free for academic use; for commercial use contact sales@acme.example.",
        "The model is made available under the [TII Falcon LLM License](https://falconllm.tii.ae/license.html).",
        "The usage of the weights must strictly follow [MiniCPM Model License.md](https://acme.example/MiniCPM.md).",
        "AGPL-3.0, because it was trained with Ultralytics.",
    ],
)
def test_a_readme_that_says_otherwise_than_the_license_is_told(words: str) -> None:
    audit = _audit({"README.md": f"# Mine\n\n## License\n\n{words}\n", "LICENSE": MIT})

    is_unclear(audit)
    assert open_rules(audit) & {"card-and-file-disagree", "not-understood", "parent-unknown"}


@pytest.mark.parametrize("name", ["model.gguf", "model.onnx", "model.safetensors"])
def test_a_pointer_in_place_of_a_model_leaves_open_what_its_header_says(name: str) -> None:
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 4000000000\n"
    audit = _audit({"README.md": models.card("license: mit"), "LICENSE": MIT, name: pointer})

    assert audit.standing is not Standing.NO_FINDINGS
    assert [unread.path for unread in audit.unread if unread.matters] == [name]


@pytest.mark.parametrize(
    ("files", "expression"),
    [
        ({"acme-1.0.dist-info/METADATA": f"{METADATA}License-Expression: Apache-2.0\n"}, "Apache-2.0"),
        ({"acme-1.0.dist-info/METADATA": f"{METADATA}License: Apache License 2.0\n"}, "Apache-2.0"),
        ({"acme-1.0.dist-info/METADATA": f"{METADATA}License: The MIT License (MIT)\n"}, "MIT"),
        ({"package.json": '{"name": "mine", "license": "MIT"}'}, "MIT"),
        ({"MODEL_LICENSES.md": "The models are licensed under the Apache License 2.0.\n"}, "Apache-2.0"),
    ],
    ids=["License-Expression", "License", "the long name", "package.json", "MODEL_LICENSES.md"],
)
def test_what_a_package_says_of_its_license_is_heard(files: dict[str, str | bytes], expression: str) -> None:
    audit = models.audit_alone({**files, "acme/model.onnx": b"weights"}, "acme-model")

    assert expression in {statement.expression for statement in audit.statements}


def test_the_description_of_a_package_is_heard() -> None:
    words = "All of the included pre-trained models are licensed under CC BY-NC-SA 4.0."
    files: dict[str, str | bytes] = {
        "acme-1.0.dist-info/METADATA": f"{METADATA}License: Apache-2.0\n\n# Acme\n\n{words}\n",
        "acme/model.onnx": b"weights",
    }
    audit = models.audit_alone(files, "acme-model")

    assert [statement.expression for statement in audit.statements if statement.quote == words] == ["CC-BY-NC-SA-4.0"]
    assert audit.standing is not Standing.NO_FINDINGS


def test_a_license_in_a_voice_card_that_is_the_data_sets_offers_no_weights() -> None:
    card = "# Model card\n\n* Language: en_US\n* License: CC0 (dataset)\n* Finetuned from U.S. English lessac voice\n"
    audit = models.audit_alone({"en/MODEL_CARD": card, "en/voice.onnx": b"weights"}, "voices")

    assert {statement.part.value for statement in audit.statements if statement.expression == "CC0-1.0"} <= {"data"}


@pytest.mark.parametrize(
    "more",
    [
        {"modeling_mine.py": "# SPDX-License-Identifier: CC-BY-NC-4.0\n"},
        {"modeling_mine.py": "# Ultralytics YOLO, AGPL-3.0 license\n"},
        {"modeling_mine.py": "# This file is licensed under the GNU General Public License version 3.\n"},
    ],
    ids=["CC BY-NC", "AGPL", "GPL"],
)
def test_code_under_other_terms_is_told(more: dict[str, str | bytes]) -> None:
    audit = _audit({"README.md": models.card("license: apache-2.0"), "LICENSE": models.apache(), **more})

    assert [(finding.rule, finding.severity) for finding in audit.findings] == [("code-license-differs", Severity.NOTE)]
