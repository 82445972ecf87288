"""However a card's Markdown is written, its prose names the base that its reader sees."""

from __future__ import annotations

import pytest

from auditor.lineage.prose.bases import mentions
from support import models

LLAMA = "meta-llama/Llama-3.1-8B"
URL = f"https://huggingface.co/{LLAMA}"
LINK = f"[{LLAMA}]({URL})"
PLAIN = f"This model was fine-tuned from {LINK}."


def named(body: str) -> list[tuple[str, int]]:
    card = models.read({"README.md": models.card("license: mit", body)}).documents[0]
    return [(mention.parent, mention.line) for mention in mentions(card)]


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (PLAIN, 4),
        (f"This model was **fine-tuned** from {LINK}.", 4),
        (f"This model was _fine-tuned_ from {LINK}.", 4),
        (f"This model was fine-tuned *from* {LINK}.", 4),
        (f"This model was fine-tuned from __{LLAMA}__.", 4),
        (f"```pip install foo```\n\n{PLAIN}", 6),
        (f"~~~\ncode\n```\n~~~\n\n{PLAIN}", 9),
        (f"```\ncode\n~~~\n```\n\n{PLAIN}", 9),
        (f"text\n\n    ```\n    x\n\n{PLAIN}", 9),
        (f"This model was fine-\ntuned from {LINK}.", 4),
        (f"This model was fine&#45;tuned from {LINK}.", 4),
        (f"This model was fine\\-tuned from {LINK}.", 4),
        (f"This model was fine-tu\u00adned from {LINK}.", 4),
        (f"This model was fine-tuned from [meta-\u200bllama/Llama-3.1-8B]({URL}).", 4),
        (f"This model was fin\u0435-tuned from {LINK}.", 4),
        (f"This model was fine-tuned from [Llama 3.1 8B][b].\n\n[b]: {URL}", 4),
        (f'<p>This model was fine-tuned from <a href="{URL}">Llama</a></p>', 4),
        (f"This model was fine-tuned\nfrom\n\n{PLAIN}", 7),
    ],
)
def test_the_base_is_heard(body: str, line: int) -> None:
    assert named(body) == [(LLAMA, line)]


@pytest.mark.parametrize(
    "body",
    [
        f"```\n{PLAIN}\n```",
        f"    {PLAIN}",
        f"<!-- {PLAIN} -->",
        f"~~{PLAIN}~~",
        f"<script>{PLAIN}</script>",
    ],
)
def test_what_no_reader_sees_names_nobody(body: str) -> None:
    assert named(body) == []
