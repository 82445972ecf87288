"""The words for an intended use: answers, facts and reasons, the same in every format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import MonthlyUsers, Revenue, UseAnswer, UseFact, UseReason
from auditor.report.common import terms

if TYPE_CHECKING:
    from auditor.model import Audit, ForUse, Use, UsePoint

ANSWERS = {
    UseAnswer.EXCLUDED: "excluded by the terms read",
    UseAnswer.NEEDS_LICENSE: "needs a separate license",
    UseAnswer.OPEN: "not settled",
    UseAnswer.CONDITIONAL: "with conditions",
    UseAnswer.ALLOWED: "not excluded by the terms read",
}
HEADS = {
    UseAnswer.EXCLUDED: "Excluded by the terms read",
    UseAnswer.NEEDS_LICENSE: "Needs a separate license from the licensor",
    UseAnswer.OPEN: "Not settled",
    UseAnswer.CONDITIONAL: "Conditions, yours to meet",
    UseAnswer.ALLOWED: "Not excluded by the terms read",
}
FACTS = {
    UseFact.COMMERCIAL: "commercial use",
    UseFact.PURPOSE: "the purpose",
    UseFact.ACTOR: "who uses it",
    UseFact.REDISTRIBUTE: "passing it on",
    UseFact.MODIFY: "changing it",
    UseFact.HOSTED: "hosting it for others",
    UseFact.HOSTED_MODIFIED: "hosting a changed version",
    UseFact.EMBED_ON_DEVICE: "shipping it within a device",
    UseFact.DELIVER_TO_CUSTOMERS: "delivery to customers",
    UseFact.ESTABLISHED_IN: "where you are established",
    UseFact.USED_IN: "where it is used",
    UseFact.OFFERED_TO: "where it is offered",
    UseFact.MONTHLY_USERS: "monthly users",
    UseFact.REVENUE: "revenue",
    UseFact.OUTPUTS: "what is done with outputs",
    UseFact.PUBLISH_BENCHMARKS: "published results",
    UseFact.FIELDS: "sensitive fields",
}
REASONS = {
    UseReason.APPLIES: "",
    UseReason.NOT_STATED: "depends on {fact}, which is not stated (--use {option}=…)",
    UseReason.NOT_DATED: "counts on the day when the version was released; the number stated is not of that month",
    UseReason.NOT_COMPARABLE: "counts another period, currency or group than the number stated",
    UseReason.CLAUSE_UNSETTLED: "the words of the license do not settle it",
    UseReason.POLICY_NOT_READ: "settled by a use policy outside the license, which was not read item by item",
    UseReason.NO_PROFILE: "the license is not known here: read it",
    UseReason.NOT_READ: "of this license only a part was read here: read it whole",
    UseReason.NO_LICENSE: "no license was found: nothing is granted",
    UseReason.CANDIDATES_DIFFER: "the possible bases give different answers",
    UseReason.ANCESTOR_NOT_SETTLED: "holds if this is the base, which is not settled",
}
IFS = {
    UseFact.COMMERCIAL: "if you use it commercially",
    UseFact.REDISTRIBUTE: "if you pass it on",
    UseFact.MODIFY: "if you change it and pass it on",
    UseFact.HOSTED: "if you host it for others",
    UseFact.PUBLISH_BENCHMARKS: "if you publish results",
    UseFact.OUTPUTS: "for its outputs",
}
"""When a condition applies, if the fact that triggers it is not stated."""
ASIDE = "By the license terms read. Data, patents, privacy, export controls and AI law were not considered."
_YES_OR_NO = {True: "", False: "=no"}


def against(audit: Audit) -> bool:
    """Whether a use is stated that the terms exclude, require a license for, or leave open."""
    return audit.for_use is not None and audit.for_use.answer not in (UseAnswer.ALLOWED, UseAnswer.CONDITIONAL)


def in_one_line(audit: Audit) -> str:
    """`For your use (commercial, hosted): not settled.`; without a stated use, the uses for which the terms differ."""
    if audit.for_use is not None:
        return f"For your use ({stated(audit.for_use.use)}): {ANSWERS[audit.for_use.answer]}."
    if not audit.uses_differ:
        return ""
    facts = ", ".join(fact.value for fact in audit.uses_differ)
    return f"Whether your use is excluded depends on: {facts}. State yours with --use."


def stated(use: Use) -> str:
    """`commercial, used-in=DE,FR`: the facts as on the command line; `nothing stated` without any."""
    return ", ".join(f"{fact.value}{_value(use.of(fact))}" for fact in use.stated) or "nothing stated"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return _YES_OR_NO[value]
    if isinstance(value, MonthlyUsers):
        return f"={value.value}{f'@{value.on}' if value.on else ''}{',group' if value.group else ''}"
    if isinstance(value, Revenue):
        return f"={value.value}/{value.per.value},{value.currency.value},{value.entity.value}"
    if isinstance(value, tuple):
        return f"={','.join(map(str, value)) or 'none'}"
    return f"={value}"


def line(point: UsePoint, use: Use) -> str:
    """The clause in words, when it applies, and why it leaves the answer open."""
    unstated = point.answer is UseAnswer.CONDITIONAL and use.of(point.fact) in (None, ())
    when = f"{IFS[point.fact]}: " if unstated and point.fact in IFS else ""
    reason = why(point)
    words = "permitted on the conditions of this clause" if when and point.grant is not None else says(point)
    return f"{when}{words}{f' ({reason})' if reason else ''}"


def says(point: UsePoint) -> str:
    """`commercial purposes are excluded`: the clause in a few words."""
    if point.row is not None:
        return f"{FACTS[point.fact]}: {ANSWERS[point.answer]}"
    if point.limit is not None:
        return terms.says(point.limit)
    if point.duty is not None:
        return f"{terms.says(point.duty)}{f', {point.duty.condition}' if point.duty.condition else ''}"
    if point.grant is not None:
        return terms.says(point.grant)
    return f"license: {point.name or 'none found'}"


def why(point: UsePoint) -> str:
    """The reason in words; "" if the clause simply applies."""
    return REASONS[point.reason].format(fact=FACTS[point.fact], option=point.fact.value)


def source(point: UsePoint) -> str:
    """`Llama 3.1 Community License Agreement §2, of meta-llama/Llama-3.1-8B`."""
    via = f", of {point.via}" if point.via else ""
    part = f", for the {point.part.value}" if point.part.value != "weights" else ""
    return f"{point.name} {point.clause}{via}{part}".strip(" ,")


def by_answer(answer: ForUse) -> dict[UseAnswer, tuple[UsePoint, ...]]:
    """The points grouped by their answers, the worst first."""
    grouped: dict[UseAnswer, tuple[UsePoint, ...]] = {}
    for point in answer.points:
        grouped[point.answer] = (*grouped.get(point.answer, ()), point)
    return grouped
