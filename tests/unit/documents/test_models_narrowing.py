"""A card for several models, narrowed to one by the rows, items and headings that name it."""

from __future__ import annotations

import pytest

import auditor
from auditor.documents.models.narrowing import names_of, narrowed
from auditor.model import Document, DocumentKind, Field, Scope
from support import models
from support.memory import MemorySource

QWEN, LLAMA = "Qwen/Qwen2.5-7B", "meta-llama/Llama-3.1-8B"
INK = Scope(names=names_of("", ("ink.safetensors",)), shared=frozenset({"README.md"}))
OPTIONS = auditor.Options(scancode=False, as_of="2026-11-22")


def _card(body: str, *fields: Field) -> Document:
    return models.document("README.md", DocumentKind.CARD, body, fields)


def kept(body: str, scope: Scope = INK) -> str:
    """What is left of a card without a front matter."""
    return "\n".join(line for line in narrowed(_card(body), scope).text.split("\n") if line)


@pytest.mark.parametrize(
    ("body", "left"),
    [
        (
            "| File | License |\n|---|---|\n| ink.safetensors | MIT |\n| pixel.safetensors | GPL |\n",
            "| File | License |\n|---|---|\n| ink.safetensors | MIT |",
        ),
        ("- `ink`: MIT\n- `pixel`: GPL\n- All are small.\n", "- `ink`: MIT\n- All are small."),
        (
            "# All\n\n## Ink\n\nMIT\n\n### Use\n\nx\n\n## Pixel\n\nGPL\n\n## License\n\nBSD\n",
            "# All\n## Ink\nMIT\n### Use\nx\n## License\nBSD",
        ),
        ("- [Ink](ink.safetensors): MIT\n- [Pixel](pixel.safetensors): GPL\n", "- [Ink](ink.safetensors): MIT"),
        ("| a | b |\n| pixel.safetensors | GPL |\n", "| a | b |\n| pixel.safetensors | GPL |"),
        ("- pixel: GPL\n\nwords\n\n- ink: MIT\n", "- pixel: GPL\nwords\n- ink: MIT"),
        ("```\n- ink\n- pixel: GPL\n```\n", "```\n- ink\n- pixel: GPL\n```"),
        ("# Ink\n\nMIT\n\n# Pixel\n\nGPL\n", "# Ink\nMIT"),
    ],
    ids=["rows", "items", "headings", "links", "nobody named", "another list", "code", "titles"],
)
def test_what_names_another_in_the_same_way_does_not_count(body: str, left: str) -> None:
    assert kept(body) == left


def test_lines_keep_their_numbers_and_an_own_card_loses_only_other_files() -> None:
    card = _card("- ink: MIT\n- pixel: GPL\n- tokenizer.json: BSD\n- pixel.safetensors: GPL\n")
    assert narrowed(card, INK).text == "- ink: MIT\n\n\n\n"
    own = INK.replace(shared=frozenset())
    assert narrowed(card, own).text == "- ink: MIT\n- pixel: GPL\n- tokenizer.json: BSD\n\n"


def test_of_several_bases_those_count_that_are_named_where_the_model_is() -> None:
    card = _card(
        f"- ink: from {QWEN}\n- pixel: from {LLAMA}\n",
        Field(key="base_model", value=(QWEN, LLAMA)),
        Field(key="license", value="other"),
    )
    assert narrowed(card, INK).fields == (Field(key="base_model", value=(QWEN,)), card.fields[1])


def audits(body: str, head: str = "license: other") -> dict[str, auditor.Audit]:
    """Two adapters under one card, each audited."""
    files: dict[str, str | bytes] = {
        "README.md": models.card(head, body),
        "ink.safetensors": models.WEIGHTS,
        "pixel.safetensors": models.WEIGHTS,
    }
    surveyed = auditor.survey([MemorySource(files, target="t")], OPTIONS)
    return {entry.target: entry.audit for entry in surveyed if entry.audit is not None}


def breached(audit: auditor.Audit) -> set[str]:
    return {finding.id for finding in audit.findings if finding.verdict.value == "breached"}


def test_the_base_of_one_adapter_is_charged_to_no_other_under_the_same_card() -> None:
    link = "[{0}](https://huggingface.co/{0})"
    rows = (
        f"# Adapters\n\n## ink\n\nThis model is fine-tuned from {link.format(QWEN)}.\n\n"
        f"## pixel\n\nThis model is fine-tuned from {link.format(LLAMA)}.\n"
    )
    named = audits(rows)
    assert {edge.name for edge in named["t/ink.safetensors"].lineage} == {QWEN}
    assert {edge.name for edge in named["t/pixel.safetensors"].lineage} == {LLAMA}
    assert f"license-text-missing:llama3.1:{LLAMA}" not in breached(named["t/ink.safetensors"])


def test_of_a_list_of_bases_whose_each_is_is_asked_and_breaches_nothing() -> None:
    listed = f"license: apache-2.0\nbase_model:\n- {QWEN}\n- {LLAMA}"
    for audit in audits("# Adapters", listed).values():
        assert breached(audit) == set()
        missing = next(finding for finding in audit.findings if finding.id == f"license-text-missing:llama3.1:{LLAMA}")
        assert missing.question == f"Which of the models that this card describes was made from {LLAMA}?"
        assert audit.standing is auditor.Standing.UNDETERMINED
    merged = audits("# Merges", f"{listed}\nbase_model_relation: merge")
    assert all(breached(audit) for audit in merged.values())
