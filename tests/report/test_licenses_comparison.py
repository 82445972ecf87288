"""What differs between two licenses, as data."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.knowledge import Knowledge
from auditor.model import Profile, Reach, Trigger
from auditor.report.license_diff.comparison import Aspect, Ending, Following, LicenseComparison, Pair, compare

KNOWLEDGE = Knowledge()
PROFILES = KNOWLEDGE.profiles


def between(a: str, b: str) -> LicenseComparison:
    return compare(profile(a), profile(b))


def profile(key: str) -> Profile:
    entry = KNOWLEDGE.profile(key)
    assert entry is not None, key
    return entry


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

    def turned_reach(profile_: Following) -> Following:
        return Following(
            trigger=profile_.trigger, a=profile_.b, b=profile_.a, note_a=profile_.note_b, note_b=profile_.note_a
        )

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
    )


@pytest.mark.parametrize("profile_", PROFILES, ids=lambda profile_: profile_.key)
def test_a_license_does_not_differ_from_itself(profile_: Profile) -> None:
    comparison = compare(profile_, profile_)

    assert comparison.empty
    assert codes(comparison) == ([], [], [], [])
    assert comparison.shared == (
        len(profile_.duties)
        + len(profile_.limits)
        + len(profile_.grants)
        + 1
        + len(profile_.reach)
        + len(profile_.termination)
    )


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PROFILES), st.sampled_from(PROFILES))
def test_a_comparison_mirrors_that_of_the_other_way_round(a: Profile, b: Profile) -> None:
    assert compare(b, a) == mirrored(compare(a, b))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(PROFILES), st.sampled_from(PROFILES))
def test_every_term_of_either_is_in_exactly_one_place(a: Profile, b: Profile) -> None:
    comparison = compare(a, b)
    both = [*comparison.differ, *comparison.reworded, *comparison.same]

    for side, only, profile_ in ((a, comparison.only_a, "a"), (b, comparison.only_b, "b")):
        placed = sorted(map(repr, (*only, *(getattr(pair, profile_) for pair in both))))
        assert placed == sorted(map(repr, (*side.duties, *side.limits, *side.grants, side.outbound)))
        relations = [
            each.trigger for each in (*comparison.reach, *comparison.reach_same) if getattr(each, profile_) is not None
        ]
        assert set(relations) == set(side.reach)
        assert len(relations) == len(side.reach)
        ends = [each.about for each in (*comparison.endings, *comparison.endings_same) if getattr(each, profile_)]
        assert sorted(ends) == sorted(side.termination)


def test_only_rail_texts_have_nothing_to_tell_them_apart() -> None:
    pairs = [(a, b) for a, b in combinations(PROFILES, 2) if a.kind == b.kind and a.outbound.mode == b.outbound.mode]

    assert {(a.key, b.key) for a, b in pairs if compare(a, b).empty} == {
        ("bigscience-bloom-rail-1.0", "bigscience-openrail-m"),
        ("bigscience-bloom-rail-1.0", "creativeml-openrail-m"),
        ("bigscience-openrail-m", "creativeml-openrail-m"),
    }


def test_llama_3_alone_bans_training_on_outputs_and_its_names_differ() -> None:
    comparison = between("llama3", "llama3.1")

    assert codes(comparison) == (
        ["output-training-ban"],
        [],
        ["notice-file-with-text", "display-string", "name-prefix", "use-policy"],
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
    assert aspects(comparison, "output-training-ban") == {"value": ("any other model", "competing models")}
    assert [profile_.quote for profile_ in (comparison.reworded[0].a, comparison.reworded[0].b)] == [
        "solely for research purposes",
        "solely for research and educational purposes",
    ]


def test_the_two_hunyuans_differ_in_year_territory_and_what_may_be_trained() -> None:
    comparison = between("tencent-hunyuan-community", "tencent-hunyuan-large")

    assert codes(comparison) == ([], [], ["notice-file-with-text", "output-training-ban", "territory-excluded"], [])
    assert aspects(comparison, "territory-excluded") == {"value": (("EU", "UK", "KR"), ("EU",))}


def test_deepseek_is_creativeml_without_its_latest_version() -> None:
    comparison = between("deepseek-model-1.0", "creativeml-openrail-m")

    assert codes(comparison)[:3] == ([], ["latest-version"], [])


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
