"""Memory and time of auditing a whole Hub cache, beside `python -c "import huggingface_hub"`, in one run.

Caches of 50 and of 200 models are built from the examples, no two models with the same texts. What the 150 more cost
is what a model costs; the peaks of the two runs tell whether memory grows with them. Processor time, the least of
several runs, each command in turn.

    python benchmarks/cached.py [--runs N]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

from wheel import form

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent

FEW, MANY = 50, 200
TARGET_GROWTH = 1.05
TARGET_EACH = 0.012
"""Seconds of the processor."""


class Cost(NamedTuple):
    """Of one process."""

    seconds: float
    """Of the processor, user and system."""
    megabytes: float
    """Peak."""


def main() -> int:
    """Print the figures; exit 1 where memory grows with the models, or one costs too much."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder) / "few", Path(folder) / "many"
        build(few, FEW)
        build(many, MANY)
        measured([], few)
        runs: dict[str, list[Cost]] = {"few": [], "many": [], "import": []}
        for _ in range(options.runs):
            runs["few"].append(measured([], few))
            runs["many"].append(measured([], many))
            runs["import"].append(measured([sys.executable, "-c", "import huggingface_hub"], few))
    small, large, bare = (least(runs[name]) for name in ("few", "many", "import"))
    each = (large.seconds - small.seconds) / (MANY - FEW)
    growth = large.megabytes / small.megabytes
    print(form())
    print(f"{'':34} {'processor':>10} {'peak':>8}")
    print(f"{f'auditor audit --all-cached, {FEW}':34} {small.seconds:8.2f} s {small.megabytes:5.0f} MB")
    print(f"{f'auditor audit --all-cached, {MANY}':34} {large.seconds:8.2f} s {large.megabytes:5.0f} MB")
    print(f"{'each model more':34} {each:8.3f} s")
    print(f"{'python -c import huggingface_hub':34} {bare.seconds:8.3f} s {bare.megabytes:5.0f} MB")
    print(f"\na model costs {each / bare.seconds:.2f} times that import; memory grew {growth:.3f} times")
    missed = {
        f"at most {TARGET_GROWTH} times": growth > TARGET_GROWTH,
        f"under {TARGET_EACH} s a model": each >= TARGET_EACH,
    }
    for target, is_missed in missed.items():
        print(f"target: {target}: {'missed' if is_missed else 'met'}")
    return int(any(missed.values()))


def build(cache: Path, count: int) -> None:
    """A Hub cache of so many models, as huggingface_hub lays it out."""
    examples = sorted(ROOT.glob("examples/*/repo"))
    for number in range(count):
        example = examples[number % len(examples)]
        folder = cache / f"models--org-{number:03}--Model-{number:03}"
        commit = hashlib.sha1(str(number).encode(), usedforsecurity=False).hexdigest()
        for place in ("blobs", "refs", "trees", f"snapshots/{commit}"):
            (folder / place).mkdir(parents=True)
        (folder / "refs" / "main").write_text(commit)
        listed = {}
        for source in sorted(path for path in example.rglob("*") if path.is_file()):
            path = source.relative_to(example).as_posix()
            data = source.read_bytes()
            if source.suffix in ("", ".md", ".txt"):
                data += f"\nThis is model {number}.\n".encode()
            blob = hashlib.sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
            (folder / "blobs" / blob).write_bytes(data)
            link = folder / "snapshots" / commit / path
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(os.path.relpath(folder / "blobs" / blob, link.parent))
            listed[path] = {"size": len(data), "blob_id": blob}
        text = json.dumps({"format_version": 1, "files": listed})
        (folder / "trees" / f"{commit}.json").write_text(text)


def measured(command: list[str], cache: Path) -> Cost:
    """One run of a command, by default the audit of a cache; an audit that printed no report stops the benchmark."""
    command = command or [str(BIN / "auditor"), "audit", "--all-cached", "--no-scancode", "--quiet"]
    with tempfile.TemporaryFile() as output:
        env = {**os.environ, "HF_HUB_CACHE": str(cache)}
        process = subprocess.Popen(command, cwd=cache, env=env, stdout=output, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in (0, 1) or ("audit" in command and not output.tell()):
            raise SystemExit(f"{' '.join(command)} exited {process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def least(costs: list[Cost]) -> Cost:
    """The least of each figure."""
    return Cost(min(cost.seconds for cost in costs), min(cost.megabytes for cost in costs))


if __name__ == "__main__":
    sys.exit(main())
