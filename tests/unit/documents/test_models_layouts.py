"""Layouts that people have beyond the 25: stores at any depth, several variants, parts beside their model."""

from __future__ import annotations

import json
from typing import NamedTuple

import pytest
from building import Gguf

from auditor.documents.models import Contents, cut

CARD = "---\nlicense: mit\n---\n# A model\n"


class Layout(NamedTuple):
    """Files, and the models that they are."""

    name: str
    files: dict[str, str]
    models: tuple[str, ...]
    open: int = 0


def files(paths: str, **texts: str) -> dict[str, str]:
    """Empty files, a card of the Hub where `README.md` is among them, and those with texts: `__` for `/`."""
    made = dict.fromkeys(paths.split(), "")
    made |= {path: CARD for path in made if path.rpartition("/")[2] == "README.md"}
    made |= {path: "{}" for path in made if path.endswith(".json")}
    return made | {path.replace("__", "/"): text for path, text in texts.items()}


def config(**values: object) -> str:
    return json.dumps({"model_type": "x", **values})


COMFY = files(
    """README.md LICENSE main.py models/checkpoints/sdxl/juggernaut.safetensors models/loras/flux/ink.safetensors
    models/loras/pixel.safetensors models/vae/ae.safetensors models/diffusion_models/flux1-dev.safetensors
    models/controlnet/SD1.5/canny.pth models/controlnet/SD1.5/canny.yaml
    models/LLM/Tern/model-00001-of-00002.safetensors models/LLM/Tern/model-00002-of-00002.safetensors
    models/diffusers/x/unet/diffusion_pytorch_model.safetensors
    models/diffusers/x/vae/diffusion_pytorch_model.safetensors models/text_encoders/t5-00001-of-00002.safetensors
    models/text_encoders/t5-00002-of-00002.safetensors custom_nodes/x/LICENSE"""
) | {
    "README.md": "# A program that draws\n",
    "models/LLM/Tern/config.json": config(),
    "models/diffusers/x/model_index.json": '{"unet": ["d", "U"], "vae": ["d", "V"]}',
    "models/diffusers/x/unet/config.json": "{}",
}

LAYOUTS = (
    Layout(
        "a program that draws, named as a whole",
        COMFY,
        (
            "models/LLM/Tern",
            "models/checkpoints/sdxl/juggernaut.safetensors",
            "models/controlnet/SD1.5/canny.pth",
            "models/diffusers/x",
            "models/diffusion_models/flux1-dev.safetensors",
            "models/loras/flux/ink.safetensors",
            "models/loras/pixel.safetensors",
            "models/text_encoders/t5-00001-of-00002.safetensors",
            "models/vae/ae.safetensors",
        ),
    ),
    Layout(
        "the steps of an adapter under a card, without the last",
        files(
            """README.md checkpoint-100/README.md checkpoint-100/adapter_config.json
            checkpoint-100/adapter_model.safetensors checkpoint-200/adapter_config.json
            checkpoint-200/adapter_model.safetensors"""
        )
        | {
            "checkpoint-100/adapter_config.json": '{"base_model_name_or_path": "acme/Tern-7B"}',
            "checkpoint-200/adapter_config.json": '{"base_model_name_or_path": "acme/Tern-7B"}',
        },
        ("",),
    ),
    Layout(
        "steps of adapters of two bases under a card",
        files(
            """README.md checkpoint-100/adapter_config.json checkpoint-100/adapter_model.safetensors
            checkpoint-200/adapter_config.json checkpoint-200/adapter_model.safetensors"""
        )
        | {
            "checkpoint-100/adapter_config.json": '{"base_model_name_or_path": "acme/Tern-7B"}',
            "checkpoint-200/adapter_config.json": '{"base_model_name_or_path": "acme/Gull-7B"}',
        },
        ("", "checkpoint-200"),
    ),
    Layout(
        "several LoRAs in one repository, each with its own card",
        files(
            """README.md LICENSE anime/README.md anime/adapter_config.json anime/adapter_model.safetensors
            photo/README.md photo/adapter_config.json photo/adapter_model.safetensors ink/README.md
            ink/ink.safetensors"""
        )
        | {"README.md": "# Our LoRAs\n"},
        ("anime", "ink", "photo"),
    ),
    Layout(
        "text-generation-webui: loose files beside folders",
        files(
            """config.yaml Llama-3.1-8B/config.json Llama-3.1-8B/model.safetensors Llama-3.1-8B/LICENSE
            mistral-7b.Q4_K_M.gguf mistral-7b.Q5_K_M.gguf qwen2.5-7b.gguf Tern-GPTQ/model.safetensors
            Tern-GPTQ/quantize_config.json place-your-models-here.txt"""
        )
        | {"Llama-3.1-8B/config.json": config()},
        ("Llama-3.1-8B", "Tern-GPTQ", "mistral-7b.Q4_K_M.gguf", "qwen2.5-7b.gguf"),
        1,
    ),
    Layout(
        "InvokeAI",
        files(
            """invokeai.yaml autoimport/main/x.safetensors models/sd-1/main/sd/unet/d.safetensors
            models/sd-1/main/sd/vae/d.safetensors models/sd-1/lora/a.safetensors models/sd-1/lora/b.safetensors
            models/sd-1/controlnet/canny/d.safetensors models/sdxl/main/j.safetensors"""
        )
        | {
            "models/sd-1/main/sd/model_index.json": '{"unet": ["d", "U"], "vae": ["d", "V"]}',
            "models/sd-1/main/sd/unet/config.json": config(),
            "models/sd-1/controlnet/canny/config.json": config(),
        },
        (
            "autoimport/main",
            "models/sd-1/controlnet/canny",
            "models/sd-1/lora/a.safetensors",
            "models/sd-1/lora/b.safetensors",
            "models/sd-1/main/sd",
            "models/sdxl/main",
        ),
    ),
    Layout(
        "Automatic1111, the program",
        files(
            """webui.py LICENSE.txt requirements.txt models/Stable-diffusion/v1-5.ckpt
            models/Stable-diffusion/ink.safetensors models/Lora/detail.safetensors models/Lora/detail.json
            models/VAE/vae-ft-mse.pt embeddings/neg.pt"""
        ),
        (
            "embeddings/neg.pt",
            "models/Lora/detail.safetensors",
            "models/Stable-diffusion/ink.safetensors",
            "models/Stable-diffusion/v1-5.ckpt",
            "models/VAE/vae-ft-mse.pt",
        ),
    ),
    Layout(
        "kagglehub",
        files(
            """models/google/gemma/pyTorch/2b/1/gemma-2b.ckpt models/google/gemma/pyTorch/2b/1.complete
            models/google/gemma/pyTorch/2b-it/2/gemma-2b-it.ckpt models/keras/bert/keras/base/3/model.weights.h5"""
        )
        | {
            "models/google/gemma/pyTorch/2b/1/config.json": config(),
            "models/google/gemma/pyTorch/2b-it/2/config.json": config(),
            "models/keras/bert/keras/base/3/config.json": config(),
        },
        (
            "models/google/gemma/pyTorch/2b-it/2",
            "models/google/gemma/pyTorch/2b/1",
            "models/keras/bert/keras/base/3",
        ),
    ),
    Layout(
        "torch hub",
        files(
            """checkpoints/resnet50-0676ba61.pth checkpoints/alexnet.pth pytorch_vision_v0.10.0/LICENSE
            pytorch_vision_v0.10.0/hubconf.py snakers4_silero-vad_master/LICENSE
            snakers4_silero-vad_master/files/silero_vad.jit trusted_list"""
        ),
        ("checkpoints/alexnet.pth", "checkpoints/resnet50-0676ba61.pth", "snakers4_silero-vad_master/files"),
    ),
    Layout(
        "a monorepo with models among its assets",
        files(
            """package.json LICENSE packages/tts/package.json packages/tts/assets/voice.onnx
            packages/tts/assets/voice.onnx.json packages/ocr/package.json packages/ocr/LICENSE
            packages/ocr/assets/det.onnx packages/ocr/assets/rec.onnx apps/web/public/models/vad.onnx"""
        ),
        (
            "apps/web/public/models",
            "packages/ocr/assets/det.onnx",
            "packages/ocr/assets/rec.onnx",
            "packages/tts/assets",
        ),
    ),
    Layout(
        "one model in five formats",
        files(
            """README.md LICENSE model.safetensors onnx/model.onnx onnx/model_quantized.onnx gguf/m-Q4_K_M.gguf
            gguf/m-Q8_0.gguf openvino/openvino_model.xml openvino/openvino_model.bin
            coreml/m.mlpackage/Data/com.apple.CoreML/weights/weight.bin coreml/m.mlpackage/Manifest.json"""
        )
        | {"config.json": config(), "openvino/config.json": config()},
        ("",),
    ),
    Layout(
        "a Core ML package at the top, and its half precision",
        files(
            """README.md m.mlpackage/Manifest.json m.mlpackage/Data/com.apple.CoreML/model.mlmodel
            m.mlpackage/Data/com.apple.CoreML/weights/weight.bin m_fp16.mlpackage/Manifest.json
            m_fp16.mlpackage/Data/com.apple.CoreML/model.mlmodel
            m_fp16.mlpackage/Data/com.apple.CoreML/weights/weight.bin"""
        ),
        ("",),
    ),
    Layout(
        "two Core ML packages",
        files(
            """README.md a.mlpackage/Data/com.apple.CoreML/model.mlmodel
            a.mlpackage/Data/com.apple.CoreML/weights/weight.bin b.mlpackage/Data/com.apple.CoreML/model.mlmodel
            b.mlpackage/Data/com.apple.CoreML/weights/weight.bin"""
        ),
        (
            "a.mlpackage/Data/com.apple.CoreML/model.mlmodel",
            "b.mlpackage/Data/com.apple.CoreML/model.mlmodel",
        ),
        1,
    ),
    Layout(
        "another, with embeddings beside its models",
        files(
            "LICENSE.txt webui.py models/Stable-diffusion/sd.safetensors models/Lora/a.safetensors models/VAE/v.pt "
            "models/ESRGAN/x.pth embeddings/e.pt"
        ),
        (
            "embeddings/e.pt",
            "models/ESRGAN/x.pth",
            "models/Lora/a.safetensors",
            "models/Stable-diffusion/sd.safetensors",
            "models/VAE/v.pt",
        ),
    ),
    Layout(
        "quantisations in folders, dynamic ones among them",
        files(
            "README.md Tern-30B-UD-Q4_K_XL.gguf Tern-30B-Q4_K_M.gguf BF16/Tern-30B-BF16-00001-of-00002.gguf "
            "BF16/Tern-30B-BF16-00002-of-00002.gguf UD-Q8_K_XL/Tern-30B-UD-Q8_K_XL-00001-of-00002.gguf "
            "UD-Q8_K_XL/Tern-30B-UD-Q8_K_XL-00002-of-00002.gguf MXFP4_MOE/Tern-30B-MXFP4_MOE.gguf"
        ),
        ("",),
    ),
    Layout(
        "the original weights and a kernel's beside those of the library",
        files("README.md model.safetensors original/consolidated.00.pth metal/model.bin onnx/model.onnx")
        | {"config.json": config(hidden_size=8), "original/params.json": '{"dim": 8, "n_layers": 2}'},
        ("",),
    ),
    Layout(
        "an adapter beside its base",
        files("base/README.md base/model.safetensors adapter/adapter_model.safetensors")
        | {"base/config.json": config(), "adapter/adapter_config.json": '{"base_model_name_or_path": "../base"}'},
        ("adapter", "base"),
    ),
    Layout(
        "adapters of its own inside a model",
        files("README.md model.safetensors vision-lora/adapter_model.safetensors")
        | {"config.json": config(), "vision-lora/adapter_config.json": '{"base_model_name_or_path": "TBA"}'},
        ("",),
        1,
    ),
    Layout(
        "an adapter of another base inside a model",
        files("README.md model.safetensors lora/adapter_model.safetensors")
        | {"config.json": config(), "lora/adapter_config.json": '{"base_model_name_or_path": "acme/Other-7B"}'},
        ("", "lora"),
    ),
    Layout(
        "voices of a speech model",
        files("README.md kite-v1_0.pth voices/af_bella.pt voices/am_adam.pt") | {"config.json": config()},
        ("",),
        1,
    ),
    Layout(
        "a SavedModel",
        files(
            "README.md saved_model.pb keras_metadata.pb fingerprint.pb variables/variables.data-00000-of-00001 "
            "variables/variables.index assets/vocab.txt"
        ),
        ("",),
    ),
    Layout(
        "two packages of a language, unpacked beside each other",
        files(
            "en_tiny/__init__.py en_tiny/en_tiny-3.8.0/meta.json en_tiny/en_tiny-3.8.0/config.cfg "
            "en_tiny/en_tiny-3.8.0/ner/model en_tiny-3.8.0.dist-info/LICENSE de_tiny/__init__.py "
            "de_tiny/de_tiny-3.8.0/meta.json de_tiny/de_tiny-3.8.0/config.cfg de_tiny/de_tiny-3.8.0/ner/model "
            "de_tiny-3.8.0.dist-info/LICENSE"
        ),
        ("de_tiny/de_tiny-3.8.0", "en_tiny/en_tiny-3.8.0"),
    ),
    Layout(
        "a card whose weights are not here, in the folder of another model",
        files("README.md model.safetensors owl/lora/README.md data/README.md docs/README.md")
        | {"config.json": config(), "data/README.md": "---\nlicense: mit\ntask_categories:\n- x\n---\n"},
        ("", "owl/lora"),
    ),
    Layout(
        "forms under a card alone, and a step with a configuration of its own",
        files("README.md onnx/model.onnx checkpoint-10/model.safetensors") | {"checkpoint-10/config.json": config()},
        ("", "checkpoint-10"),
    ),
    Layout(
        "a collection under a card, each model with its own",
        files("README.md LICENSE a/README.md a/model.safetensors b/README.md b/model.safetensors")
        | {"a/README.md": f"{CARD}a", "b/README.md": f"{CARD}b"},
        ("a", "b"),
    ),
    Layout(
        "a repository of projects, with versions of each model under its card",
        files(
            """README.md LICENSE models/tern/README.md models/tern/v1/model.safetensors
            models/tern/v2/model.safetensors models/gull/README.md models/gull/v1/model.onnx"""
        )
        | {
            "models/tern/README.md": f"{CARD}tern",
            "models/gull/README.md": f"{CARD}gull",
            "models/tern/v1/config.json": config(),
            "models/tern/v2/config.json": config(),
        },
        ("models/gull/v1", "models/tern/v1", "models/tern/v2"),
    ),
    Layout(
        "ONNX Runtime GenAI: a model for several processors",
        files(
            """README.md LICENSE cpu_and_mobile/cpu-int4-rtn-block-32/model.onnx
            cpu_and_mobile/cpu-int4-rtn-block-32/model.onnx.data cuda/cuda-fp16/model.onnx
            cuda/cuda-fp16/model.onnx.data directml/directml-int4-awq-block-128/model.onnx"""
        )
        | {
            "cpu_and_mobile/cpu-int4-rtn-block-32/config.json": config(hidden_size=8),
            "cuda/cuda-fp16/config.json": config(hidden_size=8),
        },
        ("",),
    ),
    Layout(
        "another width for another processor is another model",
        files("README.md cpu/model.onnx cuda/model.onnx")
        | {"cpu/config.json": config(hidden_size=8), "cuda/config.json": config(hidden_size=16)},
        ("", "cuda"),
    ),
    Layout(
        "ExLlama: bits for each weight in folders",
        files("README.md 4.0bpw/output.safetensors 6.5bpw-h8/output.safetensors")
        | {"4.0bpw/config.json": config(hidden_size=8), "6.5bpw-h8/config.json": config(hidden_size=8)},
        ("",),
    ),
    Layout(
        "sentence-transformers with an adapter of another base",
        files("README.md model.safetensors 1_Pooling/config.json adapters/sts/adapter_model.safetensors")
        | {
            "config.json": config(),
            "modules.json": '[{"path": ""}, {"path": "1_Pooling"}]',
            "adapters/sts/adapter_config.json": '{"base_model_name_or_path": "acme/Tern-7B"}',
        },
        ("", "adapters/sts"),
    ),
    Layout(
        "an adapter of MLX, of another base, beside a model",
        files("README.md model.safetensors adapters/adapters.safetensors adapters/0000100_adapters.safetensors")
        | {
            "config.json": config(),
            "adapters/adapter_config.json": '{"model": "acme/Gull-7B", "adapter_path": "adapters"}',
        },
        ("", "adapters"),
    ),
    Layout(
        "a pipeline, with a ControlNet that has a card of its own",
        files(
            """README.md unet/d.safetensors vae/d.safetensors controlnet/README.md
            controlnet/diffusion_pytorch_model.safetensors loras/pytorch_lora_weights.safetensors"""
        )
        | {
            "model_index.json": '{"unet": ["d", "U"], "vae": ["d", "V"]}',
            "controlnet/README.md": f"{CARD}net",
            "controlnet/config.json": "{}",
        },
        ("", "controlnet"),
        1,
    ),
    Layout(
        "Triton's model repository, with a TensorRT engine",
        files(
            """models/tern/1/model.plan models/tern/config.pbtxt models/gull/1/model.onnx models/gull/2/model.onnx
            models/gull/config.pbtxt models/both/config.pbtxt"""
        ),
        ("models/gull/1", "models/gull/2", "models/tern/1"),
    ),
    Layout(
        "what a trainer left, and a run's last step",
        files(
            """README.md model.safetensors training_args.bin checkpoint-500/model.safetensors
            checkpoint-500/rng_state.pth checkpoint-500/trainer_state.json checkpoint-1000/model.safetensors
            runs/Nov/events.out.tfevents.1"""
        )
        | dict.fromkeys(
            ("config.json", "checkpoint-500/config.json", "checkpoint-1000/config.json"), config(hidden_size=8)
        ),
        ("",),
    ),
    Layout(
        "two adapters trained side by side, each with its steps",
        files(
            """out/r8/README.md out/r8/adapter_model.safetensors out/r8/checkpoint-10/adapter_model.safetensors
            out/r16/README.md out/r16/adapter_model.safetensors"""
        )
        | {
            "out/r8/adapter_config.json": '{"base_model_name_or_path": "acme/Tern-7B"}',
            "out/r8/checkpoint-10/adapter_config.json": '{"base_model_name_or_path": "acme/Tern-7B"}',
            "out/r16/adapter_config.json": '{"base_model_name_or_path": "acme/Gull-7B"}',
        },
        ("out/r16", "out/r8"),
    ),
    Layout(
        "a speculative head and its model",
        files("README.md model.safetensors eagle/pytorch_model.bin")
        | {"config.json": config(num_hidden_layers=32), "eagle/config.json": config(num_hidden_layers=1)},
        ("", "eagle"),
    ),
    Layout(
        "names as Windows writes them",
        files("Models/TERN-7B/MODEL.SAFETENSORS Models/TERN-7B/LICENSE.TXT Models/GULL/Model.GGUF")
        | {"Models/TERN-7B/README.MD": CARD},
        ("Models/GULL", "Models/TERN-7B"),
    ),
    Layout(
        "pointers of DVC beside a card: the weights are not here",
        files("README.md LICENSE model.safetensors.dvc .dvc/config dvc.yaml"),
        ("",),
    ),
    Layout(
        "NeMo: parts of a checkpoint in a folder, and archives",
        files("README.md model_config.yaml model_weights/common.pt model_weights/__0_0.distcp"),
        ("model_weights",),
    ),
    Layout(
        "runs of a detector",
        files(
            """runs/train/weights/best.pt runs/train/weights/last.pt runs/train/args.yaml runs/train2/weights/best.pt
            runs/train2/args.yaml"""
        ),
        ("runs/train/weights", "runs/train2/weights"),
    ),
    Layout(
        "a model as MLflow logs it",
        files("MLmodel conda.yaml requirements.txt LICENSE.txt model/model.safetensors components/tokenizer.json")
        | {"model/config.json": config()},
        ("model",),
    ),
    Layout(
        "Whisper in C++: the models of a program",
        files("CMakeLists.txt LICENSE README.md models/ggml-base.en.bin models/ggml-large-v3-q5_0.bin"),
        ("models/ggml-base.en.bin", "models/ggml-large-v3-q5_0.bin"),
    ),
)


def of(layout: dict[str, str]) -> Contents:
    return Contents(lambda path: layout.get(path, "").encode())


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_the_files_of_a_layout_are_these_models(layout: Layout) -> None:
    result = cut(layout.files, of(layout.files))
    assert tuple(model.path for model in result.models) == layout.models
    assert len(result.joins) == layout.open


def test_nothing_speaks_for_a_file_on_a_shelf() -> None:
    assert {model.path: model.shared for model in cut(COMFY, of(COMFY)).models} == dict.fromkeys(LAYOUTS[0].models, ())


def test_the_papers_of_a_package_are_those_of_no_other_beside_it() -> None:
    packages = next(layout for layout in LAYOUTS if layout.name.startswith("two packages")).files
    shared = {model.path: model.shared for model in cut(packages, of(packages)).models}
    assert shared["en_tiny/en_tiny-3.8.0"] == ("en_tiny-3.8.0.dist-info/LICENSE",)
    assert shared["de_tiny/de_tiny-3.8.0"] == ("de_tiny-3.8.0.dist-info/LICENSE",)
    renamed = {path.replace("de_tiny/", "other/"): text for path, text in packages.items()}
    renamed["de_tiny-3.8.0.dist-info/RECORD"] = "other/__init__.py,,\n"
    shared = {model.path: model.shared for model in cut(renamed, of(renamed)).models}
    assert shared["other/de_tiny-3.8.0"] == ("de_tiny-3.8.0.dist-info/LICENSE",)


def test_a_card_without_a_front_matter_does_not_hide_that_of_the_collection() -> None:
    voices = files("README.md LICENSE en/amy/amy.onnx en/amy/amy.onnx.json en/amy/MODEL_CARD")
    model = cut(voices, of(voices)).models[0]
    assert (model.path, model.shared) == ("en/amy", ("LICENSE", "README.md"))


def test_a_card_that_declares_neither_license_nor_base_does_not_hide_that_of_the_collection() -> None:
    zoo = files("README.md a/README.md a/model.safetensors b/README.md b/model.safetensors")
    zoo |= {"a/README.md": "---\ntags: [x]\n---\n# A\n", "b/README.md": "---\nbase_model: acme/B\n---\n# B\n"}
    result = cut(zoo, of(zoo))
    assert {model.path: model.shared for model in result.models} == {"a": ("README.md",), "b": ()}
    assert result.left == ()


def test_papers_on_the_way_to_another_model_are_not_the_outer_one_s() -> None:
    nested = files("README.md LICENSE model.safetensors v1/LICENSE v1/small/model.safetensors extra/LICENSE")
    nested |= {"config.json": config(), "v1/small/config.json": config()}
    visible = {model.path: model.visible for model in cut(nested, of(nested)).models}
    assert "v1/LICENSE" not in visible[""]
    assert "extra/LICENSE" in visible[""]
    assert "v1/LICENSE" in visible["v1/small"]


def test_a_license_above_stays_the_model_s_where_the_card_above_names_its_origin_too() -> None:
    origin = "meta-llama/Llama-3.1-8B"
    tree = files("LICENSE NOTICE 8b/model.safetensors") | {
        "README.md": f"---\nlicense: llama3.1\nbase_model: {origin}\n---\n",
        "8b/config.json": config(_name_or_path=origin),
    }
    model = cut(tree, of(tree)).models[0]
    assert (model.shared, model.unclear) == (("LICENSE", "README.md", "NOTICE"), ())
    tree["README.md"] = "---\nlicense: mit\n---\n"
    model = cut(tree, of(tree)).models[0]
    assert (model.shared, model.unclear) == (("README.md",), ("LICENSE", "NOTICE"))
    tree["README.md"] = "# A program\n"
    model = cut(tree, of(tree)).models[0]
    assert (model.shared, model.unclear) == ((), ("LICENSE", "NOTICE"))


def gguf(architecture: str, width: int) -> bytes:
    """The header of a GGUF file of that kind."""
    header = Gguf().pair("general.architecture", "text", architecture)
    return header.pair(f"{architecture}.embedding_length", "u32", width).build()


def models_of(files: dict[str, bytes], *, peeks: bool = True) -> tuple[tuple[str, ...], int]:
    """The paths of the models, and how many joins are open."""
    result = cut(files, Contents(lambda path: files.get(path, b""), peeks=peeks))
    return tuple(model.path for model in result.models), len(result.joins)


def test_headers_part_what_names_join_and_settle_what_they_leave_open() -> None:
    same = {"README.md": b"", "tern-Q4_K_M.gguf": gguf("llama", 8), "tern-Q8_0.gguf": gguf("llama", 8)}
    assert models_of(same) == (("",), 0)
    other = {**same, "tern-Q8_0.gguf": gguf("qwen2", 8)}
    assert models_of(other) == (("tern-Q4_K_M.gguf", "tern-Q8_0.gguf"), 0)
    assert models_of(other, peeks=False) == (("",), 0)
    named_apart = {"README.md": b"", "tern-7b.gguf": gguf("llama", 8), "kite-7b.gguf": gguf("llama", 16)}
    assert models_of(named_apart) == (("kite-7b.gguf", "tern-7b.gguf"), 0)
    assert models_of(named_apart, peeks=False) == (("kite-7b.gguf", "tern-7b.gguf"), 1)
    assert models_of({**named_apart, "kite-7b.gguf": gguf("llama", 8)}) == (("kite-7b.gguf", "tern-7b.gguf"), 1)


def test_headers_never_join_and_a_projector_is_a_part_whatever_it_is_called() -> None:
    lying = {"README.md": b"", "a.gguf": gguf("llama", 8), "b.gguf": gguf("llama", 8)}
    assert models_of(lying)[0] == ("a.gguf", "b.gguf")
    seeing = {"README.md": b"", "tern-Q4_K_M.gguf": gguf("llama", 8), "eyes-tern-f16.gguf": gguf("clip", 4)}
    assert models_of(seeing) == (("",), 1)


def test_a_configuration_belongs_to_the_file_of_its_width() -> None:
    by_name = {
        "README.md": b"",
        "config.json": b'{"model_type": "llama", "hidden_size": 16}',
        "tern-draft-Q8_0.gguf": gguf("llama", 8),
        "tern-large-Q8_0.gguf": gguf("llama", 16),
    }
    models = cut(by_name, Contents(lambda path: by_name.get(path, b""))).models
    assert {model.path: "config.json" in model.visible for model in models} == {
        "tern-draft-Q8_0.gguf": False,
        "tern-large-Q8_0.gguf": True,
    }


def test_shards_go_with_their_first() -> None:
    parts = [f"tern-Q8_0-0000{number}-of-00002.gguf" for number in (1, 2)]
    by_name = {"README.md": b"", "tern-Q4_K_M.gguf": gguf("llama", 8), parts[0]: gguf("qwen2", 8), parts[1]: b"GGUF"}
    models = {model.path: model.weights for model in cut(by_name, Contents(lambda path: by_name.get(path, b""))).models}
    assert models == {"tern-Q4_K_M.gguf": ("tern-Q4_K_M.gguf",), parts[0]: tuple(parts)}


@pytest.mark.parametrize(
    ("data", "beside", "models"),
    [
        (b"{}{}{}{}{}{}{}", (), ()),
        (b"\x7fELF\x02\x01\x01", (), ()),
        (b"\x7fELF\x02\x01\x01", ("config.json",), ("",)),
        (b"PK\x03\x04rest", (), ("",)),
        (b"\x80\x02}q", (), ("",)),
        (b"version https://git-lfs.github.com/spec/v1\n", (), ("",)),
        (b"", (), ("",)),
        (b"raw", ("rules.xml",), ("",)),
    ],
)
def test_a_file_that_may_hold_anything_needs_a_magic_or_a_configuration(
    data: bytes, beside: tuple[str, ...], models: tuple[str, ...]
) -> None:
    by_name = {"rules.bin": data, "LICENSE": b"", **dict.fromkeys(beside, b"{}")}
    assert models_of(by_name)[0] == models


def test_weights_of_tensorflow_js_are_told_by_the_manifest_beside_them() -> None:
    """`blazeface.bin` has no magic: the JSON of the same name lists its tensors."""
    manifest = b'{"format": "graph-model", "modelTopology": {}, "weightsManifest": []}'
    package = {
        "package.json": b'{"name": "faces"}',
        "models/blazeface.json": manifest,
        "models/blazeface.bin": b"\x01" * 9,
    }

    assert models_of(package)[0]
    assert not models_of(package | {"models/blazeface.json": b'{"labels": []}'})[0]
