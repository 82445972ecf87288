"""Outcomes into findings: folded, grouped by candidates, worded, graded, named."""

from __future__ import annotations

import pytest

from auditor.engine import Scene, evaluate, findings
from auditor.knowledge import Knowledge
from auditor.model import (
    Because,
    Case,
    CaseText,
    CaseUpstream,
    Finding,
    Grade,
    Reason,
    Relation,
    Severity,
    Unread,
    UnreadReason,
    Verdict,
)
from support import models
from support.cases import scene_of

LINE = "Copyright (c) 2023 DeepSeek"


def _scene(knowledge: Knowledge, *parents: CaseUpstream, card: str = "license: apache-2.0", **more: object) -> Scene:
    case = Case.from_plain({"name": "x", "expect": "met", "repo": "acme/Mine", "card": card, **more})
    return scene_of(case.replace(upstream=parents), knowledge)


def _findings(scene: Scene, knowledge: Knowledge) -> dict[str, Finding]:
    return {finding.id: finding for finding in findings(scene, knowledge.rules, evaluate(scene, knowledge.rules))}


def test_a_finding_is_named_by_rule_license_and_upstream(knowledge: Knowledge) -> None:
    by_id = _findings(_scene(knowledge, CaseUpstream(license="mit")), knowledge)

    assert "license-text-missing:mit:upstream/base" in by_id
    assert all(key.split(":")[0] == by_id[key].rule for key in by_id)


def test_the_missing_line_folds_into_the_missing_text(knowledge: Knowledge) -> None:
    parent = CaseUpstream(license="mit", copyrights=(LINE,), copyrights_read=True)
    by_id = _findings(_scene(knowledge, parent), knowledge)

    assert not [key for key in by_id if key.startswith("copyright-holder-missing")]
    finding = by_id["license-text-missing:mit:upstream/base"]
    assert finding.message == (
        f"no file contains the text of the MIT License; the line “{LINE}”, seen at upstream/base, was not found here"
    )
    assert {outcome.rule for outcome in finding.outcomes} == {"license-text-missing", "copyright-holder-missing"}


def test_the_missing_line_stands_alone_where_the_text_is_there(knowledge: Knowledge) -> None:
    parent = CaseUpstream(license="mit", copyrights=(LINE,), copyrights_read=True)
    scene = _scene(
        knowledge,
        parent,
        card="license: mit",
        carries=(CaseText(license="mit"),),
        files={"LICENSE": "Copyright (c) 2026 Acme\n"},
    )
    by_id = _findings(scene, knowledge)

    finding = by_id["copyright-holder-missing:mit:upstream/base"]
    assert (finding.verdict, finding.severity) == (Verdict.BREACHED, Severity.ERROR)
    assert "LICENSE:1 has “Copyright (c) 2026 Acme” in its place" in finding.message
    assert [str(place) for place in finding.evidence] == ["LICENSE:1"]


def test_a_rule_that_some_candidates_break_names_them_and_spares_the_others(knowledge: Knowledge) -> None:
    parent = CaseUpstream(candidates=("deepseek-model-1.0", "mit"), firm=False, copyrights_read=True)
    by_id = _findings(_scene(knowledge, parent), knowledge)

    restrictions = by_id["use-restrictions-not-passed-on:deepseek-model-1.0:upstream/base"]
    assert (restrictions.candidates, restrictions.spared) == (("upstream/base-0",), ("upstream/base-1",))
    assert (restrictions.severity, restrictions.verdict) == (Severity.WARNING, Verdict.UNDETERMINED)
    assert restrictions.if_confirmed is Verdict.BREACHED
    assert restrictions.question == "Was this model made from upstream/base, and if so from which checkpoint?"


def test_a_rule_that_every_candidate_breaks_is_an_error_though_undetermined(knowledge: Knowledge) -> None:
    parent = CaseUpstream(candidates=("deepseek-model-1.0", "mit"), firm=False, copyrights=(LINE,))
    by_id = _findings(_scene(knowledge, parent), knowledge)

    text = by_id["license-text-missing:deepseek-model-1.0+mit:upstream/base"]
    assert (text.severity, text.verdict, text.if_confirmed) == (
        Severity.ERROR,
        Verdict.UNDETERMINED,
        Verdict.BREACHED,
    )
    assert text.candidates == ("upstream/base-0", "upstream/base-1")
    assert f"the line “{LINE}”, seen at upstream/base-0 and upstream/base-1, was not found here" in text.message


@pytest.mark.parametrize(
    ("parent", "severity", "verdict"),
    [
        (CaseUpstream(license="mit"), Severity.ERROR, Verdict.BREACHED),
        (CaseUpstream(license="mit", firm=False), Severity.ERROR, Verdict.UNDETERMINED),
        (CaseUpstream(license="mit", grade=Grade.SECONDARY), Severity.ERROR, Verdict.UNDETERMINED),
        (CaseUpstream(license="mit", grade=Grade.MEMORY), Severity.WARNING, Verdict.UNDETERMINED),
        (CaseUpstream(license="llama3.1", relation=Relation.ADAPTER), Severity.NOTE, Verdict.UNDETERMINED),
    ],
    ids=["breached", "if confirmed", "second-hand", "from memory", "arguable"],
)
def test_severity_is_derived_from_the_verdict(
    parent: CaseUpstream, severity: Severity, verdict: Verdict, knowledge: Knowledge
) -> None:
    by_id = _findings(_scene(knowledge, parent), knowledge)

    finding = next(value for name, value in by_id.items() if name.startswith("license-text-missing:"))
    assert (finding.severity, finding.verdict) == (severity, verdict)


def test_no_error_rests_on_a_duty_that_hangs_on_how_the_model_came(knowledge: Knowledge) -> None:
    readings = (Relation.COPY, Relation.FINETUNE)
    by_id = _findings(_scene(knowledge, CaseUpstream(license="llama3.1", relation=readings, firm=False)), knowledge)

    assert by_id["name-prefix-missing:llama3.1:upstream/base"].severity is Severity.WARNING
    assert by_id["license-text-missing:llama3.1:upstream/base"].severity is Severity.ERROR
    because = by_id["name-prefix-missing:llama3.1:upstream/base"].outcomes[0].because
    assert Reason(code=Because.NOT_FOR_RELATION, relations=(Relation.COPY,)) in because


def test_findings_stand_worst_first(knowledge: Knowledge) -> None:
    parents = (CaseUpstream(name="a/b", license="llama3.1"), CaseUpstream(name="c/d", license="cc-by-4.0"))
    scene = _scene(knowledge, *parents)
    made = findings(scene, knowledge.rules, evaluate(scene, knowledge.rules))

    ranks = [("error", "warning", "note").index(finding.severity.value) for finding in made]
    assert ranks == sorted(ranks)
    assert {0, 2} <= set(ranks)


def test_what_the_publisher_made_before_asks_nothing_of_it(knowledge: Knowledge) -> None:
    scene = _scene(knowledge, CaseUpstream(license="llama3.1"))
    own = Scene(scene.facts.replace(upstreams=(scene.upstreams[0].replace(own=True),)), scene.knowledge)

    assert any(name.endswith(":upstream/base") for name in _findings(scene, knowledge))
    assert not any(name.endswith(":upstream/base") for name in _findings(own, knowledge))


def test_an_inbound_choice_is_judged_by_its_better_arm(knowledge: Knowledge) -> None:
    upstream = CaseUpstream(license="GPL-3.0-only OR MIT", copyrights_read=True)
    by_id = _findings(_scene(knowledge, upstream, card="license: mit", carries=(CaseText(license="mit"),)), knowledge)

    assert not [name for name in by_id if "gpl" in name]
    assert not [name for name in by_id if name.startswith("license-text-missing")]


def test_an_outbound_choice_must_hold_in_every_arm(knowledge: Knowledge) -> None:
    parent = CaseUpstream(license="gpl-3.0")
    kept = _findings(_scene(knowledge, parent, card="license: GPL-3.0-only AND MIT"), knowledge)
    loose = _findings(_scene(knowledge, parent, card="license: GPL-3.0-only OR MIT"), knowledge)

    assert "share-alike-broken:gpl-3.0:upstream/base" not in kept
    assert loose["share-alike-broken:gpl-3.0:upstream/base"].verdict is Verdict.BREACHED


def test_all_licenses_of_a_conjunction_are_asked(knowledge: Knowledge) -> None:
    by_id = _findings(_scene(knowledge, CaseUpstream(license="MIT AND Apache-2.0")), knowledge)

    assert {name for name in by_id if name.startswith("license-text-missing")} == {
        "license-text-missing:mit:upstream/base",
        "license-text-missing:apache-2.0:upstream/base",
    }


def test_licenses_listed_in_one_card_do_not_contradict_each_other(knowledge: Knowledge) -> None:
    listed = _findings(_scene(knowledge, card="license: [apache-2.0, cc-by-4.0]"), knowledge)
    texts = (CaseText(license="apache-2.0"),)
    with_text = _findings(_scene(knowledge, card="license: [apache-2.0, cc-by-4.0]", carries=texts), knowledge)
    other = _findings(_scene(knowledge, card="license: [mit, cc-by-4.0]", carries=texts), knowledge)

    assert listed["card-and-file-disagree:any:self"].verdict is Verdict.UNDETERMINED
    assert with_text["card-and-file-disagree:any:self"].verdict is Verdict.UNDETERMINED
    assert other["card-and-file-disagree:any:self"].verdict is Verdict.UNDETERMINED


def test_no_error_rests_on_a_duty_that_is_arguable_in_some_reading(knowledge: Knowledge) -> None:
    readings = (Relation.COPY, Relation.FINETUNE)
    firm = _findings(_scene(knowledge, CaseUpstream(license="llama3.1", relation=readings)), knowledge)
    finding = firm["notice-sentence-missing:llama3.1:upstream/base"]

    assert (finding.severity, finding.verdict) == (Severity.WARNING, Verdict.UNDETERMINED)
    reason = Reason(code=Because.ARGUABLE_FOR_RELATION, relations=(Relation.FINETUNE,))
    assert reason in finding.outcomes[0].because


def test_a_permissive_label_over_non_commercial_terms_known_second_hand_is_no_mere_note(knowledge: Knowledge) -> None:
    by_id = _findings(_scene(knowledge, CaseUpstream(license="cohere-cc-by-nc-aup"), card="license: mit"), knowledge)

    assert by_id["limit-dropped:cohere-cc-by-nc-aup:upstream/base"].severity is Severity.WARNING


def test_limits_that_one_label_hides_are_one_finding_and_each_is_named(knowledge: Knowledge) -> None:
    by_id = _findings(_scene(knowledge, CaseUpstream(license="llama3.1"), card="license: apache-2.0"), knowledge)

    hidden = by_id["limit-dropped:llama3.1:upstream/base"]
    assert hidden.message == (
        "the declared license (Apache-2.0) does not mention the use restrictions and the limit of 700,000,000 monthly "
        "active users"
    )
    assert [(outcome.says, outcome.items) for outcome in hidden.outcomes] == [
        ("the declared license (Apache-2.0) does not mention", ("the use restrictions",)),
        ("the declared license (Apache-2.0) does not mention", ("the limit of 700,000,000 monthly active users",)),
    ]


def test_what_several_candidates_share_is_said_once(knowledge: Knowledge) -> None:
    parent = CaseUpstream(candidates=("deepseek-model-1.0", "llama3.1"))
    by_id = _findings(_scene(knowledge, parent, card="license: apache-2.0"), knowledge)

    says = by_id["limit-dropped:deepseek-model-1.0+llama3.1:upstream/base"].message
    assert says.count("the declared license (Apache-2.0) does not mention") == 1
    assert says.count("the use restrictions") == 1


@pytest.mark.parametrize(
    ("parent", "rule", "words"),
    [
        (CaseUpstream(license="qwen-research"), "attribution-phrase", "“Built with Qwen” or “Improved using Qwen”"),
        (
            CaseUpstream(license="mit", copyrights=("(c) 2023 A", "(c) 2024 B"), copyrights_read=True),
            "copyright-holder",
            "“(c) 2023 A” and “(c) 2024 B”",
        ),
        (CaseUpstream(candidates=("llama3.1", "llama3")), "name-prefix", "“Llama” or “Llama 3”"),
    ],
)
def test_a_remedy_names_any_words_that_do_and_all_lines_that_are_missing(
    parent: CaseUpstream, rule: str, words: str, knowledge: Knowledge
) -> None:
    by_id = _findings(_scene(knowledge, parent, card="license: mit", carries=(CaseText(license="mit"),)), knowledge)

    assert words in next(finding.remedy for name, finding in by_id.items() if name.startswith(f"{rule}-missing:"))


def test_of_a_license_without_a_profile_the_remedy_names_it(knowledge: Knowledge) -> None:
    by_id = _findings(_scene(knowledge, CaseUpstream(license="LicenseRef-acme"), card="license: mit"), knowledge)

    remedy = by_id["license-unknown:LicenseRef-acme:upstream/base"].remedy
    assert remedy == "Read “LicenseRef-acme”: what it requires is not known here. Keep its text with the model."


def test_a_base_that_is_declared_is_asked_about_though_the_model_is_itself_a_release(knowledge: Knowledge) -> None:
    card = models.card("license: mit\nbase_model: Qwen/Qwen2.5-7B")
    config = models.config("deepseek-v3", "deepseek-ai/DeepSeek-V3-0324")
    audit = models.audit({"config.json": config, "README.md": card}, "acme/DeepSeek-V3-0324")

    for rule in ("base-undeclared", "claim-contradicted"):
        assert {outcome.upstream: outcome.verdict for outcome in audit.outcomes if outcome.rule == rule} == {
            "Qwen/Qwen2.5-7B": Verdict.MET,
            "deepseek-ai/DeepSeek-V3-0324": Verdict.NOT_APPLICABLE,
        }


@pytest.mark.parametrize(("detail", "why"), [("it is large", "it is large"), ("", UnreadReason.TOO_LARGE.value)])
@pytest.mark.parametrize(("count", "more"), [(1, ""), (5, ""), (6, "; and 1 more"), (9, "; and 4 more")])
def test_five_files_that_were_not_read_are_named_and_all_counted(
    count: int, more: str, detail: str, why: str, knowledge: Knowledge
) -> None:
    unread = tuple(Unread(path=f"LICENSE-{n}", reason=UnreadReason.TOO_LARGE, detail=detail) for n in range(count))
    scene = _scene(knowledge, CaseUpstream(license="mit"))
    rules = tuple(rule for rule in knowledge.rules if rule.id == "not-read")
    (outcome,) = evaluate(Scene(scene.facts.replace(unread=unread), knowledge), rules)

    named = "; ".join(f"{each.path}: {why}" for each in unread[:5])
    assert outcome.says == f"not read: {named}{more}"
    assert [str(place) for place in outcome.evidence] == [each.path for each in unread]
