"""The tables of rules/README.md: made from the files and from the vocabularies.

`python tests/rules/rules_index.py` writes them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from meanings import meanings

from auditor import model
from auditor.knowledge import Knowledge

if TYPE_CHECKING:
    from enum import StrEnum
    from pathlib import Path

    from auditor.model import Family, Profile

VOCABULARIES: dict[str, type[StrEnum]] = {
    "What a rule is about": model.About,
    "Predicates": model.PredicateName,
    "Placeholders": model.Placeholder,
    "Relations and acts": model.Trigger,
    "Reach": model.Reach,
    "Grades": model.Grade,
    "Kinds": model.LicenseKind,
    "Duties": model.DutyCode,
    "Places": model.DutyPlace,
    "Limits": model.LimitCode,
    "Models that a limit is about": model.AppliesTo,
    "Currencies": model.Currency,
    "Periods": model.Period,
    "Grants": model.GrantCode,
    "Values of a grant": model.GrantValue,
    "Outbound modes": model.OutboundMode,
    "Termination": model.Termination,
    "Certainty of a Hub id": model.Certainty,
}
"""Each table of words of the README, by its heading."""

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


def vocabulary(text: str, heading: str, words: type[StrEnum]) -> str:
    """The README with the rows of the table below that heading made anew: each word and its meaning."""
    rows = "".join(_row(f"`{word}`", meaning) + "\n" for word, meaning in meanings(words).items())
    before, title, after = text.partition(f"\n### {heading}\n")
    table = re.compile(r"(?<=\n\|---\|---\|\n)(?:\|.*\n)*")
    return before + title + table.sub(lambda _: rows, after, count=1)


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
    for heading, words in VOCABULARIES.items():
        text = vocabulary(text, heading, words)
    before, rest = text.split(BEGIN, 1)
    path.write_text(before + BEGIN + index(knowledge) + END + rest.split(END, 1)[1], encoding="utf-8")
