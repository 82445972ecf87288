"""A Hub that fails, lies or stalls: an error with a tip, or an entry under "not read"; never a wrong answer."""

from __future__ import annotations

import pytest

from auditor.errors import AuditorError, SourceError
from auditor.model import Audit, UnreadReason
from support.hub import Hub
from support.hub import corners as odd
from support.hub.looking import Look, finding
from support.hub.repositories import CHAIN, MERGED

pytestmark = pytest.mark.usefixtures("quick")

_MODEL = MERGED[0]
_INFO, _TREE = rf"/api/models/{_MODEL}\?", rf"/api/models/{_MODEL}/tree/"
_LICENSE = rf"/{_MODEL}/resolve/.*LICENSE"


def _unread(audit: Audit, path: str) -> str:
    by_name = {entry.path: entry for entry in audit.unread}
    assert path in by_name, sorted(by_name)
    assert by_name[path].matters
    finding(audit, "not-read:any:self")
    return by_name[path].detail


@pytest.mark.parametrize("where", [_INFO, _TREE])
@pytest.mark.parametrize(
    ("kind", "how"),
    [
        ("status", {"code": 500}),
        ("status", {"code": 503}),
        ("status", {"code": 429}),
        ("status", {"code": 418}),
        ("stall", {}),
        ("drip", {}),
        ("drop", {}),
        ("html", {}),
        ("truncate", {}),
        ("bad_json", {}),
        ("huge_json", {}),
        ("deep_json", {}),
    ],
)
def test_metadata_that_cannot_be_had_is_one_error_with_a_tip(
    look: Look, hub: Hub, where: str, kind: str, how: dict[str, int]
) -> None:
    hub.fault(where, kind, times=None, **how)

    with pytest.raises(SourceError) as caught:
        look(f"hf:{_MODEL}")

    assert caught.value.tip
    assert _MODEL in caught.value.message
    assert len(hub.api_calls()) <= 6


@pytest.mark.parametrize("where", [_INFO, _TREE, _LICENSE])
@pytest.mark.parametrize("kind", ["status", "stall", "drop", "truncate"])
def test_what_fails_once_is_asked_again(look: Look, hub: Hub, where: str, kind: str) -> None:
    fault = hub.fault(where, kind, times=1)

    audit = look(f"hf:{_MODEL}")

    assert fault.hits == 1
    assert audit.findings == ()
    assert audit.unread == ()


@pytest.mark.parametrize(
    ("kind", "how"),
    [
        ("status", {"code": 500}),
        ("status", {"code": 404}),
        ("stall", {}),
        ("drip", {}),
        ("drop", {}),
        ("html", {}),
        ("truncate", {}),
        ("lie_length", {"delta": -10}),
        ("lie_length", {"delta": 10}),
        ("wrong_bytes", {}),
    ],
)
def test_a_document_that_cannot_be_had_is_not_read_and_the_audit_is_not_clean(
    look: Look, hub: Hub, kind: str, how: dict[str, int]
) -> None:
    hub.fault(_LICENSE, kind, times=None, **how)

    audit = look(f"hf:{_MODEL}")

    assert _unread(audit, "LICENSE")
    assert audit.failing
    assert not [detection for detection in audit.detections if detection.location.path == "LICENSE"]


def test_bytes_that_the_tree_does_not_name_are_refused_and_not_kept(look: Look, hub: Hub) -> None:
    hub.fault(_LICENSE, "wrong_bytes", times=1)

    audit = look(f"hf:{_MODEL}")
    again = look(f"hf:{_MODEL}")

    assert "are not those that the tree" in _unread(audit, "LICENSE")
    assert again.findings == ()


def test_a_server_that_ignores_ranges_is_hung_up_on(look: Look, hub: Hub) -> None:
    hub.fault(r"model-00001-of", "ignore_range", times=None)

    audit = look(f"hf:{CHAIN[3]}")

    assert [document.path for document in audit.repository.documents if document.path.endswith(".safetensors")]
    assert hub.bytes() < 2_000_000


def test_a_redirect_to_another_host_takes_no_credentials_along(look: Look, hub: Hub) -> None:
    hub.fault(_LICENSE, "redirect", times=None)
    token = hub.token("reader")

    audit = look(f"hf:{_MODEL}", token=token)

    assert _unread(audit, "LICENSE")
    elsewhere = [request for request in hub.log if request.origin != "hub"]
    assert "other" in {request.origin for request in elsewhere}
    assert not [request for request in elsewhere if any(token in value for value in request.headers.values())]
    assert [request for request in hub.log if request.origin == "hub" and f"Bearer {token}" in request.headers.values()]


@pytest.mark.parametrize("address", ["169.254.169.254", "[fe80::1]"])
def test_a_redirect_to_the_local_link_is_not_followed(look: Look, hub: Hub, address: str) -> None:
    """There a cloud serves the credentials of the machine."""
    hub.fault(_LICENSE, "redirect", times=None, to=f"http://{address}/latest/meta-data/")

    audit = look(f"hf:{_MODEL}")

    assert "redirected to a host that is not read from" in _unread(audit, "LICENSE")


def test_a_next_page_on_another_host_is_asked_of_our_own(look: Look) -> None:
    with Hub() as hub:
        files = {**odd.mit("acme/Paged-7B"), **{f"log-{n}.txt": "x" for n in range(8)}}
        hub.repo("acme/Paged-7B").commit(files, when="2025-01-01T00:00:00Z")
        hub.page = 5
        hub.links_to = hub.other

        audit = Look(hub, look.cache, look.knowledge)("hf:acme/Paged-7B")

        assert len(audit.repository.files) == len(files)
        assert {request.origin for request in hub.log} <= {"hub", "cdn"}


def test_a_branch_that_moves_between_two_calls_changes_nothing(look: Look) -> None:
    with Hub() as hub:
        repo = hub.repo(odd.MOVING)
        files = odd.mit(odd.MOVING)
        before = repo.commit(files, when="2025-01-01T00:00:00Z")
        moved: list[str] = []
        hub.before(
            rf"/api/models/{odd.MOVING}/tree/",
            lambda: moved.append(repo.commit({"LICENSE": None}, when="2025-02-01T00:00:00Z")),
        )
        mine = Look(hub, look.cache, look.knowledge)

        audit = mine(f"hf:{odd.MOVING}")

        assert moved
        assert audit.repository.revision == before
        assert audit.findings == ()
        assert mine(f"hf:{odd.MOVING}").repository.revision == moved[0]


def test_an_answer_without_a_commit_is_no_answer(look: Look, hub: Hub) -> None:
    hub.fault(_INFO, "no_sha", times=None)

    with pytest.raises(SourceError, match="names no commit"):
        look(f"hf:{_MODEL}")


@pytest.mark.parametrize(
    ("target", "says"),
    [
        (odd.MISSING, "is not on the Hub, or it is private"),
        (odd.PRIVATE, "is not on the Hub, or it is private"),
        (odd.DISABLED, "was disabled on the Hub"),
        (f"{_MODEL}@no-such-branch", "there is no such revision"),
        (f"{_MODEL}@{'0' * 40}", "there is no such revision"),
    ],
)
def test_what_is_not_there_for_us_says_so_with_a_tip(look: Look, target: str, says: str) -> None:
    with pytest.raises(AuditorError) as caught:
        look(f"hf:{target}")

    assert says in caught.value.message
    assert caught.value.tip


def test_a_private_repository_opens_with_its_token(look: Look, hub: Hub) -> None:
    assert look(f"hf:{odd.PRIVATE}", token=hub.token("reader")).findings == ()


@pytest.mark.parametrize("token", [None, "other"])
def test_a_gated_repository_is_told_by_its_metadata_and_is_not_clean(look: Look, hub: Hub, token: str | None) -> None:
    audit = look(f"hf:{odd.GATED}", token=hub.token(token) if token else None)

    assert "It is gated" in _unread(audit, "LICENSE")
    assert "only the Hub's metadata" in _unread(audit, "README.md")
    assert [statement.expression for statement in audit.statements] == ["MIT"]
    assert {entry.reason for entry in audit.unread} == {UnreadReason.NO_PERMISSION}
    assert "accept its terms" in _unread(audit, "LICENSE").lower()
    assert len(hub.content_calls(odd.GATED)) == 1


def test_a_gated_repository_opens_with_a_token_that_has_access(look: Look, hub: Hub) -> None:
    audit = look(f"hf:{odd.GATED}", token=hub.token("reader"))

    assert audit.findings == ()
    assert audit.unread == ()


def test_offline_says_what_is_not_there(look: Look, hub: Hub) -> None:
    with pytest.raises(SourceError, match="is not in the cache"):
        look(f"hf:{_MODEL}", offline=True)
    assert hub.log == ()


def test_offline_gives_what_the_last_audit_gave(look: Look, hub: Hub) -> None:
    online = look(f"hf:{CHAIN[0]}")
    hub.reset_log()

    offline = look(f"hf:{CHAIN[0]}", offline=True)

    assert offline == online
    assert hub.log == ()


def test_offline_a_document_that_is_lacking_is_not_read(look: Look, hub: Hub) -> None:
    hub.fault(_LICENSE, "status", code=404, times=None)
    look(f"hf:{_MODEL}")
    hub.clear_faults()

    audit = look(f"hf:{_MODEL}", offline=True)

    assert "not in the cache" in _unread(audit, "LICENSE")


def test_a_delay_that_is_no_number_is_none(look: Look, hub: Hub) -> None:
    fault = hub.fault(_INFO, "status", times=1, code=503, retry_after="²")

    assert look(f"hf:{_MODEL}").unread == ()
    assert fault.hits == 1


@pytest.mark.parametrize("code", [429, 503])
def test_a_wait_of_a_day_is_refused_at_once(look: Look, hub: Hub, code: int) -> None:
    fault = hub.fault(_INFO, "status", times=None, code=code, retry_after="86400")

    with pytest.raises(SourceError):
        look(f"hf:{_MODEL}")
    assert fault.hits == 1
