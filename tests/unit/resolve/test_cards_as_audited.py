"""The labelled cards, audited under an MIT tag and an MIT text: what differs is never passed in silence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from auditor.model import Audit, Severity, Verdict
from benchmarks import prose as measured
from support import models

_DATA = Path(__file__).parents[2] / "data" / "prose" / "cards.jsonl"
CARDS: list[dict[str, Any]] = [json.loads(line) for line in _DATA.read_text(encoding="utf-8").splitlines()]
MIT = models.mit("Copyright (c) 2026 Acme")
_ABOUT_STATEMENTS = {"card-and-file-disagree", "not-understood", "license-unknown"}


def _audited(card: dict[str, Any]) -> Audit:
    return models.audit({"README.md": f"---\nlicense: mit\n---\n{card['context']}", "LICENSE": MIT}, "acme/Mine-7B")


def _facts(card: dict[str, Any]) -> list[dict[str, Any]]:
    """What it says of the weights that MIT does not."""
    return [fact for fact in card["facts"] if measured.counted(fact) and fact["value"] != "MIT"]


def test_what_a_card_says_beside_its_tag_is_told() -> None:
    cards = [card for card in CARDS if _facts(card) and not card["context"].startswith("---")]
    silent = [card["id"] for card in cards if not _is_reported(_audited(card))]

    assert len(cards) > 150
    assert len(silent) <= 0.02 * len(cards), silent


def test_cards_that_say_nothing_of_the_weights_are_seldom_disturbed() -> None:
    cards = [
        card
        for card in CARDS
        if not any(
            fact["kind"] in ("license", "restriction")
            and fact["subject"] == "this model"
            and fact["part"] in measured.MINE
            for fact in card["facts"]
        )
        and not card["context"].startswith("---")
    ]
    audits = {card["id"]: _audited(card) for card in cards}
    contradicted = [name for name, audit in audits.items() if "card-and-file-disagree" in _warned(audit)]
    quoted = [name for name, audit in audits.items() if "not-understood" in _warned(audit)]

    assert len(cards) > 150
    assert len(contradicted) <= 0.02 * len(cards), contradicted
    assert len(quoted) <= 0.06 * len(cards), quoted
    assert not [name for name, audit in audits.items() if _breached(audit)]


def _is_reported(audit: Audit) -> bool:
    return bool(_warned(audit) & _ABOUT_STATEMENTS)


def _warned(audit: Audit) -> set[str]:
    return {finding.rule for finding in audit.findings if finding.severity is not Severity.NOTE}


def _breached(audit: Audit) -> list[str]:
    return [
        finding.id
        for finding in audit.findings
        if finding.verdict is Verdict.BREACHED and finding.rule in _ABOUT_STATEMENTS
    ]
