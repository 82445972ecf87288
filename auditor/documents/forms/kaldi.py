r"""The head of a Kaldi acoustic model (`final.mdl`): the kind of the object that follows, nothing about its origin.

Binary files begin with "\0B"; objects with their name in angle brackets (`io-funcs.h` of Kaldi).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.documents.content import OtherFormat
from auditor.documents.forms.common import content
from auditor.patterns import regex

if TYPE_CHECKING:
    from auditor.documents.content import Content
    from auditor.documents.prefix import Readable
    from auditor.model import FileEntry

_HEAD = 128
_OBJECT = regex(rb"(?:\0B)?\s{0,4}(<[A-Za-z0-9]{1,40}>)")


def read(source: Readable, file: FileEntry) -> Content:
    """`kind`: the name of the first object; raises `OtherFormat` and `OSError`."""
    head = _OBJECT.match(source.read(file.path, limit=_HEAD))
    if head is None:
        raise OtherFormat
    return content("kaldi", {"kind": head[1].decode("ascii")})
