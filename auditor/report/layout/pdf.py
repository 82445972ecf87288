"""A document as PDF, by typst: tagged (PDF/UA-1), archival (PDF/A-3a), the same bytes for the same document.

The only user of typst, which is the extra `auditor[pdf]`.
"""

from __future__ import annotations

import json
from importlib.resources import as_file, files
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from auditor.errors import ConfigError, ReportError
from auditor.patterns import regex
from auditor.report.document.blocks import Figure, Group
from auditor.report.layout.svg import drawing
from auditor.report.words import words

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

    from auditor.report.document.blocks import Block, Document

_SERIF, _SANS, _MONO = "Libertinus Serif", "Libertinus Serif", "DejaVu Sans Mono"
"""Font families included in typst."""
_CJK = (
    "Noto Serif CJK JP",
    "Noto Sans CJK JP",
    "Noto Serif JP",
    "Noto Sans JP",
    "Source Han Serif",
    "Source Han Sans",
    "Hiragino Mincho ProN",
    "Hiragino Sans",
    "Yu Mincho",
    "Yu Gothic",
    "IPAexMincho",
    "IPAexGothic",
    "BIZ UDGothic",
    "MS Mincho",
    "SimSun",
    "Malgun Gothic",
)
_IS_CJK = regex("[\u1100-\u11ff\u2e80-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_FOREIGN = regex("[^\\s\u0020-\u052f\u1e00-\u27ff]")
"""Characters that the families included in typst may lack."""
_LATIN = (
    "\\s\u0020-\u024f\u0370-\u0373\u0386-\u03ce\u0400-\u045f\u1e00-\u1eff"
    "\u2010-\u2027\u2030-\u203a\u20ac\u2116\u2122\u2212"
)
_BEYOND_LATIN = regex(f"[^{_LATIN}]")
_BEYOND_CJK = regex(f"[^{_LATIN}\u3000-\u30ff\u4e00-\u9fff\uff01-\uff9f]")
_STYLE = (
    "text{font-size:12.5px;font-family:'Libertinus Serif';fill:#14181d;text-anchor:middle}.first{font-weight:bold}"
    ".box rect{fill:#fff;stroke:#4d5560;stroke-width:1.2}.model rect{fill:#f4f5f7;stroke:#14181d;stroke-width:2.2}"
    ".set rect{stroke-dasharray:5 3}.other rect,.cut rect{fill:#f4f5f7}.arrow path{fill:none;stroke:#4d5560;"
    "stroke-width:1.4}.arrow .open{stroke-dasharray:5 4}.arrow rect{fill:#fff}.arrow text{font-size:11px;"
    "fill:#4d5560}marker path{fill:#4d5560}"
)


def required() -> None:
    """Raise `ConfigError` if typst is not installed."""
    if find_spec("typst") is None:
        raise ConfigError("PDF needs typst, which is not installed.", tip="Install it: pip install 'auditor[pdf]'.")


def page(document: Document, attachment: str = "") -> bytes:
    """The PDF, with `attachment` embedded as audit.json; raises `ConfigError` if typst or a font is missing."""
    required()
    import typst  # noqa: PLC0415 - an extra, and 80 MB

    data, figure = json.dumps(document.to_plain(), ensure_ascii=False), _figure(document)
    fonts, families = _fonts(data)
    w = words(document.lang)
    inputs = {
        "words": json.dumps({"page": w("document.page"), "attachment": w("document.attachment")}),
        "fonts": json.dumps({"serif": families, "sans": families, "mono": [_MONO, *families]}),
    }
    if attachment:
        inputs["attachment"] = attachment
    cjk = len(families) > 1
    problem = ""
    with as_file(files("auditor.report.layout").joinpath("pdf.typ")) as template:
        for beyond in (None, _BEYOND_CJK if cjk else _BEYOND_LATIN, _BEYOND_LATIN):
            inputs |= {"document": _spelled(data, beyond), "figure": _spelled(figure, beyond)}
            try:
                made: bytes = typst.compile(
                    str(template), format="pdf", sys_inputs=inputs, font_paths=fonts, pdf_standards=["a-3a", "ua-1"]
                )
            except typst.TypstError as error:
                problem = str(error)  # a character without a font violates PDF/A
            else:
                return made
    raise ReportError(f"The PDF could not be set: {problem}", tip="Write HTML, and report this.")


def _spelled(text: str, beyond: re.Pattern[str] | None) -> str:
    """The text, with each character that the fonts lack as its code point: `[U+D55C]`."""
    return text if beyond is None else beyond.sub(lambda match: f"[U+{ord(match[0]):04X}]", text)


def _fonts(data: str) -> tuple[Any, list[str]]:
    """The fonts to use: typst's own, and those of the machine if the words need more."""
    import typst  # noqa: PLC0415 - as above

    if not _FOREIGN.search(data):
        return typst.Fonts(include_system_fonts=False), [_SERIF]
    fonts = typst.Fonts(include_system_fonts=True)
    known = set(fonts.families())
    cjk = [family for family in _CJK if family in known]
    if _IS_CJK.search(data) and not cjk:
        raise ConfigError(
            "The report contains Chinese, Japanese or Korean words, and no font for them is installed.",
            tip="Install one, such as fonts-noto-cjk or fonts-ipaexfont (Debian, Ubuntu), or write HTML.",
        )
    return fonts, [_SERIF, *cjk[:1]]


def _figure(document: Document) -> str:
    """The lineage as SVG with its colors; an empty one if there is none."""
    for section in document.sections:
        for block in _all(section.blocks):
            if isinstance(block, Figure):
                return drawing(block).replace("<defs>", f"<style>{_STYLE}</style><defs>", 1)
    return ""


def _all(blocks: Iterable[Block]) -> Iterable[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Group):
            yield from block.blocks
