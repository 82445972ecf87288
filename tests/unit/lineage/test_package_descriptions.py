"""The description of a Python package names parents only where nothing is in doubt; even then it may mean its code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.lineage import trace
from auditor.model import Relation, Rung
from support import models

if TYPE_CHECKING:
    from auditor.knowledge import Knowledge
    from auditor.model import Upstream

MINILM = "sentence-transformers/all-MiniLM-L6-v2"
EXPORTED = f"""# acme-minilm

The embedding model of [acme](https://acme.example):
[all-MiniLM-L6-v2](https://huggingface.co/{MINILM}) (Apache-2.0) exported to ONNX with int8 weights.
"""


def edges(description: str, knowledge: Knowledge) -> dict[str, Upstream]:
    metadata = f"Metadata-Version: 2.1\nName: acme-minilm\nVersion: 1.0\n\n{description}"
    files: dict[str, str | bytes] = {"acme_minilm-1.0.dist-info/METADATA": metadata, "acme_minilm/model.onnx": b"x"}
    return {edge.name: edge for edge in trace(models.read(files), (), knowledge).upstreams}


def test_a_model_that_was_exported_is_a_parent_in_doubt(knowledge: Knowledge) -> None:
    edge = edges(EXPORTED, knowledge)[MINILM]

    assert edge.relations == (Relation.QUANTIZED,)
    assert [evidence.rung for evidence in edge.evidence] == [Rung.DECLARED]
    assert str(edge.evidence[0].location) == "acme_minilm-1.0.dist-info/METADATA:8"
    assert edge.doubts.counter_evidence == "the description of a package names it, which may be about its code"


@pytest.mark.parametrize(
    "description",
    [
        "Supported:\n\n* Encoder-only models: BERT, DistilBERT\n* Decoder-only models: GPT-2, GPT-J\n",
        "- faster-whisper: fast speech-to-text transcription with Whisper and CTranslate2.\n",
        f"The latest [all-MiniLM-L6-v2](https://huggingface.co/{MINILM}) checkpoint works with it.\n",
        "",
    ],
    ids=["list", "tool", "checkpoint", "none"],
)
def test_models_that_a_program_works_with_are_no_parents(description: str, knowledge: Knowledge) -> None:
    assert edges(description, knowledge) == {}
