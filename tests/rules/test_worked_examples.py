"""The worked examples of lineage give their verdicts.

Each is turned into the smallest repository that its input describes; the comparison is per duty and limit of each
upstream license: what must be breached (or, over weak evidence, would be) is, and nothing else is.
Where ours differs on purpose, `_ARGUED` says why. The fields are explained in tests/data/README.md.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from auditor.engine import Scene, evaluate
from auditor.knowledge import Knowledge
from auditor.model import Case, CaseText, CaseUpstream, Relation, Verdict
from support.cases import scene_of
from support.data import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_EXAMPLES = rows("worked-examples.json")
_NOTICE = "Upstream Base Model, developed at Upstream Laboratory"

_PURPOSE = (
    "DeepSeek §1: a student is a derivative where it was made 'in order to cause the other model to perform similarly "
    "to the Model'; the example does not say so"
)
_ARGUED: dict[tuple[str, str, str], str] = {
    # (id of the example, license, code): why
    ("08-cc-by-nc-to-apache", "cc-by-nc-4.0", "noncommercial"): (
        "CC-BY-NC 3(a)(4) lets an adaptation carry an Adapter's License that does 'not prevent recipients ... from "
        "complying with this Public License': a label of the adapter's own is incomplete; that it is contradicted is "
        "not shown"
    ),
    ("30-hunyuan-a13b-to-apache", "tencent-hunyuan-community", "mau-threshold"): (
        "Hunyuan section 3 lets a derivative carry 'additional or different license terms', 'except as set forth in "
        "this Section and in Section 5'; the limit of users is in section 4, and binds who uses the Works all the "
        "same: a label without it is incomplete"
    ),
    ("15-gguf-of-apache-text-dropped", "apache-2.0", "state-changes"): (
        "Apache 4(b) is about 'modified files', and section 1 counts 'conversions to other media types' as Object "
        "form: whether a quantization is a modified file is arguable"
    ),
    **{
        ("23-student-of-deepseek-v3", "deepseek-model-1.0", code): _PURPOSE
        for code in ("flow-down-use-restrictions", "notice-of-restrictions", "include-license-text", "use-policy")
    },
}


@pytest.mark.parametrize("example", _EXAMPLES, ids=[example["id"] for example in _EXAMPLES])
def test_the_worked_example_gives_its_verdict(example: dict[str, Any], knowledge: Knowledge) -> None:
    breached, undetermined = _outcomes(example, knowledge)
    argued = {(license_id, code) for name, license_id, code in _ARGUED if name == example["id"]}
    must_break = _expected(example, "breached") - argued
    must_stay_open = _expected(example, "undetermined") - argued

    assert must_break <= breached, f"not breached: {must_break - breached}"
    assert breached - argued <= must_break, f"breached beyond the example: {breached - must_break}"
    assert must_stay_open <= undetermined, f"not undetermined: {must_stay_open - undetermined}"


def test_every_argued_difference_is_still_one(knowledge: Knowledge) -> None:
    for name, license_id, code in _ARGUED:
        example = next(example for example in _EXAMPLES if example["id"] == name)
        ours = [(license_id, code) in outcomes for outcomes in _outcomes(example, knowledge)]
        theirs = [(license_id, code) in _expected(example, level) for level in ("breached", "undetermined")]

        assert ours != theirs, (name, license_id, code)


def _expected(example: dict[str, Any], level: str) -> set[tuple[str, str]]:
    """The duties and limits, as (license, code), that have this verdict."""
    return {(license_id, code) for license_id, code in example["expect"][level]}


def _outcomes(example: dict[str, Any], knowledge: Knowledge) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
    """The duties and limits that are breached (or would be), and those that are undetermined.

    A license whose reach is undetermined has no code there.
    """
    outcomes = evaluate(_scene(example, knowledge), knowledge.rules)
    of_licenses = [outcome for outcome in outcomes if outcome.upstream and outcome.license]
    return (
        {(of.license, of.code) for of in of_licenses if of.code and Verdict.BREACHED in (of.verdict, of.if_confirmed)},
        {(of.license, of.code) for of in of_licenses if of.verdict is Verdict.UNDETERMINED},
    )


def _scene(example: dict[str, Any], knowledge: Knowledge) -> Scene:
    """The smallest repository that the example describes, as the engine sees it."""
    carries = example["carries"]
    whole, own_line = carries.get("texts", []), carries.get("texts_under_own_line", [])
    declared = [knowledge.profile(key) for key in example["declared"]]
    case = Case(
        name=example["id"],
        expect="met",
        repo=example["name"],
        card=f"license: {' AND '.join(profile.spdx for profile in declared if profile)}",
        prose="\n\n".join(("A language model.", *_prose(example, knowledge))),
        files=_files(example, knowledge),
        carries=tuple(
            CaseText(license=key, path="LICENSE" if key in example["declared"] else f"THIRD_PARTY_NOTICES-{key}")
            for key in (*whole, *own_line)
        ),
        upstream=tuple(_upstream(example, number) for number in range(len(example["upstream"]))),
    )
    return scene_of(case, knowledge)


def _upstream(example: dict[str, Any], number: int) -> CaseUpstream:
    given = example["upstream"][number]
    carries_notice = given.get("notice_file", False)
    return CaseUpstream(
        name=f"upstream/base{number or ''}",
        relation=Relation(given["relation"]),
        candidates=tuple(given["candidates"]),
        copyrights=(_line(given["candidates"]),) if given["copyrights_read"] else (),
        copyrights_read=given["copyrights_read"],
        notice_file=carries_notice,
        notice_text=_NOTICE if carries_notice else "",
        firm=example["edge"] == "declared",
        by_publisher=example.get("by_publisher"),
    )


def _prose(example: dict[str, Any], knowledge: Knowledge) -> Iterator[str]:
    """What the card says of the upstream."""
    carries = example["carries"]
    for given in example["upstream"]:
        for key in given["candidates"]:
            if key in carries.get("display_phrases", []):
                yield from _words(knowledge, key, "code", "display-string")
            if key in carries.get("license_links", []):
                profile = knowledge.profile(key)
                assert profile is not None, key
                yield f"Licensed under {profile.url}"
        if set(given["candidates"]) & set(carries.get("credits", [])):
            yield "Made by the people of upstream/base."
    if carries.get("changes"):
        yield "It is a fine-tuned version of the base model upstream/base."


def _files(example: dict[str, Any], knowledge: Knowledge) -> dict[str, str]:
    """A NOTICE, an adapter's configuration, a LICENSE under the tuner's own line: what the example has of them."""
    carries, files = example["carries"], {}
    lines_kept = {*carries.get("texts", []), *carries.get("copyright_lines", [])}
    notice = [
        sentence
        for given in example["upstream"]
        for key in given["candidates"]
        if key in carries.get("notice_sentences", [])
        for sentence in _words(knowledge, key, "place", "notice-file")
    ]
    notice += [_NOTICE] if carries.get("upstream_notice") else []
    notice += [_line(given["candidates"]) for given in example["upstream"] if lines_kept & set(given["candidates"])]
    if notice:
        files["NOTICE"] = "\n".join(notice) + "\n"
    if any(given["relation"] == "adapter" for given in example["upstream"]):
        files["adapter_config.json"] = '{"peft_type": "LORA"}'
    for key in carries.get("texts_under_own_line", []):
        files.setdefault("LICENSE", f"Copyright (c) 2026 {key} Tuner\n")
    return files


def _words(knowledge: Knowledge, key: str, field: str, value: str) -> list[str]:
    """The first of the words that each duty of a license requires whose field has that value."""
    profile = knowledge.profile(key)
    assert profile is not None, key
    return [words for duty in profile.duties if getattr(duty, field) == value for words in duty.words[:1]]


def _line(candidates: Sequence[str]) -> str:
    """The copyright line of one upstream."""
    return (
        f"Copyright (c) 2023 The {' '.join(re.sub(r'[^a-z0-9]+', ' ', key).title() for key in candidates)} Laboratory"
    )
