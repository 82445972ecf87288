"""The closed vocabularies of files: their kinds, where a name comes from, why something was not read."""

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
    """The metadata of a model file of another format: CTranslate2, GGML, OpenVINO, TensorFlow Lite, Core ML."""
    MODELFILE = "modelfile"
    """Ollama's recipe: FROM, ADAPTER, LICENSE."""
    PACKAGE_METADATA = "package-metadata"
    """METADATA or PKG-INFO of a Python package."""
    PACKAGE_JSON = "package-json"
    """package.json of an npm package."""
    PROJECT_METADATA = "project-metadata"
    """The description of a project: pyproject.toml, setup.cfg, Cargo.toml, CITATION.cff, codemeta.json."""
    SIDECAR = "sidecar"
    """`model.onnx.license`: the license of the file next to it (REUSE specification)."""
    REUSE = "reuse"
    """REUSE.toml: licenses by the files they cover."""
    OCI_INDEX = "oci-index"
    """index.json of a container image: its annotations."""
    TRAINING_ARGS = "training-args"
    """The arguments of a training run: `args.yaml` of Ultralytics, `opt.yaml` of YOLOv5, `axolotl_config.yaml`."""
    TRAINER_STATE = "trainer-state"
    """trainer_state.json of transformers, if it is small."""
    SPACY_META = "spacy-meta"
    """meta.json of spaCy."""
    DOWNLOAD_METADATA = "download-metadata"
    """The record that a download tool left."""

    @property
    def is_header(self) -> bool:
        """Whether a file of this kind contains weights, so that only its header is read."""
        return self in (DocumentKind.GGUF, DocumentKind.SAFETENSORS, DocumentKind.ONNX, DocumentKind.MODEL_METADATA)


class NameSource(StrEnum):
    """Where the name of a repository comes from."""

    GIVEN = "given"
    """The user: `--name`."""
    HUB = "hub"
    """The Hub, from which it is read."""
    DOWNLOAD_RECORD = "download-record"
    """The record that `auditor download` left."""
    HUB_CACHE = "hub-cache"
    """The folder of the user's own Hub cache in which it is."""
    FOLDER = "folder"
    """A folder named like one of a Hub cache, but outside the user's own: anybody can name a folder like that."""
    GIT_REMOTE = "git-remote"
    """The Hub repository from which it was cloned."""
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
        """Whether it came with the files, or anybody can write it: it may name somebody else's model."""
        return self not in (NameSource.GIVEN, NameSource.HUB, NameSource.DOWNLOAD_RECORD, NameSource.HUB_CACHE)


class UnreadReason(StrEnum):
    """Why a file, or a part of it, was not read."""

    EMPTY = "empty"
    LFS_POINTER = "lfs-pointer"
    NOT_HERE = "not-here"
    """It is in the repository, but not in the copy that was audited."""
    LINK_OUTSIDE = "link-outside"
    LINK_BROKEN = "link-broken"
    NOT_A_FILE = "not-a-file"
    NO_PERMISSION = "no-permission"
    TOO_LARGE = "too-large"
    TOO_MANY = "too-many"
    TIME_LIMIT = "time-limit"
    """The time limit of the audit was reached."""
    NOT_TEXT = "not-text"
    MALFORMED = "malformed"
    FAILED = "failed"
    NOT_WALKED = "not-walked"
    """A folder that was not searched."""
    ABOVE_TARGET = "above-target"
    """A license text in a folder above the target."""

    @property
    def is_left_out(self) -> bool:
        """Whether it is not part of the model: nothing becomes undetermined because of it."""
        return self in (UnreadReason.NOT_WALKED, UnreadReason.ABOVE_TARGET)


class WeightsState(StrEnum):
    """Whether the weights of a model are present."""

    HERE = "here"
    NONE = "none"
    POINTERS = "lfs-pointers"
    """Some are Git LFS pointers: what they point to was not downloaded."""
    INCOMPLETE = "incomplete"
    """Some shards, or files that an index names, are missing."""
