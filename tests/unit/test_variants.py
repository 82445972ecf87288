"""Other instances of each kind of deceit, and of each wrong accusation, than the one it was first seen in."""

from __future__ import annotations

import pytest

import auditor
from auditor.knowledge import Knowledge
from auditor.model import EdgeKind, Standing
from support import models
from support.memory import MemorySource

_KNOWLEDGE = Knowledge()
_OPTIONS = auditor.Options(as_of="2026-11-22", scancode=False, name="acme/Tern-7B")
_MIT = models.mit("Copyright (c) 2026 Acme Ltd")
_LLAMA = models.config("llama-3-8b", "meta-llama/Llama-3.1-8B", _name_or_path="meta-llama/Llama-3.1-8B")
_ADAPTER = '{"base_model_name_or_path": "meta-llama/Llama-3.1-8B"}'
_BAN = "Commercial use, redistribution and use by competitors of Foo Inc. are prohibited without a paid license."


def _audit(**changed: str) -> auditor.Audit:
    files: dict[str, str | bytes] = {
        "model.safetensors": models.WEIGHTS,
        "LICENSE": _MIT,
        "README.md": models.card("license: mit", "Trained from scratch."),
        **changed,
    }
    return auditor.audit(MemorySource(files), _OPTIONS, knowledge=_KNOWLEDGE)


@pytest.mark.parametrize(
    "folder",
    [
        "examples/llama",
        "tests/fixtures",
        "third_party/x",
        "docs/old",
        "demo",
        "benchmark/configs",
        "scripts/x",
        "baselines",
    ],
)
@pytest.mark.parametrize(("name", "text"), [("config.json", _LLAMA), ("adapter_config.json", _ADAPTER)])
def test_a_configuration_without_weights_beside_the_model_accuses_nobody(folder: str, name: str, text: str) -> None:
    assert _audit(**{f"{folder}/{name}": text}).standing is Standing.NO_FINDINGS


def test_with_weights_beside_it_is_a_model_that_is_judged() -> None:
    files = {f"baselines/{name}": text for name, text in (("config.json", _LLAMA), ("model.safetensors", "12345678{}"))}
    with pytest.raises(auditor.TargetError, match="2 models"):
        _audit(**files)


def test_parents_beyond_what_is_read_are_told_and_nothing_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.lineage.parents.MOST", 5)
    named = "".join(f"- org/known-{number}b\n" for number in range(5)) + "- meta-llama/Llama-3.1-8B\n"
    audit = _audit(**{"README.md": models.card(f"license: mit\nbase_model:\n{named}", "A model.")})

    assert len([edge for edge in audit.upstreams if edge.kind is EdgeKind.PARENT]) == 5
    assert [unread.detail for unread in audit.unread] == ["It has more than 5 parents; only the first were read."]
    assert "not-read" in {finding.rule for finding in audit.failing}


@pytest.mark.parametrize(
    "words",
    [
        "**fine-tuned** from", "_fine-tuned_ from", "fine-tuned *from*", "fine\u00adtuned from", "fine&#45;tuned from",
        "fine\\-tuned from", "fin\u0435-tuned from", "fine-\ntuned from", "<b>fine-tuned</b> from",
        "fine-tuned<!-- x --> from", "fine-tuned\u200b from", "\ufb01ne-tuned from", "FINE-TUNED FROM",
    ],
)  # fmt: skip
def test_the_sentence_that_names_the_base_is_heard(words: str) -> None:
    link = "[Llama 3.1 8B](https://huggingface.co/meta-llama/Llama-3.1-8B)"
    audit = _audit(**{"README.md": models.card("license: mit", f"This model was {words} {link}.")})
    assert "limit-dropped:llama3.1:meta-llama/Llama-3.1-8B" in {finding.id for finding in audit.failing}


@pytest.mark.parametrize(
    "name",
    [
        "meta%2Dllama/Llama-3.1-8B", "meta-llama%2FLlama-3.1-8B", "meta-llama/Llama-3.1-8B?x=1",
        "meta-llama/../meta-llama/Llama-3.1-8B", "META-LLAMA/llama-3.1-8b", "hf.co/meta-llama/Llama-3.1-8B",
        "https://huggingface.co/meta-llama/Llama-3.1-8B/tree/main", "meta-llama/Llama\u20113.1\u20118B",
        "m\u0435ta-llama/Llama-3.1-8B", "meta-llama/Llama-3.1-8B@main", "./meta-llama/Llama-3.1-8B",
        "meta_llama/Llama-3.1-8B", "meta-llama-/Llama-3.1-8B", "meta-llama/Llama-3.1-8B.git",
    ],
)  # fmt: skip
def test_a_base_that_is_spelled_otherwise_never_passes(name: str) -> None:
    audit = _audit(**{"README.md": models.card(f'license: mit\nbase_model: "{name}"', "A model.")})
    assert audit.standing in (Standing.DOES_NOT_COMPLY, Standing.UNDETERMINED)
    assert any("Llama" in finding.id for finding in audit.failing)


@pytest.mark.parametrize(
    "text",
    [
        f"{_MIT}\n<p {_BAN}>", f"{_MIT}\n<!-- {_BAN} -->", f"{_MIT}\n[x](Commercial-use-is-prohibited)",
        f"---\ndescription: A modified MIT. Commercial use is prohibited.\n---\n{_MIT}",
        f"---\ntitle: {_BAN}\n---\n{_MIT}",
        f"{_MIT}\n![{_BAN}](x.png)", f'{_MIT}\n![x](x.png "{_BAN}")', f'{_MIT}\n<a title="{_BAN}">x</a>',
        f"{_MIT}\n<style>{_BAN}</style>", f"{_MIT}\n<script>{_BAN}</script>", f'{_MIT}\n[1]: http://x.y/ "{_BAN}"',
        f"{_MIT}\n<details><summary>x</summary>{_BAN}</details>", f"{_MIT}\n<![CDATA[{_BAN}]]>",
        f"{_MIT}\n<?x {_BAN} ?>",
        f"{_MIT}\n<div data-x='{_BAN}'></div>",
        _MIT.replace("without restriction", "without restriction\u200b except commercial use is prohibited"),
    ],
)  # fmt: skip
def test_a_restriction_that_a_reader_of_the_file_sees_is_never_dropped(text: str) -> None:
    assert _audit(LICENSE=text).standing is Standing.UNDETERMINED
