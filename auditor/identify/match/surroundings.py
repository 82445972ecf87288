"""Words next to a license's own: whether they add nothing, change nothing, or bind.

The classification errs on one side. A title, a separator, a copyright line or a list marker is nothing. A line of
names, an attribution, or a sentence that only says which license applies ("X is licensed under the MIT license,
reproduced below") is neutral. Whatever has a word by which a text could require, allow, forbid or limit is binding,
and so is whatever is not understood: another language.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from auditor.identify.copyrights.grammar import is_copyright_line
from auditor.identify.match import vocabulary
from auditor.identify.match.titles import respelled
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator


class Weight(Enum):
    """The significance of words next to a license."""

    NOTHING = "nothing"
    NEUTRAL = "neutral"
    BINDING = "binding"


_STRONG = vocabulary.listed(vocabulary.STRONG)
_STEMS = tuple(vocabulary.STEMS.split())
_WEAK = vocabulary.listed(vocabulary.WEAK) | vocabulary.listed(vocabulary.TOPICS)
_TURNING = vocabulary.listed(vocabulary.TURNING)
_TITLE = vocabulary.listed(vocabulary.TITLE) | vocabulary.listed(vocabulary.TOPICS)
_GENERIC = vocabulary.listed(vocabulary.GENERIC)
_HEADINGS = vocabulary.listed(vocabulary.HEADINGS)
_ENGLISH = vocabulary.listed(vocabulary.FUNCTION)
_LICENSE = frozenset(("license", "licence", "agreement"))
_RIGHTS = frozenset(("all", "rights", "reserved"))
_WORD = regex(r"[^\W_]+")
_SENTENCE = regex(
    r"(?<=[a-z0-9)\"\u201d][.;:!?])\s+(?=\S)|\n\s*\n|\n(?=\s{0,8}(?:[-*+\u2022#>|=]|\(?[0-9a-z]{1,2}[.)]\s))"
)
_POINTER = regex(
    r"\b(?:licensed|sublicensed|released|distributed|redistributed|provided|available|published|offered|covered"
    r"|governed|downloaded|obtained|found|bundled|shipped|used|reproduced|included|contained|listed|copied|adapted"
    r"|derived|taken|modified|developed|written|created) (?:here )?"
    r"(?:under|by|from|below|above|as follows|in|with|to|for)\b"
    r"|\b(?:following|below|above|see|full|complete|original|copy of|text of|under) "
    r"(?:is )?(?:the |its |their |this |a )?"
    r"(?:[^\s]+ ){0,6}(?:license|licenses|notice|notices|terms|copyright)\b"
    r"|\b(?:license|licenses|terms|notice|notices|copyright)(?: [^\s]+){0,6} (?:applies|apply|follows|follow|below"
    r"|above|reproduced|found)\b"
    r"|\b(?:includes|contains|incorporates|lists|uses|using|based on|portions of|built on|built with|built using"
    r"|code from|software from|component|components|copyright holders?)\b"
)
_HARMLESS = regex(
    r"\b(?:under the )?terms and conditions\b|\bterms of use\b|\bprovided (?:by|under|in|with|below|here|as is)\b"
    r"|\badditional (?:licenses|notices|copyright|third party)\b|\bmore information\b|\bwithout modifications?\b"
    r"|\bmay (?:contain|include|incorporate|be (?:included|contained|found|obtained|downloaded|available))\b"
    r"|\byou may obtain a copy\b|\bno (?:changes|modifications) (?:were|have been) made\b|\bfor more details\b"
    r"|\bmay (?:[0-9]{1,2} )?(?:19|20)[0-9]{2}\b|\b[0-9]{1,2} may (?:19|20)[0-9]{2}\b"
    r"|\b(?:for|if you have|should you have) (?:any |further |more )?questions "
    r"(?:(?:about|regarding|on|concerning) (?:this|the|our|its) (?:license|agreement|model|software|project|code) )?"
    r"(?:please )?(?:contact|open|write|email|reach|visit|see)\b"
    r"|\bnot modified\b|\bsubject to (?:the )?(?:following|terms(?: and conditions)?|same)\b"
)
_TITLE_WORDS = 10
_POINTER_WORDS = 45
_ADDRESS = regex(r"https?://[^\s<>\")]{1,300}|www\.[^\s<>\")]{1,300}|[\w.+-]{1,64}@[\w.-]{1,120}", re.IGNORECASE)
_ITEM = regex(r"\W*\w{1,2}[.)]\W*")
_PROSE = 14
_LATIN = 0x24F
"""The last letter of Latin Extended-B."""
_LONGEST = 200_000
_STATEMENT = 400
_MARGIN = " \t>#*/;%|"
_HOLDER = regex(r"(?<=provided by )(?:[^\s]+ ){1,16}?(?=as is\b)|(?<=event shall )(?:[^\s]+ ){1,16}?(?=be liable\b)")


@lru_cache(maxsize=256)
def weigh(excerpt: str, *, title: tuple[str, ...] = (), key: str = "") -> Weight:
    """The weight of words next to a license; `title` and `key` are the license's own."""
    if len(excerpt) > _LONGEST:
        return Weight.BINDING
    if len(excerpt) < _STATEMENT and is_copyright_line(" ".join(excerpt.split())):
        return Weight.NOTHING
    heaviest = Weight.NOTHING
    disclaims = False
    for at, sentence in enumerate(_sentences(excerpt)):
        if at and _ITEM.fullmatch(sentence):
            continue
        disclaims = _disclaims(sentence, begun=disclaims)
        if disclaims:
            heaviest = Weight.NEUTRAL
            continue
        weight = _sentence(sentence, title, key)
        if weight is Weight.BINDING:
            return weight
        if weight is Weight.NEUTRAL:
            heaviest = weight
    return heaviest


def _sentences(excerpt: str) -> Iterator[str]:
    """The sentences other than copyright lines, by paragraph; lazily, as the first binding one ends the search."""
    block: list[str] = []
    for line in excerpt.split("\n"):
        if is_copyright_line(line):
            continue
        block.append(line.lstrip(_MARGIN))
        if len(block) > 1 and not block[-1].strip():
            yield from _SENTENCE.split("\n".join(block[:-1]))
            block = []
    yield from _SENTENCE.split("\n".join(block))


def weighty(words: list[str]) -> bool:
    """Whether any of the words is typical of license terms."""
    return any(word in _STRONG or word in _WEAK or word.startswith(_STEMS) for word in words)


def turns(words: list[str]) -> bool:
    """Whether words added to a license, or removed from it, could change its meaning."""
    return weighty(words) or not _TURNING.isdisjoint(words)


def _sentence(sentence: str, title: tuple[str, ...], key: str) -> Weight:
    words = [word.lower() for word in _WORD.findall(sentence)]
    if _is_nothing(sentence, words, title, key):
        return Weight.NOTHING
    if words == ["modified"] or ("modified" in words and len(words) <= _TITLE_WORDS and _LICENSE.intersection(words)):
        return Weight.BINDING
    line = " ".join(words)
    left = _HARMLESS.sub(" ", f" {line} ").split()
    if _foreign(sentence, words) or any(word in _STRONG or word.startswith(_STEMS) for word in left):
        return Weight.BINDING
    plain = " ".join(word.lower() for word in _WORD.findall(_ADDRESS.sub(" ", sentence)))
    weak = [word for word in _HARMLESS.sub(" ", f" {plain} ").split() if word in _WEAK]
    heading = len(words) <= _TITLE_WORDS and all(word in _TITLE for word in weak) and sentence.rstrip()[-1:] != "."
    pointer = len(words) <= _POINTER_WORDS and _POINTER.search(line)
    return Weight.NEUTRAL if not weak or heading or pointer else Weight.BINDING


def _is_nothing(sentence: str, words: list[str], title: tuple[str, ...], key: str) -> bool:
    """Whether a sentence is only an address, a copyright line, or the license's own title."""
    if not words or set(words) <= _RIGHTS or not _WORD.search(_ADDRESS.sub(" ", sentence)):
        return True
    if is_copyright_line(" ".join(sentence.split())) or f" {' '.join(words)} " in f" {' '.join(title)} ":
        return True
    if "modified" in words and "modified" not in title:
        return False
    if respelled(sentence, title, key):
        return True
    own = {*title, *_WORD.findall(key.lower()), *_GENERIC} - _STRONG | _HEADINGS
    return all(word in own for word in words) and bool(set(words) & {*title, *_GENERIC, *_HEADINGS})


def _disclaims(sentence: str, *, begun: bool) -> bool:
    """Whether a sentence is the warranty disclaimer of BSD or MIT, or continues one, whoever disclaims."""
    line = " ".join(_WORD.findall(sentence.lower()))
    if not begun and not line.startswith(("this software is provided", "the software is provided")):
        return False
    match = _HOLDER.search(line)
    if match and any(word in _STRONG for word in match.group().split()):
        return False
    words = _HOLDER.sub("holder ", line).split()
    pairs = _disclaimer_pairs()
    return len(words) >= _PROSE and all(pair in pairs for pair in pairwise(words))


@lru_cache(maxsize=1)
def _disclaimer_pairs() -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(vocabulary.DISCLAIMER.split()))


def _foreign(sentence: str, words: list[str]) -> bool:
    """Whether the sentence is in a script or a language that the word lists do not cover."""
    letters = [letter for letter in sentence if letter.isalpha()]
    strange = sum(ord(letter) > _LATIN for letter in letters)
    if strange > 3 and strange * 5 > len(letters):  # noqa: PLR2004 - the accents of a name are not another language
        return True
    plain = [word for word in words if word.isalpha()]
    lower = sum(word.islower() for word in _WORD.findall(sentence))
    return len(plain) >= _PROSE and lower * 2 > len(plain) and not _ENGLISH.intersection(plain)
