"""The tree of ancestors for a terminal: who, how, on what evidence, under which terms."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from auditor.model import (
    Audit,
    Candidate,
    EdgeDoubts,
    Evidence,
    Grade,
    Location,
    Part,
    Relation,
    Rung,
    Unread,
    UnreadReason,
    Upstream,
)
from auditor.report.lineage import text as lineage
from auditor.report.lineage.nodes import every, how, tree
from support import samples
from support.deceiving import deceives

LLAMA = "LicenseRef-scancode-llama-3.1-license-2024"


def edge(name: str, *relations: Relation, license_id: str | None = "MIT", via: str = "", **more: object) -> Upstream:
    made = Upstream(
        name=name,
        title=name,
        relations=relations or (Relation.FINETUNE,),
        candidates=(Candidate(name=name, license=license_id, grade=Grade.SEEN),),
        evidence=(
            Evidence(
                rung=Rung.DECLARED, says=f"the card declares {name}", location=Location(path="README.md", first=4)
            ),
        ),
        via=via,
    )
    return made.replace(**more)


def audit(*upstreams: Upstream) -> Audit:
    statements = (samples.declared("Apache-2.0"),)
    repository = samples.repository("dir", "me/Mine")
    return samples.audit(repository, upstreams=upstreams, statements=statements)


def shown(of: Audit, verbosity: int = 0, width: int = 100) -> list[str]:
    text = lineage.render(of, color=False, width=width, verbosity=verbosity)
    return text.split("\n")


def test_each_ancestor_stands_below_the_one_it_was_found_at() -> None:
    of = audit(
        edge("a/Parent", Relation.QUANTIZED),
        edge("a/Other", Relation.MERGE),
        edge("a/Grand", Relation.FINETUNE, via="a/Parent", step=(Relation.FINETUNE,)),
    )

    assert shown(of)[:8] == [
        "me/Mine in dir",
        "offered under Apache-2.0",
        "├─ quantized from a/Parent (declared)",
        "│  │  MIT; read in the publisher's repository",
        "│  └─ fine-tuned from a/Grand (declared)",
        "│     MIT; read in the publisher's repository",
        "└─ merged from a/Other (declared)",
        "   MIT; read in the publisher's repository",
    ]


def test_an_ancestor_is_told_by_its_last_step_not_by_all() -> None:
    of = audit(
        edge("a/Adapter", Relation.ADAPTER), edge("a/Base", Relation.ADAPTER, via="a/Adapter", step=(Relation.COPY,))
    )

    assert "   └─ a copy of a/Base (declared)" in shown(of)


def test_a_candidate_set_is_a_branch_of_one_of(rakuten: Audit) -> None:
    lines = shown(rakuten)
    at = lines.index("└─ consistent with the DeepSeek-V3 family: one of")

    assert lines[at + 1] == "   │  how is open: fine-tuned or quantized"
    names = [line.split("─ ", 1)[1].split(",")[0] for line in lines[at + 1 :] if "─ " in line]
    assert names == [candidate.name for candidate in rakuten.upstreams[0].candidates]
    assert any("not a claim of derivation" in line for line in lines)


def test_an_unsettled_relation_claims_none() -> None:
    open_edge = edge("a/Base", Relation.COPY, Relation.FINETUNE)
    weak = open_edge.replace(evidence=(Evidence(rung=Rung.SIGNATURE, says="numbers agree"),))

    assert how(open_edge) == "made from"
    assert how(weak) == "consistent with"
    assert "└─ consistent with a/Base" in shown(audit(weak))
    assert "   how is open: a copy or fine-tuned" in shown(audit(weak))


def test_terms_that_are_not_known_are_said_to_be_so() -> None:
    unknown = edge("a/Base", candidates=())
    nameless = edge("a/Other", license_id=None)
    lines = shown(audit(unknown, nameless))

    assert lines.count("│  terms not known") == 1
    assert lines.count("   terms not known") == 1
    assert "Terms not known: nothing was read of what that parent requires." in lines


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"doubts": EdgeDoubts(cycle=True), "note": "a cycle: a/B names a/A as a base; it is cut there"},
            "a cycle: a/B names a/A",
        ),
        ({"doubts": EdgeDoubts(cycle=True)}, "a cycle: its bases lead back"),
        (
            {"doubts": EdgeDoubts(cut=True), "note": "bases of a/B were left out: the chain is too long"},
            "bases of a/B were left out",
        ),
        ({"doubts": EdgeDoubts(cut=True)}, "bases of it were left out"),
    ],
)
@pytest.mark.parametrize("verbosity", [0, 1])
def test_circles_and_cuts_are_said(changes: dict[str, object], words: str, verbosity: int) -> None:
    lines = shown(audit(edge("a/B", **changes)), verbosity)

    assert sum(words in line for line in lines) == 1


def test_quietly_too() -> None:
    lines = shown(audit(edge("a/A", doubts=EdgeDoubts(cycle=True)), edge("a/B", doubts=EdgeDoubts(cut=True))), -1)

    assert lines[1].endswith("; a cycle, cut here")
    assert lines[2].endswith("; further bases left out")


def test_parts_and_components_are_named() -> None:
    tokenizer = (Evidence(rung=Rung.TOKENIZER, says="a name in it"),)
    of = audit(
        edge("a/Vae", component="vae"),
        edge("datasets/a/Data", Relation.TRAINED_ON, title="the dataset a/Data", part=Part.DATA, candidates=()),
        edge("a/Words", part=Part.TOKENIZER, evidence=tokenizer),
        edge("a/Remote", Relation.CODE, part=Part.CODE),
    )
    heads = [line[3:] for line in shown(of) if line.startswith(("├─ ", "└─ "))]

    assert heads == [
        "fine-tuned from a/Vae (component vae, declared)",
        "trained on the dataset a/Data (declared)",
        "takes its tokenizer from a/Words (consistent with)",
        "loads code of a/Remote (declared)",
    ]


def test_loudly_every_trace_has_its_place_and_its_rung() -> None:
    twice = edge("a/Base").replace(
        evidence=(*edge("a/Base").evidence, Evidence(rung=Rung.SIGNATURE, says="9 of 9 fields agree"))
    )

    assert not any("rung" in line for line in shown(audit(twice)))
    loud = shown(audit(twice), 1)
    assert "   · declared, rung 1 of 7: the card declares a/Base (README.md:4)" in loud
    assert "   · consistent with, rung 4 of 7: 9 of 9 fields agree" in loud


def test_quietly_each_ancestor_is_a_line() -> None:
    of = audit(edge("a/One"), edge("a/Two", license_id=None), edge("a/Three", via="a/One"))

    assert shown(of, -1) == [
        "me/Mine in dir",
        "├─ fine-tuned from a/One (declared), MIT",
        "│  └─ fine-tuned from a/Three (declared), MIT",
        "└─ fine-tuned from a/Two (declared), terms not known",
        "",
    ]


def test_no_lineage_is_said_with_what_it_means() -> None:
    text = " ".join(shown(audit()))

    assert "No lineage found. That is what the files show, not a proof that there is none." in text


def test_of_many_parents_the_first_are_shown_and_the_others_counted() -> None:
    of = audit(*(edge(f"a/P{number}") for number in range(300)))

    assert "└─ and 280 more; -v lists all" in shown(of)
    assert sum("─ fine-tuned from" in line for line in shown(of)) == 20
    assert sum("─ fine-tuned from" in line for line in shown(of, 1)) == 300


def test_of_many_candidates_too() -> None:
    candidates = tuple(Candidate(name=f"a/C{number}", license="MIT", grade=Grade.SEEN) for number in range(30))
    of = audit(edge("a", candidates=candidates))

    assert "   └─ or 10 more; -v lists all" in shown(of)
    assert any("a/C29" in line for line in shown(of, 1))


@pytest.mark.parametrize("width", [60, 100, 120])
def test_no_line_is_wider_than_the_page_however_deep_it_stands(width: int) -> None:
    of = audit(edge("a/P0"), *(edge(f"a/P{number}", via=f"a/P{number - 1}") for number in range(1, 34)))

    assert max(cell_len(line) for line in shown(of, 1, width)) <= width
    assert any("a/P33" in line for line in shown(of, 0, width))


def test_color_changes_no_word(audit: Audit) -> None:
    import re  # noqa: PLC0415 - for this test alone

    colored = lineage.render(audit, color=True, width=100)

    assert re.sub("\x1b\\[[0-9;]*m", "", colored) == lineage.render(audit, color=False, width=100)


@pytest.mark.parametrize("verbosity", [-1, 0, 1])
def test_no_repository_speaks_to_the_terminal(audit: Audit, verbosity: int) -> None:
    text = lineage.render(audit, color=False, width=80, verbosity=verbosity)

    assert not [character for character in text if deceives(character)]
    assert not any(line.startswith("::") or "##[" in line for line in text.split("\n"))
    assert max(cell_len(line) for line in text.split("\n")) <= 80


@pytest.mark.parametrize("verbosity", [-1, 0, 1])
def test_the_same_audit_gives_the_same_page(audit: Audit, verbosity: int) -> None:
    pages = {lineage.render(audit, color=False, width=100, verbosity=verbosity) for _ in range(2)}

    assert len(pages) == 1


def test_an_edge_whose_place_is_missing_or_runs_in_a_ring_is_still_there() -> None:
    of = audit(edge("a/A", via="a/B"), edge("a/B", via="a/A"), edge("a/Lost", via="a/Nowhere"), edge("a/I", via="a/I"))

    assert {node.edge.name for node in every(tree(of))} == {"a/A", "a/B", "a/Lost", "a/I"}
    assert len({node.id for node in every(tree(of))}) == 4


UNREAD = (
    Unread(path="README.md", reason=UnreadReason.MALFORMED, detail="The key stands twice."),
    Unread(path="logo.png", reason=UnreadReason.FAILED, detail="No.", matters=False),
)


@pytest.mark.parametrize("verbosity", [-1, 0, 1])
def test_what_was_not_read_is_told_and_nothing_found_is_not_nothing_there(verbosity: int) -> None:
    text = "\n".join(shown(audit().replace(unread=UNREAD), verbosity))

    assert "No lineage found in what could be read." in text
    assert "Not read, a base may be named there: README.md: malformed." in text
    assert "logo.png" not in text


def test_of_many_files_not_read_the_first_are_told_and_the_others_counted() -> None:
    many = tuple(UNREAD[0].replace(path=f"{number}/README.md") for number in range(40))
    of = audit(edge("a/Parent")).replace(unread=many)

    assert sum("Not read" in line for line in shown(of)) == 5
    assert "and 35 more; -v lists all" in shown(of)
    assert sum("Not read" in line for line in shown(of, 1)) == 40
