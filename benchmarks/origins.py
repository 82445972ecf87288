"""What of the bases and teachers that labelled cards name the prose reader hears: concluded, listed, missed, wrong.

    python benchmarks/origins.py CARDS.jsonl [--half even|odd] [--show missed|listed|wrong]

A line of the file is a card: `id`, `lang`, `context` (the whole file), `facts`. A fact has `kind` (base, teacher,
component, data …), `value` (an id, or the title as written), `subject` ("this model" or "other") and `certainty`
("plain" or "hedged"). Concluded: named in the words of a derivation, a teacher as a teacher. Listed: named, and
nothing was understood of it. Wrong: concluded, and no fact of this model names it.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
from pathlib import Path
from typing import Any

from auditor.documents import markdown
from auditor.knowledge import Knowledge
from auditor.knowledge.origin_tables import Origin
from auditor.lineage.prose.origins import Named, origins

_EMPTY = frozenset(("meta", "hf", "model", "models", "base", "the", "v", "family", "it", "instruct", "chat", "gguf"))
_SAME = {"sdxl": "stable diffusion xl", "sd": "stable diffusion"}


def main() -> None:
    """Read the cards and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("cards", type=Path)
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--show", choices=("missed", "listed", "wrong"))
    options = parser.parse_args()
    cards = [json.loads(line) for line in options.cards.read_text(encoding="utf-8").splitlines() if line.strip()]
    if options.half:
        cards = cards[options.half == "odd" :: 2]
    knowledge = Knowledge()
    fates: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    wrong_cards = negatives = wrong_negatives = 0
    for card in cards:
        title = re.search(r"(?m)^#\s+([\x21-\x7e][\x20-\x7e]*)$", card["context"])
        own = "someone/" + (re.sub(r"[^A-Za-z0-9.]+", "-", title[1]).strip("-.") if title else "sample")
        named = origins(markdown.read(card["context"]), knowledge, own)
        wrong = wrongly(card, named)
        wrong_cards += bool(wrong)
        counted = [fact for fact in card["facts"] if is_counted(fact)]
        negatives += not counted
        wrong_negatives += not counted and bool(wrong)
        for fact in counted:
            result = fate(fact, named)
            fates[fact["kind"]][result] += 1
            if result == options.show:
                print(card["id"], card["lang"], fact["kind"], fact["value"], "|", card["context"][:240].split("\n"))
        if wrong and options.show == "wrong":
            print(card["id"], card["lang"], wrong, "|", card["context"][:240].split("\n"))
    for kind, counts in fates.items():
        total = sum(counts.values())
        shares = ", ".join(f"{name} {count} ({100 * count / total:.0f} %)" for name, count in counts.most_common())
        print(f"{kind}: {shares}; of {total}")
    print(f"cards that name no parent, and none concluded: {negatives - wrong_negatives} of {negatives}")
    print(f"cards with a wrong parent: {wrong_cards} of {len(cards)}")


def is_counted(fact: dict[str, Any]) -> bool:
    """Whether it is a base or a teacher of this model, plainly said."""
    plain = fact["subject"] == "this model" and fact["certainty"] == "plain"
    return plain and fact["kind"] in ("base", "teacher")


def fate(fact: dict[str, Any], named: tuple[Named, ...]) -> str:
    """Concluded, of the other kind, listed or missed."""
    same = [model for model in named if is_of(model, fact["value"])]
    concluded = [model for model in same if model.origin is not None]
    if any((model.origin is Origin.TEACHER) == (fact["kind"] == "teacher") for model in concluded):
        return "concluded"
    return "of the other kind" if concluded else "listed" if same else "missed"


def wrongly(card: dict[str, Any], named: tuple[Named, ...]) -> list[str]:
    """The parents that no fact of this model names."""
    kinds = ("base", "teacher", "component", "data")
    facts = [fact["value"] for fact in card["facts"] if fact["subject"] == "this model" and fact["kind"] in kinds]
    concluded = [model for model in named if model.origin is not None]
    return [model.parent for model in concluded if not any(is_of(model, value) for value in facts)]


def is_of(model: Named, value: str) -> bool:
    """Whether a name that was read means the model of a fact."""
    if value.lower() in (model.text.lower(), model.id.lower()) or value.lower() in model.text.lower():
        return True
    theirs = words(value)
    return any(
        theirs <= words(name) or (words(name) <= theirs and len(words(name)) > 1)
        for name in (model.text, model.id)
        if name
    )


def words(name: str) -> set[str]:
    """The words and numbers of a name that tell it from others."""
    plain = re.sub(r"[-_]+", " ", name.lower().rpartition("/")[2] or name.lower())
    plain = " ".join(_SAME.get(word, word) for word in plain.split())
    return {word for word in re.findall(r"\d+(?:\.\d+)?|[^\W\d_]+", plain) if word not in _EMPTY}


if __name__ == "__main__":
    main()
