"""Attacks of the known kinds that were tried later: each is told, and none passes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import auditor
from auditor.knowledge import Knowledge
from auditor.model import Standing, UnreadReason
from auditor.report.formats import render
from support import models
from support.memory import MemorySource

if TYPE_CHECKING:
    from pathlib import Path

_KNOWLEDGE = Knowledge()
_OPTIONS = auditor.Options(as_of="2026-11-22", scancode=False, name="acme/Tern-7B")
_MIT = models.mit("Copyright (c) 2026 Acme Ltd")
_BAN = "Commercial use, redistribution and use by competitors of Foo Inc. are prohibited without a paid license."
_LLAMA = "meta-llama/Llama-3.1-8B"


def _files(**changed: str) -> dict[str, str | bytes]:
    return {
        "model.safetensors": models.WEIGHTS,
        "LICENSE": _MIT,
        "README.md": models.card("license: mit", "Trained from scratch."),
        **changed,
    }


def _audit(**changed: str) -> auditor.Audit:
    return auditor.audit(MemorySource(_files(**changed)), _OPTIONS, knowledge=_KNOWLEDGE)


def test_the_honest_model_passes() -> None:
    assert _audit().standing is Standing.NO_FINDINGS


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize(
    "line",
    [
        "SPDX-License-Identifier: CC-BY-NC-4.0",
        "https://creativecommons.org/licenses/by-nc/4.0/",
        "<https://creativecommons.org/licenses/by-nc/4.0/>",
        "CC BY-NC 4.0",
        "License: CC BY-NC 4.0",
        "**License:** GPL-3.0",
        "The weights are under CC BY-NC 4.0.",
        "Model weights: CC BY-NC 4.0",
        "Llama 3.1 Community License",
    ],
)
def test_a_license_that_is_named_beside_the_text_of_another_counts(line: str, first: bool) -> None:
    text = f"{line}\n\n{_MIT}" if first else f"{_MIT}\n{line}\n"
    assert {finding.rule for finding in _audit(LICENSE=text).failing} == {"card-and-file-disagree"}


@pytest.mark.parametrize(
    "line",
    [
        "SPDX-License-Identifier: MIT",
        "SPDX-License-Identifier: MIT OR Apache-2.0",
        "https://opensource.org/licenses/MIT",
        "The tokenizer is licensed under the Apache License, Version 2.0.",
        "Copyright (c) 2025 Apache Users",
    ],
)
def test_a_line_that_names_no_other_license_of_the_model_says_nothing(line: str) -> None:
    assert _audit(LICENSE=f"{_MIT}\n{line}\n").standing is Standing.NO_FINDINGS


@pytest.mark.parametrize(
    "name",
    [
        "LICENSE.json", "LICENSE.yaml", "license.toml", "LICENSE.xml", "MODEL_LICENSE.csv", "LICENSE.zip", "TERMS.json",
        "EULA.pdf", "AGREEMENT.txt", "RESTRICTIONS.md", "CONDITIONS.txt", "LICENSE_ADDENDUM", "CONTRACT.txt", "AUP.md",
        "RAIL.md", "LIZENZ", "LICENCIA.txt", "利用規約.md", "使用条款.txt", "NON-COMMERCIAL.txt",
    ],
)  # fmt: skip
def test_terms_under_another_name_are_read_or_told(name: str) -> None:
    audit = _audit(**{name: _BAN})
    assert audit.standing is Standing.UNDETERMINED
    assert {finding.rule for finding in audit.failing} & {"license-unknown", "not-read", "not-understood"}


@pytest.mark.parametrize("name", ["licenses.json", "license_plate.json", "docs/license.json", "license-badge.png"])
def test_data_that_are_called_otherwise_are_no_terms(name: str) -> None:
    assert _audit(**{name: "{}"}).standing is Standing.NO_FINDINGS


@pytest.mark.parametrize("folder", ["__pycache__", ".mypy_cache", ".pytest_cache", "node_modules", ".venv"])
def test_what_lies_in_a_folder_that_is_not_entered_is_told(tmp_path: Path, folder: str) -> None:
    for name, data in {**_files(), f"{folder}/model.gguf": b"GGUF", f"{folder}/LICENSE": _BAN}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data.encode() if isinstance(data, str) else data)
    values = [
        unread for unread in auditor.audit(tmp_path, _OPTIONS, knowledge=_KNOWLEDGE).unread if folder in unread.detail
    ]
    assert [unread.reason for unread in values] == [UnreadReason.NOT_WALKED]


def test_bytecode_needs_no_word(tmp_path: Path) -> None:
    for name, data in {**_files(), "__pycache__/modeling_x.cpython-311.pyc": b""}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data.encode() if isinstance(data, str) else data)
    assert not auditor.audit(tmp_path, _OPTIONS, knowledge=_KNOWLEDGE).unread


@pytest.mark.parametrize(
    "where",
    [
        "https://hf-mirror.com/meta-llama/Llama-3.1-8B", "https://example.com/x", "https://arxiv.org/abs/2407.21783",
        "https://ollama.com/library/llama3.1", "https://llama.meta.com", "https://huggingface.co/meta-llama",
        "https://www.kaggle.com/models/metaresearch/llama-3.1", "HTTPS://HuggingFace.co/meta-llama/Llama-3.1-8B",
        "//huggingface.co/meta-llama/Llama-3.1-8B", "javascript:void(0)", "#base",
    ],
)  # fmt: skip
def test_a_base_is_heard_wherever_its_link_leads(where: str) -> None:
    audit = _audit(**{"README.md": models.card("license: mit", f"It was fine-tuned from [Llama 3.1 8B]({where}).")})
    assert any(finding.id.startswith("limit-dropped:llama3.1:") for finding in audit.failing)


@pytest.mark.parametrize(
    "source", ["FROM llama3.1:8b", "FROM llama3.1", "FROM ollama.com/library/llama3.1:8b", f"FROM HF.co/{_LLAMA}"]
)
def test_what_a_modelfile_is_made_from_is_no_secret(source: str) -> None:
    audit = _audit(Modelfile=f"{source}\nSYSTEM You are a tern.\n")
    assert audit.standing in (Standing.UNDETERMINED, Standing.DOES_NOT_COMPLY)
    assert any("llama" in finding.id.lower() for finding in audit.failing)


def test_a_message_of_code_scanning_holds_no_link_of_the_publishers() -> None:
    link = "[click](https://evil.example)"
    card = models.card(f'license: other\nlicense_name: "{link}"\nbase_model: "{link}"', f"# {link}")
    (run,) = json.loads(render(_audit(**{"README.md": card, f"LICENSE-{link.replace('/', '_')}": _BAN}), "sarif"))[
        "runs"
    ]
    texts = [result["message"]["text"] for result in run["results"]]
    assert any("click] (https://evil.example" in text for text in texts)
    assert not any("](" in text for text in texts)


@pytest.mark.parametrize(
    "head",
    [
        "license: CC BY-ND-SA",
        "license: CC BY-NC-ND-SA",
        "license: Modified Apache",
        "license: other\nlicense_name: internlm-license",
    ],
)
def test_a_name_of_several_texts_is_not_settled_by_any_other(head: str) -> None:
    """None of its texts is known, so that the MIT text here is not one of them (design §5.13)."""
    audit = models.audit(
        {"README.md": models.card(head), "LICENSE": models.mit("Copyright (c) 2026 Acme")}, "acme/tern"
    )

    assert audit.standing is Standing.UNDETERMINED
    assert "license-unknown" in {finding.rule for finding in audit.failing}
