"""Edits a card's front matter in place: keys are added, and nothing else is changed."""

from __future__ import annotations

from auditor.patterns import regex

_BOM = b"\xef\xbb\xbf"
_FENCE = b"---"
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
"""Words that YAML does not read as text."""
_PLAIN = regex(r"[A-Za-z0-9][\w./+-]*")


def front_matter_insertion(data: bytes, values: list[tuple[str, str]]) -> tuple[int, str] | None:
    """The offset in a card, and the text to insert there, for keys and values.

    An existing key is unchanged, as no statement may be changed. None if nothing is left to insert, or the front matter
    is not closed.
    """
    present = _present(data, {key for key, _ in values})
    values = [(key, value) for key, value in values if key not in present]
    if not values:
        return None
    start = len(_BOM) if data.startswith(_BOM) else 0
    end = "\r\n" if b"\r\n" in data else "\n"
    lines = data[start:].split(b"\n")
    if not lines or lines[0].rstrip() != _FENCE:
        return start, f"---{end}{_keys(values, end)}---{end}{end if data[start:] else ''}"
    place = start + len(lines[0]) + 1
    for line in lines[1:]:
        if line.rstrip() == _FENCE:
            return place, _keys(values, end)
        place += len(line) + 1
    return None


def _present(data: bytes, keys: set[str]) -> set[str]:
    """Those of the keys that the front matter has."""
    lines = data.removeprefix(_BOM).split(b"\n")
    if lines[0].rstrip() != _FENCE:
        return set()
    present = set()
    for line in lines[1:]:
        if line.rstrip() == _FENCE:
            break
        present |= {key for key in keys if line.startswith(f"{key}:".encode())}
    return present


def _keys(values: list[tuple[str, str]], end: str) -> str:
    """`key: value`, or a list under the key if it has several values."""
    by_key: dict[str, dict[str, None]] = {}
    for key, value in values:
        by_key.setdefault(key, {})[value] = None
    lines = []
    for key, several in by_key.items():
        if len(several) == 1:
            lines.append(f"{key}: {_scalar(next(iter(several)))}{end}")
        else:
            lines.append(f"{key}:{end}" + "".join(f"- {_scalar(value)}{end}" for value in several))
    return "".join(lines)


def _scalar(value: str) -> str:
    """A value as YAML reads it back; quoted unless it is a plain id."""
    if _PLAIN.fullmatch(value) and ("/" in value or value[0].isalpha()) and value.lower() not in _WORDS:
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
