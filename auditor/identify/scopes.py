"""Words of scope in a LICENSE: "applies to all files except the model weights", "Model Weights License:"."""

from __future__ import annotations

from functools import lru_cache

from auditor.model import Part
from auditor.model.base import Value
from auditor.patterns import regex

_LONGEST = 300
"""Most characters of a line of scope."""
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

_NOT_COVERED = regex(
    r"(?i)\b(?:weights|checkpoints|models?)\b[^.;]{0,20}\b(?:is|are)\s+not\s+(?:covered|included|licensed|subject|part)\b"
    r"|\b(?:does|do|shall|will)\s*(?:not|n't)\s+(?:apply|extend|cover)\b[^.;]{0,20}\b(?:weights|checkpoints|models?)\b"
)
_UNDER = regex(
    rf"(?i)\b(?:{_ANY})\b[^.]{{0,40}}\b(?:licensed|released|distributed|provided|available)\b[^.]{{0,20}}\bunder\b"
    r"[^.]{0,20}\b(?:following|below)\b"
)
_TITLE = regex(rf"(?i)^(?:#{{1,6}}\s+|\*\*)(?:the\s+)?(?:{_ANY})(?:\s+(?:files|only))?\s*:?\s*(?:\*\*)?:?\s*$")
"""A heading that consists of the name of a part."""
_ONLY = regex(r"(?i)\bonly\b")
_TEXT = 15
"""The lines before "the weights are licensed under the following" are the license of something else."""

_SAYS = regex(r"appl(?:y|ies)|cover|govern|is\s+for|under")


class Section(Value, frozen=True):
    """The lines of a LICENSE that contain the license of one part."""

    first: int
    last: int
    part: Part
    quote: str
    excludes: bool = False
    """Whether the words say that the license does not cover the weights."""

    def has(self, line: int | None) -> bool:
        """Whether that line is in it."""
        return line is not None and self.first <= line <= self.last


@lru_cache(maxsize=2)
def sections(text: str) -> tuple[Section, ...]:
    """The sections of a text by the part that each is for; empty if it does not distinguish parts.

    The text before the first words of scope belongs to the first section.
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
    if len(starts) == 1 and starts[0][1] is Part.WEIGHTS and starts[0][0] > _TEXT:
        starts.insert(0, (1, Part.CODE, ""))
    if not starts or (len(starts) == 1 and starts[0][1] is Part.WEIGHTS):
        return ()
    ends = [number - 1 for number, _, _ in starts[1:]] + [len(lines)]
    return tuple(
        Section(1 if at == 0 else number, end, part, quote, part is Part.CODE and _excludes(quote))
        for at, ((number, part, quote), end) in enumerate(zip(starts, ends, strict=True))
    )


def _excludes(line: str) -> bool:
    """Whether words of scope exclude the weights: "all files except …", "the code only"."""
    return any(words.search(line) for words in (_EXCEPT, _NOT_COVERED, _ONLY))


def is_scope(line: str) -> bool:
    """Whether a line says which part the license is for."""
    return len(line) <= _LONGEST and _part(line) is not None


@lru_cache(maxsize=1_024)
def _part(line: str) -> Part | None:
    """The part that a line says it is for; remembered, as the same few licenses come again and again."""
    low = line.lower()
    # most lines lack a word that the pattern needs, which is much faster to check
    if ("except" in low or "exclud" in low or "than" in low or "but" in low) and _EXCEPT.search(line):
        return Part.CODE
    if " not " in low and _NOT_COVERED.search(line):
        return Part.CODE
    match = (_HEADING.match(line) or _FOR.match(line)) if "license" in low or "licence" in low else None
    if match is None and ("this" in low or "following" in low or "below" in low) and _SAYS.search(low):
        match = _COVERS.search(line) or _UNDER.search(line)
    if match is None and low.startswith(("#", "**")):
        match = _TITLE.match(line)
    return next(part for part in _PARTS if match[part.value]) if match else None
