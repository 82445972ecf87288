"""Checks the folder of texts: the tables by which texts are recognised, and the whole texts that may be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from auditor.errors import Problem, RuleError
from auditor.knowledge import directory, verbatim

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_TABLES = ("texts.json", "digests.tsv", "words.txt", "texts.bin", "phrases.bin", "shingles.bin")
"""What a text is recognised by."""


def problems(root: Path, profiles: Mapping[str, str]) -> Iterator[Problem]:
    """Tables that are missing, texts whose license has no file, and whole texts that are not the recorded ones."""
    folder = root / "texts"
    if not folder.is_dir():
        return
    present = [name for name in _TABLES if (folder / name).is_file()]
    # a directory that only compares quotes has none of them
    for name in _TABLES if present else ():
        if name not in present:
            yield Problem(f"texts/{name}", 0, "", "is missing, so no license text is recognised")
    if (folder / "verbatim").is_dir():
        yield from _verbatim(root, profiles)


def _verbatim(root: Path, profiles: Mapping[str, str]) -> Iterator[Problem]:
    name = f"{verbatim.FOLDER}/index.toml"
    try:
        texts = verbatim.every_text(root)
    except RuleError as error:
        yield Problem(name, 0, "", error.message.removeprefix(f"{name}: "))
        return
    own = root.resolve() == directory().resolve()
    for text in texts:
        # another directory may have the whole folder and fewer licenses
        if own and profiles.get(text.license) != text.license:
            yield Problem(name, 0, "", f"{text.license!r} is no file of licenses/")
        try:
            verbatim.content(root, text)
        except RuleError as error:
            yield Problem(name, 0, "", error.message)
