"""The cache on disk: whole or absent, bounded, shared by processes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from auditor.disk_cache import Store, default_place
from support.command import ROOT

_WRITER = """
import sys
from pathlib import Path
from auditor.disk_cache import Store
store = Store(Path(sys.argv[1]))
for number in range(300):
    store.put(bytes([number % 7]) * 40_000, "shared", str(number % 20))
    found = store.get("shared", str(number % 20))
    assert found is None or len(found) == 40_000 and len(set(found)) == 1, found[:10]
"""


def _files(store: Store) -> list[Path]:
    return sorted(path for path in store.place.rglob("*") if path.is_file())


def test_what_was_put_is_there_and_nothing_else(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    assert store.get("a", "b") is None
    assert store.usage().entries == 0
    store.put(b"x", "a", "b")
    store.put(b"", "ab", "")
    assert store.get("a", "b") == b"x"
    assert store.get("ab", "") == b""
    assert store.get("ab") is None


def test_entries_that_were_put_in_one_anothers_place_read_as_absent(tmp_path: Path) -> None:
    store = Store(tmp_path)
    keys = [f"key{number}" for number in range(6)]
    for key in keys:
        store.put(key.encode(), key)
    files = _files(store)
    data = [path.read_bytes() for path in files]
    for path, moved in zip(files, [*data[1:], data[0]], strict=True):
        path.write_bytes(moved)
    assert [store.get(key) for key in keys] == [None] * 6


@pytest.mark.parametrize("damage", [b"", b"short", b"\0" * 40])
def test_a_damaged_entry_reads_as_absent_and_is_put_anew(tmp_path: Path, damage: bytes) -> None:
    store = Store(tmp_path)
    store.put(b"content", "key")
    _files(store)[0].write_bytes(damage)
    assert store.get("key") is None
    store.put(b"content", "key")
    assert store.get("key") == b"content"


def test_the_cap_is_kept_by_dropping_what_was_used_longest_ago(tmp_path: Path) -> None:
    store = Store(tmp_path, most=400)
    for number in range(4):
        store.put(b"x" * 100, str(number))
        for file in _files(store):
            os.utime(file, (time.time() - 100 + number, file.stat().st_mtime - 10))
    assert store.get("0") == b"x" * 100
    store.trim()
    assert store.get("0") is not None
    assert store.usage().bytes <= 400


def test_a_temporary_file_of_a_killed_run_goes_with_time(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(b"x", "key")
    left = _files(store)[0].parent / "left.part"
    left.write_bytes(b"half")
    store.trim()
    assert left.exists(), "another process may be writing it"
    os.utime(left, (0, 0))
    store.trim()
    assert not left.exists()
    assert store.get("key") == b"x"


def test_clearing_leaves_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "cache")
    store.put(b"x", "key")
    assert store.clear().entries == 1
    assert _files(store) == []
    store.put(b"y", "key")
    assert store.get("key") == b"y"


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    store = Store(tmp_path / "file" / "cache")
    store.put(b"x", "key")
    assert store.get("key") is None
    assert store.usage().entries == 0
    store.trim()
    store.clear()


def test_two_processes_share_it(tmp_path: Path) -> None:
    command = [sys.executable, "-c", _WRITER, str(tmp_path)]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    both = [subprocess.Popen(command, env=env, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for process in both:
        _, error = process.communicate(timeout=60)
        assert process.returncode == 0, error
    store = Store(tmp_path)
    assert store.usage().entries == 20
    assert not [path for path in _files(store) if path.suffix == ".part"]


def test_the_place_is_the_users_cache_or_the_one_that_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("AUDITOR_CACHE", str(tmp_path))
    assert default_place() == tmp_path
    monkeypatch.delenv("AUDITOR_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    if sys.platform == "linux":
        assert default_place() == tmp_path / "xdg" / "auditor"
