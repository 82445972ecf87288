"""Which files are a model's weights, which are only the state of a training run, and whether the base's are included.

The only place that distinguishes weights from other files.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.model import DocumentKind
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from auditor.model import Repository

_FORMATS = (
    *(".safetensors", ".gguf", ".ggml", ".onnx", ".onnx_data", ".bin", ".pt", ".pth", ".ckpt", ".jit", ".msgpack"),
    *(".h5", ".hdf5", ".keras", ".nemo", ".tflite", ".mlmodel", ".pb", ".npz", ".model.tar.gz", ".traineddata"),
    *(".engine", ".plan"),
)
_STATE_FORMATS = (*_FORMATS, ".pkl", ".distcp")

_NO_WEIGHTS = frozenset({"keras_metadata.pb", "fingerprint.pb"})
"""The files next to the graph of a SavedModel."""
_KALDI = "final.mdl"
"""The name of a Kaldi acoustic model; other programs use this ending for other content."""
_ARRAYS = ".npz"
"""Arrays of any kind (filters, embeddings, results); weights only if the name says so, as MLX writes them."""
_NAMED_AS_WEIGHTS = regex(r"(?:^|[_.-])(?:weights|model|adapters?)(?:[_.-]|$)")

_TRAINING_STATE = regex(
    r"""
    (?:.+[_.-])?(?:optimizer|optim|scheduler|rng_state)\d*(?:[_.-](?:states?|rank|\d+))*
    | (?:random|opt|train|trainer|recipe|dataloader)_states?(?:[_.-](?:dict|rank|\d+))*
    | (?:.+_)?mp_rank_\d+_model_states
    | training_.+ | (?:grad_)?scaler | sampler(?:_\d+)? | dl_state_dict | custom_checkpoint(?:_\d+)?
    """,
    re.VERBOSE,
)
"""Stems of what `transformers`, `accelerate`, DeepSpeed, torchtune and Flax save to resume a run.

DeepSpeed's `mp_rank_00_model_states.pt` contains what was trained, which for an adapter is the adapter.
"""

_ADAPTER = regex(r"(?:^|[^a-z])adapters?(?:[^a-z]|$)|lora")
"""`adapter_model.safetensors` of PEFT, `0000100_adapters.safetensors` of MLX, `pytorch_lora_weights.bin`."""


def is_weights(path: str) -> bool:
    """Whether a file contains weights of a model or an adapter, by its name."""
    name = _name(path)
    if name == _KALDI:
        return True
    if not name.endswith(_FORMATS) or name in _NO_WEIGHTS or is_training_state(path):
        return False
    return not name.endswith(_ARRAYS) or bool(_NAMED_AS_WEIGHTS.search(name.removesuffix(_ARRAYS)))


def is_training_state(path: str) -> bool:
    """Whether a file contains only what is needed to resume a training run (`optimizer.pt`), by its name.

    Never a GGUF file: no trainer writes one, and a model may be named "prompt-optimizer".
    """
    name = _name(path)
    stem, _, suffix = name.rpartition(".")
    return name.endswith(_STATE_FORMATS) and suffix != "gguf" and _TRAINING_STATE.fullmatch(stem) is not None


def is_adapter_weights(path: str) -> bool:
    """Whether a file contains only the weights of an adapter, by its name."""
    return is_weights(path) and _ADAPTER.search(_name(path)) is not None


def holds_base(paths: Iterable[str]) -> bool:
    """Whether some of the files contain the weights of a model rather than of an adapter."""
    return any(is_weights(path) and not is_adapter_weights(path) for path in paths)


def base_key(keys: Container[str]) -> str:
    """The key under which an adapter's configuration names its base: MLX writes the arguments of its training."""
    return "model" if "adapter_path" in keys else "base_model_name_or_path"


def is_bare_adapter(repository: Repository) -> bool:
    """Whether a repository is an adapter without its base: by its configuration, or by the names of its weights."""
    paths = [entry.path for entry in repository.files]
    if holds_base(paths):
        return False
    return bool(repository.of_kind(DocumentKind.ADAPTER_CONFIG)) or any(is_adapter_weights(path) for path in paths)


def _name(path: str) -> str:
    return path.rpartition("/")[2].lower()
