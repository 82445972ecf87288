"""rules/INDEX.md: all files with their number of entries; generated, so that a lost entry shows in a diff."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from auditor.knowledge import Knowledge
    from auditor.model import Family, Profile, Rule

FILE = "INDEX.md"

_HEAD = """\
# Index

Made from the files by `auditor rules index`; `auditor rules check` compares it with them. The number in brackets is how
many entries the lists in them have (`when`, `unsettled`, `words`, `allowed`).
"""
_SHAPE = ("hidden_size", "num_hidden_layers", "num_attention_heads", "vocab_size")


def index(knowledge: Knowledge) -> str:
    """The whole file."""
    releases = sum(len(family.releases) for family in knowledge.families)
    return "\n".join(
        (
            _HEAD,
            f"## Licenses ({len(knowledge.profiles)})",
            "",
            "| file | license | SPDX | kind | a derivative may carry | grade | duties | limits | grants | ids, texts |",
            "|---|---|---|---|---|---|--:|--:|--:|--:|",
            *map(_license, knowledge.profiles),
            "",
            f"## Families ({len(knowledge.families)}, with {releases} releases)",
            "",
            "| file | family | publisher | shape | keys | releases | under |",
            "|---|---|---|---|--:|--:|---|",
            *map(_family, knowledge.families),
            "",
            f"## Rules ({len(knowledge.rules)})",
            "",
            "| file | finds | about | codes | cases |",
            "|---|---|---|--:|--:|",
            *map(_rule, knowledge.rules),
            "",
            "## Names on the Hub",
            "",
            f"`hub-ids.toml`: {len(knowledge.hub_ids)} license ids, {len(knowledge.license_names)} license names.",
            f"`tokenizers/known.toml`: {len(knowledge.tokenizers)} tokenizers.",
            "",
        )
    )


def differences(written: str, made: str) -> Iterator[tuple[int, str]]:
    """Each difference between the written index and the generated one: the line number (0: missing) and a sentence."""
    rows, wanted = written.splitlines(), made.splitlines()
    now = {_file(row): row for row in wanted if _file(row)}
    before = {_file(row): number for number, row in enumerate(rows, start=1) if _file(row)}
    for number, row in enumerate(rows, start=1):
        name = _file(row)
        if name and name not in now:
            yield number, f"{name} is not there any more"
        elif name and now[name] != row:
            yield number, f"{name} has {_changed(row, now[name])}"
        elif not name and row not in wanted:
            yield number, f"says {row!r}"
    for name in now:
        if name not in before:
            yield 0, f"{name} is new"


def _file(row: str) -> str:
    """The file of a row, such as `licenses/mit.toml`; "" for any other line."""
    return row.partition("](")[2].partition(")")[0] if row.startswith("| [") else ""


def _changed(before: str, after: str) -> str:
    cells = [(old.strip(), new.strip()) for old, new in zip(before.split("|"), after.split("|"), strict=False)]
    return ", ".join(f"{new}, not {old}" for old, new in cells if old != new)


def _license(profile: Profile) -> str:
    duties = sum(len(duty.when) + len(duty.unsettled) + len(duty.words) + len(duty.allowed) for duty in profile.duties)
    limits = sum(len(limit.when) + len(limit.unsettled) for limit in profile.limits)
    return _row(
        f"[`{profile.key}`](licenses/{profile.key}.toml)",
        profile.name,
        f"`{profile.spdx}`",
        profile.kind,
        profile.outbound.mode,
        profile.grade,
        f"{len(profile.duties)} ({duties})",
        f"{len(profile.limits)} ({limits})",
        str(len(profile.grants)),
        f"{len(profile.ids)}, {len(profile.texts)}",
    )


def _family(family: Family) -> str:
    shape = " / ".join(str(family.shape.get(key, "?")) for key in _SHAPE)
    experts = family.shape.get("n_routed_experts")
    licenses = sorted({release.license or "not known" for release in family.releases if not release.base})
    keys = len(family.shape) + sum(len(release.config) for release in family.releases)
    return _row(
        f"[`{family.key}`](models/{family.publisher}/{family.key}.toml)",
        family.name,
        family.publisher,
        f"{shape} / {experts} experts" if experts else shape,
        str(keys),
        str(len(family.releases)),
        ", ".join(licenses) or "derivatives only",
    )


def _rule(rule: Rule) -> str:
    name = f"[`{rule.id}`](checks/{rule.id}.toml)"
    return _row(name, rule.title, rule.subject.about, str(len(rule.subject.codes)), str(len(rule.case)))


def _row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
