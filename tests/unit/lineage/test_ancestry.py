"""Several hops: terms reach over lying cards, circles are cut and told, what is not at hand stays open."""

from __future__ import annotations

from pathlib import Path

import pytest

import auditor
from auditor.lineage import Ancestry, Parent
from auditor.lineage.ancestry import DEEPEST
from auditor.model import Evidence, Grade, Part, Relation, Rung, Upstream, Verdict
from support import lineages, models

LLAMA = "LicenseRef-scancode-llama-3.1-license-2024"
BASE = "meta-llama/Llama-3.1-8B"
MIDDLE = "nice/Middle-8B"
LIE = "license: apache-2.0"


def _edge(name: str, *relations: Relation, rung: Rung = Rung.DECLARED, part: Part = Part.WEIGHTS) -> Upstream:
    return Upstream(
        name=name,
        title=name,
        relations=relations or (Relation.FINETUNE,),
        candidates=(),
        evidence=(Evidence(rung=rung, says=f"names {name}"),),
        part=part,
    )


def _parent(name: str, *upstreams: Upstream, license_id: str | None = "MIT") -> Parent:
    return Parent(
        name=name,
        license=license_id,
        copyrights=(),
        notice_text="",
        notice_file=False,
        place="beside",
        upstreams=upstreams,
    )


def _grown(first: tuple[Upstream, ...], *parents: Parent, itself: str = "") -> dict[str, Upstream]:
    """The edges once every parent was asked for."""
    at_hand = {parent.name: parent for parent in parents}
    ancestry = Ancestry(first, name=itself)
    asked = []
    while names := ancestry.next_parents():
        asked.extend(names)
        for name in names:
            if name in at_hand:
                ancestry.grow(at_hand[name])
    assert len(set(asked)) == len(asked)
    return {edge.name: edge for edge in ancestry.edges}


@pytest.mark.parametrize(
    ("how", "over_all"),
    [
        ("quantized", Relation.FINETUNE),
        ("finetune", Relation.FINETUNE),
        ("merge", Relation.MERGE),
        ("adapter", Relation.ADAPTER),
    ],
)
def test_a_lying_card_in_the_middle_hides_no_terms(how: str, over_all: Relation) -> None:
    made = lineages.audit(
        {
            "me/Mine-8B": lineages.model(f"license: apache-2.0\nbase_model: {MIDDLE}\nbase_model_relation: {how}"),
            MIDDLE: lineages.model(f"{LIE}\nbase_model: nice/Deep-8B"),
            "nice/Deep-8B": lineages.model(f"{LIE}\nbase_model: {BASE}"),
        },
        "me/Mine-8B",
    )
    edges = lineages.edges(made)

    assert {name: edge.via for name, edge in edges.items()} == {
        MIDDLE: "",
        "nice/Deep-8B": MIDDLE,
        BASE: "nice/Deep-8B",
    }
    assert (edges[BASE].relations, edges[BASE].step, edges[BASE].firm) == ((over_all,), (Relation.FINETUNE,), True)
    assert [candidate.license for candidate in edges[MIDDLE].candidates] == ["Apache-2.0"]
    assert f"name-prefix-missing:llama3.1:{BASE}" in models.ids(made)
    # of a bare delta to the weights the agreement need not travel
    assert (f"license-text-missing:llama3.1:{BASE}" in models.ids(made)) is (over_all is not Relation.ADAPTER)
    assert LLAMA in made.concluded


def test_a_copy_of_a_copy_is_one() -> None:
    mirror = "This is a mirror of [nice/Middle-8B](https://huggingface.co/nice/Middle-8B)."
    deeper = "This is a copy of [meta-llama/Llama-3.1-8B](https://huggingface.co/meta-llama/Llama-3.1-8B)."
    made = lineages.audit(
        {"me/Mine-8B": lineages.model(LIE, mirror), MIDDLE: lineages.model(LIE, deeper)}, "me/Mine-8B"
    )

    assert {name: edge.relations for name, edge in lineages.edges(made).items()} == {
        MIDDLE: (Relation.COPY,),
        BASE: (Relation.COPY,),
    }
    text = next(finding for finding in made.findings if finding.id == f"license-text-missing:llama3.1:{BASE}")
    assert text.verdict is Verdict.BREACHED


def test_a_student_of_a_tuned_model_is_a_student_of_its_base() -> None:
    taught = "Distilled from [nice/Middle-8B](https://huggingface.co/nice/Middle-8B)."
    made = lineages.audit(
        {
            "me/Mine-8B": lineages.model(LIE, taught),
            MIDDLE: lineages.model(f"{LIE}\nbase_model: {BASE}"),
        },
        "me/Mine-8B",
    )

    assert {name: edge.relations for name, edge in lineages.edges(made).items()} == {
        MIDDLE: (Relation.DISTILL,),
        BASE: (Relation.DISTILL,),
    }
    assert f"license-text-missing:llama3.1:{BASE}" not in models.ids(made)


def test_a_merge_brings_the_bases_of_every_parent() -> None:
    made = lineages.audit(
        {
            "me/Mine-8B": lineages.model(f"{LIE}\nbase_model: [nice/One-8B, nice/Two-8B]"),
            "nice/One-8B": lineages.model(f"{LIE}\nbase_model: {BASE}"),
            "nice/Two-8B": lineages.model(f"{LIE}\nbase_model: mistralai/Mistral-7B-v0.1"),
        },
        "me/Mine-8B",
    )
    edges = lineages.edges(made)

    assert edges[BASE].via == "nice/One-8B"
    assert edges["mistralai/Mistral-7B-v0.1"].via == "nice/Two-8B"
    assert {edge.relations for edge in edges.values()} == {(Relation.MERGE,)}


@pytest.mark.parametrize("first", ["base", "teacher"])
def test_of_two_ways_to_an_ancestor_the_one_counts_that_its_weights_took(first: str) -> None:
    base, teacher = _edge("x/Base"), _edge("x/Teacher", Relation.DISTILL)
    edges = _grown(
        (base, teacher) if first == "base" else (teacher, base),
        _parent("x/Base", _edge("x/Root")),
        _parent("x/Teacher", _edge("x/Root")),
        _parent("x/Root", _edge("x/Top"), license_id="Apache-2.0"),
    )

    assert (edges["x/Root"].relations, edges["x/Root"].via) == ((Relation.FINETUNE,), "x/Base")
    assert (edges["x/Top"].relations, edges["x/Top"].via) == ((Relation.FINETUNE,), "x/Root")
    assert [candidate.license for candidate in edges["x/Root"].candidates] == ["Apache-2.0"]


def test_a_way_that_is_found_late_reaches_what_stands_above_it() -> None:
    edges = _grown(
        (_edge("x/Teacher", Relation.DISTILL), _edge("x/A")),
        _parent("x/Teacher", _edge("x/Root")),
        _parent("x/A", _edge("x/B")),
        _parent("x/B", _edge("x/C")),
        _parent("x/C", _edge("x/Root")),
        _parent("x/Root", _edge("x/Top")),
    )

    assert edges["x/Root"].relations == edges["x/Top"].relations == (Relation.FINETUNE,)
    assert edges["x/Root"].via == "x/C"


def test_a_weak_step_makes_no_firm_ancestor() -> None:
    edges = _grown((_edge("x/Base", rung=Rung.SIGNATURE),), _parent("x/Base", _edge("x/Root")))

    assert not edges["x/Root"].firm


def test_a_circle_is_cut_and_told() -> None:
    made = lineages.audit(
        {
            "acme/A-7B": lineages.model("license: mit\nbase_model: acme2/B-7B"),
            "acme2/B-7B": lineages.model("license: mit\nbase_model: acme/A-7B"),
        },
        "acme/A-7B",
    )
    (edge,) = made.lineage
    finding_ = next(finding for finding in made.findings if finding.rule == "lineage-cycle")

    assert (edge.name, edge.doubts.cycle) == ("acme2/B-7B", True)
    assert (finding_.id, finding_.verdict) == ("lineage-cycle:any:acme2/B-7B", Verdict.UNDETERMINED)
    assert "acme2/B-7B names acme/A-7B as a base" in finding_.message


def test_a_circle_among_the_ancestors_is_cut_and_told() -> None:
    edges = _grown((_edge("x/A"),), _parent("x/A", _edge("x/B")), _parent("x/B", _edge("x/A")))

    assert {name: edge.doubts.cycle for name, edge in edges.items()} == {"x/A": False, "x/B": True}


def test_a_circle_beside_the_way_is_seen_too() -> None:
    edges = _grown(
        (_edge("x/A"), _edge("x/B")),
        _parent("x/A", _edge("x/B")),
        _parent("x/B", _edge("x/A")),
    )

    assert {name: edge.doubts.cycle for name, edge in edges.items()} == {"x/A": False, "x/B": True}


def test_a_diamond_is_no_circle() -> None:
    edges = _grown(
        (_edge("x/A"), _edge("x/B")),
        _parent("x/A", _edge("x/Root")),
        _parent("x/B", _edge("x/Root")),
        _parent("x/Root"),
    )

    assert not any(edge.doubts.cycle for edge in edges.values())


@pytest.mark.parametrize("where", ["itself", "its parent"])
def test_a_card_that_names_its_own_repository_is_told_and_asks_for_nothing_else(where: str) -> None:
    ring = lineages.model("license: mit\nbase_model: acme/Ring-7B")
    child = lineages.model("license: mit\nbase_model: acme/Ring-7B")
    name = "acme/Ring-7B" if where == "itself" else "me/Child-7B"
    made = lineages.audit({"acme/Ring-7B": ring, "me/Child-7B": child}, name)
    (edge,) = made.lineage

    assert (edge.name, edge.doubts.cycle) == ("acme/Ring-7B", True)
    assert "lineage-cycle:any:acme/Ring-7B" in models.ids(made)
    assert not [identifier for identifier in models.ids(made) if identifier.startswith("parent-unknown")]


def test_a_chain_longer_than_is_followed_is_told() -> None:
    long = DEEPEST + 3
    edges = _grown((_edge("x/1"),), *(_parent(f"x/{number}", _edge(f"x/{number + 1}")) for number in range(1, long)))

    assert len(edges) == DEEPEST
    assert [name for name, edge in edges.items() if edge.doubts.cut] == [f"x/{DEEPEST}"]


def test_a_parent_that_is_not_at_hand_leaves_its_terms_open() -> None:
    made = lineages.audit({"me/Mine-8B": lineages.model(f"{LIE}\nbase_model: {MIDDLE}")}, "me/Mine-8B")

    assert lineages.edges(made)[MIDDLE].candidates == ()
    finding_ = next(finding for finding in made.findings if finding.rule == "parent-unknown")
    assert (finding_.upstream, finding_.verdict) == (MIDDLE, Verdict.UNDETERMINED)


def test_a_parents_own_files_outweigh_the_table() -> None:
    made = lineages.audit(
        {
            "me/Mine-7B": lineages.model("license: apache-2.0\nbase_model: Qwen/Qwen2.5-7B"),
            "Qwen/Qwen2.5-7B": lineages.model("license: cc-by-4.0"),
        },
        "me/Mine-7B",
    )
    (candidate,) = lineages.edges(made)["Qwen/Qwen2.5-7B"].candidates

    assert (candidate.license, candidate.grade) == ("CC-BY-4.0", Grade.SEEN)


def test_twelve_hops_bring_the_terms_of_the_last() -> None:
    made = lineages.audit(lineages.chain(12, top=lineages.model(f"{LIE}\nbase_model: {BASE}")), "acme/Step-0")
    edges = lineages.edges(made)

    assert len(edges) == 13
    assert edges[BASE].via == "acme/Step-12"
    assert f"license-text-missing:llama3.1:{BASE}" in models.ids(made)


def test_a_merge_of_three_hundred_is_read_whole() -> None:
    listed = "\n".join(f"- nice/Part-{number}" for number in range(300))
    parts = {f"nice/Part-{n}": lineages.model(f"{LIE}\nbase_model: {BASE}") for n in range(300)}
    mine = lineages.model(f"{LIE}\nbase_model:\n{listed}")
    made = lineages.audit({"me/Big-8B": mine, **parts}, "me/Big-8B")
    edges = lineages.edges(made)

    assert len(edges) == 301
    assert edges[BASE].relations == (Relation.MERGE,)
    assert f"license-text-missing:llama3.1:{BASE}" in models.ids(made)


@pytest.mark.parametrize("folder", ["nice--Middle-8B", "models--nice--Middle-8B", "../nice/Middle-8B"])
def test_parents_are_found_in_the_directories_beside_the_target(folder: str, tmp_path: Path) -> None:
    here = tmp_path / "models" / "Mine-8B"
    for place, files in (
        (here, lineages.model(f"{LIE}\nbase_model: {MIDDLE}")),
        (here.parent / folder, lineages.model(f"{LIE}\nbase_model: {BASE}")),
    ):
        place.mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            (place / name).write_bytes(text.encode() if isinstance(text, str) else text)

    made = auditor.audit(str(here), auditor.Options(name="me/Mine-8B", as_of="2026-11-22", scancode=False))

    assert {name: edge.via for name, edge in lineages.edges(made).items()} == {MIDDLE: "", BASE: MIDDLE}


def test_a_gguf_of_a_tune_of_a_base_is_three_hops() -> None:
    header = lineages.gguf(
        general__architecture="llama",
        general__license="apache-2.0",
        general__base_model__count=1,
        general__base_model__0__repo_url=f"https://huggingface.co/{MIDDLE}",
    )
    made = lineages.audit(
        {
            "me/Mine-8B-GGUF": {"mine-Q4_K_M.gguf": header},
            MIDDLE: lineages.model(f"{LIE}\nbase_model: nice/Deep-8B"),
            "nice/Deep-8B": lineages.model(f"{LIE}\nbase_model: {BASE}"),
        },
        "me/Mine-8B-GGUF",
    )
    edges = lineages.edges(made)

    assert {name: (edge.step or edge.relations) for name, edge in edges.items()} == {
        MIDDLE: (Relation.QUANTIZED,),
        "nice/Deep-8B": (Relation.FINETUNE,),
        BASE: (Relation.FINETUNE,),
    }
    assert f"license-text-missing:llama3.1:{BASE}" in models.ids(made)


def test_a_parent_whose_card_cannot_be_read_may_have_bases_that_were_left_out() -> None:
    twice = "license: mit\nbase_model: a/One\nbase_model: a/Two"
    made = lineages.audit(
        {"acme/Cool": lineages.model(f"{LIE}\nbase_model: {MIDDLE}"), MIDDLE: lineages.model(twice)}, "acme/Cool"
    )
    edge = lineages.edges(made)[MIDDLE]

    assert edge.doubts.cut
    assert edge.note == f"README.md of {MIDDLE} was not read: what it may say of bases or terms was left out"
    assert f"lineage-cycle:any:{MIDDLE}" in models.ids(made)
