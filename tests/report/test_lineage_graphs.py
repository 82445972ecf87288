"""DOT and Mermaid: valid whatever a repository calls itself."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.model import Audit, EdgeDoubts, Relation
from auditor.report.lineage import dot as dot_format
from auditor.report.lineage import mermaid as mermaid_format
from auditor.report.lineage.graphs import MOST
from support.deceiving import deceives
from support.graphs import HOSTILE, audit_of, edge, named

_LABEL = r'"(?:[^"\\]|\\.)*"'
_DOT = re.compile(
    r"digraph lineage \{|\}|  (?:graph|node|edge) \[[^\]]*\];"
    rf"|  (?:n\d+(?:c\d+)?|more|unread) \[label={_LABEL}, shape=\w+(?:, style=\"bold,rounded\")?\];"
    rf"|  (?:n\d+(?:c\d+)?|more|unread) -> n\d+ \[label={_LABEL}, style=(?:solid|dashed)\];"
)
_WORDS = r'"(?:[^"#<>\[\]{}|`%&;:\\\n]|#\d{1,7};|<br/>)*"'
_MERMAID = re.compile(
    r"flowchart (?:TD|LR)|"
    rf"  (?:n\d+(?:c\d+)?|more|unread)(?:\(\[{_WORDS}\]\)|\[{_WORDS}\]|\{{\{{{_WORDS}\}}\}}|\[/{_WORDS}/\])"
    rf"|  (?:n\d+(?:c\d+)?|more|unread) (?:-->|-\.->)(?:\|{_WORDS}\|)? n\d+"
)


def _valid(text: str, pattern: re.Pattern[str]) -> None:
    assert text.endswith("\n")
    for line in text[:-1].split("\n"):
        assert pattern.fullmatch(line), line


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_but_a_label(name: str) -> None:
    _valid(dot_format.render(named(name)), _DOT)
    _valid(mermaid_format.render(named(name)), _MERMAID)


@settings(max_examples=60, deadline=None)
@given(name=st.text(min_size=1, max_size=40))
def test_no_name_breaks_either_language(name: str) -> None:
    _valid(dot_format.render(named(name)), _DOT)
    _valid(mermaid_format.render(named(name)), _MERMAID)


def test_every_audit_is_drawn_without_anything_that_deceives(audit: Audit) -> None:
    for text, pattern in ((dot_format.render(audit), _DOT), (mermaid_format.render(audit), _MERMAID)):
        _valid(text, pattern)
        assert not [character for character in text if deceives(character)]
        assert max(map(len, text.split("\n"))) < 2_000


def test_arrows_lead_from_the_base_to_what_was_made_and_say_how() -> None:
    of = audit_of(
        edge("a/One", component=""),
        edge("a/Two", component="vae", via="a/One", step=(Relation.QUANTIZED,), candidates=()),
    )
    dot, mermaid = dot_format.render(of), mermaid_format.render(of)

    assert '  n1 -> n0 [label="fine-tuned\\ndeclared", style=solid];' in dot
    assert '  n2 -> n1 [label="quantized\\ncomponent vae, declared", style=solid];' in dot
    assert '  n2 [label="a/Two\\nterms not known", shape=box];' in dot
    assert '  n1 -->|"fine-tuned<br/>declared"| n0' in mermaid
    assert '  n2["a/Two<br/>terms not known"]' in mermaid


def test_a_candidate_set_is_dashed_and_each_of_it_a_box(rakuten: Audit) -> None:
    dot = dot_format.render(rakuten)

    assert 'n1 [label="one of the releases of the DeepSeek-V3 family", shape=hexagon];' in dot
    assert "n1c1 -> n1 [" in dot
    assert re.search(r"  n1 -> n0 \[.*style=dashed\];", dot)
    assert "DeepSeek License Agreement" in dot or "deepseek" in dot


def test_circles_and_cuts_are_drawn() -> None:
    of = audit_of(edge("a/Ring", doubts=EdgeDoubts(cycle=True)), edge("a/Many", doubts=EdgeDoubts(cut=True)))

    assert "a cycle, cut here" in dot_format.render(of)
    assert "further bases left out" in mermaid_format.render(of)


def test_of_a_great_merge_the_first_are_drawn_and_the_others_counted() -> None:
    of = audit_of(*(edge(f"a/P{number}") for number in range(MOST + 50)))
    mermaid = mermaid_format.render(of)

    assert mermaid.count(" --> ") + mermaid.count("-->|") == MOST - 1
    assert "and 51 more ancestors" in mermaid


def test_a_mermaid_text_is_never_longer_than_mermaid_draws() -> None:
    of = audit_of(*(edge(f"a/{number}{'[#]' * 30}") for number in range(300)))
    mermaid = mermaid_format.render(of)

    assert len(mermaid) <= 50_000
    assert re.search(r'more\["and \d+ more ancestors"\]', mermaid)
    _valid(mermaid, _MERMAID)


def test_many_bases_of_one_model_stand_below_each_other_and_a_chain_too() -> None:
    merge = audit_of(*(edge(f"a/P{number}") for number in range(40)))
    chain = audit_of(*(edge(f"a/P{number}", via=f"a/P{number - 1}" if number else "") for number in range(40)))

    assert "rankdir=LR" in dot_format.render(merge)
    assert mermaid_format.render(merge).startswith("flowchart LR\n")
    assert "rankdir=TB" in dot_format.render(chain)
    assert mermaid_format.render(chain).startswith("flowchart TD\n")
