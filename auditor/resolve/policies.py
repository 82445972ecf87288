"""A use policy next to the license: what it says, if no license found includes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import DocumentKind, LimitCode, Part
from auditor.model.budget import OutOfTimeError
from auditor.resolve.keys import keys
from auditor.resolve.worded import in_policy_words, left_to_read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from auditor.knowledge import Knowledge
    from auditor.model import Detection, Document, Repository, Statement
    from auditor.model.cuts import Cuts

_LONGEST_TITLE = 200


def of_policies(
    repository: Repository,
    detections: tuple[Detection, ...],
    licenses: Iterable[Statement],
    knowledge: Knowledge,
    cuts: Cuts,
) -> Iterator[Statement]:
    """The statements of each policy at the model's root that no license includes: it limits the use by itself.

    If nothing is understood of a policy, its title is reported as left to read. `licenses` are the statements of the
    repository and of its ancestors.
    """
    policies = [
        document for document in repository.of_kind(DocumentKind.POLICY) if repository.is_at_root(document.path)
    ]
    if not policies or any(_brings_a_policy(statement, knowledge) for statement in licenses):
        return
    known = {detection.location.path for detection in detections if detection.policy or detection.license}
    for document in policies:
        if document.path in known or cuts.out_of_time(document.path):
            continue
        try:
            stated = tuple(in_policy_words(document, repository, knowledge, cuts.budget))
        except OutOfTimeError:
            cuts.out_of_time(document.path)
            continue
        limits = tuple(statement for statement in stated if statement.limit or statement.outbound)
        yield from limits or (_unread_terms(document),)


def _brings_a_policy(statement: Statement, knowledge: Knowledge) -> bool:
    profiles = (knowledge.profile(key) for key in keys(statement, knowledge))
    return any(
        limit.code is LimitCode.USE_POLICY for profile in profiles if profile is not None for limit in profile.limits
    )


def _unread_terms(document: Document) -> Statement:
    line, title = next(
        ((number, line) for number, line in enumerate(document.text.split("\n"), start=1) if line.strip()), (1, "")
    )
    by, note = document.path.rpartition("/")[2], "a policy that no license here names"
    return left_to_read(document, line, Part.WEIGHTS, by, quote=title.strip()[:_LONGEST_TITLE], note=note)
