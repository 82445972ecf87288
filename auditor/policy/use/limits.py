"""What each limit of a license says about a use (design §5.21): by its code, never by its scope or note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import (
    Actor,
    FieldOfUse,
    LimitCode,
    LimitedField,
    LimitException,
    OutputUse,
    Purpose,
    StudentCondition,
    UseFact,
    UseReason,
)
from auditor.policy.use.outcome import condition, decided, excluded, kept_to, needs_license, open_for
from auditor.policy.use.regions import territory
from auditor.policy.use.thresholds import days, revenue, users

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from auditor.model import Limit, Use
    from auditor.policy.use.outcome import ClauseAnswer

    Reader = Callable[[Limit, Use], ClauseAnswer | None]

_FIELDS: Mapping[LimitedField, tuple[FieldOfUse, ...]] = {
    LimitedField.MILITARY: (FieldOfUse.MILITARY,),
    LimitedField.ITAR: (FieldOfUse.MILITARY, FieldOfUse.WEAPONS),
    LimitedField.NUCLEAR: (FieldOfUse.NUCLEAR,),
    LimitedField.WEAPONS: (FieldOfUse.WEAPONS,),
    LimitedField.ESPIONAGE: (FieldOfUse.ESPIONAGE,),
    LimitedField.SURVEILLANCE: (FieldOfUse.SURVEILLANCE,),
    LimitedField.BIOMETRIC_PROCESSING: (FieldOfUse.BIOMETRICS,),
    LimitedField.MEDICAL_DEVICE: (FieldOfUse.CLINICAL,),
    LimitedField.ILLEGAL: (),
    LimitedField.UNLAWFUL: (),
}
"""The fields that each value of `field-of-use` covers, of those that a use can state."""
_TRAINING = (OutputUse.TRAIN_UNRELATED, OutputUse.TRAIN_COMPETING, OutputUse.TRAIN_COMMERCIAL)
_UNCOMMERCIAL = (Actor.INDIVIDUAL, Actor.ACADEMIC, Actor.NON_PROFIT, Actor.END_USER)


def says(limit: Limit, use: Use) -> ClauseAnswer | None:
    """What a limit says about the use; None if it does not restrict the use."""
    reader = _READERS.get(limit.code)
    return reader(limit, use) if reader is not None else None


def fields_of(limit: Limit) -> frozenset[FieldOfUse]:
    """The fields that a limit on fields of use covers."""
    values = limit.value if isinstance(limit.value, tuple) else ()
    return frozenset(field for value in values for field in _FIELDS[LimitedField(value)])


def _noncommercial(_: Limit, use: Use) -> ClauseAnswer | None:
    return decided(use.for_commerce, UseFact.COMMERCIAL)


def _research(_: Limit, use: Use) -> ClauseAnswer | None:
    if use.for_commerce or use.purpose is Purpose.INTERNAL_PRODUCTION:
        return excluded(UseFact.PURPOSE if use.purpose is not None else UseFact.COMMERCIAL)
    if use.purpose is Purpose.EVALUATION:
        return open_for(UseFact.PURPOSE, UseReason.CLAUSE_UNSETTLED)
    return None if use.purpose is Purpose.RESEARCH else open_for(UseFact.PURPOSE)


def _field(limit: Limit, use: Use) -> ClauseAnswer | None:
    if use.fields is None:
        return condition(UseFact.FIELDS)
    return excluded(UseFact.FIELDS) if fields_of(limit) & set(use.fields) else None


def _policy(_: Limit, use: Use) -> ClauseAnswer:
    """The answer for a policy not read item by item (`[[use]]` rows): open if a field is stated."""
    return open_for(UseFact.FIELDS, UseReason.POLICY_NOT_READ) if use.fields else condition(UseFact.FIELDS)


def _training(limit: Limit, use: Use) -> ClauseAnswer | None:
    """Whether the ban covers the model to be trained."""
    trained = [output for output in use.outputs if output in _TRAINING]
    own = OutputUse.TRAIN_OWN_FAMILY in use.outputs
    if own and LimitException.OWN_DERIVATIVES not in limit.exceptions:
        return open_for(UseFact.OUTPUTS, UseReason.CLAUSE_UNSETTLED)
    if not trained:
        return None if use.outputs else condition(UseFact.OUTPUTS)
    return (
        excluded(UseFact.OUTPUTS)
        if _concerns(limit, trained)
        else open_for(UseFact.OUTPUTS, UseReason.CLAUSE_UNSETTLED)
    )


def _concerns(limit: Limit, trained: list[OutputUse]) -> bool:
    """Whether what is stated about the student settles that the ban covers it."""
    wanted = set(limit.students)
    if not wanted:
        return True
    if wanted == {StudentCondition.COMPETING}:
        return OutputUse.TRAIN_COMPETING in trained
    return wanted == {StudentCondition.LANGUAGE_MODEL} and OutputUse.TRAIN_UNRELATED in trained


def _outputs(_: Limit, use: Use) -> ClauseAnswer | None:
    if OutputUse.SELL in use.outputs or (use.outputs and use.for_commerce):
        return excluded(UseFact.OUTPUTS)
    if use.outputs and use.for_commerce is None:
        return open_for(UseFact.COMMERCIAL)
    return None if use.outputs else condition(UseFact.OUTPUTS)


def _outputs_owned(_: Limit, use: Use) -> ClauseAnswer:
    return open_for(UseFact.OUTPUTS, UseReason.CLAUSE_UNSETTLED) if use.outputs else condition(UseFact.OUTPUTS)


def _business(_: Limit, use: Use) -> ClauseAnswer | None:
    """The facts of a use do not settle what kind of business it is; rows of a profile take precedence."""
    if use.for_commerce is False or (use.actor in _UNCOMMERCIAL and not use.for_commerce):
        return None
    if use.purpose in (Purpose.RESEARCH, Purpose.EVALUATION):
        return condition(UseFact.ACTOR)
    return open_for(UseFact.ACTOR, UseReason.CLAUSE_UNSETTLED)


def _noncompete(_: Limit, use: Use) -> ClauseAnswer | None:
    if OutputUse.TRAIN_COMPETING in use.outputs:
        return excluded(UseFact.OUTPUTS)
    if use.for_commerce is False:
        return None
    return open_for(UseFact.COMMERCIAL, UseReason.CLAUSE_UNSETTLED)


def _hosting(_: Limit, use: Use) -> ClauseAnswer | None:
    if use.serves is None:
        return condition(UseFact.HOSTED)
    return needs_license(UseFact.HOSTED) if use.serves else None


def _supply(_: Limit, use: Use) -> ClauseAnswer | None:
    if use.for_commerce is False or (use.passes_on is False and use.serves is False):
        return None
    if use.for_commerce and (use.passes_on or use.serves):
        return needs_license(UseFact.COMMERCIAL)
    return condition(UseFact.COMMERCIAL)


def _no_redistribution(_: Limit, use: Use) -> ClauseAnswer | None:
    return kept_to(use.passes_on, UseFact.REDISTRIBUTE)


def _no_derivatives_shared(_: Limit, use: Use) -> ClauseAnswer | None:
    if use.passes_on is False or use.changes is False:
        return None
    return excluded(UseFact.MODIFY) if use.passes_on and use.changes else condition(UseFact.MODIFY)


def _no_sale(_: Limit, use: Use) -> ClauseAnswer | None:
    if use.purpose is Purpose.RESALE:
        return excluded(UseFact.PURPOSE)
    return None if use.passes_on is False else condition(UseFact.PURPOSE)


def _computation(_: Limit, use: Use) -> ClauseAnswer | None:
    return None if use.passes_on is False else condition(UseFact.REDISTRIBUTE)


def _sanctions(_: Limit, use: Use) -> ClauseAnswer | None:
    return None if use.actor is Actor.END_USER else condition(UseFact.ACTOR)


def _changed(_: Limit, use: Use) -> ClauseAnswer | None:
    return None if use.changes is False else condition(UseFact.MODIFY)


def _reserved(_: Limit, __: Use) -> ClauseAnswer:
    """The answer if no license was granted for anything."""
    return needs_license(UseFact.PURPOSE)


_READERS: Mapping[LimitCode, Reader] = {
    LimitCode.ALL_RIGHTS_RESERVED: _reserved,
    LimitCode.BUSINESS_TYPE_EXCLUDED: _business,
    LimitCode.COMMERCIAL_SUPPLY: _supply,
    LimitCode.COMPUTATIONAL_USE_ONLY: _computation,
    LimitCode.DAU_THRESHOLD: days,
    LimitCode.DERIVATIVES_OWNED_BY_LICENSOR: _changed,
    LimitCode.FIELD_OF_USE: _field,
    LimitCode.HOSTING_NEEDS_LICENSE: _hosting,
    LimitCode.MAU_THRESHOLD: users,
    LimitCode.NO_REDISTRIBUTION: _no_redistribution,
    LimitCode.NO_SALE_ALONE: _no_sale,
    LimitCode.NO_SHARE_DERIVATIVES: _no_derivatives_shared,
    LimitCode.NONCOMMERCIAL: _noncommercial,
    LimitCode.NONCOMPETE: _noncompete,
    LimitCode.OUTPUT_OWNED_BY_LICENSOR: _outputs_owned,
    LimitCode.OUTPUT_RESTRICTED: _outputs,
    LimitCode.OUTPUT_TRAINING_BAN: _training,
    LimitCode.RESEARCH_ONLY: _research,
    LimitCode.RESERVED_NAME: _changed,
    LimitCode.REVENUE_THRESHOLD: revenue,
    LimitCode.SANCTIONS: _sanctions,
    LimitCode.TERRITORY_EXCLUDED: territory,
    LimitCode.USE_POLICY: _policy,
    LimitCode.VISITS_THRESHOLD: days,
}

NOT_OF_A_USE = frozenset(
    {
        LimitCode.GUARDRAIL_TERMINATION,
        LimitCode.LATEST_VERSION,
        LimitCode.NON_PERMISSIVE_TERMS_REMOVABLE,
        LimitCode.NO_ENDORSEMENT,
        LimitCode.NO_FURTHER_RESTRICTIONS,
        LimitCode.NO_MISREPRESENTATION_OF_ORIGIN,
        LimitCode.NO_PATENT_LITIGATION,
        LimitCode.NO_REVERSE_ENGINEERING,
        LimitCode.NO_TRADEMARK,
        LimitCode.REMOTE_RESTRICTION,
        LimitCode.UNILATERAL_UPDATE,
    }
)
"""Limits on conduct, on terms or on the licensor, which do not depend on facts of a use: they are shown as terms."""
