# noqa: INP001 - a script beside its data, no package
"""Builds the tables of known license texts: see README.md beside this file.

Usage: python rules/texts/build.py --spdx spdx-license-list-6.12.0.tgz [--texts DIRECTORY] [--scancode DIRECTORY]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
import tarfile
import tomllib
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent.parent))

from auditor.identify.index.builder import Source, build  # noqa: E402 - the checkout's own, whatever is installed

_LIMIT = 5_000_000


def sources(spdx: Path, texts: Path | None, scancode: Path) -> list[Source]:
    """Every text, those with a record of their own first."""
    table = tomllib.loads((HERE / "sources.toml").read_text(encoding="utf-8"))
    found = [_named(row, texts, scancode) for row in table["text"]]
    cuts = {row["id"]: row for row in table["cut"]}
    _check(spdx, table["origin"]["spdx"]["sha256"])
    found += _spdx(spdx, table, cuts)
    found += [
        Source(
            key=f"scancode:{key}",
            license=spdx_id,
            expression=spdx_id,
            text=scancode_text(scancode, key),
            partial=spdx_id in table["part"],
            names=tuple(cuts.get(f"scancode:{key}", {}).get("names", ())),
            heads=tuple(cuts.get(f"scancode:{key}", {}).get("head", ())),
            tails=tuple(cuts.get(f"scancode:{key}", {}).get("tail", ())),
        )
        for spdx_id, key in {**table["rendition"], **table["part"]}.items()
    ]
    found += _with_options(found, table["option"])
    unused = set(cuts) - {source.key.removeprefix("spdx:") for source in found}
    if unused:
        sys.exit(f"cuts for texts that are not there: {sorted(unused)}")
    return found


def _with_options(known: list[Source], options: list[dict[str, Any]]) -> list[Source]:
    """The texts with words that a rendition of them may have: `after` others, or `instead` of them."""
    texts = {source.key: source for source in known}
    found = []
    for row in options:
        source = texts[row["of"]]
        place = row.get("after") or row["instead"]
        pattern = re.compile(r"\s+".join(map(re.escape, place.split())))
        if len(pattern.findall(source.text)) != row.get("times", 1):
            sys.exit(f"{row['of']}: {place!r} does not stand there {row.get('times', 1)} times")
        words = f"{place} {row['words']}" if "after" in row else row["words"]
        text = pattern.sub(words.replace("\\", r"\\"), source.text)
        option = replace(source, key=f"{source.key}+{row['name']}", text=text, option="instead" in row)
        texts[option.key] = option
        found.append(option)
    return found


def scancode_text(folder: Path, key: str) -> str:
    """The text of one ScanCode license, without its front matter."""
    raw = (folder / "licenses" / f"{key}.LICENSE").read_text(encoding="utf-8")
    return raw.split("---\n", 2)[2]


def _named(row: dict[str, Any], texts: Path | None, scancode: Path) -> Source:
    if "scancode" in row:
        text = scancode_text(scancode, row["scancode"])
    else:
        text = _by_digest(texts, row["sha256"], row["key"])
    return Source(
        key=row["key"],
        license=row["license"],
        expression=row["expression"],
        text=text,
        policy=row.get("policy", False),
        partial=row.get("partial", False),
        fingerprint="sha256" in row,
        names=tuple(row.get("names", ())),
        heads=tuple(row.get("head", ())),
        tails=tuple(row.get("tail", ())),
    )


def _by_digest(texts: Path | None, wanted: str, key: str) -> str:
    for path in sorted(texts.iterdir()) if texts else ():
        if path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == wanted:
            raw = path.read_text(encoding="utf-8")
            return raw.split("\n", 1)[1] if raw.startswith("# Captured from") else raw
    sys.exit(f"{key}: no file of sha256 {wanted}; name its folder with --texts")


def _spdx(archive: Path, table: dict[str, Any], cuts: dict[str, Any]) -> list[Source]:
    """Every SPDX text; of ids that share one, the id that says least comes first."""
    with tarfile.open(archive) as tar:
        members = [member for member in tar.getmembers() if member.name.startswith("package/licenses/")]
        raw = {}
        for member in members:
            file = tar.extractfile(member)
            if file is not None:
                raw[Path(member.name).stem] = json.loads(file.read())["licenseText"]
    preferred = {name: at for at, name in enumerate(table["preferred"])}
    order = sorted(
        raw, key=lambda name: (preferred.get(name, len(preferred)), not name.endswith("-only"), len(name), name)
    )
    found = []
    for name in order:
        cut = cuts.get(name, {})
        main = _main(name, raw)
        found.append(
            Source(
                key=f"spdx:{name}",
                license=main,
                expression=main,
                text=raw[name],
                names=tuple(cut.get("names", ())),
                heads=tuple(cut.get("head", ())),
                tails=tuple(cut.get("tail", ())),
            )
        )
    return found


def _main(name: str, known: dict[str, str]) -> str:
    """The id for a text that several ids share: which versions a licensor chose is not in the text."""
    base = re.sub(r"(?:-no-invariants|-invariants)?(?:-only|-or-later|\+)?$", "", name)
    return f"{base}-only" if f"{base}-only" in known else name


def _check(path: Path, wanted: str) -> None:
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != wanted:
        sys.exit(f"{path.name}: sha256 {found}, expected {wanted}")


def main() -> None:
    """Writes the tables beside this file."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--spdx", type=Path, required=True, help="the npm package spdx-license-list, as packed")
    parser.add_argument("--texts", type=Path, help="a folder with the texts that sources.toml names by digest")
    parser.add_argument("--scancode", type=Path, help="licensedcode/data; default: of the installed ScanCode")
    given = parser.parse_args()
    spec = None if given.scancode else find_spec("licensedcode")
    scancode = given.scancode or Path(spec.origin or "").parent / "data" if spec else given.scancode
    if scancode is None:
        sys.exit("ScanCode is not installed: name licensedcode/data with --scancode")
    files = build(sources(given.spdx, given.texts, scancode))
    size = sum(len(raw) for raw in files.values())
    if size > _LIMIT:
        sys.exit(f"{size} bytes: more than {_LIMIT}")
    for name, raw in files.items():
        (HERE / name).write_bytes(raw)
    sys.stdout.write(f"{len(files)} tables, {size} bytes\n")


if __name__ == "__main__":
    main()
