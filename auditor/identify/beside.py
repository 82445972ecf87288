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

from auditor.identify.statement import is_copyright_line


class Weight(Enum):
    """What words beside a license amount to."""

    NOTHING = "nothing"
    NEUTRAL = "neutral"
    BINDING = "binding"


_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(
    r"(?<=[a-z0-9)\"\u201d][.;:!?])\s+(?=\S)|\n\s*\n|\n(?=\s{0,8}(?:[-*+\u2022#>|=]|\(?[0-9a-z]{1,2}[.)]\s))"
)
_STRONG = frozenset(
    "shall must not no cannot can't never neither nor none without only solely exclusively except excepting exception unless"
    " provided condition conditions conditional if whether may might should ought required requires require requirement"
    " requirements need needs necessary mandatory want agree agrees agreed accept accepts acknowledge consent approval"
    " approve approved permitted permit permits permitting allow allowed allows disallow disallowed prior written purpose"
    " purposes research academic academia scientific evaluation internal personal private noncommercial nonprofit profit"
    " research educational education student students non free fee fees royalty royalties pay paid payment price revenue"
    " annual monthly users million billion threshold exceed exceeds more less than before after until within days"
    " terminate terminates terminated termination revoke revoked revocable expire expires breach comply compliance complies"
    " liable liability damages indemnify indemnification warrant warranty warranties disclaim disclaimer jurisdiction law"
    " laws court courts governing arbitration territory region country countries export sanctions military weapon weapons"
    " war surveillance illegal unlawful harm harmful violate violates violation infringe infringement patent patents"
    " trademark trademarks endorse endorsement promote display displayed prominently credit attribution attribute name"
    " notify notice register registration contact output outputs train training trained distill improve competing compete"
    " competitor service services saas hosted hosting api commercially excluded exclude excludes excluding exclusion"
    " supersede supersedes supersede prevail prevails notwithstanding however additional addition additionally addendum"
    " amended amendment supplement supplemental supplementary modification modifications modified behalf obligated waive"
    " waived waiver void nonsublicensable nontransferable assignable otherwise instead rather subject clause section"
    " seulement interdit interdite nicht nur verboten untersagt prohibido solamente solo vietato proibido uniquement".split()
)
_STEMS = (
    "restrict", "prohibit", "forbid", "forbad", "commerc", "oblig", "limit", "undertak", "sublicens", "redistribut",
    "derivat", "discriminat", "kommerz", "lizenz", "licenc", "permiss", "consequen", "penalt", "criminal", "ethic",
)  # fmt: skip
_WEAK = frozenset(
    "license licenses licensed licensing licensor licensee use used uses using user usage right rights grant grants granted"
    " term terms agreement copyright copyrights distribute distributed distribution distributing copy copies copying"
    " modify modifying reproduce reproduced sell sold publish published release released rent lease".split()
)
_TITLE = frozenset(
    "license licenses licensing copyright copyrights notice notices terms agreement copying use version the of for and a an to"
    " in text full original public third party software model weights code file files end begin start conditions"
    " attribution attributions acknowledgements acknowledgments acknowledgment warranty disclaimer".split()
)
_GENERIC = frozenset(
    "the license licence licenses public version v general text full copy of for this file is follows below under new revised"
    " simplified modern original clause copying readme md txt software free expat".split()
)
_POINTER = re.compile(
    r"\b(?:is|are|was|were|been|being)?\s?(?:licensed|sublicensed|released|distributed|redistributed|provided|available"
    r"|published|offered|covered|governed|used|reproduced|included|made available) (?:here )?(?:under|by|from|below|above"
    r"|as follows|in|with|to)\b"
    r"|\b(?:following|below|above|see|full|complete|original|copy of|text of|under) (?:is )?(?:the |its |their |this |a )?"
    r"(?:[^\s]+ ){0,6}(?:license|licenses|notice|notices|terms|copyright)\b"
    r"|\b(?:license|licenses|terms|notice|notices|copyright)(?: [^\s]+){0,6} (?:applies|apply|follows|follow|below|above|reproduced|found)\b"
    r"|\b(?:includes|contains|incorporates|uses|using|based on|derived from|adapted from|portions of|copied from|taken"
    r" from|developed by|written by|built on|built with|built using|created by|code from|software from|component|components)\b"
)
_HARMLESS = re.compile(
    r"\b(?:is|are|was|were) provided (?:here )?under\b|\bprovided under the (?:following|terms)\b"
    r"|\b(?:was|were|is|are) (?:fine ?tuned|trained) (?:based )?(?:on|from) the following\b|\bused the weights of\b|"
    r"\bterms and conditions\b|\bcopyright notices?\b|\blicense notices?\b|\bthird party notices?\b|\bnotices? (?:and|for)\b"
    r"|\bthe following notices?\b|\bsubject to the (?:following|terms of the|terms of)\b|\bunder the terms and conditions\b"
    r"|\badditional (?:licenses|notices|copyright|third party)\b|\bmore information\b|\bwithout modifications?\b"
    r"|\bfiles? (?:has|have) been modified\b|\bmodified (?:from|by|versions? of)\b|\bmodifications? (?:copyright|by)\b"
    r"|\battributions? notices?\b|\bopen source software notices?\b|\byou may obtain a copy\b"
)
_TITLE_WORDS = 10
_POINTER_WORDS = 45
_ENGLISH = frozenset(
    "the of and to in a is for this that with are by from or as be on it at which was we our your you all its has have"
    " includes contains under see".split()
)
_RIGHTS = frozenset("all rights reserved".split())
_ADDRESS = re.compile(r"https?://[^\s<>\")]{1,300}|www\.[^\s<>\")]{1,300}|[\w.+-]{1,64}@[\w.-]{1,120}", re.IGNORECASE)
_ITEM = re.compile(r"\W*\w{1,2}[.)]\W*")
_PROSE = 14
_TURNING = frozenset("or and any all each every both either not non un also only other others another same such as".split())
_LONGEST = 200_000
_STATEMENT = 400
_DISCLAIMS = re.compile(r"^\W*(?:this|the) software is provided (?:by [^.]{1,120} )?\W?as\s+is\b", re.IGNORECASE)
_DISCLAIMER = frozenset(
    "this the software is provided by copyright holders and contributors as is any express or implied warranties including"
    " but not limited to of merchantability fitness for a particular purpose are disclaimed in no event shall holder owner"
    " authors author be liable direct indirect incidental special exemplary consequential damages procurement substitute"
    " goods services loss use data profits business interruption however caused on theory liability whether contract"
    " strict tort negligence otherwise arising way out if advised possibility such damage without warranty kind"
    " noninfringement non infringement claim other even an action from connection with dealings title".split()
)
_YEAR = 4


def weigh(excerpt: str, *, title: tuple[str, ...] = (), key: str = "") -> Weight:
    """The weight of words that stand beside a license; `title` and `key` are the license's own."""
    lines = [line for line in excerpt[:_LONGEST].split("\n") if not is_copyright_line(line)]
    if len(excerpt) > _LONGEST:
        return Weight.BINDING
    if len(excerpt) < _STATEMENT and is_copyright_line(" ".join(excerpt.split())):
        return Weight.NOTHING
    found = Weight.NOTHING
    disclaims = False
    for at, sentence in enumerate( _SENTENCE.split("\n".join(lines))):
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


def turns(words: list[str]) -> bool:
    """Whether words put into a license, or taken out of it, could turn what it says."""
    return any(word in _STRONG or word in _WEAK or word in _TURNING or word.startswith(_STEMS) for word in words)


def _sentence(sentence: str, title: tuple[str, ...], key: str) -> Weight:
    words = [word.lower() for word in _WORD.findall(sentence)]
    if not words or set(words) <= _RIGHTS or not _WORD.search(_ADDRESS.sub(" ", sentence)) or is_copyright_line(" ".join(sentence.split())):
        return Weight.NOTHING
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
    if len(words) <= _TITLE_WORDS and all(word in _TITLE for word in weak):
        return Weight.NEUTRAL
    if len(words) <= _POINTER_WORDS and _POINTER.search(" ".join(words)):
        return Weight.NEUTRAL
    return Weight.BINDING


def _foreign(sentence: str, words: list[str]) -> bool:
    """Whether the sentence is in letters or a language that the word lists cannot judge."""
    letters = [letter for letter in sentence if letter.isalpha()]
    strange = sum(ord(letter) > 0x24F for letter in letters)
    if strange > 3 and strange * 5 > len(letters):  # noqa: PLR2004 - a name's accents are no language
        return True
    plain = [word for word in words if word.isalpha()]
    lower = sum(word.islower() for word in _WORD.findall(sentence))
    return len(plain) >= _PROSE and lower * 2 > len(plain) and not _ENGLISH.intersection(plain)
