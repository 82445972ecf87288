"""Why a verdict is open or weaker, in a reader's words: one table, the same in every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Because, StudentCondition
from auditor.report.common import wording
from auditor.report.common.conditions import STUDENTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.model import Outcome, Reason

_WORDS = {
    Because.REACH_ARGUABLE: "whether the clause reaches this relation is arguable",
    Because.REACH_UNSETTLED: "the text does not settle it",
    Because.NOT_FOR_RELATION: "not required if this model is {relations}",
    Because.ARGUABLE_FOR_RELATION: "arguable if this model is {relations}",
    Because.RELATION_UNSETTLED: "it depends on how this model was made from {detail} ({relations})",
    Because.STUDENT_CONDITION: "the clause reaches a model trained on outputs only if it is {detail}, and nothing here "
    "settles that",
    Because.FAMILY_EXCEPTED: "the ban leaves out the licensor's own derivatives; whether a model made from {detail} is "
    "one is open",
    Because.LABEL_INCOMPLETE: "the license lets a derivative carry a license of its own beside it ({detail}): the "
    "label is incomplete, which is not the same as contradicted",
    Because.TEXT_IN_THE_SYSTEM: "{path} says that the system which the package is for has the text: anyone who has the "
    "package without that system has not",
    Because.CARRIED_BESIDE: "{path} carries those terms, so that what is offered is unclear",
    Because.SUBLICENSE_SILENT: "the license has no word on sublicensing",
    Because.CONDITIONS_ONLY: "the label restricts nothing; it drops conditions",
    Because.COPY_OR_ADAPTATION: "a lossy quantization is neither clearly a copy nor clearly an adaptation",
    Because.ONLY_ENCOURAGED: "the clause only encourages it",
    Because.SOME_MODELS_ONLY: "it is about {detail} models only",
    Because.ALLOWED_ON_CONDITION: "allowed on a condition: {detail}",
    Because.IN_ITS_PLACE: "the license lets an adaptation carry {detail} in its place; whether its own text or address "
    "goes with that is open",
    Because.LIMIT_OF_ITS_OWN: "{detail} has a limit of its own kind; whether it is as narrow is for counsel",
    Because.NOTICE_IN_TERMS: "whether terms that contain the restrictions are notice of them is open",
    Because.RESTRICTIONS_NOT_CONFIRMED: "{detail} has a list of use restrictions of its own, and no reader has "
    "confirmed that it contains these",
    Because.IMPROVING_UNSETTLED: "whether it is “improving” another model is not settled",
    Because.ONE_WORK_UNSETTLED: "whether weights made from both are one work based on both is not settled, and the "
    "label is neither license",
    Because.MERGING_UNSETTLED: "whether merging is “improving” another model is not settled",
    Because.NO_LINE_TO_KEEP: "the condition speaks of “the above copyright notice”, and there is none",
    Because.PAGE_LINKED: "a link to a page that has the license will do; whether this page does was not read",
    Because.LINK_REQUIRED: "a tag indicates the license; the clause requires a link too",
    Because.PLACES_OUTSIDE: "the clause allows places outside the repository (website, user interface, blog post, "
    "about page)",
    Because.METADATA_MAY_NOT_STATE_CHANGES: "base_model metadata or a recipe names the base; whether that is a "
    "statement of changes is open",
    Because.METADATA_MAY_NOT_CREDIT: "metadata names the repository; whether that identifies the creator is open",
    Because.BASE_NEED_NOT_BE_NAMED: "not every license requires that the base is named",
    Because.CLAUSE_SECOND_HAND: "the clause is {grade}",
    Because.TERMS_SECOND_HAND: "the terms of {detail} are {grade}",
    Because.CLAUSE_NOT_READ: "the clause itself was not read",
    Because.LICENSE_SECOND_HAND: "the license of {detail} is {grade}",
    Because.CHOICE_NOT_KNOWN: "it is offered under {detail} too, whose terms are not known here",
    Because.LICENSE_WITHOUT_PROFILE: "no profile of this license exists yet",
    Because.LABEL_WITHOUT_PROFILE: "what {detail} withholds is not known here",
    Because.LICENSOR_UNKNOWN: "the publisher here may be the licensor, whom its own terms do not bind",
    Because.LICENSOR_CLAIMED: (
        "the repository says that it is the licensor's own, whom its own terms do not bind: "
        "is this the publisher's own repository?"
    ),
    Because.BASE_NOT_DECLARED: "the base is not declared; the evidence is consistent with {detail}, and no more",
    Because.SHAPE_ONLY: "the same configuration suggests a family; it does not show where the weights came from",
    Because.COUNTER_EVIDENCE: "{detail}",
    Because.RELEASE_UNKNOWN: "which release it was made from is not known",
    Because.DISPUTED: "the fact that this rests on is disputed: {detail}",
    Because.DATE_REQUIRED: "the clause requires a date, and none is beside the statement",
    Because.STATED_ELSEWHERE: "it is said, but the clause puts it {detail}",
    Because.CONFIGURATION_MAY_BE_WRONG: "a configuration can be wrong as well as a card",
    Because.CLAIM_OF_THE_BASE: "the claim may be about the base, which is declared",
    Because.CARDS_CONTRADICT: "a model cannot come from itself: one of the cards is wrong",
    Because.BASES_LEFT_OUT: "the terms of what was left out were not checked",
    Because.UPSTREAM_NOT_READ: "the upstream's own files were not read",
    Because.PARENT_NOT_READ: "its repository was not read",
    Because.PARENT_DIFFERS: "a directory that is called like the parent need not be the parent",
    Because.NOTICE_NOT_READ: "the upstream's NOTICE was not read",
    Because.FILE_NOT_READ: "{path} was not read ({detail})",
    Because.TEXT_NOT_IDENTIFIED: "the text of {path} was not identified",
    Because.OTHER_EDITION: "it is another edition of the license: {detail}",
    Because.TEXT_CHANGED: "a changed text is not shown to be the license",
    Because.NOTHING_OFFERED: "no single license is declared here",
    Because.OFFER_NOT_IDENTIFIED: "the license here is not identified",
    Because.LIST_AMBIGUOUS: "a list does not say whether all hold, any may be chosen, or each is for another part",
    Because.OFFER_UNCLEAR: "the publisher's own statements differ, and none of them wins by itself",
    Because.LINKED_FILE_ABSENT: "what the license says is in that file",
    Because.LICENSOR_PRESUMED: "the publisher is presumed to be the licensor, whom its own terms do not bind",
    Because.WORDS_AMBIGUOUS: "the words may be about a part of the model, or a wish",
    Because.STATEMENT_REMARK: "{detail}",
    Because.GRANTED_ELSEWHERE: "“no license found” is not “none given”: the publisher may have granted one elsewhere",
    Because.NOT_READ_WHOLE: "“no license found” is not “none given” until the upstream was read whole",
    Because.NAME_UNKNOWN: "the model's name is not known; give it with --name",
    Because.PERMISSION_UNKNOWN: "a permission of the licensor would cover it, and no repository shows one",
    Because.NAME_IS_A_TITLE: "that is a title of the card; under which name it is distributed is not known: give it "
    "with --name",
    Because.TEACHER_UNKNOWN: "a ban binds the person who ran the teacher, and nothing shows who did",
    Because.USER_OF_OUTPUTS_UNKNOWN: "the clause binds the person who used the outputs under the license, and "
    "nothing shows who did",
    Because.OWN_FACTS: "it depends on facts about the company that offers the product",
    Because.NOT_IN_FILES: "a repository cannot show it",
}
_WITHOUT_A_PATH = {
    Because.FILE_NOT_READ: "a part of the repository was not read ({detail})",
    Because.TEXT_NOT_IDENTIFIED: "the text is not identified",
}
_REPLACED_BY_DETAIL = (Because.UPSTREAM_NOT_READ, Because.PARENT_NOT_READ)
"""Reasons that are replaced by their detail, if they have one."""


def words(reason: Reason) -> str:
    """The reason as a clause of a sentence."""
    if reason.detail and reason.code in _REPLACED_BY_DETAIL:
        return reason.detail
    detail = STUDENTS[StudentCondition(reason.detail)] if reason.code is Because.STUDENT_CONDITION else reason.detail
    pattern = _WORDS[reason.code] if reason.path else _WITHOUT_A_PATH.get(reason.code, _WORDS[reason.code])
    return pattern.format(
        detail=detail,
        path=reason.path,
        grade=wording.grade(reason.grade) if reason.grade else "",
        relations=wording.relations(reason.relations),
    )


def why_open(outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    """The reasons of these outcomes, without repetition."""
    return tuple(dict.fromkeys(words(reason) for outcome in outcomes for reason in outcome.because))
