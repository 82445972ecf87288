# noqa: INP001 - a script beside its data, no package
"""Builds quotes.bin, the texts in which the quotes of rules/licenses are looked up: see README.md beside this file.

Usage: python rules/texts/build_quotes.py [--texts DIRECTORY]... [--scancode DIRECTORY]

A text is read where it is at hand; of one that is not, quotes.bin keeps what it holds already.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path.insert(0, str(ROOT))

from auditor.identify import quotes  # noqa: E402 - the checkout's own
from auditor.knowledge import Knowledge  # noqa: E402 - the checkout's own, whatever is installed

TABLE = HERE / "quotes.bin"
_LIMIT = 1_400_000


def at_hand(folders: list[Path]) -> dict[str, Path]:
    """The files of some folders by their sha256."""
    files = (path for folder in folders for path in sorted(folder.iterdir()) if path.is_file())
    return {hashlib.sha256(path.read_bytes()).hexdigest(): path for path in files}


def texts(wanted: dict[str, str], files: dict[str, Path], kept: dict[str, quotes.Words]) -> dict[str, quotes.Words]:
    """Each text that a profile names; `wanted` has the profile of each sha256."""
    missing = [f"{key}: no file of sha256 {sha256}" for sha256, key in wanted.items() if sha256 not in {*files, *kept}]
    if missing:
        sys.exit("\n".join((*missing, "name the folder with the text: --texts DIRECTORY")))
    return {
        sha256: quotes.digests(quotes.body(files[sha256].read_text(encoding="utf-8", errors="replace")))
        if sha256 in files
        else kept[sha256]
        for sha256 in wanted
    }


def main() -> None:
    """Writes quotes.bin beside this file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--texts", type=Path, action="append", default=[], help="a folder with license files")
    parser.add_argument("--scancode", type=Path, help="licensedcode/data; default: of the installed ScanCode, if any")
    given = parser.parse_args()
    spec = find_spec("licensedcode")
    scancode = given.scancode or (Path(spec.origin or "").parent / "data" if spec else None)
    folders = [*given.texts, *([scancode / "licenses"] if scancode else [])]
    wanted = {sha256: profile.key for profile in Knowledge(HERE.parent).profiles for sha256 in profile.texts}
    kept = dict(quotes.load(TABLE).texts) if TABLE.is_file() else {}
    table = quotes.of(texts(wanted, at_hand(folders), kept))
    raw = quotes.dump(table)
    if len(raw) > _LIMIT:
        sys.exit(f"{len(raw)} bytes: more than {_LIMIT}")
    TABLE.write_bytes(raw)
    sys.stdout.write(f"{len(table.texts)} texts, {len(table.places)} distinct words, {len(raw)} bytes\n")


if __name__ == "__main__":
    main()
