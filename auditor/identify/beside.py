"""Words that stand beside a license's own: whether they add nothing, change nothing, or bind.

The rule is made to err on one side. A title, a separator, a copyright line or a list marker is
nothing. A line of names, an attribution, or a sentence that only says which license applies ("X is
licensed under the MIT license, reproduced below") is neutral. Whatever has a word by which a text
could ask, allow, forbid or limit is binding, and so is whatever cannot be read: another language.
"""

from __future__ import annotations

import re
from collections import Counter
from enum import Enum

from auditor.identify import vocabulary
from auditor.identify.statement import is_copyright_line


class Weight(Enum):
    """What words beside a license amount to."""

    NOTHING = "nothing"
    NEUTRAL = "neutral"
    BINDING = "binding"


_STRONG = vocabulary.listed(vocabulary.STRONG)
_STEMS = tuple(vocabulary.STEMS.split())
_WEAK = vocabulary.listed(vocabulary.WEAK) | vocabulary.listed(vocabulary.TOPICS)
_TURNING = vocabulary.listed(vocabulary.TURNING)
_TITLE = vocabulary.listed(vocabulary.TITLE) | vocabulary.listed(vocabulary.TOPICS)
_GENERIC = vocabulary.listed(vocabulary.GENERIC)
_DISCLAIMER = vocabulary.listed(vocabulary.DISCLAIMER)
_ENGLISH = vocabulary.listed(vocabulary.FUNCTION)
_LICENSE = frozenset(("license", "licence", "agreement", "terms"))
_RIGHTS = frozenset(("all", "rights", "reserved"))
_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(
    r"(?<=[a-z0-9)\"\u201d][.;:!?])\s+(?=\S)|\n\s*\n|\n(?=\s{0,8}(?:[-*+\u2022#>|=]|\(?[0-9a-z]{1,2}[.)]\s))"
)
_POINTER = re.compile(
    r"\b(?:licensed|sublicensed|released|distributed|redistributed|provided|available|published|offered|covered"
    r"|governed|downloaded|obtained|found|bundled|shipped|used|reproduced|included|contained|listed|copied|adapted"
    r"|derived|taken|modified|developed|written|created) (?:here )?(?:under|by|from|below|above|as follows|in|with|to|for)\b"
    r"|\b(?:following|below|above|see|full|complete|original|copy of|text of|under) (?:is )?(?:the |its |their |this |a )?"
    r"(?:[^\s]+ ){0,6}(?:license|licenses|notice|notices|terms|copyright)\b"
    r"|\b(?:license|licenses|terms|notice|notices|copyright)(?: [^\s]+){0,6} (?:applies|apply|follows|follow|below"
    r"|above|reproduced|found)\b"
    r"|\b(?:includes|contains|incorporates|lists|uses|using|based on|portions of|built on|built with|built using"
    r"|code from|software from|component|components|copyright holders?)\b"
)
_HARMLESS = re.compile(
    r"\b(?:under the )?terms and conditions\b|\bterms of use\b|\bprovided (?:by|under|in|with|below|here|as is)\b"
    r"|\badditional (?:licenses|notices|copyright|third party)\b|\bmore information\b|\bwithout modifications?\b"
    r"|\bmay (?:contain|include|incorporate|be (?:included|contained|found|obtained|downloaded|available))\b"
    r"|\byou may obtain a copy\b|\bno (?:changes|modifications) (?:were|have been) made\b|\bfor more details\b"
    r"|\bnot modified\b"
)
_TITLE_WORDS = 10
_POINTER_WORDS = 45
_ADDRESS = re.compile(r"https?://[^\s<>\")]{1,300}|www\.[^\s<>\")]{1,300}|[\w.+-]{1,64}@[\w.-]{1,120}", re.IGNORECASE)
_ITEM = re.compile(r"\W*\w{1,2}[.)]\W*")
_PROSE = 14
_LATIN = 0x24F
"""The last letter of Latin Extended-B."""
_LONGEST = 200_000
_STATEMENT = 400
_MARGIN = " \t>#*/;%|"
_DISCLAIMS = re.compile(r"^\W*(?:this|the) software is provided (?:by [^.]{1,120} )?\W?as\s+is\b", re.IGNORECASE)
_YEAR = 4


def weigh(excerpt: str, *, title: tuple[str, ...] = (), key: str = "") -> Weight:
    """The weight of words that stand beside a license; `title` and `key` are the license's own."""
    lines = [line.lstrip(_MARGIN) for line in excerpt[:_LONGEST].split("\n") if not is_copyright_line(line)]
    if len(excerpt) > _LONGEST:
        return Weight.BINDING
    if len(excerpt) < _STATEMENT and is_copyright_line(" ".join(excerpt.split())):
        return Weight.NOTHING
    found = Weight.NOTHING
    disclaims = False
    for at, sentence in enumerate(_SENTENCE.split("\n".join(lines))):
        if at and _ITEM.fullmatch(sentence):
            continue
        words = [word.lower() for word in _WORD.findall(sentence)]
        disclaims = (
            bool(words)
            and all(word in _DISCLAIMER for word in words)
            and (disclaims or bool(_DISCLAIMS.search(sentence)))
        )
        if disclaims:
            found = Weight.NEUTRAL
            continue
        weight = _sentence(sentence, title, key)
        if weight is Weight.BINDING:
            return weight
        if weight is Weight.NEUTRAL:
            found = weight
    return found


def conflicts(before: list[str], title: list[str]) -> bool:
    """Whether the words before a license name another version of it than its own title does."""
    if not (set(title) - _GENERIC - _TITLE) & set(before):
        return False
    left = Counter(before) - Counter(title)
    return any(any(map(str.isdigit, word)) and len(word) != _YEAR for word in left)


def titled(before: str, title: list[str], key: str) -> str:
    """The title of a license among the lines before one, where it is not that license's own; "" without."""
    own = {*title, *_WORD.findall(key.lower()), *_GENERIC, *_TITLE, "modified"}
    for line in before.split("\n"):
        words = [word.lower() for word in _WORD.findall(line)]
        if 0 < len(words) <= _TITLE_WORDS and _LICENSE.intersection(words) and not set(words) <= own:
            return " ".join(line.split())
    return ""


def turns(words: list[str]) -> bool:
    """Whether words put into a license, or taken out of it, could turn what it says."""
    return any(word in _STRONG or word in _WEAK or word in _TURNING or word.startswith(_STEMS) for word in words)


def _sentence(sentence: str, title: tuple[str, ...], key: str) -> Weight:
    words = [word.lower() for word in _WORD.findall(sentence)]
    if (
        not words
        or set(words) <= _RIGHTS
        or not _WORD.search(_ADDRESS.sub(" ", sentence))
        or is_copyright_line(" ".join(sentence.split()))
    ):
        return Weight.NOTHING
    if "modified" in words and len(words) <= _TITLE_WORDS and set(words) <= {*title, *_GENERIC, *_TITLE, "modified"}:
        return Weight.BINDING
    own = {*title, *_WORD.findall(key.lower()), *_GENERIC}
    if all(word in own for word in words) and (set(words) & {*title, *_GENERIC}):
        return Weight.NOTHING
    if _foreign(sentence, words):
        return Weight.BINDING
    line = _HARMLESS.sub(" ", f" {' '.join(words)} ")
    left = line.split()
    if any(word in _STRONG or word.startswith(_STEMS) for word in left):
        return Weight.BINDING
    weak = [word for word in left if word in _WEAK]
    if not weak:
        return Weight.NEUTRAL
    if len(words) <= _TITLE_WORDS and all(word in _TITLE for word in weak) and not sentence.rstrip().endswith("."):
        return Weight.NEUTRAL
    if len(words) <= _POINTER_WORDS and _POINTER.search(" ".join(words)):
        return Weight.NEUTRAL
    return Weight.BINDING


def _foreign(sentence: str, words: list[str]) -> bool:
    """Whether the sentence is in letters or a language that the word lists cannot judge."""
    letters = [letter for letter in sentence if letter.isalpha()]
    strange = sum(ord(letter) > _LATIN for letter in letters)
    if strange > 3 and strange * 5 > len(letters):  # noqa: PLR2004 - a name's accents are no language
        return True
    plain = [word for word in words if word.isalpha()]
    lower = sum(word.islower() for word in _WORD.findall(sentence))
    return len(plain) >= _PROSE and lower * 2 > len(plain) and not _ENGLISH.intersection(plain)
