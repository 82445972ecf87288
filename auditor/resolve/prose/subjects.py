"""Whose sentence it is: the noun that a license or a limit belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from auditor.identify.words.pattern import LICENSE, MODEL, OWN
from auditor.resolve.prose.phrases import Means

if TYPE_CHECKING:
    from auditor.resolve.prose.annotate import Annotated

OF = frozenset(
    "of for from that which who whose to in within behind with used needed von für zum zur der des de du des da do das del para pour por"
    " que qui die den dem за для от the accompanying produced our its this your la le el o a the".split()
)
FOR = frozenset("for to on of covering covers für auf für pour para sobre sur для на le la les los las os as das die the all our both o el a de der".split())
CONNECT = frozenset("and & und et y e or as и 和 与 及 と 및 와 과 跟".split())
AND = frozenset("and & und et y e и or as well both the our all in of this an a les der die das os los las и как plus 和 与 及 と 및 와 과 跟 以 り".split())
WHICH = frozenset("which that who whose qui que cual quais die der das которая который которое которые".split())
USING = frozenset(
    "trained uses using based built made contains include includes including evaluated tested distilled derived tuned"
    " trainiert entraîné entrenado treinado обучена обучен vendors bundles ships adapted calibrated generated".split()
)
FINITE = frozenset("is are comes ships uses has falls carries has stays remains ist sind steht est es está é".split())
VERBS = frozenset("is are is was were ist sind est sont es son está están é são estão wird werden has been be it's это".split())


class Noun(NamedTuple):
    """Words `first` to `end` (excluded) name a part: weights, code …, everything, project, own or other."""

    first: int
    end: int
    part: str
    own: bool = False


class Whose(NamedTuple):
    """The parts a statement is about; `sure` is whether the noun was said, `other` whether it is somebody else's."""

    parts: tuple[str, ...]
    sure: bool
    other: bool = False
    nouns: tuple[Noun, ...] = ()


NOBODY = Whose((), sure=False)
_RANK = {"other": 0, "docs": 1, "data": 2, "tokenizer": 3, "code": 4, "everything": 5, "weights": 6, "project": 7}


def nouns(sentence: Annotated) -> tuple[Noun, ...]:
    """The nouns of a sentence: where several readings overlap, the longest."""
    readings = [
        Noun(hit.first, hit.end, hit.meaning.which or "weights", hit.meaning.means is Means.OWN)
        for hit in sentence.of(Means.PART, Means.OWN)
    ]
    readings = [noun for noun in readings if not _verb(sentence, noun)]
    readings += [Noun(at, at + 1, "self", own=True) for at, word in enumerate(sentence.words.words) if word == OWN]
    readings += [Noun(at, at + 1, "model") for at, word in enumerate(sentence.words.words) if word == MODEL]
    readings.sort(key=lambda noun: (noun.first - noun.end, not noun.own, _RANK.get(noun.part, 9), noun.first))
    kept: list[Noun] = []
    taken = [False] * len(sentence.words)
    for noun in readings:
        if not any(taken[noun.first : noun.end]):
            taken[noun.first : noun.end] = [True] * (noun.end - noun.first)
            kept.append(noun)
    kept.sort()
    return tuple(_joined(kept, sentence))


def _verb(sentence: Annotated, noun: Noun) -> bool:
    """Whether the word is a verb here: "we release"."""
    words = sentence.words.words
    if words[noun.first] == "source" and noun.end < len(words) and words[noun.end] == "available":
        return True
    return words[noun.first] in ("release", "share", "model") and noun.first > 0 and words[noun.first - 1] in ("we", "i", "to", "will", "they")


def _joined(found: list[Noun], sentence: Annotated) -> list[Noun]:
    """Nouns that stand side by side are one: "the model weights", "Corvid-7B weights", "model code"."""
    result: list[Noun] = []
    for noun in found:
        last = result[-1] if result else None
        if last and last.end == noun.first and not sentence.words.before[noun.first].strip(" -\u2019's"):
            if last.part == "model" and noun.part == "weights":
                result[-1] = Noun(last.first, noun.end, "model")
            elif last.own and noun.part == "weights":
                result[-1] = Noun(last.first, noun.end, "weights", own=True)
            else:
                result[-1] = Noun(last.first, noun.end, noun.part, noun.own)
        else:
            result.append(noun)
    return result


def whose(sentence: Annotated, found: tuple[Noun, ...], at: int, end: int) -> Whose:
    """The subject of what words `at` to `end` (excluded) say."""
    words = sentence.words
    previous = max((place + 1 for place in range(at) if words.words[place] == LICENSE), default=0)
    following = next((place for place in range(end, len(words)) if words.words[place] == LICENSE), len(words))
    left = [noun for noun in found if previous <= noun.first and noun.end <= at and not _cut(sentence, noun.end, at)]
    right = [noun for noun in found if end <= noun.first < following and not _cut(sentence, end, noun.first + 1)]
    behind = _behind(sentence, right, at, end, left)
    if behind:
        return behind
    if left:
        return _before(sentence, left, at)
    return NOBODY


def _behind(sentence: Annotated, right: list[Noun], at: int, end: int, left: list[Noun]) -> Whose | None:
    """A noun behind that the license is expressly for: "MIT for the code", "MIT (code)", "an MIT library"."""
    if not right:
        return None
    words = sentence.words
    noun = right[0]
    gap = words.words[end : noun.first]
    mark = words.before[end] if end < len(words) else ""
    inside = "(" in mark or "\uff08" in mark
    if inside and _own_bracket(sentence, end, noun):
        return None
    opened = "(" in words.before[at] or "\uff08" in words.before[at]
    if not gap and not opened:
        if "(" in mark or "\uff08" in mark:
            return _of([noun], sentence)
        if mark.strip(" -`*\"'\u201d") == "":
            article = at > 0 and words.words[at - 1] in ("a", "an", "some", "other", "another", "several", "ein", "eine", "une", "un", "una", "uma")
            if article and not noun.own:
                return Whose((noun.part,), sure=True, other=noun.part in ("other", "code", "data", "project", "model"), nouns=(noun,))
            return _of([noun], sentence) if not left or noun.part not in ("other",) else None
    if gap and gap[0] in ("licensed", "license", "licence") and len(gap) == 1:
        return _of([noun], sentence)
    if ("(" in mark or "\uff08" in mark) and len(gap) <= 2 and set(gap) <= AND | FOR:
        closing = next((place for place in range(end + 1, len(words) + 1) if ")" in words.before[place]), len(words))
        return _of([other for other in right if other.end <= closing] or [noun], sentence)
    applies = any(hit.first == end or hit.first == end + 1 for hit in sentence.of(Means.APPLIES))
    wide = len(gap) <= 4 and bool(gap) and (gap[0] in ("for", "für", "pour", "para", "для", "covers", "covering") or applies)
    comma = any("," in words.before[place] for place in range(end, noun.first + 1))
    if wide and not comma and not (left and left[-1].part == noun.part):
        group = [noun]
        for other in right[1:]:
            between = words.words[group[-1].end : other.first]
            named = other.end < len(words) and ":" in words.before[other.end]
            if len(between) <= 2 and set(between) <= AND and not named:
                group.append(other)
        return _of(group, sentence)
    return None


def _own_bracket(sentence: Annotated, end: int, noun: Noun) -> bool:
    """Whether a bracket behind has a statement of its own: "(earlier versions: CC BY-NC 4.0)"."""
    words = sentence.words
    closing = next((place for place in range(end + 1, len(words) + 1) if ")" in words.before[place] or "\uff09" in words.before[place]), len(words))
    named = noun.end < len(words) and ":" in words.before[noun.end]
    return named or LICENSE in words.words[end:closing]


def _before(sentence: Annotated, left: list[Noun], at: int) -> Whose:
    words = sentence.words
    nearest = left[-1]
    if ("(" in words.before[at] or "\uff08" in words.before[at]) and nearest.end == at:
        return _of([nearest], sentence)
    group = [nearest]
    for noun in reversed(left[:-1]):
        between = words.words[noun.end : group[0].first]
        listed = "," in words.before[group[0].first] or any(word in CONNECT for word in between)
        if len(between) <= 4 and listed and all(word in AND for word in between):
            group.insert(0, noun)
        else:
            break
    earlier = [noun for noun in left if noun.first < group[0].first]
    if any(word in WHICH for word in words.words[nearest.end : nearest.end + 1]) or not earlier:
        return _of(group, sentence)
    head = earlier[-1]
    first = earlier[0]
    between = words.words[head.end : group[0].first]
    after = words.words[group[-1].end : at]
    comma = any("," in words.before[place] or "\uff0c" in words.before[place] for place in range(head.end, group[0].first + 1))
    if head.part == "everything" and len(between) <= 2 and set(between) <= OF | {"in", "under", "inside"} and between:
        return _of(group, sentence)
    if head.part == nearest.part and head.own >= nearest.own and nearest.part != "model":
        return _of([head], sentence)
    if after and after[0] in ("and", "und", "et", "y", "e", "и") and set(after[1:3]) & VERBS:
        return _before(sentence, earlier, group[0].first)
    parted = any("," in words.before[place] for place in range(nearest.end, at + 1))
    if parted and first.own and any(word in FINITE for word in after):
        return _of([first], sentence)
    if between and any(word in USING for word in between):
        if not comma and nearest.part in ("data", "other", "model", "code", "tokenizer") and not set(after) & VERBS:
            return _of(group, sentence)
        return Whose((), sure=True) if nearest.part != "weights" or not nearest.own else _of(group, sentence)
    if between and len(between) <= 3 and all(word in OF for word in between) and not comma:
        return _before(sentence, earlier, group[0].first) if head.part != "model" else _of(group, sentence)
    return _of(group, sentence)


def _cut(sentence: Annotated, first: int, end: int) -> bool:
    """Whether a semicolon parts the two."""
    return any(mark in sentence.words.before[at] for at in range(first, min(end, len(sentence.words))) for mark in (";", "\uff1b"))


def _of(group: list[Noun], sentence: Annotated) -> Whose:
    parts: list[str] = []
    other = False
    excepted = {hit.end for hit in sentence.of(Means.EXCEPTION)}
    for noun in group:
        del excepted
        excepted = set()
        if noun.part in ("other", "model"):
            other = True
            parts.append("weights")
        elif noun.part == "everything":
            parts += ["weights", "code"]
        elif noun.part == "project":
            parts.append("unclear")
        else:
            parts.append({"docs": "documentation"}.get(noun.part, noun.part))
    return Whose(tuple(dict.fromkeys(parts)), sure=True, other=other, nouns=tuple(group))
