"""Wall time and peak memory of a cold audit, beside the scancode command and a bare interpreter, in one run.

Each command runs in turn, A B C A B C …, so that a machine whose speed drifts is unfair to none; medians are
printed. The scancode command does license and copyright detection, which is the part of our work that it does.

    python benchmarks/audit.py [--runs N] [--scancode-runs N] [--scancode COMMAND] [DIRECTORY …]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from wheel import form

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

TARGET_SECONDS = 1.0
TARGET_MEGABYTES = 150
TARGET_RATIO = 10


def main() -> int:
    """Print one line per directory; exit 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--scancode-runs", type=int, default=2)
    parser.add_argument("--scancode", type=Path, default=BIN / "scancode", help="the command to compare with")
    parser.add_argument("directory", nargs="*", type=Path)
    options = parser.parse_args()
    directories = options.directory or sorted(ROOT.glob("examples/*/repo"))

    measured("warm-up", [sys.executable, "-c", "pass"])
    measured("warm-up", [str(BIN / "auditor"), "audit", str(directories[0]), "--quiet"])
    print(form())
    print(f"{'directory':38} {'auditor':>17} {'scancode':>17} {'python':>9} {'ratio':>7}")
    missed = False
    for directory in directories:
        ours, theirs, bare = [], [], []
        for run in range(options.runs):
            ours.append(measured("auditor", [str(BIN / "auditor"), "audit", str(directory)]))
            bare.append(measured("python", [sys.executable, "-c", "pass"]))
            if run < options.scancode_runs:
                with tempfile.TemporaryDirectory() as folder:
                    output = str(Path(folder) / "scancode.json")
                    command = [str(options.scancode), "--license", "--copyright", "--quiet", "--json", output]
                    theirs.append(measured("scancode", [*command, str(directory)]))
        seconds, megabytes = median(ours)
        peer_seconds, peer_megabytes = median(theirs)
        ratio = peer_seconds / seconds
        missed |= seconds >= TARGET_SECONDS or megabytes >= TARGET_MEGABYTES or ratio < TARGET_RATIO
        name = str(directory.parent.name if directory.name == "repo" else directory)
        print(
            f"{name:38} {seconds:6.2f} s {megabytes:5.0f} MB {peer_seconds:6.2f} s {peer_megabytes:5.0f} MB"
            f" {median(bare)[0]:7.3f} s {ratio:6.1f}x"
        )
    print(
        f"\ntargets: under {TARGET_SECONDS:.0f} s, under {TARGET_MEGABYTES} MB, {TARGET_RATIO} times scancode's speed"
    )
    print("missed" if missed else "met")
    return int(missed)


def measured(what: str, command: list[str]) -> tuple[float, float]:
    """Wall seconds and peak megabytes of one run of a command; an audit that printed no report stops the benchmark."""
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        # a crash exits with 1 as findings do: only the report tells them apart
        if process.returncode not in (0, 1) or (what == "auditor" and not output.tell()):
            raise SystemExit(f"{what}: {' '.join(command)} exited {process.returncode}")
    return seconds, usage.ru_maxrss / 1024


def median(runs: list[tuple[float, float]]) -> tuple[float, float]:
    """Medians of both figures; nan where nothing ran."""
    if not runs:
        return float("nan"), float("nan")
    return statistics.median(run[0] for run in runs), statistics.median(run[1] for run in runs)


if __name__ == "__main__":
    sys.exit(main())
