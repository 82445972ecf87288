"""What the model is called, and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from building import Gguf

from auditor.documents import read
from auditor.documents.naming import clean_heading
from auditor.model import NameSource
from support.memory import MemorySource

if TYPE_CHECKING:
    from collections.abc import Callable

    from auditor.model import Repository

    Read = Callable[..., Repository]

CARD = "---\nmodel_name: Zephyr 7B\n---\n# Heading-7B\n"
GIT = (
    '[core]\n\tbare = false\n[remote "origin"]\n\turl = {url}\n[branch "main"]\n\turl = https://huggingface.co/no/no\n'
)


def named(
    files: dict[str, str | bytes], *, cache: str | None = None, name: str | None = None
) -> tuple[str | None, NameSource | None, str]:
    return called(read(MemorySource(files, name=cache), name=name))


def called(repository: Repository) -> tuple[str | None, NameSource | None, str]:
    return repository.name, repository.name_source, str(repository.name_location or "")


def test_the_first_that_tells_a_name_wins() -> None:
    git = {".git/config": GIT.format(url="https://huggingface.co/git/name")}
    assert named({"README.md": CARD, **git}, cache="cache/name", name="given/name") == (
        "given/name",
        NameSource.GIVEN,
        "",
    )
    assert named({"README.md": CARD, **git}, cache="cache/name") == ("cache/name", NameSource.HUB_CACHE, "")
    assert named({"README.md": CARD, **git}) == ("git/name", NameSource.GIT_REMOTE, ".git/config")
    assert named({"README.md": CARD}) == ("Zephyr 7B", NameSource.MODEL_NAME, "README.md:2")
    card = CARD.replace("model_name", "x")
    assert named({"README.md": card}) == ("Heading-7B", NameSource.HEADING, "README.md:4")
    assert named({"config.json": "{}"}) == (None, None, "")


@pytest.mark.parametrize(
    "url",
    [
        "https://huggingface.co/org/name",
        "https://huggingface.co/org/name.git",
        "https://hf.co/org/name/",
        "https://user:hf_secret@huggingface.co/org/name",
        "git@hf.co:org/name",
        "ssh://git@hf.co/org/name.git",
    ],
)
def test_the_remote_of_a_clone_names_it_and_nothing_else_of_it_is_kept(url: str) -> None:
    assert named({".git/config": GIT.format(url=url)}) == ("org/name", NameSource.GIT_REMOTE, ".git/config")


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/org/name",
        "https://huggingface.co/datasets/org/name",
        "https://evil.example/huggingface.co/org/name",
        "https://huggingface.co.evil.example/org/name",
        "https://huggingface.co/name",
    ],
)
def test_another_remote_names_nothing(url: str) -> None:
    assert named({".git/config": GIT.format(url=url), "README.md": "x"}) == (None, None, "")


def test_origin_comes_before_other_remotes() -> None:
    config = '[remote "a"]\nurl = https://hf.co/a/a\n[remote "origin"]\nurl = https://hf.co/o/o\n'
    assert named({".git/config": config}) == ("o/o", NameSource.GIT_REMOTE, ".git/config")


def test_the_model_index_names_it(repository: Read) -> None:
    model = repository({"README.md": "---\nmodel-index:\n- name: RakutenAI-3.0\n---\n"})
    assert called(model) == ("RakutenAI-3.0", NameSource.MODEL_INDEX, "README.md:3")


def test_a_header_names_only_a_target_that_is_that_one_file(repository: Read) -> None:
    data = Gguf().pair("general.name", "text", "SmolLM2 135M").build()
    alone = repository({"m.gguf": data})
    assert called(alone) == ("SmolLM2 135M", NameSource.GGUF_NAME, "m.gguf#general.name")
    assert repository({"m.gguf": data, "LICENSE": "x"}).name is None


def test_the_card_at_the_top_is_asked_and_readme_before_its_translations(repository: Read) -> None:
    files = {
        "a/README.md": "# Below-1",
        "README_zh.md": "# Other-1",
        "README.md": "# Top-1",
        "MODEL_CARD.md": "# Card-1",
    }
    assert repository(files).name == "Top-1"


@pytest.mark.parametrize(
    ("body", "name", "line"),
    [
        ("intro\n\n# DeepSeek-V3\n", "DeepSeek-V3", 3),
        ("```sh\n# Not-1\n```\n# Yes-1\n", "Yes-1", 4),
        ('<div align="center">\n<h1 class="x">Rakuten-1</h1>\n', "Rakuten-1", 2),
        ("Zephyr-7B\n=====\n", "Zephyr-7B", 1),
        ("## Second-1\n# First-1\n", "First-1", 2),
    ],
)
def test_the_first_heading_of_the_first_level_names_it(repository: Read, body: str, name: str, line: int) -> None:
    model = repository({"README.md": body})
    assert called(model) == (name, NameSource.HEADING, f"README.md:{line}")


def test_a_first_heading_that_is_no_name_is_not_skipped_for_a_later_one(repository: Read) -> None:
    assert repository({"README.md": "# Introduction\n# DeepSeek-V3\n"}).name is None


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("DeepSeek-V3", "DeepSeek-V3"),
        ("deepseek-ai/DeepSeek-V3", "deepseek-ai/DeepSeek-V3"),
        ("Model Card for Llama Guard", "Llama Guard"),
        ("Model card: RakutenAI-3.0", "RakutenAI-3.0"),
        ("Model Card — Zephyr", "Zephyr"),
        ("Gemma 2 model card", "Gemma 2"),
        ("🤗 RakutenAI-3.0 🚀", "RakutenAI-3.0"),
        ("**[Qwen2.5-7B-Instruct](https://huggingface.co/x)**", "Qwen2.5-7B-Instruct"),
        ("`my_model_v2`", "my_model_v2"),
        ("![logo](a.png) <img src='x'> Kimi-K2 #", "Kimi-K2"),
        ("Rakuten AI 3.0", "Rakuten AI 3.0"),
        ("Mistral 7B Instruct", "Mistral 7B Instruct"),
        ("Zephyr", "Zephyr"),
    ],
)
def test_a_heading_is_cleaned_to_the_name(heading: str, name: str) -> None:
    assert clean_heading(heading) == name


@pytest.mark.parametrize(
    "heading",
    [
        "Introduction",
        "Model Card",
        "Model Details",
        "README",
        "How to use Llama 3",
        "A 7B model for everyone",
        "Welcome!",
        "Our new language model",
        "Large Language Models",
        "",
        "🤗",
        "x" * 81,
        "日本語モデル",
        "What is DeepSeek-V3?",
        "Quickstart",
    ],
)
def test_a_sentence_or_a_section_title_is_no_name(heading: str) -> None:
    assert clean_heading(heading) is None


@pytest.mark.parametrize("piece", ["[", "<", "*", "_ ", "![](", "a-", "# ", "Model Card for ", "\\", "`"])
def test_a_hostile_heading_is_cleaned_in_time(repository: Read, piece: str) -> None:
    repository({"README.md": f"# {piece * 50_000}\n", ".git/config": "url = " + piece * 20_000})
    clean_heading(piece * 100)
