"""Amounts of thresholds: the code of a limit with the number of users or the sum of money that it names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.patterns import regex

if TYPE_CHECKING:
    from auditor.resolve.prose.annotate import Annotated, Hit

_WORDS = {"one": 1, "two": 2, "three": 3, "five": 5, "ten": 10, "twenty": 20, "fifty": 50, "hundred": 100}
_SPELLED = regex(rf"(?i)\b({'|'.join(_WORDS)})\b(?= (?:hundred |thousand|million|billion))")
_NUMBER = regex(
    r"(\d[\d.,' \u202f]*)\s*(million(?:en|s|es)?|mi[o\u00f3]n(?:es)?|mill[o\u00f3]n(?:es)?|milh\w*|mio|mln"
    r"|\u043c\u043b\u043d|\u043c\u0438\u043b\u043b\u0438\u043e\u043d\w*|billion|milliard\w*|thousand|m|k|bn"
    r"|[\u4ebf\u5104\uc5b5\u4e07\u842c\ub9cc])?(?![a-z])",
    re.IGNORECASE,
)
_SCALE = (
    ("milliard", 10**9),
    ("bill", 10**9),
    ("bn", 10**9),
    ("亿", 10**8),
    ("億", 10**8),
    ("억", 10**8),
    ("万", 10**4),
    ("萬", 10**4),
    ("만", 10**4),
    ("mi", 10**6),
    ("ml", 10**6),
    ("м", 10**6),
    ("m", 10**6),
    ("k", 10**3),
    ("t", 10**3),
)
_CURRENCY = (
    ("EUR", regex(r"(?i)€|\beur|евро|欧元|ユーロ|유로")),
    ("GBP", regex(r"(?i)£|\bgbp|pound")),
    ("JPY", regex(r"(?i)¥|jpy|円|エン")),
    ("CNY", regex(r"(?i)rmb|cny|人民币|元")),
)


def code(sentence: Annotated, hit: Hit) -> str:
    """The code of a limit, with the amount if it is a threshold."""
    code = hit.meaning.which
    if not code.endswith("threshold"):
        return code
    words = sentence.words
    start, end = words.starts[hit.first], words.ends[min(hit.end, len(words)) - 1]
    text = words.text[max(0, start - 2) : end + 12]
    text = _SPELLED.sub(lambda spelled: str(_WORDS[spelled[1].lower()]), text)
    match = _NUMBER.search(text)
    if match is None:
        return code
    digits = re.sub(r"[ ,'\u202f](?=\d{3}(?!\d))|\.(?=\d{3}(?!\d))", "", match[1]).strip(" .,'").replace(",", ".")
    scale = (match[2] or "").lower()
    factor = next((number for sign, number in _SCALE if scale.startswith(sign)), 1) if scale else 1
    try:
        number = int(float(digits) * factor)
    except ValueError:
        return code
    if code == "mau-threshold":
        return f"{code}:{number}"
    currency = next((name for name, sign in _CURRENCY if sign.search(words.text)), "USD")
    return f"{code}:{number}-{currency}"
