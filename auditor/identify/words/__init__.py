"""Words of a sentence, a small pattern language over them, and the one matcher for all tables of phrases and names."""

from auditor.identify.words.matcher import Matcher, Phrase
from auditor.identify.words.pattern import PatternError, parse
from auditor.identify.words.tokens import Words, tokens

__all__ = ["Matcher", "PatternError", "Phrase", "Words", "parse", "tokens"]
