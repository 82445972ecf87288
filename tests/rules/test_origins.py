"""The phrases by which people say what a model was made from: each has its cases, and sentences are understood."""

from __future__ import annotations

import json
import re
from collections import Counter
from importlib.metadata import distributions
from typing import TYPE_CHECKING

import pytest

from auditor.documents import markdown
from auditor.documents.markdown import Block, BlockKind
from auditor.errors import RuleError
from auditor.knowledge import Knowledge, directory
from auditor.knowledge.origin_files import OriginFiles
from auditor.knowledge.origin_tables import LANGUAGES, Origin
from auditor.lineage.prose.marked import marked
from auditor.lineage.prose.names import names_in
from auditor.lineage.prose.origins import origins
from auditor.phrases import Matcher, Phrase
from benchmarks import origins as labelled
from support.data import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.phrases import Words

_KNOWLEDGE = Knowledge()
_FILES = OriginFiles(directory())
_OWN = (("fieldfare", "coder"), ("yew",))
_SENTENCES = tuple(
    json.loads(line) for line in (FOLDER / "prose" / "origins.jsonl").read_text(encoding="utf-8").splitlines()
)
_LONG, _READMES = 1_500, 80
_WEAK = ("latin", "other")
"""Tables of several languages each, which only leave doubts."""


def _words(text: str) -> Words:
    block = Block(BlockKind.PARAGRAPH, text.replace("`", ""), 1, 1)
    own = frozenset("".join(name) for name in _OWN)
    return marked(block.text, names_in(block, _KNOWLEDGE, own), _OWN).words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_phrase_and_label_has_its_cases(language: str) -> None:
    file = _FILES.file(language).noun
    assert file is not None
    wrong = []
    for row in (*file.phrase, *file.label):
        matcher = Matcher([Phrase(row.pattern, 0)], file.words)
        wrong += [(row.pattern, text) for text in row.hits if not list(matcher.find(_words(text)))]
        wrong += [(row.pattern, text) for text in row.misses if list(matcher.find(_words(text)))]
    assert wrong == []
    assert len(file.phrase) > (12 if language in _WEAK else 15)
    assert language not in _WEAK or not any(row.strong for row in file.phrase)


@pytest.mark.parametrize("case", _SENTENCES, ids=lambda case: case["text"][:60])
def test_a_sentence_names_a_base_a_teacher_or_nobody(case: dict[str, str]) -> None:
    named = origins(markdown.read(f"# Foo\n\n{case['text']}\n"), _KNOWLEDGE, "acme/Foo")
    firm_origins = {model.origin for model in named} - {None, Origin.COMPONENT}

    kinds = {"teacher" if origin is Origin.TEACHER else "base" for origin in firm_origins} or {"none"}
    assert kinds == {case["says"]}


@pytest.mark.parametrize(
    ("text", "parents"),
    [
        (
            "Initialised from CLIP ViT-L/14, Whisper-medium and Qwen2.5-7B.",
            ["CLIP ViT-L/14", "Whisper-medium", "Qwen2.5-7B"],
        ),
        ("Tuned from our Sparrow-PT checkpoint (sparrow-ai/Sparrow-PT).", ["sparrow-ai/Sparrow-PT"]),
        ("- **Base model:** [X](https://huggingface.co/acme/x-7b), an SDXL fine-tune.", ["acme/x-7b"]),
        ("Distilled from Co-Mod-GAN.", ["Co-Mod-GAN"]),
        ("We start from [it](https://github.com/ultralytics/assets/releases/download/v8.3.0/yolo11s.pt).", ["yolo11s"]),
        ("| Base model | google/gemma-2-2b |\n|---|---|\n| Method | QLoRA |", ["google/gemma-2-2b"]),
        ("| Property | Value |\n|---|---|\n| Base model | google/gemma-2-2b |", ["google/gemma-2-2b"]),
        (
            "### Models Merged\n\n* [acme/a-7b](https://huggingface.co/acme/a-7b)\n* `acme/b-7b`",
            ["acme/a-7b", "acme/b-7b"],
        ),
        ("Q: Which model did you start from?\nA: pythia-160m-deduped.", ["pythia-160m-deduped"]),
        (
            "Fine-tuned from [Llama-3.1-8B](https://huggingface.co/mistralai/Mistral-7B-v0.1).",
            ["mistralai/Mistral-7B-v0.1"],
        ),
    ],
)
def test_names_are_read_whole(text: str, parents: list[str]) -> None:
    named = origins(markdown.read(f"# Foo\n\n{text}\n"), _KNOWLEDGE, "acme/Foo")

    assert [model.parent for model in named if model.origin is not None] == parents


def test_a_link_that_leads_to_another_model_than_its_words_leaves_a_doubt() -> None:
    text = "Fine-tuned from [Llama-3.1-8B](https://huggingface.co/mistralai/Mistral-7B-v0.1)."
    (named,) = origins(markdown.read(f"# Foo\n\n{text}\n"), _KNOWLEDGE, "acme/Foo")

    assert named.sure is False


def test_the_readmes_of_packages_name_at_most_one_base() -> None:
    texts = {
        each.metadata["Name"]: each.metadata.get("Description") or each.metadata.get_payload()
        for each in distributions()
    }
    readmes = {name: text for name, text in sorted(texts.items()) if isinstance(text, str) and len(text) > _LONG}
    bases = [
        (name, model.parent, model.quote)
        for name, text in list(readmes.items())[:_READMES]
        for model in origins(markdown.read(text), _KNOWLEDGE, name)
        if model.origin is not None
    ]
    assert len(readmes) > 40
    assert len(bases) <= 1, bases


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ('pattern = "a {model}"\nmeans = "nothing"', "nothing"),
        ('pattern = "(a"\nmeans = "base"', "bracket"),
        ('pattern = "a"\nmeans = "base"\nplain = true', "plain"),
    ],
)
def test_a_malformed_phrase_is_refused(tmp_path: Path, row: str, reason: str) -> None:
    (tmp_path / "origins").mkdir()
    cases = 'hits = ["a", "b"]\nmisses = ["c", "d"]'
    (tmp_path / "origins" / "en.toml").write_text(f"[[phrase]]\n{row}\n{cases}\n", encoding="utf-8")

    with pytest.raises(RuleError, match=reason):
        OriginFiles(tmp_path).table("en")


def test_a_phrase_without_two_cases_each_is_refused(tmp_path: Path) -> None:
    (tmp_path / "origins").mkdir()
    text = '[[phrase]]\npattern = "a"\nmeans = "base"\nhits = ["a"]\nmisses = ["c", "d"]\n'
    (tmp_path / "origins" / "en.toml").write_text(text, encoding="utf-8")

    with pytest.raises(RuleError, match="two hits"):
        OriginFiles(tmp_path).table("en")


def test_the_labelled_cards_are_heard() -> None:
    cards = [json.loads(line) for line in (FOLDER / "prose" / "cards.jsonl").read_text(encoding="utf-8").splitlines()]
    fates: Counter[tuple[str, str]] = Counter()
    wrong = []
    for card in cards:
        title = re.search(r"(?m)^#\s+([\x21-\x7e][\x20-\x7e]*)$", card["context"])
        own = re.sub(r"[^A-Za-z0-9.]+", "-", title[1]) if title else "sample"
        named = origins(markdown.read(card["context"]), _KNOWLEDGE, f"someone/{own}")
        counted = [fact for fact in card["facts"] if labelled.is_counted(fact)]
        fates.update((fact["kind"], labelled.fate(fact, named)) for fact in counted)
        wrong += [card["id"] for _ in labelled.wrongly(card, named)] if not counted else []

    assert fates["base", "concluded"] >= 0.95 * 107
    assert fates["teacher", "concluded"] >= 0.95 * 48
    assert not any(fate == "missed" for _, fate in fates)
    assert wrong == []
