"""What prose says about the models that it names: which is a base, a teacher, a component, and which only mentioned.

A name counts only in the words of a derivation (`rules/origins`): a model that is compared with, denied, planned, or
named for an architecture, a tokenizer or an evaluation is not a parent. A model about which nothing was understood is
a mention.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.documents.markdown import BlockKind
from auditor.documents.markdown.sentences import sentences
from auditor.knowledge.origin_tables import Origin
from auditor.lineage.prose.claims import Claim, Claims
from auditor.lineage.prose.marked import marked
from auditor.lineage.prose.names import names_in
from auditor.lineage.prose.subjects import of_another_size
from auditor.lineage.prose.voice import voice_of
from auditor.model import Noun
from auditor.model.cuts import Cuts
from auditor.patterns import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.documents.markdown import Block, Page
    from auditor.knowledge import Knowledge
    from auditor.lineage.prose.names import Name
    from auditor.lineage.prose.voice import Voice

_LABEL = regex(r"[\s*_>#-]*(?P<label>[^:\uff1a\n]{2,60}?)\s*[:\uff1a]\s*")
_ASIDE = regex(
    r"(?i)\b(?:evaluat\w*|benchmark\w*|results?|comparison|compared|related|similar|other models?|see also|citation"
    r"|leaderboard|references|supported|faq|changelog|news|alternatives|model zoo|downstream|community|who uses"
    r"|projects using|quantized versions|quantizations|available|derivatives)\b|評価|比較|评测|对比|평가"
)
_WITHOUT_A_NAME = regex(
    r"internal|in-?\s?house|proprietary|private|undisclosed|unreleased|unnamed|open-?\s?(?:weight|source)|closed|company"
    r"|voice|checkpoint|pre-?trained|base model|foundation|existing|larger|public|o(?<!\wo)f it\b"
)
"""A sentence that names no model is read only if it may nevertheless describe a base."""
_LIKE_A_MODEL = regex(r"[A-Z][a-z]+[- ]?\w*\d|\d[bB]\b|^[A-Z][a-z]+$")
_QUESTION = regex(
    r"(?i)\b(?:which|what)\b.{0,40}\b(?:model|checkpoint|base|weights)\b.{0,40}(?:start|base|from|fine-?tun|built|deriv)"
)
_QUOTES = '"\u201c\u00ab'
_LABEL_AND_VALUE = 2
_NEAR = 24
"""Most characters before the value of a label: "the ", "a quantized"."""
_QUOTED = 160
_MOST_SENTENCES = 10_000


class Named(Noun, frozen=True, kw_only=True):
    """A model that prose names; `origin` is None if nothing was understood about it."""

    origin: Origin | None
    text: str
    id: str = ""
    line: int
    quote: str
    sure: bool = False
    """Whether the sentence is plainly about this model."""
    known: bool = True
    """Whether nothing but a name looks like that."""

    @property
    def parent(self) -> str:
        """Its id; its name if it has none."""
        return self.id or self.text


def origins(page: Page, knowledge: Knowledge, own: str, cuts: Cuts | None = None) -> tuple[Named, ...]:
    """Every model that a page names, in order; `own` is the repository's name, `cuts` records what is left out."""
    return tuple(_Reader(voice_of(page, knowledge, own), knowledge).read(page, cuts or Cuts()))


class _Reader:
    """Reads the blocks once, in order; a heading or a line before a list applies to the items below it."""

    def __init__(self, voice: Voice, knowledge: Knowledge) -> None:
        self._voice, self._knowledge = voice, knowledge
        self._frame: Origin | None = None
        self._asked = False
        self._last: tuple[Named, ...] = ()

    def read(self, page: Page, cuts: Cuts) -> Iterator[Named]:
        """The models that each sentence names."""
        count = 0
        for block in page.blocks:
            names = names_in(block, self._knowledge, self._voice.letters, cuts)
            self._enter(block, names)
            for sentence in sentences(block.text)[0]:
                if cuts.full(count, _MOST_SENTENCES, "sentences that were searched for models"):
                    return
                count += 1
                end = sentence.start + len(sentence.text)
                inside = [
                    name._replace(start=name.start - sentence.start, end=name.end - sentence.start)
                    for name in names
                    if sentence.start <= name.start < end
                ]
                models = tuple(self._sentence(sentence.text, inside, block))
                yield from (model.replace(line=block.line_at(sentence.start)) for model in models)
                self._last = models or self._last
                asks = sentence.text.rstrip().endswith("?") and _QUESTION.search(sentence.text) is not None
                self._asked = asks or (self._asked and not models)

    def _enter(self, block: Block, names: tuple[Name, ...]) -> None:
        if block.kind is BlockKind.HEADING:
            self._frame = self._voice.label(block.text)
        elif block.kind is BlockKind.PARAGRAPH and not names:
            closing = block.text.rstrip()
            leads = closing[-1:] in (":", "\uff1a")
            self._frame = self._voice.label(closing[:-1].rpartition("\n")[2]) if leads else None

    def _sentence(self, text: str, names: list[Name], block: Block) -> Iterator[Named]:
        """The models that a sentence names, with what it says about them."""
        if not names and not _WITHOUT_A_NAME.search(text.lower()):
            return
        sentence = marked(text, names, self._voice.own)
        claims = Claims(sentence, self._voice)
        framed = self._framed(text, block)
        aside = any(_ASIDE.search(heading) for heading in block.headings[-1:])
        quoted = block.kind is BlockKind.QUOTATION and any(mark in text for mark in _QUOTES)
        for number, group in enumerate(sentence.groups):
            claim = claims.of(number)
            if (
                claim is None
                and framed is not None
                and not number
                and not aside
                and _is_value(text, group, framed, block)
            ):
                claim = Claim(framed, plainly=True)
            if claim is None and not number and claims.saying(Origin.OF_IT):
                claim = Claim(Origin.FINETUNE, plainly=False)
            for name in group:
                origin = None if claim is None or quoted else claim.origin
                plainly = claim is not None and claim.plainly and not aside and not name.doubtful
                yield _named(text, name, origin, sure=plainly)
        if not sentence.groups:
            for words in claims.saying(Origin.UNNAMED):
                yield Named(origin=Origin.UNNAMED, text=words[:_QUOTED], line=0, quote=words[:_QUOTED])
            if claims.saying(Origin.OF_IT):
                yield from (model.replace(origin=Origin.FINETUNE, sure=False) for model in self._last[:1])

    def _framed(self, text: str, block: Block) -> Origin | None:
        """The origin given by the label of the line, the header of the row or column, the heading or the line above."""
        if block.kind is BlockKind.CELL:
            if block.columns == _LABEL_AND_VALUE:
                return self._voice.label(block.row) if block.text != block.row else None
            return self._voice.label(block.column) if self._own_row(block.row) else None
        label = _LABEL.match(text)
        if label is not None and (origin := self._voice.label(label["label"])) is not None:
            return origin
        if self._asked:
            return Origin.BASE
        return self._frame if block.kind is BlockKind.ITEM else None

    def _own_row(self, row: str) -> bool:
        """Whether a row of a table with several columns is about this model: about a file, a step, or by its name."""
        if of_another_size(row, self._voice.names):
            return False
        words = set(re.findall(r"[a-z]{3,}", row.lower()))
        return bool(words & self._voice.names) or not _LIKE_A_MODEL.search(row)


def _is_value(text: str, names: tuple[Name, ...], origin: Origin, block: Block) -> bool:
    """Whether names are the value of a label: directly after it, and if unknown, nothing else."""
    label = _LABEL.match(text) if block.kind is not BlockKind.CELL else None
    begins = label.end() if label else 0
    if any(name.known for name in names):
        return names[0].start - begins <= _NEAR
    rest = text[begins : names[0].start] + text[names[-1].end :]
    return origin is not Origin.COMPONENT and not re.search(r"\w", rest)


def _named(text: str, name: Name, origin: Origin | None, *, sure: bool) -> Named:
    long = len(text) > _QUOTED
    words = text[max(0, name.start - _QUOTED // 2) : name.end + _QUOTED // 4] if long else text
    return Named(
        origin=origin, text=name.text, id=name.id, line=0, quote=" ".join(words.split()), sure=sure, known=name.known
    )
