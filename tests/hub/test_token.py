"""No token leaves the configured Hub, and none is written anywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.command import environment
from support.hub import Hub
from support.hub import corners as odd
from support.hub.repositories import CHAIN, DECLARED_HISTORY, EXAMPLES, MERGED


def _run(hub: Hub, token: str, tmp_path: Path, *args: str) -> subprocess.CompletedProcess[str]:
    places = {"HOME": "home", "HF_HOME": "hf", "AUDITOR_CACHE": "cache", "XDG_CACHE_HOME": "xdg"}
    env = environment(
        HF_ENDPOINT=hub.endpoint,
        HF_TOKEN=token,
        HF_HUB_DOWNLOAD_TIMEOUT="1",
        HF_DEBUG="1",
        **{name: str(tmp_path / place) for name, place in places.items()},
    )
    command = [sys.executable, "-m", "auditor", *args]
    return subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False, timeout=60)


def _written(place: Path) -> dict[str, bytes]:
    """Every file below a place, by its path."""
    return {str(file.relative_to(place)): file.read_bytes() for file in place.rglob("*") if file.is_file()}


@pytest.mark.parametrize(
    "args",
    [
        ("audit", f"hf:{CHAIN[0]}", "--format", "json", "--output", "report.json"),
        ("audit", f"hf:{odd.GATED}", "-v"),
        ("audit", f"hf:{odd.PRIVATE}", "-v"),
        ("audit", f"hf:{odd.MISSING}"),
        ("audit", f"hf:{odd.DISABLED_CHILD}", "-v"),
        ("lineage", f"hf:{CHAIN[0]}", "--format", "json"),
        ("history", f"hf:{DECLARED_HISTORY}", "-v"),
        ("download", f"hf:{EXAMPLES['03-finetune-with-its-notices']}", "--to", "model"),
    ],
)
@pytest.mark.parametrize("who", ["reader", "other", "nobody"])
def test_the_token_is_in_nothing_that_is_written(hub: Hub, tmp_path: Path, args: tuple[str, ...], who: str) -> None:
    secret = hub.token(who) if who != "nobody" else "hf_planted_and_known_to_no_hub"

    done = _run(hub, secret, tmp_path, *args)

    assert secret not in done.stdout + done.stderr
    assert not [path for path, data in _written(tmp_path).items() if secret.encode() in data]
    asked = [request for request in hub.log if secret in str(dict(request.headers))]
    assert asked, "the Hub itself is shown the token"
    assert {request.origin for request in asked} == {"hub"}
    assert not [request for request in hub.log if secret in request.path + request.query]


def test_the_token_is_in_no_process_title(hub: Hub, tmp_path: Path) -> None:
    secret = hub.token("reader")
    hub.fault(r"/api/models/", "stall", times=1)
    env = environment(
        HF_ENDPOINT=hub.endpoint, HF_TOKEN=secret, AUDITOR_CACHE=str(tmp_path), HF_HUB_DOWNLOAD_TIMEOUT="5"
    )
    command = [sys.executable, "-m", "auditor", "audit", f"hf:{MERGED[0]}"]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        while process.poll() is None and not hub.api_calls():
            pass
        shown = Path(f"/proc/{process.pid}/cmdline")
        title = shown.read_bytes() if shown.exists() else b""
        process.kill()
        process.communicate()
    if os.path.isdir("/proc/self"):  # noqa: PTH112 - a plain question
        assert b"auditor" in title
    assert secret.encode() not in title


def test_nothing_is_asked_of_anybody_but_the_endpoint_and_where_it_redirects_to(hub: Hub, tmp_path: Path) -> None:
    done = _run(hub, hub.token("reader"), tmp_path, "audit", f"hf:{CHAIN[0]}")

    assert done.returncode == 1, done.stderr
    # the machine of the tests has no other way out, so a request to elsewhere would have failed the audit loudly
    assert {request.origin for request in hub.log} == {"hub", "cdn"}
    for request in hub.log:
        assert request.origin == "hub" or request.query, "the CDN is reached by a signed address of the Hub's"
    assert not [request for request in hub.log if "agent-harnesses" in request.path or "telemetry" in request.path]
