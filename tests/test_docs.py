"""What comments cite in docs/design.md is there, and what it lists as not built is marked so."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[1]
_DESIGN = (_ROOT / "docs" / "design.md").read_text(encoding="utf-8")
_FOLDERS = ("auditor", "rules", "tests")
_SUFFIXES = frozenset({".py", ".toml", ".md"})

_CITATION = re.compile(r"(?i)\bdesign[\s#]+(§\d+(?:\.\d+)?(?:(?:,|;|\s+and|\s+or)[\s#]+§\d+(?:\.\d+)?)*)")
"""`design §5.9`, `design §2.3, §5.9`; the number may be on the next line of a comment."""

_CLAUSE = re.compile(r"(?m)^(?:#{2,3} |- \*\*)(\d+(?:\.\d+)?)\.? (?=\S)")
"""A heading or a bold lead with a number; the lines of the last section have the number alone in bold."""

_NOT_BUILT = "\n## Not built yet\n"


def _cited(text: str) -> list[str]:
    """Every clause that a text cites, as `5.9`."""
    return [number for match in _CITATION.finditer(text) for number in re.findall(r"§(\d+(?:\.\d+)?)", match[1])]


def _clauses() -> dict[str, str]:
    """The text of each section and clause, up to the next one."""
    body = _DESIGN.split(_NOT_BUILT)[0]
    starts = list(_CLAUSE.finditer(body))
    ends = [start.start() for start in starts[1:]] + [len(body)]
    return {start[1]: body[start.end() : end] for start, end in zip(starts, ends, strict=True)}


def _sources() -> Iterator[Path]:
    for folder in _FOLDERS:
        yield from sorted(path for path in (_ROOT / folder).rglob("*") if path.suffix in _SUFFIXES)


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("(design §5.9).", ["5.9"]),
        ("Design §5.12: error where", ["5.12"]),
        ("rungs 7 and 5 of design §6).", ["6"]),
        ("(design §2.3, §5.9)", ["2.3", "5.9"]),
        ("(design §5.6 and §5.10)", ["5.6", "5.10"]),
        ("# as in design\n# §5.1", ["5.1"]),
        ("Apache-2.0 §4(d), a design", []),
        ("by design; MIT §1", []),
    ],
)
def test_a_citation_is_recognized(text: str, cited: list[str]) -> None:
    assert _cited(text) == cited


def test_every_clause_that_is_cited_exists() -> None:
    clauses = _clauses()
    cited = {
        (path.relative_to(_ROOT).as_posix(), number)
        for path in _sources()
        for number in _cited(path.read_text(encoding="utf-8"))
    }

    assert ("auditor/model/words.py", "5.1") in cited
    assert sorted((path, number) for path, number in cited if number not in clauses) == []


def test_every_clause_is_there_once() -> None:
    numbers = _CLAUSE.findall(_DESIGN.split(_NOT_BUILT)[0])

    assert [number for number in numbers if "." not in number] == [str(n) for n in range(1, 10)]
    assert [number for number in numbers if number.startswith("2.")] == [f"2.{n}" for n in range(1, 6)]
    assert [number for number in numbers if number.startswith("5.")] == [f"5.{n}" for n in range(1, 25)]
    assert len(numbers) == len(set(numbers))


def test_what_is_not_built_is_marked_and_listed() -> None:
    listed = re.findall(r"(?m)^- \*\*(\d+(?:\.\d+)?)\*\* \S", _DESIGN.partition(_NOT_BUILT)[2])
    marked = [number for number, text in _clauses().items() if re.search(r"\(planned\b", text)]

    assert listed == marked


def _anchors(page: Path) -> set[str]:
    """The fragments by which its headings can be linked, as GitHub makes them."""
    headings = re.findall(r"(?m)^#{1,6} (.+)$", page.read_text(encoding="utf-8"))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize(
    "page", ["README.md", "CONTRIBUTING.md", "docs/README.md", "docs/design.md", "rules/README.md"]
)
def test_every_link_leads_somewhere(page: str) -> None:
    path = _ROOT / page
    links = re.findall(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)", path.read_text(encoding="utf-8"))
    targets = [((path.parent / file) if file else path, anchor) for file, anchor in links]

    assert targets
    assert [target for target, _ in targets if not target.exists()] == []
    assert [anchor for target, anchor in targets if anchor and anchor not in _anchors(target)] == []
