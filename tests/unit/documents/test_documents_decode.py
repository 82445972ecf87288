"""Bytes to text."""

from __future__ import annotations

import pytest

from auditor.documents import html
from auditor.documents.content import Unreadable
from auditor.documents.decode import decode
from auditor.model import UnreadReason

TEXT = "MIT License\n\nCopyright © 2023 DeepSeek\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "latin-1"]
)
def test_every_encoding_that_a_license_comes_in_is_read(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_a_big_endian_mark_is_honoured() -> None:
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be")) == TEXT


def test_newlines_are_made_one_kind() -> None:
    assert decode(b"a\r\nb\rc\n") == "a\nb\nc\n"


@pytest.mark.parametrize(
    "data",
    [
        b"MIT License\0 and more",
        b"\0" * 100,
        b"\xff\xfe\x00\xd8M\x00",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"%PDF-1.7\nMIT License",
        b"PK\x03\x04 docx",
        b"{\\rtf1 MIT License}",
        b"\x01\x02\x03\x80\x81abc",
    ],
)
def test_what_is_no_text_is_not_taken_for_one(data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        decode(data)
    assert caught.value.reason is UnreadReason.NOT_TEXT


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe\n\0 \0", b"\x0c"])
def test_nothing_but_white_space_is_empty(data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        decode(data)
    assert caught.value.reason is UnreadReason.EMPTY


@pytest.mark.parametrize(
    "data",
    [
        b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 1\n",
        b"# xet version 0\nfilesize = 1\nhash = 'ab'\n",
    ],
)
def test_a_pointer_is_no_content(data: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        decode(data)
    assert caught.value.reason is UnreadReason.LFS_POINTER


def test_a_long_text_that_begins_like_a_pointer_is_a_text() -> None:
    text = "version https://git-lfs.github.com/spec/v1\n" + "MIT License\n" * 100
    assert decode(text.encode()) == text


def test_html_loses_its_tags_and_keeps_its_lines() -> None:
    page = (
        "<!DOCTYPE html>\n<html><head><title>Gemma\nTerms</title><style>\np { color: red }\n</style></head>\n"
        "<body><script>\nvar license = '<p>';\n</script><!-- a\ncomment -->\n"
        "<p class='x'\n id=y>Gemma &amp; you &lt;3&#169;</p>\n1 < 2 <br>\n</body></html>"
    )
    lines = html.strip(page).split("\n")
    by_name = {number: line.strip() for number, line in enumerate(lines, start=1) if line.strip()}
    assert by_name == {2: "Gemma", 3: "Terms", 11: "Gemma & you <3©", 12: "1 < 2"}
    assert len(lines) == page.count("\n") + 1


def test_a_page_in_one_line_gets_a_line_for_each_block() -> None:
    page = "<div>" + "".join(f"<p>Section {number} <b>bold</b> text</p>" for number in range(200)) + "</div>"
    assert "Section 7 bold text" in [line.strip() for line in html.strip(page).split("\n")]


@pytest.mark.parametrize(
    "piece", ["<a <", "<!--", "<", "<script>", "</", "<![", "<?", "&", "&#", "<a x='", "<style", "<p>", "<!-->", "-->"]
)
def test_html_is_stripped_in_linear_time(piece: str) -> None:
    html.strip(piece * (200_000 // len(piece)))


def test_two_megabytes_of_comments_that_never_close_are_passed_in_linear_time() -> None:
    assert html.strip("<!--" * 500_000).startswith("<!--<!--")


def test_a_tag_that_never_closes_hides_nothing() -> None:
    pages = ("MIT <b License", "MIT <!-- License", "<script>MIT License")
    assert [html.strip(page) for page in pages] == ["MIT <b License", "MIT <!-- License", "MIT License"]
