"""May I use it? The answers of licenses and chains, and the laws that every answer obeys."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import auditor
from auditor import spdx
from auditor.errors import ConfigError
from auditor.knowledge import Knowledge
from auditor.model import Case, CaseUpstream, Relation, Use, UseAnswer, UseFact, UseReason
from auditor.model.use_text import use_of
from auditor.policy.use import facts_that_decide, for_use
from auditor.policy.use.limits import _READERS, NOT_OF_A_USE, fields_of
from auditor.policy.use.outcome import rank
from support import models
from support.cases import scene_of
from unit.policy.uses_table import CHAINS, PAIRS, Pair

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.engine import Scene
    from auditor.model import ForUse

_KNOWLEDGE = Knowledge()
_KEYS = tuple(sorted(profile.key for profile in _KNOWLEDGE.profiles if profile.spdx != "NONE"))
_FACTS = (
    "commercial",
    "commercial=no",
    "purpose=research",
    "purpose=product",
    "actor=company",
    "redistribute",
    "redistribute=no",
    "modify",
    "hosted",
    "hosted-modified",
    "used-in=DE",
    "offered-to=US",
    "established-in=DE",
    "monthly-users=5000000000@2024-07-01,group",
    "revenue=900000000000/year,usd,group",
    "outputs=sell",
    "outputs=train-unrelated",
    "outputs=train-competing",
    "publish-benchmarks",
    "fields=military",
    "fields=medical,clinical",
)
keys = st.sampled_from(_KEYS)
facts = st.lists(st.sampled_from(_FACTS), max_size=5, unique_by=lambda fact: fact.partition("=")[0])


def _spdx(key: str) -> str:
    profile = _KNOWLEDGE.profile(key)
    assert profile is not None, key
    return profile.spdx


def _scene(license_id: str, parents: tuple[str, ...] = (), relation: Relation = Relation.FINETUNE) -> Scene:
    upstream = tuple(
        CaseUpstream.from_plain({"license": parent, "relation": relation, "name": f"upstream/{number}"})
        for number, parent in enumerate(parents)
    )
    case = Case(
        name="a use",
        expect="met",
        repo="acme/model",
        card=f"license: {license_id}",
        prose="A model.",
        upstream=upstream,
    )
    return scene_of(case, _KNOWLEDGE)


def _answer(pair: Pair) -> ForUse:
    parents = (_spdx(pair.parent),) if pair.parent else ()
    return for_use(_scene(_spdx(pair.license), parents), use_of(pair.use.split()))


def _stated(words: list[str]) -> Use:
    """The use, without the facts that contradict one stated before."""
    use = Use()
    for word in words:
        try:
            use = use_of([word], use)
        except ConfigError:
            continue
    return use


@pytest.mark.parametrize("pair", [*PAIRS, *CHAINS], ids=lambda pair: f"{pair.license} {pair.parent} {pair.use}")
def test_a_license_answers_by_its_clause(pair: Pair) -> None:
    answer = _answer(pair)

    deciding = [point for point in answer.points if point.answer is answer.answer]
    assert answer.answer.value == pair.answer, [(point.clause, point.reason, point.fact) for point in deciding]
    assert any(point.clause.startswith(pair.clause) for point in deciding) or not pair.clause
    assert all(
        point.quote or point.reason is UseReason.NOT_READ or not point.grade.settles
        for point in deciding
        if point.grade
    )
    if pair.parent:
        assert any(point.via == "upstream/0" for point in deciding)


def test_there_are_enough_pairs() -> None:
    assert len({(pair.license, pair.use) for pair in PAIRS}) >= 90
    assert len({(pair.license, pair.use, pair.parent) for pair in CHAINS}) >= 25


@pytest.mark.parametrize(
    ("name", "answer"), [("meta-llama/Llama-3.2-11B-Vision", "excluded"), ("meta-llama/Llama-3.2-1B", "conditional")]
)
def test_a_limit_on_multimodal_models_is_one_of_them_alone(name: str, answer: str) -> None:
    upstream = CaseUpstream.from_plain({"license": _spdx("llama3.2"), "relation": "finetune", "name": name})
    case = Case(
        name="vision",
        expect="met",
        repo="acme/model",
        card=f"license: {_spdx('llama3.2')}",
        prose="A model.",
        upstream=(upstream,),
    )
    scene = scene_of(case, _KNOWLEDGE)
    stated = ["actor=company", "established-in=DE", "monthly-users=1@2024-09-01,group"]

    by_name = [point for point in for_use(scene, use_of(stated)).points if point.via == name]
    end_user = for_use(scene, use_of(["actor=end-user", "established-in=DE", "monthly-users=1@2024-09-01,group"]))

    assert max((point.answer for point in by_name), key=rank).value == answer
    assert not [point for point in end_user.points if point.fact is UseFact.ESTABLISHED_IN and point.via == name]


def test_the_code_of_a_model_counts_for_what_it_is_used_for() -> None:
    scene = _scene("Apache-2.0")
    assert for_use(scene, use_of(["hosted", "redistribute=no"])).answer is UseAnswer.ALLOWED


@given(keys, facts, st.sampled_from(_FACTS))
def test_stating_a_fact_never_turns_excluded_into_anything_better(key: str, words: list[str], more: str) -> None:
    scene = _scene(_spdx(key))
    use = _stated(words)
    try:
        further = use_of([more], use)
    except ConfigError:
        return
    if any(use.of(fact) not in (None, ()) and use.of(fact) != further.of(fact) for fact in UseFact):
        return
    before = [point for point in for_use(scene, use).points if point.answer is UseAnswer.EXCLUDED]
    after = {
        (point.license, point.clause)
        for point in for_use(scene, further).points
        if rank(point.answer) >= rank(UseAnswer.NEEDS_LICENSE)
    }

    assert not before or after


@given(keys, facts)
def test_leaving_out_a_fact_never_allows(key: str, words: list[str]) -> None:
    scene = _scene(_spdx(key))
    whole = for_use(scene, _stated(words))
    for left_out in range(len(words)):
        part = for_use(scene, _stated([*words[:left_out], *words[left_out + 1 :]]))
        if rank(whole.answer) >= rank(UseAnswer.OPEN):
            assert part.answer is not UseAnswer.ALLOWED


@given(facts)
def test_an_unknown_license_is_never_allowed(words: list[str]) -> None:
    for expression in ("LicenseRef-acme-own-terms", "NOASSERTION"):
        assert rank(for_use(_scene(expression), _stated(words)).answer) >= rank(UseAnswer.OPEN)
        assert rank(for_use(_scene("MIT", (expression,)), _stated(words)).answer) >= rank(UseAnswer.OPEN)


@given(keys, keys, facts)
def test_a_license_more_in_the_chain_never_improves(key: str, parent: str, words: list[str]) -> None:
    use = _stated(words)
    alone = for_use(_scene(_spdx(key)), use)
    chained = for_use(_scene(_spdx(key), (_spdx(parent),)), use)

    assert rank(chained.answer) >= rank(alone.answer)


@given(keys, keys, facts)
def test_of_a_choice_the_better_arm_counts(key: str, other: str, words: list[str]) -> None:
    use = _stated(words)
    arms = [for_use(_scene(_spdx(each)), use) for each in (key, other)]
    both = for_use(_scene(f"{_spdx(key)} OR {_spdx(other)}"), use)

    assert rank(both.answer) == min(rank(arm.answer) for arm in arms)


@pytest.mark.parametrize("key", _KEYS)
def test_every_limit_is_reached_by_some_use_or_is_none_of_a_use(key: str) -> None:
    profile = _KNOWLEDGE.profile(key)
    assert profile is not None
    for limit in profile.limits:
        assert (limit.code in _READERS) is not (limit.code in NOT_OF_A_USE), limit.code
        if limit.code.value == "field-of-use":
            values = limit.value if isinstance(limit.value, tuple) else (limit.value,)
            assert fields_of(limit) or set(values) <= {"illegal", "unlawful"}
    reached = {
        (point.limit or point.duty or point.row or point.grant)
        for words in ((), *((fact,) for fact in _FACTS))
        for point in for_use(_scene(profile.spdx), _stated(list(words))).points
    }
    unreached = [limit.code for limit in profile.limits if limit.code in _READERS and limit not in reached]
    superseded = {row.fact for row in profile.uses}
    assert not unreached or superseded


def test_where_no_use_is_stated_the_facts_that_decide_are_named() -> None:
    assert facts_that_decide(_scene("MIT")) == ()
    assert UseFact.COMMERCIAL in facts_that_decide(_scene("CC-BY-NC-4.0"))
    assert UseFact.MONTHLY_USERS in facts_that_decide(_scene("MIT", (_spdx("llama3.1"),)))


@pytest.mark.parametrize(
    ("words", "tip"),
    [
        (["comercial"], "commercial"),
        (["purpose=prodct"], "product"),
        (["fields=militry"], "military"),
        (["revenue=5"], "revenue=500000/year,usd,group"),
        (["revenue=5/decade,usd,group"], "month"),
        (["monthly-users=many"], "NUMBER@YYYY-MM-DD"),
        (["monthly-users=5@2026-13-01"], "month"),
        (["used-in=Germany"], "two letters"),
        (["hosted=maybe"], "hosted=no"),
        (["commercial=no", "purpose=product"], "State one"),
        (["hosted=no", "hosted-modified"], "State one"),
        (["redistribute=no", "embed-on-device"], "State one"),
        (["commercial", "commercial=no"], "once"),
    ],
)
def test_what_is_no_fact_is_refused_with_what_to_write(words: list[str], tip: str) -> None:
    with pytest.raises(ConfigError) as raised:
        use_of(words)
    assert tip in raised.value.tip
    assert raised.value.option == "use"


def test_a_use_of_a_name_that_spdx_does_not_know_is_named() -> None:
    answer = for_use(_scene("LicenseRef-acme-own-terms"), Use(commercial=True))

    assert [point.reason for point in answer.points] == [UseReason.NO_PROFILE]
    assert answer.points[0].name
    assert spdx.parse("LicenseRef-acme-own-terms") is not None


def test_of_a_relation_that_is_not_settled_no_reading_is_left_out() -> None:
    """A student is not reached by CC-BY-NC, and a fine-tune is: whichever is named first, it is open."""
    settled = _scene("Apache-2.0", ("CC-BY-NC-4.0",))
    (edge,) = (edge for edge in settled.upstreams if edge.name == "upstream/0")
    others = tuple(other for other in settled.upstreams if other.name != edge.name)
    for readings in ((Relation.DISTILL, Relation.FINETUNE), (Relation.FINETUNE, Relation.DISTILL)):
        upstreams = (*others, edge.replace(relations=readings))
        scene = settled.replace(facts=settled.facts.replace(upstreams=upstreams))

        points = [point for point in for_use(scene, Use(commercial=True)).points if point.via]
        assert [(point.answer, point.if_confirmed) for point in points if point.fact is UseFact.COMMERCIAL] == [
            (UseAnswer.OPEN, UseAnswer.EXCLUDED)
        ]


def test_a_clause_that_label_and_base_bring_alike_is_said_once(tmp_path: Path) -> None:
    card = models.card("license: llama2\nbase_model: meta-llama/Llama-2-7b-hf", "A fine-tune.")
    (tmp_path / "README.md").write_text(card, encoding="utf-8")
    (tmp_path / "model.safetensors").write_bytes(models.WEIGHTS)
    options = auditor.Options(as_of="2026-11-22", name="acme/Tern", scancode=False, use=auditor.Use(commercial=True))
    answer = auditor.audit(tmp_path, options).for_use

    assert answer is not None
    clauses = [(point.license, point.clause, point.fact, point.quote) for point in answer.points]
    assert len(clauses) == len(set(clauses))
    assert {point.via for point in answer.points if point.license == "llama2"} == {"meta-llama/Llama-2-7b-hf"}
