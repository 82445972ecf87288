"""The lineage cases that stand beside the project give their verdicts.

Each case is turned into the smallest repository that its input describes; the comparison is per duty and limit of
each upstream license: what must be breached (or, over weak evidence, would be) is, and nothing else is.
Where ours differs on purpose, `_ARGUED` says why.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from auditor.engine import Scene, evaluate
from auditor.knowledge import Knowledge
from auditor.model import Case, CaseText, CaseUpstream, Outcome, Relation, Verdict
from support.cases import scene_of

if TYPE_CHECKING:
    from collections.abc import Sequence

_FILE = Path(__file__).resolve().parents[2].parent / "shared" / "reference" / "worked-examples.json"
_CASES: list[dict[str, Any]] = json.loads(_FILE.read_text(encoding="utf-8"))["cases"] if _FILE.is_file() else []
_NOTICE = "Upstream Base Model, developed at Upstream Laboratory"

_ARGUED = {
    # (case number, license, code): why
}

pytestmark = pytest.mark.skipif(not _CASES, reason="the worked examples do not stand beside the project")


@pytest.mark.parametrize("worked", _CASES, ids=[case["case"] for case in _CASES])
def test_the_worked_example_gives_its_verdict(worked: dict[str, Any], knowledge: Knowledge) -> None:
    number = worked["case"][:2]
    scene = _scene(worked, knowledge)
    outcomes = evaluate(scene, knowledge.rules)
    about_licenses = [one for one in outcomes if one.upstream and one.license and one.code]
    broken = {(one.license, one.code) for one in about_licenses if Verdict.BREACHED in (one.verdict, one.if_confirmed)}
    unsettled = {(one.license, one.code) for one in about_licenses if one.verdict is Verdict.UNDETERMINED}
    expected = _expected(worked)
    argued = {(license_id, code) for case, license_id, code in _ARGUED if case == number}

    must_break = {key for key, level in expected.items() if level == "breached"} - argued
    must_stay_open = {key for key, level in expected.items() if level == "undetermined"} - argued

    assert must_break <= broken, f"not breached: {must_break - broken}"
    assert broken - argued <= must_break, f"breached beyond the example: {broken - must_break}"
    assert must_stay_open <= unsettled, f"not undetermined: {must_stay_open - unsettled}"


def _expected(worked: dict[str, Any]) -> dict[tuple[str, str], str]:
    """(license, code) -> breached or undetermined."""
    found: dict[tuple[str, str], str] = {}
    for finding in worked["findings"]:
        verdict = finding["verdict"]
        if verdict not in ("breached", "undetermined"):
            continue
        what = finding["what"]
        hides = re.match(r"(\S+) -> declared \S+ hides: (.*)", what)
        if hides:
            for code in hides.group(2).split(", "):
                name = "display-string" if code.startswith("display-at-scale") else code.replace("_", "-")
                found[hides.group(1), name] = verdict
            continue
        duty = re.match(r"(\S+?):? ([a-z]+(?:_[a-z]+)+)\b", what)
        if duty:
            found[duty.group(1), duty.group(2).replace("_", "-")] = verdict
        elif "may not train" in what:
            found[what.split(":")[0], "output-training-ban"] = verdict
        elif "adaptations may not be shared" in what:
            found[what.split(":")[0], "no-share-derivatives"] = verdict
        elif "no grant found" in what:
            found["no-license", "all-rights-reserved"] = verdict
        elif "no further restrictions" in what:
            one, other = re.findall(r"[a-z0-9.]+-[a-z0-9.-]+", what.replace("no further", ""))[:2]
            found[one, other] = verdict
    return found


def _scene(worked: dict[str, Any], knowledge: Knowledge) -> Scene:  # noqa: C901 - one field of the input after another
    given = worked["input"]
    declared = [knowledge.profile(key) for key in given["declared"]]
    own_line = given.get("license_texts_with_publishers_own_holder_line_only", [])
    whole = given.get("license_texts_present", [])
    prose, notice = ["A language model."], []
    files: dict[str, str] = {}
    upstream = []
    for edge in given["upstream"]:
        candidates = tuple(edge["candidates"])
        for key in candidates:
            profile = knowledge.profile(key)
            assert profile is not None, key
            if key in given.get("required_notice_sentence_present_for", []):
                notice += [words for duty in profile.duties if duty.place == "notice-file" for words in duty.words[:1]]
            if key in given.get("display_phrase_present_for", []):
                prose += [words for duty in profile.duties if duty.code == "display-string" for words in duty.words[:1]]
            if key in given.get("license_linked_for", []):
                prose.append(f"Licensed under {profile.url}")
        if set(candidates) & set(given.get("creator_credited_for", [])):
            prose.append("Made by the people of upstream/base.")
        carries_notice = any(given.get("upstream_has_notice_file", {}).get(key) for key in candidates)
        lines_known = (
            carries_notice or "copyright line" in worked.get("premise", "") or _names_holder(candidates, given)
        )
        upstream.append(
            CaseUpstream(
                name=f"upstream/base{len(upstream) or ''}",
                relation=Relation(edge["relation"]),
                candidates=candidates,
                copyrights=(_line(candidates),) if lines_known else (),
                copyrights_read=lines_known,
                notice_file=carries_notice,
                notice_text=_NOTICE if carries_notice else "",
                firm=given["edge"] == "declared",
                by_publisher="the publisher" in worked.get("premise", "") or None,
            )
        )
    if given.get("upstream_notice_carried"):
        notice.append(_NOTICE)
    if given.get("states_changes"):
        prose.append("It is a fine-tuned version of the base model upstream/base.")
    kept = {*whole, *given.get("copyright_notices_kept_for", [])}
    notice += [_line(edge["candidates"]) for edge in given["upstream"] if kept & set(edge["candidates"])]
    if notice:
        files["NOTICE"] = "\n".join(notice) + "\n"
    if any(edge["relation"] == "adapter" for edge in given["upstream"]):
        files["adapter_config.json"] = '{"peft_type": "LORA"}'
    for key in own_line:
        files.setdefault("LICENSE", f"Copyright (c) 2026 {key} Tuner\n")
    carries = [
        CaseText(license=key, path="LICENSE" if key in given["declared"] else f"THIRD_PARTY_NOTICES-{key}")
        for key in (*whole, *own_line)
    ]
    expression = " AND ".join(profile.spdx for profile in declared if profile)
    case = Case(
        name=worked["case"],
        expect="met",
        repo=given["name"],
        card=f"license: {expression}",
        prose="\n\n".join(prose),
        files=files,
        carries=tuple(carries),
        upstream=tuple(upstream),
    )
    return scene_of(case, knowledge)


def _line(candidates: Sequence[str]) -> str:
    """The copyright line of one upstream."""
    return (
        f"Copyright (c) 2023 The {' '.join(re.sub(r'[^a-z0-9]+', ' ', key).title() for key in candidates)} Laboratory"
    )


def _names_holder(candidates: tuple[str, ...], given: dict[str, Any]) -> bool:
    """The examples leave the upstream's lines open for Apache-2.0 and Creative Commons unless they say so."""
    if set(candidates) & set(given.get("copyright_notices_kept_for", [])):
        return True
    return not any(key.startswith(("apache", "cc-")) for key in candidates)


def test_every_argued_difference_is_still_one(knowledge: Knowledge) -> None:
    for number, license_id, code in _ARGUED:
        worked = next(case for case in _CASES if case["case"].startswith(number))
        outcomes: tuple[Outcome, ...] = evaluate(_scene(worked, knowledge), knowledge.rules)
        ours = {
            "breached" if Verdict.BREACHED in (one.verdict, one.if_confirmed) else "undetermined"
            for one in outcomes
            if (one.license, one.code) == (license_id, code) and one.verdict is not Verdict.MET
        }

        assert ours != {_expected(worked).get((license_id, code))}, (number, license_id, code)
