from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from auditor.cli.main import main
from support.command import ROOT, Run

APACHE = (ROOT / "LICENSE").read_text(encoding="utf-8")
ISC = """\
Copyright (c) 2019-2021 Example Person

Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby
granted, provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL
IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT,
INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN
AN ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR
PERFORMANCE OF THIS SOFTWARE.
"""
FEE = "Whoever uses the Software for any commercial purpose shall pay an annual fee of ten thousand dollars."


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def identify(*args: str) -> Result:
    return CliRunner().invoke(main, ["identify", "--no-scancode", *args])


def report_of(*args: str) -> dict[str, Any]:
    return json.loads(identify("--format", "json", *args).stdout)


def test_an_exact_text_is_named_with_its_copyright_line() -> None:
    Path("LICENSE").write_text(ISC, encoding="utf-8")
    result = identify("LICENSE")
    assert (result.exit_code, result.stderr) == (0, "")
    shown = " ".join(result.stdout.split())
    assert "compares the exact text SPDX ISC" in shown
    assert "line 1 Copyright (c) 2019-2021 Example Person holder Example Person · years 2019-2021" in shown


def test_the_json_has_what_the_page_shows() -> None:
    Path("LICENSE").write_text(ISC, encoding="utf-8")
    report = report_of("LICENSE")
    file = report["files"][0]
    assert (report["format"], report["unread"], file["path"]) == ("auditor-identify/2", [], "LICENSE")
    assert file["size"] == len(ISC.encode())
    text = file["detections"][0]
    assert [text[key] for key in ("license", "expression", "match", "policy", "added", "missing")] == [
        "isc",
        "ISC",
        "exact",
        False,
        [],
        [],
    ]
    assert file["names"] == {"isc": "ISC License"}
    assert (text["license_coverage"], text["file_coverage"]) == (1.0, 1.0)
    assert [(line_["holder"], line_["years"], line_["location"]["first"]) for line_ in file["copyrights"]] == [
        ("Example Person", "2019-2021", 1)
    ]


def test_words_beyond_a_license_are_shown_with_their_line() -> None:
    Path("LICENSE").write_text(f"{ISC}\n{FEE}\n", encoding="utf-8")
    text = report_of("LICENSE")["files"][0]["detections"][0]
    assert (text["expression"], text["match"]) == ("ISC", "modified")
    fee = [added_text for added_text in text["added"] if "annual fee of ten thousand dollars" in added_text["text"]]
    assert [(added["first"], added["last"]) for added in fee] == [(12, 12)]
    assert "annual fee of ten thousand dollars" in " ".join(identify("LICENSE").stdout.replace("│ ", "").split())


def test_two_licenses_in_a_file_are_both_named_where_they_stand() -> None:
    Path("LICENSES").write_text(f"{ISC}\n\n{APACHE}", encoding="utf-8")
    texts = report_of("LICENSES")["files"][0]["detections"]
    assert [(text["expression"], text["match"]) for text in texts] == [("ISC", "exact"), ("Apache-2.0", "exact")]
    assert texts[0]["location"]["last"] < texts[1]["location"]["first"]


def test_a_tag_in_source_code_is_a_reference() -> None:
    Path("x.py").write_text("# SPDX-License-Identifier: Apache-2.0\nprint()\n", encoding="utf-8")
    assert identify("-q", "x.py").stdout == "x.py:1  reference: Apache-2.0\n"


def test_the_one_line_of_a_license_is_never_cut() -> None:
    place = Path("a" * 90, "b" * 90, "LICENSE")
    place.parent.mkdir(parents=True)
    place.write_text(ISC, encoding="utf-8")
    assert identify("-q", str(place)).stdout == f"{place}:3-10  exact: ISC\n"


def test_an_unknown_text_is_an_answer_not_an_error() -> None:
    Path("LICENSE").write_text(f"{FEE} {FEE[::-1]} The Licensee must not use the Software.\n", encoding="utf-8")
    result = identify("-q", "LICENSE")
    assert (result.exit_code, result.stdout) == (0, "LICENSE:1  unknown: NOASSERTION\n")


def test_several_files_have_a_block_each_in_the_order_given() -> None:
    Path("b").write_text(ISC, encoding="utf-8")
    Path("a").write_text(APACHE, encoding="utf-8")
    page = identify("b", "a").stdout
    assert (
        page.index("── b ") < page.index("SPDX       ISC") < page.index("── a ") < page.index("SPDX       Apache-2.0")
    )
    assert [file["path"] for file in report_of("b", "a")["files"]] == ["b", "a"]


def test_what_cannot_be_read_is_told_beside_what_can() -> None:
    Path("a").write_text(ISC, encoding="utf-8")
    Path("b").write_bytes(b"%PDF-1.7")
    result = identify("-q", "b", "a", "c")
    assert result.exit_code == 0
    assert result.stdout == "a:3-10  exact: ISC\n"
    assert result.stderr.splitlines()[:2] == [
        "auditor: b was not read: It is not plain text.",
        "auditor: c was not read: There is no such file.",
    ]
    assert report_of("b", "a", "c")["unread"] == [
        {"path": "b", "reason": "not-text", "detail": "It is not plain text.", "matters": True},
        {"path": "c", "reason": "failed", "detail": "There is no such file.", "matters": True},
    ]


@pytest.mark.parametrize(
    ("name", "data", "says", "tip"),
    [
        ("none", None, "There is no such file.", "Check the path."),
        (".", None, "It is a directory.", "auditor audit DIRECTORY"),
        ("LICENSE", b"", "It is empty.", "downloaded"),
        ("LICENSE", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "It is not plain text.", "plain text"),
        ("LICENSE", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "pointer", "git lfs pull"),
        ("LICENSE", b"x" * 2_200_000, "It is larger than 2 MB.", "license file itself"),
    ],
)
def test_where_nothing_can_be_read_one_line_says_why_and_one_what_to_do(
    name: str, data: bytes | None, says: str, tip: str
) -> None:
    if data is not None:
        Path(name).write_bytes(data)
    result = identify(name)
    assert (result.exit_code, result.stdout) == (3, "")
    why, what = result.stderr.splitlines()
    assert why.startswith(f"auditor: {name} was not read: ")
    assert says in why
    assert what.startswith("tip: ")
    assert tip in what


def test_where_nothing_can_be_read_the_json_still_says_why() -> None:
    result = identify("--format", "json", "none")
    assert result.exit_code == 3
    report = json.loads(result.stdout)
    assert (report["files"], [entry["path"] for entry in report["unread"]]) == ([], ["none"])


def test_the_report_goes_to_a_file_if_asked() -> None:
    Path("LICENSE").write_text(ISC, encoding="utf-8")
    result = identify("LICENSE", "--output", "report.txt")
    assert (result.exit_code, result.stdout) == (0, "")
    assert Path("report.txt").read_text(encoding="utf-8") == identify("LICENSE").stdout


def test_color_is_given_where_asked() -> None:
    Path("LICENSE").write_text(ISC, encoding="utf-8")
    assert "\x1b[" in identify("LICENSE", "--color", "always").stdout
    assert "\x1b[" not in identify("LICENSE").stdout


@pytest.mark.parametrize("args", [[], ["-q", "-v", "LICENSE"], ["LICENSE", "--format", "xml"]])
def test_a_wrong_use_is_exit_code_2(args: list[str]) -> None:
    assert identify(*args).exit_code == 2


def test_a_file_name_cannot_speak_to_the_terminal() -> None:
    Path("a\x1b[31mb").write_text(ISC, encoding="utf-8")
    Path("c\x1b]0;x\n::error::").write_bytes(b"")
    result = identify("a\x1b[31mb", "c\x1b]0;x\n::error::")
    assert "── ab " in result.stdout
    assert "\x1b" not in result.stdout + result.stderr
    assert not any(line.startswith("::") for line in result.stderr.splitlines())


def test_the_same_files_give_the_same_bytes_in_another_process(here: Path, real: Run) -> None:
    (here / "LICENSE").write_text(f"{ISC}\n{FEE}\n", encoding="utf-8")
    first = real("identify", "LICENSE", "--no-scancode", "--format", "json", PYTHONHASHSEED="1")
    again = real("identify", "LICENSE", "--no-scancode", "--format", "json", PYTHONHASHSEED="2")
    assert (first.returncode, first.stderr) == (0, "")
    assert first.stdout == again.stdout
    assert json.loads(first.stdout)["files"][0]["detections"][0]["match"] == "modified"
