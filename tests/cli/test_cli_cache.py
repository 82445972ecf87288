"""`auditor cache`: what is kept, and how to be rid of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from auditor.sources import Store
from support.command import Run, environment


def test_it_is_shown_and_emptied(real: Run, tmp_path: Path) -> None:
    store = Store(tmp_path / "kept")
    store.put(b"x" * 1000, "one")
    store.put(b"y" * 2000, "two")
    shown = real("cache", AUDITOR_CACHE=str(tmp_path / "kept")).stdout

    assert f"place    {tmp_path / 'kept'}\n" in shown
    assert "entries  2\nbytes    3,064\n" in shown
    cleared = real("cache", "clear", AUDITOR_CACHE=str(tmp_path / "kept"))
    assert (cleared.returncode, cleared.stdout) == (0, f"2 entries, 3,064 bytes removed from {tmp_path / 'kept'}\n")
    assert store.get("one") is None
    assert store.usage().entries == 0


def test_no_cache_yet_is_no_error(real: Run, tmp_path: Path) -> None:
    for args in (("cache",), ("cache", "clear")):
        done = real(*args, AUDITOR_CACHE=str(tmp_path / "nowhere"))
        assert done.returncode == 0, done.stderr
    assert not (tmp_path / "nowhere").exists()


def test_it_may_be_cleared_while_another_process_writes(tmp_path: Path) -> None:
    """What is put is there whole or not at all, and nobody is told an error."""
    writing = (
        "import sys; from pathlib import Path; from auditor.sources import Store; store = Store(Path(sys.argv[1]))\n"
        "print('ready', flush=True)\n"
        "for number in range(600):\n"
        "    store.put(b'%d' % number * 100, 'key', str(number))\n"
        "    assert store.get('key', str(number)) in (None, b'%d' % number * 100)\n"
    )
    command = [sys.executable, "-c", writing, str(tmp_path)]
    with subprocess.Popen(command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"ready\n"
        store, removed = Store(tmp_path), 0
        while writer.poll() is None:
            removed += store.clear().entries
        assert writer.returncode == 0, writer.stderr.read() if writer.stderr else ""
    assert removed
    store.clear()
    assert store.usage().entries == 0
