"""Recipes of training and merging tools: in files of their own, and in the code blocks of a card."""

from __future__ import annotations

import pytest

from auditor.lineage.headers.recipes import recipes
from auditor.model import Relation, Rung
from support import models
from support.lineages import context

LLAMA = "meta-llama/Llama-3.2-3B"
AXOLOTL = f"base_model: {LLAMA}\nmodel_type: LlamaForCausalLM\ndatasets:\n  - path: acme/data\nsequence_len: 4096\n"
MERGE = """models:
  - model: org/Base-7B+org/lora-1
    parameters: {weight: 0.5}
  - model: ./local
base_model: org/Other-7B
merge_method: ties
"""


def _card(block: str, fence: str = "```yaml", end: str = "```") -> dict[str, str | bytes]:
    return {"README.md": models.card("license: mit", f"# Mine\n\n{fence}\n{block}{end}\n\nMore words.")}


def _traces(files: dict[str, str | bytes], name: str = "acme/Mine") -> list[tuple[str, Relation | None, str, bool]]:
    traces = recipes(context(models.read(files, name)))
    return [(trace.parent, trace.relation, str(trace.evidence.location), bool(trace.doubt)) for trace in traces]


@pytest.mark.parametrize(
    "path", ["axolotl_config.yaml", "axolotl.yml", "training_args.yaml", "train_config.yml", "llamaboard_config.yaml"]
)
@pytest.mark.parametrize("key", ["base_model", "model_name_or_path"])
def test_a_file_of_a_training_tool_names_the_base(path: str, key: str) -> None:
    files: dict[str, str | bytes] = {path: AXOLOTL.replace("base_model", key)}

    assert _traces(files) == [(LLAMA, Relation.FINETUNE, f"{path}:1", False)]
    (trace,) = recipes(context(models.read(files, "acme/Mine")))
    assert trace.evidence.rung is Rung.NAMED


def test_a_recipe_elsewhere_is_not_that_of_the_model() -> None:
    assert _traces({"configs/axolotl.yaml": AXOLOTL}) == []


def test_a_recipe_that_continues_the_model_itself_names_no_parent() -> None:
    assert _traces({"axolotl.yaml": AXOLOTL}, LLAMA) == []
    assert _traces(_card(AXOLOTL), LLAMA) == []


def test_a_mere_folder_is_no_name() -> None:
    assert _traces({"axolotl.yaml": AXOLOTL.replace(LLAMA, "./out")}) == []
    assert _traces(_card(AXOLOTL.replace(LLAMA, "./out"))) == []


@pytest.mark.parametrize(
    ("fence", "end"), [("```yaml", "```"), ("```", "```"), ("~~~yml", "~~~"), ("````yaml", "````"), ("```yaml", "")]
)
def test_a_training_recipe_in_a_card_names_a_base_in_doubt(fence: str, end: str) -> None:
    assert _traces(_card(AXOLOTL, fence, end)) == [(LLAMA, Relation.FINETUNE, "README.md:7", True)]


def test_a_merge_recipe_in_a_card_names_what_was_merged() -> None:
    assert _traces(_card(MERGE)) == [
        ("org/Base-7B", Relation.MERGE, "README.md:8", True),
        ("org/Other-7B", Relation.MERGE, "README.md:11", True),
    ]


@pytest.mark.parametrize(
    "block",
    [
        f"base_model: {LLAMA}\n",
        f"model: {LLAMA}\nsequence_len: 4096\n",
        f"vllm serve acme/Mine --speculative-model {LLAMA}\n",
    ],
)
def test_a_block_that_is_no_recipe_names_nobody(block: str) -> None:
    assert _traces(_card(block)) == []


def test_what_stands_outside_the_blocks_is_no_recipe() -> None:
    inside = "```\nprint(1)\n```\n"
    assert _traces({"README.md": models.card("license: mit", f"# Mine\n\n{inside}\n{AXOLOTL}")}) == []
    assert _traces({"README.md": f"---\nlicense: mit\nnote: |\n  ```\n  {AXOLOTL.strip()}\n---\n# Mine\n"}) == []


def test_a_block_of_four_marks_is_not_closed_by_three() -> None:
    block = f"```\nprint(1)\n```\n{AXOLOTL}"

    assert _traces(_card(block, "````", "````")) == [(LLAMA, Relation.FINETUNE, "README.md:10", True)]


def test_a_recipe_in_a_card_is_asked_about_and_accuses_nobody() -> None:
    of_card, of_file = models.audit(_card(AXOLOTL), "acme/Mine"), models.audit({"axolotl.yaml": AXOLOTL}, "acme/Mine")
    text = f"license-text-missing:llama3.2:{LLAMA}"

    assert {finding.verdict.value for finding in of_card.findings} == {"undetermined"}
    assert text in models.ids(of_card)
    assert next(finding.verdict.value for finding in of_file.findings if finding.id == text) == "breached"


@pytest.mark.parametrize(
    ("recipe", "verdict"),
    [("models:\n  - model: mistralai/Mistral-7B-v0.1\n", "undetermined"), ("models:\n  - a\n", "breached")],
)
def test_whether_a_merge_recipe_that_names_the_base_states_the_change_is_open(recipe: str, verdict: str) -> None:
    leaked = '{"_name_or_path": "mistralai/Mistral-7B-v0.1"}'
    files: dict[str, str | bytes] = {"mergekit_config.yml": recipe, "config.json": leaked}
    made = models.audit({"README.md": models.card("license: mit"), "LICENSE": models.apache(), **files}, "acme/Mine")

    (finding,) = [finding for finding in made.findings if finding.rule == "changes-not-stated"]
    assert [(outcome.upstream, outcome.verdict.value) for outcome in finding.outcomes] == [
        ("mistralai/Mistral-7B-v0.1", verdict)
    ]


@pytest.mark.parametrize(
    ("card", "verdict"),
    [
        ("---\nlicense: mit\nfinetuned_from: mistralai/Mistral-7B-v0.1\n---\nA model.\n", "undetermined"),
        ("---\nlicense: mit\n---\nBase model: mistralai/Mistral-7B-v0.1\n", "breached"),
    ],
)
def test_whether_metadata_of_any_spelling_states_the_change_is_open(card: str, verdict: str) -> None:
    made = models.audit({"README.md": card, "LICENSE": models.apache()}, "acme/Mine")

    assert [
        (outcome.upstream, outcome.verdict.value)
        for finding in made.findings
        if finding.rule == "changes-not-stated"
        for outcome in finding.outcomes
    ] == [("mistralai/Mistral-7B-v0.1", verdict)]


@pytest.mark.parametrize(
    ("card", "verdict"),
    [
        ("---\nlicense: mit\nfinetuned_from: facebook/musicgen-small\n---\nA model.\n", "undetermined"),
        ("---\nlicense: mit\n---\nA model.\n", "breached"),
    ],
)
def test_whether_metadata_of_any_spelling_credits_the_creator_is_open(card: str, verdict: str) -> None:
    files: dict[str, str | bytes] = {"README.md": card}
    if "musicgen" not in card:
        files["mergekit_config.yml"] = "models:\n  - model: facebook/musicgen-small\n"
    made = models.audit(files, "acme/Mine")

    assert {
        outcome.verdict.value
        for finding in made.findings
        if finding.rule == "creator-not-credited"
        for outcome in finding.outcomes
    } == {verdict}
