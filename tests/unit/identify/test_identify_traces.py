"""What is looked up of a text once gives the same answers as looking at its words."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from auditor.identify.index.builder import Source, memory
from auditor.identify.index.traces import Traces
from auditor.identify.match.align import similar
from auditor.identify.normalize.fingerprint import phrases, shingles
from auditor.identify.normalize.folding import fold, words

_KNOWN = (
    "whoever holds this chart may copy it and give it to anybody who sails by it as long as this page stays with it",
    "whoever holds this map may draw it anew and sell it to anybody who walks by it but this page stays at home",
)
_INDEX = memory([Source(f"k{at}", f"k{at}", f"k{at}", text) for at, text in enumerate(_KNOWN)])
_WORDS = sorted({word for text in _KNOWN for word in words(text)} | {"albatross", "barnacle"})
_TEXTS = st.lists(st.sampled_from(_WORDS), min_size=1, max_size=60).map(" ".join)


@settings(max_examples=80, deadline=None)
@given(_TEXTS, st.integers(0, 40), st.integers(0, 60), st.integers(0, 30))
def test_coded_words_are_as_alike_as_the_words(text: str, first: int, count: int, least: int) -> None:
    traces = Traces(_INDEX, fold(text))
    end = min(first + count, len(traces.text.words))

    for number in range(len(_KNOWN)):
        wanted = int(LCSseq.similarity(traces.text.words[first:end], _INDEX.words(number)))
        likenesses = similar(traces, number, first, end, least)

        assert likenesses == (wanted if wanted >= least else 0)


@settings(max_examples=80, deadline=None)
@given(_TEXTS, st.integers(0, 40), st.integers(0, 60))
def test_a_part_shares_the_shingles_of_its_own_words(text: str, first: int, count: int) -> None:
    traces = Traces(_INDEX, fold(text))
    end = min(first + count, len(traces.text.words))
    own = {value: first + at for value, at in shingles(traces.text.words[first:end]).items()}
    part = traces.part(first, end)
    texts = _INDEX.having(own)
    having = {number: sorted(at for value, at in own.items() if number in texts.get(value, ())) for number in (0, 1)}

    assert part.places == own
    assert dict(part.shared) == {number: len(places) for number, places in having.items() if places}
    assert part.of([0, 1]) == having


def test_words_that_no_known_text_has_match_none() -> None:
    traces = Traces(_INDEX, fold("albatross barnacle albatross"))

    assert len(set(traces.coded)) == 1
    assert not set(traces.coded) & set(_INDEX.coded(0))
    assert traces.phrases(0, 3) == phrases(["albatross", "barnacle", "albatross"])
