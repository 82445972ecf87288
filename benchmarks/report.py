"""What each format of the review file costs beyond the audit itself, and how large it is: of example 01.

    python benchmarks/report.py

Instructions are counted as in cold.py; PDF, which typst makes, in seconds of processor time.
"""

from __future__ import annotations

import shutil
import statistics
import sys

from cold import EXAMPLE, PYTHON, cost, instructions
from figures import Figures
from wheel import form

RUNS = 3
MOST_INSTRUCTIONS = {"html": 250e6, "markdown": 250e6}
MOST_SECONDS_PDF = 2.0
MOST_BYTES_HTML = 120_000

_AUDIT = "import sys, auditor; audit = auditor.audit(sys.argv[1], auditor.Options(scancode=False))"
_WRITE = f"{_AUDIT}; sys.stdout.buffer.write(auditor.render_bytes(audit, sys.argv[2]))"


def main() -> int:
    """One line for each figure; exit 1 where one is above what it may be."""
    print(form())
    figures = Figures()
    line = figures.line
    alone = [*PYTHON, "-c", _AUDIT, str(EXAMPLE)]
    if shutil.which("valgrind"):
        audited = instructions(alone)
        for style, most in MOST_INSTRUCTIONS.items():
            more = instructions([*PYTHON, "-c", _WRITE, str(EXAMPLE), style]) - audited
            line(f"{style}, beyond the audit", more / 1e6, most / 1e6, "M")
    else:
        print("instructions were not counted: valgrind is not installed")
    bare = statistics.median(cost(alone)[0] for _ in range(RUNS))
    pdf = statistics.median(cost([*PYTHON, "-c", _WRITE, str(EXAMPLE), "pdf"])[0] for _ in range(RUNS))
    line("pdf, beyond the audit", pdf - bare, MOST_SECONDS_PDF, "s")
    import auditor  # noqa: PLC0415 - what was measured above is a process of its own

    audit = auditor.audit(EXAMPLE, auditor.Options(scancode=False))
    line("html, kilobytes", len(auditor.render_bytes(audit, "html")) / 1e3, MOST_BYTES_HTML / 1e3, "kB")
    return int(figures.missed)


if __name__ == "__main__":
    sys.exit(main())
