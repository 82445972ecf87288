"""Each fault of the double is what it is called, on the wire."""

from __future__ import annotations

import hashlib
import http.client
import json
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from huggingface_hub import HfApi, get_hf_file_metadata, hf_hub_url
from huggingface_hub.errors import HfHubHTTPError
from huggingface_hub.utils import get_session

from support.hub import Hub
from support.hub import corners as at
from support.hub.objects import object_id

INFO = f"/api/models/{at.ONE_SHARD}"
LICENSE = f"/{at.ONE_SHARD}/resolve/main/LICENSE"
SHARD = f"/{at.ONE_SHARD}/resolve/main/model-00001-of-00001.safetensors"


class Answer:
    """One answer, read from the socket as far as it goes."""

    def __init__(self, url: str, headers: dict[str, str] | None = None, timeout: float = 5, most: int = -1) -> None:
        where = urlsplit(url)
        connection = http.client.HTTPConnection(str(where.hostname), where.port, timeout=timeout)
        try:
            connection.request("GET", f"{where.path}?{where.query}", headers=headers or {})
            answer = connection.getresponse()
            self.status, self.headers = answer.status, {name.lower(): value for name, value in answer.getheaders()}
            try:
                self.body = answer.read() if most < 0 else answer.read(most)
                self.whole = True
            except http.client.IncompleteRead as error:
                self.body, self.whole = error.partial, False
            answer.close()
        finally:
            connection.close()


def follow(hub: Hub, path: str, headers: dict[str, str] | None = None) -> Answer:
    answer = Answer(hub.endpoint + path, headers)
    while answer.status in (302, 307):
        place = answer.headers["location"]
        answer = Answer(hub.endpoint + place if place.startswith("/") else place, headers)
    return answer


@pytest.mark.parametrize("code", [429, 500, 502, 503, 504])
def test_a_status_as_often_as_was_said(hub: Hub, code: int) -> None:
    fault = hub.fault(INFO, "status", times=2, code=code, retry_after=3)

    values = [Answer(hub.endpoint + INFO) for _ in range(3)]

    assert [value.status for value in values] == [code, code, 200]
    assert [value.headers.get("retry-after") for value in values] == ["3", "3", None]
    assert fault.hits == 2


def test_the_first_may_be_spared(hub: Hub) -> None:
    hub.fault(INFO, "status", skip=1)

    assert [Answer(hub.endpoint + INFO).status for _ in range(3)] == [200, 503, 200]


def test_a_stall_sends_nothing(hub: Hub) -> None:
    hub.fault(INFO, "stall")

    with pytest.raises(TimeoutError):
        Answer(hub.endpoint + INFO, timeout=0.3)
    assert [(request.status, request.sent) for request in hub.log] == [(0, 0)]


def test_a_drop_ends_the_connection(hub: Hub) -> None:
    hub.fault(INFO, "drop")

    with pytest.raises(http.client.RemoteDisconnected):
        Answer(hub.endpoint + INFO)


def test_a_drip_comes_byte_by_byte(hub: Hub) -> None:
    hub.fault(INFO, "drip", delay=0.01)
    began = time.monotonic()

    answer = Answer(hub.endpoint + INFO, most=20)

    assert len(answer.body) == 20
    assert time.monotonic() - began > 0.19


@pytest.mark.parametrize("path", [LICENSE, SHARD])
def test_a_truncated_answer_claims_what_it_does_not_send(hub: Hub, path: str) -> None:
    hub.fault("/resolve/", "truncate", keep=100)

    answer = follow(hub, path)

    assert (len(answer.body), answer.whole) == (100, False)
    assert int(answer.headers["content-length"]) > 100


def test_a_length_too_small_and_too_large(hub: Hub) -> None:
    size = len(hub.get(at.ONE_SHARD).files()["LICENSE"].data)
    hub.fault("/resolve/.*LICENSE", "lie_length", delta=-10)
    hub.fault("/resolve/.*LICENSE", "lie_length", delta=10)

    small, large = follow(hub, LICENSE), follow(hub, LICENSE)

    assert (len(small.body), small.whole) == (size - 10, True)
    assert (len(large.body), large.whole) == (size, False)


def test_a_server_without_ranges(hub: Hub) -> None:
    hub.fault("/resolve/", "ignore_range")

    answer = follow(hub, LICENSE, {"Range": "bytes=0-3"})

    assert (answer.status, answer.body) == (200, hub.get(at.ONE_SHARD).files()["LICENSE"].data)


def test_a_login_page(hub: Hub) -> None:
    hub.fault(LICENSE, "html")

    answer = follow(hub, LICENSE)

    assert (answer.status, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert answer.body.startswith(b"<!doctype html>")


def test_a_redirect_to_another_host_gets_no_token(hub: Hub, client: None) -> None:
    hub.fault(LICENSE, "redirect")
    token = hub.token("reader")

    answer = get_session().get(
        hub.endpoint + LICENSE, headers={"Authorization": f"Bearer {token}"}, follow_redirects=True
    )

    assert answer.text == "another host\n"
    assert [(request.origin, request.headers.get("authorization")) for request in hub.log] == [
        ("hub", f"Bearer {token}"),
        ("other", None),
    ]


@pytest.mark.parametrize("path", ["LICENSE", "model-00001-of-00001.safetensors"])
def test_wrong_bytes_have_the_right_length(hub: Hub, path: str) -> None:
    entry = hub.get(at.ONE_SHARD).files()[path]
    hub.fault("/resolve/", "wrong_bytes")

    answer = follow(hub, f"/{at.ONE_SHARD}/resolve/main/{path}", {"Range": "bytes=0-999"})

    right = (entry.lfs.head if entry.lfs else entry.data)[:1000]
    assert answer.whole
    assert answer.body[: len(right)] == bytes(255 - byte for byte in right)
    assert object_id("blob", answer.body) != entry.oid
    assert hashlib.sha256(answer.body).hexdigest() != (entry.lfs and entry.lfs.oid)


def test_json_that_is_none_and_too_much_of_it(hub: Hub) -> None:
    hub.fault(INFO, "bad_json")
    hub.fault(INFO, "huge_json", size=300_000)
    hub.fault(INFO, "deep_json", depth=50_000)

    bad, huge, deep = (Answer(hub.endpoint + INFO) for _ in range(3))

    with pytest.raises(json.JSONDecodeError):
        json.loads(bad.body)
    assert len(huge.body) == 300_000
    assert set(json.loads(huge.body)) == {"pad"}
    with pytest.raises(RecursionError):
        json.loads(deep.body)


def test_no_commit_and_a_wrong_one(hub: Hub, api: HfApi) -> None:
    hub.fault("", "no_sha", times=None)
    assert api.model_info(at.ONE_SHARD).sha is None
    for path in ("LICENSE", "model-00001-of-00001.safetensors"):
        about = get_hf_file_metadata(hf_hub_url(at.ONE_SHARD, path, endpoint=hub.endpoint), token=False)
        assert about.commit_hash is None
        assert about.etag

    hub.clear_faults()
    hub.fault(INFO, "wrong_sha")
    assert api.model_info(at.ONE_SHARD).sha == "f" * 40
    assert api.model_info(at.ONE_SHARD).sha == hub.get(at.ONE_SHARD).head


def test_the_client_waits_for_a_page_and_gives_up_on_an_info(hub: Hub, api: HfApi) -> None:
    hub.fault("/tree/", "status", code=429, retry_after=0)
    hub.fault(f"{INFO}\\?", "status", code=503)

    assert [entry.path for entry in api.list_repo_tree(at.EMPTY)] == [".gitattributes"]
    with pytest.raises(HfHubHTTPError):
        api.model_info(at.ONE_SHARD)
    assert Path(api.hf_hub_download(at.ONE_SHARD, "LICENSE")).is_file()


def test_a_fault_that_is_none_is_refused(hub: Hub) -> None:
    with pytest.raises(ValueError, match="no such fault: sleep"):
        hub.fault("", "sleep")
