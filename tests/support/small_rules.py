"""A rules directory of some real files, small enough to be changed and read hundreds of times: what cases name."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable
from pathlib import Path

from auditor import spdx
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


_SMALL_MODELS = Path(__file__).resolve().parents[1] / "data" / "small-models"
"""Families that refer to nothing but each other."""
_HUB_FAMILY = _KNOWLEDGE.hub_id("openrail")
"""The family of licenses that a case names by its id on the Hub."""
_MEMBERS = set(_HUB_FAMILY.members) if _HUB_FAMILY else set()
_OF_RELEASES = {
    name
    for path in _SMALL_MODELS.glob("*.toml")
    for release in tomllib.loads(path.read_text())["release"]
    for name in spdx.ids(release.get("license", ""))
}
_WORDS = {row.get("license", "") for row in tomllib.loads((_ROOT / "license-names.toml").read_text())["name"]}
"""Licenses that have a name in words."""
_PROFILES = tuple(
    profile for name in _named() | _MEMBERS | _OF_RELEASES | _WORDS if name and (profile := _KNOWLEDGE.profile(name))
)
LICENSES = tuple(
    sorted({key for profile in _PROFILES for key in (profile.key, *(other.license for other in profile.passes_on))})
)
MODELS = ("deepseek-v3", "gpt2", "llama-3-8b", "llama-3-70b")


def make(root: Path, *, checks: bool = True) -> Path:
    """The directory, with everything that refers to what is not in it left out."""
    for folder, names, place in (("licenses", LICENSES, _ROOT / "licenses"), ("models", MODELS, _SMALL_MODELS)):
        (root / folder).mkdir(parents=True)
        for name in names:
            shutil.copyfile(place / f"{name}.toml", root / folder / f"{name}.toml")
    if checks:
        shutil.copytree(_ROOT / "checks", root / "checks")
    for whole in ("texts", "phrases", "origins"):
        (root / whole).symlink_to(_ROOT / whole)
    absent = tuple(f'"{profile.key}"' for profile in _KNOWLEDGE.profiles if profile.key not in LICENSES)
    for name in ("license-names.toml", "hub-ids.toml"):
        _kept(_ROOT / name, root / name, lambda block: not any(key in block for key in absent))
    (root / "tokenizers").mkdir()
    there = tuple(f'families = ["{key}"]\n' for key in MODELS)
    place = root / "tokenizers" / "known.toml"
    _kept(_ROOT / "tokenizers" / "known.toml", place, lambda block: any(line in block for line in there))
    return root


def _kept(path: Path, copy: Path, wanted: Callable[[str], bool]) -> None:
    """A copy of a list of tables, with some of them."""
    first, *rest = path.read_text(encoding="utf-8").split("\n[[")
    copy.write_text("\n[[".join((first, *filter(wanted, rest))) + "\n", encoding="utf-8")
