"""What findings say, quote and list, where that decides what a person does: a row for each border."""

# ruff: noqa: E501 - a finding is one line

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.engine import Scene, evaluate, findings
from auditor.model import (
    Candidate,
    Case,
    Certainty,
    Detection,
    Evidence,
    Grade,
    Location,
    Match,
    Part,
    Relation,
    Rung,
    StatementSource,
    Upstream,
    Words,
)
from auditor.resolve.upstreams import inherited
from support.cases import scene_of
from support.offers import offer
from support.rule_answers import Row, answers_of

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.model import Statement

LICENSE = "Acme Terms\n\nCopyright (c) 2026 Acme\n"
LINE = {"copyrights": ["Copyright (c) 2023 Upstream"], "copyrights_read": True}
FILES = ("a.safetensors", "b.safetensors", "c.safetensors", "d.safetensors")
LONG = "The model" + " and its parts" * 20
NOTICE = "\n".join(f"This product has work of Acme, number {number}." for number in range(51))
UNKNOWN_TEXT = offer(
    "NOASSERTION", source=StatementSource.DETECTED, certainty=Certainty.UNKNOWN, by="LICENSE, a text", path="LICENSE"
)
LINES = " ".join(f"NOTICE:{number}" for number in range(1, 51))
BACKWARDS = " ".join(f"NOTICE:{number}" for number in range(50, 0, -1))


def _notice(text: str, carried: str) -> dict[str, object]:
    """A fine-tune with that NOTICE, of a model with this one."""
    return {
        "card": "license: apache-2.0",
        "files": {"NOTICE": carried},
        "upstream": [{"license": "apache-2.0", "notice_file": True, "notice_text": text}],
    }


ROWS = (
    Row(
        "a license that is denied names none",
        "license-undeclared",
        {"prose": "This model is not released under the MIT license."},
        (
            "warning license-undeclared:any:self: no card, header or LICENSE offers the weights under a license | because granted-elsewhere",
        ),
    ),
    Row(
        "a limit in words names no license",
        "license-undeclared",
        {"prose": "This model is for non-commercial use only."},
        (
            "warning license-undeclared:any:self: no card, header or LICENSE offers the weights under a license | because granted-elsewhere",
        ),
    ),
    Row(
        "five licenses are named, and three are shown",
        "license-undeclared",
        {"prose": "MIT License.\n\nApache 2.0 license.\n\nBSD-3-Clause license.\n\nMPL-2.0 license.\n\nGPL v3 license"},
        (
            "warning license-undeclared:any:self: a license is named, and whether it is meant for the weights is not clear: “MIT License.” (README.md); “Apache 2.0 license.” (README.md); “BSD-3-Clause license.” (README.md) | because words-ambiguous | at README.md:4 README.md:6 README.md:8",
        ),
    ),
    Row(
        "an offer is shown where it is",
        "license-undeclared",
        {"card": "license: mit"},
        ("met license-undeclared: the weights are offered under a license: mit (card, license) | at README.md:2",),
    ),
    Row(
        "a word that says that there is no decision yet is no name of a license",
        "license-unknown",
        {"card": "license: tbd"},
        (
            "warning license-unknown:tbd:self: the license (card, license) is not identified: tbd | because statement-remark | at README.md:2",
        ),
    ),
    Row(
        "a license is denied in words, and declared",
        "card-and-file-disagree",
        {"card": "license: mit", "prose": "This model is not released under the MIT license."},
        (
            "warning card-and-file-disagree:any:self: README.md:4 says “This model is not released under the MIT license.”; card, license says MIT | because words-ambiguous | at README.md:4 README.md:2",
        ),
    ),
    Row(
        "the page of the base is linked",
        "license-not-linked",
        {
            "card": "license: cc-by-4.0",
            "prose": "\nA fine-tune of https://huggingface.co/upstream/base.\n",
            "upstream": [{"license": "cc-by-nc-4.0"}],
        },
        (
            "warning license-not-linked:cc-by-nc-4.0:upstream/base: README.md:5 links upstream/base | because page-linked | at README.md:5",
        ),
    ),
    Row(
        "a longer id that has the id of the license in it does not name it",
        "license-not-linked",
        {"card": "license: CC-BY-3.0-AU", "upstream": [{"license": "cc-by-3.0", "relation": "copy"}]},
        (
            "error license-not-linked:cc-by-3.0:upstream/base: neither the text of Creative Commons Attribution 3.0 nor a link to it is here",
        ),
    ),
    Row(
        "the line of another holder in the text, and one outside it",
        "copyright-holder-missing",
        {
            "card": "license: mit",
            "carries": [{"license": "mit"}],
            "files": {"A-NOTICE": "Copyright (c) 2026 Another\n", "LICENSE": LICENSE},
            "upstream": [{"license": "mit", **LINE}],
        },
        (
            "error copyright-holder-missing:mit:upstream/base: the line “Copyright (c) 2023 Upstream”, seen at upstream/base, was not found here; LICENSE:3 has “Copyright (c) 2026 Acme” in its place | at LICENSE:3",
        ),
    ),
    Row(
        "a line that was not filled in is in the place of none",
        "copyright-holder-missing",
        {
            "card": "license: mit",
            "carries": [{"license": "mit"}],
            "files": {"LICENSE": "Acme Terms\n\nCopyright (c) [year] [fullname]\n"},
            "upstream": [{"license": "mit", **LINE}],
        },
        (
            "error copyright-holder-missing:mit:upstream/base: the line “Copyright (c) 2023 Upstream”, seen at upstream/base, was not found here",
        ),
    ),
    Row(
        "a line of a holder, and no text",
        "copyright-holder-missing",
        {
            "card": "license: mit",
            "files": {"NOTICE": "Copyright (c) 2026 Another\n"},
            "upstream": [{"license": "mit", **LINE}],
        },
        (
            "error copyright-holder-missing:mit:upstream/base: the line “Copyright (c) 2023 Upstream”, seen at upstream/base, was not found here",
        ),
    ),
    Row(
        "a line that is kept in a sentence over two lines",
        "copyright-holder-missing",
        {
            "card": "license: mit",
            "prose": "Portions of this model are\nCopyright (c)\n2023 Upstream and used with thanks.",
            "upstream": [{"license": "mit", **LINE}],
        },
        ("met copyright-holder-missing: the line “Copyright (c) 2023 Upstream” is kept | at README.md:5-6",),
    ),
    Row(
        "a long NOTICE, carried as a whole",
        "notice-file-dropped",
        _notice(NOTICE, NOTICE),
        ("met notice-file-dropped: the notices of the upstream's NOTICE are carried | at NOTICE:1-51",),
    ),
    Row(
        "a long NOTICE without its last line",
        "notice-file-dropped",
        _notice(NOTICE, NOTICE.rpartition("\n")[0]),
        (
            f"warning notice-file-dropped:apache-2.0:upstream/base: the first 50 lines of the NOTICE of upstream/base are carried; not compared: 1 | because statement-remark | at {LINES}",
        ),
    ),
    Row(
        "a long NOTICE without its first line",
        "notice-file-dropped",
        _notice(NOTICE, NOTICE.partition("\n")[2]),
        (
            "error notice-file-dropped:apache-2.0:upstream/base: the NOTICE of upstream/base is not carried: “This product has work of Acme, number 0.”",
        ),
    ),
    Row(
        "a NOTICE of fifty lines, in another order",
        "notice-file-dropped",
        _notice(NOTICE.rpartition("\n")[0], "\n".join(reversed(NOTICE.split("\n")[:-1]))),
        (f"met notice-file-dropped: the notices of the upstream's NOTICE are carried | at {BACKWARDS}",),
    ),
    Row(
        "a limit that is named with the businesses that it excludes",
        "limit-dropped",
        {"card": "license: mit", "upstream": [{"license": "qwen-community-1.0"}]},
        (
            "note limit-dropped:qwen-community-1.0:upstream/base: the declared license (MIT) does not mention the exclusion of some businesses (Model as a Service, AI Work Assistant) | because label-incomplete | at README.md:2",
        ),
    ),
)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.says)
def test_this_is_found_and_no_more(row: Row, knowledge: Knowledge) -> None:
    assert answers_of(row, knowledge) == row.expected


def _answers(scene: Scene, rule_id: str) -> tuple[str, ...]:
    """The findings of a rule, as `message, at places`."""
    rules = tuple(rule for rule in scene.knowledge.rules if rule.id == rule_id)
    return tuple(
        f"{finding.message}, at {' '.join(map(str, finding.evidence))}"
        for finding in findings(scene, rules, evaluate(scene, rules))
    )


@pytest.mark.parametrize(
    ("rule", "statements", "expected"),
    [
        (
            "card-and-file-disagree",
            (offer("GPL-2.0-only", 2), offer("GPL-3.0-only", 3)),
            "card, license lists GPL-2.0-only, GPL-3.0-only, at README.md:2",
        ),
        (
            "card-and-file-disagree",
            (offer("MIT", 2), offer("Apache-2.0", 3, covers=FILES)),
            "card, license says MIT; card, license says Apache-2.0 for a.safetensors, b.safetensors, c.safetensors, at README.md:2 README.md:3",
        ),
        (
            "card-and-file-disagree",
            (offer("MIT", 2), offer("Apache-2.0", 3, quote=LONG)),
            f"card, license says MIT; README.md:3 says “{LONG[:160]}” (Apache-2.0), at README.md:2 README.md:3",
        ),
        (
            "card-and-file-disagree",
            (offer("GPL-2.0-only", 2), offer("GPL-3.0-only", 3), UNKNOWN_TEXT),
            "card, license says GPL-2.0-only; LICENSE, a text, at LICENSE:1",
        ),
        (
            "card-and-file-disagree",
            (offer("MIT", 2), offer("MIT", 3, by="header"), UNKNOWN_TEXT),
            "card, license says MIT; LICENSE, a text, at LICENSE:1",
        ),
        (
            "license-undeclared",
            (offer("MIT", 2, part=Part.UNCLEAR, raw="the MIT"), offer("MIT", 3, part=Part.UNCLEAR, quote="It is MIT.")),
            "a license is named, and whether it is meant for the weights is not clear: the MIT (card, license); “It is MIT.” (card, license), at README.md:2 README.md:3",
        ),
        (
            "not-understood",
            (
                offer(
                    "NOASSERTION",
                    part=Part.DATA,
                    source=StatementSource.DETECTED,
                    certainty=Certainty.UNKNOWN,
                    by="data/TERMS, a text",
                    path="data/TERMS",
                ),
            ),
            "not understood, read it: data/TERMS:1: data/TERMS, a text, at data/TERMS:1",
        ),
    ],
    ids=[
        "a list",
        "four files",
        "a long sentence",
        "a list and a text",
        "a header and a text",
        "named, in a field and in words",
        "a text of data",
    ],
)
def test_a_finding_about_statements_quotes_them_and_their_places(
    rule: str, statements: tuple[Statement, ...], expected: str, knowledge: Knowledge
) -> None:
    scene = scene_of(Case.from_plain({"name": "x", "expect": "met", "files": dict.fromkeys(FILES, "x")}), knowledge)
    scene = scene.replace(facts=scene.facts.replace(statements=statements))
    assert _answers(scene, rule) == (expected,)


def test_a_license_of_a_parent_that_no_place_shows_is_unknown_at_no_place(knowledge: Knowledge) -> None:
    licenses = ("LicenseRef-acme", None)
    edge = Upstream(
        name="up/base",
        title="up/base",
        relations=(Relation.FINETUNE,),
        candidates=tuple(Candidate(name="up/base", license=each, grade=Grade.SEEN) for each in licenses),
        evidence=(Evidence(rung=Rung.DECLARED, says="named at up/child"),),
    )
    scene = scene_of(Case.from_plain({"name": "x", "expect": "met"}), knowledge)
    statements = tuple(inherited((edge,), knowledge))
    scene = scene.replace(facts=scene.facts.replace(upstreams=(edge,), statements=statements))
    assert _answers(scene, "license-unknown") == (
        "“LicenseRef-acme” (up/base) has no profile yet: read it, at ",
        "the license of up/base is not identified: not known, at ",
    )


@pytest.mark.parametrize(
    ("changed", "difference"),
    [
        ({"added": (Words(text="x" * 120),)}, f"added “{'x' * 120}”"),
        ({"added": (Words(text="x" * 121),)}, f"added “{'x' * 119}…”"),
        (
            {"added": (Words(text="new"),), "missing": (Words(text="old"),), "note": "Annex"},
            "added “new”; missing “old”",
        ),
        ({"note": "an annex is missing"}, "an annex is missing"),
        ({}, "words differ"),
    ],
    ids=["a quote that is short enough", "a longer one", "added and missing", "a remark", "nothing is known"],
)
def test_a_changed_text_is_said_to_differ_in_this(
    changed: dict[str, object], difference: str, knowledge: Knowledge
) -> None:
    detection = Detection(
        location=Location(path="LICENSE", first=1, last=9),
        license="apache-2.0",
        expression="Apache-2.0",
        match=Match.MODIFIED,
        matcher="aligned",
        score=0.9,
    )
    given = {"card": "license: apache-2.0", "upstream": [{"license": "apache-2.0"}]}
    scene = scene_of(Case.from_plain({"name": "x", "expect": "met", **given}), knowledge)
    scene = scene.replace(facts=scene.facts.replace(detections=(detection.replace(**changed),)))
    says = f"LICENSE:1-9 is modified to Apache License 2.0, not its text: {difference}, at LICENSE:1-9"
    assert _answers(scene, "license-text-missing") == (says,)


def test_the_first_three_places_of_an_offer_are_quoted(knowledge: Knowledge) -> None:
    given = {"upstream": [{"license": "cc-by-nc-4.0", "relation": "copy"}]}
    scene = scene_of(Case.from_plain({"name": "x", "expect": "met", **given}), knowledge)
    offers = tuple(offer("MIT", line) for line in (2, 3, 4, 5))
    scene = scene.replace(facts=scene.facts.replace(statements=offers))
    (answer,) = _answers(scene, "copy-relabelled")
    assert answer.endswith(", at README.md:2 README.md:3 README.md:4")
