"""A rules directory of some real files, small enough to be changed and read hundreds of times."""

from __future__ import annotations

import shutil
from pathlib import Path

from auditor.knowledge import directory

LICENSES = (
    "apache-2.0",
    "cc-by-4.0",
    "cc-by-nc-4.0",
    "cc-by-nd-4.0",
    "cc-by-sa-4.0",
    "creativeml-openrail-m",
    "deepseek-model-1.0",
    "gemma",
    "gpl-3.0",
    "kimi-k2-modified-mit",
    "llama3",
    "llama3.1",
    "microsoft-research",
    "mit",
    "no-license",
    "yolo-nas",
)
"""Those that cases of rules name."""
MODELS = ("deepseek-v3", "gpt2", "llama-3-8b")
_ROOT = directory()


def make(root: Path, *, checks: bool = True) -> Path:
    """The directory, with everything that refers to what is not in it left out."""
    for folder, names in (("licenses", LICENSES), ("models", MODELS)):
        (root / folder).mkdir(parents=True)
        for name in names:
            shutil.copyfile(_ROOT / folder / f"{name}.toml", root / folder / f"{name}.toml")
    if checks:
        shutil.copytree(_ROOT / "checks", root / "checks")
    (root / "texts").symlink_to(_ROOT / "texts")
    (root / "hub-ids.toml").write_text(_blocks(_ROOT / "hub-ids.toml", "profile", LICENSES), encoding="utf-8")
    (root / "tokenizers").mkdir()
    known = _blocks(_ROOT / "tokenizers" / "known.toml", "families", MODELS)
    (root / "tokenizers" / "known.toml").write_text(known, encoding="utf-8")
    return root


def _blocks(path: Path, key: str, names: tuple[str, ...]) -> str:
    """The tables of a list whose key names nothing but these."""
    first, *rest = path.read_text(encoding="utf-8").split("\n[[")
    kept = [block for block in rest if any(line in block for line in _lines(key, names))]
    return "\n[[".join((first, *kept)) + "\n"


def _lines(key: str, names: tuple[str, ...]) -> list[str]:
    return [line for name in names for line in (f'{key} = "{name}"\n', f'{key} = ["{name}"]\n')]
