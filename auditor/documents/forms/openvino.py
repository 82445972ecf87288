"""The `rt_info` of an OpenVINO IR: how it was converted, and what exporters add (`model_info`, `optimum`, `nncf`).

It follows the graph, which may have megabytes, so only the beginning and the end of the file are read. No XML parser
is needed, as only elements with a `value` are read; entities other than XML's five stay as written.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from auditor.documents.content import OtherFormat, cut_off
from auditor.documents.decode import present
from auditor.documents.forms.common import LONGEST_TEXT, content
from auditor.model.cuts import Cuts
from auditor.patterns import regex

if TYPE_CHECKING:
    from auditor.documents.content import Content
    from auditor.documents.prefix import Readable
    from auditor.model import FileEntry, Scalar

_HEAD = 4 * 1024
_TAIL = 256 * 1024
MOST_KEYS = 2_000
_DEEPEST = 8
_NET = regex(rb"<net\s[^<>]{0,1000}>")
_ELEMENT = regex(r"<(/?)([A-Za-z_][\w.-]{0,99})((?:[^<>\"']|\"[^\"<]{0,65536}\"|'[^'<]{0,65536}'){0,40})>")
_VALUE = regex(r"""\bvalue\s{0,4}=\s{0,4}(?:"([^"]*)"|'([^']*)')""")
_OPEN = "<rt_info>"


def read(source: Readable, file: FileEntry) -> Content:
    """Each element by the names of its ancestors: `model_info.license`.

    Raises `Unreadable`, `OtherFormat` and `OSError`.
    """
    head = source.read(file.path, limit=_HEAD)
    present(head)
    if not _NET.search(head):
        raise OtherFormat
    start = max(0, file.size - _TAIL)
    text = source.read(file.path, limit=_TAIL, start=start).decode("utf-8", "replace")
    _, opened, within = text.rpartition(_OPEN)
    cuts = Cuts()
    entries = _elements(within, cuts, file.path) if opened else {}
    return content("openvino", entries, cut_off(cuts))


def _elements(text: str, cuts: Cuts, path: str) -> dict[str, Scalar]:
    entries: dict[str, Scalar] = {}
    above: list[str] = []
    for element in _ELEMENT.finditer(text):
        closing, name, attributes = element.groups()
        if closing:
            if name in ("rt_info", "net"):
                break
            above = above[:-1]
            continue
        value = _VALUE.search(attributes)
        if value is not None:
            if cuts.full(len(entries), MOST_KEYS, "entries in its rt_info", path=path):
                break
            key = ".".join((*above, name))
            entries.setdefault(key, html.unescape((value[1] if value[1] is not None else value[2])[:LONGEST_TEXT]))
        if not attributes.rstrip().endswith("/"):
            if len(above) >= _DEEPEST:
                break
            above.append(name)
    return entries
