"""What another process or user does while a report is written or a directory is read."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import auditor
from auditor.knowledge import Knowledge
from auditor.model import Standing
from auditor.report.formats import render
from auditor.sources import LocalSource
from support import models
from support.command import environment, given

_KNOWLEDGE = Knowledge()
_OPTIONS = auditor.Options(as_of="2026-11-22", scancode=False)
_NO_SUCH_USER = 65_534

_KILLED = """
import os, signal, sys
from pathlib import Path
from auditor.cli.writing import replace_all

place, old, new = Path(sys.argv[1]), b"old" * 50_000, b"new" * 90_000
replace_all([(place, new)])  # loads what it needs

def killed_at(moment):
    passed = 0
    def count(frame, event, arg):
        nonlocal passed
        passed += 1
        if passed == moment:
            os.kill(os.getpid(), signal.SIGKILL)
    sys.setprofile(count)
    replace_all([(place, new)])
    sys.setprofile(None)
    os._exit(0)

moment, torn = 0, []
while True:
    moment += 1
    place.write_bytes(old)
    child = os.fork()
    if not child:
        killed_at(moment)
    if os.WIFEXITED(os.waitpid(child, 0)[1]):
        break
    if place.read_bytes() not in (old, new):
        torn.append(moment)
print(moment - 1, torn, place.read_bytes() == new)
"""

_UNPRIVILEGED = f"""
import os, sys
from click.testing import CliRunner
from auditor.cli.main import main
good, bad = sys.argv[1:]
CliRunner().invoke(main, ["audit", good, "--no-scancode"])  # loads all that the user below could not read
if os.geteuid() == 0:
    os.setgroups([]); os.setgid({_NO_SUCH_USER}); os.setuid({_NO_SUCH_USER})
main(["audit", bad, "--no-scancode"])
"""


def _model(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "README.md").write_text(models.card("license: mit"), encoding="utf-8")
    (folder / "LICENSE").write_text(models.mit("Copyright (c) 2026 Acme Ltd"), encoding="utf-8")
    (folder / "model.safetensors").write_bytes(models.WEIGHTS)
    return folder


@pytest.mark.skipif(sys.platform == "win32", reason="forks and signals")
def test_killed_at_any_call_within_the_write_the_report_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _KILLED, str(tmp_path / "report.json")]
    ran = subprocess.run(command, capture_output=True, text=True, check=True, env=environment())
    moments, torn, whole = ran.stdout.split(maxsplit=1)[0], *ran.stdout.split(maxsplit=1)[1].rsplit(maxsplit=1)

    assert int(moments) >= 50
    assert (torn, whole) == ("[]", "True")


@pytest.mark.skipif(sys.platform == "win32", reason="links")
def test_a_link_that_is_put_at_the_destination_while_the_audit_runs_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("as it was")
    (tmp_path / "report.txt").write_text("old")
    swap = 'import os; os.unlink("report.txt"); os.symlink("victim", "report.txt")'
    command = [*given("clean", during=swap), "audit", "x", "--output", "report.txt"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env=environment())

    assert ran.returncode in (0, 1), ran.stderr
    assert victim.read_text() == "as it was"
    assert not (tmp_path / "report.txt").is_symlink()
    assert "old" not in (tmp_path / "report.txt").read_text()[:4]


@pytest.mark.skipif(sys.platform == "win32", reason="users")
def test_a_license_of_another_user_is_not_read_and_passes_nothing(tmp_path: Path) -> None:
    shared = Path("/tmp") / f"auditor-{os.getpid()}-{time.monotonic_ns()}"  # noqa: S108 - where any user may look
    model = _model(shared)
    try:
        (model / "LICENSE").chmod(0)
        command = [sys.executable, "-c", _UNPRIVILEGED, str(_model(tmp_path / "good")), str(model)]
        ran = subprocess.run(command, capture_output=True, text=True, check=False, env=environment())
    finally:
        for file in model.iterdir():
            file.unlink()
        model.rmdir()

    assert ran.returncode == 1, ran.stderr
    assert "UNDETERMINED" in ran.stdout
    assert "LICENSE: no permission to read it ──" in " ".join(ran.stdout.split())


def _grows(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"Commercial use is prohibited.\n")


def _shrinks(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _vanishes(file: Path) -> None:
    file.unlink(missing_ok=True)


def _is_a_link(file: Path) -> None:
    file.unlink(missing_ok=True)
    file.symlink_to("/etc/passwd")


def _is_a_pipe(file: Path) -> None:
    file.unlink(missing_ok=True)
    os.mkfifo(file)


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes")
@pytest.mark.parametrize("change", [_grows, _shrinks, _vanishes, _is_a_link, _is_a_pipe])
@pytest.mark.parametrize("name", ["LICENSE", "README.md", "model.safetensors"])
def test_what_changes_between_listing_and_reading_is_never_taken_for_what_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Callable[[Path], None], name: str
) -> None:
    model = _model(tmp_path / "model")
    quiet = auditor.audit(model, _OPTIONS, knowledge=_KNOWLEDGE)
    changed: list[str] = []
    read = LocalSource.read

    def reading(self: LocalSource, path: str, *, limit: int, start: int = 0) -> bytes:
        if path == name and not changed:
            change(model / name)
            changed.append(path)
        return read(self, path, limit=limit, start=start)

    monkeypatch.setattr(LocalSource, "read", reading)
    audit = auditor.audit(model, _OPTIONS, knowledge=_KNOWLEDGE)

    assert changed == [name]
    assert quiet.standing is Standing.NO_FINDINGS
    assert "root:" not in render(audit, "json")
    # behind its header a file of weights may hold anything
    assert (audit.standing is Standing.NO_FINDINGS) is ((change, name) == (_grows, "model.safetensors"))


def test_a_clock_that_jumps_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    model = _model(tmp_path / "model")
    before = render(auditor.audit(model, _OPTIONS, knowledge=_KNOWLEDGE), "json")
    jumps = itertools.cycle((0.0, 4e9, -1e9, 1.7e9))
    monkeypatch.setattr(time, "time", lambda: next(jumps))
    monkeypatch.setattr(time, "monotonic", lambda: next(jumps))

    assert render(auditor.audit(model, _OPTIONS, knowledge=_KNOWLEDGE), "json") == before
