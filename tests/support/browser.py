"""A headless Chromium, driven over its debugging pipe: commands as JSON, each ended by a zero byte."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

_BINARY = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
_AXE = (
    Path(os.environ.get("AXE_CORE", "")),
    Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js",
)
_PATIENCE = 90.0
"""Seconds."""


def missing() -> str:
    """Why no browser can be driven here; "" where one can."""
    return "" if _BINARY else "no Chromium is installed (Debian: apt install chromium)"


def axe() -> str:
    """The source of axe-core; "" where it is not here."""
    place = next((place for place in _AXE if place.is_file()), None)
    return place.read_text(encoding="utf-8") if place else ""


class Browser:
    """One browser with one page; every message, request and problem of the page is kept."""

    def __init__(self) -> None:
        self._profile = tempfile.TemporaryDirectory(prefix="auditor-browser-")
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()
        self._numbers = iter(range(1, 1_000_000))
        self._rest = b""
        self.events: list[dict[str, Any]] = []

        def wire() -> None:
            # 3 and 4 are where a browser looks for its pipe; copies first, for they may be in use
            read, write = os.dup(to_browser), os.dup(from_browser)
            os.dup2(read, 3)
            os.dup2(write, 4)

        self._process = subprocess.Popen(
            [
                str(_BINARY),
                "--headless=new",
                "--remote-debugging-pipe",
                "--no-sandbox",
                "--disable-gpu",
                "--hide-scrollbars",
                "--no-first-run",
                f"--user-data-dir={self._profile.name}",
                "about:blank",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            close_fds=False,
            preexec_fn=wire,  # noqa: PLW1509 - no threads here, and the pipe has to be 3 and 4
        )
        os.close(to_browser)
        os.close(from_browser)
        target = next(t for t in self._call("Target.getTargets")["targetInfos"] if t["type"] == "page")
        attached = self._call("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait(timeout=20)
        os.close(self._in)
        os.close(self._out)
        self._profile.cleanup()

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:  # noqa: ANN401 - what the protocol takes
        """A command to the page."""
        return self._call(method, session=self._session, **parameters)

    def open(self, page: Path, *, width: int = 1280, height: int = 900, dark: bool = False) -> None:
        """Open a file, as wide as asked, and wait until it is there."""
        scheme = [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]
        self.call("Emulation.setEmulatedMedia", media="", features=scheme)
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.events.clear()
        self.call("Page.navigate", url=page.resolve().as_uri())
        self._until("Page.loadEventFired")

    def evaluate(self, expression: str) -> Any:  # noqa: ANN401 - whatever the page answers
        """The value of an expression in the page."""
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise AssertionError(json.dumps(answer["exceptionDetails"])[:2_000])
        return answer["result"].get("value")

    def named(self, *methods: str) -> list[dict[str, Any]]:
        """The events of these kinds since the page was opened."""
        return [event["params"] for event in self.events if event["method"] in methods]

    def _call(self, method: str, session: str = "", **parameters: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters} | ({"sessionId": session} if session else {})
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._next()
            if answer.get("id") == number:
                if "error" in answer:
                    raise AssertionError(f"{method}: {answer['error']}")
                result: dict[str, Any] = answer["result"]
                return result

    def _until(self, method: str) -> None:
        while not self.named(method):
            self._next()

    def _next(self) -> dict[str, Any]:
        """The next message; events are kept."""
        end = time.monotonic() + _PATIENCE
        while b"\0" not in self._rest:
            if time.monotonic() > end:
                raise AssertionError("the browser does not answer")
            data = os.read(self._in, 1 << 20)
            if not data:
                raise AssertionError("the browser ended")
            self._rest += data
        line, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        if "method" in message:
            self.events.append(message)
        return message
