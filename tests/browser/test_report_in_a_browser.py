"""The review file in a real browser: nothing runs, nothing is fetched, everybody can read it, and it prints whole."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

import auditor
from auditor.model import ReportOptions
from support import browser, samples
from support.browser import Browser

pytestmark = pytest.mark.skipif(bool(browser.missing()), reason=browser.missing() or "-")

ROOT = Path(__file__).resolve().parents[2]
RAKUTEN = ROOT / "examples" / "01-rakuten-ai-3.0-as-released" / "repo"


@pytest.fixture(scope="module")
def page() -> Iterator[Browser]:
    with Browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The Rakuten example, and the audits made by hand, each in a file."""
    place = tmp_path_factory.mktemp("pages")
    audits = {name: make() for name, make in samples.ALL.items()}
    audits["example"] = auditor.audit(RAKUTEN, auditor.Options(scancode=False, as_of="2026-11-29"))
    files = {}
    for name, audit in audits.items():
        files[name] = place / f"{name}.html"
        files[name].write_text(auditor.render(audit, "html"), encoding="utf-8")
    files["japanese"] = place / "japanese.html"
    files["japanese"].write_text(
        auditor.render(audits["example"], "html", report=ReportOptions(lang="ja")), encoding="utf-8"
    )
    return files


NAMES = ["example", "japanese", *samples.ALL]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_runs_nothing_is_fetched_and_nothing_is_complained_of(
    page: Browser, pages: dict[str, Path], name: str
) -> None:
    page.open(pages[name])
    requests = [event["request"]["url"] for event in page.named("Network.requestWillBeSent")]
    assert requests == [pages[name].resolve().as_uri()]
    assert page.named("Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded") == []
    assert page.evaluate("document.scripts.length") == 0
    assert page.evaluate("document.querySelectorAll('[style],[onclick],iframe,object,embed,img').length") == 0


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["example", "japanese", "llama", "partly-read"])
def test_axe_has_nothing_to_object_to(page: Browser, pages: dict[str, Path], name: str, *, dark: bool) -> None:
    source = browser.axe()
    if not source:
        pytest.skip("axe-core is not here (npm install axe-core, or AXE_CORE=…/axe.min.js)")
    page.open(pages[name], dark=dark)
    page.evaluate(source + ";0")
    violations = page.evaluate(
        "axe.run().then(r => r.violations.map(v => [v.id, v.nodes.slice(0, 3).map(n => n.html.slice(0, 200))]))"
    )
    assert violations == []


@pytest.mark.parametrize("name", NAMES)
def test_nothing_overflows_a_telephone(page: Browser, pages: dict[str, Path], name: str) -> None:
    page.open(pages[name], width=400)
    wider = page.evaluate(
        "[...document.querySelectorAll('body *')].filter(e => !e.closest('figure') && !e.closest('.skip')"
        " && e.getBoundingClientRect().right > 401).map(e => e.outerHTML.slice(0, 150)).slice(0, 5)"
    )
    assert wider == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 400


def test_lines_of_prose_are_no_longer_than_75_characters(page: Browser, pages: dict[str, Path]) -> None:
    page.open(pages["example"], width=1600)
    long = page.evaluate(
        """[...document.querySelectorAll('section > p, article > p, section li')].filter(e => {
            const ruler = document.createElement('span');
            ruler.textContent = '0'.repeat(100);
            ruler.style.cssText = 'visibility:hidden;white-space:nowrap;position:absolute';
            e.append(ruler);
            const zero = ruler.getBoundingClientRect().width / 100;
            ruler.remove();
            return e.getBoundingClientRect().width > 75 * zero + 1;
        }).length"""
    )
    assert long == 0


def test_printed_it_keeps_every_section_and_says_on_each_page_what_it_is(page: Browser, pages: dict[str, Path]) -> None:
    page.open(pages["example"])
    titles = page.evaluate("[...document.querySelectorAll('section > h2')].map(e => e.lastChild.textContent)")
    data = b64decode(page.call("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"])
    printed = [" ".join(sheet.extract_text().split()) for sheet in PdfReader(BytesIO(data)).pages]
    whole = " ".join(printed)
    assert len(titles) == 16
    assert [title for title in titles if title not in whole] == []
    for words in ("Not shown to comply", "Next step", "Who must act"):
        assert words in printed[0]
    for text in printed:
        assert "Not legal advice" in text
        assert "RakutenAI-3.0" in text
