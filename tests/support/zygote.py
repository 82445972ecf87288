"""Runs the command line many times: each run a process of its own, forked from one that has loaded everything.

    with Zygote(environment) as zygote:
        run = zygote.run(["audit", "hf:org/name"], cwd=tmp_path, env={"AUDITOR_CACHE": "…"}, kill_after=0.2)

A real process, and a real SIGKILL after so many seconds; only the second of loading is spared.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from support.command import ROOT

_WARM = ROOT / "examples" / "03-finetune-with-its-notices" / "repo"
_CODE = """
import json, os, signal, sys, time
import httpx2, huggingface_hub
import auditor
from auditor.cli import audit, download, gate, running
from auditor.cli.main import main
from auditor.report.audit import json as report, text

text.render(auditor.audit(sys.argv[1], auditor.Options(scancode=False)), color=False, width=80)
for asked in map(json.loads, sys.stdin):
    started = time.monotonic()
    pid = os.fork()
    if not pid:
        os.chdir(asked["cwd"])
        os.environ.update(asked["env"])
        for number, name in ((1, asked["out"]), (2, asked["err"])):
            os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), number)
        main(asked["args"])
    after, status = asked["kill_after"], 0
    while after is not None and not status and time.monotonic() - started < after:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            break
        time.sleep(0.001)
    else:
        if after is not None:
            os.kill(pid, signal.SIGKILL)
        done, status = os.waitpid(pid, 0)
    print(json.dumps([os.waitstatus_to_exitcode(status), time.monotonic() - started]), flush=True)
"""


class Ran(NamedTuple):
    """One run."""

    code: int
    """The exit code; -9 of one that was killed."""
    seconds: float
    out: bytes
    err: bytes


class Zygote:
    """The process that the others are forked from."""

    def __init__(self, env: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _CODE, str(_WARM)], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate(timeout=60)

    def run(self, args: list[str], *, cwd: Path, env: dict[str, str], kill_after: float | None = None) -> Ran:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        out, err = cwd / ".stdout", cwd / ".stderr"
        asked = {"args": args, "cwd": str(cwd), "env": env, "out": str(out), "err": str(err), "kill_after": kill_after}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        code, seconds = json.loads(self._process.stdout.readline())
        # a run that was killed at once has opened neither
        ran = Ran(code, seconds, *(file.read_bytes() if file.exists() else b"" for file in (out, err)))
        out.unlink(missing_ok=True)
        err.unlink(missing_ok=True)
        return ran
