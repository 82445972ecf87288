"""`auditor audit org/name` as a person runs it, against a Hub on loopback."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from support.command import environment
from support.hub import Hub
from support.hub import corners as odd
from support.hub.repositories import CHAIN, EXAMPLES, MERGED

Auditor = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def auditor(hub: Hub, tmp_path: Path) -> Auditor:
    """Runs it in an empty directory, with a cache and a home of its own."""

    def run(*args: str, **extra: str) -> subprocess.CompletedProcess[str]:
        places = {"HOME": tmp_path / "home", "HF_HOME": tmp_path / "hf", "AUDITOR_CACHE": tmp_path / "cache"}
        given = {"HF_ENDPOINT": hub.endpoint, **{name: str(place) for name, place in places.items()}, **extra}
        command = [sys.executable, "-m", "auditor", *args]
        work = tmp_path / "work"
        work.mkdir(exist_ok=True)
        env = environment(**given)
        return subprocess.run(command, cwd=work, env=env, capture_output=True, text=True, check=False, timeout=60)

    return run


def test_the_answer_comes_first_and_the_cost_last(auditor: Auditor, hub: Hub) -> None:
    name = EXAMPLES["01-rakuten-ai-3.0-as-released"]

    done = auditor("audit", name)

    assert done.returncode == 1
    first = done.stdout.split("\n")[0]
    assert first.startswith(f"{name} at {hub.get(name).head[:12]}: ")
    assert hub.get(name).head in done.stdout
    last = done.stderr.rstrip("\n").split("\n")[-1]
    assert last.startswith(f"auditor: Hub: {len(hub.log)} requests, ")


def test_the_same_commit_gives_the_same_bytes_again(auditor: Auditor) -> None:
    first = auditor("audit", CHAIN[0], "--as-of", "2026-11-27", "--format", "json")
    second = auditor("audit", CHAIN[0], "--as-of", "2026-11-27", "--format", "json")

    assert first.stdout == second.stdout
    assert "auditor: Hub: 1 request, " in second.stderr


def test_an_existing_path_wins_and_says_so(auditor: Auditor, tmp_path: Path, hub: Hub) -> None:
    place = tmp_path / "work" / MERGED[0]
    place.mkdir(parents=True)
    (place / "README.md").write_text("---\nlicense: isc\n---\n", "utf-8")

    local = auditor("audit", MERGED[0])
    there = auditor("audit", f"hf:{MERGED[0]}")

    assert "ISC" in local.stdout
    assert f"hf:{MERGED[0]}" in local.stderr
    assert "MIT" in there.stdout
    assert "existing path" not in there.stderr
    assert len(hub.api_calls(MERGED[0])) == 2


@pytest.mark.parametrize(
    ("target", "says"),
    [
        (odd.MISSING, "is not on the Hub"),
        ("no/such-thing-here", "No such path: no/such-thing-here; and as a repository"),
        (f"hf:{odd.DISABLED}", "was disabled"),
        ("hf:spaces/acme/app", "not spaces"),
        (f"{MERGED[0]}@nowhere", "no such revision"),
        ("http://[x", "No such path"),
    ],
)
def test_what_cannot_be_audited_is_one_error_with_a_tip_and_exit_3(auditor: Auditor, target: str, says: str) -> None:
    done = auditor("audit", target)

    assert done.returncode == 3
    assert done.stdout == ""
    error, tip = done.stderr.rstrip("\n").split("\n")[-2:]
    assert says in error
    assert error.startswith("auditor: no audit was performed: ")
    assert tip.startswith("tip: ")


def test_without_a_network_it_says_so_at_once(auditor: Auditor) -> None:
    done = auditor("audit", MERGED[0], HF_ENDPOINT="http://127.0.0.1:9")

    assert done.returncode == 3
    assert "cannot be reached" in done.stderr


@pytest.mark.parametrize("how", [{"HF_HUB_OFFLINE": "1"}, {}])
def test_offline_nothing_is_asked(auditor: Auditor, hub: Hub, how: dict[str, str]) -> None:
    options = () if how else ("--offline",)
    before = auditor("audit", CHAIN[0], *options, **how)
    assert hub.log == ()
    assert before.returncode == 3
    assert "is not in the cache" in before.stderr
    online = auditor("audit", CHAIN[0])
    hub.reset_log()

    offline = auditor("audit", CHAIN[0], *options, **how)

    assert hub.log == ()
    assert offline.stdout == online.stdout


def test_lineage_follows_parents_on_the_hub(auditor: Auditor) -> None:
    done = auditor("lineage", CHAIN[0])

    assert done.returncode == 0
    for name in CHAIN[1:]:
        assert name in done.stdout


def test_the_address_of_a_page_is_a_target(auditor: Auditor, hub: Hub) -> None:
    done = auditor("audit", f"{hub.endpoint}/{MERGED[0]}/tree/main", "-q")

    assert done.returncode == 0
    assert done.stderr == ""


@pytest.mark.parametrize("command", ["audit", "lineage"])
@pytest.mark.parametrize("style", ["text", "json"])
def test_a_parent_that_could_not_be_read_says_why_and_what_opens_it(auditor: Auditor, command: str, style: str) -> None:
    done = auditor(command, odd.MISSING_CHILD, "--format", style)

    assert f"hf:{odd.MISSING} is not on the Hub, or it is private." in " ".join(done.stdout.split())
    assert "HF_TOKEN" in done.stdout


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"HF_ENDPOINT": "http://["}, "HF_ENDPOINT is not a valid Hub URL"),
        ({"HF_ENDPOINT": "huggingface.co"}, "HF_ENDPOINT is not a valid Hub URL"),
        ({"HF_ENDPOINT": "http://user:planted@host:99999"}, "HF_ENDPOINT is not a valid Hub URL"),
        ({"HF_TOKEN": "hf_planted\x01"}, "token holds characters"),
        ({"HF_TOKEN": "hf_planted\xe9"}, "token holds characters"),
    ],
)
def test_a_place_or_a_token_that_is_none_is_one_error_that_does_not_repeat_it(
    auditor: Auditor, hub: Hub, given: dict[str, str], says: str
) -> None:
    done = auditor("audit", MERGED[0], **given)

    assert done.returncode == 2
    assert done.stdout == ""
    error, tip = done.stderr.rstrip("\n").split("\n")
    assert says in error
    assert tip.startswith("tip: ")
    assert "planted" not in done.stderr
    assert hub.log == ()
