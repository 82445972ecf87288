from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.identify.names import names, normalise_value
from auditor.knowledge import default_knowledge
from auditor.resolve.prose import read

PIECES = st.sampled_from(
    [
        "MIT",
        "CC BY-NC 4.0",
        "license",
        ":",
        "|",
        "\n",
        "\n\n",
        "# ",
        "- ",
        "> ",
        "<td>",
        "not",
        "only",
        "research",
        "(",
        ")",
        "the weights",
        "code",
        "for",
        "except",
        "ライセンス",
        "商用",
        "禁止",
        "или",
        "без",
        "`",
        "**",
        "[",
        "](",
        "---",
        "?",
        " ",
    ]
)
HOSTILE = {
    "elements": "CC BY NC SA ",
    "versions": "apache license version ",
    "bans": "not for not only commercial use ",
    "word": "a",
    "brackets": "((((",
    "links": "[a](",
    "emphasis": "**a _b ",
    "cells": "<table><tr><td>MIT</td>",
    "pipes": "|MIT",
    "quotes": "> > > MIT ",
    "licenses": "MIT ",
    "han": "不得商用禁止",
    "sentences": "Commercial use? No. ",
    "labels": "License: MIT: ",
    "names": "Llama-3.1-8B/",
    "entities": "&#77;&amp;",
}


@settings(max_examples=60, deadline=None)
@given(st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=60).map(" ".join)))
def test_no_text_is_too_odd_and_the_same_text_reads_the_same(text: str) -> None:
    prose = read(text, default_knowledge())
    assert prose == read(text, default_knowledge())
    lines = text.count("\n") + text.count("\r") + 1
    assert all(1 <= entry.line <= lines for entry in (*prose.statements, *prose.not_understood))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120))
def test_no_value_is_too_odd(text: str) -> None:
    normalise_value(text, names(default_knowledge()))


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_no_long_time(name: str) -> None:
    text = (HOSTILE[name] * 60_000)[:60_000]
    read("MIT", default_knowledge())
    started = time.process_time()
    read(text, default_knowledge())
    assert time.process_time() - started < 2


def test_time_grows_with_length() -> None:
    card = "The weights are MIT. Not for commercial use.\n\nNothing is said here about it at all.\n\n"
    read(card, default_knowledge())

    def seconds(times: int) -> float:
        """The least of several runs: whatever else the machine does only adds."""
        taken = []
        for _ in range(3):
            started = time.process_time()
            read(card * times, default_knowledge())
            taken.append(time.process_time() - started)
        return min(taken)

    assert seconds(800) < 12 * seconds(100)
