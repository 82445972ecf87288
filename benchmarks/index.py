"""How long the tables of known license texts take to load, and how much memory: in this process, beside its imports.

    python benchmarks/index.py

Linux only: memory is what the kernel says of the process.
"""

from __future__ import annotations

import sys
import time
from itertools import pairwise
from pathlib import Path

from wheel import form

NOBODYS = "This is a license of nobody's, granted to no one: whoever reads it may go on to the next text."


def main() -> int:
    """Each step with the CPU time and the memory that it adds."""
    steps = []

    def step(what: str) -> None:
        steps.append((what, time.process_time(), _resident()))

    step("python")
    from auditor.identify import text as identify  # noqa: PLC0415 - importing is what is measured
    from auditor.identify.match.texts import index_of  # noqa: PLC0415
    from auditor.knowledge import Knowledge  # noqa: PLC0415

    knowledge = Knowledge()
    step("imports")
    index = index_of(knowledge)
    number = next(at for at, known in enumerate(index.known) if known.phrases)
    index.lookup(""), index.having([0]), index.phrases(number), index.code([NOBODYS]), index.coded(0), index.cores
    step("index")
    identify(NOBODYS, "LICENSE", knowledge)
    step("first answer")
    print(form())
    print(f"{'step':<14}{'CPU':>8}{'memory':>10}   index of {len(index.known)} texts")
    for (_, began, had), (what, ended, has) in pairwise(steps):
        print(f"{what:<14}{1000 * (ended - began):>5.0f} ms{has - had:>7.1f} MB")
    print(f"{'all':<14}{1000 * steps[-1][1]:>5.0f} ms{steps[-1][2]:>7.1f} MB")
    return 0


def _resident() -> float:
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


if __name__ == "__main__":
    sys.exit(main())
