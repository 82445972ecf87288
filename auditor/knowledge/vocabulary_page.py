"""rules/WORDS.md: every closed vocabulary used in files of rules, generated from the enums."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor import model
from auditor.model.base import Value
from auditor.model.meanings import meanings

if TYPE_CHECKING:
    from enum import StrEnum

FILE = "WORDS.md"


class Vocabulary(Value, frozen=True):
    """One closed vocabulary, and what the page says about it."""

    title: str
    words: type[StrEnum]
    means: str
    """The header of the second column."""
    more: str = ""
    """A paragraph below the table."""


VOCABULARIES = (
    Vocabulary("Kinds of licenses", model.LicenseKind, "`kind`: what sort of license it is"),
    Vocabulary(
        "Grades",
        model.Grade,
        "`grade`: how it is known",
        "A breach may be based only on the first two.",
    ),
    Vocabulary(
        "Duties",
        model.DutyCode,
        "`code` of a `[[duty]]`: what is required",
        "`must = false`: only encouraged. `on_own_facts = true`: it depends on the user's own facts (revenue); a note.",
    ),
    Vocabulary(
        "Places",
        model.DutyPlace,
        "`place`: where the `words` of a duty must be; no place: anywhere in the repository",
    ),
    Vocabulary(
        "Limits",
        model.LimitCode,
        "`code` of a `[[limit]]`: what is withheld",
        "`scope`, `effect` and `note` are for the reader: no verdict depends on their words.",
    ),
    Vocabulary(
        "Models to which a limit applies",
        model.AppliesTo,
        "`applies_to`: the only models; whether it concerns this one is then at most *undetermined*",
    ),
    Vocabulary("Currencies", model.Currency, "`currency` of a revenue threshold; US dollars, unless it is given"),
    Vocabulary("Periods", model.Period, "`per` of a revenue threshold: the period counted; a year, unless it is given"),
    Vocabulary(
        "Students",
        model.StudentCondition,
        "`students`: what a model trained on outputs must be, or be made for",
        "At the head of a file: before the license's own definition of a derivative reaches it. Until the publisher's "
        "own words settle it, the term is at most *undetermined*.",
    ),
    Vocabulary("Exceptions of a limit", model.LimitException, "`exceptions`: what the clause itself excepts"),
    Vocabulary(
        "Duties of another edition",
        model.EditionDuties,
        "`duties` of an `[[edition]]`: what is known of them",
        "A text with the same duties is a note, another one *undetermined*.",
    ),
    Vocabulary("Facts about a use", model.UseFact, "`fact` of a `[[use]]`, and of `--use`: what a user states"),
    Vocabulary("Purposes", model.Purpose, "values of `purpose`"),
    Vocabulary("Actors", model.Actor, "values of `actor`"),
    Vocabulary("Uses of outputs", model.OutputUse, "values of `outputs`"),
    Vocabulary("Sensitive fields", model.FieldOfUse, "values of `fields`"),
    Vocabulary("Limited fields", model.LimitedField, "values of a `field-of-use`: what it excludes"),
    Vocabulary("Answers to a use", model.UseAnswer, "`answer` of a `[[use]]`: what the clause says about the fact"),
    Vocabulary("Days of a count", model.CountedOn, "`counted` of `counting`: the day on which users count"),
    Vocabulary("Whose numbers", model.Whose, "`whose` of `counting`, and the entity of a revenue"),
    Vocabulary("Tests of a region", model.RegionTest, "`region_test`: what an excluded region is compared with"),
    Vocabulary("Cures", model.CureStart, "`starts` of `[cure]`: the day from which its `days` run"),
    Vocabulary("Provisions", model.ProvisionCode, "`code` of a `[[provision]]`: what it is about"),
    Vocabulary("Grants", model.GrantCode, "`code` of a `[[grant]]`: what is permitted"),
    Vocabulary("Values of a grant", model.GrantValue, "`value`: whether it is permitted"),
    Vocabulary("Outbound modes", model.OutboundMode, "`mode` of `[outbound]`: the terms that a derivative may have"),
    Vocabulary(
        "Relations and acts",
        model.Trigger,
        "`when`, `unsettled`, keys of `[reach]`, `relation`: how one work was made from another, or is used",
        "`relation` of a release, or of a parent in a case, is one of the first eight.",
    ),
    Vocabulary("Reach", model.Reach, "values of `[reach]`: whether the license follows"),
    Vocabulary("Termination", model.Termination, "keys of `[termination]`: what the line says"),
    Vocabulary("Subjects of a rule", model.About, "`about` of `[subject]`: what it checks, one at a time"),
    Vocabulary("Predicates", model.PredicateName, "`uses` of `[check]`: what is true if it is met"),
    Vocabulary("Harm", model.Harm, "`harm` of a rule: what is at stake; findings are sorted in this order"),
    Vocabulary("What falls short", model.Shortfall, "`kind` of a rule"),
    Vocabulary("Placeholders", model.Placeholder, "in braces in `fix` and `question`: what replaces it"),
    Vocabulary("Certainty of a Hub id", model.Certainty, "`certainty`: what is known of it"),
)


def page() -> str:
    """The whole file."""
    parts = [
        "# Words",
        "",
        "Made by `auditor rules index`. The vocabularies are closed: another word is an error when the files are read.",
    ]
    for vocabulary in VOCABULARIES:
        parts += ["", f"## {vocabulary.title}", "", f"| word | {vocabulary.means} |", "|---|---|"]
        parts += [f"| `{word}` | {_cell(meaning)} |" for word, meaning in meanings(vocabulary.words).items()]
        parts += ["", vocabulary.more] if vocabulary.more else []
    return "\n".join(parts) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
