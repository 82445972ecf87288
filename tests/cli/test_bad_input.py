"""What people and strangers have: one clear line each, nothing crashes or hangs, nothing is called clean."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

_TIMEOUT = 60
_CARD = "---\nlicense: mit\n---\n# A model\n"
_NO_SUCH_USER = 65534


_UNPRIVILEGED = f"""
import os, sys
from click.testing import CliRunner
from auditor.cli.main import main
good, forbidden = sys.argv[1:]
CliRunner().invoke(main, ["audit", good, "--no-scancode"])  # loads all that the user below could not read
if os.geteuid() == 0:
    os.setgroups([]); os.setgid({_NO_SUCH_USER}); os.setuid({_NO_SUCH_USER})
main(["audit", forbidden, "--no-scancode"])
"""


def _auditor(*arguments: str) -> subprocess.CompletedProcess[str]:
    return _run(sys.executable, "-m", "auditor", "audit", *arguments, "--no-scancode")


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HOME": "/nonexistent", "NO_COLOR": "1"}
    return subprocess.run(command, capture_output=True, text=True, timeout=_TIMEOUT, check=False, env=environment)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A model directory whose only fault is what a test puts in."""
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "README.md").write_text(_CARD, encoding="utf-8")
    header = b"{}"
    (folder / "model.safetensors").write_bytes(struct.pack("<Q", len(header)) + header)
    return folder


def _is_one_clear_line(result: subprocess.CompletedProcess[str]) -> bool:
    lines = result.stderr.strip().splitlines()
    return (
        result.stdout == ""
        and lines[0].startswith("auditor: no audit was performed: ")
        and any(line.strip().startswith("tip: ") for line in lines[1:])
        and "Traceback" not in result.stderr
    )


def test_a_missing_path(tmp_path: Path) -> None:
    result = _auditor(str(tmp_path / "nothing"))

    assert result.returncode == 3
    assert _is_one_clear_line(result), result.stderr


def test_a_file_that_is_no_model(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a model", encoding="utf-8")

    result = _auditor(str(path))

    assert result.returncode == 3
    assert _is_one_clear_line(result), result.stderr


def test_an_empty_directory(tmp_path: Path) -> None:
    result = _auditor(str(tmp_path))

    assert result.returncode == 3
    assert _is_one_clear_line(result), result.stderr


def test_a_directory_without_permission(model: Path, open_folder: Path) -> None:
    forbidden = open_folder / "forbidden"
    forbidden.mkdir()
    (forbidden / "config.json").write_text("{}", encoding="utf-8")
    forbidden.chmod(0)

    result = _run(sys.executable, "-c", _UNPRIVILEGED, str(model), str(forbidden))

    assert result.returncode == 3, result.stderr
    assert _is_one_clear_line(result), result.stderr


def _not_clean(result: subprocess.CompletedProcess[str], *words: str) -> None:
    assert result.returncode == 1, (result.returncode, result.stderr)
    assert "Traceback" not in result.stderr
    first = result.stdout.splitlines()[0]
    assert "UNDETERMINED" in first or "COMPLY" in first, first
    for word in words:
        assert word in result.stdout


def test_an_empty_license(model: Path) -> None:
    (model / "LICENSE").write_bytes(b"")

    _not_clean(_auditor(str(model)), "not-read:any:self", "LICENSE")


def test_a_pointer_in_place_of_a_license(model: Path) -> None:
    (model / "LICENSE").write_text(
        f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0' * 64}\nsize 1064\n", encoding="utf-8"
    )

    _not_clean(_auditor(str(model)), "not-read:any:self")


def test_a_license_that_leads_outside(model: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("a secret that is nobody's business", encoding="utf-8")
    (model / "LICENSE").symlink_to(tmp_path / "secret")

    result = _auditor(str(model))

    _not_clean(result, "not-read:any:self")
    assert "nobody's business" not in result.stdout + result.stderr


def test_a_license_of_fifty_megabytes(model: Path) -> None:
    with (model / "LICENSE").open("wb") as stream:
        stream.truncate(50 * 1024 * 1024)

    _not_clean(_auditor(str(model)), "not-read:any:self")


def test_a_license_in_utf_16(model: Path) -> None:
    text = "Copyright (c) 2023 Somebody\n\nAll rights reserved, except those that are granted below.\n"
    (model / "LICENSE").write_bytes(text.encode("utf-16"))

    result = _auditor(str(model))

    _not_clean(result, "license-unknown")
    assert "not-read:any:self" not in result.stdout


def test_a_license_with_nul_bytes(model: Path) -> None:
    (model / "LICENSE").write_bytes(b"MIT\x00\x01\x02License\x00\xff" * 50)

    _not_clean(_auditor(str(model)), "not-read:any:self")


@pytest.mark.parametrize(
    ("name", "front"),
    [
        ("duplicate keys", "license: mit\nlicense: apache-2.0"),
        ("aliases", "license: &a mit\nbase_model: *a"),
        ("two thousand levels", "license: " + "[" * 2000 + "]" * 2000),
        ("two thousand block levels", "\n".join("  " * depth + "a:" for depth in range(2000))),
        ("not YAML", "license: [mit"),
    ],
    ids=lambda value: value if "\n" not in value and len(value) < 40 else "",
)
def test_a_hostile_front_matter(model: Path, name: str, front: str) -> None:
    (model / "README.md").write_text(f"---\n{front}\n---\n# {name}\n", encoding="utf-8")

    _not_clean(_auditor(str(model)), "not-read:any:self", "README.md")


def test_the_word_no_is_not_false(model: Path) -> None:
    (model / "README.md").write_text("---\nlicense: no\n---\n# A model\n", encoding="utf-8")

    result = _auditor(str(model))

    _not_clean(result, "license-unknown:no:self")
    assert "False" not in result.stdout


def test_a_gguf_that_claims_too_many_keys(model: Path) -> None:
    (model / "model.gguf").write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 0, 2**63))

    _not_clean(_auditor(str(model)), "model.gguf")


def test_a_safetensors_header_that_claims_a_gigabyte(model: Path) -> None:
    (model / "model.safetensors").write_bytes(struct.pack("<Q", 1024**3) + b"{}")

    _not_clean(_auditor(str(model)), "model.safetensors")


def test_bytes_that_move_the_terminal_do_not_reach_it(model: Path) -> None:
    (model / "README.md").write_text(
        "---\nlicense: mit\nbase_model: org/\u202emodel\x1b[2J\n---\n# \x1b]0;title\x07Model\n", encoding="utf-8"
    )

    result = _auditor(str(model))

    assert "\x1b" not in result.stdout + result.stderr
    assert "\u202e" not in result.stdout + result.stderr
