"""What differs between two licenses, as data."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.knowledge import Knowledge
from auditor.model import Profile, Reach, Trigger
from auditor.report.license_diff.comparison import (
    Aspect,
    Contract,
    Ending,
    Following,
    LicenseComparison,
    Pair,
    compare,
)
from auditor.report.license_diff.items import Items, Rewording, items

KNOWLEDGE = Knowledge()
PROFILES = KNOWLEDGE.profiles


def between(a: str, b: str) -> LicenseComparison:
    return compare(profile(a), profile(b))


def profile(key: str) -> Profile:
    comparison = KNOWLEDGE.profile(key)
    assert comparison is not None, key
    return comparison


def codes(comparison: LicenseComparison) -> tuple[list[str], list[str], list[str], list[str]]:
    return (
        [term.code for term in comparison.only_a],
        [difference.code for difference in comparison.only_b],
        [getattr(pair.a, "code", "outbound") for pair in comparison.differ],
        [getattr(difference.a, "code", "outbound") for difference in comparison.reworded],
    )


def aspects(comparison: LicenseComparison, code: str) -> dict[str, tuple[object, object]]:
    pair = next(pair for pair in comparison.differ if getattr(pair.a, "code", "outbound") == code)
    return {aspect.name: (aspect.a, aspect.b) for aspect in pair.aspects}


def mirrored(comparison: LicenseComparison) -> LicenseComparison:
    def turned(pair: Pair) -> Pair:
        swapped = tuple(Aspect(name=aspect.name, a=aspect.b, b=aspect.a) for aspect in pair.aspects)
        return Pair(a=pair.b, b=pair.a, aspects=swapped)

    def turned_reach(entry: Following) -> Following:
        return Following(trigger=entry.trigger, a=entry.b, b=entry.a, note_a=entry.note_b, note_b=entry.note_a)

    return LicenseComparison(
        a=comparison.b,
        b=comparison.a,
        only_a=comparison.only_b,
        only_b=comparison.only_a,
        differ=tuple(turned(pair) for pair in comparison.differ),
        reworded=tuple(turned(difference) for difference in comparison.reworded),
        same=tuple(turned(same_) for same_ in comparison.same),
        reach=tuple(turned_reach(row) for row in comparison.reach),
        reach_same=tuple(turned_reach(row) for row in comparison.reach_same),
        endings=tuple(Ending(about=ending.about, a=ending.b, b=ending.a) for ending in comparison.endings),
        endings_same=tuple(Ending(about=ending.about, a=ending.b, b=ending.a) for ending in comparison.endings_same),
        contracts=tuple(Contract(code=entry.code, a=entry.b, b=entry.a) for entry in comparison.contracts),
        contracts_same=tuple(Contract(code=entry.code, a=entry.b, b=entry.a) for entry in comparison.contracts_same),
        items=comparison.items
        and Items(
            only_a=comparison.items.only_b,
            only_b=comparison.items.only_a,
            reworded=tuple(Rewording(a=difference.b, b=difference.a) for difference in comparison.items.reworded),
            same=comparison.items.same,
        ),
    )


def unordered(comparison: LicenseComparison) -> LicenseComparison:
    """The items that both word differently in one order: each list has its own."""
    if comparison.items is None:
        return comparison
    reworded = tuple(sorted(comparison.items.reworded, key=lambda entry: sorted((entry.a, entry.b))))
    return comparison.replace(items=comparison.items.replace(reworded=reworded))


@pytest.mark.parametrize("entry", PROFILES, ids=lambda entry: entry.key)
def test_a_license_does_not_differ_from_itself(entry: Profile) -> None:
    comparison = compare(entry, entry)

    assert comparison.empty
    assert codes(comparison) == ([], [], [], [])
    terms = (
        entry.duties,
        entry.limits,
        entry.grants,
        entry.reach,
        entry.termination,
        entry.provisions,
        entry.restrictions,
    )
    assert comparison.shared == sum(map(len, terms)) + 1 + (entry.cure is not None)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PROFILES), st.sampled_from(PROFILES))
def test_a_comparison_mirrors_that_of_the_other_way_round(a: Profile, b: Profile) -> None:
    assert unordered(compare(b, a)) == unordered(mirrored(compare(a, b)))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PROFILES), st.sampled_from(PROFILES))
def test_every_term_of_either_is_in_exactly_one_place(a: Profile, b: Profile) -> None:
    comparison = compare(a, b)
    both = [*comparison.differ, *comparison.reworded, *comparison.same]

    for side, only, letter in ((a, comparison.only_a, "a"), (b, comparison.only_b, "b")):
        placed = sorted(map(repr, (*only, *(getattr(pair, letter) for pair in both))))
        assert placed == sorted(map(repr, (*side.duties, *side.limits, *side.grants, side.outbound)))
        relations = [
            each.trigger for each in (*comparison.reach, *comparison.reach_same) if getattr(each, letter) is not None
        ]
        assert set(relations) == set(side.reach)
        assert len(relations) == len(side.reach)
        ends = [each.about for each in (*comparison.endings, *comparison.endings_same) if getattr(each, letter)]
        assert sorted(ends) == sorted([*side.termination, *(["cure"] if side.cure else [])])
        provisions = [getattr(each, letter) for each in (*comparison.contracts, *comparison.contracts_same)]
        assert sorted(each.quote for each in provisions if each) == sorted(each.quote for each in side.provisions)
        if comparison.items:
            alone = {"a": comparison.items.only_a, "b": comparison.items.only_b}[letter]
            values = [*alone, *(getattr(each, letter) for each in comparison.items.reworded)]
            assert len(values) + comparison.items.same == len(side.restrictions)
            assert set(values) <= set(side.restrictions)


def test_any_two_profiles_differ() -> None:
    pairs = [(a, b) for a, b in combinations(PROFILES, 2) if a.kind == b.kind and a.outbound.mode == b.outbound.mode]

    assert [(a.key, b.key) for a, b in pairs if compare(a, b).empty] == []


def test_bloom_bars_any_impersonation_and_its_successor_that_without_consent() -> None:
    comparison = between("bigscience-bloom-rail-1.0", "bigscience-openrail-m")

    assert codes(comparison) == ([], [], [], [])
    assert comparison.items is not None
    assert comparison.items.only_a == ("To impersonate or attempt to impersonate others",)
    assert comparison.items.only_b == (
        "To impersonate or attempt to impersonate (e.g. deepfakes) others without their consent",
    )
    assert len(comparison.items.reworded) == 2


def test_llama_3_alone_bans_training_on_outputs_and_its_names_differ() -> None:
    comparison = between("llama3", "llama3.1")

    assert codes(comparison) == (
        ["output-training-ban"],
        [],
        ["notice-file-with-text", "display-string", "name-prefix", "use-policy", "mau-threshold"],
        ["include-license-text", "outbound"],
    )
    assert comparison.only_a[0].clause == "§1.b.v"
    prefix = aspects(comparison, "name-prefix")
    assert prefix == {
        "words": (("Llama 3",), ("Llama",)),
        "unsettled": ((Trigger.QUANTIZED, Trigger.DISTILL), (Trigger.QUANTIZED,)),
    }
    assert aspects(comparison, "display-string")["words"] == (("Built with Meta Llama 3",), ("Built with Llama",))
    assert [(row.trigger, row.a, row.b) for row in comparison.reach] == [(Trigger.DISTILL, Reach.LIMIT, Reach.LISTED)]
    assert comparison.endings == ()


def test_kimi_adds_a_display_duty_to_mit() -> None:
    comparison = between("mit", "kimi-k2-modified-mit")
    grants = ["commercial-use", "derivatives", "redistribution", "sublicense"]

    assert codes(comparison) == ([], ["display-string"], ["outbound"], grants)
    assert aspects(comparison, "outbound") == {"mode": ("any-with-notice", "any-with-notice-conditions-persist")}
    assert [same_.a.code for same_ in comparison.same if hasattr(same_.a, "code")] == [  # type: ignore[union-attr] - has it
        "include-license-text",
        "retain-copyright-notices",
    ]


def test_the_agpl_adds_the_source_for_users_of_a_service() -> None:
    comparison = between("gpl-3.0", "agpl-3.0")

    assert [difference.code for difference in comparison.only_b] == ["network-source"]
    assert comparison.only_b[0].clause == "§13"
    assert list(aspects(comparison, "same-license")) == ["allowed"]
    assert [(row.trigger, row.a, row.b) for row in comparison.reach] == [(Trigger.HOSTED, Reach.NO, Reach.YES)]


def test_cc_by_nc_adds_the_commercial_limit() -> None:
    comparison = between("cc-by-4.0", "cc-by-nc-4.0")

    assert codes(comparison)[:3] == ([], ["noncommercial"], ["commercial-use", "outbound"])
    assert aspects(comparison, "commercial-use") == {"value": ("yes", "no")}


def test_exaone_1_2_gives_outputs_back_and_opens_to_education() -> None:
    comparison = between("exaone-nc-1.1", "exaone-nc-1.2")

    assert codes(comparison) == (
        ["output-owned-by-licensor"],
        [],
        ["output-training-ban", "outputs"],
        ["research-only"],
    )
    assert aspects(comparison, "output-training-ban") == {
        "value": ("any other model", "competing models"),
        "students": ((), ("competing-model",)),
    }
    assert [entry.quote for entry in (comparison.reworded[0].a, comparison.reworded[0].b)] == [
        "solely for research purposes",
        "solely for research and educational purposes",
    ]


def test_the_two_hunyuans_differ_in_year_territory_and_what_may_be_trained() -> None:
    comparison = between("tencent-hunyuan-community", "tencent-hunyuan-large")

    differ = ["notice-file-with-text", "output-training-ban", "mau-threshold", "territory-excluded"]
    assert codes(comparison) == ([], [], differ, [])
    assert aspects(comparison, "mau-threshold") == {"on": ("", "2024-11-05")}
    assert aspects(comparison, "territory-excluded") == {"value": (("EU", "UK", "KR"), ("EU",))}


def test_deepseek_is_creativeml_without_its_latest_version() -> None:
    comparison = between("deepseek-model-1.0", "creativeml-openrail-m")

    assert codes(comparison)[:3] == ([], ["latest-version"], [])


def test_deepseek_puts_itself_under_chinese_law_and_bars_military_use() -> None:
    comparison = between("deepseek-model-1.0", "creativeml-openrail-m")

    assert [(entry.code, entry.a and entry.a.clause, entry.b) for entry in comparison.contracts] == [
        ("governing-law", "§14", None),
        ("disputes", "§14", None),
    ]
    assert comparison.items is not None
    assert "For military use in any way" in comparison.items.only_a
    assert "To provide medical advice and medical results interpretation" in comparison.items.only_b
    assert comparison.items.same == 7


def test_each_item_of_two_lists_is_in_one_place() -> None:
    a = ("For military use;", "To harm anybody, in any way", "To spam others, by mail or otherwise")
    b = ("for military use", "To harm anybody else, in any way", "To give medical advice")

    assert items(a, b) == Items(
        only_a=("To spam others, by mail or otherwise",),
        only_b=("To give medical advice",),
        reworded=(Rewording(a="To harm anybody, in any way", b="To harm anybody else, in any way"),),
        same=1,
    )


def test_a_list_beside_a_license_without_one_is_not_compared() -> None:
    assert between("openrail++", "gemma").items is None


def test_terms_of_one_code_stand_beside_those_that_they_are_most_like() -> None:
    comparison = between("cc-by-nc-4.0", "cc-by-nc-sa-4.0")

    assert [(difference.code, difference.clause) for difference in comparison.only_b] == [
        ("same-license", "§3(b)(1)"),
        ("no-further-restrictions", "§3(b)(3)"),
    ]
    assert codes(comparison)[2] == ["outbound"]


def test_the_two_falcons_differ_in_the_words_to_display_and_the_address_of_the_policy() -> None:
    comparison = between("falcon-2-tii", "falcon-3-tii")

    assert codes(comparison)[:3] == ([], [], ["display-string", "use-policy"])
    assert (comparison.differences, comparison.endings, comparison.contracts, comparison.reach) == (2, (), (), ())


def test_a_cure_is_compared_without_its_clause() -> None:
    stability = between("stability-nc-research", "stability-community")

    assert stability.endings == ()
    assert [ending.about for ending in between("cc-by-4.0", "mit").endings if ending.about == "cure"] == ["cure"]
    assert [ending.about for ending in between("gpl-2.0", "gpl-3.0").endings if ending.about == "cure"] == ["cure"]


def test_the_editions_of_one_license_are_told() -> None:
    assert [edition.duties for edition in between("gemma", "gemma").editions] == ["differ", "same", "unknown"]
    assert between("gemma", "mit").editions == ()


def test_whose_line_is_to_be_kept_is_a_difference() -> None:
    assert aspects(between("mit", "apache-2.0"), "retain-copyright-notices")["names_holder"] == (True, False)


def test_another_clause_and_another_quotation_mark_are_no_difference() -> None:
    entry = profile("mit")
    duty = entry.duties[0].replace(clause="§9", quote=entry.duties[0].quote.replace(" ", "\n"))
    other = entry.replace(duties=(duty, *entry.duties[1:]))

    assert compare(entry, other).empty


def test_other_words_for_the_same_are_told_apart_from_another_demand() -> None:
    entry = profile("mit")
    quote = entry.duties[0].replace(quote="give everybody a copy")
    asked = entry.duties[0].replace(condition="on Sundays")

    reworded = compare(entry, entry.replace(duties=(quote, *entry.duties[1:])))
    changed = compare(entry, entry.replace(duties=(asked, *entry.duties[1:])))

    assert codes(reworded) == ([], [], [], ["include-license-text"])
    assert codes(changed) == ([], [], ["include-license-text"], [])
    assert aspects(changed, "include-license-text") == {"condition": ("", "on Sundays")}


def test_two_duties_of_one_code_stand_beside_their_like() -> None:
    entry = profile("mit")
    twice = entry.replace(duties=(*entry.duties, entry.duties[0]))

    assert [fact.code for fact in compare(twice, entry).only_a] == ["include-license-text"]
    assert compare(twice, twice).empty


def test_an_end_that_differs_in_the_clause_alone_is_the_same() -> None:
    comparison = between("mit", "apache-2.0")

    assert [(ending.about, ending.a, ending.b) for ending in comparison.endings] == [
        ("revocable", "silent", "irrevocable"),
        ("patent-litigation", "none", "patent license terminates §3"),
    ]
    assert [ending.about for ending in between("mit", "isc").endings if "silent" in (ending.a, ending.b)] == []
    assert "on-breach" in [ending.about for ending in between("llama2", "llama3").endings_same]
