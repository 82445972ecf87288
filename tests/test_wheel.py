"""The wheel carries everything: built, unpacked elsewhere, and run from there."""

from __future__ import annotations

import email
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from auditor.knowledge import Knowledge

_ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's content in a folder of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(_ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = folder.glob("auditor-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def _run(installed: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # a cache of its own: the user's, where platformdirs looks for it, is nothing that a test reads
    cache = str(installed.parent / "cache")
    environment = {**os.environ, "PYTHONPATH": str(installed), "NO_COLOR": "1", "AUDITOR_CACHE": cache}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=installed, env=environment, capture_output=True, text=True, check=False)


def test_the_rules_travel_in_the_wheel(installed: Path) -> None:
    shipped = {path.relative_to(installed / "auditor" / "_rules") for path in (installed / "auditor").rglob("*.toml")}
    here = {path.relative_to(_ROOT / "rules") for path in (_ROOT / "rules").rglob("*.toml")}

    assert shipped == here
    result = _run(installed, "-m", "auditor", "rules", "check")
    assert (result.returncode, result.stdout) == (0, "")
    assert result.stderr.endswith("nothing is wrong\n")
    assert (installed / "auditor" / "_rules" / "texts").is_dir()


def test_the_types_travel_in_the_wheel(installed: Path) -> None:
    assert (installed / "auditor" / "py.typed").read_bytes() == b""


def test_the_wheel_audits_from_another_place(installed: Path) -> None:
    where = _run(installed, "-c", "import auditor; print(auditor.__file__)").stdout
    example = _ROOT / "examples" / "04-llama-relicensed-as-apache" / "repo"

    result = _run(installed, "-m", "auditor", "audit", str(example))

    assert where.startswith(str(installed))
    assert result.returncode == 1, result.stderr
    assert "limit-dropped:llama3.1:meta-llama/Llama-3.1-8B" in result.stdout


def test_the_wheel_reads_its_rules_compiled(installed: Path) -> None:
    example = _ROOT / "examples" / "01-rakuten-ai-3.0-as-released" / "repo"

    result = _run(installed, "-X", "importtime", "-m", "auditor", "audit", str(example), "--no-scancode")
    loaded = {line.rpartition("|")[2].strip() for line in result.stderr.splitlines()}

    assert result.returncode == 1
    assert f"rules {Knowledge(_ROOT / 'rules').digest}" in result.stdout
    assert "auditor.knowledge.compiled" in loaded
    assert not loaded & {
        *("pydantic", "tomllib", "license_expression", "huggingface_hub", "importlib.metadata"),
        *("concurrent.futures", "rich.console", "rich.text", "auditor.sources.git", "auditor.sources.hub.download"),
    }


def test_the_wheel_holds_no_tests_and_is_small(installed: Path) -> None:
    (wheel,) = installed.parent.glob("auditor-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        files = archive.infolist()

    assert not [file.filename for file in files if "tests" in Path(file.filename).parts]
    # 4.1 MB of it are the words of 900 license texts and the texts themselves, 4.5 MB the facts about 150 licenses and
    # 1,750 releases: once as they are written, for who wants to read or change them, and once compiled
    assert sum(file.file_size for file in files) < 12 * 1024 * 1024
    assert wheel.stat().st_size < 4.5 * 1024 * 1024


def test_the_wheel_carries_its_license_and_what_is_from_elsewhere(installed: Path) -> None:
    (metadata,) = installed.glob("auditor-*.dist-info")
    fields = email.message_from_string((metadata / "METADATA").read_text(encoding="utf-8"))

    assert fields["License-Expression"] == "Apache-2.0 AND CC-BY-4.0"
    assert fields.get_all("License-File") == ["LICENSE", "NOTICE"]
    assert "nexB Inc." in (metadata / "licenses" / "NOTICE").read_text(encoding="utf-8")
