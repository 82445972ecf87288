"""How often ours and its peers name the right license, on the same texts in one run; writes benchmarks/ACCURACY.md.

Each engine answers in a process of its own (accuracy_engines.py); what is right, and what an answer is worth, is in
accuracy_texts.py.

    python benchmarks/accuracy.py [--quick] [--engine NAME …] [--reuse] [--output FILE]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from functools import cache, partial
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

from accuracy_engines import ENGINES  # noqa: E402 - beside this file, which need not be where Python looks
from accuracy_page import ALIKE, OURS, Ran, Result, page  # noqa: E402 - the same, as what follows
from accuracy_texts import (  # noqa: E402
    AI,
    SECOND,
    SPDX,
    Corpus,
    Text,
    Unavailable,
    ai_corpus,
    scored,
    spdx_corpus,
    words,
)

from auditor.knowledge import Knowledge  # noqa: E402 - the checkout's own, whatever is installed

STEP = 20
"""With --quick, every so many-th text."""
PEERS_SEE = ("original", "markdown", SECOND, "1 % word noise")
"""Of the changes of the AI texts: those on which the peers are asked too."""
PEERS = {"ScanCode": "scancode-toolkit", "licenseclassifier": "licenseclassifier"}
"""Each peer's distribution."""
KEPT = HERE.parent / ".corpus" / "accuracy"
"""Answers of the peers: with --reuse they are not asked again about the same texts."""


PROSE = "\n## What cards say in words\n"
"""The section of the page that `benchmarks/prose.py` measures, which a new run keeps."""


def main() -> int:
    """Run, and write the table; a run over a part of the texts or engines is printed only."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help=f"every {STEP}th text; printed, not written")
    parser.add_argument("--engine", action="append", choices=list(ENGINES), help="only this one; printed, not written")
    parser.add_argument(
        "--reuse", action="store_true", help="take the peers' answers of an earlier run, where it had them"
    )
    parser.add_argument("--output", type=Path, help="where to write  [default: ACCURACY.md, of a whole run]")
    options = parser.parse_args()
    step = STEP if options.quick else 1
    corpora, notes = [], []
    for make in (partial(ai_corpus, Knowledge(), step), partial(spdx_corpus, step)):
        try:
            corpora.append(make())
        except Unavailable as reason:
            notes.append(str(reason))
    ran = []
    for name in options.engine or ENGINES:
        if name in PEERS and not _installed(name):
            notes.append(f"{name}: skipped, it is not installed")
            continue
        ran.append(_run(name, corpora, reuse=options.reuse))
    made = page(corpora, ran, notes)
    output = options.output or (None if options.quick or options.engine or notes else HERE / "ACCURACY.md")
    if output is None:
        print(made)
    else:
        before = output.read_text(encoding="utf-8") if output.is_file() else ""
        kept = before.partition(PROSE)
        output.write_text(made.rstrip("\n") + "\n" + "".join(kept[1:]), encoding="utf-8")
        print(f"wrote {output}")
    return 0


def _run(name: str, corpora: list[Corpus], *, reuse: bool) -> Ran:
    """An engine's answers to everything."""
    asked = {text.id: (corpus, text) for corpus in corpora for text in corpus.texts if _asks(name, corpus, text)}
    lines, reused = _answers(name, [text for _, text in asked.values()], reuse=reuse)
    *rows, about = map(json.loads, lines)
    also = {key.lower(): set(value) for key, value in about["also"].items()}
    results: dict[str, list[Result]] = {corpus.name: [] for corpus in corpora}
    for row in rows:
        corpus, text = asked[row["id"]]
        results[corpus.name].append(_result(row, corpus, text, also))
    has_id = _has_id(name, corpora, also)
    return Ran(name, about["version"], about["load"], about["peak"], about["day"], reused, results, has_id)


def _answers(name: str, asked: list[Text], *, reuse: bool) -> tuple[list[str], bool]:
    """Its answers, a JSON object per line, and whether they are those of an earlier run."""
    lines = [json.dumps({"id": text.id, "text": text.text}) + "\n" for text in asked]
    mark = hashlib.sha256("".join(lines).encode()).hexdigest()[:16]
    kept = KEPT / f"{name}-{version(PEERS[name]) if name in PEERS else 'ours'}-{mark}.jsonl"
    if reuse and name in PEERS and kept.is_file():
        return kept.read_text(encoding="utf-8").splitlines(), True
    with tempfile.TemporaryDirectory() as folder:
        texts, answers = Path(folder, "texts.jsonl"), Path(folder, "answers.jsonl")
        texts.write_text("".join(lines), encoding="utf-8")
        subprocess.run([sys.executable, str(HERE / "accuracy_engines.py"), name, str(texts), str(answers)], check=True)
        if name in PEERS:
            KEPT.mkdir(parents=True, exist_ok=True)
            shutil.copy(answers, kept)
        return answers.read_text(encoding="utf-8").splitlines(), False


def _installed(name: str) -> bool:
    try:
        version(PEERS[name])
    except PackageNotFoundError:
        return False
    return True


def _asks(name: str, corpus: Corpus, text: Text) -> bool:
    return name not in PEERS or text.change in PEERS_SEE or corpus.name != AI


def _result(row: dict[str, Any], corpus: Corpus, text: Text, also: dict[str, set[str]]) -> Result:
    """An answer, scored: an engine's other names for what it names count as well."""
    named = []
    for name, exact in row["named"]:
        spelled = corpus.canonical(name)
        others = {corpus.canonical(license_id) for license_id in also.get(name.lower(), ())}
        right = next((license_id for group in text.wanted for license_id in group if license_id in others), None)
        if right is None and _same_text(name, text, corpus):
            right = next(iter(sorted(text.wanted[0])))
        named.append((right or spelled, exact))
    score = scored(text, named, corpus, unknown=row["unknown"])
    return Result(text, tuple(dict.fromkeys(name for name, _ in row["named"])), score, row["ms"])


def _same_text(name: str, text: Text, corpus: Corpus) -> bool:
    """Whether a ScanCode record without SPDX id has the words of an SPDX text."""
    if not name.startswith("LicenseRef-scancode-") or corpus.name != SPDX:
        return False
    return _alike(name.removeprefix("LicenseRef-scancode-"), corpus.plain[text.name]) >= ALIKE


@cache
def _alike(key: str, text: str) -> float:
    """How much of a ScanCode license's words stand in a text, in order."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - only where ScanCode answers

    spec = find_spec("licensedcode")
    path = Path(spec.origin or "").parent / "data" / "licenses" / f"{key}.LICENSE" if spec else Path(key)
    if not path.is_file():
        return 0.0
    return Indel.normalized_similarity(words(path.read_text(encoding="utf-8").split("---\n", 2)[2]), words(text))


def _has_id(name: str, corpora: list[Corpus], also: dict[str, set[str]]) -> int:
    """For how many of the AI texts an engine has an id."""
    corpus = next((candidate for candidate in corpora if candidate.name == AI), None)
    if corpus is None or name == OURS:
        return -1
    texts = [text for text in corpus.texts if text.change == "original"]
    if not also:
        return sum(text.listed for text in texts)
    known = {corpus.canonical(name) for key, others in also.items() for name in (key, *others)}
    return sum(bool(text.wanted[0] & known) for text in texts)


if __name__ == "__main__":
    sys.exit(main())
