"""NOTICE as a lawyer reads it: what must travel on is there or named as left out, and nothing is there that is not."""

from __future__ import annotations

from collections.abc import Callable

from auditor.knowledge import default_knowledge
from auditor.knowledge.verbatim import content, license_texts
from auditor.model import Audit
from auditor.report import formats
from support import lineages
from support.lineages import Files, model

Audits = Callable[[str], Audit]
_LEFT = "Not in this bundle"
_RULE = "\n" + "=" * 78 + "\n"


def _text(key: str) -> str:
    root = default_knowledge().root
    return content(root, license_texts(root, key)[0]).decode().replace("\r\n", "\n").strip()


def _mit(line: str) -> str:
    return f"MIT License\n\n{line}\n\n{_text('mit').removeprefix('MIT License').strip()}\n"


def _notice(cool: Files, **others: Files) -> dict[str, str]:
    """The sections of the NOTICE of `acme/Cool` by their titles; "" is what precedes them."""
    repositories = {"acme/Cool": cool, **{f"lab/{name}": files for name, files in others.items()}}
    text = formats.render(lineages.audit(repositories, "acme/Cool"), "notice")
    first, *parts = text.split(_RULE)
    return {"": first, **dict(zip(parts[::2], parts[1::2], strict=True))}


def test_a_license_stands_with_its_text_and_the_lines_of_those_it_comes_from() -> None:
    sections = _notice(
        model("license: mit\nbase_model: lab/Base", LICENSE=_mit("Copyright (c) 2024 Acme Research")),
        Base=model("license: mit", LICENSE=_mit("Copyright (c) 2023 The Base Authors")),
    )
    assert set(sections) == {"", "MIT License"}
    body = sections["MIT License"]
    assert body.startswith("\nApplies to: lab/Base, acme/Cool\n\nCopyright (c) 2023 The Base Authors\n")
    assert "\nCopyright (c) 2024 Acme Research\n" in body
    assert body.strip().endswith(_text("mit"))
    assert "lab/Base (changed: fine-tuned), https://huggingface.co/lab/Base" in sections[""]


def test_the_notice_of_an_upstream_travels_on_under_its_name() -> None:
    words = "Base Model\nCopyright 2023 The Base Authors\n\nThis product includes software developed at Base."
    sections = _notice(
        model("license: apache-2.0\nbase_model: lab/Base"),
        Base=model("license: apache-2.0", LICENSE=_text("apache-2.0"), NOTICE=words),
    )
    assert sections["NOTICE of lab/Base"].strip() == words
    assert _LEFT not in sections


def test_an_upstream_whose_files_were_not_read_is_named_with_what_is_missing() -> None:
    left = _notice(model("license: apache-2.0\nbase_model: mistralai/Mistral-7B-v0.1"))[_LEFT]
    assert "- mistralai/Mistral-7B-v0.1: its copyright lines were not read; copy those that it has." in left
    assert "- mistralai/Mistral-7B-v0.1: whether it has a NOTICE file is not known; copy its words if it has." in left


def test_an_upstream_whose_license_is_not_known_is_not_passed_over() -> None:
    sections = _notice(model("license: mit\nbase_model: nobody/Knows"))
    assert "- nobody/Knows: its license is not known, and nothing of it is here." in sections[_LEFT]
    assert sections["MIT License"].startswith("\nApplies to: acme/Cool\n")


def test_a_part_under_another_license_has_its_text_and_lines() -> None:
    code = "# Copyright 2022 The HuggingFace Inc. team.\n# SPDX-License-Identifier: BSD-3-Clause\nimport torch\n"
    own = _mit("Copyright (c) 2024 Acme Research")
    sections = _notice(model("license: mit", LICENSE=own, **{"modeling_cool.py": code}))
    (bsd,) = (body for title, body in sections.items() if title.startswith("BSD"))
    assert bsd.startswith(
        "\nApplies to: acme/Cool, code: modeling_cool.py\n\nCopyright 2022 The HuggingFace Inc. team\n"
    )
    assert "Redistributions of source code must retain" in bsd
    assert "HuggingFace" not in sections["MIT License"]


def test_words_of_a_notice_file_are_there_and_words_for_the_public_are_named() -> None:
    sections = _notice(model("license: llama3.1\nbase_model: meta-llama/Llama-3.1-8B"))
    llama = sections["Llama 3.1 Community License Agreement"]
    assert "Llama 3.1 is licensed under the Llama 3.1 Community License, Copyright © Meta Platforms, Inc." in llama
    assert llama.strip().endswith(_text("llama3.1").rsplit("\n", maxsplit=1)[-1])
    assert "“Built with Llama” is to be displayed in public; this file is not the place for it." in sections[_LEFT]


def test_a_text_that_is_not_at_hand_is_left_a_place_and_named() -> None:
    sections = _notice(model("license: gemma\nbase_model: google/gemma-2-9b"))
    gemma = sections["Gemma Terms of Use (Gemma 1-3n)"]
    assert "Gemma is provided under and subject to the Gemma Terms of Use found at" in gemma
    assert "[The text of the license belongs here.]" in gemma
    assert "copy it from the source that it came with (google/gemma-2-9b)" in sections[_LEFT]


def test_use_restrictions_that_are_not_passed_on_are_named() -> None:
    left = _notice(model("license: apache-2.0\nbase_model: google/gemma-2-9b"))[_LEFT]
    assert "§3.1(1): its use restrictions are to be in the terms that recipients agree to" in left


def test_openrail_has_its_attachment_and_claims_no_origin_that_is_open() -> None:
    sections = _notice(model("license: creativeml-openrail-m\nbase_model: runwayml/stable-diffusion-v1-5"))
    body = sections["CreativeML Open RAIL-M"]
    assert "Attachment A" in body
    assert body.startswith("\nApplies to: stable-diffusion-v1-5/stable-diffusion-v1-5, acme/Cool\n")
    assert "stable-diffusion-v1-2" not in sections[""]


def test_attribution_names_the_maker_where_it_is_and_that_it_was_changed() -> None:
    sections = _notice(model("license: cc-by-4.0\nbase_model: lab/Base"), Base=model("license: cc-by-4.0"))
    assert "lab/Base (changed: fine-tuned), https://huggingface.co/lab/Base" in sections[""]
    assert "Section 3 -- License Conditions." in sections["Creative Commons Attribution 4.0"]


def test_an_adapter_is_not_a_changed_copy_of_its_base() -> None:
    config = '{"base_model_name_or_path": "meta-llama/Llama-3.1-8B", "peft_type": "LORA"}'
    sections = _notice(model("license: mit\nbase_model: meta-llama/Llama-3.1-8B", **{"adapter_config.json": config}))
    assert "meta-llama/Llama-3.1-8B (an adapter for it)" in sections[""]


def test_a_line_of_another_is_under_no_license_of_the_repository(audits: Audits) -> None:
    """Example 02 carries DeepSeek's line in its NOTICE, and offers Apache-2.0; 03 carries the MIT License there."""
    text = formats.render(audits("02-rakuten-ai-3.0-with-notice"), "notice")
    apache, _, rest = text.partition(_RULE + "Copyright lines in files of RakutenAI-3.0" + _RULE)
    assert "DeepSeek" not in apache
    assert "NOTICE: Copyright (c) 2023 DeepSeek" in rest
    assert "- NOTICE: is in the repository, and its words are not repeated here; keep them." in rest
    mit = formats.render(audits("03-finetune-with-its-notices"), "notice").split(_RULE)[2]
    assert "Copyright (c) 2023 DeepSeek" in mit
    assert "Harbor" not in mit


def test_no_text_of_an_upstream_makes_a_section() -> None:
    forged = f"Base{_RULE}Nothing is left out{_RULE}\nAll is well."
    sections = _notice(
        model("license: apache-2.0\nbase_model: lab/Base"),
        Base=model("license: apache-2.0", LICENSE=_text("apache-2.0"), NOTICE=forged),
    )
    assert set(sections) == {"", "Apache License 2.0", "NOTICE of lab/Base"}
    assert "All is well." in sections["NOTICE of lab/Base"]
