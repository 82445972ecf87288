"""The history of a repository on the Hub where git is not served, or served badly; and where a token goes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor import History
from auditor.report.history import text
from support import models
from support.hub import Hub
from support.hub.repositories import HISTORY, NOTICED, RELEASED
from support.hub.weights import shard, single

Look = Callable[..., History]


def test_without_git_the_commits_are_listed_one_by_one_and_tell_the_same(history_of: Look, hub: Hub) -> None:
    hub.fault(r"service=git-upload-pack", "status", times=None, code=404)

    history = history_of(f"hf:{HISTORY}")

    assert "listed one by one" in history.notes[-1]
    assert len([call for call in hub.api_calls(HISTORY) if "/tree/" in call.path]) == 6
    hub.clear_faults()
    assert history.timelines == history_of(f"hf:{HISTORY}").timelines


@pytest.mark.usefixtures("quick")
def test_a_commit_that_could_not_be_judged_leaves_the_history_unfinished(history_of: Look) -> None:
    with Hub() as hub:
        repo = hub.repo("acme/Moved")
        files = {"README.md": models.card("license: mit"), "LICENSE": models.mit("Copyright (c) 2024 Acme")}
        first = repo.commit({**files, "model.safetensors": shard(10**9, "one")}, when=RELEASED)
        second = repo.commit({"model.safetensors": shard(10**9, "two")}, when=NOTICED)
        hub.fault(f"/tree/{first}", "status", times=None, code=500)

        history = history_of("hf:acme/Moved", at=hub)

    assert [state.standing for state in history.snapshots] == [None, "no-findings"]
    assert history.since.commit == second
    assert (history.gaps, history.whole) == (1, False)
    shown = text.render(history, color=False, width=100)
    assert "Of 1 commit it is not known: see below." in shown
    assert "Not judged: the list of files of acme/Moved: the Hub answered 500." in shown
    assert "an unfinished history" in shown


_BROKEN = {
    "html": ("html", {}),
    "stall": ("stall", {}),
    "truncated": ("truncate", {"keep": 0.5}),
    "other bytes": ("wrong_bytes", {}),
    "dropped": ("drop", {}),
    "another host": ("redirect", {}),
    "500": ("status", {"code": 500}),
}


@pytest.mark.parametrize("case", _BROKEN)
@pytest.mark.parametrize("step", [r"info/refs\?service", r"git-upload-pack$"])
@pytest.mark.usefixtures("quick")
def test_a_broken_server_of_git_is_no_other_history(history_of: Look, hub: Hub, case: str, step: str) -> None:
    expected = history_of(f"hf:{HISTORY}", cache="another").timelines
    kind, how = _BROKEN[case]
    token = hub.token("planted", access=[])
    hub.fault(step, kind, times=None, **how)  # type: ignore[arg-type]
    hub.reset_log()

    history = history_of(f"hf:{HISTORY}", token=token)

    assert history.timelines == expected
    assert "listed one by one" in history.notes[-1]
    assert not [request for request in hub.log if request.origin == "other"]


def test_a_pack_larger_than_is_read_is_given_up(history_of: Look, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.sources.hub.smart.MOST_PACK", 500)
    monkeypatch.setattr("auditor.sources.hub.session._backoff", lambda _number: 0.01)

    history = history_of(f"hf:{HISTORY}")

    assert "listed one by one" in history.notes[-1]
    assert "larger than 500 bytes" in history.notes[-1]
    assert len(history.snapshots) == 5


def test_the_token_reaches_git_as_a_password_and_nothing_else(hub: Hub, tmp_path: Path) -> None:
    token = hub.token("planted", access=[])
    env = {
        **os.environ,
        "HF_ENDPOINT": hub.endpoint,
        "HF_TOKEN": token,
        "AUDITOR_CACHE": str(tmp_path / "cache"),
        "HF_HOME": str(tmp_path / "hf"),
    }
    command = [sys.executable, "-m", "auditor", "history", f"hf:{HISTORY}", "--no-scancode", "--format", "json"]

    ran = subprocess.run(command, env=env, capture_output=True, text=True, check=False, cwd=tmp_path)

    assert ran.returncode == 1, ran.stderr
    sent = [request for request in hub.log if "upload-pack" in request.path + request.query]
    assert len(sent) == 2
    assert all(request.headers["authorization"].startswith("Basic ") for request in sent)
    assert not any(token in request.path + request.query for request in hub.log)
    assert not any("authorization" in request.headers for request in hub.log if request.origin != "hub")
    assert token not in ran.stdout + ran.stderr
    for file in (tmp_path / "cache").rglob("*"):
        assert file.is_dir() or token.encode() not in file.read_bytes()


def test_a_gated_repository_is_listed_and_nothing_of_it_is_taken_for_compliance(history_of: Look) -> None:
    with Hub() as hub:
        repo = hub.repo("acme/Closed", gated="manual")
        repo.commit({"README.md": models.card("license: mit"), **single("acme")}, when=RELEASED)
        repo.commit({"LICENSE": models.mit("Copyright (c) 2024 Acme")}, when=NOTICED)

        history = history_of("hf:acme/Closed", at=hub)
        opened = history_of("hf:acme/Closed", at=hub, token=hub.token("reader", access=["acme/Closed"]))

    assert not any(state.complies for state in history.snapshots)
    assert opened.snapshots[-1].complies
