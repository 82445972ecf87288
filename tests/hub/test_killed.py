"""Killed at any moment, the next run works: no half report, no half download, no corrupt cache."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.disk_cache import Store
from support.command import environment
from support.hub import Hub
from support.hub.repositories import MERGE, populate
from support.zygote import Ran, Zygote
from tests.hub.test_download import CHILD, CLEAN, content, here, tree

__all__ = ["here"]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and forks")
POINTS = 50
DAY = ("--as-of", "2026-11-27", "--no-scancode")


@pytest.fixture(scope="module")
def zygote(here: Hub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zygote]:
    here.reset()
    here.latency = 0.01
    env = environment(
        HF_ENDPOINT=here.endpoint,
        HF_HOME=str(tmp_path_factory.mktemp("home")),
        HF_HUB_DISABLE_XET="1",
        HF_HUB_DISABLE_TELEMETRY="1",
        HF_HUB_DISABLE_IMPLICIT_TOKEN="1",  # noqa: S106 - a switch, not a token
    )
    with Zygote(env) as started:
        yield started
    here.reset()


def _run(zygote: Zygote, folder: Path, args: list[str], after: float | None = None) -> Ran:
    return zygote.run([*args, *DAY], cwd=folder, env={"AUDITOR_CACHE": str(folder / "kept")}, kill_after=after)


def _moments(zygote: Zygote, folder: Path, args: list[str]) -> tuple[Ran, list[float]]:
    """What a run gives that nobody disturbs, and moments spread over one."""
    whole = min((_run(zygote, _new(folder, f"whole-{n}"), args) for n in range(3)), key=lambda ran: ran.seconds)
    return whole, [whole.seconds * (number + 0.5) / POINTS for number in range(POINTS)]


def _new(folder: Path, name: str) -> Path:
    place = folder / name
    place.mkdir()
    return place


def _kept(folder: Path) -> dict[str, bytes]:
    """What was fetched and kept; what is still being written bears no key, and a record names its directory."""
    kept = folder / "kept"
    files = (path for path in kept.rglob("*") if path.is_file() and path.suffix != ".part")
    paths = {path.relative_to(kept).as_posix(): path for path in files}
    return {name: path.read_bytes() for name, path in paths.items() if not name.startswith("downloads/")}


def _record(folder: Path) -> bytes | None:
    """What was noted of the download, where that is whole."""
    return Store(folder / "kept" / "downloads").get("download", str((folder / "model").resolve()))


def test_an_audit_that_was_killed_leaves_no_half_report_and_the_next_one_is_as_the_first(
    zygote: Zygote, here: Hub, tmp_path: Path
) -> None:
    args = ["audit", f"hf:{CHILD}", "--format", "json", "--output", "report.json"]
    whole, moments = _moments(zygote, tmp_path, args)
    assert whole.code == 1, whole.err
    report, kept = (tmp_path / "whole-0" / "report.json").read_bytes(), _kept(tmp_path / "whole-0")
    assert kept
    killed = 0
    for number, moment in enumerate(moments):
        folder = _new(tmp_path, str(number))
        killed += _run(zygote, folder, args, moment).code == -9
        written = folder / "report.json"
        assert not written.exists() or written.read_bytes() == report
        assert _kept(folder).items() <= kept.items()

        assert _run(zygote, folder, args).code == 1
        assert written.read_bytes() == report
        assert _kept(folder) == kept
    assert killed >= POINTS // 2


def test_a_download_that_was_killed_is_not_there_and_the_next_one_completes_it(
    zygote: Zygote, here: Hub, tmp_path: Path
) -> None:
    args = ["download", CLEAN, "--to", "model"]
    whole, moments = _moments(zygote, tmp_path, args)
    assert whole.code == 0, whole.err
    files, kept = content(here, CLEAN), _kept(tmp_path / "whole-0")
    killed = 0
    for number, moment in enumerate(moments):
        folder = _new(tmp_path, str(number))
        killed += _run(zygote, folder, args, moment).code == -9
        assert not (folder / "model").exists() or tree(folder / "model") == files
        assert _kept(folder).items() <= kept.items()

        again = _run(zygote, folder, args)
        assert (again.code, again.out) == (0, whole.out), again.err
        assert tree(folder / "model") == files
        assert not list(folder.glob("model.part-*"))
        assert _kept(folder) == kept
        assert _record(folder)
    assert killed >= POINTS // 2
    assert b"named by the record of its download" in _run(zygote, folder, ["audit", "model"]).out


def test_a_download_that_is_killed_again_and_again_gets_there(zygote: Zygote, here: Hub, tmp_path: Path) -> None:
    args = ["download", CLEAN, "--to", "model"]
    whole, moments = _moments(zygote, tmp_path, args)
    folder = _new(tmp_path, "one")
    for moment in moments[::2]:
        _run(zygote, folder, args, moment)

    assert _run(zygote, folder, args).code == 0, whole.err
    assert tree(folder / "model") == content(here, CLEAN)


def test_an_interrupted_download_says_so_and_ends_at_once(here: Hub, tmp_path: Path) -> None:
    here.reset()
    here.fault(r"safetensors", "drip", times=None, delay=0.1, chunk=1000)
    env = environment(HF_ENDPOINT=here.endpoint, HF_HOME=str(tmp_path / "home"), HF_HUB_DISABLE_XET="1")
    command = [sys.executable, "-m", "auditor", "download", CLEAN, "--to", "model", "--fail-on", "never", *DAY]
    try:
        with subprocess.Popen(
            command,
            cwd=tmp_path,
            env=env | {"AUDITOR_CACHE": str(tmp_path / "kept")},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            deadline = time.monotonic() + 60
            while not list(tmp_path.glob("model.part-*/files/LICENSE")) and time.monotonic() < deadline:
                time.sleep(0.02)
            process.send_signal(signal.SIGINT)
            output = process.communicate(timeout=10)[1]
    finally:
        here.reset()

    assert process.returncode == 130
    assert "interrupted, not downloaded" in output
    assert not (tmp_path / "model").exists()


@pytest.mark.parametrize("trouble", [r"/resolve/", r"/api/models/(?!blend/Trio)", "quota"])
def test_an_interrupted_audit_ends_at_once_whatever_its_threads_wait_for(tmp_path: Path, trouble: str) -> None:
    """Its documents, or its parents, are read in threads that a server holds, or its quota."""
    env = environment(HF_HOME=str(tmp_path / "home"), AUDITOR_CACHE=str(tmp_path / "kept"))
    command = [sys.executable, "-m", "auditor", "audit", f"hf:{MERGE}", *DAY]
    with Hub() as hub:
        populate(hub)
        stuck = hub.fault(trouble, "stall", times=None)
        if trouble == "quota":
            hub.quota(api=3, window=60)
        with subprocess.Popen(
            command,
            cwd=tmp_path,
            env=env | {"HF_ENDPOINT": hub.endpoint},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            deadline = time.monotonic() + 60
            while stuck.hits < 2 and len(hub.api_calls()) < 3 and time.monotonic() < deadline:
                time.sleep(0.02)
            process.send_signal(signal.SIGINT)
            try:
                out, errors = process.communicate(timeout=8)
            finally:
                process.kill()

    assert process.returncode == 130
    assert "interrupted, no report was made" in errors
    assert out == ""
