"""A document as Markdown for pull requests and job summaries: the result first, the rest folded, a Mermaid lineage.

Written for GitHub Flavored Markdown; no text of a repository becomes markup, a link, a mention or a reference.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

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
from auditor.report.lineage.mermaid import flowchart
from auditor.report.words import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from auditor.report.document.blocks import Block, Document, Section, Span, Text

MOST = 65_536
"""Characters of a comment on GitHub."""
_SAFE = MOST - 1_500
_MARKUP = regex(r"[\\`*_{}\[\]#|~!$^=+]|(?<![A-Za-z0-9])-|^\d+(?=[.)])")
_JOINTS = regex(r"@(?=[A-Za-z0-9])|#(?=\d)|:(?=//)|:(?=[A-Za-z0-9_+-]+:)|(?<=[Ww][Ww][Ww])\.|\b[Gg][Hh](?=-\d)")
"""Text that GitHub would turn into a mention, a reference, a link or a picture."""
_APART = "<!-- -->"
_TICKS = regex(r"`{3,}")
_OPEN = ("summary", "findings", "questions")
"""Sections that are not folded."""
_LEFT_OUT_FIRST = (
    "texts",
    "annex",
    "register",
    "sheets",
    "notices",
    "coverage",
    "limits",
    "lineage",
    "licenses",
    "duties",
    "questions",
    "findings",
    "waivers",
    "summary",
)
_TONES = {Tone.BAD: "🔴 ", Tone.OPEN: "🟠 ", Tone.NOTE: "🔵 ", Tone.GOOD: "🟢 ", Tone.PLAIN: ""}
_MOST_NAMES = (400, 100, 25, 5)
"""Numbers of entries named of an omitted section, tried in turn while the document is too long."""
_SHORT = 120


def page(document: Document) -> str:
    """The whole document, at most `MOST` characters; what is left out is counted and named."""
    head = _head(document)
    parts = {section.anchor: _section(section) for section in document.sections}
    tail = f"\n---\n\n{_escaped(document.notice)} {_escaped(document.author)}\n"

    def whole() -> str:
        return "".join((head, *parts.values(), tail))

    sections = {section.anchor: section for section in document.sections}
    for most in _MOST_NAMES:  # with a thousand findings even the names are too many
        for anchor in _LEFT_OUT_FIRST:
            if len(whole()) <= _SAFE:
                return whole()
            if anchor in sections:
                parts[anchor] = _brief(sections[anchor], document.lang, most)
    text = whole()
    if len(text) > MOST:  # the cover alone is too long
        text = text[: MOST - 1_000].rpartition("\n")[0] + f"\n\n{_escaped(words(document.lang)('markdown.cut'))}\n"
    return text


def _head(document: Document) -> str:
    lines = [f"# {_escaped(document.subject)}", ""]
    if document.mark:
        lines += [f"**{_escaped(document.mark)}**", ""]
    kind = " · ".join(filter(None, (document.kind, document.subtitle, document.status)))
    lines += [_escaped(kind), ""]
    callouts = [block for block in document.cover if isinstance(block, Callout)]
    others = [block for block in document.cover if not isinstance(block, Callout)]
    return "\n".join(lines) + "\n" + _blocks([*callouts, *others], 2)


def _section(section: Section) -> str:
    body = _blocks(section.blocks, 3)
    title = f"{section.number}. {section.title}"
    if section.anchor in _OPEN:
        return f"\n## {_escaped(title)}\n\n{body}"
    return f"\n<details><summary><b>{_inline(title)}</b></summary>\n\n{body}\n</details>\n"


def _brief(section: Section, lang: str, most: int) -> str:
    """The entries of a section by name and number; the content is in the other formats."""
    names = list(_names(section.blocks))
    listed = "\n".join(f"- {name}" for name in names[:most])
    w = words(lang)
    counted = w("markdown.left-out", number=len(names))
    more = f"\n- {_escaped(w('more', number=len(names) - most))}" if len(names) > most else ""
    return f"\n## {_escaped(f'{section.number}. {section.title}')}\n\n{_escaped(counted)}\n\n{listed}{more}\n"


def _names(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        match block:
            case Card():
                yield f"{_TONES[block.tone]}{_escaped(block.badge)}: {_escaped(block.title)} ({_text(block.subtitle)})"
            case Group():
                yield f"**{_escaped(block.title)}**"
                yield from _names(block.blocks)
            case Table():
                yield f"{_escaped(block.caption)}: {len(block.rows)}"
                yield from dict.fromkeys(_short(row.cells[0].lines[0]) for row in block.rows)
            case Bullets():
                yield from (_short(item) for item in block.items)
            case _:
                continue


def _blocks(blocks: Sequence[Block], level: int) -> str:
    return "".join(_block(block, level) for block in blocks)


def _block(block: Block, level: int) -> str:  # noqa: C901 - a case for each kind of block
    match block:
        case Paragraph():
            shown = _text(block.text)
            return f"{shown}\n\n" if block.tone is Tone.PLAIN else f"**{shown}**\n\n"
        case Quote():
            return _quote(block)
        case Verbatim():
            fence = "`" * (max(map(len, _TICKS.findall(block.text)), default=2) + 1)
            return f"{fence}text\n{block.text}\n{fence}\n\n"
        case Bullets():
            marks = (f"{number}." if block.ordered else "-" for number, _ in enumerate(block.items, start=1))
            return "".join(f"{mark} {_text(item)}\n" for mark, item in zip(marks, block.items, strict=True)) + "\n"
        case FactList():
            return "".join(f"- **{_escaped(fact.label)}:** {_lines(fact.lines)}\n" for fact in block.facts) + "\n"
        case Table():
            return _table(block)
        case Form():
            blanks = (" ".join((blank.label, *(f"☐ {choice}" for choice in blank.choices))) for blank in block.blanks)
            return " · ".join(_escaped(f"{blank}: ____") for blank in blanks) + "\n\n"
        case Figure():
            return f"```mermaid\n{flowchart(block.boxes, block.arrows)}```\n\n"
        case Callout():
            inner = f"**{_TONES[block.tone]}{_text(block.title)}**\n\n{_blocks(block.blocks, level)}"
            return "".join(f"> {line}".rstrip() + "\n" for line in inner.rstrip("\n").split("\n")) + "\n"
        case Card():
            title = f"{_TONES[block.tone]}<b>{_inline(block.badge)}</b>: {_inline(block.title)}"
            body = _blocks(block.blocks, level + 1)
            return f"<details><summary>{title}</summary>\n\n{_text(block.subtitle)}\n\n{body}</details>\n\n"
        case Group():
            return f"{'#' * level} {_escaped(block.title)}\n\n{_blocks(block.blocks, level + 1)}"


def _short(spans: Text) -> str:
    """The beginning of a text."""
    words_ = "".join(span.text for span in spans)
    return _escaped(words_ if len(words_) <= _SHORT else words_[:_SHORT] + "…")


def _quote(block: Quote) -> str:
    source = f"{_text(block.source)}:\n" if block.source else ""
    quoted = "\n".join(f"> {_escaped(line)}" for line in block.text.split("\n"))
    return f"{source}{quoted}\n\n"


def _table(block: Table) -> str:
    head = f"| {' | '.join(_escaped(label) or ' ' for label in block.columns)} |"
    rule = f"|{'---|' * len(block.columns)}"
    rows = [f"| {' | '.join(_lines(cell.lines) for cell in row.cells)} |" for row in block.rows]
    return "\n".join([f"**{_escaped(block.caption)}**", "", head, rule, *rows]) + "\n\n"


def _lines(lines: Iterable[Text]) -> str:
    return "<br>".join(_text(line) for line in lines)


def _text(spans: Text) -> str:
    return "".join(_span(span) for span in spans)


def _span(span: Span) -> str:
    match span.kind:
        case SpanKind.CODE:
            return f"<code>{_escaped(span.text)}</code>"
        case SpanKind.STRONG:
            return f"**{_escaped(span.text)}**"
        case _:
            return _escaped(span.text)


def _escaped(text: str) -> str:
    """Plain words in Markdown: escaped, and separated where GitHub would link them."""
    marked = _MARKUP.sub(lambda match: f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}", text)
    return _JOINTS.sub(lambda match: match[0] + _APART, escape(marked, quote=False))


def _inline(text: str) -> str:
    """Words on the first line of an HTML block, where Markdown is not parsed: a backslash would be shown."""
    return _JOINTS.sub(lambda match: match[0] + _APART, escape(text, quote=False))
