"""The front matter of a card, edited in place: keys are put before its closing line, and nothing else is touched."""

from __future__ import annotations

from auditor.patterns import regex

_BOM = b"\xef\xbb\xbf"
_FENCE = b"---"
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
"""What YAML reads as no text."""
_PLAIN = regex(r"[A-Za-z0-9][\w./+-]*")


def front_matter_insertion(data: bytes, values: list[tuple[str, str]]) -> tuple[int, str] | None:
    """Where in a card which text is put for keys and values; an empty text where nothing is to be done.

    A key that is there already stays as it is, for no statement is changed. None where nothing is left to put, and
    where the front matter has no end.
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
    """Which of the keys the front matter has."""
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
    """`key: value`, or a list under the key where it has several."""
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
    """A value as YAML reads it back; quoted where it is no plain id."""
    if _PLAIN.fullmatch(value) and ("/" in value or value[0].isalpha()) and value.lower() not in _WORDS:
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
