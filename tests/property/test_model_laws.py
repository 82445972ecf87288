"""One model, one verdict: what lies beside a model changes nothing of its audit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

import auditor
from auditor.knowledge import Knowledge
from support import models, trees
from support.memory import MemorySource

if TYPE_CHECKING:
    from auditor.documents.models import Cut, Model
    from auditor.model import Audit
    from support.trees import Files

_KNOWLEDGE = Knowledge()
_OPTIONS = auditor.Options(as_of="2026-11-22", scancode=False)


def _audits(files: Files) -> dict[tuple[str, ...], Audit]:
    """The audits by what the cut says names the models: their folders or files."""
    surveyed = auditor.survey([MemorySource(files, target="t")], _OPTIONS, knowledge=_KNOWLEDGE)
    cut = trees.cut_of(files)
    audits = {}
    for model, entry in zip(cut.models, surveyed, strict=True):
        assert entry.audit is not None, entry.problem
        audits[_key(model)] = entry.audit.replace(target="")
    return audits


def _key(model: Model) -> tuple[str, ...]:
    """What a model is known by in every copy of its target: its folder and its weights."""
    return (model.root, *model.weights)


def _open(cut: Cut, model: Model) -> list[tuple[str, ...]]:
    """The parts of a model of which it is open whether they are, and the models that may be the same."""
    return [
        join.paths[1:] if join.together else join.paths
        for join in cut.joins
        if (join.paths[0] == model.path if join.together else model.path in join.paths)
    ]


def _breached(audit: Audit) -> set[str]:
    return {finding.id for finding in audit.findings if finding.verdict.value == "breached"}


def _compared(audit: Audit) -> Audit:
    """All but where it was asked for."""
    return audit.replace(repository=audit.repository.replace(target=""))


@given(trees.trees(), st.data())
@settings(max_examples=60, deadline=None)
def test_the_audit_of_a_model_is_that_of_a_copy_without_the_others(files: Files, data: st.DataObject) -> None:
    """Where a join is open, the copy is the finer reading: nothing is breached that is not there, and nothing lost."""
    cut = trees.cut_of(files)
    mine = data.draw(st.sampled_from(cut.models), label="model")
    together = _compared(_audits(files)[_key(mine)])
    parts = [path for paths in _open(cut, mine) for path in paths if mine.path not in paths]
    alone = trees.without_the_others(files, mine, cut)
    if not _open(cut, mine):
        assert _compared(_audits(alone)[_key(mine)]) == together
        return
    finer = {path: text for path, text in alone.items() if not any(f"{path}/".startswith(f"{part}/") for part in parts)}
    (apart,) = (audit for key, audit in _audits(finer).items() if key[0] == mine.root or key[1:] == mine.weights)
    assert _breached(together) <= _breached(apart)
    assert models.ids(apart) <= {finding.id for finding in together.findings}


@given(trees.trees(), st.data())
@settings(max_examples=30, deadline=None)
def test_another_model_beside_it_and_its_name_change_nothing(files: Files, data: st.DataObject) -> None:
    before = _audits({f"ours/{path}": text for path, text in files.items()})
    for name in ("another", "renamed"):
        more = data.draw(trees.model(f"{name}/deeper"), label=name)
        after = _audits({**{f"ours/{path}": text for path, text in files.items()}, **more})
        assert {key: _compared(after[key]) for key in before} == {
            key: _compared(audit) for key, audit in before.items()
        }


def test_a_configuration_put_aside_on_the_way_to_another_model_changes_nothing() -> None:
    """`a/config.json` describes only; `a/a` is a model of its own."""
    files: Files = {
        "adapter_config.json": json.dumps({"base_model_name_or_path": "Qwen/Qwen2.5-7B", "peft_type": "LORA"}),
        "adapter_model.safetensors": models.WEIGHTS,
        "a/config.json": json.dumps({"model_type": "llama", "hidden_size": 8}),
        "a/NOTICE": "Notice of a\n",
        "a/a/README.md": models.card("license: mit"),
    }
    cut = trees.cut_of(files)
    assert [(model.path, model.files) for model in cut.models] == [
        ("", ("adapter_config.json", "adapter_model.safetensors")),
        ("a/a", ("a/a/README.md",)),
    ]
    assert cut.samples == ("a",)
    (adapter, _) = cut.models
    alone = trees.without_the_others(files, adapter, cut)
    assert _compared(_audits(alone)[_key(adapter)]) == _compared(_audits(files)[_key(adapter)])


def test_what_is_put_aside_is_said_where_it_lies() -> None:
    """In a model, to that one; in none, to all."""
    files: Files = {
        "a/pyproject.toml": "[tool]\n",
        "a/config.json": json.dumps({"model_type": "llama", "hidden_size": 8}),
        "a/model.safetensors": models.WEIGHTS,
        "a/examples/x/model.safetensors": models.WEIGHTS,
        "b/model.safetensors": models.WEIGHTS,
        "b/README.md": models.card("license: mit"),
        "pyproject.toml": "[tool]\n",
        "tests/one.safetensors": models.WEIGHTS,
        "tests/two.safetensors": models.WEIGHTS,
    }
    audits = _audits(files)
    aside = "samples and third-party code are not part of the model"
    assert [entry.detail for entry in audits["a", "a/model.safetensors"].unread] == [
        f"a/examples/, tests/: {aside}; 3 files of weights are there; name one to audit it."
    ]
    assert [entry.detail for entry in audits["b", "b/model.safetensors"].unread] == [
        f"tests/: {aside}; 2 files of weights are there; name one to audit it."
    ]


def test_text_of_one_model_meets_no_duty_of_another() -> None:
    mit = {"b/README.md": models.card("license: mit"), "b/model.safetensors": models.WEIGHTS}
    ours = {
        "a/README.md": models.card("license: mit"),
        "a/model.safetensors": models.WEIGHTS,
        "a/LICENSE": models.mit("Copyright (c) 2024 A"),
    }
    b = ("b", "b/model.safetensors")
    assert _compared(_audits({**mit, **ours})[b]) == _compared(_audits(mit)[b])
    assert "license-text-missing:mit:self" in {finding.id for finding in _audits({**mit, **ours})[b].findings}


def test_a_base_of_one_adapter_is_charged_to_no_other() -> None:
    pair = {}
    for name, base in (("one", "Qwen/Qwen2.5-7B"), ("two", "meta-llama/Llama-3.1-8B")):
        pair[f"lora/{name}/adapter_config.json"] = json.dumps({"base_model_name_or_path": base, "peft_type": "LORA"})
        pair[f"lora/{name}/adapter_model.safetensors"] = models.WEIGHTS
        pair[f"lora/{name}/README.md"] = models.card(f"license: apache-2.0\nbase_model: {base}")
    audits = {root: audit for (root, *_), audit in _audits(pair).items()}
    by_name = {root: {finding.upstream for finding in audit.findings} for root, audit in audits.items()}
    assert not any("llama" in upstream.lower() for upstream in by_name["lora/one"])
    assert any("llama" in upstream.lower() for upstream in by_name["lora/two"])


def test_what_only_one_reading_of_an_open_join_shows_is_undetermined() -> None:
    main = {
        "README.md": models.card("license: apache-2.0\nbase_model: deepseek-ai/DeepSeek-R1"),
        "LICENSE": models.apache(),
        "config.json": json.dumps({"model_type": "x"}),
        "model.safetensors": models.WEIGHTS,
    }
    beside = {"draft/tern.safetensors": models.WEIGHTS, "draft/NOTICE": models.mit("Copyright (c) 2023 DeepSeek")}
    missing = "license-text-missing:mit:deepseek-ai/DeepSeek-R1"

    def verdict(files: dict[str, str | bytes]) -> tuple[str, str]:
        audits = {root: audit for (root, *_), audit in _audits(files).items()}
        finding = next(finding for finding in audits[""].findings if finding.id == missing)
        return finding.verdict.value, finding.question

    assert verdict(main)[0] == "breached"
    assert verdict({**main, **beside}) == (
        "undetermined",
        "Is the target itself the same model as draft? --root FOLDER settles it.",
    )
