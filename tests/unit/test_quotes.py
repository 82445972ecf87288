"""A quote is verbatim where its words follow one another in the text of which only digests are kept."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.identify import quotes
from auditor.knowledge import Knowledge

_ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(_ROOT / "rules" / "texts"))
import build_quotes

_SHA256 = "5" * 64
_TEXT = """\
1. Notices.  You must give any other recipients of the *Work* a copy of this
   License; and You must cause any modified files to carry “prominent notices”
   (see [here](https://example.org/terms)), 须在显著位置标注 glm-4。 Built with Tern
"""


def _verbatim(quote: str, text: str = _TEXT) -> bool:
    return quotes.of({_SHA256: quotes.digests(text)}).verbatim(quote, _SHA256)


@pytest.mark.parametrize(
    "quote",
    [
        "You must give any other recipients of the Work a copy of this License",
        'you must cause any modified files to carry "prominent notices"',
        "License; and You",
        "Built with Tern",
        "files",
        "在显著位置",
        "标注 “glm-4”",
        "https://example.org/terms",
        "You must give […] a copy of this License; … prominent notices ... Built with",
        "[ ... ] any modified files",
    ],
)
def test_layout_case_and_marks_do_not_count_and_an_omission_is_marked(quote: str) -> None:
    assert _verbatim(quote)


@pytest.mark.parametrize(
    ("quote", "why"),
    [
        ("You must give any other recipient of the Work a copy of this License", "one word altered, in the middle"),
        ("Your must give any other recipients", "the first word altered"),
        ("You must give any other receivers", "the last word altered"),
        ("Built with Terns", "of three words one altered"),
        ("file", "a part of a word"),
        ("You must give any recipients", "a word left out unmarked"),
        ("You must not give any other recipients", "a word put in"),
        ("recipients other any", "the words of the text in another order"),
        ("prominent notices […] You must give", "its parts in another order"),
        ("any modified files […] modified files to carry", "the same words twice, one time in the text"),
        ("在显著位 标示", "one character altered"),
        ("Built with Tern Built with", "beyond the end"),
        ("…", "no word"),
        ("", "nothing"),
    ],
)
def test_anything_else_is_not_verbatim(quote: str, why: str) -> None:
    assert not _verbatim(quote), why


def test_a_text_that_is_not_kept_is_an_error_not_an_answer() -> None:
    with pytest.raises(KeyError):
        quotes.of({}).verbatim("files", _SHA256)


_words = st.lists(st.sampled_from(["a", "b", "c"]), max_size=12)


@given(text=_words, quote=_words)
def test_a_quote_is_verbatim_exactly_where_its_words_are_a_run_of_the_text(text: list[str], quote: list[str]) -> None:
    runs = [text[start : start + len(quote)] for start in range(len(text))]

    assert _verbatim(" ".join(quote), " ".join(text)) is (bool(quote) and quote in runs)


@given(texts=st.dictionaries(st.binary(min_size=32, max_size=32).map(bytes.hex), st.text(), max_size=4))
def test_a_table_reads_back_as_it_was_written(texts: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> None:
    table = quotes.of({sha256: quotes.digests(text) for sha256, text in texts.items()})
    path = tmp_path_factory.mktemp("table") / "quotes.bin"
    path.write_bytes(quotes.dump(table))

    assert quotes.load(path) == table
    assert quotes.dump(quotes.load(path)) == path.read_bytes()


def test_a_file_that_was_cut_or_goes_on_is_no_table(tmp_path: Path) -> None:
    path = tmp_path / "quotes.bin"
    whole = quotes.dump(quotes.of({_SHA256: quotes.digests("a b a"), "6" * 64: quotes.digests("c")}))
    for raw in (*(whole[:end] for end in range(len(whole))), whole + b"\0"):
        path.write_bytes(raw)
        with pytest.raises(ValueError, match=r"quotes\.bin is not a table of quotes"):
            quotes.load(path)


def test_a_table_names_no_more_words_than_a_place_can() -> None:
    words = tuple(number.to_bytes(6, "big") for number in range(65_537))

    assert len(quotes.of({_SHA256: words[:-1]}).places) == 65_536
    with pytest.raises(ValueError, match="65537 distinct words"):
        quotes.of({_SHA256: words})


def test_the_builder_gives_the_table_of_the_repository_again_from_the_texts_at_hand(
    knowledge: Knowledge,
) -> None:
    spec = importlib.util.find_spec("licensedcode")
    assert spec is not None
    files = build_quotes.at_hand([Path(str(spec.origin)).parent / "data" / "licenses"])
    wanted = {sha256: profile.key for profile in knowledge.profiles for sha256 in profile.texts}
    kept = quotes.load(build_quotes.TABLE).texts

    assert len(set(wanted) & set(files)) > 30
    assert quotes.dump(quotes.of(build_quotes.texts(wanted, files, dict(kept)))) == build_quotes.TABLE.read_bytes()
    with pytest.raises(SystemExit, match=rf"(?s)mine: no file of sha256 {_SHA256}\n.*--texts DIRECTORY"):
        build_quotes.texts({**wanted, _SHA256: "mine"}, files, dict(kept))
