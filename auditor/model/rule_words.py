"""The closed vocabulary of rules: their subjects, predicates and placeholders."""

from __future__ import annotations

from enum import StrEnum


class About(StrEnum):
    """What a rule checks, one at a time."""

    DUTY = "duty"
    """Each duty of `codes`, of each license that a parent may have brought."""
    LIMIT = "limit"
    """Each limit of `codes`, of each license that a parent may have brought."""
    LICENSE = "license"
    """Each license that a parent may have brought."""
    UPSTREAM = "upstream"
    """Each parent."""
    PAIR = "pair"
    """Each two licenses of two parents."""
    STATEMENT = "statement"
    """Each statement that a license applies: the repository's own, and those of its parents."""
    REPOSITORY = "repository"
    """The repository."""


class PredicateName(StrEnum):
    """What can be checked."""

    TEXT_PRESENT = "text-present"
    """A file contains the whole text of the license, unchanged."""
    HOLDER_KEPT = "holder-kept"
    """Every copyright line read at the upstream is kept."""
    NOTICE_CARRIED = "notice-carried"
    """The attribution notices of the upstream's NOTICE file are passed on."""
    LICENSE_LINKED = "license-linked"
    """The license is named, with its text or a link to it."""
    SENTENCE_PRESENT = "sentence-present"
    """The required sentence is where the clause requires it."""
    PHRASE_SHOWN = "phrase-shown"
    """The required phrase is displayed."""
    NAME_BEGINS = "name-begins"
    """The model's name begins with the required word."""
    CHANGES_STATED = "changes-stated"
    """A card, a NOTICE or a header says that the upstream's model was changed."""
    CREATOR_NAMED = "creator-named"
    """The upstream's creator is named."""
    NOT_SHOWN_BY_FILES = "not-shown-by-files"
    """No file can show the duty: it is only listed."""
    NO_ENDORSEMENT_IMPLIED = "no-endorsement-implied"
    """The model's name does not imply that the licensor endorses it."""
    LIMIT_KEPT = "limit-kept"
    """Every choice that the repository offers keeps what the upstream withheld."""
    CONDITION_KEPT = "condition-kept"
    """A condition that follows the work is not hidden by the label."""
    COPY_KEEPS_LICENSE = "copy-keeps-license"
    """A mere copy is offered under the license under which it was received."""
    SHARE_ALIKE_KEPT = "share-alike-kept"
    """The repository offers the upstream's own license, or one that it allows in its place."""
    RESTRICTIONS_PASSED_ON = "restrictions-passed-on"
    """The upstream's use restrictions are among the terms offered."""
    ACT_PERMITTED = "act-permitted"
    """No upstream license forbids what was done."""
    ANCESTORS_COMPATIBLE = "ancestors-compatible"
    """Neither parent requires what the other forbids."""
    LICENSE_DECLARED = "license-declared"
    """Something offers the weights under a license."""
    LICENSE_KNOWN = "license-known"
    """The license is identified, and has a profile."""
    LINKED_FILE_HERE = "linked-file-here"
    """The license file that a card links is in the repository."""
    NAME_FITS = "name-fits"
    """The repository's own name has the version of the license that it declares."""
    SOURCES_AGREE = "sources-agree"
    """Tags, headers, texts and plain words agree about one part."""
    CODE_AGREES = "code-agrees"
    """The code files that name a license name one that is declared."""
    WORDS_UNDERSTOOD = "words-understood"
    """Every sentence that names a license or a limit was understood."""
    BASE_DECLARED = "base-declared"
    """The base that the evidence names is declared."""
    BASE_AGREES = "base-agrees"
    """The declared base agrees with the model's own configuration."""
    CLAIMS_HOLD = "claims-hold"
    """The evidence does not contradict a claim to have been trained from scratch."""
    EVERYTHING_READ = "everything-read"
    """Every file that could say something about licensing was read."""
    PARENT_KNOWN = "parent-known"
    """The parent and its terms are known."""
    ACYCLIC = "acyclic"
    """The bases that the ancestors name could be followed to their end."""
    UPSTREAM_READ = "upstream-read"
    """If a duty depends on what the upstream's files say, those files were read."""
    REACH_SETTLED = "reach-settled"
    """The license's words settle whether it follows the relation."""

    @property
    def about(self) -> About:
        """What a rule with this predicate is about."""
        return _ABOUT.get(self, About.DUTY)


_ABOUT = {
    PredicateName.NO_ENDORSEMENT_IMPLIED: About.LIMIT,
    PredicateName.LIMIT_KEPT: About.LIMIT,
    PredicateName.ACT_PERMITTED: About.LIMIT,
    PredicateName.ANCESTORS_COMPATIBLE: About.PAIR,
    PredicateName.LICENSE_DECLARED: About.REPOSITORY,
    PredicateName.LICENSE_KNOWN: About.STATEMENT,
    PredicateName.LINKED_FILE_HERE: About.REPOSITORY,
    PredicateName.NAME_FITS: About.REPOSITORY,
    PredicateName.SOURCES_AGREE: About.REPOSITORY,
    PredicateName.CODE_AGREES: About.REPOSITORY,
    PredicateName.WORDS_UNDERSTOOD: About.REPOSITORY,
    PredicateName.BASE_DECLARED: About.UPSTREAM,
    PredicateName.BASE_AGREES: About.UPSTREAM,
    PredicateName.CLAIMS_HOLD: About.UPSTREAM,
    PredicateName.EVERYTHING_READ: About.REPOSITORY,
    PredicateName.PARENT_KNOWN: About.UPSTREAM,
    PredicateName.ACYCLIC: About.UPSTREAM,
    PredicateName.COPY_KEEPS_LICENSE: About.LICENSE,
    PredicateName.UPSTREAM_READ: About.LICENSE,
    PredicateName.REACH_SETTLED: About.LICENSE,
}
"""All others check a duty."""


class Placeholder(StrEnum):
    """A name that the remedy and the question of a rule may contain, in braces."""

    LICENSE = "license"
    """The name of the license, or of each of them."""
    UPSTREAM = "upstream"
    """The model or the family from which it was made."""
    CLAUSE = "clause"
    """The clauses concerned."""
    WORDS = "words"
    """The words that would have met the duty, quoted."""
