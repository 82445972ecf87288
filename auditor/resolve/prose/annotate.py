"""Annotates a sentence with the meaning of its words: licenses, models and files as one word each, and phrases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from auditor.model.base import Value
from auditor.patterns import regex
from auditor.phrases import tokens
from auditor.phrases.pattern import LICENSE, MODEL, OWN
from auditor.resolve.prose.languages import may_occur_in
from auditor.resolve.prose.model_names import models, own_names
from auditor.resolve.prose.phrases import Means

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.documents.markdown.blocks import Link
    from auditor.identify.names import Name, Names
    from auditor.knowledge.word_tables import Grammar
    from auditor.phrases import Words
    from auditor.resolve.prose.phrases import Meaning, Table

ADDRESS = "\x04"
_FILES = (
    (
        "weights",
        regex(
            r"(?i)\.(?:safetensors|gguf|ggml|onnx|pth?|ckpt|bin|h5|tflite|keras|mlmodel|npz|nemo|pkl)\b"
            r"|^(?:checkpoints?|weights|models?|ckpts?|unet|vae)/"
        ),
    ),
    (
        "code",
        regex(
            r"(?i)\.(?:py|cpp|cc|c|h|rs|js|ts|sh|ipynb|cu|go|java)\b"
            r"|^(?:src|code|scripts?|lib|eval|tools|app|inference|training|notebooks|examples|train|demo)/"
        ),
    ),
    ("data", regex(r"(?i)\.(?:csv|tsv|jsonl?|parquet|arrow|zip|tar)\b|^(?:data|datasets?|corpus)/")),
    ("docs", regex(r"(?i)\.(?:md|rst|pdf|png|jpg|svg)\b|^(?:docs?|assets|figures|images)/")),
)
_SHORT, _LABEL_WORDS, _LINKS = 4, 9, 20
_FILE = regex(
    r"(?<![\w/@:.-])(?:[\w*.-]{1,60}/){1,4}(?:[\w*.-]{1,60})?(?![\w/])|(?<![\w/@:.-])[\w*-][\w*.-]{0,60}\.[A-Za-z]\w{0,11}(?![\w/])"
)
_MAIL = regex(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_LEGAL = regex(r"(?i)(?:licen[cs]e|copying|notice)")
_HUB_ID = regex(r"(?<![\w/.:@-])[A-Za-z0-9][\w.-]{0,60}/[A-Za-z0-9][\w.-]{0,90}\w(?![\w/])", re.ASCII)
_LABEL = regex(
    r"(?i)li[csz]+en|lincen|liscen|лиценз|ライセンス|利用規約|许可|許可|授权|授權|协议|協議|라이[선센]스"
    r"|terms|giấy phép|lisensi|licenc"
)
_SAME = regex(
    r"(?i)same licen[cs]e|same terms as|inherits? the licen|licen[cs]e of the (?:base|parent)"
    r"|同じライセンス|相同的?许可|같은 라이선스"
    r"|gleiche\w* lizenz|même licence|misma licencia|mesma licença|та же лицензия"
)
_HANGUL = regex("[\uac00-\ud7af]")
_OF_USES = (Means.LIMIT, Means.LIMIT_WORD, Means.TRADE, Means.TOPIC, Means.WHOM, Means.VALUE)


class Hit(NamedTuple):
    """A phrase of the tables at words `first` to `end` (excluded), with its meaning."""

    first: int
    end: int
    meaning: Meaning


class Mention(Value, frozen=True):
    """Word `at` names a license; `doubtful` if its words and its link disagree."""

    at: int
    license: str
    family: str
    doubtful: bool = False


class Annotated(Value, frozen=True):
    """A sentence as the decisions use it."""

    words: Words
    mentions: tuple[Mention, ...]
    hits: tuple[Hit, ...]
    known: tuple[bool, ...]
    grammar: Grammar

    def of(self, *kinds: Means) -> tuple[Hit, ...]:
        """The phrases of these kinds, in order."""
        return tuple(hit for hit in self.hits if hit.meaning.means in kinds)


class Voice(NamedTuple):
    """What is needed to read a document: license names, the phrases of its languages, the model's own names."""

    names: Names
    tables: tuple[Table, ...]
    own: tuple[tuple[str, ...], ...]
    grammar: Grammar


def annotate(
    text: str, links: tuple[Link, ...], voice: Voice, *, value: bool = False, former: tuple[str, ...] = ()
) -> Annotated:
    """The sentence with its meanings.

    `value` is whether it follows a label, `former` the parts that the previous sentence named.
    """
    seen = tokens(text)
    names_read = voice.names.find(seen, value=value or _labelled(seen) or _SAME.search(text) is not None)
    spans = _spans(seen, _linked(names_read, seen, links, voice.names), voice, former)
    words, moved = seen.collapsed(tuple((span.first, span.end, span.sign) for span in spans))
    mentions = tuple(
        Mention(moved[span.first], span.name.license, span.name.family, span.doubtful)
        for span in spans
        if span.sign == LICENSE and span.name is not None
    )
    tables = tuple(table for table in voice.tables if may_occur_in(table.language, text, seen.words))
    hits = [Hit(*hit) for table in tables for hit in table.matcher.find(words)]
    hits = [hit for hit in hits if not _across_words(words, hit)]
    hits.sort(key=lambda hit: (hit.first, -hit.end))
    return Annotated(words, mentions, tuple(hits), _known(words, hits, tables), voice.grammar)


class _Span(Value, frozen=True):
    """Words to be replaced by one, and what they name."""

    first: int
    end: int
    sign: str
    name: Name | None = None
    doubtful: bool = False


def _spans(
    seen: Words, named: tuple[tuple[Name, bool], ...], voice: Voice, former: tuple[str, ...]
) -> tuple[_Span, ...]:
    """Disjoint spans in order; addresses and licenses take precedence, then own names, files, other models."""
    taken = [False] * len(seen)
    spans: list[_Span] = []

    def take(span: _Span) -> None:
        if span.first < span.end and not any(taken[span.first : span.end]):
            taken[span.first : span.end] = [True] * (span.end - span.first)
            spans.append(span)

    for span in _addresses(seen, voice.names):
        take(span)
    for name, doubtful in named:
        take(_Span(name.first, name.end, LICENSE, name, doubtful))
    for first, end, mine in own_names(seen, voice.own):
        take(_Span(first, end, OWN if mine else MODEL))
    for first, end, sign in _paths(seen, voice.grammar):
        take(_Span(first, end, sign))
    for first, end in models(seen, taken, voice.grammar.families):
        take(_Span(first, end, MODEL))
    for at, word in enumerate(seen.words if former else ()):
        if word in ("former", "latter"):
            take(_Span(at, at + 1, former[0 if word == "former" else -1]))
    return tuple(sorted(spans, key=lambda span: span.first))


def _addresses(seen: Words, names: Names) -> Iterator[_Span]:
    """Web and mail addresses; the address of a license's own page counts as the license."""
    for address in names.addresses(seen.text):
        first, end = _between(seen, address.start, address.end)
        yield _Span(first, end, LICENSE if address.license else ADDRESS, _named(first, end, address.license))
    for mail in _MAIL.finditer(seen.text) if "@" in seen.text else ():
        yield _Span(*_between(seen, *mail.span()), ADDRESS)


def _paths(seen: Words, grammar: Grammar) -> Iterator[tuple[int, int, str]]:
    """Files and folders by their contents, and ids of models on the Hub."""
    for match in _FILE.finditer(seen.text):
        part = next((part for part, pattern in _FILES if pattern.search(match[0])), "")
        if part and not _LEGAL.match(match[0]):
            yield *_between(seen, *match.span()), part
    for match in _HUB_ID.finditer(seen.text):
        if (grammar.joining | grammar.choosing).isdisjoint(match[0].lower().split("/")):
            yield *_between(seen, *match.span()), MODEL


def _known(words: Words, hits: list[Hit], tables: tuple[Table, ...]) -> tuple[bool, ...]:
    """Which words are in some table; another model's name never counts as known."""
    known = [
        word in (LICENSE, OWN, ADDRESS) or word[0].isdigit() or any(word in table.known for table in tables)
        for word in words.words
    ]
    for hit in hits:
        if hit.meaning.means is Means.ELSEWHERE:
            continue  # the topic of a heading does not count as known in a sentence
        if hit.meaning.means not in (Means.LIMIT, Means.LIMIT_WORD) or hit.end - hit.first < _SHORT:
            known[hit.first : hit.end] = [True] * (hit.end - hit.first)
    return tuple(fact and word != MODEL for fact, word in zip(known, words.words, strict=True))


def _across_words(words: Words, hit: Hit) -> bool:
    """Whether a Korean term of use only seems to be there: 상업 (commerce) in "더 이상 업데이트" (no more updates)."""
    first = hit.first
    if hit.meaning.means not in _OF_USES or hit.end - first < _SHORT // 2 or not _HANGUL.match(words.words[first]):
        return False
    return not words.before[first] and first > 0 and " " in words.before[first + 1]


def _named(first: int, end: int, license_: str) -> Name | None:
    from auditor.identify.names import Name  # noqa: PLC0415 - only where one is constructed

    if not license_:
        return None
    whole = not license_.startswith("CC-") or license_[-1:].isdigit()
    return Name(first, end, license_ if whole else "", "" if whole else license_)


def is_label(text: str) -> bool:
    """Whether a text has a word for license."""
    return _LABEL.search(text) is not None


def _labelled(words: Words) -> bool:
    """Whether it begins with a label about licensing: "License: mit"."""
    for at in range(1, min(len(words), _LABEL_WORDS)):
        if any(mark in words.before[at] for mark in ":\uff1a=|") or " - " in words.before[at]:
            return is_label(words.text[: words.starts[at]])
    return False


def _between(words: Words, start: int, end: int) -> tuple[int, int]:
    """The words within these characters."""
    first = next((at for at, place in enumerate(words.ends) if place > start), len(words))
    last = next((at for at, place in enumerate(words.starts) if place >= end), len(words))
    return first, last


def _linked(
    names_read: tuple[Name, ...], words: Words, links: tuple[Link, ...], names: Names
) -> tuple[tuple[Name, bool], ...]:
    """The names, with versions completed from the pages that they link to; a link without a name counts as one."""
    result: dict[int, tuple[Name, bool]] = {name.first: (name, False) for name in names_read}
    for link in links[:_LINKS]:
        license_ = names.of_link(link.target)
        if not license_:
            continue
        first, end = _between(words, link.start, link.end)
        inside = [name for name in names_read if name.first < end and first < name.end]
        if not inside and first < end - 1 <= first + _SHORT and is_label(words.words[end - 1]):
            first = end - 1  # "[model license](…)": the noun before it is still needed
        target = _named(first, end, license_)
        if not inside and target and first < end <= first + 6:
            result.setdefault(first, (target, False))
        for name in inside:
            named = name.license or name.family
            if not name.license and license_.startswith(named):
                result[name.first] = (
                    name._replace(license=target.license if target else "", family=target.family if target else named),
                    False,
                )
            elif named.partition("-only")[0].partition("-or-")[0] != license_.partition("-only")[
                0
            ] and not named.startswith(license_):
                result[name.first] = (name, True)
    return tuple(result[first] for first in sorted(result))
