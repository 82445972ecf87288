"""The 25 layouts: which files are one model, from names alone."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from auditor.documents.models import cut


class Layout(NamedTuple):
    """A layout, and what is right for it."""

    name: str
    paths: str
    models: tuple[str, ...]
    open: int = 0


NAMES_ALONE = (
    Layout(
        "diffusers pipeline",
        """README.md LICENSE model_index.json unet/config.json unet/diffusion_pytorch_model.safetensors
        unet/diffusion_pytorch_model.fp16.safetensors vae/config.json vae/diffusion_pytorch_model.safetensors vae/LICENSE
        vae_1_0/config.json vae_1_0/diffusion_pytorch_model.safetensors text_encoder/config.json
        text_encoder/model.safetensors sd_xl_base_1.0.safetensors scheduler/scheduler_config.json""",
        ("",),
        2,
    ),
    Layout(
        "sentence-transformers",
        "README.md modules.json config.json model.safetensors 1_Pooling/config.json 2_Dense/config.json "
        "2_Dense/model.safetensors",
        ("",),
    ),
    Layout(
        "onnx variants",
        "README.md LICENSE config.json model.safetensors onnx/model.onnx onnx/model_quantized.onnx "
        "onnx/decoder/model.onnx onnx/decoder/config.json",
        ("",),
    ),
    Layout(
        "GGUF quantisations under one card",
        "README.md tern-7b.Q4_K_M.gguf tern-7b.Q8_0.gguf tern-7b.i1-IQ2_M.gguf mmproj-tern-7b-f16.gguf "
        "Q2_K/tern-7b-Q2_K-00001-of-00002.gguf Q2_K/tern-7b-Q2_K-00002-of-00002.gguf",
        ("",),
        1,
    ),
    Layout(
        "adapter with checkpoints",
        "README.md adapter_config.json adapter_model.safetensors checkpoint-500/adapter_config.json "
        "checkpoint-500/adapter_model.safetensors checkpoint-500/README.md final/adapter_config.json "
        "final/adapter_model.safetensors",
        ("",),
    ),
    Layout(
        "LoRA collection",
        "README.md LICENSE pixel-art.safetensors watercolor.safetensors ink.safetensors",
        ("ink.safetensors", "pixel-art.safetensors", "watercolor.safetensors"),
        1,
    ),
    Layout(
        "ControlNet bundle",
        "README.md control_canny.pth control_depth.pth annotator/ckpts/body_pose_model.pth annotator/ckpts/hed.pth",
        ("annotator/ckpts/body_pose_model.pth", "annotator/ckpts/hed.pth", "control_canny.pth", "control_depth.pth"),
        2,
    ),
    Layout(
        "LM Studio",
        "lmstudio-community/Llama-3.2-1B/Llama-3.2-1B-Q4_K_M.gguf bartowski/Qwen2.5-3B/Qwen2.5-3B-Q8_0.gguf",
        ("bartowski/Qwen2.5-3B", "lmstudio-community/Llama-3.2-1B"),
    ),
    Layout(
        "llama.cpp cache",
        "ggml-org_gemma-3-1b_gemma-3-1b-Q4_K_M.gguf TheBloke_Mistral-7B_mistral-7b.Q4_0.gguf "
        "manifest=ggml-org=gemma-3=latest.json",
        ("TheBloke_Mistral-7B_mistral-7b.Q4_0.gguf", "ggml-org_gemma-3-1b_gemma-3-1b-Q4_K_M.gguf"),
    ),
    Layout(
        "ComfyUI",
        "checkpoints/sd_xl_base_1.0.safetensors loras/pixel.safetensors loras/ink.safetensors vae/ae.safetensors "
        "unet/flux1-dev.safetensors clip/t5xxl_fp16.safetensors",
        (
            "checkpoints/sd_xl_base_1.0.safetensors",
            "clip/t5xxl_fp16.safetensors",
            "loras/ink.safetensors",
            "loras/pixel.safetensors",
            "unet/flux1-dev.safetensors",
            "vae/ae.safetensors",
        ),
    ),
    Layout(
        "Hub cache, two revisions",
        "hub/models--acme--tiny/refs/main hub/models--acme--tiny/blobs/aa hub/models--acme--tiny/snapshots/1a/README.md "
        "hub/models--acme--tiny/snapshots/1a/config.json hub/models--acme--tiny/snapshots/1a/model.safetensors "
        "hub/models--acme--tiny/snapshots/2b/README.md hub/models--acme--tiny/snapshots/2b/config.json "
        "hub/models--acme--tiny/snapshots/2b/model.safetensors",
        ("hub/models--acme--tiny/snapshots/2b",),
    ),
    Layout(
        "spaCy wheel",
        "en_tiny/__init__.py en_tiny/meta.json en_tiny/en_tiny-3.8.0/meta.json en_tiny/en_tiny-3.8.0/config.cfg "
        "en_tiny/en_tiny-3.8.0/ner/model en_tiny/en_tiny-3.8.0/tok2vec/model en_tiny/en_tiny-3.8.0/vocab/strings.json "
        "en_tiny-3.8.0.dist-info/METADATA en_tiny-3.8.0.dist-info/LICENSES_SOURCES en_tiny-3.8.0.dist-info/LICENSE",
        ("en_tiny/en_tiny-3.8.0",),
    ),
    Layout(
        "npm with models",
        "package/package.json package/LICENSE package/README.md package/models/silero_vad.onnx "
        "package/models/hey_jarvis.onnx",
        ("package/models/hey_jarvis.onnx", "package/models/silero_vad.onnx"),
    ),
    Layout(
        "monorepo with a vendored model",
        "pyproject.toml LICENSE README.md app/main.py app/models/llama/config.json app/models/llama/model.safetensors "
        "app/models/llama/README.md",
        ("app/models/llama",),
    ),
    Layout(
        "training code and weights",
        "README.md LICENSE train.py setup.py weights/model.pt weights/LICENSE",
        ("weights",),
    ),
    Layout(
        "variants in subfolders",
        "README.md LICENSE small/config.json small/model.safetensors large/config.json large/model.safetensors",
        ("large", "small"),
    ),
    Layout(
        "Whisper in CTranslate2",
        "README.md LICENSE tiny/config.json tiny/model.bin base/config.json base/model.bin large-v3/config.json "
        "large-v3/model.bin",
        ("base", "large-v3", "tiny"),
    ),
    Layout(
        "Piper voices",
        "README.md LICENSE en/en_US/lessac/medium/en_US-lessac-medium.onnx "
        "en/en_US/lessac/medium/en_US-lessac-medium.onnx.json en/en_US/lessac/medium/MODEL_CARD "
        "de/de_DE/eva/low/de_DE-eva-low.onnx de/de_DE/eva/low/de_DE-eva-low.onnx.json de/de_DE/eva/low/MODEL_CARD",
        ("de/de_DE/eva/low", "en/en_US/lessac/medium"),
    ),
    Layout("tokenizer only", "tokenizer.json tokenizer_config.json vocab.txt special_tokens_map.json LICENSE", ()),
    Layout("data set", "README.md LICENSE train.npz features.h5 data/train-00000-of-00002.parquet data/extra.bin", ()),
    Layout("documents only", "README.md LICENSE NOTICE docs/guide.md", ()),
    Layout(
        "samples with configurations",
        "README.md LICENSE pyproject.toml src/lib.py examples/llama/config.json tests/fixtures/adapter_config.json "
        "tests/fixtures/adapter_model.safetensors",
        (),
    ),
    Layout(
        "shards across folders",
        "README.md LICENSE config.json part1/model-00001-of-00004.safetensors part1/model-00002-of-00004.safetensors "
        "part2/model-00003-of-00004.safetensors part2/model-00004-of-00004.safetensors",
        ("",),
    ),
    Layout(
        "model and draft",
        "README.md LICENSE config.json model.safetensors draft/README.md draft/config.json draft/model.safetensors",
        ("", "draft"),
    ),
    Layout("card here, weights there", "a/README.md a/LICENSE b/model.safetensors", ("b",)),
)


@pytest.mark.parametrize("layout", NAMES_ALONE, ids=lambda layout: layout.name)
def test_names_alone_give_the_models_of_a_layout(layout: Layout) -> None:
    result = cut(layout.paths.split())
    assert tuple(model.path for model in result.models) == layout.models
    assert len(result.joins) == layout.open
