"""Every predicate that a rule may use, by the name that it has in rules/checks/*.toml."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.engine.checks import (
    acts,
    agreement,
    bases,
    claims,
    copies,
    offers,
    pairs,
    restrictions,
    terms,
    texts,
    words,
)
from auditor.model import PredicateName

if TYPE_CHECKING:
    from auditor.engine.question import Predicate


def vocabulary() -> dict[PredicateName, Predicate]:
    """The predicates by name: every name has one."""
    return {
        PredicateName.TEXT_PRESENT: texts.text_present,
        PredicateName.HOLDER_KEPT: texts.holder_kept,
        PredicateName.NOTICE_CARRIED: texts.notice_carried,
        PredicateName.LICENSE_LINKED: texts.license_linked,
        PredicateName.SENTENCE_PRESENT: words.sentence_present,
        PredicateName.PHRASE_SHOWN: words.phrase_shown,
        PredicateName.NAME_BEGINS: words.name_begins,
        PredicateName.CHANGES_STATED: words.changes_stated,
        PredicateName.CREATOR_NAMED: words.creator_named,
        PredicateName.NOT_SHOWN_BY_FILES: words.not_shown_by_files,
        PredicateName.NO_ENDORSEMENT_IMPLIED: words.no_endorsement_implied,
        PredicateName.LIMIT_KEPT: terms.limit_kept,
        PredicateName.CONDITION_KEPT: terms.condition_kept,
        PredicateName.COPY_KEEPS_LICENSE: copies.copy_keeps_license,
        PredicateName.SHARE_ALIKE_KEPT: terms.share_alike_kept,
        PredicateName.RESTRICTIONS_PASSED_ON: restrictions.restrictions_passed_on,
        PredicateName.ACT_PERMITTED: acts.act_permitted,
        PredicateName.ANCESTORS_COMPATIBLE: pairs.ancestors_compatible,
        PredicateName.LICENSE_DECLARED: offers.license_declared,
        PredicateName.LICENSE_KNOWN: offers.license_known,
        PredicateName.LINKED_FILE_HERE: offers.linked_file_here,
        PredicateName.NAME_FITS: offers.name_fits,
        PredicateName.SOURCES_AGREE: agreement.sources_agree,
        PredicateName.CODE_AGREES: agreement.code_agrees,
        PredicateName.WORDS_UNDERSTOOD: agreement.words_understood,
        PredicateName.BASE_DECLARED: bases.base_declared,
        PredicateName.BASE_AGREES: bases.base_agrees,
        PredicateName.CLAIMS_HOLD: claims.claims_hold,
        PredicateName.EVERYTHING_READ: claims.everything_read,
        PredicateName.PARENT_KNOWN: bases.parent_known,
        PredicateName.ACYCLIC: bases.acyclic,
        PredicateName.UPSTREAM_READ: bases.upstream_read,
        PredicateName.REACH_SETTLED: bases.reach_settled,
    }
