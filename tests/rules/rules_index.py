"""The index of rules/README.md: made from the files, written by `python tests/rules/rules_index.py`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.knowledge import Knowledge

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.model import Family, Profile

BEGIN, END = "<!-- index -->\n", "<!-- /index -->\n"


def index(knowledge: Knowledge) -> str:
    """Both tables, as they stand between the markers."""
    licenses = [_license(profile) for profile in knowledge.profiles]
    families = [_family(family) for family in knowledge.families]
    releases = sum(len(family.releases) for family in knowledge.families)
    return "\n".join(
        (
            f"### Licenses ({len(licenses)})",
            "",
            "| file | license | SPDX | kind | a derivative may carry | grade |",
            "|---|---|---|---|---|---|",
            *licenses,
            "",
            f"### Families ({len(families)}, with {releases} releases)",
            "",
            "| file | family | publisher | shape | releases under |",
            "|---|---|---|---|---|",
            *families,
            "",
        )
    )


def written(readme: Path) -> str:
    """The index as the README has it."""
    return readme.read_text(encoding="utf-8").split(BEGIN, 1)[1].split(END, 1)[0]


def rows(readme: Path, heading: str) -> tuple[str, ...]:
    """The words a table of the README explains: the first column below that heading."""
    section = readme.read_text(encoding="utf-8").split(f"\n### {heading}\n", 1)[1].split("\n## ")[0].split("\n### ")[0]
    return tuple(re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE))


def _license(profile: Profile) -> str:
    file = f"[`{profile.key}`](licenses/{profile.key}.toml)"
    cells = (file, profile.name, f"`{profile.spdx}`", profile.kind, profile.outbound.mode, profile.grade.value)
    return _row(*cells)


def _family(family: Family) -> str:
    file = f"[`{family.key}`](models/{family.key}.toml)"
    keys = ("hidden_size", "num_hidden_layers", "num_attention_heads", "vocab_size", "n_routed_experts")
    shape = " / ".join(str(family.shape.get(key, "?")) for key in keys[:4])
    experts = family.shape.get(keys[4])
    licenses = sorted({release.license or "not known" for release in family.releases if not release.base})
    return _row(
        file,
        family.name,
        family.publisher,
        f"{shape} / {experts} experts" if experts else shape,
        ", ".join(licenses) or "derivatives only",
    )


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    knowledge = Knowledge()
    path = knowledge.root / "README.md"
    text = path.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN, 1)
    path.write_text(before + BEGIN + index(knowledge) + END + rest.split(END, 1)[1], encoding="utf-8")
