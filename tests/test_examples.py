"""Every example is audited, and prints what its expected.txt says."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import auditor
from auditor.cli.main import main
from auditor.knowledge import Knowledge
from auditor.model import Audit, Finding, Severity, Verdict
from support.rewrite import report

_EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
_NAMES = sorted(path.parent.name for path in _EXAMPLES.glob("*/repo"))
_EXIT = {
    "01-rakuten-ai-3.0-as-released": 1,
    "02-rakuten-ai-3.0-with-notice": 1,
    "03-finetune-with-its-notices": 0,
    "04-llama-relicensed-as-apache": 1,
    "05-not-deepseek": 0,
}


def _audit(name: str, knowledge: Knowledge) -> Audit:
    return auditor.audit(
        str(_EXAMPLES / name / "repo"), auditor.Options(as_of="2026-11-22", scancode=False), knowledge=knowledge
    )


def _by_id(audit: Audit) -> dict[str, Finding]:
    return {finding.id: finding for finding in audit.findings}


@pytest.mark.parametrize("name", _NAMES)
def test_the_example_prints_what_it_promises(name: str) -> None:
    expected = (_EXAMPLES / name / "expected.txt").read_text(encoding="utf-8")

    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(_EXAMPLES.parent)
        result = CliRunner().invoke(main, ["audit", f"examples/{name}/repo", "--quiet"])

        assert report(name) == expected
        assert result.exit_code == _EXIT[name], result.output


@pytest.mark.parametrize("name", _NAMES)
def test_the_example_says_where_its_facts_come_from(name: str) -> None:
    assert "This is a reconstruction" in (_EXAMPLES / name / "README.md").read_text(encoding="utf-8")


def test_rakuten_as_released_is_an_error_over_every_candidate(knowledge: Knowledge) -> None:
    audit = _audit("01-rakuten-ai-3.0-as-released", knowledge)
    by_id = _by_id(audit)
    releases = {"DeepSeek-V3", "DeepSeek-V3-Base", "DeepSeek-R1", "DeepSeek-V3-0324", "DeepSeek-V3.1"}
    dated_2024 = {"deepseek-ai/DeepSeek-V3", "deepseek-ai/DeepSeek-V3-Base"}

    edge = audit.upstreams[0]
    assert edge.name == "deepseek-v3"
    assert {candidate.name.partition("/")[2] for candidate in edge.candidates} == releases
    assert not edge.firm

    missing = by_id["license-text-missing:deepseek-model-1.0+mit:deepseek-v3"]
    assert (missing.severity, missing.verdict) == (Severity.ERROR, Verdict.UNDETERMINED)
    assert missing.if_confirmed is Verdict.BREACHED
    assert set(missing.candidates) == {candidate.name for candidate in edge.candidates}
    assert "Copyright (c) 2023 DeepSeek" in missing.message

    restrictions = by_id["use-restrictions-not-passed-on:deepseek-model-1.0:deepseek-v3"]
    assert restrictions.severity is Severity.WARNING
    assert set(restrictions.candidates) == dated_2024
    assert "which checkpoint" in restrictions.question

    assert [finding.id for finding in audit.findings if finding.severity is Severity.ERROR] == [missing.id]


def test_the_notice_ends_the_error_and_not_the_question(knowledge: Knowledge) -> None:
    audit = _audit("02-rakuten-ai-3.0-with-notice", knowledge)

    assert not [finding.id for finding in audit.findings if finding.severity is Severity.ERROR]
    assert "base-undeclared:any:deepseek-v3" in _by_id(audit)
    assert any(outcome.code == "include-license-text" and outcome.license == "mit" for outcome in audit.met)


def test_a_compliant_finetune_has_nothing_to_do(knowledge: Knowledge) -> None:
    audit = _audit("03-finetune-with-its-notices", knowledge)

    assert audit.findings == ()
    assert audit.concluded == "Apache-2.0 AND MIT"
    kept = next(outcome for outcome in audit.met if outcome.code == "retain-copyright-notices")
    assert str(kept.evidence[0]).startswith("NOTICE:")


def test_llama_as_apache_misses_each_duty(knowledge: Knowledge) -> None:
    by_id = _by_id(_audit("04-llama-relicensed-as-apache", knowledge))
    edge = "llama3.1:meta-llama/Llama-3.1-8B"

    assert by_id[f"limit-dropped:{edge}"].verdict is Verdict.BREACHED
    assert by_id[f"license-text-missing:{edge}"].verdict is Verdict.BREACHED
    # the heading of its card is a title: under which name it is distributed is not known
    assert by_id[f"name-prefix-missing:{edge}"].verdict is Verdict.UNDETERMINED
    assert by_id[f"notice-sentence-missing:{edge}"].verdict is Verdict.UNDETERMINED
    assert by_id[f"attribution-phrase-missing:{edge}"].verdict is Verdict.UNDETERMINED


def test_a_class_name_accuses_nobody(knowledge: Knowledge) -> None:
    audit = _audit("05-not-deepseek", knowledge)

    assert audit.failing == ()
    assert audit.findings == ()
    assert [edge.name for edge in audit.lineage] == ["moonshotai/Kimi-K2-Instruct"]
    assert "deepseek" not in " ".join(edge.to_json().decode().lower() for edge in audit.lineage)
