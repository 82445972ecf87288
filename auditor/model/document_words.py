"""The closed vocabularies of files: what kinds there are, where names stand, why something was not read."""

from __future__ import annotations

from enum import StrEnum


class DocumentKind(StrEnum):
    """Why a file is read."""

    LICENSE = "license"
    NOTICE = "notice"
    COPYRIGHT = "copyright"
    THIRD_PARTY = "third-party"
    POLICY = "policy"
    """A use policy: terms, but not the agreement."""
    CARD = "card"
    CONFIG = "config"
    GENERATION_CONFIG = "generation-config"
    TOKENIZER_CONFIG = "tokenizer-config"
    ADAPTER_CONFIG = "adapter-config"
    MERGE_CONFIG = "merge-config"
    PIPELINE_CONFIG = "pipeline-config"
    """model_index.json, modules.json, sentence-transformers."""
    SOURCE_CODE = "source-code"
    """The head of a modelling file."""
    GGUF = "gguf"
    SAFETENSORS = "safetensors"
    ONNX = "onnx"
    """The metadata of an ONNX file."""
    MODEL_METADATA = "model-metadata"
    """What a model file of another format says of itself: CTranslate2, GGML, OpenVINO, TensorFlow Lite, Core ML."""
    MODELFILE = "modelfile"
    """Ollama's recipe: FROM, ADAPTER, LICENSE."""
    PACKAGE_METADATA = "package-metadata"
    """METADATA or PKG-INFO of a Python package."""
    PACKAGE_JSON = "package-json"
    """package.json of an npm package."""
    PROJECT_METADATA = "project-metadata"
    """What describes a project: pyproject.toml, setup.cfg, Cargo.toml, CITATION.cff, codemeta.json."""
    SIDECAR = "sidecar"
    """`model.onnx.license`: what holds for the file beside it (REUSE specification)."""
    REUSE = "reuse"
    """REUSE.toml: licenses by the files they cover."""
    OCI_INDEX = "oci-index"
    """index.json of a container image: its annotations."""
    TRAINING_ARGS = "training-args"
    """What a training was begun with: `args.yaml` of Ultralytics, `opt.yaml` of YOLOv5."""
    TRAINER_STATE = "trainer-state"
    """trainer_state.json of transformers, where it is small."""
    SPACY_META = "spacy-meta"
    """meta.json of spaCy."""
    DOWNLOAD_METADATA = "download-metadata"
    """What a download tool left behind."""

    @property
    def is_header(self) -> bool:
        """Whether a file of this kind is weights, of which the header alone is read."""
        return self in (DocumentKind.GGUF, DocumentKind.SAFETENSORS, DocumentKind.ONNX, DocumentKind.MODEL_METADATA)


class NameSource(StrEnum):
    """What names a repository."""

    GIVEN = "given"
    """The user: `--name`."""
    HUB = "hub"
    """The Hub, from which it is read."""
    DOWNLOAD_RECORD = "download-record"
    """The record that `auditor download` left."""
    HUB_CACHE = "hub-cache"
    """The folder of the user's own Hub cache in which it is."""
    FOLDER = "folder"
    """A folder that is called like one of a Hub cache and is not in the user's own: anybody may call a folder so."""
    GIT_REMOTE = "git-remote"
    """The Hub repository that a clone came from."""
    MODEL_NAME = "model-name"
    """`model_name` of a card."""
    MODEL_INDEX = "model-index"
    """The first name in `model-index` of a card."""
    GGUF_NAME = "gguf-name"
    """`general.name` of a target that is one GGUF file."""
    HEADING = "heading"
    """The first heading of a card."""

    @property
    def is_claim(self) -> bool:
        """Whether it came with the files, or anybody may write it: it may claim to be anybody's."""
        return self not in (NameSource.GIVEN, NameSource.HUB, NameSource.DOWNLOAD_RECORD, NameSource.HUB_CACHE)


class UnreadReason(StrEnum):
    """Why a file, or a part of it, was not read."""

    EMPTY = "empty"
    LFS_POINTER = "lfs-pointer"
    NOT_HERE = "not-here"
    """It is in the repository, and not in the copy of it that was audited."""
    LINK_OUTSIDE = "link-outside"
    LINK_BROKEN = "link-broken"
    NOT_A_FILE = "not-a-file"
    NO_PERMISSION = "no-permission"
    TOO_LARGE = "too-large"
    TOO_MANY = "too-many"
    TIME_LIMIT = "time-limit"
    """The time that an audit may take was over."""
    NOT_TEXT = "not-text"
    MALFORMED = "malformed"
    FAILED = "failed"
    NOT_WALKED = "not-walked"
    """A folder that was not looked into."""
    ABOVE_TARGET = "above-target"
    """A license text that lies above the target."""

    @property
    def is_left_out(self) -> bool:
        """Whether it is no part of the model: nothing that hangs on it is undetermined."""
        return self in (UnreadReason.NOT_WALKED, UnreadReason.ABOVE_TARGET)


class WeightsState(StrEnum):
    """Whether the weights of a model are here."""

    HERE = "here"
    NONE = "none"
    POINTERS = "lfs-pointers"
    """Some are Git LFS pointers: what they point to was not downloaded."""
    INCOMPLETE = "incomplete"
    """Some shards, or files that the listing names, are missing."""
