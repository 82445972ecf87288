"""What earlier runs judged, so that all faults can be judged in pieces: `.mutants/journal.jsonl`, which git ignores.

A fault that was noticed stays so as long as its file and the test file that noticed it do the same. One that survived
was judged by the test files of its run: only those that are new or changed since have to judge it again. Other code and
the rules are not compared: `--anew` forgets everything.
"""

from __future__ import annotations

import ast
import json
from hashlib import sha256
from typing import TYPE_CHECKING

from mutants_run import Open, Result

if TYPE_CHECKING:
    from pathlib import Path

    from mutants_operators import Mutant


class Journal:
    """The judgements that were written down, and a place to write more."""

    def __init__(self, path: Path, root: Path, tests: list[str], files: list[Path]) -> None:
        self._path, self._root = path, root
        self._tests = {test: _digest(root / test) for test in tests}
        # what a file is when the run begins: nobody may change it until the run ends
        self._files = {each: _digest(each) for each in files}
        self._runs: dict[str, dict[str, str]] = {}
        self._kept: dict[str, dict[str, str]] = {}
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
        for entry in map(json.loads, lines):
            if "tests" in entry:
                self._runs[entry["run"]] = entry["tests"]
            else:
                self._kept[entry["fault"]] = entry

    def result(self, mutant: Mutant) -> Result | None:
        """What is known of a fault, if it still holds."""
        entry = self._known(mutant)
        return Result(mutant, entry["killed"]) if entry and not self._unseen(entry) else None

    def left(self, mutant: Mutant) -> Open:
        """A fault with the test files that still have to judge it."""
        entry = self._known(mutant)
        only = frozenset(self._unseen(entry)) if entry and not entry["killed"] else None
        return Open(mutant, only, self._kept.get(mutant.name(self._root), {}).get("killed", ""))

    def survived(self, mutant: Mutant) -> bool:
        """Whether a fault survived when it was last judged, whatever its file and the tests were."""
        entry = self._kept.get(mutant.name(self._root))
        return entry is not None and not entry["killed"]

    def write(self, result: Result) -> None:
        """Keep a judgement; one by some test files is one by all where the others are the same as before."""
        lines = []
        run = sha256(json.dumps(self._tests, sort_keys=True).encode()).hexdigest()[:16]
        if run not in self._runs:
            self._runs[run] = self._tests
            lines.append({"run": run, "tests": self._tests})
        name = result.mutant.name(self._root)
        entry = {"fault": name, "file": self._files[result.mutant.path], "run": run, "killed": result.killed}
        self._kept[name] = entry
        self._path.parent.mkdir(exist_ok=True)
        with self._path.open("a", encoding="utf-8") as journal:
            journal.writelines(json.dumps(line) + "\n" for line in (*lines, entry))

    def _known(self, mutant: Mutant) -> dict[str, str] | None:
        entry = self._kept.get(mutant.name(self._root))
        return entry if entry and entry["file"] == self._files[mutant.path] else None

    def _unseen(self, entry: dict[str, str]) -> set[str]:
        """The test files whose judgement is not known: of all, or of the one that noticed the fault."""
        then = self._runs[entry["run"]]
        changed = {test for test, digest in self._tests.items() if then.get(test) != digest}
        noticed = entry["killed"].partition("::")[0]
        return changed & {noticed} if noticed in then else changed if not noticed else set()


def _digest(path: Path) -> str:
    """Of what a file of Python does: comments, docstrings and layout do not count."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            # every string that stands alone describes something
            body[:] = [each for each in body if not _is_mere_string(each)]
    return sha256(ast.dump(tree).encode()).hexdigest()[:16]


def _is_mere_string(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
