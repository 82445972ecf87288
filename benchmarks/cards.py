"""What reading the prose of cards costs: instructions of a card of 20 kB, how time grows to 1 MB, hostile cards.

    python benchmarks/cards.py

The card is 20 kB as people write them: sections, tables, lists, code, and four sentences about licenses. What it costs
is what reading it takes more than reading none, after everything is imported and every table is built. Instructions are
counted by valgrind's callgrind with PYTHONHASHSEED=0; where it is not installed that line is left out and says so.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from cold import PYTHON, instructions
from figures import Figures
from wheel import form

from auditor.knowledge import default_knowledge
from auditor.resolve.prose import read

MOST_INSTRUCTIONS = 120_000_000
MOST_SECONDS = 2.0
MOST_GROWTH = 2.6
"""How many times as long twice the text may take."""
KILOBYTE = 1_000
SECTION = """## {title}

Kestrel-7B is a language model of seven billion parameters, trained for three weeks on two trillion tokens in nine
languages. It answers questions, writes summaries and translates; how it was tuned is described in the report, with
the recipe of every stage. We thank everybody who sent corrections to the first draft of this page.

- **Context**: 32,768 tokens, with a sliding window of 4,096 in every second layer
- **Vocabulary**: 131,072 pieces, byte fallback, digits apart
- **Precision**: bfloat16; quantized files are in a repository of their own

| Benchmark | Kestrel-7B | Heron-7B | Ibis-8B |
|---|---|---|---|
| MMLU, 5 shots | 61.2 | 60.4 | 63.0 |
| GSM8K, 8 shots | 54.0 | 57.3 | 55.9 |

```python
from transformers import AutoModelForCausalLM
model = AutoModelForCausalLM.from_pretrained("acme/kestrel-7b")
```

"""
LICENSED = """## License

The weights are released under CC BY-NC 4.0, the code under Apache 2.0. For commercial use, contact us. The training
data has licenses of its own. Heron-7B is distributed under the Llama 3.1 Community License.
"""
HOSTILE = {
    "elements": "CC BY NC SA ",
    "versions": "apache license version ",
    "bans": "not for not only commercial use ",
    "one word": "a",
    "brackets": "((((",
    "links": "[a](",
    "emphasis": "**a _b ",
    "cells": "<table><tr><td>MIT</td>",
    "pipes": "|MIT",
    "quotations": "> > > MIT ",
    "licenses": "MIT ",
    "Chinese": "不得商用禁止",
    "questions": "Commercial use? No. ",
    "labels": "License: MIT: ",
    "names": "Llama-3.1-8B/",
    "entities": "&#77;&amp;",
}
_READ = """
import sys
from pathlib import Path
from auditor.knowledge import default_knowledge
from auditor.resolve.prose import read
knowledge = default_knowledge()
read(Path(sys.argv[1]).read_text(), knowledge)
for card in sys.argv[2:]:
    read(Path(card).read_text(), knowledge)
"""


def main() -> int:
    """One line for each figure; exit 1 where one is above its floor."""
    print(form())
    figures = Figures(decimals=2)
    line = figures.line
    if shutil.which("valgrind"):
        line("a card of 20 kB, beside none", more_instructions() / 1e6, MOST_INSTRUCTIONS / 1e6, "M")
    else:
        print("instructions were not counted: valgrind is not installed")
    times = [seconds(card(size)) for size in (500 * KILOBYTE, 1_000 * KILOBYTE)]
    line("1 MB", times[1], 60.0, "s")
    line("1 MB, times as long as 500 kB", times[1] / times[0], MOST_GROWTH, "")
    for name, piece in HOSTILE.items():
        line(f"60 kB of {name}", seconds((piece * 60 * KILOBYTE)[: 60 * KILOBYTE]), MOST_SECONDS, "s")
    return int(figures.missed)


def card(size: int) -> str:
    """A card of about so many characters."""
    sections = max(1, (size - len(LICENSED)) // len(SECTION))
    return "# Kestrel-7B\n\n" + "".join(SECTION.format(title=f"Part {number}") for number in range(sections)) + LICENSED


def more_instructions() -> int:
    """What a card of 20 kB takes, beside the same run without it; both read one section of it first."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder, "small.md"), Path(folder, "large.md")
        small.write_text(card(KILOBYTE), encoding="utf-8")
        large.write_text(card(20 * KILOBYTE), encoding="utf-8")
        command = [*PYTHON, "-c", _READ, str(small)]
        subprocess.run([*command, str(large)], check=True)
        return instructions([*command, str(large)]) - instructions(command)


def seconds(text: str) -> float:
    """Processor time of reading a card, tables built before."""
    knowledge = default_knowledge()
    read(LICENSED, knowledge)
    started = time.process_time()
    read(text, knowledge)
    return time.process_time() - started


if __name__ == "__main__":
    sys.exit(main())
