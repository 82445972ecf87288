"""What each format that other systems read costs beyond the audit itself: instructions, on example 01.

    python benchmarks/formats.py

A saved audit is read and written in the format, in a process that is compared with one that only reads it; counted by
valgrind's callgrind as in cold.py.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from cold import EXAMPLE, PYTHON, instructions
from figures import Figures
from wheel import form

MOST = 200_000_000
MOST_OF_SPDX_3 = 1_200_000_000
"""Its graph is larger than the others."""
STYLES = ("notice", "sarif", "github", "gitlab", "junit", "cyclonedx", "cyclonedx-1.6", "spdx3", "spdx2")
_WRITES = """
import sys
from pathlib import Path
from auditor.report import formats
from auditor.report.audit import json
audit = json.read(Path(sys.argv[1]).read_bytes())
if sys.argv[2]:
    formats.render_bytes(audit, sys.argv[2])
"""


def main() -> int:
    """One line for each format; exit 1 where one is above its floor."""
    print(form())
    if not shutil.which("valgrind"):
        print("instructions were not counted: valgrind is not installed")
        return 0
    figures = Figures()
    with tempfile.TemporaryDirectory() as folder:
        saved = Path(folder) / "audit.json"
        audit = [*PYTHON, "-m", "auditor", "audit", str(EXAMPLE), "--no-scancode", "-o", str(saved)]
        subprocess.run(audit, check=False, stdout=subprocess.DEVNULL)
        write = [*PYTHON, "-c", _WRITES, str(saved)]
        nothing = instructions([*write, ""])
        for style in STYLES:
            figure = instructions([*write, style]) - nothing
            most = MOST_OF_SPDX_3 if style == "spdx3" else MOST
            figures.line(style, figure / 1e6, most / 1e6, "M")
    return int(figures.missed)


if __name__ == "__main__":
    sys.exit(main())
