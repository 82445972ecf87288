"""Where models stand, and which of them a document governs."""

from __future__ import annotations

import pytest

from auditor.documents import roots


def test_a_directory_with_a_config_or_weights_is_a_root_and_the_shallowest_comes_first() -> None:
    roots_ = roots.find(["b/c/config.json", "a/model.onnx", "z/adapter_config.json", "docs/README.md"])
    assert roots_ == ("a", "z", "b/c")


def test_a_repository_without_a_model_has_no_root() -> None:
    assert roots.find(["README.md", "LICENSE"]) == ()


def test_the_components_of_a_diffusers_pipeline_belong_to_it() -> None:
    paths = [
        "model_index.json",
        "unet/config.json",
        "vae/model.safetensors",
        "text_encoder/config.json",
        "x/y/config.json",
    ]
    assert roots.find(paths) == ("", "x/y")


def test_the_steps_of_a_sentence_transformers_pipeline_belong_to_it() -> None:
    paths = ["modules.json", "1_Pooling/config.json", "2_Dense/config.json", "2_Dense/model.safetensors"]
    assert roots.find(paths) == ("",)


@pytest.mark.parametrize("folder", ["onnx", "openvino", "original", "checkpoint-500"])
def test_the_same_model_in_another_format_is_no_root_of_its_own(folder: str) -> None:
    assert roots.find(["m/config.json", f"m/{folder}/config.json", f"m/{folder}/model.bin"]) == ("m",)


def test_weights_below_a_root_belong_to_it_but_a_config_makes_a_root() -> None:
    assert roots.find(["config.json", "w/model.bin", "draft/config.json", "draft/model.bin"]) == ("", "draft")


def test_what_a_download_tool_left_is_no_root() -> None:
    assert roots.find([".cache/huggingface/download/config.json", "a/config.json"]) == ("a",)


@pytest.mark.parametrize(
    ("folder", "roots_", "expected"),
    [
        ("", ("",), ""),
        ("licenses", ("",), ""),
        ("a", ("a", "b"), "a"),
        ("a/licenses", ("a", "b"), "a"),
        ("a/b", ("a", "a/b"), "a/b"),
        ("", ("a", "b"), ""),
        ("", ("a",), ""),
        ("group", ("group/a", "other"), "group/a"),
        ("group", ("group/a", "group/b"), ""),
        ("docs", ("a",), ""),
        ("a-extra", ("a",), ""),
        ("x", (), ""),
    ],
)
def test_a_document_governs_the_root_it_lies_in_or_the_only_one_below(
    folder: str, roots_: tuple[str, ...], expected: str
) -> None:
    assert roots.governed(folder, roots_) == expected
