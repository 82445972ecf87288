"""The tokenizer beside a shape: it strengthens a candidate set, speaks against one, and names nobody by itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import auditor
from auditor.knowledge import Knowledge, directory
from auditor.lineage import Traced, trace, with_tokenizer
from auditor.lineage.bytes import tokenizer
from auditor.lineage.bytes.tokenizer import Tokenizer
from auditor.model import Evidence, Relation, Rung, Severity, Verdict
from auditor.report.common import reasons
from support import models
from support.memory import MemorySource
from support.tokenizers import WORDS, gguf, sentencepiece, tokenizer_json

OTHERS = tuple(f"other{number}" for number in range(2_000))
QWEN = models.config("qwen2.5-7b", "Qwen/Qwen2.5-7B")
LLAMA = models.config("llama-3-8b", "meta-llama/Llama-3.1-8B")


def _took(files: dict[str, str | bytes]) -> Tokenizer:
    source = MemorySource(files)
    tokenizer_ = tokenizer.read(source, tokenizer.find(source)[0])
    assert isinstance(tokenizer_, Tokenizer), tokenizer_
    return tokenizer_


@pytest.fixture
def knowing(tmp_path: Path) -> Knowledge:
    """The rules, with the words above as the tokenizer of Qwen2.5 7B."""
    root = tmp_path / "rules"
    root.mkdir()
    for entry in directory().iterdir():
        if entry.name != "tokenizers":
            (root / entry.name).symlink_to(entry)
    (root / "tokenizers").mkdir()
    known = _took({"tokenizer.json": tokenizer_json()})
    digest, parts = tokenizer.first(known.tokens, len(WORDS))
    row = {
        "name": '"Qwen"',
        "tokens": len(WORDS),
        "sha256": json.dumps(digest),
        "parts": json.dumps(parts),
        "families": '["qwen2.5-7b"]',
        "grade": '"secondary"',
        "source": '"made here"',
    }
    text = "[[tokenizer]]\n" + "".join(f"{key} = {value}\n" for key, value in row.items())
    (root / "tokenizers" / "known.toml").write_text(text, encoding="utf-8")
    return Knowledge(root)


def _traced(files: dict[str, str | bytes], knowing: Knowledge) -> Traced:
    traced = trace(models.read(files, "acme/Tern-7B"), (), knowing)
    return with_tokenizer(traced, MemorySource({"model.safetensors": models.WEIGHTS, **files}), knowing)


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("tokenizer.json", tokenizer_json()),
        ("tokenizer.json", tokenizer_json((*WORDS, *OTHERS), ())),
        ("vocab.txt", "\n".join(WORDS)),
        ("tokenizer.model", sentencepiece()),
        ("model.gguf", gguf()),
    ],
    ids=["tokenizer.json", "extended", "vocab.txt", "SentencePiece", "GGUF"],
)
def test_the_same_tokenizer_strengthens_a_candidate_set(path: str, content: str | bytes, knowing: Knowledge) -> None:
    before = _traced({"config.json": QWEN}, knowing)
    after = _traced({"config.json": QWEN, path: content}, knowing)

    (edge,) = after.upstreams
    assert [item.rung for item in edge.evidence] == [Rung.SIGNATURE, Rung.TOKENIZER]
    assert edge.evidence[1].says == (
        f"each of the 2,000 tokens of the tokenizer of Qwen has the same id in {path}; "
        "a tokenizer taken over does not show that weights were"
    )
    assert not edge.firm
    assert edge.replace(evidence=edge.evidence[:1]) == before.upstreams[0]


def test_another_tokenizer_speaks_against_it(knowing: Knowledge) -> None:
    (edge,) = _traced({"config.json": QWEN, "tokenizer.json": tokenizer_json(OTHERS)}, knowing).upstreams

    assert [item.rung for item in edge.evidence] == [Rung.SIGNATURE]
    assert edge.note.endswith(
        "tokenizer.json is another tokenizer than that of Qwen, which is evidence against Qwen2 and Qwen2.5 7B (Qwen)."
    )


def test_it_speaks_against_a_shape_that_other_evidence_is_beside(knowing: Knowledge) -> None:
    files: dict[str, str | bytes] = {"config.json": QWEN, "tokenizer.json": tokenizer_json(OTHERS)}
    traced = trace(models.read({"config.json": QWEN}, "acme/Tern-7B"), (), knowing)
    named = Evidence(rung=Rung.ARCHITECTURE, says="the class is the same")
    beside = traced.replace(
        upstreams=tuple(edge.replace(evidence=(named, *edge.evidence)) for edge in traced.upstreams)
    )

    (edge,) = with_tokenizer(beside, MemorySource({"model.safetensors": models.WEIGHTS, **files}), knowing).upstreams

    assert "tokenizer.json is another tokenizer than that of Qwen" in edge.note


def test_what_speaks_against_a_shape_keeps_it_a_question(knowing: Knowledge, tmp_path: Path) -> None:
    folder = tmp_path / "tern"
    folder.mkdir()
    files = {"config.json": QWEN, "README.md": models.card("license: mit")}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "model.safetensors").write_bytes(models.WEIGHTS)

    def judged() -> dict[str, tuple[Severity, Verdict]]:
        made = auditor.audit(
            str(folder), auditor.Options(name="acme/Tern-7B", as_of="2026-11-22", scancode=False), knowledge=knowing
        )
        words.extend(
            reasons.words(reason)
            for finding in made.findings
            for outcome in finding.outcomes
            for reason in outcome.because
        )
        return {
            finding.rule: (finding.severity, finding.verdict)
            for finding in made.findings
            if finding.upstream == "qwen2.5-7b"
        }

    words: list[str] = []
    plain = judged()
    assert "another tokenizer" not in " ".join(words)
    (folder / "tokenizer.json").write_text(tokenizer_json(OTHERS), encoding="utf-8")
    doubted = judged()

    assert plain["license-text-missing"] == (Severity.ERROR, Verdict.UNDETERMINED)
    assert doubted["license-text-missing"] == (Severity.WARNING, Verdict.UNDETERMINED)
    assert set(doubted) == set(plain)
    assert (
        "tokenizer.json is another tokenizer than that of Qwen, which is evidence against Qwen2 and Qwen2.5 7B (Qwen)"
        in words
    )


@pytest.mark.parametrize(
    "words",
    [("renamed", *WORDS[1:]), (*WORDS[:1_990], *OTHERS[1_990:]), (*OTHERS[:1_000], *WORDS[1_000:])],
    ids=["one", "ten", "half"],
)
def test_one_that_is_partly_the_same_says_nothing(words: tuple[str, ...], knowing: Knowledge) -> None:
    plain = _traced({"config.json": QWEN}, knowing)

    assert _traced({"config.json": QWEN, "tokenizer.json": tokenizer_json(words)}, knowing) == plain


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"config.json": LLAMA},
        {"config.json": QWEN, "README.md": models.card("base_model: Qwen/Qwen2.5-7B")},
        {"README.md": models.card("base_model: acme/Middle-7B")},
    ],
    ids=["no shape", "another's shape", "a declared base of that shape", "a declared base of no known shape"],
)
def test_without_a_shape_alone_that_agrees_it_says_nothing(files: dict[str, str | bytes], knowing: Knowledge) -> None:
    assert _traced({**files, "tokenizer.json": tokenizer_json()}, knowing) == _traced(files, knowing)


@pytest.mark.parametrize("content", ["{", "", '{"model": {"vocab": {}}}'])
def test_one_that_cannot_be_read_says_nothing(content: str, knowing: Knowledge) -> None:
    assert _traced({"config.json": QWEN, "tokenizer.json": content}, knowing) == _traced({"config.json": QWEN}, knowing)


def test_the_audit_of_a_directory_tells_it(knowing: Knowledge, tmp_path: Path) -> None:
    folder = tmp_path / "tern"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(models.WEIGHTS)
    (folder / "config.json").write_text(QWEN, encoding="utf-8")
    (folder / "tokenizer.json").write_text(tokenizer_json(), encoding="utf-8")
    made = auditor.audit(
        str(folder), auditor.Options(name="acme/Tern-7B", as_of="2026-11-22", scancode=False), knowledge=knowing
    )

    (edge,) = made.upstreams
    assert (edge.name, Rung.TOKENIZER in {item.rung for item in edge.evidence}) == ("qwen2.5-7b", True)
    assert Relation.FINETUNE in edge.relations
