"""The vocabulary: every predicate a rule may use, by the name rules/checks/*.toml knows it by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.engine.checks import facts, terms, texts, words

if TYPE_CHECKING:
    from auditor.engine.question import Predicate


def vocabulary() -> dict[str, Predicate]:
    """The predicates by name."""
    return {
        "text-present": texts.text_present,
        "holder-kept": texts.holder_kept,
        "notice-carried": texts.notice_carried,
        "license-linked": texts.license_linked,
        "sentence-present": words.sentence_present,
        "phrase-shown": words.phrase_shown,
        "name-begins": words.name_begins,
        "changes-stated": words.changes_stated,
        "creator-named": words.creator_named,
        "not-shown-by-files": words.not_shown_by_files,
        "limit-kept": terms.limit_kept,
        "condition-kept": terms.condition_kept,
        "lock-kept": terms.lock_kept,
        "restrictions-passed-on": terms.restrictions_passed_on,
        "act-permitted": terms.act_permitted,
        "ancestors-compatible": terms.ancestors_compatible,
        "license-declared": facts.license_declared,
        "license-known": facts.license_known,
        "sources-agree": facts.sources_agree,
        "base-declared": facts.base_declared,
        "base-agrees": facts.base_agrees,
        "claims-hold": facts.claims_hold,
        "everything-read": facts.everything_read,
        "parent-known": facts.parent_known,
        "acyclic": facts.acyclic,
        "upstream-read": facts.upstream_read,
        "reach-settled": facts.reach_settled,
    }
