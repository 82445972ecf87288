"""Loads and validates rules/phrases/: what words mean in each language."""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from auditor.errors import RuleError
from auditor.identify.words import Matcher, PatternError, Phrase, tokens

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.identify.words import Words

MOST = 150
"""Most phrases of one language: what a lawyer can still read."""
_EXAMPLES = 2
_SKIPPED = ("hits = ", "misses = ")


class Means(StrEnum):
    """What a phrase does in a sentence about licensing."""

    PART = "part"
    OWN = "own"
    GRANT = "grant"
    APPLIES = "applies"
    TERMS = "terms"
    LIMIT = "limit"
    PERMISSION = "permission"
    NEGATION = "negation"
    HISTORY = "history"
    FUTURE = "future"
    CONDITION = "condition"
    EXAMPLE = "example"
    HEARSAY = "hearsay"
    USER = "user"
    ADVICE = "advice"
    EXCEPTION = "exception"
    SAME = "same"
    BUT = "but"
    ASIDE = "aside"
    LIMIT_WORD = "limitword"
    TOPIC = "topic"
    TRADE = "trade"
    PRESENT = "now"
    BAN_WORD = "banword"
    DOUBT = "doubt"
    VALUE = "value"


PARTS = frozenset(("weights", "code", "data", "tokenizer", "docs", "project", "everything", "other"))
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


_NET = (Means.LIMIT_WORD, Means.TERMS)


class Meaning(NamedTuple):
    """What a phrase means: of a part which, of a limit which, and whether it is said plainly."""

    means: Means
    which: str
    plain: bool


class Language(NamedTuple):
    """How a language is known: its script, or words that others do not have."""

    name: str
    script: str
    signs: frozenset[str]


class Table(NamedTuple):
    """The phrases of one language, and the words that say nothing of licensing."""

    language: Language
    matcher: Matcher[Meaning]
    known: frozenset[str]
    net: Matcher[Meaning]
    topics: Matcher[Meaning]
    bans: Matcher[Meaning]

    def begins(self, word: str) -> bool:
        """Whether a phrase about licensing can begin with this word; a ban alone needs what it bans."""
        return self.net.begins(word) or self.topics.begins(word)

    def speaks(self, words: Words) -> bool:
        """Whether some word begins a phrase about licensing, or one of a ban beside one of what may be banned."""
        return self.net.meets(words) or (self.bans.meets(words) and self.topics.meets(words))


@lru_cache(maxsize=32)
def table(root: Path, language: str) -> Table:
    """The phrases of a language under `root` (a rules/ directory); raises RuleError where the file is malformed."""
    path = root / "phrases" / f"{language}.toml"
    text = "\n".join(line for line in _text(path).split("\n") if not line.startswith(_SKIPPED))
    content = _toml(path, text)
    try:
        phrases = [Phrase(row["pattern"], _meaning(row)) for row in content.get("phrase", ())]
        matcher = Matcher(phrases, content.get("words", {}))
    except (PatternError, KeyError, ValueError) as error:
        msg = f"{path.name}: {error}"
        raise RuleError(msg, tip="See rules/phrases/README.md.") from error
    if len(phrases) > MOST:
        msg = f"{path.name}: {len(phrases)} phrases"
        raise RuleError(msg, tip=f"At most {MOST}: join those that mean the same.")
    known = frozenset(tokens(str(content.get("known", ""))).words)

    def only(*kinds: Means) -> Matcher[Meaning]:
        return matcher.only(lambda meaning: meaning.means in kinds)

    spoken = next(entry for entry in languages(root) if entry.name == language)
    return Table(spoken, matcher, known, only(*_NET), only(Means.TOPIC), only(Means.BAN_WORD))


@lru_cache(maxsize=4)
def languages(root: Path) -> tuple[Language, ...]:
    """The languages that there are phrases of."""
    path = root / "phrases" / "languages.toml"
    content = _toml(path, _text(path))
    return tuple(
        Language(name, str(row.get("script", "")), frozenset(row.get("signs", ()))) for name, row in content.items()
    )


def rows(root: Path, language: str) -> tuple[dict[str, Any], ...]:
    """The phrases as written, with their cases; raises RuleError where one has not two of each."""
    path = root / "phrases" / f"{language}.toml"
    found = tuple(_toml(path, _text(path)).get("phrase", ()))
    for row in found:
        if any(len(row.get(kind, ())) != _EXAMPLES for kind in ("hits", "misses")):
            msg = f"{path.name}: {row.get('pattern')}: two hits and two misses are needed"
            raise RuleError(msg, tip="See rules/phrases/README.md.")
    return found


def _meaning(row: dict[str, Any]) -> Meaning:
    means = Means(row["means"])
    which = str(row.get("part", row.get("limit", "")))
    allowed = {Means.PART: PARTS, Means.LIMIT: LIMITS, Means.VALUE: LIMITS}.get(means, frozenset(("",)))
    if which not in allowed:
        msg = f"{row['pattern']!r}: {which!r} is no {means}"
        raise ValueError(msg)
    return Meaning(means, which, bool(row["plain"]))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        msg = f"{path.name}: cannot be read: {error.strerror}"
        raise RuleError(msg, tip="Reinstall auditor.") from error


def _toml(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        msg = f"{path.name}: not TOML: {error}"
        raise RuleError(msg, tip="See rules/phrases/README.md.") from error
