"""The name of a file of weights without format, precision, shard and training step."""

from __future__ import annotations

import re

BUNDLE = ".mlpackage"
"""The end of the name of a folder that is one file to its users."""
_SUFFIXES = (
    r"(?:\.(?:safetensors|gguf|ggml|onnx|onnx_data|bin|pt|pth|ckpt|jit|msgpack|h5|hdf5|keras|nemo|tflite|mlmodel|"
    r"mlpackage|pb|npz|engine|plan|tar\.gz|data-\d{5}-of-\d{5}|ckpt-\d+))+$"
)
_SHARD = r"[-_.]\d{5}-of-\d{5}|\.part\d+of\d+"
_PRECISION = (
    r"(?<![a-z0-9])(?:i?q\d(?:_[a-z0-9]{1,3})*|tq\d_\d|(?:fp|bf|f|float)(?:4|8|16|32)(?:[-_]?e\dm\d(?:fn)?)?|"
    r"mxfp[48](?:_moe)?|u?int[48]|[2-8][-_]?bits?|bnb4?|nf4|w\da\d+|"
    r"\d(?:\.\d+)?bpw(?:-h\d)?)(?![a-z0-9])"
)
_STEP = r"(?<![a-z0-9])(?:steps?|epochs?|iters?|checkpoint|ckpt)[-_]?\d+(?![a-z0-9])|(?<![a-z0-9])\d{4,}(?![a-z0-9])"
_WORDS = frozenset(
    """
    model pytorch tf flax rust diffusion weights consolidated best last final latest adapter adapters state dict params
    ggml gguf onnx mlx awq gptq exl2 exl3 i1 imatrix ema emaonly non pruned quantized quant optimized uint8 checkpoint
    ckpt encoder decoder joiner predictor merged with past prefill openvino torch saved variables ud
    """.split()  # noqa: SIM905 - forty quoted words would hide the words
)


def stem(path: str) -> str:
    """The part of a name that distinguishes a model from others in one folder; "" if there is none.

    >>> stem("x/Tern-7B-Q4_K_M-00001-of-00002.gguf"), stem("tern-7b.i1-IQ2_M.gguf"), stem("pytorch_model.bin")
    ('tern-7b', 'tern-7b', '')
    """
    name = file_stem(path).lower()
    name = re.sub(_SHARD, "", name)
    name = re.sub(_PRECISION, "", name)
    name = re.sub(_STEP, "", name)
    return "-".join(word for word in re.split(r"[-_. ]+", name) if word and word not in _WORDS)


def file_stem(path: str) -> str:
    """A file's name without the endings of weights; that of its bundle (`Tern.mlpackage/…/weight.bin`)."""
    *folders, name = path.split("/")
    name = next((folder for folder in folders if folder.endswith(BUNDLE)), name)
    return re.sub(_SUFFIXES, "", name, flags=re.IGNORECASE) or name
