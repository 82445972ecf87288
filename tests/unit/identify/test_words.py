from __future__ import annotations

import pytest

from auditor.phrases import Matcher, PatternError, Phrase, has_script, tokens


def words_matched(pattern: str, text: str, **classes: str) -> list[str]:
    words = tokens(text)
    hits = Matcher([Phrase(pattern, 1)], classes).find(words)
    return [" ".join(words.words[hit.first : hit.end]) for hit in hits]


def test_words_are_lower_case_without_punctuation_and_cjk_letters_stand_alone() -> None:
    assert tokens("The model's GPLv3+, isn't 本モデル v2.0!").words == (
        *("the", "model", "gplv", "3", "+", "isn't", "本", "モ", "デ", "ル", "v", "2.0"),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("यह मॉडल है।", ("यह", "मॉडल", "है")),
        ("มา 2 v1", ("ม", "า", "2", "v", "1")),
        ("שלום, WORLD_2", ("שלום", "world", "2")),
        ("غيرِ التجاري", ("غيرِ", "التجاري")),
    ],
)
def test_marks_belong_to_their_word_and_thai_letters_stand_alone(text: str, words: tuple[str, ...]) -> None:
    assert tokens(text).words == words


@pytest.mark.parametrize(
    ("text", "other"),
    [("μ = 0.1, αβ", False), ("μοντέλο", True), ("مدل", True), ("ab", False), ("модель", False), ("模型", False)],
)
def test_a_symbol_is_no_other_script(text: str, other: bool) -> None:
    assert has_script(text, "other") is other


@pytest.mark.parametrize(
    ("pattern", "text", "hits"),
    [
        ("non commercial", "for non-commercial use", ["non commercial"]),
        ("commerc*", "commerciale commerce trade", ["commerciale", "commerce"]),
        (
            "(only|solely) [for] research",
            "only research, solely for research",
            ["only research", "solely for research"],
        ),
        ("no ... use", "no kind of later use", ["no kind of later use"]),
        ("no ... use", "no kind; later use", []),
        ("no .. use", "no a b c d use", []),
        ("商用 ... 禁止", "商用目的での利用を禁止します", ["商 用 目 的 で の 利 用 を 禁 止"]),
        ("{ban} x", "never ever x, not x", ["never ever x", "not x"]),
    ],
)
def test_patterns(pattern: str, text: str, hits: list[str]) -> None:
    assert words_matched(pattern, text, ban="not|never ever") == hits


@pytest.mark.parametrize("pattern", ["(a", "a)", "[a] [b]", "... a", "{missing}", "a {", "~"])
def test_what_is_no_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        Matcher([Phrase(pattern, 1)], {})


def test_classes_that_hold_each_other_are_refused() -> None:
    with pytest.raises(PatternError, match="circle"):
        Matcher([Phrase("{a}", 1)], {"a": "{b}", "b": "{a}"})
