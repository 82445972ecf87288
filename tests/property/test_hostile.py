"""No input makes a stage raise anything but AuditorError, and no report lets a control character through."""

from __future__ import annotations

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import auditor
from auditor.errors import AuditorError
from auditor.knowledge import Knowledge
from auditor.report.audit import json as report_json
from auditor.report.audit import text as report_text
from support.memory import MemorySource

_KNOWLEDGE = Knowledge()
_NAMES = (
    "README.md",
    "LICENSE",
    "LICENSE-MODEL",
    "NOTICE",
    "config.json",
    "adapter_config.json",
    "tokenizer_config.json",
    "mergekit_config.yml",
    "model.gguf",
    "model.safetensors",
    "modeling_x.py",
    "x.dist-info/METADATA",
    ".cache/huggingface/download/model.safetensors.metadata",
)
_WORDS = st.sampled_from(
    [
        "license: mit",
        "license: other",
        "license_name: modified-mit",
        "base_model: deepseek-ai/DeepSeek-R1",
        "base_model:\n- a/b\n- c/d",
        "base_model_relation: merge",
        "---",
        "{",
        "}",
        '"hidden_size": 7168,',
        '"_name_or_path": "meta-llama/Llama-3.1-8B"',
        "fine-tuned from [a/b](https://huggingface.co/a/b)",
        "Copyright (c) 2023 DeepSeek",
        "Permission is hereby granted, free of charge, to any person obtaining a copy",
        "trained from scratch",
        "License :: OSI Approved :: MIT License",
        "\x1b[31m\u202e",
        "GGUF",
        "\x00",
        "&a *a",
        "SPDX-License-Identifier: MIT OR (",
    ]
)
_contents = st.one_of(
    st.binary(max_size=200),
    st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(_WORDS, max_size=8).map(lambda words: "\n".join(words).encode("utf-8")),
    st.dictionaries(st.text(max_size=8), st.integers() | st.text(max_size=8) | st.none(), max_size=5).map(
        lambda table: json.dumps(table).encode()
    ),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(_NAMES), _contents, min_size=1, max_size=6))
def test_whatever_stands_there_is_audited_or_refused(files: dict[str, bytes]) -> None:
    try:
        audit = auditor.audit(
            MemorySource(files), auditor.Options(as_of="2026-11-22", scancode=False), knowledge=_KNOWLEDGE
        )
    except AuditorError:
        return

    text = report_text.render(audit, color=False, width=80)
    machine = report_json.render(audit)

    for character in ("\x1b", "\u202e", "\x00"):
        assert character not in text
        assert character not in machine
    assert json.loads(machine)["format"] == "auditor-report/2"
    matters = [entry.path for entry in audit.unread if entry.matters]
    judged = audit.standing is not auditor.Standing.NOT_A_MODEL
    assert not (matters and judged) or any(finding.rule == "not-read" for finding in audit.findings)
