"""What the prose reader hears of labelled cards: concluded, quoted, missed, and what it concludes wrongly.

    python benchmarks/prose.py CARDS.jsonl [--half even|odd] [--show missed|quoted|wrong] [--table]

A line of the file is a card: `id`, `lang`, `group`, `form`, `context` (the whole file), `facts`, `not`. A fact has
`kind` (license, restriction), `part`, `value`, `subject` ("this model" or "other") and `certainty` ("plain"
or "hedged").
A license counts as heard when a statement about this model, now, names it for the right part; as quoted when a sentence
that names it (for limits: that has a word of limits) is handed over as not understood, or another part is concluded.
Wrong is a conclusion about the weights of this model that no fact supports.
"""

from __future__ import annotations

import argparse
import collections
import json
from pathlib import Path
from typing import Any

from auditor.identify.names import names
from auditor.knowledge import default_knowledge
from auditor.phrases import tokens
from auditor.resolve.prose import Kind, Prose, ProseStatement, Subject, Time, read

EVERYDAY = ("bullet", "label", "heading", "table", "formula", "html", "restriction-heading", "badge-and-line")
MINE = ("weights", "unclear")


def main() -> None:
    """Read the cards and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("cards", type=Path)
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--show", choices=("missed", "quoted", "wrong"))
    parser.add_argument("--table", action="store_true", help="print Markdown for benchmarks/ACCURACY.md")
    options = parser.parse_args()
    cards = [json.loads(line) for line in options.cards.read_text(encoding="utf-8").splitlines() if line.strip()]
    if options.half:
        cards = cards[options.half == "odd" :: 2]
    results = [judge(card) for card in cards]
    for card, (fates, wrong) in zip(cards, results, strict=True):
        show = [
            f"{fact['kind']}/{fact['part']}/{fact['value']}"
            for fact, fate in fates
            if fate == options.show and counted(fact)
        ]
        show = wrong if options.show == "wrong" else show
        if show and options.show:
            print(card["id"], card["lang"], card["form"], show, "|", " / ".join(card["context"].split("\n"))[:260])
    print(summary(cards, results, markdown=options.table))


def counted(fact: dict[str, Any]) -> bool:
    """Whether a fact is one of license or limit about this model's weights, plainly said."""
    return (
        fact["kind"] in ("license", "restriction")
        and fact["part"] in MINE
        and fact["subject"] == "this model"
        and fact["certainty"] == "plain"
    )


def judge(card: dict[str, Any]) -> tuple[list[tuple[dict[str, Any], str]], list[str]]:
    """What became of each fact of a card, and what was concluded wrongly."""
    prose = read(card["context"], default_knowledge())
    fates = [(fact, fate(fact, prose)) for fact in card["facts"] if fact["kind"] in ("license", "restriction")]
    supporting = [
        fact
        for fact in card["facts"]
        if fact["kind"] in ("license", "restriction") and fact["subject"] == "this model" and fact["part"] in MINE
    ]
    wrong = [
        f"{statement.license or statement.family or statement.limit} ({statement.plainness.value})"
        for statement in prose.statements
        if concludes(statement)
        and statement.part == "weights"
        and not any(means(statement, fact) for fact in supporting)
    ]
    return fates, wrong


def concludes(statement: ProseStatement) -> bool:
    """Whether a statement says something of this model as it is."""
    return (
        statement.kind is not Kind.PERMISSION
        and statement.subject is Subject.SELF
        and statement.time is Time.NOW
        and not statement.denied
        and not statement.conditional
    )


def fate(fact: dict[str, Any], prose: Prose) -> str:
    """Heard, quoted or missed."""
    mine = fact["subject"] == "this model"
    same = [statement for statement in prose.statements if means(statement, fact)]
    for statement in same:
        part = {"docs": "documentation"}.get(fact["part"], fact["part"])
        fits = statement.part == part or fact["part"] == "unclear" or not mine
        if fits and (concludes(statement) or not mine or fact["certainty"] == "hedged"):
            return "heard"
    if same:
        return "quoted"
    for entry in prose.not_understood:
        if fact["kind"] == "restriction" and entry.limits:
            return "quoted"
        if fact["kind"] == "license" and any(same_license(name, name, fact["value"]) for name in entry.names):
            return "quoted"
        if fact["kind"] == "license" and _letters(fact["value"]) in _letters(entry.quote):
            return "quoted"
    return "missed"


def means(statement: ProseStatement, fact: dict[str, Any]) -> bool:
    """Whether a statement says what a fact says, whatever the part."""
    if fact["kind"] == "restriction":
        return statement.kind is Kind.LIMIT and statement.limit == fact["value"].replace("region:GB", "region:UK")
    return statement.kind is Kind.LICENSE and same_license(statement.license, statement.family, fact["value"])


def same_license(license_: str, family: str, value: str) -> bool:
    """Whether a license is the one of a fact; GPL "only" and "or later" are not told apart."""
    head, bracket, _ = value.partition(" (")
    if bracket or family.lower() == value.lower():  # the name of a series of licenses, which is all that is said
        return head.lower() in (family.lower(), license_.lower())
    arms = [plain(arm) for arm in value.split(" OR ")]
    return sorted(plain(arm) for arm in license_.split(" OR ")) == sorted(arms)


def _letters(text: str) -> str:
    """A text's letters and digits alone."""
    return "".join(letter for letter in text.lower() if letter.isalnum())


def plain(value: str) -> str:
    """An id or title as the reader would give it."""
    named = names(default_knowledge()).find(tokens(value), value=True)
    known = named[0].license if len(named) == 1 and " " in value else value
    return known.lower().removesuffix("-only").removesuffix("-or-later")


def summary(cards: list[dict[str, Any]], results: list[Any], *, markdown: bool) -> str:
    """The tables as text."""
    rows: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    negatives = wrong_negatives = wrong_cards = 0
    for card, (fates, wrong) in zip(cards, results, strict=True):
        own = [(fact, result) for fact, result in fates if counted(fact)]
        for fact, result in own:
            rows[f"{fact['kind']}: weights"][result] += 1
            rows["all: weights"][result] += 1
            rows[f"language {card['lang']}"][result] += 1
            rows[f"form {card['form']}"][result] += 1
            if card["form"] in EVERYDAY:
                rows["everyday forms"][result] += 1
        for fact, result in fates:
            if not counted(fact):
                rows["other parts, other models, hedged"][result] += 1
        wrong_cards += bool(wrong)
        if not own or card["not"] or card["group"] in ("negative", "trap"):
            negatives += 1
            wrong_negatives += bool(wrong)
    lines = []
    separator = " | " if markdown else "  "
    header = ["what is said", "heard", "quoted", "missed", "of"]
    lines.append(separator.join(header))
    if markdown:
        lines.append("|".join(["", *["---"] * len(header), ""]))
    for name in sorted(rows, key=lambda name: (name.startswith("form "), name.startswith("language "), name)):
        counts, total = rows[name], sum(rows[name].values())
        if name.startswith("form ") and counts["heard"] == total:
            continue
        share = f"{counts['heard']} ({100 * counts['heard'] / total:.0f} %)"
        lines.append(separator.join([f"{name:<36}", share, str(counts["quoted"]), str(counts["missed"]), str(total)]))
    lines += [
        f"negatives and traps without a wrong conclusion: {negatives - wrong_negatives} of {negatives}",
        f"cards with a wrong conclusion: {wrong_cards} of {len(cards)}",
    ]
    return "\n".join(
        f"| {line} |" if markdown and "|" in line and not line.startswith("---") else line for line in lines
    )


if __name__ == "__main__":
    main()
