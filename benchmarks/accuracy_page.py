"""The page that `accuracy.py` writes: percentages, costs, what they mean, and where ours is wrong."""

from __future__ import annotations

import platform
import statistics
from collections import Counter
from datetime import UTC, datetime
from typing import NamedTuple

from accuracy_texts import Corpus, Score, Text

OURS = "auditor"
ALIKE = 0.9
"""Share of words, in order, above which a ScanCode record without SPDX id is taken for an SPDX text."""
MOST_LISTED = 80
_LEGEND = """\
## How to read it

- **right**: the answer is the license, and nothing else. Ids that share a text count as one (GPL-2.0-only and
-or-later, deprecated spellings, a deprecated id and its `X WITH exception`); so do other ids that ScanCode's own
records give, and its records without SPDX id that are called like the SPDX id or whose words agree to {alike} with its
text. Naming the GPL beside an exception to it, or beside the LGPL 3.0, is no mistake. An AI license is looked up by the
ids that its profile in `rules/licenses` lists.

- **right, not exact**: the right name, said to be near to the text or a modified one. Only ours makes the difference:
a word out of place is reported, with the name. After word noise it is the right answer.

- **right, with others**: the right license among others, or beside a license said to be unknown. Neither right nor
wrong: the reader must look. All licenses that an answer names count, also those that ours and ScanCode find only
mentioned.

- **wrong: relative**: another license of the family: ids that begin with the same letters (`llama`, `BSD`, `HPND`); for
AI licenses also those of the same publisher, and two of the RAIL kind.

- **wrong: other**: any other license; where two licenses stand in the text, only one of them named.

- **unidentified**: no license named, or only ScanCode's generic keys (`unknown-license-reference`,
`proprietary-license`, …); for ours also an answer that leaves it open between several; of two licenses, one named and
the rest said to be unknown.

- **ms**: CPU time per text. *load*: CPU time up to the first answer, imports included. *peak memory*: of the
process after all texts. Each engine ran in a process of its own. Times depend on the machine, their ratios less.

ScanCode ran as its command does, with approximate matching, from a file called LICENSE; its expression is that of
everything it detected. licenseclassifier ran with its own threshold. Ours ran without ScanCode behind it, which
`auditor audit` asks where our own index leaves a text open.

**In-sample.** All three engines index the texts of the SPDX License List, so that table shows how changes are borne,
not how unseen licenses fare. The AI texts are those that our index was made from{known}. Where an engine has no id,
only *unidentified* would be right of it. Two files of the AI texts are expected to be what they hold, and not what
their repositories are about: apple-ml-mobileclip-LICENSE.txt is the MIT License, internlm-repo-LICENSE.txt the Apache
License.

To reproduce: `make accuracy` (about twenty minutes; npm for the SPDX texts; the AI texts are skipped where
AUDITOR_LICENSE_TEXTS names no folder with them: tests/data/README.md). `python benchmarks/accuracy.py --quick` takes
every 20th text, `--reuse` asks the peers only what they were not asked before.
"""


class Result(NamedTuple):
    """An engine's answer to one text."""

    text: Text
    named: tuple[str, ...]
    """As the engine spells them."""
    score: Score
    ms: float


class Ran(NamedTuple):
    """What an engine did."""

    name: str
    version: str
    load: float
    peak: float
    day: str
    """When it answered."""
    reused: bool
    """Whether that was in an earlier run."""
    results: dict[str, list[Result]]
    """By corpus."""
    has_id: int
    """AI texts whose license it has an id for; -1: not known."""


def page(corpora: list[Corpus], ran: list[Ran], notes: list[str]) -> str:
    """The whole page, in Markdown."""
    lines = ["# Who names the right license, and how often", ""]
    versions = ", ".join(f"{engine.name} {engine.version}" for engine in ran)
    day = str(datetime.now(UTC).date())
    earlier = "".join(
        f" {engine.name} was asked in an earlier run, on {engine.day}." for engine in ran if engine.reused
    )
    lines += [f"Measured on {day} with `make accuracy`: {versions}; Python {platform.python_version()}.{earlier}"]
    lines += ["Every figure on this page is written by that command; none by hand.", ""]
    lines += [f"- {note}" for note in notes] + ([""] if notes else [])
    lines += _cost(ran)
    for corpus in corpora:
        lines += _table(corpus, ran)
    lines += _legend(ran)
    lines += _ours(corpora, ran)
    return "\n".join(lines) + "\n"


def _cost(ran: list[Ran]) -> list[str]:
    lines = ["| engine | load, CPU s | peak memory, MB |", "|---|--:|--:|"]
    lines += [f"| {engine.name} | {engine.load:.2f} | {engine.peak:.0f} |" for engine in ran]
    return [*lines, ""]


def _table(corpus: Corpus, ran: list[Ran]) -> list[str]:
    """A row per change and engine, in percent of the texts."""
    lines = [f"## {corpus.name}", "", f"Texts: {corpus.origin}.", ""]
    heads = [score.value for score in Score]
    lines += [
        f"| change | engine | {' | '.join(heads)} | ms, median | ms, mean |",
        f"|---|---|{'--:|' * (len(heads) + 2)}",
    ]
    for change in dict.fromkeys(text.change for text in corpus.texts):
        for engine in ran:
            results = [result for result in engine.results[corpus.name] if result.text.change == change]
            if not results:
                continue
            count = Counter(result.score for result in results)
            shares = " | ".join(_percent(count[score], len(results)) for score in Score)
            ms = [result.ms for result in results]
            spent = f"{statistics.median(ms):.1f} | {statistics.fmean(ms):.1f}"
            lines.append(f"| {change} | {engine.name} | {shares} | {spent} |")
    return [*lines, ""]


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f}" if part else "0"


def _legend(ran: list[Ran]) -> list[str]:
    """What the columns mean."""
    has_id = "; ".join(f"{engine.name} {engine.has_id}" for engine in ran if engine.has_id >= 0)
    known = f"; for how many of their licenses the peers have an id: {has_id}" if has_id else ""
    text = _LEGEND.format(alike=f"{ALIKE:.0%}", known=known)
    return [line for paragraph in text.split("\n\n") for line in (paragraph.strip().replace("\n", " "), "")]


def _ours(corpora: list[Corpus], ran: list[Ran]) -> list[str]:
    """Each answer of ours that is wrong, names others beside or names none: what is to be mended."""
    mine = next((engine for engine in ran if engine.name == OURS), None)
    if mine is None:
        return []
    lines = ["## Where ours is wrong, names others beside, or names none", ""]
    changes: dict[tuple[str, str, Score], list[str]] = {}
    for result in (result for corpus in corpora for result in mine.results[corpus.name]):
        if result.score not in (Score.RIGHT, Score.INEXACT):
            key = (result.text.name, ", ".join(result.named) or "none", result.score)
            changes.setdefault(key, []).append(result.text.change)
    if not changes:
        return [*lines, "Nowhere."]
    lines += ["| text | changes | ours | score |", "|---|---|---|---|"]
    order = [Score.WRONG, Score.RELATIVE, Score.OTHERS, Score.NONE]
    worst_first = sorted(changes.items(), key=lambda item: (order.index(item[0][2]), item[0][0]))
    for (name, given_name, score), under in worst_first[:MOST_LISTED]:
        lines.append(f"| {name} | {', '.join(under)} | {given_name} | {score.value} |")
    if len(changes) > MOST_LISTED:
        lines.append(f"\nand {len(changes) - MOST_LISTED} more.")
    return lines
