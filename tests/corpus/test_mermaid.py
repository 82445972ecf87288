"""Our flowcharts drawn by Mermaid itself: `make corpus`, skipped without npm and Chromium."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
import tarfile
from functools import cache
from pathlib import Path

import pytest

from auditor.model import Audit
from auditor.report.common import clean
from auditor.report.lineage import mermaid
from support import lineages
from support.lineages import model

pytestmark = pytest.mark.corpus

_PLACE = Path(__file__).resolve().parents[2] / ".corpus" / "npm"
_VERSION = "11.17.2"
_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome") or ""
_PAGE = """<!doctype html><meta charset="utf-8"><div id="drawn"></div><script src="mermaid.min.js"></script><script>
mermaid.initialize({startOnLoad: false});
mermaid.render("it", %s).then(
  it => document.getElementById("drawn").innerHTML = it.svg,
  problem => document.getElementById("drawn").textContent = "refused: " + problem);
</script>"""
HOSTILE = (
    'acme/"quoted"]; x[',
    "<b>bold</b> <img src=x onerror=alert(1)>",
    "end",
    "`**markdown**` _it_ #quot; &amp; %%{init: {'theme': 'dark'}}%%",
    'click n0 "javascript:alert(1)"',
    "a\nb | {{c}} ([d])",
    "acme/" + "Long-" * 60,
    "日本語/モデル",
)


@pytest.fixture(autouse=True)
def chosen(request: pytest.FixtureRequest) -> None:
    """Only where it is asked for: a browser, and a package of the size of one."""
    if "corpus" not in request.config.option.markexpr and all("corpus" not in arg for arg in request.config.args):
        pytest.skip("runs where it is asked for: make corpus")


@cache
def _mermaid() -> Path | None:
    """Mermaid for a browser, from its npm package; downloaded once."""
    script = _PLACE / f"mermaid-{_VERSION}" / "mermaid.min.js"
    if script.is_file():
        return script
    if shutil.which("npm") is None:
        return None
    download = _PLACE / "download"
    download.mkdir(parents=True, exist_ok=True)
    command = ["npm", "pack", "--silent", "--pack-destination", str(download), f"mermaid@{_VERSION}"]
    got = subprocess.run(command, capture_output=True, text=True, check=False)
    packed = download / f"mermaid-{_VERSION}.tgz"
    if got.returncode or not packed.is_file():
        return None
    with tarfile.open(packed) as archive:
        content = archive.extractfile("package/dist/mermaid.min.js")
        assert content is not None
        script.parent.mkdir(parents=True, exist_ok=True)
        script.write_bytes(content.read())
    return script


def _drawn(text: str, folder: Path) -> str:
    """The SVG that Mermaid makes of a text, under its defaults."""
    script = _mermaid() if _CHROMIUM else None
    if script is None:
        pytest.skip("needs npm and Chromium")
    shutil.copy(script, folder / "mermaid.min.js")
    page = folder / "page.html"
    page.write_text(_PAGE % json.dumps(text).replace("</", "<\\/"), encoding="utf-8")
    command = [_CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000", "--dump-dom"]
    done = subprocess.run([*command, page.as_uri()], capture_output=True, check=True, timeout=120)
    drawn = done.stdout.decode().split('<div id="drawn">', 1)[1].split("<script", 1)[0]
    assert "refused: " not in drawn, drawn[:500]
    return drawn


def _labels(drawn: str) -> list[str]:
    """What the boxes say, line by line."""
    words = re.findall(r'<span class="nodeLabel[^"]*"><p>(.*?)</p></span>', drawn, re.DOTALL)
    return [html.unescape(part) for label in words for part in label.split("<br>")]


def test_a_chain_is_drawn_with_an_arrow_for_each_step(tmp_path: Path) -> None:
    made = lineages.audit(
        {
            "acme/Cool": model("license: mit\nbase_model: acme/Mid\ndatasets:\n- squad"),
            "acme/Mid": model("license: mit\nbase_model: deepseek-ai/DeepSeek-R1-Distill-Llama-8B"),
        },
        "acme/Cool",
    )
    drawn = _drawn(mermaid.render(made), tmp_path)

    texts = _labels(drawn)
    assert {edge.title for edge in made.upstreams} | {"acme/Cool"} <= set(texts)
    assert len(re.findall(r"<path [^>]*flowchart-link", drawn)) == len(made.upstreams)


def test_names_are_drawn_as_they_are_and_do_nothing(tmp_path: Path) -> None:
    made = _declaring(HOSTILE)
    drawn = _drawn(mermaid.render(made), tmp_path)

    texts = _labels(drawn)
    assert {clean.line(edge.title, limit=90) for edge in made.upstreams} <= set(texts)
    assert not re.search(r"<(?:img|b|strong|em|a)\b", drawn)


def test_a_merge_of_three_hundred_is_drawn_under_the_defaults(tmp_path: Path) -> None:
    made = _declaring(tuple(f"acme/Parent-{number}" for number in range(300)))
    drawn = _drawn(mermaid.render(made), tmp_path)

    assert {f"acme/Parent-{number}" for number in range(300)} <= set(_labels(drawn))


def _declaring(parents: tuple[str, ...]) -> Audit:
    head = "license: mit\nbase_model:\n" + "\n".join(f"- {json.dumps(parent)}" for parent in parents)
    return lineages.audit({"acme/Cool": model(head)}, "acme/Cool")
