"""A document as one HTML file: no script, no request, readable on any screen, on paper and with a screen reader."""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from auditor.patterns import regex
from auditor.report.document.blocks import (
    Bullets,
    Callout,
    Card,
    FactList,
    Figure,
    Form,
    Group,
    Paragraph,
    Quote,
    SpanKind,
    Table,
    Tone,
    Verbatim,
)
from auditor.report.layout.markup import EMPTY, Html, breakable, joined, tag, text
from auditor.report.layout.svg import drawing
from auditor.report.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.report.document.blocks import Block, Document, Section, Span, Text

_NEEDLESS = regex(r"/\*.*?\*/|(?<=[;{},])\s+|\s+(?=[{}])")
"""Removable parts of the style sheet; a blank before a brace would also make `::before` a CI runner's command."""
_PLAIN_IN_CSS = regex(r"[^A-Za-z0-9 ]")
_SQUARE = "\u2610 "


class _Page(NamedTuple):
    """Data collected while a page is laid out."""

    shares: dict[int, None]
    """Widths of columns, in percent."""


def page(document: Document) -> str:
    """The whole file."""
    w = words(document.lang)
    collected = _Page({})
    cover = _blocks(document.cover, collected, 2)
    first, *rest = [_section(section, collected) for section in document.sections] or [EMPTY]
    body = tag(
        "div",
        tag("p", text(document.mark), class_="mark") if document.mark else EMPTY,
        tag(
            "header",
            tag("p", tag("span", text(document.kind)), _status(document), class_="kind"),
            tag("h1", breakable(document.subject)),
            cover,
        ),
        tag("main", first, _contents(document), *rest, id="main"),
        tag("footer", tag("p", text(document.notice)), tag("p", text(document.author)), class_="last"),
        class_="page",
    )
    style = _style(document, collected)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = joined(
        Html('<meta charset="utf-8">'),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{policy}">'),
        Html('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html('<meta name="referrer" content="no-referrer">'),
        tag("title", text(f"{document.subject} — {document.kind}")),
        tag("style", Html(style)),
    )
    skip = tag("a", text(w("document.contents")), href="#contents", class_="skip")
    whole = tag("html", tag("head", head), tag("body", skip, body), lang=document.lang)
    return f"<!doctype html>\n{whole}\n"


def _status(document: Document) -> Html:
    return tag("span", text(document.status), class_="status") if document.status else EMPTY


def _contents(document: Document) -> Html:
    items = [
        tag(
            "li",
            tag(
                "a", tag("span", text(section.number), class_="number"), text(section.title), href=f"#{section.anchor}"
            ),
        )
        for section in document.sections
    ]
    title = tag("h2", text(document.contents), id="contents-title")
    return tag("nav", title, tag("ol", *items), id="contents", aria_labelledby="contents-title")


def _section(section: Section, collected: _Page) -> Html:
    title = tag("h2", _number(section), text(section.title), id=f"{section.anchor}-title")
    content = _blocks(section.blocks, collected, 3)
    return tag("section", title, content, id=section.anchor, aria_labelledby=f"{section.anchor}-title")


def _number(section: Section) -> Html:
    return tag("span", text(section.number), class_="number")


def _blocks(blocks: Iterable[Block], collected: _Page, level: int) -> Html:
    return joined(*(_block(block, collected, level) for block in blocks))


def _block(block: Block, collected: _Page, level: int) -> Html:  # noqa: C901 - a case for each kind of block
    match block:
        case Paragraph():
            return tag("p", _text(block.text), class_=None if block.tone is Tone.PLAIN else block.tone.value)
        case Quote():
            return _quote(block)
        case Verbatim():
            return tag("pre", text(block.text))
        case Bullets():
            return tag("ol" if block.ordered else "ul", *(tag("li", _text(item)) for item in block.items))
        case FactList():
            return _facts(block)
        case Table():
            return _table(block, collected)
        case Form():
            return _form(block)
        case Figure():
            return tag("figure", drawing(block), tag("figcaption", text(block.title)))
        case Callout():
            title = tag("p", _text(block.title), class_="title")
            return tag("div", title, _blocks(block.blocks, collected, level), class_=f"callout {block.tone.value}")
        case Card():
            return _card(block, collected, level)
        case Group():
            title = tag(f"h{level}", breakable(block.title))
            return tag("div", title, _blocks(block.blocks, collected, level + 1), id=block.anchor)


def _card(block: Card, collected: _Page, level: int) -> Html:
    badge = tag("span", text(block.badge), class_="badge")
    heading = tag(f"h{level}", badge, text(block.title))
    header = tag("header", heading, tag("p", _text(block.subtitle)))
    content = _blocks(block.blocks, collected, level + 1)
    return tag("article", header, content, id=block.anchor, class_=f"card {block.tone.value}")


def _quote(block: Quote) -> Html:
    source = tag("footer", _text(block.source)) if block.source else EMPTY
    own = any(span.kind is SpanKind.CODE for span in block.source)
    return tag("blockquote", source, tag("p", text(block.text)), class_="words" if own else None)


def _facts(block: FactList) -> Html:
    rows: list[Html] = []
    for fact in block.facts:
        lines = (_text(fact.lines[0]),) if len(fact.lines) == 1 else tuple(tag("p", _text(line)) for line in fact.lines)
        rows += [tag("dt", text(fact.label)), tag("dd", *lines)]
    return tag("dl", *rows)


def _table(block: Table, collected: _Page) -> Html:
    whole = sum(block.shares)
    shares = [round(100 * share / whole) for share in block.shares]
    collected.shares.update(dict.fromkeys(shares))
    columns = tag("colgroup", *(Html(f'<col class="c{share}">') for share in shares))
    head = tag("thead", tag("tr", *(tag("th", text(label), scope="col") for label in block.columns)))
    rows = []
    for row in block.rows:
        cells = []
        for label, cell in zip(block.columns, row.cells, strict=True):
            lines = (_text(cell.lines[0]),) if len(cell.lines) == 1 else [tag("p", _text(line)) for line in cell.lines]
            tone = None if cell.tone is Tone.PLAIN else cell.tone.value
            cells.append(tag("td", *lines, data_label=label, class_=tone))
        rows.append(tag("tr", *cells, id=row.anchor or None))
    return tag("table", tag("caption", text(block.caption)), columns, head, tag("tbody", *rows))


def _form(block: Form) -> Html:
    rows = []
    for blank in block.blanks:
        if blank.choices:
            choices = (tag("span", text(_SQUARE + choice), class_="choice") for choice in blank.choices)
            rows.append(tag("p", text(blank.label), *choices))
        else:
            rows.append(tag("p", text(blank.label + " "), tag("span", text("\u00a0"), class_="line")))
    return tag("div", *rows, class_="form compact" if block.compact else "form")


def _text(spans: Text) -> Html:
    return joined(*(_span(span) for span in spans))


def _span(span: Span) -> Html:
    match span.kind:
        case SpanKind.CODE:
            return tag("code", breakable(span.text))
        case SpanKind.STRONG:
            return tag("strong", text(span.text))
        case SpanKind.DIM:
            return tag("span", text(span.text), class_="dim")
        case SpanKind.LINK:
            return tag("a", breakable(span.text), href=f"#{span.to}")
        case SpanKind.FILE:
            return tag("a", breakable(span.text), href=span.to)
        case SpanKind.PLAIN:
            return text(span.text)


@cache
def _sheet() -> str:
    """The style sheet, without comments and insignificant blanks."""
    sheet = files("auditor.report.layout").joinpath("style.css").read_text(encoding="utf-8")
    return _NEEDLESS.sub("", sheet).replace("\n", " ").strip()


def _style(document: Document, collected: _Page) -> str:
    """The sheet, the widths of columns, and the running heads and feet of printed pages."""
    widths = "".join(f".c{share}{{width:{share}%}}" for share in sorted(collected.shares))
    head = _css(" · ".join(filter(None, (document.subject, document.subtitle))))
    top = f'@top-left{{content:"{head}";{_RUNNING}}}'
    mark = " · ".join(filter(None, (document.mark, document.status)))
    top += f'@top-right{{content:"{_css(mark)}";{_RUNNING}}}' if mark else ""
    bottom = f'@bottom-left{{content:"{_css(document.notice)}";{_RUNNING}width:80%;text-align:left}}'
    bottom += f'@bottom-right{{content:counter(page) " / " counter(pages);{_RUNNING}}}'
    return f"{_sheet()}{widths}@page{{size:A4;margin:20mm 18mm 22mm;{top}{bottom}}}"


_RUNNING = "font:7pt sans-serif;color:#444;"


def _css(words_: str) -> str:
    """Words in a CSS string: everything but letters, digits and blanks is escaped."""
    return _PLAIN_IN_CSS.sub(lambda match: f"\\{ord(match[0]):06x} ", words_)
