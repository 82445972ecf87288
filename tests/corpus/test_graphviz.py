"""Our graphs drawn by Graphviz itself: `make corpus`, skipped where it is not installed."""

from __future__ import annotations

import html
import re
import shutil
import subprocess

import pytest

from auditor.report.common import clean
from auditor.report.lineage import dot
from support.graphs import HOSTILE, named

pytestmark = pytest.mark.corpus


@pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")
@pytest.mark.parametrize("name", HOSTILE)
def test_graphviz_reads_it_and_draws_the_name_as_it_is(name: str) -> None:
    done = subprocess.run(
        ["dot", "-Tsvg"], input=dot.render(named(name)).encode(), capture_output=True, check=False, timeout=60
    )

    assert (done.returncode, done.stderr) == (0, b"")
    drawn = done.stdout.decode()
    assert drawn.count('class="node"') == 5
    assert drawn.count('class="edge"') == 4
    first = html.unescape(re.search(r"<title>n0</title>.*?<text[^>]*>([^<]*)</text>", drawn, re.DOTALL)[1])
    assert first.replace("\u00a0", " ") == clean.line(name, limit=90)
