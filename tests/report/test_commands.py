"""No text of a repository is a command for the CI runner that prints the report."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.report.common.commands import escaped, shown
from auditor.report.common.wording import sentence
from auditor.report.formats import COMMANDS, FORMATS, render
from support import models

VSO = "##vso[task.setvariable variable=PATH]tmp/evil"
ATTACKS = (VSO, "##[error]x", "##teamcity[publishArtifacts '/etc']", "::error file=a::b", "::stop-commands::x", "a%0Ab")
_NASTY = st.text(st.sampled_from('#:[%0Aa error\\"vso.-'), max_size=40)


def is_command(line: str) -> bool:
    """As the runners look: Azure and TeamCity anywhere, GitHub at the beginning, and here anywhere too."""
    lower = line.lower()
    github = any(f"::{name}" in lower for name in ("error ", "error::", "stop-commands::"))
    return any(mark in lower for mark in ("##[", "##vso[", "##teamcity[", "%0a", "%0d")) or github


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize(
    "style",
    # a PDF is not text; what GitHub's annotations are is read by its own rules in tests/exchange
    [style for subject, style in FORMATS if subject in ("audit", "lineage") and style not in ("pdf", *COMMANDS)],
)
def test_no_format_prints_a_command(attack: str, style: str) -> None:
    quoted = json.dumps(attack)
    files = {
        "README.md": models.card(f"license_name: {quoted}\nbase_model:\n- {quoted}\n- evil/{attack}", f"# {attack}"),
        f"LICENSE-{attack.replace('/', '_')}": f"{attack}\nYou shall grant {attack} no permission.",
        "config.json": json.dumps({"_name_or_path": attack, "architectures": [attack]}),
        "adapter_config.json": json.dumps({"base_model_name_or_path": attack}),
    }
    audit = models.audit(files, name="acme/Tern-7B")
    subject = "audit" if ("audit", style) in FORMATS else "lineage"
    for verbosity in (-1, 0, 1):
        for width in (60, 97):
            text = render(audit, style, subject=subject, verbosity=verbosity, width=width)
            assert not [line for line in text.split("\n") if is_command(line)]
    if style == "json" and subject == "audit":
        assert attack in json.dumps(json.loads(render(audit, style)), ensure_ascii=False) or "\\" in quoted[1:-1]


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_error_prints_a_command(attack: str, capfd: pytest.CaptureFixture[str]) -> None:
    from auditor.cli.main import main  # noqa: PLC0415 - only here

    for command in (["audit", attack], ["audit", ".", "--format", attack], ["audit", ".", "--config", attack]):
        assert main.main([*command, "--no-scancode"], standalone_mode=False) in (2, 3)
    printed = capfd.readouterr()
    assert not [line for line in (printed.out + printed.err).split("\n") if is_command(line)]


@given(_NASTY)
def test_what_is_shown_holds_no_command_and_stays_so(text: str) -> None:
    once = shown(text)
    assert not is_command(once) or "::" in once
    assert shown(once) == once


@given(_NASTY)
def test_escapes_mean_the_same_to_a_reader_of_json(text: str) -> None:
    written = escaped(json.dumps(text))
    assert json.loads(written) == text
    assert "##vso[" not in written
    assert "##[" not in written


@pytest.mark.parametrize(
    "text", ["meta-llama/Llama is named", "modeling_x.py: not read", "a/b", "gpt2.bin is", "LICENSE"]
)
def test_an_id_or_a_path_that_begins_a_sentence_is_not_recased(text: str) -> None:
    assert sentence(text) == text
    assert sentence("not read") == "Not read"
    assert sentence("the model's name, which") == "The model's name, which"
