"""Words of a sentence, a small pattern language over them, and the one matcher for all tables of phrases and names."""

from auditor.phrases.matcher import Matcher, Phrase
from auditor.phrases.pattern import PatternError, parse
from auditor.phrases.scripts import SCRIPTS, has_script
from auditor.phrases.starts import Starts, starts_of
from auditor.phrases.tokens import Words, tokens

__all__ = [
    "SCRIPTS",
    "Matcher",
    "PatternError",
    "Phrase",
    "Starts",
    "Words",
    "has_script",
    "parse",
    "starts_of",
    "tokens",
]
