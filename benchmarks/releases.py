"""What the size of the release table costs a cold audit: instructions and memory of all its rows, beside 367 of them.

    python benchmarks/releases.py

Both runs are of a copy of the package with bytecode and compiled rules, as a wheel has them, with PYTHONHASHSEED=0; one
copy has all of rules/models, the other families of them until there are 367 releases, with all that these refer to.
"""

from __future__ import annotations

import compileall
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from cold import EXAMPLE, cost, instructions
from figures import Figures

ROOT = Path(__file__).resolve().parent.parent
FEW = 367
"""How many releases the table had at first."""
RUNS = 5

MOST_INSTRUCTIONS = 20_000_000
MOST_MEGABYTES = 6
_COMPILE = """
import sys
from pathlib import Path
from auditor.knowledge import Knowledge
from auditor.knowledge.compiled import CompiledRules, compiled
from auditor.knowledge.rule_files import RuleFiles
root = Path(sys.argv[1])
(root / CompiledRules.FILE).write_bytes(compiled(RuleFiles(root)))
print(sum(len(family.releases) for family in Knowledge().families))
"""


def main() -> int:
    """The difference, against its bounds; exit 1 where one is above."""
    if not shutil.which("valgrind"):
        print("not measured: valgrind is not installed")
        return 0
    figures = Figures()
    with tempfile.TemporaryDirectory() as folder:
        costs = [_measured(Path(folder) / name, keep) for name, keep in (("all", None), ("few", _few()))]
    (all_counted, all_peak), (few_counted, few_peak) = costs
    figures.line("more instructions of a cold audit", (all_counted - few_counted) / 1e6, MOST_INSTRUCTIONS / 1e6, "M")
    figures.line("more memory at its peak", all_peak - few_peak, MOST_MEGABYTES, "MB")
    return int(figures.missed)


def _measured(place: Path, keep: frozenset[str] | None) -> tuple[int, float]:
    """Instructions and the least peak of an audit, by a copy whose table holds these families; None: all of them."""
    package = place / "auditor"
    shutil.copytree(ROOT / "auditor", package, ignore=shutil.ignore_patterns("__pycache__"))
    rules = package / "_rules"
    shutil.copytree(ROOT / "rules", rules)
    for path in rules.glob("models/*/*.toml"):
        if keep is not None and path.stem not in keep:
            path.unlink()
    os.environ["PYTHONPATH"] = str(place)
    made = subprocess.run(
        [sys.executable, "-P", "-c", _COMPILE, str(rules)], check=True, capture_output=True, text=True
    ).stdout.strip()
    with contextlib.redirect_stdout(None):
        compileall.compile_dir(str(package), quiet=2)
    audit = [sys.executable, "-P", "-m", "auditor", "audit", str(EXAMPLE)]
    cost(audit)
    counted, peak = instructions(audit), min(cost(audit)[1] for _ in range(RUNS))
    print(f"{made} releases: {counted / 1e6:,.1f} M instructions, {peak:.1f} MB")
    return counted, peak


def _few() -> frozenset[str]:
    """Keys of families with some 367 releases: in the order of their files, each with what it and tokenizers name."""
    families = {path.stem: _toml(path) for path in sorted((ROOT / "rules" / "models").glob("*/*.toml"))}
    owner = {release["repo"].lower(): key for key, family in families.items() for release in family["release"]}
    tokenizers = _toml(ROOT / "rules" / "tokenizers" / "known.toml")["tokenizer"]
    kept: set[str] = set()
    for first in [*(key for row in tokenizers for key in row["families"]), "deepseek-v3", *families]:
        if sum(len(families[key]["release"]) for key in kept) >= FEW:
            break
        wanted = [first]
        while wanted:
            key = wanted.pop()
            if key not in kept:
                kept.add(key)
                named = [name for release in families[key]["release"] for name in _parents(release)]
                wanted += [owner[name.lower()] for name in named if name.lower() in owner]
    return frozenset(kept)


def _parents(release: dict[str, Any]) -> list[str]:
    return [*([release["base"]] if release.get("base") else []), *release.get("teachers", ())]


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main())
