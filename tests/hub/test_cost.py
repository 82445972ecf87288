"""What an audit asks of the Hub, counted by the server."""

from __future__ import annotations

from collections import Counter

import pytest

from auditor.sources.hub import Address
from support.hub import Hub, Record
from support.hub import corners as odd
from support.hub.looking import Look
from support.hub.repositories import CHAIN, EXAMPLES, MERGE, MERGED

_SMALL = 2_000_000
_ORDINARY = [*EXAMPLES.values(), *CHAIN, MERGE, *MERGED, odd.LARGE_LICENSE, odd.ODD_PATHS, odd.MANY_SHARDS]


def _api(hub: Hub) -> dict[str, int]:
    """Calls of the API by repository."""
    return dict(Counter(call.repo for call in hub.api_calls()))


def _documents(log: tuple[Record, ...]) -> dict[tuple[str, str], list[Record]]:
    """Answers about each file's content."""
    resolved: dict[tuple[str, str], list[Record]] = {}
    for request in log:
        if request.file:
            resolved.setdefault((request.repo, request.file), []).append(request)
    return resolved


@pytest.mark.parametrize("name", _ORDINARY)
def test_an_audit_costs_two_calls_a_repository_and_a_request_and_its_redirect_a_document(
    look: Look, hub: Hub, name: str
) -> None:
    audit = look(f"hf:{name}")

    read = {name, *(edge.name for edge in audit.upstreams if edge.name in {repo.id for repo in hub.every("model")})}
    assert _api(hub) == dict.fromkeys(read, 2)
    for file, answers in _documents(hub.log).items():
        assert len(answers) <= 2, file
    for request in hub.log:
        if request.weight and request.status in (200, 206):
            # a file that is no larger than the first range is asked for whole, so that it can be verified
            assert request.range or request.sent < 64 * 1024, request.path
            assert request.sent <= 64 * 1024, request.path
    assert hub.bytes() < _SMALL * len(read)


@pytest.mark.parametrize("name", _ORDINARY)
def test_a_second_audit_of_the_same_commit_costs_one_request(look: Look, hub: Hub, name: str) -> None:
    first = look(f"hf:{name}")
    hub.reset_log()

    second = look(f"hf:{name}")

    assert second == first
    closed = [edge for edge in second.upstreams if edge.name == "meta-llama/Llama-3.1-8B"]
    # whether a gated parent has been opened meanwhile is asked again, at one of its files
    assert len(hub.log) <= 1 + len(closed)


@pytest.mark.parametrize("name", [CHAIN[0], MERGE])
def test_an_audit_of_a_commit_that_is_known_costs_nothing(look: Look, hub: Hub, name: str) -> None:
    commit = hub.get(name).head
    look(f"hf:{name}@{commit}")
    hub.reset_log()

    look(f"hf:{name}@{commit}")

    assert hub.log == ()


def test_many_shards_cost_no_more_requests_than_one(look: Look, hub: Hub) -> None:
    look(f"hf:{odd.ONE_SHARD}")
    before = len(hub.log)
    hub.reset_log()

    look(f"hf:{odd.MANY_SHARDS}")

    assert len(hub.log) <= before


def test_a_long_tree_costs_a_call_a_page(look: Look, hub: Hub) -> None:
    audit = look(f"hf:{odd.MANY_FILES}")

    assert len(audit.repository.files) > 2_000
    assert _api(hub) == {odd.MANY_FILES: 1 + 3}


def test_a_parent_that_changed_since_costs_one_call_more(look: Look, hub: Hub) -> None:
    look(f"hf:{odd.BEFORE}")

    assert _api(hub) == {odd.BEFORE: 2, odd.DATED: 3}


def test_a_quota_is_kept_without_ever_being_exceeded(look: Look, hub: Hub) -> None:
    hub.quota(api=20, window=5)
    names = [repo.id for repo in hub.every("model") if not (repo.about.private or repo.about.disabled)][:25]

    with look.opened() as opened:
        for name in names:
            opened.open(Address("models", name, None))

    assert len(hub.api_calls()) >= 50
    assert {request.status for request in hub.log} == {200}


def test_an_audit_after_the_quota_was_used_up_waits_as_long_as_the_server_says(look: Look, hub: Hub) -> None:
    hub.fault(r"/api/models/", "status", code=429, retry_after=1, times=1)

    audit = look(f"hf:{CHAIN[1]}")

    assert audit.repository.revision == hub.get(CHAIN[1]).head
    assert [call.status for call in hub.api_calls(CHAIN[1])].count(429) == 1
