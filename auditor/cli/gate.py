"""One download from the command line: audited first, then fetched or refused."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import auditor
from auditor import sources, verdict
from auditor.cli import config as configuration
from auditor.cli import waiving
from auditor.cli.common import to_stderr
from auditor.cli.hub_session import hub_session
from auditor.cli.output import show
from auditor.cli.progress import Announcer
from auditor.errors import AuditorError, SourceError, TargetError
from auditor.pipeline import survey as surveys
from auditor.report.common import uses
from auditor.report.common.clean import line
from auditor.sources.hub.download import download, part_of, ready

if TYPE_CHECKING:
    from auditor.cli.options import Given
    from auditor.model import Audit, Finding, Survey, Waiver
    from auditor.sources import Address, HubSource

_NOT_DOWNLOADED, _INTERRUPTED = 3, 130
_UNITS = ((10**12, "TB"), (10**9, "GB"), (10**6, "MB"), (10**3, "kB"))


def run(target: str, place: Path, accepted: tuple[Waiver, ...], given: Given) -> int:
    """Audit, show the report, download; 1 if findings refuse it, else 0."""
    file = given.config or Path(configuration.NAME)
    settings = configuration.read(file) if given.config or file.is_file() else configuration.Settings()
    # huggingface_hub reads it when it is first imported
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    address = sources.spelled(target) or sources.plain(target)
    if address is None:
        msg = f"{target[:200]} names no repository on the Hub."
        raise TargetError(msg, tip="Write it as ORG/NAME or ORG/NAME@REVISION.")
    with hub_session(str(address), offline=False, quiet=given.quiet) as (hub, announce):
        source = _opened(address, hub)
        ready(source.listing, place)
        subject = f"{source.name}@{source.revision}"
        accepted = tuple(waiver.replace(target=subject) for waiver in accepted)
        kept = {(waiver.target, waiver.finding) for waiver in settings.waivers}
        new = tuple(waiver for waiver in accepted if (waiver.target, waiver.finding) not in kept)
        options = given.options(settings.replace(waivers=(*settings.waivers, *new)))
        result = surveys.audit_all((source,), options, hub=hub, progress=announce)
        waiving.check(accepted, _findings(result))
        waiving.keep(accepted, settings, file, result.as_of)
        endpoint = hub.endpoint
    show(result, given)
    code = verdict.exit_code(result) if isinstance(result, auditor.Audit) else verdict.survey_exit_code(result)
    if code:
        _refused(result)
        return code
    try:
        _download(source, place, endpoint, quiet=given.quiet)
    except AuditorError as error:
        to_stderr(f"auditor: not downloaded: {line(error.message)}")
        to_stderr(f"tip: {line(error.tip)}")
        return _NOT_DOWNLOADED
    except KeyboardInterrupt:
        to_stderr("auditor: interrupted, not downloaded; the same command resumes the download")
        sys.stdout.flush()
        os._exit(_INTERRUPTED)  # do not wait for threads that still download: an interrupted download can be resumed
    return 0


def _findings(result: Audit | Survey) -> tuple[Finding, ...]:
    if isinstance(result, auditor.Audit):
        return result.findings
    return tuple(finding for entry in result.entries for finding in entry.findings)


def _refused(result: Audit | Survey) -> None:
    """Say why nothing is downloaded, and how a finding is accepted."""
    failing = [finding.id for finding in _findings(result) if result.fail_on.includes(finding.severity)]
    failing = [finding.id for finding in _findings(result) if finding.id in failing and not finding.waived]
    answers = (result.for_use,) if isinstance(result, auditor.Audit) else ()
    for answer in filter(None, answers):
        to_stderr(f"auditor: for your use ({uses.stated(answer.use)}): {uses.ANSWERS[answer.answer]}")
    if failing:
        to_stderr(f"auditor: not downloaded. To accept a finding: --accept {failing[0]}=REASON --comment TEXT")
    elif any(answers):
        to_stderr("auditor: not downloaded: for the stated use; see For your use in the report")
    else:
        to_stderr("auditor: not downloaded: there is no model to audit")


def _opened(address: Address, hub: sources.Hub) -> HubSource:
    if hub.offline:
        msg = "Nothing can be downloaded offline."
        raise SourceError(msg, tip="Unset HF_HUB_OFFLINE.")
    source = hub.open(address)
    if not source.files():
        msg = f"{address} is empty at commit {source.revision}."
        raise TargetError(msg, tip="Name a revision that holds files: ORG/NAME@REVISION.")
    return source


def _download(source: HubSource, place: Path, endpoint: str, *, quiet: bool) -> None:
    listing = source.listing
    about = listing.about
    size = _size(sum(file.size for file in listing.files))
    to_stderr(f"auditor: audit passed; downloading {_files(len(listing.files))} ({size}) to {place}")
    for other in _unfinished(place, about.commit):
        to_stderr(
            f"auditor: note: {other} is left from the download of another commit; remove it if you no longer need it"
        )
    with Announcer(quiet=quiet) as announce:
        done = download(listing, place, endpoint=endpoint, token=None, progress=announce)
    was = "was complete already" if done.before else "is complete"
    to_stderr(f"auditor: {place} {was}: {_files(done.files)}, each compared with the Hub's list of them")


def _unfinished(place: Path, commit: str) -> list[Path]:
    """The unfinished downloads of other commits to the same directory."""
    ours = part_of(place, commit)
    try:
        return sorted(
            entry for entry in place.parent.iterdir() if entry != ours and entry.name.startswith(f"{place.name}.part-")
        )
    except OSError:
        return []


def _files(count: int) -> str:
    return f"{count:,} file" if count == 1 else f"{count:,} files"


def _size(count: int) -> str:
    for unit, name in _UNITS:
        if count >= unit:
            return f"{count / unit:.1f} {name}"
    return f"{count} bytes"
