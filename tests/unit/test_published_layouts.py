"""Layouts in which a license was passed over, or answered by somebody else's text, as they were published."""

from __future__ import annotations

import pytest

from auditor.model import Audit, Severity, Standing, StatementSource, Verdict
from support import lineages, models
from support.offers import is_unclear, open_rules

MIT = models.mit("Copyright (c) 2026 Acme")
APACHE = models.apache()
NC = models.license_text("cc-by-nc-4.0")
W = models.WEIGHTS
_GPL_TAG = "SPDX-License-Identifier: GPL-3.0-or-later\n"
_PIPELINE = """{"_class_name": "StableDiffusionPipeline", "unet": ["diffusers", "UNet2DConditionModel"],
"vae": ["diffusers", "AutoencoderKL"]}"""


_CPML = "license: other\nlicense_name: coqui-public-model-license\nlicense_link: https://coqui.ai/cpml"


def _tagged(head: str, **files: str | bytes) -> Audit:
    return models.audit({"README.md": models.card(head), **files}, "acme/Mine-7B")


def test_a_name_in_a_gguf_header_that_nobody_knows_is_answered_by_no_text() -> None:
    header = lineages.gguf(general__license="other", general__license__name="acme-research-noncommercial")
    is_unclear(models.audit_alone({"m.gguf": header, "LICENSE": MIT}))


@pytest.mark.parametrize("value", ["CC BY-NC-SA 3.0", "CC BY-SA 3.0"])
def test_a_pipeline_is_under_what_its_metadata_say_and_not_under_its_sources(value: str) -> None:
    meta = f'{{"lang": "it", "name": "core", "spacy_version": ">=3.8", "license": "{value}"}}'
    audit = models.audit({"meta.json": meta, "LICENSES_SOURCES": MIT})

    assert audit.concluded == value.replace(" ", "-")


@pytest.mark.parametrize(
    ("head", "files"),
    [
        ("license: other\nlicense_name: tabfm-non-commercial-v1.0", {"LICENSE": APACHE}),
        (_CPML, {"LICENSE": APACHE}),
        ("license: other\nlicense_name: nvidia-open-model-license", {"LICENSE": APACHE}),
        ("license: other\nlicense_name: tabfm-non-commercial-v1.0", {"LICENSE-CODE": APACHE}),
    ],
    ids=["unknown", "known", "known, with a profile", "beside a license of the code"],
)  # fmt: skip
def test_a_named_license_is_answered_by_no_text_of_another(head: str, files: dict[str, str | bytes]) -> None:
    audit = _tagged(head, **files)

    assert audit.standing is Standing.UNDETERMINED
    assert not [finding.id for finding in audit.findings if finding.verdict is Verdict.BREACHED]


@pytest.mark.parametrize("root", [{"LICENSE": APACHE}, {}], ids=["an Apache text above", "a tag alone"])
@pytest.mark.parametrize(
    "more",
    [
        {"weights/LICENSE": NC, "weights/model.safetensors": W},
        {"checkpoints/LICENSE.txt": models.license_text("agpl-3.0"), "checkpoints/best.pt": b"x"},
        {"unet/LICENSE": models.license_text("bigscience-open-rail-m"), "unet/model.safetensors": W},
        {"vae/LICENSE": NC, "vae/model.safetensors": W, "unet/model.safetensors": W},
    ],
    ids=lambda more: next(iter(more)),
)
def test_a_text_in_the_folder_of_the_weights_counts(root: dict[str, str], more: dict[str, str | bytes]) -> None:
    pipeline = {"model_index.json": _PIPELINE} if "unet/model.safetensors" in more else {}
    files = {"README.md": models.card("license: apache-2.0"), **root, **pipeline, **more}

    is_unclear(models.audit_alone(files, "acme/Mine-7B"))


@pytest.mark.parametrize(
    "files",
    [
        {"m.onnx": b"x", "m.onnx.license": f"SPDX-FileCopyrightText: 2024 Acme\n\n{_GPL_TAG}"},
        {"model.safetensors": W, "model.safetensors.license": _GPL_TAG},
        {"model.safetensors": W, "LICENSE-MODEL": _GPL_TAG},
    ],
    ids=lambda files: next(reversed(files)),
)
def test_a_license_that_is_named_without_its_text_counts(files: dict[str, str | bytes]) -> None:
    is_unclear(models.audit_alone({"README.md": models.card("license: mit"), "LICENSE": MIT, **files}))
    assert models.audit({"model.safetensors.license": _GPL_TAG}).concluded == "GPL-3.0-or-later"


@pytest.mark.parametrize("text", ["Licensed under the MIT License.", "Licensed under the Apache License, Version 2.0"])
def test_a_sentence_in_place_of_a_text_offers_what_it_names(text: str) -> None:
    audit = models.audit({"LICENSE": text})

    assert audit.concluded == ("MIT" if "MIT" in text else "Apache-2.0")
    assert "license-undeclared" not in open_rules(audit)


def test_an_unidentified_section_for_the_weights_is_not_answered_by_the_section_of_the_code() -> None:
    text = (
        "Code License: This license applies to all files except the model weights\n\n"
        f"{APACHE}\n\nModel Weights License\n\nAcme License\n\n1. Definitions\n\n"
        "3.3 Use Limitation. The Work may be used non-commercially only.\n"
    )
    audit = models.audit({"LICENSE": text})

    is_unclear(audit)
    assert audit.concluded == "NOASSERTION"
    assert not [outcome.says for outcome in audit.outcomes if "offered under a license: Apache" in outcome.says]


_OWN = ("gemma", "llama3.1", "creativeml-openrail-m", "bigcode-openrail-m", "gpl-3.0", "apache-2.0")


@pytest.mark.parametrize("license_id", _OWN)
@pytest.mark.parametrize(
    "base", ["acme/unknown", "google/gemma-3n-E2B-it", "meta-llama/Llama-3.1-Guard-99", "deepseek-ai/DeepSeek-R1"]
)
def test_no_base_takes_the_duties_of_the_license_that_a_card_names(license_id: str, base: str) -> None:
    def duties(head: str) -> set[tuple[str, str]]:
        audit = models.audit({"README.md": models.card(head)}, "acme/Cool-9B")
        return {
            (finding.rule, outcome.license)
            for finding in audit.findings
            for outcome in finding.outcomes
            if outcome.code
        }

    alone, beside = duties(f"license: {license_id}"), duties(f"license: {license_id}\nbase_model: {base}")
    assert alone
    assert alone <= beside


def test_the_license_of_a_sentence_is_that_of_the_card() -> None:
    words = (
        "All of the included pre-trained models are licensed under the [Creative Commons "
        "Attribution-NonCommercial-ShareAlike 4.0 International](https://creativecommons.org/licenses/by-nc-sa/4.0/)"
    )
    audit = models.audit({"README.md": words, "LICENSE": APACHE})

    is_unclear(audit)
    assert "CC-BY-NC-SA-4.0" in audit.concluded
    code = f"The code in this repository is licensed under Apache 2.0. {words}"
    parted = models.audit({"README.md": code, "LICENSE": APACHE})
    assert parted.concluded == "CC-BY-NC-SA-4.0"


@pytest.mark.parametrize("times", [199, 201, 400])
def test_a_base_behind_many_sentences_is_named(times: int) -> None:
    link = "[Llama 3.1 8B](https://huggingface.co/meta-llama/Llama-3.1-8B)"
    body = "It is based on our ideas. " * times + f"This model was fine-tuned from {link}."
    audit = models.audit({"README.md": models.card("license: mit", body), "LICENSE": MIT}, "acme/Mine-7B")

    assert "meta-llama/Llama-3.1-8B" in {edge.name for edge in audit.upstreams}


def test_a_model_of_a_library_that_a_modelfile_names_is_a_base() -> None:
    audit = _tagged("license: mit", LICENSE=MIT, Modelfile="FROM llama3.1:8b\n")

    assert audit.standing is Standing.UNDETERMINED
    assert open_rules(audit)
    assert not [finding.id for finding in audit.findings if finding.verdict is Verdict.BREACHED]
    nobody = _tagged("license: mit", LICENSE=MIT, Modelfile="FROM ternling:8b\n")
    assert open_rules(nobody) == {"parent-unknown"}


def test_terms_of_data_that_are_known_are_shown_and_bind_no_weights() -> None:
    audit = models.audit({"LICENSE": APACHE, "docs/data_license.txt": NC})

    assert audit.concluded == "Apache-2.0"
    assert {statement.part.value for statement in audit.statements if statement.expression == "CC-BY-NC-4.0"} == {
        "data"
    }
    assert {statement.source for statement in audit.statements} == {StatementSource.DETECTED}
    unknown = models.audit({"LICENSE": APACHE, "docs/data_license.txt": "Free to use in your own research. Cite us."})
    assert [(finding.rule, finding.severity) for finding in unknown.findings] == [("not-understood", Severity.NOTE)]
