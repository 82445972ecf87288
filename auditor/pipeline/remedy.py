"""plan_remedy(): what would cure what files can cure, tried on a copy in memory before anything is proposed."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from auditor import sources, verdict
from auditor.knowledge import verbatim
from auditor.model import DocumentKind, LeftOpen, Plan, WhyOpen
from auditor.pipeline.audit import audit_subject
from auditor.pipeline.context import DEFAULTS, working
from auditor.pipeline.gathering import open_target
from auditor.pipeline.models import divide, only
from auditor.remedy import edited, pieces, plan_edits
from auditor.remedy.cures import LicenseText
from auditor.remedy.edits import CARD, NOTICE
from auditor.sources.overlay import Overlay
from auditor.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from auditor.knowledge import Knowledge
    from auditor.model import Answer, Audit, Candidate, Hunk, Options, Progress, Source, Target
    from auditor.pipeline.context import Context, Finder
    from auditor.remedy.parts import Piece
    from auditor.sources import Hub

_LARGEST = 8_000_000
"""Bytes of a file that may be added to, or of a license text of an upstream."""
_ROUNDS = 4
"""An answered base brings requirements of its own: the copy is audited again until nothing new is needed."""
_LICENSES = "LICENSES/"


class Remedied(NamedTuple):
    """A plan, the audits that it is between, and the bytes that it makes of each file it touches."""

    plan: Plan
    before: Audit
    after: Audit
    files: dict[str, bytes]


def plan_remedy(
    target: Target,
    options: Options = DEFAULTS,
    answers: Iterable[Answer] = (),
    *,
    findings: Iterable[str] = (),
    knowledge: Knowledge | None = None,
    hub: Hub | None = None,
    progress: Progress | None = None,
    finder: Finder | None = None,
) -> Plan:
    """What would cure the findings of one model that files can cure, as data: nothing is written.

    `target` and the other arguments are those of `audit`. Nothing is planned about a base that is neither declared nor
    shown by equal files, unless `answers` name it. `findings` are the ids of those to cure; none: all. Raises as
    `audit` does.

    >>> import auditor
    >>> plan = auditor.plan_remedy("examples/01-rakuten-ai-3.0-as-released/repo", auditor.Options(scancode=False))
    >>> [hunk.path for hunk in plan.hunks if hunk.path != "LICENSES/apache-2.0.txt"]
    []
    """
    with working(knowledge, hub, progress, finder) as context:
        return remedied(context, target, options, tuple(answers), findings=tuple(findings)).plan


def remedied(
    context: Context, target: Target, options: Options, answers: tuple[Answer, ...], *, findings: tuple[str, ...] = ()
) -> Remedied:
    """The plan with what it comes to; raises as `plan_remedy`."""
    whole = open_target(target, context.hub)
    context = context if context.finder is not None else context._replace(finder=sources.beside(whole))
    before = _audit(context, whole, options)
    files = _files(whole, before)
    card, notice = _named(before, CARD, DocumentKind.CARD), _named(before, NOTICE, DocumentKind.NOTICE)
    after = before
    changed: dict[str, bytes] = {}
    hunks: tuple[Hunk, ...] = ()
    left: tuple[LeftOpen, ...] = ()
    every: dict[Piece, None] = {}
    for _ in range(_ROUNDS):
        made, left = pieces(after, _Texts(context, whole), answers)
        wanted = [piece for piece in made if not findings or piece.finding in findings or not piece.finding]
        if all(piece in every for piece in wanted):
            break
        every.update(dict.fromkeys(wanted))
        planned = plan_edits(every, files, card=card, notice=notice)
        hunks, not_edited = planned.hunks, planned.not_edited
        left = (*left, *(_not_edited(finding) for finding in not_edited))
        if edited(files, hunks) == changed:
            break
        changed = edited(files, hunks)
        after = _audit(context, Overlay(whole, changed), options)
    plan = _plan(target, before, after, hunks, left, answers)
    return Remedied(plan, before, after, changed)


def _audit(context: Context, source: Source, options: Options) -> Audit:
    return audit_subject(context, only(divide(source, options.roots)), options)


def _plan(
    target: Target,
    before: Audit,
    after: Audit,
    hunks: tuple[Hunk, ...],
    left: tuple[LeftOpen, ...],
    answers: tuple[Answer, ...],
) -> Plan:
    remaining = {finding.id for finding in after.findings}
    open_findings = {entry.finding: entry for entry in left if entry.finding in remaining}
    return Plan(
        target=str(target) if isinstance(target, str) else before.target,
        name=before.repository.name or "",
        revision=before.repository.revision or "",
        version=VERSION,
        rules_digest=before.rules_digest,
        answers=answers,
        hunks=hunks,
        open=tuple(open_findings[finding] for finding in sorted(open_findings)),
        before=tuple(finding.id for finding in verdict.ordered(before.findings)),
        after=tuple(finding.id for finding in verdict.ordered(after.findings)),
        exit_code=verdict.exit_code(before),
        exit_code_after=verdict.exit_code(after),
    )


def _not_edited(finding: str) -> LeftOpen:
    return LeftOpen(finding=finding, why=WhyOpen.FILE_NOT_EDITED, advice="Edit the file by hand.")


def _named(audit: Audit, usual: str, kind: DocumentKind) -> str:
    """The file of a kind at the root of the model, as it is called there."""
    paths = [document.path for document in audit.repository.of_kind(kind) if "/" not in document.path]
    return usual if not paths or usual in paths else paths[0]


def _files(source: Source, audit: Audit) -> dict[str, bytes]:
    """The bytes of what may be added to: the card, the NOTICE, and the texts in LICENSES/."""
    kinds = (DocumentKind.CARD, DocumentKind.NOTICE)
    wanted = {document.path for document in audit.repository.of_kind(*kinds) if "/" not in document.path}
    entries = {entry.path: entry for entry in source.files()}
    wanted |= {path for path in entries if path.startswith(_LICENSES) or path in (CARD, NOTICE)}
    return {
        path: source.read(path, limit=_LARGEST)
        for path in sorted(wanted)
        if path in entries and entries[path].size <= _LARGEST
    }


class _Texts:
    """License texts: the upstream's own file, byte for byte, where it was read; else the one that is kept here."""

    def __init__(self, context: Context, source: Source) -> None:
        self._context = context
        self._source = source
        self._read: dict[str, Mapping[str, bytes]] = {}

    def __call__(self, license_key: str, candidate: Candidate) -> LicenseText | None:
        own = self._of_upstream(candidate)
        root = self._context.knowledge.root
        kept = verbatim.license_texts(root, license_key)
        by_digest = {text.sha256: text for text in kept}
        for digest, data in own.items():
            if digest in candidate.license_files and (digest in by_digest or len(own) == 1):
                return _decoded(data, f"the file of {candidate.name} itself")
        fitting = [text for text in kept if text.sha256 in candidate.license_files] or list(kept)
        if len(fitting) != 1:
            return None
        return _decoded(verbatim.content(root, fitting[0]), fitting[0].source)

    def _of_upstream(self, candidate: Candidate) -> Mapping[str, bytes]:
        """The license files of an upstream that is at hand, by their sha256."""
        if candidate.name not in self._read:
            self._read[candidate.name] = self._opened(candidate)
        return self._read[candidate.name]

    def _opened(self, candidate: Candidate) -> Mapping[str, bytes]:
        finder = self._context.finder
        source = finder(candidate.name) if finder is not None and candidate.license_files else None
        if source is None:
            return {}
        by_digest = {}
        for entry in source.files():
            if "/" not in entry.path and entry.size <= _LARGEST and _is_license(entry.path):
                data = source.read(entry.path, limit=_LARGEST)
                by_digest[sha256(data).hexdigest()] = data
        return {digest: by_digest[digest] for digest in candidate.license_files if digest in by_digest}


def _is_license(path: str) -> bool:
    return path.upper().startswith(("LICENSE", "LICENCE", "COPYING"))


def _decoded(data: bytes, source: str) -> LicenseText | None:
    try:
        return LicenseText(data.decode("utf-8"), source)
    except UnicodeDecodeError:
        return None
