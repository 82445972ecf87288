"""Laws of what a repository says of its license: saying more, or something unknown, never makes a report quieter."""

from __future__ import annotations

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import auditor
from auditor.model import Audit, Standing, Verdict
from support import models
from support.memory import MemorySource

MIT = models.mit("Copyright (c) 2026 Acme")
_TEXTS = {"mit": MIT, "apache-2.0": models.apache(), "cc-by-nc-4.0": models.license_text("cc-by-nc-4.0")}
_PROSE = {
    "mit": "This model is licensed under the MIT license.",
    "apache-2.0": "The weights are released under Apache-2.0.",
    "cc-by-nc-4.0": "This model is licensed under CC BY-NC 4.0.",
    "gpl-3.0": "The model weights are licensed under GPL-3.0.",
    "llama3.1": "The model is subject to the Llama 3.1 Community License.",
}
_PLACES = ("prose", "sidecar", "header", "package", "reuse", "folder", "link")
_ABSENCE = {"license-undeclared", "license-text-missing", "license-not-linked", "duty-outside-files", "license-unknown"}
"""Findings that rest on something's absence, or are of one statement: they may go with what is added."""

laws = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
tags = st.sampled_from(sorted(_TEXTS))
words = st.text("abcdefghijklmnop-", min_size=4, max_size=14).map(lambda name: f"acme-{name.strip('-') or 'x'}-terms")


def _spdx(key: str) -> str:
    return {"mit": "MIT", "apache-2.0": "Apache-2.0", "cc-by-nc-4.0": "CC-BY-NC-4.0", "gpl-3.0": "GPL-3.0-only"}[key]


def _files(tag: str, body: str = "A model.") -> dict[str, str | bytes]:
    return {"README.md": models.card(f"license: {tag}", f"# Tern\n\n{body}\n"), "LICENSE": _TEXTS.get(tag, MIT)}


def _with(files: dict[str, str | bytes], tag: str, key: str, place: str) -> dict[str, str | bytes]:
    """The files with a statement of another license at a place."""
    spdx = _spdx(key)
    header = f'{{"__metadata__": {{"license": "{spdx}"}}}}'.encode()
    added: dict[str, dict[str, str | bytes]] = {
        "prose": {"README.md": models.card(f"license: {tag}", f"# Tern\n\nA model.\n\n{_PROSE[key]}\n")},
        "sidecar": {"model.safetensors.license": f"SPDX-License-Identifier: {spdx}\n"},
        "header": {"model.safetensors": len(header).to_bytes(8, "little") + header},
        "package": {"package.json": f'{{"license": "{spdx}"}}'},
        "reuse": {"REUSE.toml": f'[[annotations]]\npath = "**"\nSPDX-License-Identifier = "{spdx}"\n'},
        "folder": {"LICENSE-WEIGHTS": _TEXTS.get(key, MIT)},
        "link": {
            "README.md": models.card(
                f"license: {tag}\nlicense_link: https://creativecommons.org/licenses/by-nc/4.0/", "# Tern\n\nA model.\n"
            )
        },
    }
    return {**files, **added[place]}


def _rules(audit: Audit) -> set[str]:
    return {finding.rule for finding in audit.findings}


@laws
@given(tags, st.sampled_from(["mit", "apache-2.0", "cc-by-nc-4.0", "gpl-3.0"]), st.sampled_from(_PLACES))
@example("mit", "cc-by-nc-4.0", "folder")
def test_another_statement_is_never_passed_in_silence(tag: str, key: str, place: str) -> None:
    if key == tag or (place == "folder" and key not in _TEXTS) or (place == "link" and tag == "cc-by-nc-4.0"):
        return
    before = models.audit(_files(tag), "acme/Tern")
    after = models.audit(_with(_files(tag), tag, key, place), "acme/Tern")

    assert after.standing is not Standing.NO_FINDINGS
    assert _rules(before) - _ABSENCE <= _rules(after)


@laws
@given(tags, words)
def test_a_value_that_nobody_knows_is_never_passed_in_silence(tag: str, unknown: str) -> None:
    for head in (f"license: {unknown}", f"license: other\nlicense_name: {unknown}\nlicense_link: LICENSE"):
        files = {"README.md": models.card(head), "LICENSE": _TEXTS[tag]}
        assert models.audit(files, "acme/Tern").standing is not Standing.NO_FINDINGS


@laws
@given(tags, st.sampled_from(["docs/other", "examples", "LICENSES", "third_party/x"]))
def test_a_text_that_governs_nothing_offers_nothing(tag: str, folder: str) -> None:
    moved = models.audit({f"{folder}/LICENSE": _TEXTS[tag]}, "acme/Tern")

    assert moved.concluded == "NOASSERTION"
    assert moved.standing is not Standing.NO_FINDINGS


@laws
@given(
    st.sampled_from(["mistralai/Mistral-7B-v0.1", "Qwen/Qwen2.5-7B"]),
    st.sampled_from(["tern/examples", "tern/tests/data", "tern/fixtures", "other", "other/weights"]),
)
def test_a_text_moved_from_where_it_governs_meets_no_duty(base: str, folder: str) -> None:
    files: dict[str, str | bytes] = {
        "tern/README.md": models.card(f"license: apache-2.0\nbase_model: {base}"),
        "tern/model.safetensors": models.WEIGHTS,
        "other/README.md": models.card("license: apache-2.0", "# Other"),
        "other/model.safetensors": models.WEIGHTS,
    }

    def missing(place: str) -> dict[str, Verdict]:
        source = MemorySource({**files, place: models.apache()})
        audits = auditor.survey([source], auditor.Options(as_of="2026-11-22", scancode=False))
        (audit,) = (model.audit for model in audits if model.audit and model.audit.repository.roots == ("tern",))
        return {finding.id: finding.verdict for finding in audit.findings if finding.rule == "license-text-missing"}

    duty = f"license-text-missing:apache-2.0:{base}"
    assert duty not in missing("tern/LICENSE")
    assert missing(f"{folder}/LICENSE")[duty] is Verdict.BREACHED


@laws
@given(
    st.sampled_from(["mit", "apache-2.0", "gpl-3.0", "gemma", "llama3.1", "bigcode-openrail-m", "cc-by-nc-4.0"]),
    st.sampled_from(["acme/unknown", "deepseek-ai/DeepSeek-R1", "Qwen/Qwen2.5-7B", "google/gemma-3n-E2B-it"]),
)
def test_a_base_removes_no_own_duty(key: str, base: str) -> None:
    def duties(head: str) -> set[tuple[str, str]]:
        audit = models.audit({"README.md": models.card(head)}, "acme/Tern")
        return {
            (finding.rule, outcome.license)
            for finding in audit.findings
            for outcome in finding.outcomes
            if outcome.code
        }

    assert duties(f"license: {key}") <= duties(f"license: {key}\nbase_model: {base}")


@laws
@given(st.integers(1, 3))
def test_a_card_that_was_cut_is_never_passed_in_silence(times: int) -> None:
    body = "The license of it is told in the next sentence.\n\n" * 3_100 * times + _PROSE["cc-by-nc-4.0"]
    audit = models.audit(_files("mit", body), "acme/Tern")

    assert audit.standing is not Standing.NO_FINDINGS
