"""Places beside the card and the LICENSE that say a license: descriptions of projects, gates, tags, policies."""

from __future__ import annotations

import pytest

from auditor.model import Audit, Part, Severity, Standing, StatementKind, Verdict
from support import models

APACHE = {"README.md": models.card("license: apache-2.0"), "LICENSE": models.apache()}


def _audit(**files: str | bytes) -> Audit:
    return models.audit({**APACHE, **files}, "acme/Mine-7B")


def _is_asked(audit: Audit, path: str) -> None:
    """A question about what that file says beside the card, and a breach of nobody."""
    (finding,) = [finding for finding in audit.findings if finding.rule == "card-and-file-disagree"]
    assert (finding.verdict, finding.severity) == (Verdict.UNDETERMINED, Severity.WARNING)
    assert path in {place.path for place in finding.evidence}
    assert not [finding.id for finding in audit.findings if finding.verdict is Verdict.BREACHED]


_OTHER = {
    "pyproject.toml": '[project]\nname = "mine"\nlicense = "{}"\n',
    "pyproject.toml, a table": '[project]\nname = "mine"\nlicense = {{text = "{}"}}\n',
    "pyproject.toml, poetry": '[tool.poetry]\nname = "mine"\nlicense = "{}"\n',
    "setup.cfg": "[metadata]\nname = mine\nlicense = {}\n",
    "Cargo.toml": '[package]\nname = "mine"\nlicense = "{}"\n',
    "CITATION.cff": "cff-version: 1.2.0\ntitle: Mine\nlicense: {}\n",
    "CITATION.cff, a list": "cff-version: 1.2.0\nlicense:\n- {}\n",
    "codemeta.json": '{{"license": "https://spdx.org/licenses/{}"}}',
    "config.json": '{{"model_type": "mine", "license": "{}"}}',
}


@pytest.mark.parametrize("place", _OTHER)
def test_another_license_there_is_a_question(place: str) -> None:
    path = place.partition(",")[0]
    _is_asked(_audit(**{path: _OTHER[place].format("AGPL-3.0-or-later")}), path)


@pytest.mark.parametrize("place", _OTHER)
def test_the_same_license_there_is_none(place: str) -> None:
    path = place.partition(",")[0]
    audit = _audit(**{path: _OTHER[place].format("Apache-2.0")})

    assert audit.standing is Standing.NO_FINDINGS
    assert "Apache-2.0" in {statement.expression for statement in audit.statements if statement.location.path == path}


@pytest.mark.parametrize("path", ["pyproject.toml", "setup.cfg"])
def test_classifiers_speak_where_no_license_field_does(path: str) -> None:
    classifier = "License :: OSI Approved :: GNU Affero General Public License v3"
    texts = {
        "pyproject.toml": f'[project]\nname = "mine"\nclassifiers = ["{classifier}"]\n',
        "setup.cfg": f"[metadata]\nclassifiers =\n    {classifier}\n",
    }
    _is_asked(_audit(**{path: texts[path]}), path)
    assert _audit(**{path: texts[path].replace(classifier, "Topic :: Games")}).standing is Standing.NO_FINDINGS


def test_a_project_without_weights_speaks_of_its_code_and_a_cited_dataset_of_data() -> None:
    model = {"config.json": '{"model_type": "mine"}'}
    project = '[project]\nlicense = "GPL-3.0-only"\n'
    for files, part in (
        ({"pyproject.toml": project}, Part.UNCLEAR),
        ({"CITATION.cff": "type: dataset\nlicense: GPL-3.0-only\n"}, Part.DATA),
    ):
        audit = _audit(**model, **files)
        assert {statement.part for statement in audit.statements if statement.expression == "GPL-3.0-only"} == {part}


def test_what_is_no_description_is_not_read_and_accuses_nobody() -> None:
    for path, text in (("setup.cfg", "license = GPL-3.0\n"), ("pyproject.toml", "license = [\n"), ("Cargo.toml", "")):
        audit = _audit(**{path: text})
        assert not audit.failing
        assert not [entry for entry in audit.unread if entry.matters]


@pytest.mark.parametrize(
    "gate",
    [
        "extra_gated_prompt: You agree to use this model for non-commercial research only.",
        "extra_gated_prompt: |\n  Read this first.\n\n  Commercial use is not permitted.",
        "extra_gated_fields:\n  I agree to use this model for non-commercial use ONLY: checkbox",
        "extra_gated_prompt: This model is released under CC BY-NC 4.0.",
        "tags:\n- license:cc-by-nc-4.0",
        "tags: [cc-by-nc-4.0]",
    ],
)
def test_what_a_reader_must_agree_to_is_heard(gate: str) -> None:
    _is_asked(_audit(**{"README.md": models.card(f"license: apache-2.0\n{gate}")}), "README.md")


@pytest.mark.parametrize(
    "gate",
    [
        "extra_gated_prompt: You agree to share your contact information.",
        "extra_gated_fields:\n  Name: text\n  Country: country\n  I want to use this model for:\n    type: select",
        "extra_gated_prompt: This model is released under the Apache License 2.0.",
        "tags:\n- license:apache-2.0\n- mit\n- llama3.1\n- gemma",
    ],
)
def test_a_gate_that_asks_for_a_name_says_nothing(gate: str) -> None:
    assert _audit(**{"README.md": models.card(f"license: apache-2.0\n{gate}")}).standing is Standing.NO_FINDINGS


def test_a_license_as_the_prompt_counts_by_what_it_calls_itself() -> None:
    """The words of its clauses are the license's own, not limits beside it."""
    text = "".join(f"\n  {line}" for line in models.license_text("cc-by-nc-4.0").splitlines() if line)
    audit = _audit(**{"README.md": models.card(f"license: apache-2.0\nextra_gated_prompt: |{text}")})
    assert not [statement for statement in audit.statements if statement.limit]


def test_a_policy_that_no_license_names_limits_by_itself() -> None:
    _is_asked(_audit(**{"USE_POLICY.md": "# Use policy\n\nNot for military use.\n"}), "USE_POLICY.md")


def test_a_policy_nobody_understands_is_left_to_be_read() -> None:
    audit = _audit(**{"USE_POLICY.md": "# Acceptable use\n\nBe excellent to each other.\n"})

    left = [statement for statement in audit.statements if statement.kind is StatementKind.NOT_UNDERSTOOD]
    assert [(statement.location.path, statement.location.first, statement.quote) for statement in left] == [
        ("USE_POLICY.md", 1, "# Acceptable use")
    ]
    assert audit.standing is Standing.UNDETERMINED


def test_a_policy_that_the_license_brings_along_is_the_licenses() -> None:
    head = "license: llama3.1\nbase_model: meta-llama/Llama-3.1-8B"
    policy = "# Llama 3.1 Acceptable Use Policy\n\nYou agree you will not use it for military purposes.\n"
    audits = [
        models.audit({"README.md": models.card(head), **files}, "acme/Llama-Mine")
        for files in ({}, {"USE_POLICY.md": policy})
    ]
    assert [finding.id for finding in audits[1].findings] == [finding.id for finding in audits[0].findings]


def test_a_text_beside_code_is_about_that_code() -> None:
    audit = _audit(**{"train/COPYING": models.license_text("gpl-3.0"), "train/train.py": "import torch\n"})

    (finding,) = audit.findings
    assert (finding.rule, finding.severity) == ("code-license-differs", Severity.NOTE)
    assert {place.path for place in finding.evidence} == {"train/COPYING"}
    assert not _audit(**{"train/COPYING": models.license_text("gpl-3.0"), "train/notes.log": "x"}).findings
