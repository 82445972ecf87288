"""JSON documents, as every format for machines writes them: lossless and inert.

No string is stripped: what could deceive a terminal, a reader or a CI runner is written as an escape.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from auditor.report.common import commands
from auditor.report.common.clean import UNSEEN

if TYPE_CHECKING:
    import re

    from auditor.model import Noun

_BEYOND = 0xFFFF
"""The last character that a single escape can express."""


def written(*parts: Noun) -> str:
    """The fields of these nouns as one JSON object, indented, in their order."""
    bodies = [part.to_text()[2:-2] for part in parts]
    return inert("{\n" + ",\n".join(bodies) + "\n}\n")


def written_plain(content: dict[str, Any]) -> str:
    """A dict of JSON values as one JSON object, indented."""
    import json  # noqa: PLC0415 - msgspec is faster, but used for nouns only

    return inert(json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def inert(text: str) -> str:
    """Equivalent JSON without anything that another reader could execute."""
    return commands.escaped(UNSEEN.sub(_escape, text))


def parsed(data: bytes | str) -> Any:  # noqa: ANN401 - any JSON
    """The value of JSON data; raises ValueError if it is not JSON."""
    import json  # noqa: PLC0415 - the only reader that keeps lone surrogates

    try:
        return json.loads(data)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error


def _escape(match: re.Match[str]) -> str:
    point = ord(match[0])
    if point <= _BEYOND:
        return f"\\u{point:04x}"
    high, low = divmod(point - 0x10000, 0x400)
    return f"\\u{0xD800 + high:04x}\\u{0xDC00 + low:04x}"
