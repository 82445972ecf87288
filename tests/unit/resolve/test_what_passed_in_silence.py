"""Repositories that say something else of their license than their tag and text do: none of them passes in silence.

Each is the smallest form of a layout that people publish.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import auditor
from auditor.model import Audit, Severity, Standing
from support import models
from support.offers import is_unclear, open_rules

if TYPE_CHECKING:
    from pathlib import Path

MIT = models.mit("Copyright (c) 2026 Acme")
NC = models.license_text("cc-by-nc-4.0")


def _audit(files: dict[str, str | bytes], name: str = "acme/Mine-7B") -> Audit:
    return models.audit(files, name)


@pytest.mark.parametrize(
    "value",
    [
        "CC BY-NC 4.0",
        "CC BY-NC-SA 3.0",
        "Creative Commons Attribution NonCommercial 4.0",
        "non-commercial",
        "research-only",
        "proprietary",
        "all-rights-reserved",
        "llama3.1-community",
        "GPLv3",
        "GNU GPL 3.0",
        "AGPL",
        "cc-by-nc",
        "see LICENSE-MODEL",
    ],
)
def test_a_value_as_people_write_it_is_not_answered_by_another_text(value: str) -> None:
    is_unclear(_audit({"README.md": models.card(f"license: {value}"), "LICENSE": MIT}))


@pytest.mark.parametrize(
    "head",
    [
        "license: other\nlicense_name: acme-noncommercial\nlicense_link: https://acme.example/license",
        "license: other\nlicense_name: tabfm-non-commercial-v1.0\nlicense_link: LICENSE_WEIGHTS",
        "license: other\nlicense_name: tabfm-non-commercial-v1.0\nlicense_link: LICENSE",
        "license_name: tabfm-non-commercial-v1.0",
    ],
    ids=["linked elsewhere", "linked file absent", "linked file here", "a name alone"],
)
def test_a_name_that_nobody_knows_is_not_answered_by_a_text(head: str) -> None:
    audit = _audit({"README.md": models.card(head), "LICENSE": MIT})

    is_unclear(audit)
    assert "license-unknown" in open_rules(audit)


def test_a_link_elsewhere_is_named_and_an_absent_file_is_a_finding() -> None:
    head = "license: other\nlicense_name: acme-nc\nlicense_link: {}"
    elsewhere = _audit({"README.md": models.card(head.format("https://acme.example/license")), "LICENSE": MIT})
    absent = _audit({"README.md": models.card(head.format("LICENSE_WEIGHTS")), "LICENSE": MIT})

    unknown = next(finding for finding in elsewhere.findings if finding.rule == "license-unknown")
    assert any("https://acme.example/license" in reason.detail for reason in unknown.outcomes[0].because)
    assert "license-file-absent" in open_rules(absent)
    assert "license-file-absent" not in open_rules(elsewhere)


def test_a_linked_file_of_any_name_is_read() -> None:
    head = "license: other\nlicense_name: acme-nc\nlicense_link: legal/agreement.txt"
    audit = _audit({"README.md": models.card(head), "legal/agreement.txt": NC, "LICENSE": MIT})

    assert [str(finding.evidence[0].path) for finding in audit.findings if finding.rule == "card-and-file-disagree"]
    assert any(statement.expression == "CC-BY-NC-4.0" for statement in audit.statements)


def test_an_empty_word_is_answered_by_the_text() -> None:
    for head in ("license: other", "license: unknown"):
        assert _audit({"README.md": models.card(head), "LICENSE": MIT}).standing is Standing.NO_FINDINGS


@pytest.mark.parametrize(
    "prose",
    [
        "## License\n\nThe model weights are released under CC BY-NC 4.0.",
        "## License\n\nThis model is licensed under CC-BY-NC-4.0.",
        "## License\n\nReleased under the Creative Commons Attribution-NonCommercial 4.0 International License.",
        "The weights are licensed under [this](https://creativecommons.org/licenses/by-nc/4.0/) license.",
        "- **License:** CC-BY-NC-SA-4.0",
        "## License\n\nThe model is subject to the Llama 3.1 Community License.",
        "This model is released under the Llama 2 Community License.",
        "The model is licensed under AGPL-3.0, because it was trained with Ultralytics.",
        "## Disclaimer\n\nThe model is for non-commercial research purposes only.",
        "## Intended use\n\nThis model may only be used for non-commercial research.",
        "**License**\n\nThis model is under CC BY-NC 4.0.",
        "License\n-------\n\nThis model is under CC BY-NC 4.0.",
        "<h2>License</h2>\n\nThis model is under CC BY-NC 4.0.",
        "You may not use this model commercially without our written permission.",
        "Ce modèle est distribué sous licence CC BY-NC 4.0.",
        "本模型禁止商用。",
        "Not for commercial use.",
        "The models are for non-commercial research purposes only.",
        "The model weights are licensed under GPL-3.0.",
        "Weights: CC-BY-NC-SA-4.0",
        "You need to obtain a commercial license from us for commercial use.",
        "The model is governed by the Gemma Terms of Use.",
        "## License\n\nCC-BY-NC-4.0",
        "The model may not be used for military purposes.",
        "It is for non-commercial.",
    ],
)
@pytest.mark.parametrize("where", ["card", "readme"])
def test_words_that_differ_from_tag_and_text_are_told(prose: str, where: str) -> None:
    readme = models.card("license: mit", f"# Mine\n\n{prose}\n") if where == "card" else f"# Mine\n\n{prose}\n"
    audit = _audit({"README.md": readme, "LICENSE": MIT})

    is_unclear(audit)
    assert open_rules(audit) & {"card-and-file-disagree", "not-understood"}


@pytest.mark.parametrize(
    "prose",
    [
        "This model is licensed under the MIT license.",
        "The training data is licensed under CC BY-NC 4.0.",
        "Unlike Llama 2, which is under the Llama 2 Community License, this model is MIT.",
        "The model is free for any use, commercial or not.",
        "Version 1.0 was released under CC BY-NC 4.0 until March; from version 2.0 on the model is MIT.",
        "We compare with a model that is for research only.",
        "© 2024 Acme Ltd. All rights reserved.",
        "Copyright (c) 2017-2025, Acme, All rights reserved.",
        "MIT License - see the [LICENSE](LICENSE) file for details.",
    ],
)
def test_words_that_agree_or_are_about_something_else_accuse_nobody(prose: str) -> None:
    audit = _audit({"README.md": models.card("license: mit", f"# Mine\n\n{prose}\n"), "LICENSE": MIT})

    assert "card-and-file-disagree" not in open_rules(audit)


def test_code_and_weights_under_two_licenses_are_scoped() -> None:
    prose = "# Mine\n\nThe code is MIT. The pre-trained weights are licensed under CC BY-NC-SA 4.0.\n"
    audit = _audit({"README.md": prose, "LICENSE": MIT})

    assert "card-and-file-disagree" not in open_rules(audit)
    assert audit.concluded == "CC-BY-NC-SA-4.0"


def test_a_value_may_say_it_part_by_part() -> None:
    head = "license: MIT (code), CC BY-NC 4.0 (weights)"
    audit = _audit({"README.md": models.card(head), "LICENSE": MIT})

    assert audit.concluded == "CC-BY-NC-4.0"
    assert {
        (statement.expression, statement.part.value)
        for statement in audit.statements
        if statement.by == "card, license"
    } == {
        ("MIT", "code"),
        ("CC-BY-NC-4.0", "weights"),
    }


@pytest.mark.parametrize(
    "more",
    [
        {"checkpoints/best.pt": b"weights", "checkpoints/LICENSE.txt": models.license_text("agpl-3.0")},
        {"LICENSE_weights": NC},
        {"LICENSE-MODEL": "SPDX-License-Identifier: GPL-3.0-or-later\n"},
        {"model.safetensors.license": "SPDX-License-Identifier: GPL-3.0-or-later\n"},
        {"model.onnx": b"", "model.onnx.license": "SPDX-License-Identifier: GPL-3.0-or-later\n"},
        {
            "REUSE.toml": 'version = 1\n[[annotations]]\npath = "*.safetensors"\nSPDX-FileCopyrightText = "2024 A"\n'
            'SPDX-License-Identifier = "CC-BY-NC-4.0"\n'
        },
        {"REUSE.toml": 'version = 1\n[[annotations]]\npath = ["**"]\nSPDX-License-Identifier = "CC-BY-NC-4.0"\n'},
        {"package.json": '{"name": "mine", "license": "CC-BY-NC-4.0"}'},
        {"MODEL_CARD.md": "* License: CC BY-NC 4.0\n"},
        {"index.json": '{"annotations": {"org.opencontainers.image.licenses": "GPL-3.0-only"}}'},
    ],
    ids=lambda more: next(iter(reversed(more))),
)
def test_every_other_place_is_heard(more: dict[str, str | bytes]) -> None:
    audit = _audit({"README.md": models.card("license: mit"), "LICENSE": MIT, **more})

    is_unclear(audit)
    assert "card-and-file-disagree" in open_rules(audit)


_PIPELINE = """{"_class_name": "StableDiffusionPipeline", "unet": ["diffusers", "UNet2DConditionModel"],
"vae": ["diffusers", "AutoencoderKL"]}"""


@pytest.mark.parametrize(
    "more",
    [
        {"weights/model.safetensors": models.WEIGHTS, "weights/LICENSE": NC},
        {"model_index.json": _PIPELINE, "unet/model.safetensors": models.WEIGHTS, "unet/LICENSE": NC},
        {"model_index.json": _PIPELINE, "vae/model.safetensors": models.WEIGHTS, "vae/LICENSE": NC},
    ],
    ids=lambda more: next(iter(reversed(more))),
)
def test_a_text_beside_the_weights_in_a_folder_is_heard(more: dict[str, str | bytes]) -> None:
    audit = models.audit_alone({"README.md": models.card("license: mit"), "LICENSE": MIT, **more}, "acme/Mine-7B")

    is_unclear(audit)


@pytest.mark.parametrize("key", ["license", "modelspec.license"])
@pytest.mark.parametrize("value", ["CC BY-NC 4.0", "Fair AI Public License 1.0-SD", "acme-terms"])
def test_a_safetensors_header_is_heard(key: str, value: str) -> None:
    header = f'{{"__metadata__": {{"{key}": "{value}"}}}}'.encode()
    weights = len(header).to_bytes(8, "little") + header
    audit = _audit({"README.md": models.card("license: mit"), "LICENSE": MIT, "model.safetensors": weights})

    is_unclear(audit)


@pytest.mark.parametrize(
    "text",
    [
        "CC BY-NC-SA 4.0",
        "https://creativecommons.org/licenses/by-nc-sa/4.0/",
        "This model is licensed under CC-BY-NC-4.0.",
        "Licensed under the CC BY-NC-SA 4.0 license (https://creativecommons.org/licenses/by-nc-sa/4.0/legalcode).",
        "# CC-BY-NC-4.0",
        "License: CC-BY-NC-4.0",
    ],
)
def test_a_license_of_one_line_is_that_license(text: str) -> None:
    alone = _audit({"LICENSE": text})
    beside = _audit({"README.md": models.card("license: mit"), "LICENSE": text})

    assert alone.concluded.startswith("CC-BY-NC")
    is_unclear(beside)
    assert "card-and-file-disagree" in open_rules(beside)


@pytest.mark.parametrize(
    ("text", "expression"),
    [
        ("MIT", "MIT"),
        ("MIT License", "MIT"),
        ("Apache-2.0", "Apache-2.0"),
        ("# Apache2.0", "Apache-2.0"),
        ("License: MIT", "MIT"),
        ("GPL-3.0", "GPL-3.0-only"),
        ('BSD 3-Clause "New" or "Revised" License', "BSD-3-Clause"),
        ("Licensed under the MIT License.", "MIT"),
    ],
)
def test_a_short_license_offers_the_weights(text: str, expression: str) -> None:
    audit = _audit({"LICENSE": text})

    assert "license-undeclared" not in {finding.rule for finding in audit.findings}
    assert audit.concluded == expression


@pytest.mark.parametrize(
    "name",
    [
        "LICENSES_SOURCES",
        "LICENSES_BUNDLED.txt",
        "OTHER_LICENSES.txt",
        "LICENSE.dependencies",
        "licenses-of-components.md",
        "LICENSE-SILERO-VAD.txt",
        "LICENSE_FONT.txt",
    ],
)
def test_the_texts_of_others_offer_nothing_here(name: str) -> None:
    audit = _audit({"README.md": models.card("license: apache-2.0"), "LICENSE": models.apache(), name: MIT})

    assert audit.concluded == "Apache-2.0"
    assert "card-and-file-disagree" not in open_rules(audit)


def test_words_of_scope_in_a_license_are_read() -> None:
    text = (
        "Code License: This license applies to all files except the model weights.\n\n"
        f"{models.apache()}\n\nModel Weights License:\n\n{NC}"
    )
    audit = _audit({"LICENSE": text})

    assert audit.concluded == "CC-BY-NC-4.0"
    assert {(statement.expression, statement.part.value) for statement in audit.statements} == {
        ("Apache-2.0", "code"),
        ("CC-BY-NC-4.0", "weights"),
    }


def test_a_license_for_all_but_the_weights_does_not_offer_the_weights() -> None:
    text = f"This license applies to all files except the model weights.\n\n{models.apache()}"
    audit = _audit({"LICENSE": text})

    assert "license-undeclared" in open_rules(audit)
    assert "Apache" not in audit.concluded


def test_code_under_another_license_is_a_note() -> None:
    audit = _audit(
        {
            "README.md": models.card("license: apache-2.0"),
            "LICENSE": models.apache(),
            "modeling_mine.py": "# SPDX-License-Identifier: GPL-3.0-only\n",
        }
    )

    assert {(finding.rule, finding.severity) for finding in audit.findings} == {("code-license-differs", Severity.NOTE)}


def test_a_package_whose_metadata_and_license_differ() -> None:
    files: dict[str, str | bytes] = {
        "nudenet/320n.onnx": b"",
        "nudenet-3.4.2.dist-info/METADATA": "Metadata-Version: 2.1\nName: nudenet\nVersion: 3.4.2\nLicense: MIT\n",
        "nudenet-3.4.2.dist-info/LICENSE": models.license_text("agpl-3.0"),
    }
    audit = models.audit_alone(files, "nudenet")

    assert "card-and-file-disagree" in open_rules(audit)


def test_a_declared_license_in_words_is_no_silence() -> None:
    audit = _audit(
        {"README.md": models.card("language: en", "# Mine\n\nThis model is released under the MIT license.")}
    )

    assert "license-undeclared" not in {finding.rule for finding in audit.findings}
    assert audit.concluded == "MIT"


@pytest.mark.parametrize("base", ["", "\nbase_model: acme/unknown", "\nbase_model: google/gemma-3n-E2B-it"])
def test_a_base_declared_beside_removes_no_own_duty(base: str) -> None:
    alone = _audit({"README.md": models.card("license: gemma")}, "acme/Cool-9B")
    audit = _audit({"README.md": models.card(f"license: gemma{base}")}, "acme/Cool-9B")

    duties = {(finding.rule, finding.outcomes[0].license) for finding in alone.findings if finding.outcomes[0].license}
    assert duties <= {(finding.rule, finding.outcomes[0].license) for finding in audit.findings}


@pytest.mark.parametrize("license_id", ["llama3.1", "gemma", "bigcode-openrail-m", "gpl-3.0", "apache-2.0"])
def test_a_known_base_removes_no_own_duty(license_id: str) -> None:
    alone = _audit({"README.md": models.card(f"license: {license_id}")}, "acme/Cool-9B")
    beside = _audit(
        {"README.md": models.card(f"license: {license_id}\nbase_model: deepseek-ai/DeepSeek-R1")}, "acme/Cool-9B"
    )

    def duties(of: Audit) -> set[tuple[str, str]]:
        return {
            (finding.rule, outcome.license) for finding in of.findings for outcome in finding.outcomes if outcome.code
        }

    assert duties(alone) <= duties(beside)


_DEBIAN = """Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/

Files: *
Copyright: 2006 Google Inc.
License: Apache-2.0

License: Apache-2.0
 On Debian systems, the complete text of the license is in /usr/share/common-licenses/{}.
"""


@pytest.mark.parametrize(("named", "severity"), [("Apache-2.0", Severity.NOTE), ("GPL-3", Severity.ERROR)])
def test_a_text_that_the_system_has_is_not_simply_missing(named: str, severity: Severity) -> None:
    files: dict[str, str | bytes] = {
        "usr/share/doc/ocr/copyright": _DEBIAN.format(named),
        "README.md": models.card("license: apache-2.0\nbase_model: Qwen/Qwen2.5-7B"),
        "model.safetensors": models.WEIGHTS,
    }
    missing = {finding.id: finding for finding in models.audit_alone(files, "acme/ocr").findings}

    assert missing["license-text-missing:apache-2.0:Qwen/Qwen2.5-7B"].severity is severity


@pytest.mark.parametrize(
    "above",
    [
        {"package.json": '{"name": "mine", "license": "CC-BY-NC-4.0"}'},
        {"REUSE.toml": '[[annotations]]\npath = "**"\nSPDX-License-Identifier = "CC-BY-NC-4.0"\n'},
    ],
    ids=lambda above: next(iter(above)),
)
def test_what_a_package_says_speaks_for_each_model_in_it(above: dict[str, str | bytes], tmp_path: Path) -> None:
    for path, content in {**above, "LICENSE": MIT, "models/a.gguf": b"GGUF", "models/b.gguf": b"GGUF"}.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(content.encode() if isinstance(content, str) else content)
    options = auditor.Options(as_of="2026-11-22", scancode=False)

    audits = [model.audit for model in auditor.survey([tmp_path], options)]
    assert len(audits) == 2
    for audit in audits:
        assert audit is not None
        assert "CC-BY-NC-4.0" in {statement.expression for statement in audit.statements}
        assert "card-and-file-disagree" in open_rules(audit)


@pytest.mark.parametrize(
    ("value", "text", "differs"),
    [("cc", "cc-by-3.0", False), ("gpl", "gpl-1.0", False), ("cc", "mit", True), ("gpl", "lgpl-2.1", True)],
)
def test_a_family_contradicts_no_text_that_is_called_like_it(value: str, text: str, differs: bool) -> None:
    audit = _audit({"README.md": models.card(f"license: {value}"), "LICENSE": models.license_text(text)})

    assert ("card-and-file-disagree" in open_rules(audit)) is differs


@pytest.mark.parametrize("name", ["docs/data_license.txt", "DATA_LICENSE", "LICENSE-DATA.txt", "data/LICENSE"])
def test_terms_of_data_that_nobody_knows_are_shown(name: str) -> None:
    terms = "You may use these scans in your own research, if you always cite the articles below. No other use."
    audit = _audit({"README.md": models.card("license: mit"), "LICENSE": MIT, name: terms})

    (finding,) = audit.findings
    assert (finding.rule, finding.severity) == ("not-understood", Severity.NOTE)
    assert name in finding.message
