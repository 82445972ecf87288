"""The 25 layouts: which files are one model, from names alone."""

from __future__ import annotations

import struct
from typing import NamedTuple

import pytest

from auditor.documents.models import Contents, cut, names, scope


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
        unet/diffusion_pytorch_model.fp16.safetensors vae/config.json vae/LICENSE
        vae/diffusion_pytorch_model.safetensors vae_1_0/config.json vae_1_0/diffusion_pytorch_model.safetensors
        text_encoder/config.json
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
        "hub/models--acme--tiny/refs/main hub/models--acme--tiny/blobs/aa "
        "hub/models--acme--tiny/snapshots/1a/README.md "
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


CARD = "---\nlicense: mit\n---\n# A model\n"
BARE_CARD = "# A model\n"


def looked_into(**files: str) -> Contents:
    """What files hold, by their paths with `__` for `/`; all others are empty."""
    by_name = {
        path.replace("__", "/").replace("_json", ".json").replace("_md", ".md"): text for path, text in files.items()
    }
    return Contents(lambda path: by_name.get(path, "").encode())


def shared(paths: str, model: str, contents: Contents | None = None) -> tuple[str, ...]:
    """What speaks for a model and does not belong to it alone."""
    return next(model_ for model_ in cut(paths.split(), contents).models if model_.path == model).shared


@pytest.mark.parametrize("layout", NAMES_ALONE, ids=lambda layout: layout.name)
def test_contents_that_say_nothing_new_leave_the_cut_as_names_gave_it(layout: Layout) -> None:
    configs = {path: '{"model_type": "x", "hidden_size": 8}' for path in layout.paths.split() if "config.json" in path}
    indexes = {
        "model_index.json": '{"unet": ["d", "U"], "vae": ["d", "V"], "text_encoder": ["t", "C"]}',
        "modules.json": '[{"path": ""}, {"path": "1_Pooling"}, {"path": "2_Dense"}]',
        "hub/models--acme--tiny/refs/main": "2b",
    }
    result = cut(layout.paths.split(), Contents(lambda path: {**configs, **indexes}.get(path, "").encode()))
    assert tuple(model.path for model in result.models) == layout.models


def test_documents_speak_downwards_only_and_the_nearest_license_governs() -> None:
    paths = "README.md LICENSE NOTICE a/config.json a/model.bin a/LICENSE a/NOTICE b/config.json b/model.bin"
    assert shared(paths, "a") == ("README.md", "NOTICE")
    assert shared(paths, "b") == ("LICENSE", "README.md", "NOTICE")
    assert shared("a/README.md a/LICENSE b/model.safetensors", "b") == ()


def test_a_license_of_the_weights_goes_before_that_of_the_code_around_them() -> None:
    paths = "README.md LICENSE train.py weights/model.pt weights/LICENSE"
    assert shared(paths, "weights") == ("README.md",)
    assert shared(paths.replace(" weights/LICENSE", ""), "weights") == ("LICENSE", "README.md")


def test_the_papers_of_a_package_and_of_license_folders_belong_to_the_folder_they_lie_in() -> None:
    wheel = next(layout for layout in NAMES_ALONE if layout.name == "spaCy wheel")
    assert {path.rpartition("/")[2] for path in shared(wheel.paths, wheel.models[0])} >= {"METADATA", "LICENSE"}
    assert shared("licenses/MIT.txt docs/README.md models/model.pt", "models") == ("licenses/MIT.txt", "docs/README.md")


def test_a_license_above_a_model_that_names_its_origin_is_unclear() -> None:
    paths = "README.md LICENSE app/model/config.json app/model/model.safetensors"
    named = looked_into(app__model__config_json='{"model_type": "llama", "_name_or_path": "meta-llama/Llama-3.1-8B"}')
    model = cut(paths.split(), named).models[0]
    assert (model.shared, model.unclear) == ((), ("LICENSE",))
    silent = looked_into(app__model__config_json='{"model_type": "llama", "_name_or_path": "/home/me/llama"}')
    assert cut(paths.split(), silent).models[0].shared == ("LICENSE", "README.md")


def test_a_store_of_files_lends_no_document() -> None:
    paths = "LICENSE README.md checkpoints/a.safetensors checkpoints/a.txt loras/b.safetensors vae/c.pt vae/LICENSE"
    models = {model.path: model.visible for model in cut(paths.split()).models}
    assert models["checkpoints/a.safetensors"] == ("checkpoints/a.safetensors", "checkpoints/a.txt")
    assert models["loras/b.safetensors"] == ("loras/b.safetensors",)


def test_files_called_like_a_model_speak_for_it_alone() -> None:
    paths = "README.md one.safetensors one.md LICENSE.one two.safetensors two.LICENSE"
    models = {model.path: model.files for model in cut(paths.split()).models}
    assert models["one.safetensors"] == ("LICENSE.one", "one.md", "one.safetensors")
    assert models["two.safetensors"] == ("two.LICENSE", "two.safetensors")


def test_a_card_of_the_hub_makes_a_model_whose_weights_are_not_here() -> None:
    assert cut(["README.md"], looked_into(README_md=BARE_CARD)).models == ()
    model = cut(["README.md", "LICENSE"], looked_into(README_md=CARD)).models[0]
    assert (model.path, model.weights, model.files) == ("", (), ("LICENSE", "README.md"))


def test_a_config_of_a_program_is_no_model() -> None:
    assert cut(["config.json"], looked_into(config_json='{"port": 80}')).models == ()
    assert cut(["config.json"], looked_into(config_json='{"architectures": ["X"]}')).models != ()


def test_another_shape_or_another_base_below_is_another_model() -> None:
    paths = "config.json model.safetensors onnx/config.json onnx/model.onnx"
    other = looked_into(config_json='{"hidden_size": 8}', onnx__config_json='{"hidden_size": 16}')
    assert [model.path for model in cut(paths.split(), other).models] == ["", "onnx"]
    steps = "adapter_config.json adapter_model.safetensors last/adapter_config.json last/adapter_model.safetensors"
    based = looked_into(
        adapter_config_json='{"base_model_name_or_path": "a/b"}',
        last__adapter_config_json='{"base_model_name_or_path": "c/d"}',
    )
    assert [model.path for model in cut(steps.split(), based).models] == ["", "last"]


def test_a_folder_that_is_said_to_be_one_model_is_one() -> None:
    paths = "README.md config.json model.safetensors draft/config.json draft/model.safetensors"
    assert [model.path for model in cut(paths.split(), roots=("",)).models] == [""]


def test_samples_are_silent_where_they_lie_in_a_tree_and_models_where_they_are_the_target() -> None:
    paths = (
        "README.md config.json model.safetensors examples/llama/config.json examples/llama/LICENSE docs/LICENSE-DATA"
    )
    result = cut(paths.split())
    assert [model.path for model in result.models] == [""]
    assert result.models[0].files == ("README.md", "config.json", "docs/LICENSE-DATA", "model.safetensors")
    assert result.samples == ("examples",)
    assert [model.path for model in cut(["llama/config.json", "llama/LICENSE"]).models] == ["llama"]


def test_the_records_of_a_download_are_of_the_model_in_their_folder() -> None:
    record = "m/files/.cache/huggingface/download/model.safetensors.metadata"
    paths = ("m/files/config.json", "m/files/model.safetensors", record, "m/files/.cache/other/x.metadata")
    result = cut(paths, Contents(lambda _: b"{}"), ())

    (model,) = result.models
    assert record in model.visible
    assert not any(path.endswith("x.metadata") for path in model.visible)


def test_the_voices_of_a_folder_are_one_model_though_they_have_no_head() -> None:
    numbers = struct.pack("<64f", *([0.25, -1.5] * 32))
    contents = Contents({"voices/a.bin": numbers, "voices/b.bin": numbers}.get)

    assert [model.path for model in cut(["voices/a.bin", "voices/b.bin", "LICENSE"], contents).models] == ["voices"]


@pytest.mark.parametrize(
    "data",
    [b"a text about voices" * 20, b"\0" * 400, struct.pack("<64f", *([1e30] * 64))],
    ids=("text", "zeros", "large"),
)
def test_a_file_among_voices_that_holds_no_numbers_is_none(data: bytes) -> None:
    contents = Contents({"voices/a.bin": data}.get)

    assert cut(["voices/a.bin", "LICENSE"], contents).models == ()


def test_a_model_is_spoken_for_by_kinds_that_each_folder_keeps_as_its_papers() -> None:
    assert frozenset().union(*scope._NEAREST, scope._ON_THE_WAY, scope._BEYOND) == names.SPEAKING
