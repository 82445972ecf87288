from __future__ import annotations

import os
import resource
import signal
import stat
import subprocess
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from auditor.cli.writing import NotWrittenError, replace_all
from auditor.report.audit import json as json_report
from auditor.report.audit import text
from support import samples
from support.command import environment, given

if TYPE_CHECKING:
    from support.command import Ask

REPORT = text.render(samples.rakuten(), color=False, width=100)


def test_a_report_goes_to_the_file_and_the_exit_code_stays(ask: Ask, tmp_path: Path) -> None:
    result = ask("rakuten", "audit", "x", "--output", "report.json", "--format", "json")
    assert result.exit_code == 1
    assert (result.stdout, result.stderr) == ("", "")
    assert (tmp_path / "report.json").read_text(encoding="utf-8") == json_report.render(samples.rakuten())


def test_an_old_report_is_replaced_and_keeps_its_mode(ask: Ask, tmp_path: Path) -> None:
    place = tmp_path / "report.txt"
    place.write_text("old", encoding="utf-8")
    place.chmod(0o640)
    ask("rakuten", "audit", "x", "--output", "report.txt")
    assert place.read_text(encoding="utf-8") == REPORT
    assert stat.S_IMODE(place.stat().st_mode) == 0o640


def test_a_new_report_has_the_mode_that_any_new_file_has(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    ask("rakuten", "audit", "x", "--output", "report.txt")
    assert (tmp_path / "report.txt").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_link_to_a_report_stays_a_link(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    (tmp_path / "report.txt").symlink_to("kept/report.txt")
    ask("rakuten", "audit", "x", "--output", "report.txt")
    assert (tmp_path / "report.txt").is_symlink()
    assert (tmp_path / "kept" / "report.txt").read_text(encoding="utf-8") == REPORT


@pytest.mark.parametrize(
    ("place", "says"), [("missing/report.txt", "missing is not a directory"), (".", "is a directory"), ("loop", "loop")]
)
def test_a_place_that_cannot_be_written_is_2_before_anything_is_audited(
    ask: Ask, tmp_path: Path, place: str, says: str
) -> None:
    (tmp_path / "loop").symlink_to("loop")
    result = ask("rakuten", "audit", "x", "--output", place)
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.asked == {}


def test_several_files_share_one_audit_and_each_ending_says_its_format(ask: Ask, tmp_path: Path) -> None:
    result = ask("rakuten", "audit", "x", "-o", "a.json", "--output", "b.TXT")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", "")
    assert (tmp_path / "a.json").read_text(encoding="utf-8") == json_report.render(samples.rakuten())
    assert (tmp_path / "b.TXT").read_text(encoding="utf-8") == REPORT


def test_the_format_that_is_given_overrides_every_ending(ask: Ask, tmp_path: Path) -> None:
    ask("rakuten", "audit", "x", "-o", "a.txt", "-o", "b", "--format", "json")
    expected = json_report.render(samples.rakuten())
    assert [(tmp_path / name).read_text(encoding="utf-8") for name in ("a.txt", "b")] == [expected] * 2


@pytest.mark.parametrize(
    ("names", "says"),
    [
        (["report.docx"], "report.docx has no ending that is a format. Use one of .txt, .json"),
        (["report"], "report has no ending that is a format"),
        (["report.dot"], "report.dot has no ending that is a format"),
        (["a.json", "./a.json"], "a.json is named twice"),
    ],
)
def test_an_ending_that_is_no_format_and_a_file_named_twice_are_2(
    ask: Ask, tmp_path: Path, names: list[str], says: str
) -> None:
    result = ask("rakuten", "audit", "x", *(part for name in names for part in ("-o", name)))
    assert result.exit_code == 2
    assert says in result.stderr
    assert result.asked == {}
    assert list(tmp_path.iterdir()) == []


def test_where_one_file_cannot_be_written_the_others_are_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "old.txt").write_text("old", encoding="utf-8")
    with pytest.raises(NotWrittenError):
        replace_all([(tmp_path / "old.txt", b"new"), (tmp_path / "missing" / "b.txt", b"new")])
    assert (tmp_path / "old.txt").read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["old.txt"]


def test_a_write_that_fails_half_way_leaves_the_old_report_and_no_rest(tmp_path: Path) -> None:
    place = tmp_path / "report.txt"
    place.write_text("old", encoding="utf-8")

    def small_files() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))

    done = subprocess.run(
        [*given("rakuten"), "audit", "x", "--output", "report.txt"],
        cwd=tmp_path,
        env=environment(PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=small_files,
    )
    assert done.returncode == 3
    assert done.stderr == "auditor: the report could not be written to report.txt: File too large\n"
    assert place.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.txt"]


def test_a_full_disk_behind_stdout_is_3_and_told(tmp_path: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no /dev/full here")
    with full.open("wb") as out:
        done = subprocess.run(
            [*given("rakuten"), "audit", "x"], cwd=tmp_path, env=environment(), stdout=out, stderr=-1, check=False
        )
    assert done.returncode == 3
    assert done.stderr == b"auditor: the report could not be written to stdout: No space left on device\n"


def test_output_to_a_pipe_is_written_and_not_replaced(tmp_path: Path) -> None:
    done = subprocess.run(
        [*given("rakuten"), "audit", "x", "--output", "/dev/stdout"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == REPORT
    assert (done.stderr, done.returncode) == ("", 1)


@pytest.mark.parametrize(("sample", "code"), [("rakuten", 1), ("clean", 0)])
def test_a_reader_that_went_away_is_no_error_and_no_other_verdict(tmp_path: Path, sample: str, code: int) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [*given(sample), "audit", "x"], cwd=tmp_path, env=environment(), stdout=writing, stderr=-1, check=False
        )
    finally:
        os.close(writing)
    assert done.stderr == b""
    assert done.returncode == code


def test_a_closed_stdout_does_not_hide_the_verdict(tmp_path: Path) -> None:
    command = ["sh", "-c", 'exec "$@" >&-', "sh", *given("rakuten"), "audit", "x"]
    done = subprocess.run(command, cwd=tmp_path, env=environment(), stderr=-1, check=False)
    assert (done.returncode, done.stderr) == (1, b"")


def test_an_interrupt_is_130_and_one_line(tmp_path: Path) -> None:
    during = "import time; print('started', file=sys.stderr, flush=True); time.sleep(60)"
    with subprocess.Popen(
        [*given("rakuten", during=during), "audit", "x"],
        cwd=tmp_path,
        env=environment(),
        stdout=-1,
        stderr=-1,
        text=True,
    ) as process:
        assert process.stderr is not None
        assert process.stderr.readline() == "started\n"
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert err == "auditor: interrupted, no report was made\n"
    assert out == ""


def test_a_bug_keeps_its_traceback_and_makes_no_report(tmp_path: Path) -> None:
    done = subprocess.run(
        [*given("rakuten", during="raise ValueError('a bug')"), "audit", "x"],
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr.startswith("Traceback (most recent call last):")
    assert "ValueError: a bug" in done.stderr
    assert done.stdout == ""
    assert done.returncode not in (0, 2, 3)


def test_a_report_is_utf8_whatever_the_locale(tmp_path: Path) -> None:
    done = subprocess.run(
        [*given("rakuten"), "audit", "x"],
        cwd=tmp_path,
        env=environment(PYTHONIOENCODING="ascii", LC_ALL="C"),
        capture_output=True,
        check=False,
    )
    assert done.stdout == REPORT.encode()
