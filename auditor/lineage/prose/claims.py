"""What the phrases of a sentence say about each model that it names, and whether they are negated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

from auditor.knowledge.origin_tables import Origin
from auditor.lineage.prose.bases import NOT_SAID_OF_IT, OTHER_SUBJECT
from auditor.lineage.prose.subjects import is_this, of_another
from auditor.model import Relation
from auditor.model.base import Value
from auditor.patterns import regex
from auditor.phrases.pattern import MODEL, OWN

if TYPE_CHECKING:
    from auditor.knowledge.origin_tables import OriginPhrase
    from auditor.lineage.prose.marked import Marked
    from auditor.lineage.prose.names import Name
    from auditor.lineage.prose.voice import Voice
    from auditor.phrases.matcher import Hit as PhraseHit

    Hit: TypeAlias = PhraseHit[OriginPhrase]

RELATIONS: dict[Origin, Relation | None] = {
    Origin.FINETUNE: Relation.FINETUNE,
    Origin.QUANTIZED: Relation.QUANTIZED,
    Origin.MERGE: Relation.MERGE,
    Origin.ADAPTER: Relation.ADAPTER,
    Origin.COPY: Relation.COPY,
    Origin.BASE: None,
    Origin.LATER: None,
    Origin.OF_IT: None,
    Origin.COMPONENT: None,
    Origin.UNNAMED: Relation.FINETUNE,
    Origin.TEACHER: Relation.DISTILL,
}
"""The phrases that name a parent, and the relation to it."""
_NEGATING = (Origin.NOT, Origin.FUTURE, Origin.PAST, Origin.DOUBT, Origin.OTHER)
_WEAKLY_NEGATING = (*_NEGATING, Origin.USE, Origin.NEUTRAL)
_CLAUSE = regex(r"[;\uff1b]|, (?=(?:but|while)\b)")
_OUTCOME = regex(r"(?i)\bis the results? of\b")
_OF_MODELS = regex(
    r"(?i)\b(?:models?|checkpoints?|weights|fine-?\s?tun|distil|quanti[sz]|pre-?train|lora|adapter|gguf|onnx|merge|llm"
    r"|teacher)|モデル|模型|모델|модел"
)
_WORDS_AFTER = 3
"""Within how many words after a phrase a "not" or a "probably" belongs to it."""


class Claim(Value, frozen=True):
    """What is said about a model; `plainly` is whether the sentence is undoubtedly about this model."""

    origin: Origin
    plainly: bool


class _At(Value, frozen=True):
    """Words `first` to `end` (excluded)."""

    first: int
    end: int


class Claims:
    """The phrases of one sentence."""

    def __init__(self, sentence: Marked, voice: Voice) -> None:
        self._sentence, self._words, self._voice = sentence, sentence.words, voice
        self.hits: tuple[Hit, ...] = tuple(
            hit for phrases in voice.phrases for hit in phrases.sentences.find(sentence.words)
        )

    def of(self, number: int) -> Claim | None:
        """What is said about a group of names; None if nothing that counts."""
        if any(hit.meaning.means is Origin.NO_MODEL for hit in self.hits):
            return None
        at, names = self._sentence.places[number], self._sentence.groups[number]
        around = [hit for hit in self.hits if hit.first <= at < hit.end and self._object(hit) == at]
        neutral = [hit for hit in around if hit.meaning.means is Origin.NEUTRAL]
        saying = [
            hit
            for hit in around
            if hit.meaning.means in RELATIONS
            and not hit.meaning.weak
            and self._names(hit, names)
            and all(_within(other, hit) for other in neutral)
            and not self.is_negated(hit)
        ]
        teachers = [hit for hit in saying if hit.meaning.means is Origin.TEACHER]
        saying = [hit for hit in saying if hit in teachers or not any(_within(hit, other) for other in teachers)]
        if not saying:
            return None if neutral else self._weakly(at, names)
        best = min(saying, key=_rank)
        if best.meaning.means is not Origin.TEACHER and not self._of_this(best):
            return None
        return None if self._describes_another(best) else Claim(best.meaning.means, self._plainly(best))

    def _weakly(self, at: int, names: tuple[Name, ...]) -> Claim | None:
        """The claim about a known model that weak words of its clause make likely: the nearest counts, with a doubt."""
        cues = [hit for hit in self.hits if hit.meaning.weak]
        earlier = any(hit.meaning.means is Origin.LATER and hit.first <= at < hit.end for hit in self.hits)
        if not cues or earlier or not any(name.known for name in names):
            return None
        start, stop = self._clause(_At(at, at + 1))
        near = [hit for hit in cues if start <= hit.first < stop and MODEL not in self._between(hit, at)]
        if not near or any(start <= hit.first < stop for hit in self.hits if hit.meaning.means in _WEAKLY_NEGATING):
            return None
        cue = min(near, key=lambda hit: (min(abs(hit.first - at), abs(hit.end - 1 - at)), hit.meaning.means.value))
        if cue.meaning.means is not Origin.TEACHER and not self._of_this(_At(min(cue.first, at), at + 1)):
            return None
        return Claim(cue.meaning.means, plainly=False)

    def _between(self, hit: Hit, at: int) -> tuple[str, ...]:
        return self._words.words[hit.end : at] if hit.end <= at else self._words.words[at + 1 : hit.first]

    def saying(self, origin: Origin) -> tuple[str, ...]:
        """The words of each phrase without a model's name that has this meaning."""
        return tuple(
            self._sentence.text[self._words.starts[hit.first] : self._words.ends[hit.end - 1]]
            for hit in self.hits
            if hit.meaning.means is origin and not self.is_negated(hit)
        )

    def is_negated(self, hit: Hit) -> bool:
        """Whether the clause denies it, plans it, doubts it, or is about something else."""
        start, stop = self._clause(hit)
        teacher = hit.meaning.means is Origin.TEACHER
        return any(self._negates(other, hit, start, stop, teacher=teacher) for other in self.hits)

    def _negates(self, other: Hit, hit: Hit, start: int, stop: int, *, teacher: bool) -> bool:
        means, at = other.meaning.means, other.first
        if means is Origin.USE:
            # words before another model's name belong to that model
            weaker = teacher or not hit.meaning.strong
            return weaker and start <= at < stop and MODEL not in self._words.words[other.end : hit.first]
        if means not in _NEGATING or (means is Origin.OTHER and teacher):
            return False
        before, inside = start <= at < hit.first, means is Origin.NOT and hit.first < at < hit.end
        near = hit.end <= at < min(stop, hit.end + _WORDS_AFTER) and means in (Origin.NOT, Origin.DOUBT)
        verb_last = hit.end <= at < stop and self._words.words[at] > "\u3000"
        return before or inside or near or verb_last

    def _clause(self, hit: Hit | _At) -> tuple[int, int]:
        """The words of the clause around a phrase."""
        buts = [other for other in self.hits if other.meaning.means is Origin.BUT]
        starts = [at for at in range(hit.first + 1) if self._breaks(at)]
        starts += [other.end for other in buts if other.end <= hit.first]
        stops = [at for at in range(hit.end, len(self._words)) if self._breaks(at)]
        stops += [other.first for other in buts if other.first >= hit.end]
        return max(starts, default=0), min(stops, default=len(self._words))

    def _breaks(self, at: int) -> bool:
        return at > 0 and any(mark in self._words.before[at] for mark in ";\uff1b.\u3002?\uff1f!")

    def _object(self, hit: Hit) -> int:
        """The index of the model in a phrase: the last word, otherwise the first, otherwise the one inside."""
        words = self._words.words
        if words[hit.end - 1] == MODEL or words[hit.first] != MODEL:
            return max((at for at in range(hit.first, hit.end) if words[at] == MODEL), default=-1)
        return hit.first

    def _names(self, hit: Hit, names: tuple[Name, ...]) -> bool:
        """Whether what is in the model's place of a phrase is a name, and the phrase may occur there.

        An unknown name with neither digit nor hyphen counts only if the sentence is about models.
        """
        if hit.meaning.begins and not self._begins(hit.first):
            return False
        if any(name.known for name in names):
            return True
        like = all(re.search(r"[\d-]", name.text) for name in names) or _OF_MODELS.search(self._sentence.text)
        return hit.meaning.strong and bool(like)

    def _begins(self, first: int) -> bool:
        """Whether a clause begins there, or this model is its subject."""
        words = self._words.words
        if first == 0 or words[first - 1] == OWN:
            return True
        mark = self._words.before[first].strip()
        return mark[-1:] in (":", "\uff1a", "=", ";", "|") or (first == 1 and words[0] in ("a", "an", "the"))

    def _describes_another(self, hit: Hit) -> bool:
        """Whether it describes the model named before it: "[X], an SDXL fine-tune"."""
        words = self._words.words
        return hit.first > 1 and words[hit.first - 1] in ("a", "an") and words[hit.first - 2] == MODEL

    def _of_this(self, hit: Hit | _At) -> bool:
        """Whether the words before the phrase have no subject other than this model."""
        before = _OUTCOME.sub("it is", _CLAUSE.split(self._before(hit))[-1])
        if OTHER_SUBJECT.search(before.replace("\n", " ")) or NOT_SAID_OF_IT.search(before):
            return False
        return not of_another(before + "|", len(before), before, self._voice.names)

    def _plainly(self, hit: Hit) -> bool:
        return hit.meaning.strong and is_this(self._before(hit), self._voice.names)

    def _before(self, hit: Hit | _At) -> str:
        return self._sentence.text[: self._words.starts[hit.first]]


def _rank(hit: Hit) -> tuple[bool, int, bool, int]:
    """A sort key for phrases, the least counts: not a mere component, the shortest, a teacher, the last."""
    means = hit.meaning.means
    return means is Origin.COMPONENT, hit.end - hit.first, means is not Origin.TEACHER, -hit.first


def _within(inner: Hit, outer: Hit) -> bool:
    """Whether a longer phrase contains the same words."""
    return outer.first <= inner.first and inner.end <= outer.end and outer.end - outer.first > inner.end - inner.first
