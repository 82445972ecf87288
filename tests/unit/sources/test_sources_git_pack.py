"""Packs of git's: those that git makes are read as git reads them, those that it would not make are refused."""

from __future__ import annotations

import random
import tracemalloc
import zlib
from pathlib import Path

import pytest

from auditor.sources.git import BrokenError, Packfile
from auditor.sources.git.objects import AbsentError, identity, tree
from auditor.sources.git.objects import Raw as Object
from support.gitting import commit, difference, git, packed, record, repository

_COPY_ALL = bytes([0x80 | 0x10 | 0x20, 0xFF, 0xFF])
"""Copy 65,535 bytes from the base's beginning."""
_LARGEST = 16 * 2**20


def _objects(place: Path) -> dict[str, tuple[str, bytes]]:
    """Every object, as git itself reads it."""
    listed = git(place, "cat-file", "--batch-all-objects", "--batch-check=%(objectname) %(objecttype)").decode()
    return {
        oid: (kind, git(place, "cat-file", kind, oid)) for oid, kind in (line.split() for line in listed.splitlines())
    }


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose objects differ little from each other."""
    place = repository(tmp_path_factory.mktemp("git") / "repository")
    chance = random.Random(7)
    lines = [f"line {number} {chance.random()}" for number in range(400)]
    for number in range(12):
        lines[chance.randrange(400)] = f"changed {number}"
        files = {f"folder/{name}.txt": f"{name} {number}" for name in range(30)}
        commit(place, {"LICENSE": "\n".join(lines), **files}, f"2026-01-{number + 1:02}T00:00:00Z")
    git(place, "tag", "--annotate", "v1", "--message", "one")
    return place


@pytest.mark.parametrize("option", ["--delta-base-offset", "--no-reuse-delta"])
def test_every_object_is_what_git_says_it_is(place: Path, option: str) -> None:
    expected = _objects(place)
    # without --delta-base-offset the differences name their bases by id
    data = git(place, "pack-objects", "--stdout", "--window=50", option, given="\n".join(expected).encode() + b"\n")
    kinds = {(data[at] >> 4) & 7 for at in _starts(data)}
    assert (6 if option == "--delta-base-offset" else 7) in kinds

    sent = Packfile(data)

    for oid, (kind, content) in expected.items():
        assert sent.read(oid, most=_LARGEST) == (kind, content)


def _starts(data: bytes) -> list[int]:
    """Where each object begins, found by inflating one after the other."""
    place, objects = 12, []
    for _ in range(int.from_bytes(data[8:12], "big")):
        objects.append(place)
        kind = (data[place] >> 4) & 7
        while data[place] & 0x80:
            place += 1
        place += 1
        if kind == 6:
            while data[place] & 0x80:
                place += 1
            place += 1
        place += 20 if kind == 7 else 0
        reader = zlib.decompressobj()
        reader.decompress(data[place:])
        place = len(data) - len(reader.unused_data)
    return objects


def test_a_difference_may_stand_before_what_it_differs_from() -> None:
    base = b"a" * 100
    changed = difference(100, 101, bytes([0x80 | 0x10, 100]), b"\x01!")
    oid = identity(Object("blob", base))

    sent = Packfile(packed(record("ref", changed, base=bytes.fromhex(oid)), record("blob", base)))

    assert sent.read(identity(Object("blob", base + b"!")), most=_LARGEST).data == base + b"!"


_BASE = record("blob", b"a" * 65_535)
_HOSTILE = {
    "nothing": (b"", "not a Git packfile"),
    "html": (b"<html>" * 20, "not a Git packfile"),
    "cut": (packed(_BASE)[:-30], "damaged"),
    "of a version to come": (b"PACK" + b"\0\0\0\x09" + packed(_BASE)[8:], "not a Git packfile"),
    "more than it says": (packed(_BASE, _BASE, count=1), "more than it claims"),
    "less than it says": (packed(_BASE, count=2), "less than it claims"),
    "a million objects": (packed(_BASE, count=10**6), "at most"),
    "an object that claims too much": (packed(record("blob", b"a", size=2**40)), "bytes"),
    "an object that unfolds to more than it claims": (packed(record("blob", b"a" * 10**6, size=10)), "as it claims"),
    "an object that is shorter than it claims": (packed(record("blob", b"a", size=1000)), "as it claims"),
    "a size without an end": (packed(b"\xb0" + b"\xff" * 30), "impossible size"),
    "a kind that is none": (packed(b"\x50" + zlib.compress(b"")), "unknown kind"),
    "bytes that are not compressed": (packed(b"\x33abcabcabcabcabc"), "damaged"),
    "a difference from nothing": (packed(record("ofs", difference(1, 1, b"\x01a"), base=b"\x7f")), "without a base"),
    "a difference from itself": (packed(record("ofs", difference(1, 1, b"\x01a"), base=b"\0")), "without a base"),
    "a difference from what was not sent": (packed(record("ref", b"\1\1\1a", base=b"\7" * 20)), "not in it"),
    "a difference that makes too much": (
        packed(_BASE, record("ofs", difference(65_535, 2**30, *[_COPY_ALL] * 9), base=bytes([len(_BASE)]))),
        "at most",
    ),
    "a difference that makes more than it claims": (
        packed(_BASE, record("ofs", difference(65_535, 10, *[_COPY_ALL] * 1000), base=bytes([len(_BASE)]))),
        "does not fit",
    ),
    "a difference from another length": (
        packed(_BASE, record("ofs", difference(5, 1, b"\x01a"), base=bytes([len(_BASE)]))),
        "does not fit",
    ),
    "a difference that is cut": (
        packed(_BASE, record("ofs", difference(65_535, 9, b"\xff\1"), base=bytes([len(_BASE)]))),
        "truncated",
    ),
    "a difference without lengths": (packed(_BASE, record("ofs", b"\xff" * 40, base=bytes([len(_BASE)]))), "malformed"),
}


@pytest.mark.parametrize("case", _HOSTILE)
def test_a_pack_that_git_would_not_make_is_refused(case: str) -> None:
    data, says = _HOSTILE[case]

    with pytest.raises(BrokenError, match=says) as refused:
        Packfile(data)

    assert refused.value.tip


def test_a_short_pack_that_unfolds_to_gigabytes_is_given_up_early(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("auditor.sources.git.stream.MOST_WORK", 64 * 2**20)
    bombs = [record("blob", bytes([number]) * 10 * 2**20) for number in range(12)]
    tracemalloc.start()

    with pytest.raises(BrokenError, match="unpacks"):
        Packfile(packed(*bombs))

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 100 * 2**20


def test_an_object_is_read_no_further_than_allowed() -> None:
    sent = Packfile(packed(record("tree", b"100644 a\0" + b"\1" * 20), record("blob", b"b" * 1000)))

    with pytest.raises(BrokenError, match="at most"):
        sent.read(identity(Object("blob", b"b" * 1000)), most=999)
    with pytest.raises(AbsentError):
        sent.read("0" * 40, most=_LARGEST)


@pytest.mark.parametrize(
    "data",
    [
        b"100644 a\0" + b"\1" * 19,
        b"100644 a/b\0" + b"\1" * 20,
        b"10064x a\0" + b"\1" * 20,
        b"x",
        b"100644 \0" + b"1" * 20,
    ],
)
def test_a_tree_that_is_none_is_refused(data: bytes) -> None:
    sent = Packfile(packed(record("tree", data)))

    with pytest.raises(BrokenError, match="malformed"):
        tree(sent, identity(Object("tree", data)))
