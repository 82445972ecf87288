from __future__ import annotations

import pytest

from auditor.documents.markdown import BlockKind, read


def texts(source: str) -> list[str]:
    return [" ".join(block.text.split()) for block in read(source).blocks]


def test_marks_entities_and_invisible_letters_are_no_words() -> None:
    assert texts("**Li**cen\u00adse&#58; M\u200bIT, _really_ \\*so\\*\n") == ["License: MIT, really *so*"]


@pytest.mark.parametrize(
    "source",
    [
        "![MIT](https://img.shields.io/badge/terms-MIT-green)\n",
        "<!-- License: MIT -->\n",
        "```\nLicense: MIT\n```\n",
        "~~License: MIT~~\n",
        "<del>License: MIT</del>\n",
        "<s>License: MIT</s> \n",
    ],
)
def test_what_a_reader_does_not_see_says_nothing(source: str) -> None:
    assert not [text for text in texts(source) if "MIT" in text]


def test_look_alike_letters_are_read_as_latin_ones() -> None:
    assert texts("License: М\u0406Т\n") == ["License: MIT"]
    assert texts("Лицензия: МИТ\n") == ["Лицензия: МИТ"]


def test_a_block_knows_its_lines_and_its_headings() -> None:
    page = read("---\nlicense: mit\n---\n# Kestrel\n\nLicense\n=======\n\none\ntwo\n\n<h2>Use</h2>\n\nthree\n")
    assert page.title == "Kestrel"
    first = next(block for block in page.blocks if block.text.startswith("one"))
    assert (first.first, first.last, first.line_at(4), first.headings) == (9, 10, 10, ("License",))
    last = page.blocks[-1]
    assert (last.text, last.first, last.headings) == ("three", 14, ("License", "Use"))


def test_cells_have_the_label_of_their_row_and_the_head_of_their_column() -> None:
    source = "| Model | License |\n|---|---|\n| Kestrel | MIT |\n"
    cell = next(block for block in read(source).blocks if block.text == "MIT")
    assert (cell.kind, cell.row, cell.column, cell.columns) == (BlockKind.CELL, "Kestrel", "License", 2)
    html = (
        "<table>\n<tr><th>a</th><th>b</th><th>c</th></tr>\n<tr><td>License</td><td></td><td>MIT</td></tr>\n</table>\n"
    )
    cell = next(block for block in read(html).blocks if block.text == "MIT")
    assert (cell.row, cell.column, cell.columns, cell.first) == ("License", "c", 3, 3)


def test_link_targets_are_kept_apart() -> None:
    (block,) = read("See [the deed][x].\n\n[x]: https://creativecommons.org/licenses/by/4.0/\n").blocks
    (link,) = block.links
    assert block.text == "See the deed."
    assert (block.text[link.start : link.end], link.target) == (
        "the deed",
        "https://creativecommons.org/licenses/by/4.0/",
    )


def test_kinds_of_blocks() -> None:
    source = "- item\n\n> quoted\n\n[^1]: note\n\n# head\n\ntext[^1]\n"
    kinds = [block.kind.value for block in read(source).blocks]
    assert kinds == ["item", "quotation", "footnote", "heading", "paragraph"]


def test_what_is_cut_is_said() -> None:
    assert not read("word " * 2_000).cut
    assert read("word " * 3_000).cut
    assert read(f"{'word ' * 400}\n\n" * 600).cut
