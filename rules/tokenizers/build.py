# noqa: INP001 - a script beside its data, no package
"""Prints what `known.toml` has of a tokenizer: how many tokens it was trained to, and the digest over them by id.

Usage: python rules/tokenizers/build.py DIRECTORY …   (each with a tokenizer.json, or any file that carries a tokenizer)

`make corpus` makes the digests of known.toml anew from the packages that it names, and compares.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from auditor.lineage.bytes import tokenizer
from auditor.model import Unread
from auditor.sources.local import LocalSource


def main(folders: list[str]) -> int:
    """Print a row for each tokenizer; 1 where one cannot be read."""
    failed = False
    for folder in folders:
        source = LocalSource(Path(folder))
        for path in tokenizer.find(source):
            read = tokenizer.read(source, path)
            if isinstance(read, Unread):
                print(f"{folder}/{path}: {read.detail}", file=sys.stderr)  # noqa: T201 - a script
                failed = True
                continue
            count = tokenizer.trained(read)
            whole, parts = tokenizer.first(read.tokens, count)
            print(f'# {folder}/{path}\ntokens = {count}\nsha256 = "{whole}"\nparts = {json.dumps(parts)}')  # noqa: T201
    return int(failed or not folders)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
