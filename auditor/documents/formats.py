"""The reader of each kind of document, with its cap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.documents import (
    front_matter,
    gguf,
    headers,
    html,
    json_fields,
    modelfile,
    onnx,
    safetensors,
    toml_fields,
    yaml_events,
)
from auditor.documents.content import Content, Unreadable, too_large
from auditor.documents.decode import decode, present
from auditor.documents.names import LICENSE_LIKE, split_name
from auditor.documents.prefix import FIRST
from auditor.model import DocumentKind, UnreadReason

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.documents.prefix import Readable
    from auditor.model import FileEntry

LARGEST_TEXT = 2 * 2**20
LARGEST_NOTICE = 32 * 2**20
"""Bytes of a third-party notice, which some generate for hundreds of packages."""
LARGEST_JSON = 5 * 2**20
LARGEST_HINT = 256 * 1024
"""Bytes of files that grow with the training and are seldom relevant."""
SOURCE_HEAD = 16 * 1024
"""Bytes of a source file's beginning, which contains its copyright."""
SOURCE_LINES = 60

_HTML = ("html", "htm")
_RECORDS = (DocumentKind.PACKAGE_METADATA, DocumentKind.DOWNLOAD_METADATA)
_SELDOM = (
    DocumentKind.PROJECT_METADATA,
    DocumentKind.TRAINER_STATE,
    DocumentKind.SPACY_META,
    DocumentKind.PACKAGE_JSON,
    DocumentKind.OCI_INDEX,
)
_HEADERS = {DocumentKind.SAFETENSORS: safetensors.read, DocumentKind.ONNX: onnx.read}


def read(
    source: Readable,
    file: FileEntry,
    kind: DocumentKind,
    known: gguf.KnownLists | None = None,
) -> Content:
    """The content of a file of that kind; raises `Unreadable`, `OtherFormat`, and the source's `OSError`.

    `known` has the lists of the GGUF files read before.
    """
    if kind in _HEADERS:
        return _HEADERS[kind](source, file)
    of_text = _of_texts().get(kind)
    if of_text is not None:
        return of_text(_whole(source, file, LARGEST_TEXT))
    match kind:
        case DocumentKind.GGUF:
            return gguf.read(source, file, known)
        case DocumentKind.MODEL_METADATA:
            from auditor.documents.forms import readers  # noqa: PLC0415 - eight formats that few models have

            return readers.read(source, file)
        case DocumentKind.SOURCE_CODE:
            return _source_code(source, file)
        case DocumentKind.PROJECT_METADATA:
            return _project(_whole(source, file, LARGEST_HINT), file.path)
        case DocumentKind.CARD:
            return _card(_whole(source, file, LARGEST_TEXT), file.path)
    if kind in LICENSE_LIKE or kind is DocumentKind.SIDECAR:
        data = _whole(source, file, _largest(kind))
        return Content(data, _prose(data, file.path))
    return _json(_whole(source, file, LARGEST_HINT if kind in _SELDOM else LARGEST_JSON))


def first(kind: DocumentKind, size: int) -> int:
    """The most bytes that the first read of a file of that size requests; 0 if it is too large to be read."""
    if kind in _HEADERS or kind in (DocumentKind.GGUF, DocumentKind.MODEL_METADATA):
        return FIRST
    if kind is DocumentKind.SOURCE_CODE:
        return SOURCE_HEAD
    texts = (
        DocumentKind.CARD,
        DocumentKind.MERGE_CONFIG,
        DocumentKind.TRAINING_ARGS,
        DocumentKind.MODELFILE,
        DocumentKind.REUSE,
        *_RECORDS,
        *LICENSE_LIKE,
    )
    most = _largest(kind) if kind in texts else LARGEST_HINT if kind in _SELDOM else LARGEST_JSON
    return most + 1 if size <= most else 0


def _largest(kind: DocumentKind) -> int:
    """Bytes of the largest text of that kind."""
    return LARGEST_NOTICE if kind in (DocumentKind.NOTICE, DocumentKind.THIRD_PARTY) else LARGEST_TEXT


def _whole(source: Readable, file: FileEntry, cap: int) -> bytes:
    """The whole file, never a part of it."""
    data = source.read(file.path, limit=cap + 1) if file.size <= cap else b""
    if file.size > cap or len(data) > cap:
        raise too_large(f"It is larger than {f'{cap // 2**20} MB' if cap >= 2**20 else f'{cap // 1024} kB'}.")
    return data


def _prose(data: bytes, path: str) -> str:
    text = decode(data)
    if split_name(path.rpartition("/")[2])[1] in _HTML:
        text = html.strip(text)
        if not text.strip():
            raise Unreadable(UnreadReason.EMPTY, "It contains no text between its tags.")
    return text


def _card(data: bytes, path: str) -> Content:
    text = _prose(data, path)
    matter = front_matter.read(text)
    return Content(data, text, matter.fields, matter.body_line, matter.problems)


def _json(data: bytes) -> Content:
    text = decode(data)
    fields, problems = json_fields.read(text)
    return Content(data, text, fields, problems=problems)


def _yaml(data: bytes) -> Content:
    text = decode(data)
    loaded = yaml_events.load(text)
    if not isinstance(loaded.value, dict):
        raise Unreadable(UnreadReason.MALFORMED, "It is YAML, but has no keys.")
    return Content(data, text, front_matter.to_fields(loaded))


def _of_texts() -> dict[DocumentKind, Callable[[bytes], Content]]:
    """The readers of kinds that are always text."""
    return {
        DocumentKind.MODELFILE: _modelfile,
        DocumentKind.MERGE_CONFIG: _yaml,
        DocumentKind.TRAINING_ARGS: _yaml,
        DocumentKind.PACKAGE_METADATA: _package,
        DocumentKind.DOWNLOAD_METADATA: _download,
        DocumentKind.REUSE: _toml,
    }


def _download(data: bytes) -> Content:
    text = decode(data)
    return Content(data, text, headers.download(text))


def _package(data: bytes) -> Content:
    text = decode(data)
    return Content(data, text, headers.package(text), headers.description_line(text))


def _toml(data: bytes) -> Content:
    text = decode(data)
    fields, problems = toml_fields.read(text)
    return Content(data, text, fields, problems=problems)


def _project(data: bytes, path: str) -> Content:
    match path.rpartition(".")[2].lower():
        case "toml":
            return _toml(data)
        case "cff":
            return _yaml(data)
        case "cfg":
            text = decode(data)
            return Content(data, text, headers.sections(text))
    return _json(data)


def _modelfile(data: bytes) -> Content:
    parsed = modelfile.read(decode(data))
    return Content(data, parsed.text, parsed.fields, problems=parsed.problems)


def _source_code(source: Readable, file: FileEntry) -> Content:
    """The first lines; a character cut in two at the end does not suggest another encoding."""
    data = source.read(file.path, limit=SOURCE_HEAD)
    present(data)
    if len(data) == SOURCE_HEAD:
        data = data[: data.rfind(b"\n") + 1] or data
    return Content(data, "\n".join(decode(data).split("\n")[:SOURCE_LINES]))
