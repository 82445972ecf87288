"""Which files speak, by their names."""

from __future__ import annotations

import pytest

from auditor.documents import Role, classify
from auditor.documents.names import EXACT_NAMES, LICENSE_ID_NAMES, READER_NAMES, Row
from auditor.model import DocumentKind, Part

KINDS = {
    "LICENSE": "license weights",
    "LICENSE.txt": "license weights",
    "LICENCE.md": "license weights",
    "license.rst": "license weights",
    "LICENSE.html": "license weights",
    "LICENSE.apache2": "license weights",
    "LICENSE-2.0": "license weights",
    "LICENSE-MIT": "license weights",
    "LICENSE.pdf": "license weights",
    "COPYING": "license weights",
    "COPYING.LESSER": "license weights",
    "UNLICENSE": "license weights",
    "EULA.rtf": "license weights",
    "TERMS": "license weights",
    "TERMS_OF_USE.html": "license weights",
    "GEMMA_TERMS.html": "license weights",
    "SILERO-MIT.txt": "license weights",
    "LICENSE-CODE": "license code",
    "CODE_LICENSE.txt": "license code",
    "LICENSE-MODEL": "license weights",
    "MODEL_LICENSE": "license weights",
    "LICENSE_MODELS": "license weights",
    "LICENSE-WEIGHTS": "license weights",
    "LICENSE-DATA.md": "license data",
    "my-LICENSE-DATASET.txt": "license data",
    "LICENSE-docs": "license documentation",
    "LLAMA_LICENSE": "license weights",
    "Baichuan2模型社区许可协议.pdf": "license weights",
    "model.onnx.license": "sidecar weights",
    "LICENSES/Apache-2.0.txt": "license weights",
    "LICENSES/BSD-3-Clause": "license weights",
    "licenses/upstream.md": "license weights",
    "LICENSE/whatever.txt": "license weights",
    "sub/dir/LICENSE": "license weights",
    "pkg-1.0.dist-info/LICENSE": "license code",
    "pkg-1.0.dist-info/licenses/NOTICE": "notice code",
    "third_party/zlib/LICENSE": "third-party code",
    "NOTICE": "notice weights",
    "NOTICE.txt": "notice weights",
    "gemma-NOTICE": "notice weights",
    "COPYRIGHT": "copyright weights",
    "THIRD_PARTY_NOTICES.md": "third-party weights",
    "THIRD-PARTY-LICENSES.txt": "third-party weights",
    "ThirdPartyNotices.txt": "third-party weights",
    "USE_POLICY.md": "policy weights",
    "ACCEPTABLE_USE.md": "policy weights",
    "PROHIBITED_USE_POLICY.html": "policy weights",
    "README.md": "card documentation",
    "README": "card documentation",
    "README_zh.md": "card documentation",
    "onnx/README.rst": "card documentation",
    "MODEL_CARD.md": "card documentation",
    "model_card": "card documentation",
    "MODELCARD": "card documentation",
    "config.json": "config weights",
    "unet/config.json": "config weights",
    "generation_config.json": "generation-config weights",
    "tokenizer_config.json": "tokenizer-config weights",
    "adapter_config.json": "adapter-config weights",
    "mergekit_config.yml": "merge-config weights",
    "mergekit_moe_config.yaml": "merge-config weights",
    "model_index.json": "pipeline-config weights",
    "modules.json": "pipeline-config weights",
    "config_sentence_transformers.json": "pipeline-config weights",
    "checkpoint-500/trainer_state.json": "trainer-state weights",
    "en_core_web_sm/meta.json": "spacy-meta weights",
    "m-Q4_K_M.gguf": "gguf weights",
    "model-00001-of-00002.safetensors": "safetensors weights",
    "license_plate_detector.onnx": "onnx weights",
    "onnx/model_quantized.ONNX": "onnx weights",
    "Modelfile": "modelfile weights",
    "ollama/q4.Modelfile": "modelfile weights",
    "modeling_deepseek.py": "source-code code",
    "anything.py": "source-code code",
    "pkg-1.0.dist-info/METADATA": "package-metadata code",
    "pkg.egg-info/PKG-INFO": "package-metadata code",
    ".cache/huggingface/download/a/model.safetensors.metadata": "download-metadata weights",
}

SILENT = (
    "AUTHORS",
    "LICENSES/AUTHORS.md",
    "CHANGELOG.md",
    "notes.txt",
    "search_terms.txt",
    "license_plate_detector.engine",
    "license-plates.md",
    "license.nemo",
    "LICENSE.png",
    "LICENSE/data.bin",
    "LICENSE/weights/model.pt",
    "METADATA",
    "other/METADATA",
    "config.json.bak",
    "my_config.json",
    "tokenizer.json",
    "pytorch_model.bin",
    ".git/config",
    ".cache/huggingface/download/LICENSE.lock",
    ".cache/huggingface/.gitignore",
)


@pytest.mark.parametrize(("path", "expected"), KINDS.items())
def test_a_file_speaks_as_its_name_tells(path: str, expected: str) -> None:
    role = classify(path)
    assert role is not None
    assert f"{role.kind} {role.part}" == expected


@pytest.mark.parametrize("path", SILENT)
def test_a_file_of_another_name_does_not_speak(path: str) -> None:
    assert classify(path) is None


@pytest.mark.parametrize("row", [*READER_NAMES, *LICENSE_ID_NAMES, *EXACT_NAMES], ids=lambda row: row.example)
def test_each_row_of_the_table_is_reached_by_its_example(row: Row) -> None:
    role = classify(row.example)
    assert role is not None
    assert (role.kind, role.score) == (row.kind, row.score)


def test_the_surer_name_has_the_higher_score() -> None:
    falling = ("LICENSE", "LICENSE-MIT", "MODEL_LICENSE", "GEMMA_TERMS.html", "SILERO-MIT.txt", "third_party/LICENSE")
    scores = [role.score for path in falling if (role := classify(path))]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == len(falling)


def test_the_card_at_the_top_counts_more_than_one_below() -> None:
    top, below = classify("README.md"), classify("onnx/README.md")
    assert top is not None
    assert below is not None
    assert top.score > below.score


@pytest.mark.parametrize("path", ["LICENSE" * 1_000, "-" * 100_000, "A" * 100_000 + " license", "/" * 10_000, "", "."])
def test_a_monstrous_name_is_classified_at_once(path: str) -> None:
    classify(path)


def test_a_folder_of_license_texts_lends_its_kind_to_texts_only() -> None:
    assert classify("LICENSE/x.txt") == Role(DocumentKind.LICENSE, Part.WEIGHTS, 0.7)
    assert classify("LICENSE/x.py") == Role(DocumentKind.SOURCE_CODE, Part.CODE, 0.1)
