"""The reader of each format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.documents.content import OtherFormat
from auditor.documents.forms import coreml, ctranslate2, exported, ggml, kaldi, openvino, piper, tflite
from auditor.documents.forms.names import form_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.documents.content import Content
    from auditor.documents.prefix import Readable
    from auditor.model import FileEntry

READERS: dict[str, Callable[[Readable, FileEntry], Content]] = {
    "ctranslate2": ctranslate2.read,
    "ggml": ggml.read,
    "piper": piper.read,
    "kaldi": kaldi.read,
    "openvino": openvino.read,
    "tflite": tflite.read,
    "coreml": coreml.read,
    "coreml-compiled": coreml.read_compiled,
    "exported": exported.read,
}
"""By the format's id in `names.FORMS`."""


def read(source: Readable, file: FileEntry) -> Content:
    """The content of a file of one of these formats; raises `Unreadable`, `OtherFormat` and `OSError`."""
    form = form_of(file.path)
    if form is None:
        raise OtherFormat
    return READERS[form.form](source, file)
