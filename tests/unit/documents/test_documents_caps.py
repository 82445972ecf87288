"""No cap leaves anything out in silence: what was cut off is told, and matters."""

from __future__ import annotations

import json

import pytest

from auditor.model import UnreadReason, Verdict
from support import models

_LLAMA = "meta-llama/Llama-3.1-8B"
_LINK = f"https://huggingface.co/{_LLAMA}"
_MISSING = f"license-text-missing:llama3.1:{_LLAMA}"
_MIT = models.mit("Copyright (c) 2026 Acme Ltd")


def _honest(**files: str) -> dict[str, str | bytes]:
    return {"README.md": models.card("license: mit"), "LICENSE": _MIT, "model.safetensors": models.WEIGHTS, **files}


@pytest.mark.parametrize(
    "before",
    [
        {"aaa": {f"k{number}": number for number in range(5_200)}},
        {"aaa": [{"k": number} for number in range(5_200)]},
    ],
    ids=["keys", "lists"],
)
def test_a_name_behind_five_thousand_keys_is_read(before: dict[str, object]) -> None:
    inner = json.loads(models.config("llama-3-8b", _LLAMA)) | {"_name_or_path": _LLAMA}
    audit = models.audit(_honest(**{"config.json": json.dumps({**before, "text_config": inner})}), name="acme/Tern-8B")

    assert _LLAMA in {edge.name for edge in audit.upstreams}
    assert not audit.unread


def test_a_name_behind_more_keys_than_are_read_leaves_the_audit_unfinished() -> None:
    before = {"aaa": {f"k{number}": number for number in range(50_100)}}
    inner = {"_name_or_path": _LLAMA}
    audit = models.audit(_honest(**{"config.json": json.dumps({**before, "text_config": inner})}), name="acme/Tern-8B")

    assert [(entry.path, entry.reason, entry.matters) for entry in audit.unread] == [
        ("config.json", UnreadReason.TOO_LARGE, True)
    ]
    assert "not-read" in {finding.rule for finding in audit.findings}


@pytest.mark.parametrize(("number", "end"), [(199, " "), (201, " "), (2_000, "\n\n")])
def test_a_base_named_behind_hundreds_of_sentences_is_heard(number: int, end: str) -> None:
    body = f"It is based on our ideas.{end}" * number + f"This model was fine-tuned from [Llama 3.1 8B]({_LINK})."
    audit = models.audit(
        _honest(**{"README.md": models.card("license: mit", body), "config.json": models.config("llama-3-8b", _LLAMA)}),
        name="acme/Tern-8B",
    )

    assert {finding.id: finding.verdict for finding in audit.findings}[_MISSING] is Verdict.BREACHED


@pytest.mark.parametrize("before", ["Word by word. " * 80_000 + "\n\n", "It is based on our ideas. " * 2_000])
def test_prose_longer_than_is_read_is_told(before: str) -> None:
    body = before + f"This model was fine-tuned from [Llama 3.1 8B]({_LINK})."
    audit = models.audit(_honest(**{"README.md": models.card("license: mit", body)}), name="acme/Tern-8B")

    assert ("README.md", UnreadReason.TOO_MANY, True) in {
        (entry.path, entry.reason, entry.matters) for entry in audit.unread
    }
    assert "not-read" in {finding.rule for finding in audit.findings}


@pytest.mark.parametrize(("adapters", "is_reported"), [(999, False), (1_001, True)])
def test_instructions_of_a_modelfile_beyond_what_is_read_are_told(adapters: int, is_reported: bool) -> None:
    text = "ADAPTER ./x\n" * adapters + f"FROM hf.co/{_LLAMA}\n"
    audit = models.audit(_honest(Modelfile=text), name="acme/Tern-8B")

    assert bool(audit.unread) is is_reported
    assert (_LLAMA in {edge.name for edge in audit.upstreams}) is not is_reported
    assert ("not-read" in {finding.rule for finding in audit.findings}) is is_reported
