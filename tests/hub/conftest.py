"""A populated Hub for a module of tests, as new for each of them, and the real client at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import huggingface_hub
import pytest
from huggingface_hub import HfApi, constants

import auditor
from auditor import History, sources
from auditor.knowledge import Knowledge
from support.hub import Hub
from support.hub.looking import DAY, Look
from support.hub.repositories import populate


@pytest.fixture(scope="module")
def served() -> Iterator[Hub]:
    with Hub() as hub:
        populate(hub)
        yield hub


@pytest.fixture
def hub(served: Hub) -> Iterator[Hub]:
    """The module's Hub, its log empty; a test that commits to it or renames builds one of its own."""
    served.reset()
    yield served
    served.reset()


@pytest.fixture(scope="module")
def session() -> Iterator[None]:
    """The client's one session, its sockets closed in the end."""
    yield
    huggingface_hub.close_session()


@pytest.fixture
def client(session: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The real client in this process: a cache of its own, and nobody asked but the Hub it is given."""
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_TELEMETRY", True)
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_XET", True)
    monkeypatch.setattr(constants, "HF_HUB_DISABLE_IMPLICIT_TOKEN", True)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def api(hub: Hub, client: None) -> HfApi:
    return HfApi(endpoint=hub.endpoint, token=False)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Short time-outs and hardly a pause between tries: clocks are all that is not real here."""
    monkeypatch.setattr(constants, "HF_HUB_DOWNLOAD_TIMEOUT", 0.4)
    monkeypatch.setattr("auditor.sources.hub.session._backoff", lambda _number: 0.01)


@pytest.fixture
def look(hub: Hub, tmp_path: Path, knowledge: Knowledge) -> Look:
    """Audits a target with a cache that lasts for the test."""
    return Look(hub, tmp_path / "cache", knowledge)


@pytest.fixture
def history_of(hub: Hub, tmp_path: Path, knowledge: Knowledge) -> Callable[..., History]:
    """The history of a target, with a cache that lasts for the test."""

    def run(
        target: str,
        *,
        token: str | bool = False,
        offline: bool = False,
        at: Hub = hub,
        cache: str = "cache",
        branch: str | None = None,
        most: int = 200,
        **more: Any,  # noqa: ANN401 - of Options
    ) -> History:
        store = sources.Store(tmp_path / cache)
        with sources.Hub(endpoint=at.endpoint, token=token, offline=offline, store=store) as opened:
            options = auditor.Options(as_of=DAY, scancode=False, **more)
            return auditor.history(target, options, branch=branch, most=most, knowledge=knowledge, hub=opened)

    return run
