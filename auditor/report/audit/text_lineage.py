"""The lineage section of the terminal report: every edge, its evidence and its candidates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.model import Part
from auditor.report.common import wording
from auditor.report.common.wording import counted

if TYPE_CHECKING:
    from auditor.model import Audit, Candidate, Evidence, Upstream
    from auditor.report.common.page import Page

_MOST = 12
"""Candidates and traces of one edge, unless everything is shown."""


def section(page: Page, audit: Audit, *, loud: bool) -> None:
    """What the model was made from, and how that is known."""
    page.heading("Lineage")
    if audit.known_release is not None:
        page.text(f"This is {audit.known_release.release}: {audit.known_release.says}")
    if not audit.lineage and audit.known_release is None:
        page.text("No upstream was found. That is what the files show, not a proof that there is none.")
    known = wording.names(audit)
    datasets = [upstream for upstream in audit.lineage if upstream.part is Part.DATA and not upstream.candidates]
    for upstream in audit.lineage:
        if upstream not in datasets:
            page.blank()
            _edge(page, upstream, known, loud=loud)
    if datasets:
        page.blank()
        _datasets(page, datasets, loud=loud)
    if loud:
        _mentions(page, audit)


def _mentions(page: Page, audit: Audit) -> None:
    """Other models that are mentioned: a list, without findings."""
    label = "also met"
    for model in audit.mentions:
        page.labelled(label, f"{model.name} ({model.location}): {model.says}")
        page.quote(model.quote, indent=13, limit=200)
        label = ""


def _datasets(page: Page, datasets: list[Upstream], *, loud: bool) -> None:
    """All datasets in one paragraph: only their names are known."""
    page.text(f"Trained on {counted(len(datasets), 'dataset')}, according to the cards", style="bold")
    shown = datasets if loud else datasets[:_MOST]
    label = "named"
    for dataset in shown:
        places = [str(evidence.location) for evidence in dataset.evidence if evidence.location]
        at = ", ".join(places) or (f"at {dataset.via}" if dataset.via else "")
        page.labelled(label, dataset.name.removeprefix("datasets/") + (f" ({at})" if at else ""))
        label = ""
    _rest(page, len(datasets), "dataset", loud=loud)
    page.labelled("license", "their terms are not known and were not judged", style="yellow")


def _edge(page: Page, upstream: Upstream, known: dict[str, str], *, loud: bool) -> None:
    aka = f" [{upstream.name}]" if upstream.name != upstream.title else ""
    page.text(f"{upstream.title}{aka}", style="bold", limit=300)
    about = (
        f"{upstream.part.value} of the component {upstream.component}" if upstream.component else upstream.part.value
    )
    readings = wording.relations(upstream.relations)
    relation = f"unknown: {readings}" if len(upstream.relations) > 1 else readings
    page.labelled("relation", f"{relation}; concerns the {about}")
    page.labelled("found at", upstream.via)
    label = "evidence"
    for evidence in upstream.evidence if loud else upstream.evidence[:_MOST]:
        page.labelled(label, _trace(evidence), limit=2_000 if loud else 400)
        if evidence.quote:
            page.quote(evidence.quote, indent=13, limit=2_000 if loud else 200)
        label = ""
    _rest(page, len(upstream.evidence), "trace", loud=loud)
    if not upstream.candidates:
        page.labelled("license", "its terms are not known", style="yellow")
    label = "candidate" if len(upstream.candidates) == 1 else "candidates"
    if loud:
        for candidate in upstream.candidates:
            _candidate(page, label, candidate, known)
            label = ""
    else:
        for terms, names in _by_terms(upstream.candidates[:_MOST], known).items():
            page.labelled(label, f"{'; '.join(names)}: {terms}", limit=600)
            label = ""
    _rest(page, len(upstream.candidates), "candidate", loud=loud)
    page.labelled("not read", upstream.doubts.unopened, style="yellow", limit=400)
    page.labelled("note", upstream.note, style="dim")


def _trace(evidence: Evidence) -> str:
    where = f" ({evidence.location})" if evidence.location else ""
    return f"{wording.claim(evidence.rung)} ({wording.level(evidence.rung)}): {evidence.says}{where}"


def _by_terms(candidates: tuple[Candidate, ...], known: dict[str, str]) -> dict[str, list[str]]:
    """The candidates by their license and how it is known, with the date of each."""
    by_terms: dict[str, list[str]] = {}
    for candidate in candidates:
        license_ = wording.named(candidate.license, known) if candidate.license else "license not known"
        if candidate.license is not None and candidate.license.startswith("LicenseRef-"):
            license_ = wording.short(known.get(candidate.license.lower(), license_))
        read = candidate.source if candidate.source.startswith("read at ") else ""
        terms = "; ".join(filter(None, (license_, wording.grade(candidate.grade), read)))
        by_terms.setdefault(terms, []).append(", ".join(filter(None, (candidate.name, candidate.date))))
    return by_terms


def _candidate(page: Page, label: str, candidate: Candidate, known: dict[str, str]) -> None:
    license_ = wording.named(candidate.license, known) if candidate.license else "license not known"
    terms = f"{license_}; {wording.grade(candidate.grade)}"
    head = (candidate.name, candidate.date, wording.agreement(candidate))
    page.labelled(label, f"{', '.join(filter(None, head))}: {terms}", limit=400)

    def below(text: str) -> None:
        page.labelled("", text, column=13, style="dim", limit=400)

    below(candidate.source)
    for statement in candidate.copyrights:
        below(statement)
    if not candidate.copyrights_read:
        below("its license files were not read: it may carry further copyright lines")
    below(candidate.note)


def _rest(page: Page, total: int, noun: str, *, loud: bool) -> None:
    if total > _MOST and not loud:
        page.labelled("", f"and {counted(total - _MOST, noun)} more; -v lists all", style="dim")
