"""Findings with a level and places in a checkout, the basis of all formats for build systems."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from auditor import verdict
from auditor.model import Audit, DocumentKind, NameSource, Severity
from auditor.report.common import wording
from auditor.report.common.clean import cleaned, cleaned_survey, line

if TYPE_CHECKING:
    from auditor.model import Finding, Location, Repository, Survey, SurveyEntry

_ELSEWHERE = (NameSource.HUB, NameSource.HUB_CACHE)
"""Name sources of files that are not in a checkout."""
_FINGERPRINT = 32
"""Hexadecimal digits."""


class Place(NamedTuple):
    """Lines of a file, relative to the checkout in which the audit was started."""

    path: str
    first: int
    last: int
    text: str = ""
    """The text there, if known."""


class Issue(NamedTuple):
    """One finding with its level and its places; it is shown at the first."""

    finding: Finding
    level: Severity
    review: bool
    """Whether it needs review by a person: it is open, and based on a shape alone."""
    places: tuple[Place, ...]
    fingerprint: str
    """Stable as long as the finding and the text at its first place are."""


class Issues(NamedTuple):
    """The findings about one model, the worst first."""

    model: str
    issues: tuple[Issue, ...]
    standing: str
    """A word of `Standing`, or `not-audited`."""
    headline: str
    """The standing in words."""
    concluded: str
    problem: str = ""
    """Why no audit was performed; "" if one was."""

    @property
    def unwaived(self) -> tuple[Issue, ...]:
        """The findings that are not accepted."""
        return tuple(issue for issue in self.issues if not issue.finding.waived)


def of(result: Audit | Survey) -> tuple[Issues, ...]:
    """The findings of an audit, or of every model of a survey in order."""
    if isinstance(result, Audit):
        return (_of_audit(result),)
    return tuple(_of_entry(entry) for entry in cleaned_survey(result).entries)


def _of_audit(audit: Audit) -> Issues:
    """The findings of an audit."""
    audit = cleaned(audit)
    repository = audit.repository
    texts = {excerpt.location: excerpt.text for excerpt in audit.excerpts}
    here = repository.name_source not in _ELSEWHERE
    folder = folder_of(audit)
    by_shape = verdict.by_shape(audit)
    made = []
    for finding in verdict.ordered(audit.findings):
        evidence = (*finding.evidence, *(place for outcome in finding.outcomes for place in outcome.evidence))
        places = [_place(place, folder, texts) for place in dict.fromkeys(evidence)] or _anywhere(repository, folder)
        made.append(_issue(finding, tuple(places) if here else (), by_shape=finding.id in by_shape))
    return Issues(
        model=line(repository.name or audit.target),
        issues=tuple(made),
        standing=audit.standing.value,
        headline=wording.headline(audit),
        concluded=audit.concluded,
    )


def _of_entry(entry: SurveyEntry) -> Issues:
    folder = None if entry.target in ("", entry.name) else _folder(entry.target)
    issues = []
    for finding in entry.findings:
        places = [] if folder is None else [_place(place, folder, {}) for place in finding.evidence]
        issues.append(_issue(finding, tuple(places), by_shape=finding.id in entry.by_shape))
    return Issues(
        model=line(entry.name),
        issues=tuple(issues),
        standing=entry.standing.value if entry.standing else "not-audited",
        headline=wording.standing(entry.standing) if entry.standing else "not audited",
        concluded=entry.concluded,
        problem=line(entry.not_audited),
    )


def _issue(finding: Finding, places: tuple[Place, ...], *, by_shape: bool) -> Issue:
    level = Severity.WARNING if by_shape and finding.severity is Severity.ERROR else finding.severity
    first = places[0] if places else Place("", 1, 1)
    words = f"{finding.id}\0{first.path}\0{' '.join(first.text.split())}"
    digest = sha256(words.encode("utf-8", "backslashreplace")).hexdigest()[:_FINGERPRINT]
    return Issue(finding, level, by_shape, places, digest)


def _place(location: Location, folder: str, texts: dict[Location, str]) -> Place:
    first = location.first or 1
    return Place(f"{folder}{location.path}", first, max(first, location.last or first), texts.get(location, ""))


def _anywhere(repository: Repository, folder: str) -> list[Place]:
    """The file at which a finding without a place is shown: the card, else any file."""
    cards = repository.of_kind(DocumentKind.CARD)
    documents = (*cards, *repository.documents)
    path = next(iter([*(document.path for document in documents), *(file.path for file in repository.files)]), "")
    return [Place(f"{folder}{line(path, limit=1_000)}", 1, 1)] if path else []


def folder_of(audit: Audit) -> str:
    """The prefix of an audited model's paths in the checkout; "" if it is elsewhere."""
    return _folder(audit.target, audit.repository) or ""


def _folder(target: str, repository: Repository | None = None) -> str | None:
    """The prefix of the target's paths in the checkout; None if it is elsewhere or unknown."""
    steps = target.replace("\\", "/").rstrip("/").removeprefix("./").split("/")
    if steps in ([""], ["."]):
        return ""
    if not steps[0] or ".." in steps or ":" in steps[0]:
        return None
    if repository is not None and [file.path for file in repository.files] == steps[-1:]:
        steps = steps[:-1]
    return "".join(f"{step}/" for step in steps if step != ".")
