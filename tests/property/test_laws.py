"""Laws that every verdict obeys, whatever the licenses and the evidence."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auditor.engine import evaluate
from auditor.engine.caps import severity_key
from auditor.knowledge import Knowledge
from auditor.model import Case, CaseText, CaseUpstream, Grade, LimitException, Outcome, Relation, Verdict
from support.cases import scene_of
from support.hardness import HARD, hardest

_KNOWLEDGE = Knowledge()
_KEYS = (
    "mit",
    "apache-2.0",
    "bsd-3-clause",
    "cc-by-4.0",
    "cc-by-sa-4.0",
    "cc-by-nc-4.0",
    "gpl-3.0",
    "deepseek-model-1.0",
    "llama3",
    "llama3.1",
    "gemma",
    "creativeml-openrail-m",
    "kimi-k2-modified-mit",
)
_LINE = "Copyright (c) 2023 Upstream Laboratory"
_HOLDS_WEIGHTS = (Relation.COPY, Relation.QUANTIZED, Relation.FINETUNE, Relation.MERGE, Relation.ADAPTER)
"""What is made so is a derivative of its parent in every license's sense."""

keys = st.sampled_from(_KEYS)
relations = st.sampled_from([relation for relation in Relation if relation is not Relation.CODE])
carried = st.lists(keys, max_size=3, unique=True)
prose = st.sampled_from(["", "A model.", "It is a fine-tuned version of the base model upstream/base.", f"{_LINE}"])
laws = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _spdx(key: str) -> str:
    profile = _KNOWLEDGE.profile(key)
    assert profile is not None
    return profile.spdx


def _parent(license_id: str, relation: Relation, **more: object) -> CaseUpstream:
    return CaseUpstream.from_plain(
        {"license": license_id, "relation": relation, "copyrights": (_LINE,), "copyrights_read": True, **more}
    )


def _judged(
    declared: str, texts: list[str], parents: list[CaseUpstream], body: str = "A model."
) -> tuple[Outcome, ...]:
    case = Case(
        name="a law",
        expect="met",
        repo="acme/model",
        card=f"license: {declared}",
        prose=body,
        carries=tuple(CaseText(license=key, path=f"LICENSES/{key}.txt") for key in texts),
        upstream=tuple(parents),
    )
    return evaluate(scene_of(case, _KNOWLEDGE), _KNOWLEDGE.rules)


@laws
@given(keys, keys, relations, carried, keys, prose)
def test_adding_a_text_never_creates_a_missing_text(
    declared: str, parent: str, relation: Relation, texts: list[str], added: str, body: str
) -> None:
    edges = [_parent(parent, relation)]

    before = hardest(_judged(_spdx(declared), texts, edges, body))
    after = hardest(_judged(_spdx(declared), sorted({*texts, added}), edges, body))

    missing = {key: verdict for key, verdict in after.items() if key[0] == "license-text-missing"}
    assert all(verdict <= before.get(key, 0) for key, verdict in missing.items())


@laws
@given(keys, st.lists(st.tuples(keys, relations), min_size=1, max_size=2), keys, relations, carried)
def test_adding_an_edge_never_improves_a_duty(
    declared: str, parents: list[tuple[str, Relation]], more: str, how: Relation, texts: list[str]
) -> None:
    edges = [_parent(key, relation, name=f"upstream/{number}") for number, (key, relation) in enumerate(parents)]

    before = hardest(_judged(_spdx(declared), texts, edges))
    after = hardest(_judged(_spdx(declared), texts, [*edges, _parent(more, how, name="upstream/more")]))

    better = {key for key, verdict in before.items() if after.get(key, 0) < verdict}
    assert {key for key in better if not _excepts_what_the_edge_makes(key, more, how)} == set()


def _excepts_what_the_edge_makes(key: tuple[str, str, str, str], more: str, how: Relation) -> bool:
    """Whether it is a ban on training other models, which leaves out those made from the very model, as this now is."""
    rule, license_id, code, _ = key
    profile = _KNOWLEDGE.profile(license_id)
    limits = profile.limits if profile and rule == "act-not-permitted" else ()
    own = any(limit.code == code and LimitException.OWN_DERIVATIVES in limit.exceptions for limit in limits)
    return own and license_id == more and how in _HOLDS_WEIGHTS


@laws
@given(keys, keys, keys, relations, carried)
def test_an_inbound_choice_is_never_worse_than_its_better_arm(
    declared: str, first: str, other: str, relation: Relation, texts: list[str]
) -> None:
    def judged(license_id: str) -> tuple[int, int, int, int]:
        outcomes = _judged(_spdx(declared), texts, [_parent(license_id, relation)])
        return severity_key(tuple(outcome for outcome in outcomes if outcome.upstream and outcome.license in _KEYS))

    assert judged(f"{_spdx(first)} OR {_spdx(other)}") <= min(judged(_spdx(first)), judged(_spdx(other)))


@laws
@given(keys, keys, keys, relations)
def test_an_outbound_choice_is_never_better_than_its_worse_arm(
    first: str, other: str, parent: str, relation: Relation
) -> None:
    edges = [_parent(parent, relation)]
    about_terms = {"limit-dropped", "condition-hidden", "share-alike-broken", "use-restrictions-not-passed-on"}

    def judged(license_id: str) -> dict[tuple[str, str, str, str], int]:
        return {
            key: verdict for key, verdict in hardest(_judged(license_id, [], edges)).items() if key[0] in about_terms
        }

    both = judged(f"{_spdx(first)} OR {_spdx(other)}")
    for arm in (judged(_spdx(first)), judged(_spdx(other))):
        assert all(both.get(key, 0) >= verdict for key, verdict in arm.items())


@laws
@given(keys, keys, relations, carried, prose, st.sampled_from([Grade.SECONDARY, Grade.MEMORY]))
def test_weaker_evidence_never_gives_a_harder_verdict(
    declared: str, parent: str, relation: Relation, texts: list[str], body: str, weak: Grade
) -> None:
    firm = hardest(_judged(_spdx(declared), texts, [_parent(parent, relation)], body))
    by_shape = hardest(_judged(_spdx(declared), texts, [_parent(parent, relation, firm=False)], body))
    by_hearsay = hardest(_judged(_spdx(declared), texts, [_parent(parent, relation, grade=weak)], body))

    for weaker in (by_shape, by_hearsay):
        about_duties = {key: verdict for key, verdict in weaker.items() if key[2]}
        assert all(verdict <= firm.get(key, 0) for key, verdict in about_duties.items())
        assert all(verdict < HARD[Verdict.BREACHED] for verdict in about_duties.values())
