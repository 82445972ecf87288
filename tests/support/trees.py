"""Generated folders of models: of every form, in any nesting, each with some of the papers that models have."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from auditor.documents.models import Contents, cut, names
from auditor.model import DocumentKind
from support import models

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.documents.models import Cut, Model

Files = dict[str, str | bytes]

_GGUF = b"GGUF\x03\0\0\0" + b"\0" * 16
_STEPS = st.sampled_from(
    (
        *("a", "b", "tern-7b", "owl", "models", "x", "base", "small", "large", "onnx", "final", "vae", "lora", "draft"),
        *("v1", "checkpoint-10", "ink", "8b", "org--name", "gguf", "weights", "data", "cuda", "4.0bpw"),
    )
)
FOLDERS = st.lists(_STEPS, max_size=3).map("/".join)
_CARDS = (
    "license: mit",
    "license: apache-2.0\nbase_model: deepseek-ai/DeepSeek-R1",
    "license: llama3.1\nbase_model: meta-llama/Llama-3.1-8B",
    "license: apache-2.0\nbase_model: meta-llama/Llama-3.1-8B",
    "license: acme-custom",
    "base_model: Qwen/Qwen2.5-7B",
    "license: cc-by-nc-4.0",
    "library_name: x",
)
_PAPERS = frozenset(
    {DocumentKind.LICENSE, DocumentKind.CARD, DocumentKind.NOTICE, DocumentKind.COPYRIGHT, DocumentKind.THIRD_PARTY}
)


def _config(draw: st.DrawFn) -> str:
    config: dict[str, object] = {"model_type": draw(st.sampled_from(("llama", "bert"))), "hidden_size": 8}
    if draw(st.booleans()):
        config["hidden_size"] = 16
    origin = draw(st.sampled_from(("", "", "meta-llama/Llama-3.1-8B", "/home/x", "acme/own")))
    return json.dumps(config | ({"_name_or_path": origin} if origin else {}))


def _transformers(draw: st.DrawFn) -> Files:
    return {"config.json": _config(draw), "model.safetensors": models.WEIGHTS}


def _weightless(draw: st.DrawFn) -> Files:
    return {"config.json": _config(draw)}


def _adapter(draw: st.DrawFn) -> Files:
    base = draw(st.sampled_from(("Qwen/Qwen2.5-7B", "meta-llama/Llama-3.1-8B", "TBA")))
    described = json.dumps({"base_model_name_or_path": base, "peft_type": "LORA"})
    return {"adapter_config.json": described, "adapter_model.safetensors": models.WEIGHTS}


def _gguf(draw: st.DrawFn) -> Files:
    name = draw(st.sampled_from(("tern", "owl", "kite")))
    return {f"{name}-7b-{quant}.gguf": _GGUF for quant in draw(st.sampled_from((("Q4_K_M",), ("Q4_K_M", "Q8_0"))))}


def _collection(draw: st.DrawFn) -> Files:
    made = draw(st.lists(st.sampled_from(("ink", "pixel", "watercolor")), min_size=1, max_size=3, unique=True))
    aside: Files = {"mmproj-x.gguf": _GGUF} if draw(st.booleans()) else {}
    return {**{f"{name}.safetensors": models.WEIGHTS for name in made}, **aside}


def _voice(draw: st.DrawFn) -> Files:
    name = draw(st.sampled_from(("amy", "eva")))
    return {f"{name}.onnx": b"\x08\x07", f"{name}.onnx.json": "{}"}


def _bare(draw: st.DrawFn) -> Files:
    return {draw(st.sampled_from(("model.safetensors", "pytorch_model.bin"))): models.WEIGHTS}


def _pipeline(_draw: st.DrawFn) -> Files:
    files: Files = {"model_index.json": json.dumps({"_class_name": "X", "unet": ["d", "U"], "vae": ["d", "V"]})}
    for part in ("unet", "vae"):
        files[f"{part}/config.json"] = json.dumps({"_class_name": part})
        files[f"{part}/diffusion_pytorch_model.safetensors"] = models.WEIGHTS
    return files


def _sentences(_draw: st.DrawFn) -> Files:
    modules = json.dumps([{"path": ""}, {"path": "1_Pooling"}])
    weights: Files = {"config.json": json.dumps({"model_type": "bert"}), "model.safetensors": models.WEIGHTS}
    return {"modules.json": modules, "1_Pooling/config.json": "{}", **weights}


def _shards(_draw: st.DrawFn) -> Files:
    parts: Files = {f"model-0000{number}-of-00002.safetensors": models.WEIGHTS for number in (1, 2)}
    return {"config.json": json.dumps({"model_type": "llama"}), **parts}


_FORMS: tuple[Callable[[st.DrawFn], Files], ...] = (
    *(_transformers, _weightless, _adapter, _gguf, _collection, _voice, _bare, _pipeline, _sentences, _shards),
    lambda _draw: {},
)


@st.composite
def model(draw: st.DrawFn, folder: str) -> Files:
    """The files of one model in a folder, or of a card that promises one."""
    files = draw(st.sampled_from(_FORMS))(draw)
    title = f"# {folder.replace('/', '-') or 'top'}-7B"
    card = draw(st.sampled_from(("", "bare", *_CARDS))) if files else draw(st.sampled_from(_CARDS))
    if card:
        files["README.md"] = f"{title}\nSome words.\n" if card == "bare" else models.card(card, title)
    text = draw(st.sampled_from(("", "", "mit", "apache", "llama")))
    if text == "llama":
        files["LICENSE"] = models.license_text("llama-3.1-license-2024")
    elif text:
        files["LICENSE"] = models.apache() if text == "apache" else models.mit(f"Copyright (c) 2024 {folder or 'Top'}")
    if draw(st.integers(0, 3)) == 0:
        files["NOTICE"] = f"Notice of {folder}\nBuilt with Llama\n"
    return {f"{folder}/{name}" if folder else name: text for name, text in files.items()}


@st.composite
def trees(draw: st.DrawFn) -> Files:
    """A folder of several models."""
    files: Files = {}
    for folder in sorted(draw(st.lists(FOLDERS, min_size=2, max_size=5, unique=True))):
        files.update(draw(model(folder)))
    return files


def cut_of(files: Files) -> Cut:
    """The models of a folder with these files."""

    def beginning(path: str) -> bytes | None:
        text = files.get(path)
        return text.encode() if isinstance(text, str) else text

    return cut(files, Contents(beginning))


def without_the_others(files: Files, mine: Model, whole: Cut) -> Files:
    """A copy from which every other model was removed; the papers of the folders above this one stay.

    So does what was put aside within it: it is no model.
    """
    others = [other for other in whole.models if other is not mine]
    passed = {place for other in others for place in (other.root, *_above(other.root))}
    passed -= {folder for folder in whole.samples if _nearest(folder, whole.models) == mine.root}
    gone = {path for path in files if path.rpartition("/")[0] in passed}
    gone |= {path for other in others for path in (*other.files, *other.shared)}
    gone -= set(mine.visible)
    return {path: text for path, text in files.items() if path not in gone or _is_paper_above(path, mine.root)}


def _nearest(folder: str, every: tuple[Model, ...]) -> str | None:
    """The folder of the innermost model that a folder lies in."""
    return max((model.root for model in every if model.root in _above(folder)), key=len, default=None)


def _is_paper_above(path: str, root: str) -> bool:
    return names.kind_of(path) in _PAPERS and path.rpartition("/")[0] in {root, *_above(root)}


def _above(folder: str) -> tuple[str, ...]:
    steps = folder.split("/") if folder else []
    return tuple("/".join(steps[:depth]) for depth in range(len(steps)))
