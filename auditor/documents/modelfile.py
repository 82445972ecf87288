"""An Ollama Modelfile: what it is made `FROM`, its `ADAPTER`s, and the text of its `LICENSE`s.

One instruction a line, in any case; an argument in one or in three double quotes runs to the line that ends in them
(ollama, parser/parser.go). `SYSTEM`, `TEMPLATE`, `PARAMETER` and `MESSAGE` do not concern licensing; their arguments
are skipped, so that a line in a prompt is not read as an instruction.
"""

from __future__ import annotations

import re

from auditor.documents.content import Unreadable, cut_off
from auditor.documents.flatten import text_of
from auditor.model import Field
from auditor.model.base import Value
from auditor.model.cuts import Cuts
from auditor.patterns import regex

MOST_FIELDS = 1_000
_KEPT = ("FROM", "ADAPTER")
_LICENSE = "LICENSE"
_INSTRUCTION = regex(
    r"[ \t]{0,100}(from|adapter|license|system|template|parameter|message|requires)\b(.*)", re.IGNORECASE
)
_PARAMETER = regex(r"[ \t]*(?:[A-Za-z_]{1,64}[ \t]+)?")
"""The part before the value of a `PARAMETER` or `MESSAGE`: a name, or a role."""
_LONGEST_VALUE = 4_096


class Modelfile(Value, frozen=True):
    """The content of a Modelfile."""

    fields: tuple[Field, ...]
    """`FROM` and `ADAPTER`, each with its line, and `LICENSE` for each license text with its first line."""
    text: str
    """The license texts on their lines in the file, all other lines empty."""
    problems: tuple[Unreadable, ...] = ()
    """The parts of it that were not read."""


def read(text: str) -> Modelfile:
    """The instructions in the text of a Modelfile; never raises."""
    lines = text.split("\n")
    kept = [""] * len(lines)
    fields: list[Field] = []
    cuts = Cuts()
    number = 0
    while number < len(lines):
        first = number
        instruction = _INSTRUCTION.match(lines[number])
        if instruction is None:
            number += 1
            continue
        name, argument = instruction.group(1).upper(), instruction.group(2)
        if name in ("PARAMETER", "MESSAGE"):
            argument = argument[_end_of_name(argument) :]
        value = _argument(argument, lines, number)
        number += len(value)
        if name == _LICENSE:
            kept[first:number] = value
        relevant = name in _KEPT or name == _LICENSE
        if relevant and not cuts.full(len(fields), MOST_FIELDS, "instructions"):
            fields.append(_field(name, value, first + 1))
    return Modelfile(tuple(fields), "\n".join(kept), cut_off(cuts))


def _field(name: str, value: list[str], line: int) -> Field:
    if name == _LICENSE:
        title = next((text.strip() for text in value if text.strip()), "")
        return Field(key=name, value=text_of(title, 200), line=line)
    return Field(key=name, value=text_of(value[0].strip(), _LONGEST_VALUE), line=line)


def _end_of_name(argument: str) -> int:
    name = _PARAMETER.match(argument)
    return name.end() if name else 0


def _argument(argument: str, lines: list[str], number: int) -> list[str]:
    """The argument's lines without quotes; an unclosed one, which ollama rejects, extends to the end of the file."""
    value = argument.strip()
    quotes = next((mark for mark in ('"""', '"') if value.startswith(mark)), "")
    if not quotes:
        return [value]
    value = value.removeprefix(quotes)
    if value.endswith(quotes):
        return [value.removesuffix(quotes)]
    argument_lines = [value]
    for place in range(number + 1, len(lines)):
        line = lines[place]
        closed = line.rstrip().endswith(quotes)
        argument_lines.append(line.rstrip().removesuffix(quotes) if closed else line)
        if closed:
            break
    return argument_lines
