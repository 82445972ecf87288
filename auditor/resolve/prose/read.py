"""Reads a document's prose into statements and a safety net: sentences about licensing that were not understood."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from auditor.documents import markdown
from auditor.documents.markdown import BlockKind
from auditor.documents.markdown.blocks import Link
from auditor.documents.markdown.sentences import sentences
from auditor.identify.names import names as license_names
from auditor.patterns import regex
from auditor.resolve.prose import licenses, limits
from auditor.resolve.prose.annotate import Voice, annotate, is_label
from auditor.resolve.prose.badges import is_of_this_model, without_badges
from auditor.resolve.prose.frames import Frames
from auditor.resolve.prose.languages import languages_of
from auditor.resolve.prose.nouns import nouns
from auditor.resolve.prose.own_names import HOLDS, own_names
from auditor.resolve.prose.pages import under_a_page
from auditor.resolve.prose.phrases import Means, table
from auditor.resolve.prose.quoted import has_speaker
from auditor.resolve.prose.refusals import refusal, refuses
from auditor.resolve.prose.relevance import Relevance
from auditor.resolve.prose.statement import Kind, NotUnderstood, Plainness, Prose, ProseStatement, Subject
from auditor.resolve.prose.taken_back import permitted
from auditor.resolve.prose.unnamed import asked_about, mine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.documents.markdown import Block, Page
    from auditor.documents.markdown.sentences import Sentence
    from auditor.knowledge import Knowledge
    from auditor.knowledge.word_tables import Language
    from auditor.model.budget import Budget
    from auditor.resolve.prose.annotate import Annotated
    from auditor.resolve.prose.nouns import Noun
    from auditor.resolve.prose.setting import Frame

_ANSWER = 40
"""Characters of a paragraph that may be the answer to a question."""
_ASKS = ("?", "\uff1f")
_LEADS = (":", "\uff1a")
"""Signs at the end of a text that introduces a quotation or a list."""
_LEAD = 160
"""Most characters of a text that introduces a list."""
QUOTED = 300
"""Most characters of a quotation."""
_MOST_SENTENCES = 3_000


def read(
    text: str,
    knowledge: Knowledge,
    *,
    own: Iterable[str] = (),
    first_line: int = 1,
    part: str = "weights",
    budget: Budget | None = None,
) -> Prose:
    """What the prose of a Markdown document says about licensing.

    `own` are the names of the model (repository id, title), `first_line` the line of the file at which the text
    begins. `part` is what a sentence without a subject is about: "weights" in a model's card, "unclear" in the README
    of code. Raises `OutOfTimeError` if the `budget` is spent.
    """
    relevance = _relevance(knowledge, languages_of(text, knowledge.languages))
    voice = relevance.voice
    page = markdown.read(text, first_line=first_line, wanted=lambda words: _wanted(words, relevance), budget=budget)
    voice = voice._replace(own=own_names(page, tuple(own), voice.grammar.common))
    return _Reader(voice, relevance, page, part, budget).prose()


@lru_cache(maxsize=8)
def _relevance(knowledge: Knowledge, languages: tuple[Language, ...]) -> Relevance:
    """The relevance test for these languages; cached, so that the next document uses its answers too."""
    tables = tuple(table(knowledge, language) for language in languages)
    return Relevance(Voice(license_names(knowledge), tables, (), knowledge.grammar))


def _wanted(words: str, relevance: Relevance) -> bool:
    """Whether a paragraph can matter: by its words, as a short answer, or as it says which model this is."""
    return len(words) < _ANSWER or HOLDS in words or words.endswith(_LEADS) or relevance.is_relevant(words)


class _Reader:
    """Reads the blocks of one page once, in order."""

    def __init__(self, voice: Voice, relevance: Relevance, page: Page, part: str, budget: Budget | None) -> None:
        self._budget = budget
        self._voice = voice
        self._relevance = relevance
        self._page = page
        self._part = part
        self._statements: list[ProseStatement] = []
        self._left: list[NotUnderstood] = []
        self._read = 0
        self._cut = page.cut
        self._before = ""
        self._asked = False
        self._led_to = False
        self._label = ""
        self._lead = ""
        self._bare: list[ProseStatement] = []
        self._of_badges: list[ProseStatement] = []
        self._frames = Frames(page, voice)

    def prose(self) -> Prose:
        for block in self._page.blocks:
            if self._read >= _MOST_SENTENCES:
                self._cut = True
                break
            if self._budget is not None:
                self._budget.check()
            self._block(block)
            if block.kind is not BlockKind.QUOTATION:
                self._led_to = block.text.rstrip().endswith(_LEADS) and not is_label(block.text)
            if block.kind is not BlockKind.ITEM:
                self._label = block.text[-_LEAD:].strip() if block.text.rstrip().endswith(_LEADS) else ""
        statements = without_badges(self._statements, self._of_badges)
        return Prose(statements=statements, not_understood=tuple(self._left), cut=self._cut)

    def _block(self, block: Block) -> None:
        if block.kind is not BlockKind.ITEM:
            self._lead = ""
        relevant = self._asked or self._relevance.is_relevant(block.text)
        if not relevant and block.kind is not BlockKind.CELL:
            self._before = ""
            self._unknown_license(block)
            return
        frame = self._frames.of(block, self._label)
        refused = (
            block.kind is BlockKind.CELL
            and refuses(block.text, self._voice.tables)
            and self._relevance.is_relevant(block.row)
        )
        if not relevant and not refused and not (frame.label and frame.licensing):
            self._before = ""
            return
        parts, cut = sentences(block.text)
        self._cut = self._cut or cut
        self._before = ""
        self._bare.clear()
        already = len(self._statements)
        if len(parts) > 1 and block.kind is not BlockKind.CELL:
            frame = self._frames.headed(frame, parts[0].text)
            frame = self._asked_about(frame, parts[0])
        for sentence in parts:
            self._read += 1
            if (
                len(parts) == 1
                or self._asked
                or (frame.label and frame.licensing)
                or self._relevance.is_relevant(sentence.text)
            ):
                self._sentence(block, sentence, frame)
            self._before = sentence.text
            if sentence.text.endswith(_LEADS) and len(sentence.text) < _LEAD:
                self._lead = sentence.text[:-1]
        self._scope(already)

    def _asked_about(self, frame: Frame, first: Sentence) -> Frame:
        """The frame of the answer to a question with which a paragraph begins."""
        if not first.text.rstrip("\"' *_\u201d\u300d").endswith(_ASKS):
            return frame
        question = annotate(first.text, (), self._voice)
        part = asked_about(question, nouns(question))
        if part:
            return frame.replace(part=part, other=part in ("other", "model"), aside=True)
        return frame.replace(licensing=True, aside=False) if question.of(Means.TERMS) else frame

    def _unknown_license(self, block: Block) -> None:
        """Quote a few words directly under a heading about licenses: they may name an unknown license."""
        if len(block.text) > _ANSWER or not block.headings or not is_label(block.headings[-1]):
            return
        if block.kind is not BlockKind.HEADING and self._frames.of(block).licensing:
            quote = " ".join(block.text.split())
            self._left.append(NotUnderstood(quote=quote, line=block.line_at(0)))

    def _scope(self, first: int) -> None:
        """Treat a license without a subject as the code's if the paragraph names another license for the weights."""
        here = self._statements[first:]
        of_weights = {
            statement.license
            for statement in here
            if statement.part == "weights" and statement.license and statement not in self._bare
        }
        self._statements[first:] = [
            statement.replace(part="code")
            if statement in self._bare and of_weights and statement.license not in of_weights
            else statement
            for statement in here
        ]

    def _sentence(self, block: Block, sentence: Sentence, frame: Frame) -> None:
        denied = refusal(block, sentence, self._voice.tables) or self._led(block, sentence)
        start, end = sentence.start, sentence.start + len(sentence.text)
        links = tuple(
            Link(max(0, link.start - start), min(link.end, end) - start, link.target)
            for link in block.links
            if link.start < end and start < link.end and not denied
        )
        before = nouns(annotate(self._before, (), self._voice)) if _FORMER.search(sentence.text) else ()
        former = tuple(noun.part for noun in before if noun.part in ("weights", "code", "data", "tokenizer"))[-2:]
        annotated = annotate(
            denied or sentence.text,
            links,
            self._voice,
            value=frame.licensing,
            former=former if len(former) == 2 else (),  # noqa: PLR2004
        )
        question = sentence.text.rstrip("\"' \u201d\u300d").endswith(_ASKS)
        shown = f"{block.row or self._lead} {sentence.text}".strip() if denied else sentence.text
        quote = " ".join(shown.split())[:QUOTED]
        line = block.line_at(start)
        if block.kind is BlockKind.HEADING and not annotated.mentions:
            self._asked = self._asks(annotated, question=question)
            return
        speaker = block.kind is BlockKind.QUOTATION and (self._led_to or frame.elsewhere or has_speaker(block.text))
        here = nouns(annotated)
        frame = self._taken_up(annotated, frame)
        if block.kind is BlockKind.QUOTATION and not frame.licensing and not is_label(sentence.text):
            speaker = speaker or not any(noun.own or noun.part == "weights" for noun in here)
        if block.kind is BlockKind.CELL and not block.row and not annotated.mentions and not annotated.of(Means.LIMIT):
            return
        if self._closes_a_copyright_line(block, sentence, annotated, quote):
            return
        licensed = licenses.read(annotated, here, frame, quote=quote, line=line, question=question, quotation=speaker)
        limited = limits.read(annotated, here, frame, quote=quote, line=line, question=question, quotation=speaker)
        statements = [self._placed(statement) for statement in (*licensed.statements, *limited.statements)]
        self._bare += [self._placed(statement) for statement in licensed.statements if statement.part == "self"]
        statements += self._answer(annotated, quote, line)
        if permitted(annotated) and not limited.statements and not question:
            statements.append(
                ProseStatement(
                    kind=Kind.PERMISSION,
                    part=self._part,
                    subject=Subject.SELF,
                    plainness=Plainness.FREE,
                    quote=quote,
                    line=line,
                )
            )
        fresh = [statement for statement in statements if statement not in self._statements]
        self._statements += fresh
        self._of_badges += fresh if block.is_badge(start) else []
        self._asked = self._asks(annotated, question=question)
        words = annotated.of(Means.LIMIT_WORD)
        banned = _bans(annotated, here)
        apart = bool(annotated.of(Means.APART)) and any(noun.own or noun.part == "weights" for noun in here)
        loose = bool(words or annotated.of(Means.TERMS) or limited.left or banned) and not statements
        loose = loose or (limits.qualifies(annotated) and any(map(is_of_this_model, statements)))
        loose = loose or (apart and not any(statement.part == "weights" for statement in statements))
        if licensed.left or limited.left or loose:
            named = tuple(dict.fromkeys(mention.license or mention.family for mention in licensed.left))
            limiting = any(hit.meaning.plain or frame.licensing for hit in words) or limited.left or banned or apart
            limiting = (
                limiting
                or licensed.limiting
                or (not statements and under_a_page(sentence.text, links, annotated, here, self._voice))
                or (not frame.other and not frame.elsewhere and limits.names_no_license(annotated))
            )
            self._left.append(NotUnderstood(quote=quote, line=line, names=named, limits=limiting))
        of_parts = [statement for statement in statements if statement.subject is Subject.COMPONENT]
        if of_parts:  # the license of a component is for the reader to assess
            named = tuple(dict.fromkeys(part.license or part.family for part in of_parts if part.kind is Kind.LICENSE))
            limiting = any(part.kind is Kind.LIMIT for part in of_parts)
            self._left.append(NotUnderstood(quote=quote, line=line, names=named, limits=limiting))

    @staticmethod
    def _asks(annotated: Annotated, *, question: bool) -> bool:
        """Whether it asks if commercial use is allowed, so that "No" forbids it; not "Is it non-commercial?"."""
        bans = any(hit.meaning.which == _NO_COMMERCE for hit in annotated.of(Means.LIMIT, Means.VALUE))
        return question and bool(annotated.of(Means.TRADE)) and not bans

    def _taken_up(self, annotated: Annotated, frame: Frame) -> Frame:
        """The frame with what "it" refers to, if the sentence begins with a pronoun."""
        words = annotated.words.words
        if not words or words[0] not in self._voice.grammar.pronouns:
            return frame
        before = annotate(self._before, (), self._voice)
        return frame.replace(mine=mine(before, nouns(before), otherwise=not frame.aside))

    def _closes_a_copyright_line(self, block: Block, sentence: Sentence, annotated: Annotated, quote: str) -> bool:
        """Whether it is the usual end of a copyright line ("© 2024 Acme. All rights reserved."); record it as such."""
        limits_here = {hit.meaning.which for hit in annotated.of(Means.LIMIT)}
        owned = _COPYRIGHT.search(sentence.text) or _COPYRIGHT.search(self._before)
        of_something = any(noun.part not in ("weights", "self", "project") for noun in nouns(annotated))
        if limits_here != {_RESERVED} or not owned or of_something or annotated.mentions:
            return False
        self._statements.append(
            ProseStatement(
                kind=Kind.LIMIT,
                limit=_RESERVED,
                part=self._part,
                subject=Subject.SELF,
                plainness=Plainness.FREE,
                formula=True,
                quote=quote,
                line=block.line_at(sentence.start),
            )
        )
        return True

    def _led(self, block: Block, sentence: Sentence) -> str:
        """An item together with a lead that forbids: "You may not use it: for spying"; otherwise ""."""
        if block.kind is not BlockKind.ITEM or not self._lead:
            return ""
        whole = f"{self._lead} {sentence.text}"
        return whole if annotate(self._lead, (), self._voice).of(Means.BAN_WORD) else ""

    def _placed(self, statement: ProseStatement) -> ProseStatement:
        """The statement, about the document's own part if the sentence named none."""
        return statement.replace(part=self._part) if statement.part == "self" else statement

    def _says_no(self, first: tuple[str, ...]) -> bool:
        """Whether an answer begins with No, or with "not without" and the like."""
        grammar = self._voice.grammar
        return first[0] in grammar.no or (first[0] in grammar.not_ and not grammar.unless.isdisjoint(first[1:]))

    def _answer(self, annotated: Annotated, quote: str, line: int) -> list[ProseStatement]:
        """A plain No to a question about commerce: "Can I use it in my startup? No."."""
        if not self._asked or not annotated.words.words or not self._says_no(annotated.words.words[:2]):
            return []
        return [
            ProseStatement(
                kind=Kind.LIMIT,
                limit=_NO_COMMERCE,
                part=self._part,
                subject=Subject.SELF,
                plainness=Plainness.FREE,
                quote=quote,
                line=line,
            )
        ]


def _bans(sentence: Annotated, nouns_here: tuple[Noun, ...]) -> bool:
    """Whether it has words of a ban, of what may be banned, and of this model or its license."""
    if not sentence.of(Means.BAN_WORD) or not sentence.of(Means.TOPIC):
        return False
    mine_or_terms = any(noun.own or noun.part == "weights" for noun in nouns_here) or bool(sentence.of(Means.TERMS))
    return mine_or_terms and not sentence.of(Means.PERMISSION, Means.ADVICE)


_RESERVED, _NO_COMMERCE = "all-rights-reserved", "non-commercial"
_COPYRIGHT = regex(r"(?i)\u00a9|\bcopyright\b|\(c\)\s*\d{4}")
_FORMER = regex(r"(?i)\b(?:former|latter)\b")
