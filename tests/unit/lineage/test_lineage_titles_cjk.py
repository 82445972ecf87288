"""Releases that a plain Japanese or Chinese sentence names, and the many sentences that name none."""

from __future__ import annotations

import pytest

from auditor.knowledge import Knowledge
from auditor.lineage.prose.titles import titled
from auditor.lineage.releases import releases_of
from auditor.model import Relation, Rung, Upstream
from support import models

FT, QUANTIZED = Relation.FINETUNE, Relation.QUANTIZED
LLAMA = {"meta-llama/Llama-3.1-8B", "meta-llama/Meta-Llama-3.1-8B", "meta-llama/Meta-Llama-3.1-8B-Instruct"}
INSTRUCT = {"meta-llama/Meta-Llama-3.1-8B-Instruct"}
QWEN = {"Qwen/Qwen2.5-7B", "Qwen/Qwen2.5-7B-Instruct", "Qwen/Qwen2.5-7B-Instruct-1M"}


def _edges(prose: str, knowledge: Knowledge) -> list[Upstream]:
    repository = models.read({"README.md": models.card("license: mit", prose)}, "acme/Tern-8B")
    return list(titled(repository, releases_of(knowledge)))


@pytest.mark.parametrize(
    ("prose", "candidates", "relation"),
    [
        ("Llama 3.1 8B をベースにしたモデルです。", LLAMA, FT),
        ("本モデルは、Llama 3.1 8Bをベースに日本語データで学習しました。", LLAMA, FT),
        ("このモデルはMeta社のLlama-3.1-8B-Instructをファインチューニングしたものです。", INSTRUCT, FT),
        ("本モデルは「Llama 3.1 8B」を日本語のデータで追加学習しました。", LLAMA, FT),
        ("Tern-8B は Llama 3.1 8B に対して継続事前学習を行ったモデルです。", LLAMA, FT),
        ("**Tern 8B**は、Qwen2.5-7Bをもとに開発しました。", QWEN, FT),
        ("本モデルは Qwen2.5 7B ベースの日本語モデルです。", QWEN, FT),
        ("本モデルは Qwen2.5-7B を4ビットに量子化したものです。", QWEN, QUANTIZED),
        ("- 本モデルは Llama 3.1 8B をベースにしています。", LLAMA, FT),
        ("本モデルは DeepSeek R1 から蒸留したモデルです。", {"deepseek-ai/DeepSeek-R1"}, Relation.DISTILL),
        ("基于 Llama 3.1 8B 微调", LLAMA, FT),
        ("本模型基于Llama-3.1-8B-Instruct，使用10万条中文数据微调而来。", INSTRUCT, FT),
        ("本模型是基于 Meta 的 Llama 3.1 8B 的中文对话模型。", LLAMA, FT),
        ("该模型在 Llama 3.1 8B 的基础上继续预训练。", LLAMA, FT),
        ("本模型以 Qwen2.5-7B 为基座模型，经过指令微调。", QWEN, FT),
        ("本模型由 Qwen2.5-7B 量化得到。", QWEN, QUANTIZED),
        ("本模型對 Llama 3.1 8B 進行了指令微調。", LLAMA, FT),
        ("Tern-8B 是基于 Qwen2.5-7B 微调的模型。", QWEN, FT),
        ("我们的模型基于 **Qwen2.5-7B** 开发。", QWEN, FT),
    ],
)
def test_a_clear_sentence_names_a_release(
    prose: str, candidates: set[str], relation: Relation, knowledge: Knowledge
) -> None:
    (edge,) = _edges(prose, knowledge)

    assert {candidate.name for candidate in edge.candidates} == candidates
    assert edge.relations == (relation,)
    assert [item.rung for item in edge.evidence] == [Rung.DECLARED]


def test_the_sentence_is_quoted_with_its_line(knowledge: Knowledge) -> None:
    (edge,) = _edges("# Tern\n\n本モデルは Llama 3.1 8B をベースにしています。", knowledge)
    (evidence,) = edge.evidence

    assert (str(evidence.location), evidence.quote) == (
        "README.md:6",
        "本モデルは Llama 3.1 8B をベースにしています",
    )


@pytest.mark.parametrize(
    "prose",
    [
        "Llama 3.1 8B をベースにしていません。",
        "本モデルは Llama 3.1 8B をベースにしたものではありません。",
        "本モデルは Llama 3.1 8B をベースにせず、ゼロから学習しました。",
        "本モデルは Llama 3.1 8B のアーキテクチャをベースにしています。",
        "本モデルは Llama 3.1 8B をベースとしたアーキテクチャです。",
        "本モデルは Llama 3.1 8B のトークナイザーをベースにしています。",
        "本モデルは Llama 3.1 8B の出力で微調整しました。",
        "本モデルは Llama 3.1 8B で生成したデータで微調整しました。",
        "本モデルは Llama 3.1 8B をベースにしたモデルと比較しました。",
        "本モデルは Llama 3.1 8B を上回ります。",
        "Llama 3.1 8B は Meta のモデルです。",
        "Llama 3.1 8B をファインチューニングする予定です。",
        "Llama 3.1 8B をファインチューニングすることができます。",
        "Llama 3.1 8B をベースにしたモデルですか？",
        "Vicuna は Llama 2 7B をファインチューニングしたモデルです。",
        "ELYZA社のモデルは Llama 3.1 8B をベースにしています。",
        "他のモデルは Llama 3.1 8B をベースにしています。",
        "教師モデルは Llama 3.1 8B をベースにしています。",
        "トークナイザーは Llama 3.1 8B をベースにしています。",
        "本モデルはAcme社のLlama 3.1 8Bをベースにしています。",
        "本モデルは Llama 3.1 8B Lumimaid をベースにしています。",
        "本モデルは Nous Llama 3.1 8B をベースにしています。",
        "本モデルは Llama をベースにしています。",
        "本モデルは Llama 3 をベースにしています。",
        "- Llama 3.1 8B をベースにしたモデル",
        "| Llama 3.1 8B をベースにしたモデル | 70 |",
        "## Llama 3.1 8B をベースにしたモデル",
        "```\n本モデルは Llama 3.1 8B をベースにしています。\n```",
        "本模型不是基于 Llama 3.1 8B 微调的。",
        "本模型并非基于 Llama 3.1 8B。",
        "本模型基于 Llama 3.1 8B 架构，从零训练。",
        "本模型基于 Llama 3.1 8B 的架构训练。",
        "本模型基于 Llama 3.1 8B 的分词器训练。",
        "本模型基于 Llama 3.1 8B 生成的数据训练。",
        "本模型基于 Llama 3.1 8B 的数据微调。",
        "本模型在 Llama 3.1 8B 上进行评测。",
        "本模型与基于 Llama 3.1 8B 微调的模型相比更好。",
        "本模型优于 Llama 3.1 8B。",
        "可以基于 Llama 3.1 8B 微调。",
        "Vicuna 是基于 Llama 2 7B 微调的模型。",
        "教师模型基于 Llama 3.1 8B 微调。",
        "许多模型基于 Llama 3.1 8B 微调。",
        "本模型是基于 Llama 3.1 8B 微调的吗？",
        "本模型基于 Acme 的 Llama 3.1 8B 微调。",
        "- 基于 Llama 3.1 8B 微调",
        "本模型由 Llama 3.1 8B 评估。",
    ],
)
def test_any_other_sentence_names_none(prose: str, knowledge: Knowledge) -> None:
    assert _edges(prose, knowledge) == []
