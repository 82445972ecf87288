"""The tables of words in rules/: phrases of each language, function words, names of licenses."""

from __future__ import annotations

from enum import StrEnum

from auditor.model import Noun
from auditor.model.base import field
from auditor.phrases import Starts


class Means(StrEnum):
    """What a phrase does in a sentence about licensing."""

    PART = "part"
    OWN = "own"
    MODEL = "model"
    REFUSAL = "refusal"
    HEAD = "head"
    GRANT = "grant"
    APPLIES = "applies"
    TERMS = "terms"
    LIMIT = "limit"
    PERMISSION = "permission"
    NEGATION = "negation"
    HISTORY = "history"
    ENDED = "ended"
    RELEASED = "released"
    FUTURE = "future"
    BEGINS = "begins"
    CONDITION = "condition"
    WHOM = "whom"
    EXAMPLE = "example"
    HEARSAY = "hearsay"
    USER = "user"
    ADVICE = "advice"
    EXCEPTION = "exception"
    SAME = "same"
    BUT = "but"
    ASIDE = "aside"
    ELSEWHERE = "elsewhere"
    LIMIT_WORD = "limitword"
    TOPIC = "topic"
    TRADE = "trade"
    PRESENT = "now"
    BAN_WORD = "banword"
    APART = "apart"
    DOUBT = "doubt"
    VALUE = "value"


class Language(Noun, frozen=True, kw_only=True):
    """How a language is recognised: by its script, or by words that no other has."""

    name: str
    script: str = ""
    signs: frozenset[str] = frozenset()
    forbidden: str = ""
    """What a cross before a use says, in the language; in English it is "no" before the use."""


class Meaning(Noun, frozen=True, kw_only=True):
    """A pattern and what it means: for a part or a limit, which one; and whether it says so plainly."""

    pattern: str
    means: Means
    which: str = ""
    plain: bool


class PhraseTable(Noun, frozen=True, kw_only=True):
    """The phrases of one language; `known` are words that are irrelevant to licensing."""

    known: frozenset[str]
    classes: dict[str, str]
    phrases: tuple[Meaning, ...]
    starts: Starts


class Grammar(Noun, frozen=True, kw_only=True):
    """Sets of function words of all languages; `rules/phrases/grammar.toml` explains the purpose of each."""

    of: frozenset[str]
    toward: frozenset[str]
    expressly: frozenset[str]
    together: frozenset[str]
    joining: frozenset[str]
    which: frozenset[str]
    using: frozenset[str]
    being: frozenset[str]
    resuming: frozenset[str]
    article: frozenset[str]
    away: frozenset[str]
    choosing: frozenset[str]
    dual: frozenset[str]
    determiner: frozenset[str]
    no: frozenset[str]
    not_: frozenset[str]
    only: frozenset[str]
    because: frozenset[str]
    forbidding: frozenset[str]
    about: frozenset[str]
    describing: frozenset[str]
    switching: frozenset[str]
    from_: frozenset[str]
    to: frozenset[str]
    uses: frozenset[str]
    of_uses: frozenset[str]
    families: frozenset[str]
    common: frozenset[str]
    pronouns: frozenset[str]
    counted: frozenset[str]
    determining: frozenset[str]
    theirs: frozenset[str]
    doing: frozenset[str]
    explaining: frozenset[str]
    yes: frozenset[str]
    topics: frozenset[str]
    every: frozenset[str]
    my: frozenset[str]
    your: frozenset[str]
    versions: frozenset[str]
    accepting: frozenset[str]
    unless: frozenset[str]
    purpose: frozenset[str]
    relative: frozenset[str]
    also_verbs: frozenset[str]
    acting: frozenset[str]
    handing: frozenset[str]
    describing_names: frozenset[str]
    not_elsewhere: frozenset[str]


class LicenseName(Noun, frozen=True, kw_only=True):
    """The names of one license, or of a family of licenses; exactly one of the two is given."""

    license: str = ""
    family: str = ""
    patterns: tuple[str, ...]
    bare: tuple[str, ...] = ()
    """Patterns that count only after a label."""
    capitals: bool = False
    links: tuple[str, ...] = ()
    """Addresses of the license's own pages."""


class CommonsWords(Noun, frozen=True, kw_only=True):
    """The pieces of the names of Creative Commons licenses, in all languages."""

    heads: str
    by: str
    nc: str
    sa: str
    nd: str
    fill: str
    versions: tuple[str, ...]


class NameTable(Noun, frozen=True, kw_only=True):
    """`rules/license-names.toml`, and the words with which its patterns begin."""

    classes: dict[str, str] = field(default_factory=dict)
    commons: CommonsWords
    names: tuple[LicenseName, ...] = ()
    commons_starts: Starts
    """Of the pieces, in the order of `CommonsWords`."""
    starts: Starts
    """Of all `patterns`, name by name."""
    bare_starts: Starts
    """Of all `bare`, name by name."""
