"""Which files are about licensing, by their names: a table of patterns with a score and an example each."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from auditor.documents.forms.names import form_of
from auditor.model import DocumentKind, Part
from auditor.model.base import Value
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TEXTS = frozenset({"", "txt", "text", "md", "markdown", "mdx", "rst", "html", "htm", "adoc"})
"""Extensions of texts; "" is none, or a meaningless one (`LICENSE.apache2`)."""
_PAPERS = frozenset({"pdf", "doc", "docx", "rtf", "odt", "pages"})
"""Extensions of files that may contain terms but cannot be read, which must be reported."""
_DATA = frozenset({"json", "jsonl", "yaml", "yml", "toml", "xml", "csv", "tsv", "tex", "cfg", "ini", "conf"})
"""Extensions of data files that are read as text if they are named LICENSE and nothing else."""
_ARCHIVES = frozenset({"zip", "tar", "gz", "tgz", "bz2", "xz", "7z"})
_NAMES_TERMS = r"(?i)^(?:(?:model|weights?) )?(?:licen[sc]e(?: agreement| terms)?|copying|eula|terms(?: of use)?)$"
_OTHERS = frozenset(
    """
    py pyi pyx ipynb js mjs ts jsx tsx vue css scss c cc cpp cxx cu h hh hpp java kt go rs rb php pl swift lua
    sql r jl sh bash zsh bat ps1 cmake make json jsonl ndjson yaml yml toml xml csv tsv cfg ini conf lock log
    parquet arrow feather npy npz pkl pickle bin pt pth ckpt safetensors gguf ggml onnx h5 hdf5 msgpack pb
    tflite mlmodel nemo model tar gz tgz zip bz2 xz zst 7z whl jar so dll dylib exe a o png jpg jpeg gif svg
    webp ico bmp tiff mp3 mp4 wav flac webm mov avi ttf otf woff woff2 eot map metadata license
    """.split()  # noqa: SIM905 - a hundred quoted words would hide the words
)
"""Extensions of what is not a text for readers, whatever its name begins with (`license_plate.onnx`)."""


class Role(NamedTuple):
    """The kind of a file, the part of the repository it is about, and how certain its name makes this."""

    kind: DocumentKind
    part: Part
    score: float


class Row(Value, frozen=True):
    """One row of a table of names."""

    pattern: str
    kind: DocumentKind
    score: float
    example: str


_LICENSE, _CARD = DocumentKind.LICENSE, DocumentKind.CARD

READER_NAMES = (
    # searched in the words of the name: without extension, separators and inner capitals as spaces; the first row wins
    Row(r"(?i)^(?:third|3rd) ?part(?:y|ies)\b", DocumentKind.THIRD_PARTY, 0.9, "THIRD_PARTY_NOTICES.md"),
    Row(r"(?i)\b(?:third|3rd) ?part(?:y|ies)\b", DocumentKind.THIRD_PARTY, 0.7, "licenses-third-party.txt"),
    Row(
        r"(?i)^(?:oss|open source) (?:licen[sc]e|notice|attribution)s?\b", DocumentKind.THIRD_PARTY, 0.7, "OSS_NOTICES"
    ),
    Row(r"(?i)^attributions?$", DocumentKind.THIRD_PARTY, 0.6, "ATTRIBUTIONS.md"),
    Row(
        r"(?i)\blicen[sc]es?\b.*\b(?:sources|bundled|dependenc(?:y|ies)|components?|fonts?|silero|vendored)\b",
        DocumentKind.THIRD_PARTY,
        0.7,
        "LICENSES_SOURCES",
    ),
    Row(
        r"(?i)\blicen[sc]es?\b.*\b(?:libs?|librar(?:y|ies)|(?:py)?torch|torchvision|tensor ?flow|open ?cv|transformers"
        r"|diffusers|onnx ?runtime|numpy|ff ?mpeg|e ?speak|llama cpp|whisper cpp|ggml|detectron2?|timm|fairseq"
        r"|nvidia apex|flash attention|x ?formers|gradio)\b",
        DocumentKind.THIRD_PARTY,
        0.7,
        "LICENSE.pytorch",
    ),
    Row(
        r"(?i)^(?:others?|bundled|fonts?|vendored) licen[sc]es?\b", DocumentKind.THIRD_PARTY, 0.7, "OTHER_LICENSES.txt"
    ),
    Row(r"(?i)\bus(?:e|age) polic(?:y|ies)\b", DocumentKind.POLICY, 0.9, "USE_POLICY.md"),
    Row(r"(?i)\b(?:acceptable|prohibited) uses?\b", DocumentKind.POLICY, 0.9, "PROHIBITED_USE.txt"),
    Row(r"(?i)\buse restrictions?\b|^restrictions?$|^aup$", DocumentKind.POLICY, 0.7, "use-restrictions.md"),
    Row(r"(?i)^readme$", _CARD, 0.95, "README.md"),
    Row(r"(?i)^readme\b", _CARD, 0.6, "README_zh.md"),
    Row(r"(?i)^model ?cards?$", _CARD, 0.9, "MODEL_CARD.md"),
    Row(r"(?i)^model ?cards?\b|\bmodel ?cards?$", _CARD, 0.6, "model-card-ja.md"),
    Row(r"(?i)^licen[sc]es?$", _LICENSE, 1.0, "LICENSE.txt"),
    Row(r"(?i)^copying\b", _LICENSE, 0.95, "COPYING.LESSER"),
    Row(r"(?i)^unlicen[sc]e\b", _LICENSE, 0.9, "UNLICENSE"),
    Row(r"(?i)^licen[sc]es?(?:\b|\d)", _LICENSE, 0.9, "LICENSE-MIT"),
    Row(r"(?i)^notices?\b", DocumentKind.NOTICE, 1.0, "NOTICE.txt"),
    Row(r"(?i)\bnotices?$", DocumentKind.NOTICE, 0.8, "gemma-NOTICE"),
    Row(r"(?i)\b(?:licen[sc]es?|eula)\b", _LICENSE, 0.8, "MODEL_LICENSE"),
    Row(r"(?i)^copyrights?\b|\bcopyrights?$", DocumentKind.COPYRIGHT, 0.8, "COPYRIGHT"),
    Row(r"(?i)^terms\b|\bterms of (?:use|service)\b", _LICENSE, 0.8, "TERMS_OF_USE.html"),
    Row(r"\b(?:TERMS|Terms)$", _LICENSE, 0.7, "GEMMA_TERMS.html"),
    Row(r"许可(?:协议|证)|使用(?:协议|条款)|利用(?:規約|条件)|ライセンス|라이선스", _LICENSE, 0.7, "模型许可协议.md"),
    Row(
        r"(?i)\bagreements?$|\baddend(?:um|a)$|^(?:conditions|contract|legal|li[cz]en[zcç][a-z]*)$"
        r"|^(?:non ?)?commercial(?: use)?$",
        _LICENSE,
        0.7,
        "AGREEMENT.txt",
    ),
)
LICENSE_ID_NAMES = (
    # as above, for names with a text's extension only
    Row(r"(?i)\b(?:mit|isc|bsd(?: [0-4] clause)?|apache(?: ?2(?: 0)?)?)$", _LICENSE, 0.6, "SILERO-MIT.txt"),
    Row(r"(?i)\b[al]?gpl(?: ?v?[23](?: [01])?)?(?: only| or later)?$", _LICENSE, 0.6, "GPL-3.0-or-later.txt"),
    Row(r"(?i)\bcc(?:0| by)(?: nc)?(?: sa| nd)?(?: [1-4] 0)?$", _LICENSE, 0.6, "weights-CC-BY-NC-4.0.txt"),
    Row(
        r"(?i)\b(?:mpl|epl)(?: ?[12] 0)?$|\b(?:open ?(?:rail|mdw)|rail)(?: [m\d .]+)?$", _LICENSE, 0.6, "OpenRAIL-M.txt"
    ),
)
EXACT_NAMES = (
    # the whole name, in lower case
    Row(r"adapter_config\.json", DocumentKind.ADAPTER_CONFIG, 0.95, "adapter_config.json"),
    Row(r"config\.json", DocumentKind.CONFIG, 0.95, "config.json"),
    Row(r"mergekit[\w-]*\.ya?ml", DocumentKind.MERGE_CONFIG, 0.95, "mergekit_config.yml"),
    Row(r"model_index\.json", DocumentKind.PIPELINE_CONFIG, 0.9, "model_index.json"),
    Row(r"modules\.json|config_sentence_transformers\.json", DocumentKind.PIPELINE_CONFIG, 0.8, "modules.json"),
    Row(r"tokenizer_config\.json", DocumentKind.TOKENIZER_CONFIG, 0.8, "tokenizer_config.json"),
    Row(r"generation_config\.json", DocumentKind.GENERATION_CONFIG, 0.8, "generation_config.json"),
    Row(r"(?:args|opt)\.ya?ml", DocumentKind.TRAINING_ARGS, 0.3, "args.yaml"),
    Row(
        r"(?:axolotl[\w-]*|training_args|llamaboard_config|train(?:ing)?_config)\.ya?ml",
        DocumentKind.TRAINING_ARGS,
        0.3,
        "axolotl_config.yaml",
    ),
    Row(r"trainer_state\.json", DocumentKind.TRAINER_STATE, 0.3, "trainer_state.json"),
    Row(r"meta\.json", DocumentKind.SPACY_META, 0.3, "meta.json"),
    Row(r".+\.gguf", DocumentKind.GGUF, 0.9, "model-Q4_K_M.gguf"),
    Row(r".+\.safetensors", DocumentKind.SAFETENSORS, 0.7, "model.safetensors"),
    Row(r".+\.onnx", DocumentKind.ONNX, 0.7, "model.onnx"),
    Row(r"(?:.+\.)?modelfile", DocumentKind.MODELFILE, 0.85, "Modelfile"),
    Row(r"pkg-info", DocumentKind.PACKAGE_METADATA, 0.8, "PKG-INFO"),
    Row(r".+\.\w{1,12}\.license", DocumentKind.SIDECAR, 0.7, "model.onnx.license"),
    Row(r".+\.license", _LICENSE, 0.7, "weights.license"),
    Row(r"(?:licen[cs]e|copying)\.(?:model|weights|json)", _LICENSE, 0.7, "LICENSE.model"),
    Row(r"reuse\.toml", DocumentKind.REUSE, 0.8, "REUSE.toml"),
    Row(r"package\.json", DocumentKind.PACKAGE_JSON, 0.6, "package.json"),
    Row(
        r"pyproject\.toml|cargo\.toml|setup\.cfg|citation\.cff|codemeta\.json",
        DocumentKind.PROJECT_METADATA,
        0.6,
        "pyproject.toml",
    ),
    Row(r"index\.json", DocumentKind.OCI_INDEX, 0.2, "index.json"),
    Row(
        r"(?:modeling|configuration|tokenization|processing|image_processing|feature_extraction|modular)_.+\.py",
        DocumentKind.SOURCE_CODE,
        0.5,
        "modeling_deepseek.py",
    ),
    Row(r".+\.py", DocumentKind.SOURCE_CODE, 0.1, "train.py"),
)

_EXACT_ENDS = (
    *(
        ".json",
        ".yml",
        ".yaml",
        ".gguf",
        ".safetensors",
        ".onnx",
        "modelfile",
        "-info",
        ".license",
        ".py",
        ".toml",
        ".cfg",
        ".cff",
        ".model",
        ".weights",
    ),
)

MODELLING_CODE = 0.5
"""Source code of this score counts anywhere; other source code only inside a model root."""

_SILENT = r"(?i)^(?:authors?|contributors?|contributing|citation|changelog|changes|security)\b|\blicen[sc]e plates?\b"
_LICENSE_FOLDERS = frozenset({"license", "licenses", "licence", "licences"})
_FOREIGN_FOLDERS = frozenset({"third_party", "third-party", "thirdparty", "3rdparty", "vendor", "vendored"})
PACKAGE_FOLDERS = (".dist-info", ".egg-info")
"""The ends of the folders that contain the metadata of a Python package."""
_OF_THE_TOP = frozenset({DocumentKind.PACKAGE_JSON, DocumentKind.OCI_INDEX})
"""Files with common names, which count only at the top of what is audited."""
_DOWNLOADS = ".cache/huggingface/download/"
_LONGEST_NAME = 255
_SHARD = r"(?a)(.{0,4096})-(\d{5})(-of-\d{5}\.(?:safetensors|gguf))"

_OF_CODE = frozenset(
    {
        DocumentKind.SOURCE_CODE,
        DocumentKind.PACKAGE_METADATA,
        DocumentKind.PACKAGE_JSON,
        DocumentKind.PROJECT_METADATA,
    }
)

LICENSE_LIKE = frozenset(
    {
        DocumentKind.LICENSE,
        DocumentKind.NOTICE,
        DocumentKind.COPYRIGHT,
        DocumentKind.THIRD_PARTY,
        DocumentKind.POLICY,
    }
)
"""Kinds of terms and of files that accompany them."""

_PARTS = (
    (r"(?i)\b(?:models?|weights?)\b", Part.WEIGHTS),
    (r"(?i)\b(?:data|datasets?)\b", Part.DATA),
    (r"(?i)\b(?:code|software)\b|(?<!open )\bsource\b", Part.CODE),
    (r"(?i)\btokeni[sz]er\b", Part.TOKENIZER),
    (r"(?i)\b(?:docs?|documentation)\b", Part.DOCUMENTATION),
)


def in_package_metadata(path: str) -> bool:
    """Whether a file is in the metadata of a Python package."""
    return any(folder.endswith(PACKAGE_FOLDERS) for folder in path.split("/")[:-1])


def classify(path: str) -> Role | None:
    """What the file at that path is about, by its name and place; None if it is not about licensing.

    Only the last component is a file's name: a *directory* called LICENSE makes the texts in it license texts,
    and nothing else.
    """
    *folders, name = path.split("/")
    if len(name) > _LONGEST_NAME:
        name = name[:_LONGEST_NAME]
    if f"/{path}".find(f"/{_DOWNLOADS}") >= 0:
        is_record = name.endswith(".metadata")
        return Role(DocumentKind.DOWNLOAD_METADATA, Part.WEIGHTS, 0.4) if is_record else None
    if path.endswith((".reuse/dep5", "debian/copyright")):
        return Role(DocumentKind.COPYRIGHT, Part.CODE, 0.8)
    packaged = in_package_metadata(path)
    if packaged and name == "METADATA" and folders[-1].endswith(PACKAGE_FOLDERS):
        return Role(DocumentKind.PACKAGE_METADATA, Part.CODE, 0.8)
    if form_of(path) is not None and not _is_terms(*split_name(name), folders):
        return Role(DocumentKind.MODEL_METADATA, Part.WEIGHTS, 0.3)
    row = _match(_exact(), name.lower()) if name.lower().endswith(_EXACT_ENDS) else None
    if row is not None:
        hidden = row.kind in _OF_THE_TOP and len(folders) > 1
        return None if hidden else Role(row.kind, _part_of_header(row.kind), row.score)
    return _by_words(name, folders, packaged=packaged)


def _by_words(name: str, folders: Sequence[str], *, packaged: bool) -> Role | None:
    """The same by the words of a name; a package's own documents are about its code."""
    stem, extension = split_name(name)
    if extension not in TEXTS and extension not in _PAPERS and not _is_terms(stem, extension, folders):
        return None
    found_text = _text(_words(stem), extension, folders)
    if found_text is None:
        return None
    if found_text.kind in LICENSE_LIKE and not _FOREIGN_FOLDERS.isdisjoint(folders):
        return Role(DocumentKind.THIRD_PARTY, Part.CODE, found_text.score / 2)
    if packaged and found_text.kind in LICENSE_LIKE and not re.search(r"(?i)model", stem):
        return found_text._replace(part=Part.CODE)
    return found_text


def _is_terms(stem: str, extension: str, folders: Sequence[str]) -> bool:
    """Whether it is a LICENSE in the form of data, or packed up, at the top of what is audited."""
    return not folders and extension in _DATA | _ARCHIVES and re.search(_NAMES_TERMS, _words(stem)) is not None


def first_shards(paths: Iterable[str]) -> dict[str, str]:
    """Maps each other shard of a model in several files to its first shard, if that is there too.

    `model-00002-of-00163.safetensors` -> `model-00001-of-00163.safetensors`: all have the same metadata.
    """
    shards: dict[str, str] = {}
    first: dict[tuple[str, str], str] = {}
    cut = {path: match for path in paths if (match := re.fullmatch(_SHARD, path))}
    for path, match in cut.items():
        if int(match[2]) == 1:
            first[match[1], match[3]] = path
    for path, match in cut.items():
        if (match[1], match[3]) in first:
            shards[path] = first[match[1], match[3]]
    return shards


def split_name(name: str) -> tuple[str, str]:
    """A file name's stem, and its extension in lower case if it is a known one."""
    stem, _, extension = name.rpartition(".")
    extension = extension.lower()
    if stem and (extension in TEXTS or extension in _PAPERS or extension in _OTHERS):
        return stem, extension
    return name, ""


def _text(words: str, extension: str, folders: Sequence[str]) -> Role | None:
    """The same for a text for readers."""
    if re.search(_SILENT, words):
        return None
    row = _match(_readers(), words)
    if row is None and extension in TEXTS and extension:
        row = _match(_license_ids(), words)
    if row is not None:
        if row.kind is DocumentKind.CARD:
            return Role(row.kind, Part.DOCUMENTATION, row.score / (1 + len(folders)))
        return Role(row.kind, _part(words), row.score)
    in_folder = any(folder.lower() in _LICENSE_FOLDERS for folder in folders)
    return Role(DocumentKind.LICENSE, _part(words), 0.7) if in_folder else None


def _words(stem: str) -> str:
    """`ThirdPartyNotices`, `third-party_notices` -> words separated by spaces."""
    return re.sub(r"[\W_]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", stem)).strip()


def _part(words: str) -> Part:
    return next((part for pattern, part in _PARTS if re.search(pattern, words)), Part.WEIGHTS)


def _part_of_header(kind: DocumentKind) -> Part:
    return Part.CODE if kind in _OF_CODE else Part.WEIGHTS


def _match(table: Sequence[tuple[re.Pattern[str], Row]], text: str) -> Row | None:
    return next((row for pattern, row in table if pattern.search(text)), None)


@cache
def _readers() -> tuple[tuple[re.Pattern[str], Row], ...]:
    return tuple((regex(row.pattern), row) for row in READER_NAMES)


@cache
def _license_ids() -> tuple[tuple[re.Pattern[str], Row], ...]:
    return tuple((regex(row.pattern), row) for row in LICENSE_ID_NAMES)


@cache
def _exact() -> tuple[tuple[re.Pattern[str], Row], ...]:
    return tuple((regex(rf"\A(?:{row.pattern})\Z"), row) for row in EXACT_NAMES)
