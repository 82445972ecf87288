"""The words of a report in Japanese: headings, verdicts, severities, the summary's sentences and the disclaimers.

What is not here is in English, as clauses, quotes and evidence stay in their own language.
"""

from __future__ import annotations

WORDS: dict[str, str] = {}
