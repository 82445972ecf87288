"""A rules directory of some real files, small enough to be changed and read hundreds of times: what cases name."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

from auditor import spdx
from auditor.knowledge import Knowledge

_KNOWLEDGE = Knowledge()
_ROOT = _KNOWLEDGE.root
_REPO = re.compile(r"[\w.-]+/[\w.-]+")


def _named() -> set[str]:
    """Every license that a case of a rule names."""
    cases = [case for rule in _KNOWLEDGE.rules for case in rule.case]
    named = {case.license for case in cases} | {text.license for case in cases for text in case.carries}
    return named | {
        name for case in cases for parent in case.upstream for name in (parent.license, *parent.candidates) if name
    }


def _families() -> set[str]:
    """The families of models that cases name somewhere, and those that their releases were made from."""
    cases = str([case for rule in _KNOWLEDGE.rules for case in rule.case])
    home = {release.repo: family for family in _KNOWLEDGE.families for release in family.releases}
    waiting = {"openai-community/gpt2", "meta-llama/Llama-3.1-8B", *(name.rstrip(".") for name in _REPO.findall(cases))}
    keys: set[str] = set()
    while waiting:
        family = home.get(waiting.pop())
        if family is not None and family.key not in keys:
            keys.add(family.key)
            waiting |= {repo for release in family.releases for repo in (release.base, *release.teachers) if repo}
    return keys


_HUB_FAMILY = _KNOWLEDGE.hub_id("openrail")
"""The family of licenses that a case names by its id on the Hub."""
MODELS = tuple(sorted(_families()))
_OF_RELEASES = {
    name
    for family in _KNOWLEDGE.families
    if family.key in MODELS
    for release in family.releases
    for name in spdx.ids(release.license or "")
}
_EVERY = _named() | _OF_RELEASES | set(_HUB_FAMILY.members if _HUB_FAMILY else ())
LICENSES = tuple(sorted({profile.key for name in _EVERY if (profile := _KNOWLEDGE.profile(name))}))


def make(root: Path, *, checks: bool = True) -> Path:
    """The directory, with everything that refers to what is not in it left out."""
    for folder, names in (("licenses", LICENSES), ("models", MODELS)):
        (root / folder).mkdir(parents=True)
        for name in names:
            shutil.copyfile(_ROOT / folder / f"{name}.toml", root / folder / f"{name}.toml")
    if checks:
        shutil.copytree(_ROOT / "checks", root / "checks")
    for whole in ("texts", "phrases"):
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
