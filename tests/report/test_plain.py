"""A page without color is the page in color without its colors."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from auditor.report.common.page import Page

_COLORS = re.compile(r"\x1b\[[0-9;]*m")
_TEXT = st.text(st.sampled_from("ab -–/日本語ﾊﾝ😀é\u0301:.,\u2028\n"), max_size=300) | st.text(max_size=80)


def _page(text: str, other: str, *, color: bool, width: int) -> str:
    page = Page(color=color, width=width)
    page.standing(text, "UNDETERMINED", style="bold", beside=other)
    page.heading("Findings", "3")
    page.single(text, style="bold")
    page.row("error ", other, text, style="red", column=20)
    page.labelled("Label:", text)
    page.quote(other, indent=4, limit=200)
    page.branch("├─ ", "│  ", text)
    page.columns((text, other), (12, 20), styles=("bold", ""))
    page.whole(other, text)
    return str(page)


@given(_TEXT, _TEXT, st.integers(60, 120))
def test_every_line_is_wrapped_and_cut_alike(text: str, other: str, width: int) -> None:
    colored = _COLORS.sub("", _page(text, other, color=True, width=width))
    assert _page(text, other, color=False, width=width) == colored
