"""The rows of the files of rules/ about words, as a lawyer writes them, each with its cases."""

from __future__ import annotations

from auditor.knowledge.word_tables import CommonsWords, LicenseName, Means
from auditor.model import Noun
from auditor.model.base import field

PARTS = frozenset(("weights", "code", "data", "tokenizer", "docs", "project", "everything", "component", "other"))
LIMITS = frozenset(
    [
        "non-commercial",
        "research-only",
        "academic-only",
        "education-only",
        "personal-only",
        "evaluation-only",
        "commercial-on-request",
        "all-rights-reserved",
        "no-redistribution",
        "no-derivatives",
        "no-military",
        "no-surveillance",
        "no-medical",
        "no-government",
        "no-hosting",
        "no-sale",
        "no-training-on-outputs",
        "region:EU",
        "region:UK",
        "region:KR",
        "region:CN",
        "region:US",
        "mau-threshold",
        "revenue-threshold",
    ]
)


class NameRow(LicenseName, frozen=True, kw_only=True):
    """The names of one license, or of a family of licenses."""

    hits: tuple[str, ...]
    misses: tuple[str, ...]


class CommonsRow(CommonsWords, frozen=True, kw_only=True):
    """The pieces of the names of Creative Commons licenses."""

    hits: tuple[tuple[str, ...], ...]
    misses: tuple[str, ...]


class NameFile(Noun, frozen=True, kw_only=True):
    """`rules/license-names.toml`."""

    words: dict[str, str] = field(default_factory=dict)
    commons: CommonsRow
    name: tuple[NameRow, ...] = ()


class PhraseRow(Noun, frozen=True, kw_only=True):
    """What some words mean in a sentence."""

    pattern: str
    means: Means
    part: str = ""
    limit: str = ""
    plain: bool
    hits: tuple[str, ...]
    misses: tuple[str, ...]


class PhraseFile(Noun, frozen=True, kw_only=True):
    """`rules/phrases/<language>.toml`."""

    known: str = ""
    words: dict[str, str] = field(default_factory=dict)
    phrase: tuple[PhraseRow, ...] = ()


class LanguageRow(Noun, frozen=True, kw_only=True):
    """One language of `rules/phrases/languages.toml`."""

    script: str = ""
    signs: tuple[str, ...] = ()
    forbidden: str = ""
