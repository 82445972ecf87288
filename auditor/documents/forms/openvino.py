"""The `rt_info` of an OpenVINO IR: how it was converted, and what exporters add (`model_info`, `optimum`, `nncf`).

It follows the graph, which may have megabytes: of a large or remote file, only the beginning and the end are read. No
XML parser is needed, as only elements with a `value` are read; entities other than XML's five stay as written.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from auditor.documents.content import OtherFormat, cut_off, too_long
from auditor.documents.decode import present
from auditor.documents.forms.common import LONGEST_TEXT, content
from auditor.model.cuts import Cuts
from auditor.patterns import regex

if TYPE_CHECKING:
    from auditor.documents.content import Content, Unreadable
    from auditor.documents.prefix import Readable
    from auditor.model import FileEntry, Scalar

_HEAD = 4 * 1024
_TAIL = 256 * 1024
_WHOLE = 16 * 2**20
"""Bytes of a local file that is read in full."""
MOST_KEYS = 2_000
_MOST_SECTIONS = 20
_DEEPEST = 8
_NET = regex(rb"<net\s[^<>]{0,1000}>")
_ELEMENT = regex(r"<(/?)([A-Za-z_][\w.-]{0,99})((?:[^<>\"']|\"[^\"<]{0,1000000}\"|'[^'<]{0,1000000}'){0,1000000})>")
_VALUE = regex(r"""\bvalue\s{0,1000}=\s{0,1000}(?:"([^"]*)"|'([^']*)')""")
_GRAPH = regex(r"(?s)<layers\b.*</layers\s{0,1000}>")
_OPENING = regex(r"<rt_info\b[^<>]{0,1000}>")


def read(source: Readable, file: FileEntry) -> Content:
    """Each element by the names of its ancestors: `model_info.license`.

    Raises `Unreadable`, `OtherFormat` and `OSError`.
    """
    whole = file.size <= _WHOLE and not getattr(source, "remote", False)
    head = source.read(file.path, limit=_WHOLE if whole else _HEAD)
    present(head)
    if not _NET.search(head[:_HEAD]):
        raise OtherFormat
    if whole or file.size <= _HEAD:
        text = _GRAPH.sub("", head.decode("utf-8", "replace"))
        starts = [opening.end() for opening in _OPENING.finditer(text)]
    else:
        text = source.read(file.path, limit=_TAIL, start=max(0, file.size - _TAIL)).decode("utf-8", "replace")
        # the parts of the graph that may be at the beginning have sections of their own
        starts = [opening.end() for opening in _OPENING.finditer(text)][-1:]
    reader = _Reader(file.path)
    for start in reader.cuts.first(starts, _MOST_SECTIONS, "sections rt_info", path=file.path):
        reader.section(text, start)
    return content("openvino", reader.entries, (*reader.problems, *cut_off(reader.cuts)))


class _Reader:
    def __init__(self, path: str) -> None:
        self.entries: dict[str, Scalar] = {}
        self.problems: tuple[Unreadable, ...] = ()
        self.cuts = Cuts()
        self._path = path

    def section(self, text: str, start: int) -> None:
        """Add the elements with a value that follow, up to the end of the section."""
        above: list[str] = []
        for element in _ELEMENT.finditer(text, start):
            closing, name, attributes = element.groups()
            if closing:
                if name in ("rt_info", "net"):
                    break
                above = above[:-1]
                continue
            value = _VALUE.search(attributes)
            if value is not None and not self._add(".".join((*above, name)), value[1] or value[2] or ""):
                break
            if not attributes.rstrip().endswith("/"):
                if len(above) >= _DEEPEST:
                    self.cuts.note(f"Its rt_info is nested deeper than {_DEEPEST} elements.", path=self._path)
                    break
                above.append(name)

    def _add(self, key: str, value: str) -> bool:
        """Keep a value; False if there are too many."""
        if self.cuts.full(len(self.entries), MOST_KEYS, "entries in its rt_info", path=self._path):
            return False
        text = html.unescape(value)
        if len(text) > LONGEST_TEXT:
            self.problems = (*self.problems, *too_long(key, len(text)))
        else:
            self.entries.setdefault(key, text)
        return True
