"""Which duties and limits of a license each rule checks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import About

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Duty, Limit, Profile, Rule

_OF_A_LICENSE = (About.LICENSE, About.DUTY, About.LIMIT)


class Terms:
    """The rules about licenses, paired with the terms that each checks; computed once per license."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = tuple(rule for rule in rules if rule.subject.about in _OF_A_LICENSE)
        self._known: dict[str, tuple[tuple[Rule, Duty | Limit | None], ...]] = {}

    def of(self, profile: Profile) -> tuple[tuple[Rule, Duty | Limit | None], ...]:
        """Each rule with the duty or limit in question (None: the license as a whole), in the order of the rules."""
        known = self._known.get(profile.key)
        if known is None:
            pairs: list[tuple[Rule, Duty | Limit | None]] = []
            for rule in self._rules:
                about, codes = rule.subject.about, rule.subject.codes
                if about is About.LICENSE:
                    pairs.append((rule, None))
                else:
                    terms = profile.duties if about is About.DUTY else profile.limits
                    pairs.extend((rule, term) for term in terms if term.code in codes)
            known = self._known[profile.key] = tuple(pairs)
        return known
