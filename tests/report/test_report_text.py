from __future__ import annotations

import re
from itertools import pairwise
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

import auditor
from auditor.model import Location, NameSource, Standing, Unread, UnreadReason
from auditor.report.audit import text
from auditor.report.common import wording
from auditor.report.common.reasons import words
from support import samples

if TYPE_CHECKING:
    from pathlib import Path

    from auditor.model import Audit

SGR = re.compile("\x1b\\[[0-9;]*m")
ACCUSES = re.compile(r"infring|stole|plagiar|\bcopied\b|\btheft|illegal|violat", re.IGNORECASE)


def plain(audit: Audit, width: int = 100, verbosity: int = 0) -> str:
    return text.render(audit, color=False, width=width, verbosity=verbosity)


def section(report: str, title: str) -> str:
    """The part of a report under that heading."""
    match = re.search(rf"^── {title}.*?$\n(.*?)(?=^── |\Z)", report, re.MULTILINE | re.DOTALL)
    assert match is not None, title
    return match[1]


def flat(report: str) -> str:
    return " ".join(report.replace("│ ", "").split())


_NOTHING = "Nothing was found against the license terms read. Base: none declared, none recognised. Not read: 0 files."


@pytest.mark.parametrize(
    ("sample", "first", "decides", "then"),
    [
        (
            "rakuten",
            "Rakuten/RakutenAI-3.0 at 3f2a9c1b7d04: NOT SHOWN TO COMPLY (base may be the DeepSeek-V3 family)",
            (
                "1 error, 1 warning, 1 note. If the base is the DeepSeek-V3 family, as recognised by its shape, what "
                "the license of each release known requires was not found here."
            ),
            "First: Answer: Which checkpoint was the model made from, and at which revision? If so: ",
        ),
        (
            "llama",
            "acme/CoolChat-8B in ./CoolChat-8B: DOES NOT COMPLY (base: meta-llama/Llama-3.1-8B)",
            (
                "3 errors, 1 warning. On its face, this repository does not meet §1.b.i of the Llama 3.1 Community "
                "License Agreement, under which meta-llama/Llama-3.1-8B, its declared base, came (separate permission "
                "not considered)."
            ),
            "First: Add the text of the Llama 3.1 Community License Agreement.",
        ),
        (
            "partly-read",
            "./terms: UNDETERMINED",
            "2 warnings, 1 accepted by waiver: a file that speaks about licensing could not be read",
            "First: Fetch LICENSE with git lfs pull, and audit again.",
        ),
        (
            "clean",
            "acme/Tiny-1B at 000000000000: NO FINDINGS",
            _NOTHING,
            "Nothing to do.",
        ),
    ],
)
def test_the_first_lines_answer(sample: str, first: str, decides: str, then: str) -> None:
    for verbosity in (0, 1):
        report = plain(samples.ALL[sample](), verbosity=verbosity)
        assert flat(report).startswith(f"{first} {decides} {then}")
        assert report.splitlines()[0] == first
    brief = plain(samples.ALL[sample](), verbosity=-1).splitlines()
    assert brief[0] == first
    assert decides.startswith(brief[1].removesuffix("…"))
    assert brief[2].startswith(then[:40])


def test_a_long_first_step_goes_on_below_itself_but_not_when_brief(rakuten: Audit) -> None:
    lines = plain(rakuten, 60).splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("First: "))
    assert lines[first : first + 2] == [
        "First: Answer: Which checkpoint was the model made from, and",
        "       at which revision? If so: Add the upstream's LICENSE",
    ]
    brief = plain(rakuten, 60, verbosity=-1).splitlines()
    assert brief[2] == "First: Answer: Which checkpoint was the model made from, an…"
    assert brief[3].startswith("error ")


def test_what_several_say_in_the_same_way_is_said_once(rakuten: Audit) -> None:
    inherited = rakuten.statements[-1]
    again = inherited.replace(by="somebody else")
    shown = section(plain(rakuten.replace(statements=(inherited, again)), verbosity=1), "License statements")
    assert shown.count("MIT OR LicenseRef") == 1
    assert "the DeepSeek-V3 family, somebody else · one of several licenses" in shown


def test_the_whole_report_of_a_clean_model() -> None:
    rule = "─"
    assert plain(samples.clean(), width=80) == dedent(
        f"""\
        acme/Tiny-1B at 000000000000: NO FINDINGS
        Nothing was found against the license terms read. Base: none declared, none
        recognised. Not read: 0 files.
        Nothing to do.

        ── Findings {rule * 68}
          None.

        ── License statements {rule * 58}
          declared   MIT, weights: README.md:3 · card, license
          detected   MIT, weights: LICENSE:1-21 · LICENSE, exact text
          concluded  MIT

        ── Lineage {rule * 69}
          This is acme/Tiny-1B: the name and the publisher agree

        ── Requirements met (1) {rule * 56}
          ✓ The MIT text stands in LICENSE (LICENSE:1-21): MIT License, condition

        ── About this report {rule * 59}
          subject    acme/Tiny-1B, named by --name
          target     acme/Tiny-1B
          revision   {"0" * 40}
          read       2 documents of 2 files
          judged     sha256
                     {samples.clean().digest}
          made by    auditor 0.1.0, rules 0123456789ab, as of 2026-11-22
          exit code  0: no finding at or above warning that is not waived
          This is not legal advice. It assumes that the weights are protected or that a
          contract was formed, which courts have not settled. It describes what the
          repository contains; it does not establish what anyone did.
        """
    )


@pytest.mark.parametrize(
    ("source", "location", "words"),
    [
        (NameSource.HUB, None, "the Hub"),
        (NameSource.DOWNLOAD_RECORD, None, "the record of its download"),
        (NameSource.HUB_CACHE, None, "cache folder"),
        (NameSource.GIT_REMOTE, Location(path=".git/config"), ".git/config (remote of the clone)"),
        (NameSource.MODEL_NAME, Location(path="README.md", first=2), "README.md:2 (model_name)"),
        (NameSource.MODEL_INDEX, Location(path="README.md", first=3), "README.md:3 (model-index.0.name)"),
        (NameSource.GGUF_NAME, Location(path="m.gguf", key="general.name"), "m.gguf (general.name)"),
        (NameSource.HEADING, Location(path="README.md", first=7), "README.md:7 (heading)"),
    ],
)
def test_what_names_the_model_is_said(source: NameSource, location: Location | None, words: str) -> None:
    audit = samples.clean()
    named = audit.repository.replace(name_source=source, name_location=location)
    report = plain(audit.replace(repository=named), width=200)
    assert f"subject    acme/Tiny-1B, named by {words}\n" in report


def test_a_finding_says_what_for_whom_which_clause_where_and_what_to_do(rakuten: Audit) -> None:
    everything = section(plain(rakuten, verbosity=1), "Findings")
    question, rest = everything.split("  ERROR    ")
    error, rest = rest.split("  WARNING  ")
    warning, note = rest.split("  NOTE     ")
    assert f"OPEN     {samples.WHICH}\n" in question
    assert error.startswith("The license text of what it was made from is not here\n")
    assert "\n           duty · undetermined; if confirmed, requirement not met\n" in error
    assert "\n           license-text-missing:deepseek-model-1.0+mit:deepseek-v3\n" in error
    assert "applies to every candidate (3)" in error
    assert f"because    {words(samples.BY_SHAPE)}" in flat(error).replace("because", "because   ")
    assert "clause     MIT License, condition\n                      │ The above copyright notice" in error
    assert "clause     DeepSeek License Agreement v1.0, §4(b)\n" in error
    assert "where      LICENSE:1-201, config.json#architectures" in error
    assert "remedy     Add the upstream's LICENSE file" in error
    assert "question   Which checkpoint was the model made from" in error
    assert "declared license · undetermined; if confirmed, contradicted by the upstream license" in warning
    assert "applies to deepseek-ai/DeepSeek-V3\n" in warning
    assert "not to     deepseek-ai/DeepSeek-V3-0324, deepseek-ai/DeepSeek-R1\n" in warning
    assert note.startswith("The card names no base model\n           undetermined\n")


def test_what_hangs_on_one_question_is_under_it_and_says_the_question_and_its_reasons_once(rakuten: Audit) -> None:
    shown = section(plain(rakuten), "Findings")
    assert flat(shown).count(samples.WHICH) == 1
    assert flat(shown).count(words(samples.BY_SHAPE)) == 1
    assert f"if {samples.V3_0324}, {samples.R1} (MIT): findings 1, 3\n" in shown
    assert "verdict    undetermined; if confirmed: requirement not met (1), contradicted by the" in shown
    assert "if none of these: no finding, under these licenses" in shown
    assert shown.index("none of these") < shown.index("  ERROR    ")
    assert len(plain(rakuten).splitlines()) < 0.75 * len(plain(rakuten, verbosity=1).splitlines())


def test_candidates_are_named_where_it_does_not_hold_for_all(rakuten: Audit) -> None:
    findings = tuple(
        finding.replace(candidates=(samples.V3_0324, samples.R1), spared=(samples.V3,)) for finding in rakuten.findings
    )
    shown = section(plain(rakuten.replace(findings=findings), verbosity=1), "Findings")
    assert "applies to deepseek-ai/DeepSeek-V3-0324, deepseek-ai/DeepSeek-R1\n" in shown
    assert "every candidate" not in shown


def test_a_text_of_nothing_visible_leaves_no_empty_label(rakuten: Audit) -> None:
    findings = tuple(finding.replace(remedy="\x00\u200b ") for finding in rakuten.findings)
    assert "remedy" not in plain(rakuten.replace(findings=findings))


def test_lineage_says_how_it_is_known_and_of_each_candidate_how_much(rakuten: Audit) -> None:
    shown = flat(section(plain(rakuten), "Lineage"))
    assert "relation unknown: fine-tuned or quantized; concerns the weights" in shown
    assert (
        "code lineage only (evidence level 3 of 7): the class is DeepseekV3ForCausalLM (config.json#architectures)"
        in shown
    )
    assert "consistent with (evidence level 4 of 7: suggests, does not show, derivation): hidden size 7168" in shown
    assert (
        "deepseek-ai/DeepSeek-V3, 2024-12-26: DeepSeek License Agreement v1.0; read in the publisher's repository"
    ) in shown
    assert "deepseek-ai/DeepSeek-V3-0324, 2025-03-24: MIT; taken from a secondary source" in shown


def test_a_parent_of_whose_terms_nothing_is_known_is_shown_so(rakuten: Audit) -> None:
    edge = rakuten.upstreams[0].replace(candidates=())
    shown = section(plain(rakuten.replace(upstreams=(edge,))), "Lineage")
    assert "license    its terms are not known" in shown


def test_no_upstream_is_not_said_to_be_a_proof_of_none() -> None:
    assert "not a proof that there is none" in section(plain(samples.partly_read()), "Lineage")


def test_each_open_question_stands_once_with_what_it_settles(rakuten: Audit) -> None:
    asked = flat(section(plain(rakuten, verbosity=1), "Open questions"))
    assert asked.count(samples.WHICH) == 1
    assert "settles license-text-missing:deepseek-model-1.0+mit:deepseek-v3, use-restrictions-not-passed-on" in asked


def test_what_a_modified_text_adds_and_leaves_out_is_quoted_with_its_line() -> None:
    shown = section(plain(samples.partly_read()), "License texts")
    assert "TERMS.md:1-30: a modified text (MIT License)" in shown
    assert "99.1% of the license's words are here; 91.2% of the file is this license (aligned)" in shown
    assert "added, line 22:\n    │ If the Software is used" in shown
    assert "missing:\n    │ without restriction" in shown


def test_waivers_say_what_became_of_them_and_a_waived_finding_says_why() -> None:
    report = plain(samples.partly_read())
    shown = section(report, "Waivers")
    assert "applied    license-unknown:LicenseRef-terms:self\n             counsel-accepted, until 2027-01-31:" in shown
    assert "unused     base-undeclared:any:self\n             counsel-accepted, without an end date:" in shown
    assert "expired    not-read:any:self" in shown
    assert "waived     counsel-accepted: read by counsel in October" in section(report, "Findings")


def test_a_waiver_of_everything_is_said_beside_the_verdict_and_does_not_change_it(rakuten: Audit) -> None:
    findings = tuple(finding.replace(waived="counsel-accepted: yes") for finding in rakuten.findings)
    report = plain(rakuten.replace(findings=findings))
    assert report.startswith("Rakuten/RakutenAI-3.0 at 3f2a9c1b7d04: NOT SHOWN TO COMPLY (accepted by waiver; base may")
    assert "exit code  0: no finding at or above warning that is not waived" in report


def test_what_was_not_read_is_listed_and_what_matters_comes_first() -> None:
    shown = section(plain(samples.partly_read()), "Not read")
    assert shown.index("LICENSE: a pointer") < shown.index("THIRD_PARTY.pdf: not text") < shown.index("1 not expected")
    assert "model.safetensors" not in shown
    assert "model.safetensors: too large" in section(plain(samples.partly_read(), verbosity=1), "Not read")


def test_a_long_list_is_cut_with_its_length_and_verbose_shows_all() -> None:
    many = tuple(Unread(path=f"L{number:03}", reason=UnreadReason.FAILED) for number in range(300))
    audit = samples.clean().replace(unread=many)
    assert "L011" in plain(audit)
    assert "L012" not in plain(audit)
    assert "and 288 more that may be relevant to licensing" in plain(audit)
    assert "L299" in plain(audit, verbosity=1)


def test_verbose_shows_every_outcome_and_the_clause_of_what_is_met(rakuten: Audit) -> None:
    assert "license-text-missing, deepseek-ai/DeepSeek-R1: undetermined: no file" in flat(plain(rakuten, verbosity=1))
    assert "│ You must give any other recipients" in section(plain(rakuten, verbosity=1), "Requirements met")
    assert "│ You must give any other recipients" not in section(plain(rakuten), "Requirements met")


def test_quiet_is_the_answer_and_a_line_per_finding(rakuten: Audit) -> None:
    assert plain(rakuten, verbosity=-1).splitlines()[3:] == [
        "error   license-text-missing:deepseek-model-1.0+mit:deepseek-v3  the license text of what it was ma…",
        "warning use-restrictions-not-passed-on:deepseek-model-1.0:deepseek-v3  the declared license leaves …",
        "note    base-undeclared:any:deepseek-v3  the card names no base model",
    ]
    last = plain(samples.partly_read(), verbosity=-1).splitlines()[-1]
    assert last == "warning license-unknown:LicenseRef-terms:self  waived: a license that we do not know"


@pytest.mark.parametrize("width", [60, 80, 100, 120])
@pytest.mark.parametrize("verbosity", [0, 1])
def test_no_line_is_wider_than_asked_or_ends_in_blanks(audit: Audit, width: int, verbosity: int) -> None:
    lines = plain(audit, width, verbosity).split("\n")
    assert [line for line in lines if cell_len(line) > width] == []
    assert [line for line in lines if line != line.rstrip()] == []
    assert lines[-1] == ""
    assert lines[-2] != ""
    assert [pair for pair in pairwise(lines) if pair == ("", "")] == []


def test_a_width_out_of_bounds_is_brought_within(rakuten: Audit) -> None:
    assert plain(rakuten, 10) == plain(rakuten, 40)
    assert plain(rakuten, 500) == plain(rakuten, 120)


def test_wide_characters_are_measured_in_cells() -> None:
    audit = samples.clean().replace(target="深" * 90)
    audit = audit.replace(repository=audit.repository.replace(name=None, revision=None))
    first = plain(audit, 60).splitlines()[0]
    assert first.endswith("…: NO FINDINGS")
    assert cell_len(first) <= 60


def test_color_adds_nothing_but_color(audit: Audit) -> None:
    for verbosity in (-1, 0, 1):
        colored = text.render(audit, color=True, width=100, verbosity=verbosity)
        assert "\x1b[" in colored
        assert SGR.sub("", colored) == plain(audit, verbosity=verbosity)


def test_without_color_there_is_no_escape(audit: Audit) -> None:
    assert "\x1b" not in plain(audit)


def test_no_environment_changes_the_bytes(audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    before = plain(audit), text.render(audit, color=True, width=100)
    for name, value in (("COLUMNS", "40"), ("NO_COLOR", "1"), ("TERM", "dumb"), ("JUPYTER_COLUMNS", "30")):
        monkeypatch.setenv(name, value)
    assert (plain(audit), text.render(audit, color=True, width=100)) == before


@pytest.mark.parametrize("width", [60, 77, 100, 120])
@pytest.mark.parametrize("verbosity", [-1, 0, 1])
def test_a_repository_cannot_command_a_ci_runner(hostile: Audit, width: int, verbosity: int) -> None:
    report = plain(hostile, width, verbosity)
    assert [line for line in report.splitlines() if line.lstrip().startswith("::")] == []
    assert "##[" not in report


def test_a_command_at_the_very_start_is_defused() -> None:
    audit = samples.clean().replace(target="::error::x", concluded="::set-output::")
    audit = audit.replace(repository=audit.repository.replace(name=None, revision=None))
    assert plain(audit).startswith("∷error::x: NO FINDINGS\n")
    assert "concluded  ∷set-output::" in plain(audit)


def test_words_in_brackets_are_words_and_no_markup(hostile: Audit) -> None:
    assert "[bold]m[/]" in plain(hostile)


def test_a_repository_cannot_forge_a_line_of_the_answer(hostile: Audit) -> None:
    lines = plain(hostile, 120).splitlines()
    assert lines[0].endswith(": DOES NOT COMPLY")
    assert lines[1].startswith("1 error. On its face, ")
    first = next(number for number, line in enumerate(lines) if line.startswith("First: red]0;title gnp.exe"))
    answer = lines[first + 1 : lines.index("")]
    assert all(line.startswith(" " * 7) for line in answer)
    assert first <= 5
    assert len(answer) <= 5


@pytest.mark.parametrize("sample", ["rakuten", "llama", "clean", "partly-read"])
def test_a_report_accuses_nobody_and_says_what_it_is_not(sample: str) -> None:
    report = plain(samples.ALL[sample](), verbosity=1)
    assert ACCUSES.search(report) is None
    assert wording.DISCLAIMER in flat(report)
    assert "not legal advice" in wording.DISCLAIMER
    assert "have not settled" in wording.DISCLAIMER


def test_no_standing_accuses_and_none_says_more_than_was_looked_at() -> None:
    never = re.compile(rf"{ACCUSES.pattern}|\\bclean\\b|\\bsafe\\b|cleared|compliant", re.IGNORECASE)
    values = [text for standing in Standing for text in (standing.value, wording.standing(standing))]
    assert [text for text in values if never.search(text)] == []
    assert wording.standing(Standing.NOT_SHOWN_TO_COMPLY) == "not shown to comply"


def test_notes_alone_are_counted_in_the_first_line(rakuten: Audit) -> None:
    notes = samples.clean().replace(findings=rakuten.findings[:1])
    assert plain(notes).splitlines()[0] == "acme/Tiny-1B at 000000000000: NO FINDINGS (1 NOTE)"


def test_what_could_not_be_read_is_listed_without_a_stop_before_the_next(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(bytes(100))
    (tmp_path / "config.json").write_text('{"a":', encoding="utf-8")
    audit = auditor.audit(tmp_path, auditor.Options(scancode=False, name="acme/tern"))
    shown = auditor.render(audit, "text")

    assert ".;" not in shown
    assert ".)" not in shown
    assert "upstream terms that could not be determined" not in shown
