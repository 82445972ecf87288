"""git's smart HTTP against the real git on the other end, in both protocols; and against servers that are none."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from auditor.sources.git import Packfile, line
from auditor.sources.hub import smart
from support.gitting import commit, git, repository


class _Reply(NamedTuple):
    body: bytes


class _Server:
    """The real `git upload-pack`, as http-backend runs it, in place of a session."""

    def __init__(self, place: Path, protocol: str) -> None:
        self._place = place
        self._env = {"PATH": os.environ["PATH"], "GIT_PROTOCOL": protocol, "GIT_CONFIG_NOSYSTEM": "1", "HOME": "/"}
        self.asked: list[str] = []

    def git(self, url: str, *, what: str, most: int, body: bytes | None = None) -> _Reply:
        del what
        self.asked.append(url)
        advertise = ["--advertise-refs"] if body is None else []
        command = ["git", "upload-pack", "--stateless-rpc", *advertise, str(self._place)]
        done = subprocess.run(command, input=body or b"", env=self._env, capture_output=True, check=True).stdout
        assert len(done) <= most
        head = b"001e# service=git-upload-pack\n0000" if body is None else b""
        return _Reply(head + done)


class _Says:
    """A server that says this."""

    def __init__(self, *bodies: bytes) -> None:
        self._bodies = list(bodies)

    def git(self, url: str, *, what: str, most: int, body: bytes | None = None) -> _Reply:
        del url, what, most, body
        return _Reply(self._bodies.pop(0))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = repository(tmp_path / "served")
    commit(place, {"LICENSE": "one", "deep/NOTICE": "n"}, "2026-01-01T00:00:00Z")
    commit(place, {"LICENSE": "two"}, "2026-01-02T00:00:00Z")
    git(place, "tag", "v1")
    git(place, "config", "uploadpack.allowFilter", "true")
    return place


@pytest.mark.parametrize("protocol", ["version=2", ""])
def test_commits_and_trees_come_without_one_file(place: Path, protocol: str) -> None:
    tip = git(place, "rev-parse", "HEAD").decode().strip()
    server = _Server(place, protocol)

    sent = Packfile(smart.commits(server, "http://hub/acme/x", tip, what="it"))  # type: ignore[arg-type]

    assert [commit.oid for commit in line(sent, tip).commits] == git(place, "log", "--format=%H").decode().split()
    assert server.asked == [
        "http://hub/acme/x/info/refs?service=git-upload-pack",
        "http://hub/acme/x/git-upload-pack",
    ]
    with pytest.raises(Exception, match="not sent"):
        sent.read(git(place, "rev-parse", "HEAD:LICENSE").decode().strip(), most=10**6)


@pytest.mark.parametrize("protocol", ["version=2", ""])
def test_a_server_that_filters_nothing_is_not_asked_for_everything(place: Path, protocol: str) -> None:
    git(place, "config", "uploadpack.allowFilter", "false")
    server = _Server(place, protocol)

    with pytest.raises(smart.NoSmartError, match="without files"):
        smart.commits(server, "http://hub/acme/x", "0" * 40, what="it")  # type: ignore[arg-type]
    assert len(server.asked) == 1


def _packet(data: bytes) -> bytes:
    return b"%04x" % (len(data) + 4) + data


_OFFER = _packet(b"version 2\n") + _packet(b"fetch=filter\n") + b"0000"
_ANSWERS: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "a page": lambda: b"<html></html>",
    "an error": lambda: _packet(b"ERR upload-pack: not our ref\n"),
    "an error beside the pack": lambda: _packet(b"packfile\n") + _packet(b"\x03out of memory\n"),
    "a packet longer than all": lambda: b"ffff\x01PACK",
    "a packet shorter than its length": lambda: b"0003",
    "a negative length": lambda: b"-001\x01PACK",
    "words after the pack began": lambda: _packet(b"packfile\n") + _packet(b"\x01PACK") + _packet(b"more\n"),
    "an empty pack": lambda: _packet(b"packfile\n") + b"0000",
}


@pytest.mark.parametrize("case", _ANSWERS)
def test_an_answer_that_is_no_pack_is_told_apart(case: str) -> None:
    with pytest.raises(smart.NoSmartError):
        smart.commits(_Says(_OFFER, _ANSWERS[case]()), "http://hub/x", "0" * 40, what="it")  # type: ignore[arg-type]
    with pytest.raises(smart.NoSmartError):
        smart.commits(_Says(_ANSWERS[case]()), "http://hub/x", "0" * 40, what="it")  # type: ignore[arg-type]
