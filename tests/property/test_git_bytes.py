"""Laws of the reader of git's bytes: whatever they are, they are read as they say or refused."""

from __future__ import annotations

import hashlib
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.sources.git import BrokenError, Packfile
from auditor.sources.git.clone import Clone
from auditor.sources.git.objects import commit, identity, tree
from auditor.sources.git.pack import applied, result_size
from support.gitting import commit as committed
from support.gitting import git, head, repository

_CHANGES = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=6)
_MOST = 16 * 2**20


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = repository(tmp_path_factory.mktemp("git") / "repository")
    for number in range(5):
        files = {f"{name}.txt": f"{name} {number}" for name in range(20)}
        committed(place, {**files, "LICENSE": "words\n" * 200 + str(number)}, f"2026-01-0{number + 1}T00:00:00Z")
    git(place, "gc", "--quiet", "--aggressive")
    return place


@pytest.fixture(scope="module")
def pack(place: Path) -> bytes:
    return git(place, "pack-objects", "--all", "--stdout", "--delta-base-offset", given=b"")


def _changed(data: bytes, changes: list[tuple[int, int]], *, end: int = 0) -> bytes:
    out = bytearray(data)
    for at, byte in changes:
        out[at % (len(out) - end)] = byte
    return bytes(out)


@given(changes=_CHANGES, cut=st.integers(0, 200))
@settings(max_examples=300, deadline=None)
def test_a_pack_with_other_bytes_in_it_gives_true_objects_or_is_refused(
    pack: bytes, changes: list[tuple[int, int]], cut: int
) -> None:
    body = _changed(pack[:-20], changes)
    body = body[: len(body) - cut % 50]

    try:
        sent = Packfile(body + hashlib.sha1(body, usedforsecurity=False).digest())
    except BrokenError:
        return

    for oid in sent.ids():
        raw = sent.read(oid, most=_MOST)
        assert identity(raw) == oid


@given(changes=_CHANGES, of=st.sampled_from(["idx", "pack"]))
@settings(max_examples=200, deadline=None)
def test_a_clone_with_other_bytes_in_it_gives_true_objects_or_is_refused(
    place: Path, tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, int]], of: str
) -> None:
    root = tmp_path_factory.mktemp("copy").resolve()
    (root / "objects/pack").mkdir(parents=True)
    for file in (place / ".git/objects/pack").glob("pack-*.*"):
        data = file.read_bytes()
        (root / "objects/pack" / file.name).write_bytes(_changed(data, changes) if file.suffix == f".{of}" else data)
    try:
        with closing(Clone(root)) as clone:
            commit_ = commit(clone, head(place))
            tree(clone, commit_.tree)
            for oid in git(place, "rev-parse", "HEAD:LICENSE", "HEAD~3:LICENSE").decode().split():
                clone.size(oid)
                clone.beginning(oid, 10)
                assert identity(clone.read(oid, most=_MOST)) == oid
    except BrokenError:
        pass


@given(base=st.binary(max_size=300), difference=st.binary(max_size=300))
@settings(max_examples=500, deadline=None)
def test_a_difference_makes_no_more_than_it_claims(base: bytes, difference: bytes) -> None:
    try:
        claimed = result_size(difference)
        made = applied(base, difference)
    except BrokenError:
        return
    assert len(made) == claimed
