"""What starting auditor costs, against its floor: instructions, memory, a second audit in one process, --help.

    python benchmarks/cold.py

Instructions are counted by valgrind's callgrind with PYTHONHASHSEED=0: the same on a busy machine as on an idle one
(4 million are about a millisecond). Where valgrind is not installed, that line is left out and says so.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

from figures import Figures
from wheel import form

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "01-rakuten-ai-3.0-as-released" / "repo"
PYTHON = (sys.executable, "-P")
"""Without the directory it runs in on the path, which may be the checkout."""
RUNS = 5

MOST_INSTRUCTIONS = 1_450_000_000
MOST_MEGABYTES = 45
MOST_MILLISECONDS_AGAIN = 15
MOST_MILLISECONDS_HELP = 100
NOT_LOADED = ("click", "pydantic", "rich")
"""By `import auditor`."""

_AGAIN = """
import statistics, sys, time
import auditor
auditor.audit(sys.argv[1])
times = []
for _ in range(9):
    began = time.process_time()
    auditor.audit(sys.argv[1])
    times.append(time.process_time() - began)
print(1000 * statistics.median(times))
"""
_LOADED = f"import sys, auditor; print(*sorted(set(sys.modules) & set({NOT_LOADED!r})))"


def main() -> int:
    """One line for each figure; exit 1 where one is above its floor."""
    print(form())
    figures = Figures()
    line = figures.line
    audit = [*PYTHON, "-m", "auditor", "audit", str(EXAMPLE)]
    cost(audit)
    if shutil.which("valgrind"):
        line("a cold audit of example 01", instructions(audit) / 1e6, MOST_INSTRUCTIONS / 1e6, "M")
    else:
        print("instructions were not counted: valgrind is not installed")
    line("its peak", cost(audit)[1], MOST_MEGABYTES, "MB")
    again = [*PYTHON, "-c", _AGAIN, str(EXAMPLE)]
    line("a second audit in the process", float(_output(again)), MOST_MILLISECONDS_AGAIN, "ms")
    times = [cost([*PYTHON, "-m", "auditor", "--help"])[0] for _ in range(RUNS)]
    line("auditor --help", 1000 * statistics.median(times), MOST_MILLISECONDS_HELP, "ms")
    loaded = _output([*PYTHON, "-c", _LOADED])
    figures.missed |= bool(loaded)
    print(f"import auditor loads {loaded or 'neither click nor pydantic nor rich'}")
    return int(figures.missed)


def instructions(command: list[str]) -> int:
    """How many the command takes."""
    counted = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command]
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    run = subprocess.run(counted, capture_output=True, text=True, env=environment, check=False)
    match = re.search(r"Collected : (\d+)", run.stderr)
    if match is None or run.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(counted)}: {run.stderr}")
    return int(match[1])


def cost(command: list[str]) -> tuple[float, float]:
    """Processor seconds and peak megabytes of a run."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise SystemExit(f"{' '.join(command)} exited {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def _output(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
