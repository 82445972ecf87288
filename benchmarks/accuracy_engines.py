"""One engine in a process of its own: reads texts, answers which licenses each is, measures itself.

    python benchmarks/accuracy_engines.py ENGINE TEXTS ANSWERS

TEXTS has a JSON object per line: id, text. ANSWERS gets one per text: id, named ([license id, exact] pairs), unknown
(whether the engine says that something in the text is a license it cannot name), ms (CPU). Its last line is about the
engine: version, load (CPU seconds up to the first answer), peak (megabytes), day, also (each license id with its other
names).
"""

from __future__ import annotations

import json
import re
import resource
import sys
import tempfile
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
FIRST = "This is a license of nobody's, granted to no one: whoever reads it may go on to the next text."
"""Asked first, so that whatever an engine loads when it is needed counts as its load time."""

_JOINTS = re.compile(r"\s+(?:AND|OR)\s+|[()]")
_PROGRESS_EVERY = 500


class Answer(NamedTuple):
    """What an engine says of a text."""

    named: list[tuple[str, bool]]
    """License ids (`X WITH Y` is one), and whether the engine says that it is that text exactly."""
    unknown: bool
    """Whether it says that there is a license which it cannot name."""


class Engine(NamedTuple):
    """How to ask it."""

    ask: Callable[[str], Answer]
    version: str
    also: Callable[[], dict[str, list[str]]]
    """Each license id it may answer with, and what else it calls the same license."""


def ours() -> Engine:
    """This project's index, without ScanCode behind it."""
    sys.path.insert(0, str(ROOT))
    from auditor.identify import text as identify  # noqa: PLC0415 - importing is part of what is measured
    from auditor.knowledge import Knowledge  # noqa: PLC0415
    from auditor.model import Match  # noqa: PLC0415

    knowledge = Knowledge()
    exact = (Match.EXACT, Match.EXTRA)

    def ask(text: str) -> Answer:
        identified = identify(text, "LICENSE", knowledge)
        named = [(atom, each.match in exact) for each in identified if each.license for atom in atoms(each.expression)]
        return Answer(named, any(not each.license for each in identified))

    return Engine(ask, f"{version('auditor')}, rules {knowledge.digest}", dict)


def scancode() -> Engine:
    """ScanCode as its command runs it: approximate matching on, the expression of everything it detects."""
    from licensedcode.cache import get_licenses_db  # noqa: PLC0415 - importing is part of what is measured
    from scancode.api import get_licenses  # noqa: PLC0415

    records = get_licenses_db()
    vague = {
        f"LicenseRef-scancode-{key}".lower()
        for key, record in records.items()
        if record.is_unknown or record.is_generic
    }
    folder = tempfile.TemporaryDirectory()  # removed when the process ends

    def ask(text: str) -> Answer:
        place = Path(folder.name) / "LICENSE"
        place.write_text(text, encoding="utf-8", newline="")
        named = atoms(get_licenses(str(place))["detected_license_expression_spdx"] or "")
        return Answer(
            [(license_id, True) for license_id in named if license_id.lower() not in vague],
            any(license_id.lower() in vague for license_id in named),
        )

    def also() -> dict[str, list[str]]:
        return {
            record.spdx_license_key: [key, *record.other_spdx_license_keys]
            for key, record in records.items()
            if record.spdx_license_key
        }

    return Engine(ask, version("scancode-toolkit"), also)


def licenseclassifier() -> Engine:
    """The pure Python port of Google's licensecheck, with its own threshold."""
    from licenseclassifier import identify_license  # noqa: PLC0415 - importing is part of what is measured

    def ask(text: str) -> Answer:
        return Answer([(match.id, True) for match in identify_license(text)], unknown=False)

    return Engine(ask, version("licenseclassifier"), dict)


ENGINES = {"auditor": ours, "ScanCode": scancode, "licenseclassifier": licenseclassifier}


def atoms(expression: str) -> list[str]:
    """The licenses that an expression names, in order."""
    return [atom for part in _JOINTS.split(expression) if (atom := part.strip()) and atom != "NOASSERTION"]


def main() -> int:
    """Answer every text."""
    name, texts, answers = sys.argv[1:]
    day = str(datetime.now(UTC).date())
    started = time.process_time()
    engine = ENGINES[name]()
    engine.ask(FIRST)
    load = time.process_time() - started
    with Path(texts).open(encoding="utf-8") as asked, Path(answers).open("w", encoding="utf-8") as output:
        for number, row in enumerate(map(json.loads, asked), start=1):
            started = time.process_time()
            answer = engine.ask(row["text"])
            spent = 1000 * (time.process_time() - started)
            _write(output, {"id": row["id"], "named": answer.named, "unknown": answer.unknown, "ms": spent})
            if number % _PROGRESS_EVERY == 0:
                print(f"{name}: {number} texts", file=sys.stderr, flush=True)
        _write(output, {"version": engine.version, "load": load, "peak": _peak(), "day": day, "also": engine.also()})
    return 0


def _write(file: Any, row: dict[str, Any]) -> None:  # noqa: ANN401 - any text file
    file.write(json.dumps(row) + "\n")


def _peak() -> float:
    """Megabytes; the kernel's own mark, for `ru_maxrss` remembers the process that started this one."""
    try:
        status = Path("/proc/self/status").read_text(encoding="utf-8")
        return int(status.split("VmHWM:")[1].split()[0]) / 1024
    except (OSError, IndexError):
        size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return size / (1024 if sys.platform != "darwin" else 2**20)


if __name__ == "__main__":
    sys.exit(main())
