"""Words of scope in a LICENSE: "applies to all files except the model weights", "Model Weights License:"."""

from __future__ import annotations

from functools import lru_cache

from auditor.model import Part
from auditor.model.base import Value
from auditor.patterns import regex

_LONGEST = 300
"""Characters of a line that can say it."""
_MOST = 50
_PARTS = {
    Part.WEIGHTS: r"(?:pre-?trained\s+)?(?:model\s+)?(?:weights?|checkpoints?|parameters)|(?:ai\s+|the\s+)?models?",
    Part.CODE: r"(?:source\s+)?code(?:base)?|software|scripts",
    Part.DATA: r"(?:training\s+)?data(?:sets?)?",
    Part.DOCUMENTATION: r"docs?|documentation",
}
_ANY = "|".join(f"(?P<{part.value}>{words})" for part, words in _PARTS.items())
_LICENSE = r"licen[cs]e"
_HEADING = regex(rf"(?i)^[\W\d]{{0,12}}(?:{_ANY})\s+{_LICENSE}\s*(?::|[*#=\s]*$)")
_FOR = regex(
    rf"(?i)^[\W\d]{{0,12}}{_LICENSE}\s+(?:for|of)\s+(?:the\s+)?(?:{_ANY})(?:\s+(?:only|and\s+\w+))?\s*(?::|[*#=\s]*$)"
)
_EXCEPT = regex(
    r"(?i)\b(?:all|any|every)\b[^.]{0,60}\b(?:except|excluding|other\s+than|but\s+not)\b(?:\s+for)?(?:\s+the)?\s+"
    r"(?:pre-?trained\s+)?(?:model\s+)?(?:weights|checkpoints|models?\b)"
)
_COVERS = regex(
    rf"(?i)\b(?:this|the\s+following|below)\b[^.]{{0,20}}\b(?:{_LICENSE}|terms|text)\b[^.]{{0,20}}"
    rf"\b(?:appl(?:y|ies)|covers?|governs?|is\s+for)\b(?:\s+only)?(?:\s+to)?(?:\s+only)?(?:\s+the)?\s+(?:{_ANY})\b"
)

_APPLIES = regex(r"appl(?:y|ies)|cover|govern|is\s+for")


class Section(Value, frozen=True):
    """Lines of a LICENSE that one part's license stands in."""

    first: int
    last: int
    part: Part
    quote: str


@lru_cache(maxsize=2)
def sections(text: str) -> tuple[Section, ...]:
    """The sections of a text by the part they are for; empty where it does not tell parts apart.

    What stands before the first words of scope belongs to the first section.
    """
    lines = text.split("\n")
    starts: list[tuple[int, Part, str]] = []
    for number, line in enumerate(lines, start=1):
        part = _part(line) if len(line) <= _LONGEST else None
        if part is None or len(starts) >= _MOST:
            continue
        if starts and (starts[-1][1] is part or number - starts[-1][0] <= 1):
            continue
        starts.append((number, part, " ".join(line.split())))
    if not starts or (len(starts) == 1 and starts[0][1] is Part.WEIGHTS):
        return ()
    ends = [number - 1 for number, _, _ in starts[1:]] + [len(lines)]
    return tuple(
        Section(1 if at == 0 else number, end, part, quote)
        for at, ((number, part, quote), end) in enumerate(zip(starts, ends, strict=True))
    )


def is_scope(line: str) -> bool:
    """Whether a line says which part the license is for."""
    return len(line) <= _LONGEST and _part(line) is not None


def _part(line: str) -> Part | None:
    low = line.lower()
    # most lines lack a word that each pattern needs, and these are much faster to look for
    if ("except" in low or "exclud" in low or "than" in low or "but" in low) and _EXCEPT.search(line):
        return Part.CODE
    match = (_HEADING.match(line) or _FOR.match(line)) if "license" in low or "licence" in low else None
    if match is None and ("this" in low or "following" in low or "below" in low) and _APPLIES.search(low):
        match = _COVERS.search(line)
    return next(part for part in _PARTS if match[part.value]) if match else None
