"""Whatever a card says is words and nothing else in a review file: the set of tags, links and objects is ours."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from io import BytesIO
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pypdf import PdfReader

import auditor
from auditor.report.audit.json import read, render
from support import samples
from support.poison import FRAGMENTS, is_silent, poisoned

_TAGS = {
    *("html", "head", "meta", "title", "style", "body", "a", "div", "header", "footer", "main", "nav", "section"),
    *("article", "h1", "h2", "h3", "h4", "p", "ul", "ol", "li", "dl", "dt", "dd", "span", "strong", "code", "wbr"),
    *("blockquote", "table", "caption", "colgroup", "col", "thead", "tbody", "tr", "th", "td", "figure"),
    *("figcaption", "svg", "defs", "marker", "path", "g", "rect", "text", "desc"),
}
_OF_MARKDOWN = {
    *("h1", "h2", "h3", "h4", "h5", "p", "ul", "ol", "li", "strong", "code", "blockquote", "table", "thead", "tbody"),
    *("tr", "th", "td", "details", "summary", "b", "br", "hr", "pre"),
}


class _Tags(HTMLParser):
    """Every element, and every attribute that could do something."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: Counter[str] = Counter()
        self.links: list[str] = []
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        for name, value in attrs:
            if name in ("href", "src", "action", "data"):
                self.links.append(value or "")
            if name.startswith("on") or name == "style":
                self.handlers.append(name)


def _tags(text: str) -> _Tags:
    parser = _Tags()
    parser.feed(text)
    parser.close()
    return parser


def _shape(parser: _Tags) -> dict[str, int]:
    """The elements that do not depend on the length of words."""
    return {tag: number for tag, number in parser.tags.items() if tag not in ("wbr", "text", "br", "path")}


_AUDITS = st.sampled_from([samples.rakuten, samples.llama, samples.partly_read])
_POISON = st.lists(st.sampled_from(range(len(FRAGMENTS))), min_size=1, max_size=4)
"""Fragments by their numbers: what fails is reported in a line."""
_SLOW = settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))


@_SLOW
@given(_AUDITS, _POISON)
def test_html_has_the_elements_that_it_has_of_harmless_words(make: Any, poison: list[int]) -> None:  # noqa: ANN401 - a function
    page = auditor.render(poisoned(make(), poison), "html")
    parser = _tags(page)
    assert set(parser.tags) <= _TAGS
    assert _shape(parser) == _shape(_tags(auditor.render(poisoned(make(), "harmless"), "html")))
    assert [link for link in parser.links if not link.startswith("#")] == []
    assert parser.handlers == []
    is_silent(page)


@_SLOW
@given(_AUDITS, _POISON)
def test_markdown_has_no_link_no_picture_and_no_html_but_ours(make: Any, poison: list[int]) -> None:  # noqa: ANN401 - a function
    page = auditor.render(poisoned(make(), poison), "markdown")
    assert len(page) <= 65_536
    shown = re.sub(r"(?s)```mermaid\n.*?```\n", "", page)
    parser = _tags(MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(shown))
    assert set(parser.tags) <= _OF_MARKDOWN
    assert parser.links == []
    assert re.findall(r"://|(?<![\w`])@\w|(?<!&)#\d|\bGH-\d|\bwww\.\w", shown) == []
    is_silent(page)


@settings(parent=_SLOW, max_examples=3)
@given(_AUDITS, _POISON)
def test_pdf_has_no_link_out_and_only_the_audit_in_it(make: Any, poison: list[int]) -> None:  # noqa: ANN401 - a function
    audit = poisoned(make(), poison)
    reader = PdfReader(BytesIO(auditor.render_bytes(audit, "pdf")))
    assert list(reader.attachments) == ["audit.json"]
    assert (read(reader.attachments["audit.json"][0]) == audit) is True
    actions = [
        annotation.get_object().get("/A", {}).get("/S")
        for page in reader.pages
        for annotation in page.get("/Annots", ())
    ]
    assert set(actions) <= {"/GoTo", None}
    assert "/OpenAction" not in reader.root_object
    assert "/AcroForm" not in reader.root_object


@_SLOW
@given(_AUDITS, _POISON)
def test_text_and_json_say_nothing_to_a_terminal_or_a_runner(make: Any, poison: list[int]) -> None:  # noqa: ANN401 - a function
    audit = poisoned(make(), poison)
    is_silent(auditor.render(audit, "text"))
    written = render(audit)
    assert "\x1b" not in written
    assert (read(written) == audit) is True


def test_what_is_looked_for_is_seen() -> None:
    parser = _tags("".join(FRAGMENTS[3:5]))
    assert "script" in parser.tags
    assert parser.links == ["x", "javascript:alert(1)"]
    assert "onerror" in parser.handlers
    shown = _tags(MarkdownIt("commonmark", {"html": True}).render(FRAGMENTS[0]))
    assert {"a", "img", "h1"} <= set(shown.tags)
