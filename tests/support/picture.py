"""Makes docs/report.png: the first screen of the review file of example 01, as a browser shows it.

PYTHONPATH=tests:. python tests/support/picture.py
"""

from __future__ import annotations

import os
import tempfile
from base64 import b64decode
from pathlib import Path

import auditor
from support.browser import Browser

_ROOT = Path(__file__).resolve().parents[2]
_EXAMPLE = "examples/01-rakuten-ai-3.0-as-released/repo"
_PLACE = _ROOT / "docs" / "report.png"
_WIDTH, _HEIGHT = 1040, 1180


def main() -> None:
    """Render, open, photograph."""
    os.chdir(_ROOT)
    audit = auditor.audit(_EXAMPLE, auditor.Options(scancode=False, as_of="2026-11-29"))
    with tempfile.TemporaryDirectory() as folder, Browser() as browser:
        page = Path(folder) / "report.html"
        page.write_text(auditor.render(audit, "html"), encoding="utf-8")
        browser.open(page, width=_WIDTH, height=_HEIGHT)
        clip = {"x": 0, "y": 0, "width": _WIDTH, "height": _HEIGHT, "scale": 1}
        shot = browser.call("Page.captureScreenshot", format="png", clip=clip)
        _PLACE.write_bytes(b64decode(shot["data"]))
    print(f"{_PLACE.relative_to(_ROOT)}: {_PLACE.stat().st_size / 1e3:.0f} kB")  # noqa: T201 - a script


if __name__ == "__main__":
    main()
