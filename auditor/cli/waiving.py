"""Findings accepted on the command line, and saved as waivers in auditor.toml."""

from __future__ import annotations

import json
import tomllib
from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from auditor.cli.common import to_stderr
from auditor.cli.output import replace
from auditor.errors import ConfigError
from auditor.model import Waiver, WaiverReason
from auditor.report.common.clean import line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from auditor.cli.config import Settings
    from auditor.model import Finding


def from_options(accepted: tuple[str, ...], comment: str | None) -> tuple[Waiver, ...]:
    """The waivers that `--accept FINDING=REASON … --comment TEXT` describe; raises a usage error."""
    if not accepted:
        if comment is not None:
            msg = "--comment says why a finding is accepted: name the finding with --accept."
            raise click.UsageError(msg)
        return ()
    words = line(comment or "").strip()
    if not words:
        msg = "--accept needs --comment: who accepted it, and why."
        raise click.UsageError(msg)
    reasons = tuple(reason.value for reason in WaiverReason)
    waivers: dict[str, Waiver] = {}
    for option in accepted:
        finding, _, reason = option.rpartition("=")
        if not finding or reason not in reasons:
            close = get_close_matches(reason, reasons, n=1)
            meant = f" Did you mean {close[0]}?" if finding and close else ""
            msg = f"--accept {option}: write FINDING=REASON, with one of {', '.join(reasons)}.{meant}"
            raise click.UsageError(msg)
        if finding in waivers:
            msg = f"--accept names {finding} twice."
            raise click.UsageError(msg)
        waivers[finding] = Waiver(finding=finding, reason=WaiverReason(reason), comment=words)
    return tuple(waivers.values())


def check(waivers: tuple[Waiver, ...], findings: Iterable[Finding]) -> None:
    """Raise a usage error if a waiver names none of the findings."""
    ids = [finding.id for finding in findings]
    for waiver in waivers:
        if waiver.finding not in ids:
            close = get_close_matches(waiver.finding, ids, n=3, cutoff=0.4) or ids[:3]
            hint = f"Close to it: {', '.join(close)}." if close else "The audit found nothing."
            msg = f"--accept: there is no finding {line(waiver.finding)}. {hint}"
            raise click.UsageError(msg)


def keep(waivers: tuple[Waiver, ...], settings: Settings, path: Path, day: str) -> None:
    """Add the waivers that a configuration lacks to its file; raises `ConfigError` if that fails."""
    kept = {(waiver.target, waiver.finding): waiver for waiver in settings.waivers}
    for waiver in waivers:
        targets = (waiver.target, waiver.target.partition("@")[0], "")
        before = next((kept[target, waiver.finding] for target in targets if (target, waiver.finding) in kept), None)
        if before is not None and before.until and before.until < day:
            msg = f"{path}: the waiver of {waiver.finding} ended on {before.until}"
            raise ConfigError(msg, tip="Give it a new end there, or remove it and accept the finding again.")
    new = tuple(waiver for waiver in waivers if (waiver.target, waiver.finding) not in kept)
    if not new:
        return
    before_it = _bytes(path)
    after = before_it + (b"" if before_it.endswith(b"\n") or not before_it else b"\n")
    for waiver in new:
        after += (b"\n" if after else b"") + _table(waiver).encode()
    try:
        tomllib.loads(after.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        msg = f"{path}: a waiver cannot be added: {error}"
        raise ConfigError(msg, tip="Write its waivers as tables [[waive]], or add this one by hand.") from error
    replace(path, after, what="the waiver")
    for waiver in new:
        what = f"{line(waiver.finding)} ({waiver.reason.value}) for {line(waiver.target)}"
        to_stderr(f"auditor: accepted {what}, kept in {path}")


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}", tip="Check what --config names.") from error


def _table(waiver: Waiver) -> str:
    rows = (
        ("target", waiver.target),
        ("finding", waiver.finding),
        ("reason", waiver.reason.value),
        ("comment", waiver.comment),
    )
    # JSON's escapes are valid in TOML; the comment is one line without invisible characters
    written = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in rows)
    return "\n".join(("[[waive]]", *written)) + "\n"
