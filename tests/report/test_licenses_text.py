"""The licenses as text and as JSON."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from auditor.knowledge import Knowledge
from auditor.model import Profile, Reach
from auditor.report.common import terms
from auditor.report.license import json as license_json
from auditor.report.license import text as license_text
from auditor.report.license_diff import json as diff_json
from auditor.report.license_diff import text as diff_text
from auditor.report.license_diff.comparison import compare
from auditor.report.licenses import text as licenses

KNOWLEDGE = Knowledge()
PROFILES = KNOWLEDGE.profiles
SGR = re.compile("\x1b\\[[0-9;]*m")


def profile(key: str) -> Profile:
    entry = KNOWLEDGE.profile(key)
    assert entry is not None, key
    return entry


def show(key: str, width: int = 100) -> str:
    return license_text.render(profile(key), color=False, width=width)


def diff(a: str, b: str, *, width: int = 100, verbose: bool = False) -> str:
    return diff_text.render(compare(profile(a), profile(b)), color=False, width=width, verbosity=int(verbose))


def section(report: str, title: str) -> str:
    match = re.search(rf"^── {re.escape(title)} .*?$\n(.*?)(?=^── |\Z)", report, re.MULTILINE | re.DOTALL)
    assert match is not None, title
    return match[1]


def flat(report: str) -> str:
    return " ".join(report.replace("│ ", "").split())


def bare(report: str) -> str:
    """Without blanks: a line of Chinese is broken where it is full."""
    return flat(report).replace(" ", "")


def fits(report: str, width: int) -> None:
    lines = report.splitlines()
    assert [line for line in lines if cell_len(line) > width] == []
    assert [line for line in lines if line != line.rstrip()] == []
    assert [a for a, b in pairwise(lines) if not a and not b] == []


@pytest.mark.parametrize("width", [60, 100, 120])
@pytest.mark.parametrize("profile_", PROFILES, ids=lambda profile_: profile_.key)
def test_every_license_can_be_shown_in_any_width(profile_: Profile, width: int) -> None:
    report = license_text.render(profile_, color=False, width=width)

    fits(report, width)
    assert flat(report).startswith(f"{flat(profile_.name)} {profile_.key} · {profile_.spdx}")
    for fact in (*profile_.duties, *profile_.limits, *profile_.grants, profile_.outbound):
        assert bare(fact.quote) in bare(report)
        assert bare(fact.clause) in bare(report) or fact.clause in ("", "?")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PROFILES), st.sampled_from(PROFILES), st.sampled_from([60, 80, 100, 120]), st.booleans())
def test_any_two_can_be_compared_in_any_width(a: Profile, b: Profile, width: int, verbose: bool) -> None:
    comparison = compare(a, b)
    report = diff_text.render(comparison, color=False, width=width, verbosity=int(verbose))

    fits(report, width)
    assert report == diff_text.render(compare(a, b), color=False, width=width, verbosity=int(verbose))
    assert json.loads(diff_json.render(comparison))["differences"] == comparison.differences


@pytest.mark.parametrize("width", [80, 100, 120])
def test_the_list_has_every_license_by_key(width: int) -> None:
    report = licenses.render(PROFILES, color=False, width=width)
    keys = [line.split()[0] for line in report.splitlines()[:-2] if not line.startswith(" ")]
    unwrapped = "".join(report.split())

    fits(report, width)
    assert keys == sorted(profile.key for profile in PROFILES)
    for profile_ in PROFILES:
        assert f"{profile_.spdx}·{profile_.kind}" in unwrapped, profile_.key
    assert report.splitlines()[-1] == f"{len(PROFILES)} licenses; read word for word, where nothing else is said."


def test_the_list_says_what_was_not_read_word_for_word() -> None:
    report = flat(licenses.render(PROFILES, color=False, width=120))

    assert "LicenseRef-ai2-impact · rail · taken from a secondary source" in report
    assert "MIT · permissive mpl-2.0" in report


def test_color_adds_nothing_but_color() -> None:
    profile_, other = profile("llama3"), profile("llama3.1")
    painted = diff_text.render(compare(profile_, other), color=True, width=100)

    assert "\x1b[" in painted
    assert [line.rstrip() for line in SGR.sub("", painted).splitlines()] == diff("llama3", "llama3.1").splitlines()


def test_show_says_each_duty_when_it_applies_where_and_in_which_words() -> None:
    asks = flat(section(show("llama3.1"), "What it requires (4)"))

    assert (
        "• Begin the model's name with “Llama” (§1.b.i) "
        "applies to fine-tunes, merges, adapters, models trained on its outputs "
        "arguable for quantizations "
        "If you use the Llama Materials or any outputs or results of the Llama Materials to create, train, fine tune, "
        "or otherwise improve an AI model, which is distributed or made available, you shall also include “Llama” at "
        "the beginning of any such AI model name. note trigger:"
    ) in asks
    assert (
        "• Display “Built with Llama” (§1.b.i(B)) "
        "applies to copies, quantizations, fine-tunes, merges, hosted services arguable for adapters "
        "where on a website, user interface, blog post, about page or in the documentation"
    ) in asks


def test_show_says_which_text_was_read_and_when() -> None:
    about = section(show("llama3.1"), "About the text")

    assert "  known        read word for word, 2026-11\n" in about
    assert "  sha256 of    bf2eac60b81e5c5f779fc3b4849d3bfacfd63f97f3eb68b44e9c6868c5801712\n" in about
    assert "  steward      Meta\n" in about
    assert "  version      23 Jul 2024\n" in about
    assert "community-source-available: a company's own terms" in about


def test_show_says_what_a_derivative_may_carry_how_far_it_reaches_and_when_it_ends() -> None:
    report = show("llama3.1")

    assert flat(section(report, "What a derivative may carry")).startswith(
        "This agreement, which must travel with it; no clause offers other terms (§1.a, §1.b.i) "
        "[…] a non-exclusive, worldwide, non-transferable and royalty-free limited license […] If you distribute or "
        "make available the Llama Materials (or any derivative works thereof) […] you shall (A) provide a copy of this "
        "Agreement with any such Llama Materials;"
    )
    reach = section(report, "How far it reaches")
    assert "  models trained on its outputs  only the terms that name it\n" in reach
    assert "the beginning of the name only" in reach
    assert "  adapters                       the text does not settle it\n" in reach
    assert "  IP suits       license terminates §5.c\n" in section(report, "When it ends")


def test_show_doubts_what_was_not_read() -> None:
    report = flat(show("jamba-open-model"))

    assert "known not verified against the publisher's repository" in report
    assert (
        "Above a revenue of 50 million US dollars, the license does not suffice (not read; not verified against the "
        "publisher's repository)" in report
    )


def test_show_says_whose_line_mit_asks_for_and_that_it_withholds_nothing() -> None:
    report = show("mit")

    assert "whose lines   the upstream holder's own: “the above copyright notice”" in report
    assert section(report, "What it withholds").split() == ["Nothing."]


def test_the_llamas_side_by_side() -> None:
    report = diff("llama3", "llama3.1")

    assert report.splitlines()[:3] == [
        "A  Meta Llama 3 Community License Agreement [llama3], community-source-available, 18 Apr 2024",
        "B  Llama 3.1 Community License Agreement [llama3.1], community-source-available, 23 Jul 2024",
        "7 differences, 4 the same in kind but quoted in other words, 43 the same.",
    ]
    assert flat(section(report, "Only Meta Llama 3 (1)")).startswith(
        "limit training other large language models on its outputs is banned (§1.b.v) "
        "applies to models trained on its outputs arguable for merges "
        "students a model trained on its outputs, only if it is a large language model "
        "leaves out derivatives of the model itself You will not use the Llama Materials"
    )
    differently = section(report, "In both, differently (5)")
    name = differently.split("begin the model's name")[1]
    assert re.search(r"words +“Llama 3” +“Llama”\n", name)
    assert re.search(r"models trained +arguable +applies\n +on its outputs\n", name)
    assert re.search(r"clause +§1\.b\.i +§1\.b\.i\n", name)
    assert "quantizations" not in name
    assert "Meta Llama 3: https://llama.meta.com/llama3/use-policy\n" in differently
    assert "Only Llama 3.1" not in report
    assert "above 700 million" not in report


def test_what_is_the_same_is_counted_and_with_v_listed() -> None:
    brief, verbose = diff("llama3", "llama3.1"), diff("llama3", "llama3.1", verbose=True)

    assert section(brief, "The same (43)").strip().startswith("-v lists them.")
    same = section(verbose, "The same (43)")
    assert "limit  23 use restrictions, word for word\n" in same
    assert "law    disputes\n" in same
    assert "limit  no trademark is licensed\n" in same
    assert "reach  hosted services: the license follows\n" in same
    assert "end    IP suits\n" in same


def test_cousins_of_one_name_go_by_their_keys() -> None:
    assert section(diff("exaone-nc-1.1", "exaone-nc-1.2"), "Only exaone-nc-1.1 (1)")
    report = section(diff("tencent-hunyuan-community", "tencent-hunyuan-large"), "In both, differently (4)")
    assert re.search(r"^ +tencent-hunyuan-community +tencent-hunyuan-large$", report, re.MULTILINE)


def test_other_words_for_the_same_stand_beside_each_other() -> None:
    report = section(diff("exaone-nc-1.1", "exaone-nc-1.2"), "The same in kind, quoted in other words (1)")

    assert "limit  use is for research only\n" in report
    assert re.search(r"quote +“solely for research purposes” +“solely for research and educational\n", report)


def test_one_license_is_said_to_be_one() -> None:
    assert diff("mit", "mit").splitlines() == [
        "A  MIT License [mit], permissive",
        "B  MIT License [mit], permissive",
        "They are one license: nothing differs.",
        "",
        *diff("mit", "isc").splitlines()[-2:],
    ]


def test_two_that_agree_are_said_to_agree() -> None:
    twin = profile("mit").replace(key="mit-twin", name="Twin License")
    report = diff_text.render(compare(profile("mit"), twin), color=False, width=100)

    text = "Nothing that is recorded of them differs: they grant, require and withhold the same, in the same words."
    assert text in flat(report)


def test_use_restrictions_are_compared_item_by_item() -> None:
    report = diff("deepseek-model-1.0", "creativeml-openrail-m")

    assert section(report, "Restricted by deepseek-model-1.0 only (4)").count("•") == 4
    assert "• For military use in any way\n" in report
    assert "• To provide medical advice and medical results interpretation\n" in report
    assert "The items of their use policies are not compared." not in report


def test_use_policies_whose_items_are_not_recorded_are_said_not_to_be_compared() -> None:
    text = "The items of their use policies are not compared.\n"

    assert text in diff("fair-noncommercial-research", "creativeml-openrail-m")
    assert text not in diff("fair-noncommercial-research", "fair-noncommercial-research")
    assert text not in diff("llama3", "llama3.1")
    assert text not in diff("mit", "fair-noncommercial-research")


def test_the_law_under_which_either_is_read_stands_beside_the_other() -> None:
    report = section(diff("deepseek-model-1.0", "creativeml-openrail-m"), "As contracts (2)")

    assert re.search(r"^ +law +the People's Republic of China, +no such clause is recorded$", report, re.MULTILINE)


def test_the_editions_of_one_license_are_listed() -> None:
    report = diff("gemma", "gemma", width=120)

    assert "They are one license, of which 3 editions other than that of its profile are known:\n" in report
    assert "• of 21 February 2024: other duties\n" in report


def test_what_was_not_read_is_not_shown_to_be_absent() -> None:
    report = diff("llama2", "jamba-open-model")

    doubt = "not verified against the publisher's repository; what is not shown of it may still be in its text."
    assert f"jamba-open-model: {doubt} " in f"{' '.join(report.split())} "
    assert "llama2: " not in report


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("mit", "MIT"),
        ("gpl-3.0", "GPL-3.0"),
        ("llama3", "Meta Llama 3"),
        ("llama3.1", "Llama 3.1"),
        ("stability-community", "Stability AI Community"),
        ("kimi-k2-modified-mit", "Modified MIT License (Kimi K2)"),
        ("deepseek-model-1.0", "deepseek-model-1.0"),
        ("minimax-m2-modified-mit", "minimax-m2-modified-mit"),
    ],
)
def test_a_license_is_called_by_a_short_name_that_is_no_other_ones(key: str, name: str) -> None:
    assert license_text.short(profile(key)) == name


def test_json_says_in_words_what_the_codes_mean() -> None:
    shown = json.loads(license_json.render(profile("llama3")))
    prefix = next(duty for duty in shown["duties"] if duty["code"] == "name-prefix")

    assert (shown["format"], shown["key"], shown["grade"]) == ("auditor-license/2", "llama3", "text")
    assert prefix["says"] == "begin the model's name with “Llama 3”"
    assert prefix["unsettled"] == ["quantized", "distill"]
    assert (shown["reach"]["distill"], shown["ids"]) == ("limit", list(profile("llama3").ids))
    assert shown["reach_in_words"]["distill"] == terms.REACHES[Reach.LIMIT]


def test_json_of_a_comparison_has_both_sides_of_each_aspect() -> None:
    report = json.loads(diff_json.render(compare(profile("llama3"), profile("llama3.1"))))
    prefix = next(pair for pair in report["differ"] if pair["a"]["code"] == "name-prefix")

    assert [term["code"] for term in report["only_a"]] == ["output-training-ban"]
    assert report["only_b"] == []
    assert {"name": "words", "a": ["Llama 3"], "b": ["Llama"]} in prefix["aspects"]
    assert (report["differences"], report["shared"]) == (7, 43)
    assert {"trigger": "copy", "a": "yes", "b": "yes"}.items() <= report["reach_same"][0].items()
