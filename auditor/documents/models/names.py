"""The role of a file or folder by its name alone, to decide which files are one model."""

from __future__ import annotations

import re
from functools import lru_cache

from auditor.documents.names import LICENSE_LIKE, PACKAGE_FOLDERS, classify
from auditor.documents.weights import is_weights
from auditor.model import DocumentKind

CONFIGS = frozenset({"config.json", "adapter_config.json", "params.json", "model_index.json", "modules.json"})
"""Files that describe one model, whose weights are next to or below them."""
MANIFESTS = frozenset(
    {"package.json", "pyproject.toml", "setup.py", "setup.cfg", "Cargo.toml", "go.mod", "CMakeLists.txt", "PKG-INFO"}
)
"""Files that mark the root of a package, which has its own publisher."""
SAMPLE_FOLDERS = frozenset({"examples", "example", "tests", "test", "fixtures", "samples"})
"""Folders of a source tree that are irrelevant to what surrounds them."""
QUOTING_FOLDERS = frozenset({"docs", "doc", "third_party", "third-party", "thirdparty", "3rdparty"})
"""Folders of a source tree whose texts count and whose models do not."""
PAPER_FOLDERS = frozenset({"license", "licenses", "licence", "licences", "legal", "docs", "doc"})
"""Folders whose documents belong to their parent folder."""

_AMBIGUOUS = (".bin", ".npz", ".h5", ".hdf5", ".pb", ".engine", ".plan")
_NAMED_AS_WEIGHTS = r"(?:^|[^a-z])(?:model|weights?|adapters?|lora|ggml|checkpoint|ckpt|consolidated|encoder|decoder)"
_DATA = (".parquet", ".arrow", ".csv", ".tsv", ".jsonl", ".feather", ".tfrecord", ".npy")
_TENSORFLOW = r".*\.(?:ckpt[\w.-]*\.)?data-\d{5}-of-\d{5}"
_FORMAT = (
    r"onnx|openvino|gguf|ggml|coreml|tflite|mlx|mlc|metal|original|flax|jax|tf|tensorflow|pytorch|torch|safetensors|"
    r"ctranslate2|ct2|int[48]|u?int8|fp8|fp16|fp32|bf16|f16|f32|[48]-?bits?|awq|gptq|exl[23]|quantized|"
    r"(?:ud-)?i?q\d(?:_[a-z0-9]+)*|mxfp4(?:_moe)?|.+\.mlpackage|variables|\d(?:[._]\d+)?[-_]?bpw(?:[-_]h\d)?|"
    r"cpu(?:_and_mobile)?|cuda|gpu|directml|webgpu|rocm|qnn|tensorrt|trt|"
    r"(?:cpu|cuda|gpu|directml)-(?:u?int|fp)\d+[-a-z0-9]*"
)
_QUANTISED = (
    r"[-_.](?:(?:ud-)?i?q\d(?:_[a-z0-9]{1,3})+|tq\d_\d|bf16|fp16|f16|int[48]|[48]-?bits?|awq|gptq|"
    r"\d(?:\.\d+)?bpw(?:-h\d)?(?:-exl[23])?)$"
)
"""The ending of `Tern-7B-Q4_K_M/`."""
_STEP = (
    r"(?:global_?)?(?:checkpoint|step|epoch|iter)s?[-_]?\d+|(?:last|best|final)(?:[-_]checkpoint|[-_]model)?|ema|"
    r"checkpoints?"
)
_COMPONENT = (
    r"unet|vae(?:_?(?:encoder|decoder))?|transformer(?:_?\d)?|text_?encoder(?:_?\d)?|tokenizer(?:_?\d)?|scheduler|"
    r"image_?encoder|feature_?extractor|safety_?checker|prior|decoder|encoder|movq|controlnet|vocoder|vqvae|bert|"
    r"language_?model|audio_?encoder|vision_?(?:model|tower|encoder)|speaker_?encoder|projection_model|"
    r"voices?|speakers?|speaker_?embeddings?|voice_?packs?"
)
_VOICE = r"(?:^|/)(?:voices?|speakers?|voice_?packs?)/[^/]+\.(?:bin|pt)$"
_PIPELINE_STEP = r"\d+_[A-Za-z]\w*"
_AUXILIARY = r"(?:^|[-_.])(?:mmproj|vae|ae|clip(?:_[lg])?|t5xxl|text_?encoder|annotator)(?:[-_.]|$)"
_PLAINLY = 0.9
_SHARD = r"(.+)-(\d{5})-of-(\d{5})(\.[a-z0-9_]+)"


def holds_weights(path: str, *, among_data: bool = False) -> bool:
    """Whether a file contains weights, by its name.

    Ambiguous files (`.bin`, `.npz`, `.h5`) do not count among the files of a data set, unless their name says
    "model".
    """
    name = path.rpartition("/")[2].lower()
    if re.fullmatch(_TENSORFLOW, name):
        return True
    if not is_weights(path):
        return False
    return not (among_data and is_ambiguous(path))


def is_ambiguous(path: str) -> bool:
    """Whether a file's ending is used for any content, and its name does not say that it is a model."""
    name = path.rpartition("/")[2].lower()
    return name.endswith(_AMBIGUOUS) and re.search(_NAMED_AS_WEIGHTS, name) is None


def is_voice(path: str) -> bool:
    """Whether a file, by its place and name, is a voice of a speech model (`voices/af_heart.bin`)."""
    return re.search(_VOICE, path.lower()) is not None


def is_data(path: str) -> bool:
    """Whether a file contains rows of a data set, by its name."""
    return path.lower().endswith(_DATA)


def is_format_folder(name: str) -> bool:
    """Whether a folder of that name customarily contains the model above it in another format or precision."""
    return re.fullmatch(_FORMAT, name.lower()) is not None or re.search(_QUANTISED, name.lower()) is not None


def is_step_folder(name: str) -> bool:
    """Whether a folder of that name contains the model above it at a step of its training."""
    return re.fullmatch(_STEP, name.lower()) is not None


def is_component_folder(name: str) -> bool:
    """Whether a folder of that name contains a part of the pipeline above it."""
    return re.fullmatch(rf"(?:{_COMPONENT}|{_PIPELINE_STEP})", name.lower()) is not None


def is_pipeline_step(name: str) -> bool:
    """Whether a folder is a step of sentence-transformers: `1_Pooling`, `2_Dense`."""
    return re.fullmatch(_PIPELINE_STEP, name) is not None


def is_auxiliary(path: str) -> bool:
    """Whether a file, by its name, is a part used with a model: a projector, a VAE, a text encoder."""
    return re.search(_AUXILIARY, path.rpartition("/")[2].lower()) is not None


def shard(path: str) -> tuple[str, int, int] | None:
    """Of a file in numbered parts: its name without the number, the number, and the number of parts; else None."""
    match = re.fullmatch(_SHARD, path.rpartition("/")[2])
    return (f"{match[1]}{match[4]}", int(match[2]), int(match[3])) if match else None


SPEAKING = LICENSE_LIKE | {
    *(DocumentKind.CARD, DocumentKind.PACKAGE_METADATA, DocumentKind.PACKAGE_JSON, DocumentKind.PROJECT_METADATA),
    *(DocumentKind.SPACY_META, DocumentKind.REUSE, DocumentKind.OCI_INDEX),
}
"""Kinds of documents that apply to what surrounds them; a configuration or a header applies to one model only."""


@lru_cache(maxsize=65_536)
def kind_of(path: str) -> DocumentKind | None:
    """The kind of document that a file is; None if it is not about licensing. Cached, as a cut needs it repeatedly."""
    role = classify(path)
    return role.kind if role else None


def is_legal(path: str) -> bool:
    """Whether a file contains terms, or accompanies such a file."""
    return kind_of(path) in LICENSE_LIKE


def is_license(path: str) -> bool:
    """Whether a file's name is plainly that of a license: LICENSE, COPYING."""
    role = classify(path)
    return role is not None and role.kind is DocumentKind.LICENSE and role.score >= _PLAINLY


def is_card(path: str) -> bool:
    """Whether a file is a model's card by its name."""
    return kind_of(path) is DocumentKind.CARD


def is_own_card(path: str) -> bool:
    """Whether it is *the* card of its folder: README.md or MODEL_CARD, not a translation."""
    return re.fullmatch(r"(?i)(?:readme|model_?card)(?:\.\w+)?", path.rpartition("/")[2]) is not None


def is_package_paper(folder: str) -> bool:
    """Whether a folder contains the metadata of the Python package next to it."""
    return folder.endswith(PACKAGE_FOLDERS)
