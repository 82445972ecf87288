"""A rules directory of some real files, small enough to be changed and read hundreds of times: what cases name."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path

from auditor.knowledge import Knowledge

_KNOWLEDGE = Knowledge()
_ROOT = _KNOWLEDGE.root


def _named() -> set[str]:
    """Every license that a case of a rule names."""
    cases = [case for rule in _KNOWLEDGE.rules for case in rule.case]
    named = {case.license for case in cases} | {text.license for case in cases for text in case.carries}
    return named | {
        name for case in cases for parent in case.upstream for name in (parent.license, *parent.candidates) if name
    }


_FAMILY = _KNOWLEDGE.hub_id("openrail")
"""The family of licenses that a case names by its id on the Hub."""
_MEMBERS = set(_FAMILY.members) if _FAMILY else set()
_WORDS = {row.get("license", "") for row in tomllib.loads((_ROOT / "license-names.toml").read_text())["name"]}
"""Licenses that have a name in words."""
LICENSES = tuple(
    sorted({profile.key for name in _named() | _MEMBERS | _WORDS if name and (profile := _KNOWLEDGE.profile(name))})
)
MODELS = ("deepseek-v3", "gpt2", "llama-3-8b", "llama-3-70b")


def make(root: Path, *, checks: bool = True) -> Path:
    """The directory, with everything that refers to what is not in it left out."""
    for folder, names in (("licenses", LICENSES), ("models", MODELS)):
        (root / folder).mkdir(parents=True)
        for name in names:
            shutil.copyfile(_ROOT / folder / f"{name}.toml", root / folder / f"{name}.toml")
    if checks:
        shutil.copytree(_ROOT / "checks", root / "checks")
    for whole in ("texts", "phrases", "license-names.toml"):
        (root / whole).symlink_to(_ROOT / whole)
    hub = _blocks(_ROOT / "hub-ids.toml", 'id = "openrail"', 'id = "other"', *_lines("profile", LICENSES))
    (root / "hub-ids.toml").write_text(hub, encoding="utf-8")
    (root / "tokenizers").mkdir()
    known = _blocks(_ROOT / "tokenizers" / "known.toml", *_lines("families", MODELS))
    (root / "tokenizers" / "known.toml").write_text(known, encoding="utf-8")
    return root


def _blocks(path: Path, *lines: str) -> str:
    """The tables of a list that have one of these lines."""
    first, *rest = path.read_text(encoding="utf-8").split("\n[[")
    kept = [block for block in rest if any(f"{line}\n" in block for line in lines)]
    return "\n[[".join((first, *kept)) + "\n"


def _lines(key: str, names: tuple[str, ...]) -> list[str]:
    return [line for name in names for line in (f'{key} = "{name}"', f'{key} = ["{name}"]')]
