"""Words that attack whoever shows them, and audits in which every free field has them."""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from enum import Enum
from typing import Any

from auditor.model import Noun

FRAGMENTS = (
    "# heading\n\n* list\n\n[link](https://evil.example/x) ![img](https://evil.example/i.png) <https://evil.example>",
    "```\ncode\n```\n~~~mermaid\ngraph\n~~~ `tick` **bold** | a | b |\n|---|---|\n~~del~~ $x$ :smile: ^[note]",
    "@octocat #1 GH-2 octocat/repo#3 www.evil.example https://evil.example/a ftp://evil.example",
    "<script>alert(1)</script><img src=x onerror=alert(1)><a href='javascript:alert(1)'>x</a></details></table></div>",
    '</style><style>*{display:none}</style><!-- --> --> ]]> <![CDATA[ &lt;script&gt; " \' onclick=alert(1) x="',
    '#eval("1") #import "x.typ" #read("/etc/passwd") $ x $ @label <label> *b* _i_ = Heading \\u{41} #let x = 1 #pdf',
    "\x1b[31mred\x1b]0;title\x07\x1b]8;;https://evil.example\x1b\\ \x9b1m \x00\x08",
    "\u202egnp.exe\u2066 a\u200bb \u2028 \u00ad \ufeff",
    "\n::error file=x::pwned\n::set-output name=a::b\n##[error]x ##vso[task.x]y ##teamcity[z] %0A::warning::",
    "=cmd|'/C calc'!A0 +1+1 -2+3 @SUM(1) \t=1",
    "x" * 100_000,
    "a" + "\u0301" * 10_000,
    "楽天のモデル、通義千問 العربية 한국어 👩‍👩‍👧",
    "\ud800 lone \udfff",
)
FREE = {
    *("title", "message", "remedy", "question", "says", "quote", "note", "comment", "by", "raw", "statement"),
    *("holder", "detail", "target", "covered", "text", "scope"),
}
"""Fields that hold words of anybody; ids, codes and expressions are ours."""
NAMES = frozenset({"name", "path", "publisher", "component", "waived", "date", "source", "revision", "clause"})
"""Fields that hold names and places, which whoever makes a repository chooses too."""


def poisoned(
    value: Any,  # noqa: ANN401 - whatever a noun holds
    poison: str | list[int],
    field: str = "",
    *,
    fields: AbstractSet[str] = FREE,
) -> Any:  # noqa: ANN401
    """The value with the poison, or with fragments by their numbers, after the words of every field of these names."""
    poison = poison if isinstance(poison, str) else " ".join(FRAGMENTS[number] for number in poison)
    match value:
        case Enum() | bool() | int() | float() | None:
            return value
        case str():
            return f"{value} {poison}" if field in fields and value else value
        case Noun():
            return value.replace(
                **{name: poisoned(getattr(value, name), poison, name, fields=fields) for name in value.field_names()}
            )
        case tuple():
            return tuple(poisoned(item, poison, field, fields=fields) for item in value)
        case _:
            return value


def is_silent(page: str) -> None:
    """Nothing that a terminal, a reader's eye or a CI runner obeys."""
    assert re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\u200b\ud800-\udfff]", page) is None
    assert re.search(r"(?m)^\s*::|##[A-Za-z.]*\[", page) is None
    assert re.search("[\u0300-\u036f]{5}", page) is None
