"""One model, one verdict: what lies beside a model changes nothing of its audit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

import auditor
from auditor.knowledge import Knowledge
from auditor.pipeline.models import divide
from support import models
from support.memory import MemorySource

if TYPE_CHECKING:
    from auditor.model import Audit

_KNOWLEDGE = Knowledge()
_OPTIONS = auditor.Options(as_of="2026-11-22", scancode=False)
_CARDS = (
    "license: mit",
    "license: apache-2.0\nbase_model: deepseek-ai/DeepSeek-R1",
    "license: llama3.1\nbase_model: meta-llama/Llama-3.1-8B",
    "license: apache-2.0\nbase_model: meta-llama/Llama-3.1-8B",
)
_FOLDERS = st.lists(st.sampled_from(("a", "b", "c-7b", "onnx", "models", "x", "final")), min_size=1, max_size=4)
_MODELS = st.fixed_dictionaries(
    {
        "card": st.sampled_from((*_CARDS, "")),
        "license": st.sampled_from(("", "mit", "apache")),
        "config": st.booleans(),
        "notice": st.booleans(),
    }
)
_TREES = st.dictionaries(_FOLDERS.map("/".join), _MODELS, min_size=1, max_size=5)


def _files(folder: str, model: dict[str, object]) -> dict[str, str | bytes]:
    made: dict[str, str | bytes] = {"model.safetensors": models.WEIGHTS}
    if model["card"]:
        made["README.md"] = models.card(str(model["card"]), f"# {folder.replace('/', '-')}-7B")
    if model["license"]:
        made["LICENSE"] = (
            models.apache() if model["license"] == "apache" else models.mit(f"Copyright (c) 2024 {folder}")
        )
    if model["config"] or not model["card"]:
        made["config.json"] = json.dumps({"model_type": folder, "hidden_size": len(folder)})
    if model["notice"]:
        made["NOTICE"] = f"Notice of {folder}\nBuilt with Llama\n"
    return {f"{folder}/{name}": text for name, text in made.items()}


def _audits(files: dict[str, str | bytes]) -> dict[str, Audit]:
    """The audits by the model's place in the target."""
    surveyed = auditor.survey([MemorySource(files, target="t")], _OPTIONS, knowledge=_KNOWLEDGE)
    audits = {}
    for entry in surveyed:
        assert entry.audit is not None, entry.problem
        place = entry.audit.repository.roots[0]
        audits[place] = entry.audit.replace(target="")
    return audits


@given(_TREES, st.booleans(), st.data())
@settings(max_examples=40, deadline=None)
def test_the_audit_of_a_model_is_that_of_a_copy_without_the_others(
    tree: dict[str, dict[str, object]], above: bool, data: st.DataObject
) -> None:
    shared: dict[str, str | bytes] = {"LICENSE": models.mit("Copyright (c) 2023 Somebody")} if above else {}
    whole = {**shared, **{path: text for folder, model in tree.items() for path, text in _files(folder, model).items()}}
    together = _audits(whole)
    folder = data.draw(st.sampled_from(sorted(together)))
    division = divide(MemorySource(whole))
    mine = next(subject for subject in division.subjects if subject.roots[0] == folder)
    if mine.joins:
        return
    seen = {file.path for file in mine.source.files()}
    for_above = {
        path: text
        for path, text in whole.items()
        if path in seen or (path.rpartition("/")[2] in ("LICENSE", "NOTICE") and _is_above(path, folder))
    }
    alone = _audits(for_above)

    assert _told(alone[folder]) == _told(together[folder])


def _is_above(path: str, folder: str) -> bool:
    place = path.rpartition("/")[0]
    return not place or folder.startswith(f"{place}/")


def _told(audit: Audit) -> Audit:
    """All but where it was asked for."""
    return audit.replace(repository=audit.repository.replace(target=""))


def test_text_of_one_model_meets_no_duty_of_another() -> None:
    mit = {"b/README.md": models.card("license: mit"), "b/model.safetensors": models.WEIGHTS}
    ours = {
        "a/README.md": models.card("license: mit"),
        "a/model.safetensors": models.WEIGHTS,
        "a/LICENSE": models.mit("Copyright (c) 2024 A"),
    }
    assert _told(_audits({**mit, **ours})["b"]) == _told(_audits(mit)["b"])
    assert "license-text-missing:mit:self" in {finding.id for finding in _audits({**mit, **ours})["b"].findings}


def test_a_base_of_one_adapter_is_charged_to_no_other() -> None:
    pair = {}
    for name, base in (("one", "Qwen/Qwen2.5-7B"), ("two", "meta-llama/Llama-3.1-8B")):
        pair[f"lora/{name}/adapter_config.json"] = json.dumps({"base_model_name_or_path": base, "peft_type": "LORA"})
        pair[f"lora/{name}/adapter_model.safetensors"] = models.WEIGHTS
        pair[f"lora/{name}/README.md"] = models.card(f"license: apache-2.0\nbase_model: {base}")
    found = {place: {finding.upstream for finding in audit.findings} for place, audit in _audits(pair).items()}
    assert not any("llama" in upstream.lower() for upstream in found["lora/one"])
    assert any("llama" in upstream.lower() for upstream in found["lora/two"])


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
        finding = next(finding for finding in _audits(files)[""].findings if finding.id == missing)
        return finding.verdict.value, finding.question

    assert verdict(main)[0] == "breached"
    assert verdict({**main, **beside}) == (
        "undetermined",
        "Is the target itself the same model as draft? --root FOLDER settles it.",
    )
