"""What the real client gets of the double's files, what it is refused, and how often it may ask."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path

import pytest
from huggingface_hub import HfApi, get_hf_file_metadata, hf_hub_url
from huggingface_hub.errors import (
    DisabledRepoError,
    EntryNotFoundError,
    GatedRepoError,
    HfHubHTTPError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.utils import get_session

from support import models
from support.hub import Hub, Lfs, Plain
from support.hub import corners as at
from support.hub import repositories as known

# content


@pytest.mark.parametrize("path", at.ODD)
def test_a_small_file_whatever_its_name(hub: Hub, api: HfApi, path: str) -> None:
    got = Path(api.hf_hub_download(at.ODD_PATHS, path))

    assert got.read_text("utf-8") == f"This is {path}\n"
    assert [call.status for call in hub.log] == [307, 200, 200]
    assert {call.file for call in hub.content_calls(at.ODD_PATHS)} == {path}


def test_a_large_file_comes_from_another_origin_without_the_token(hub: Hub, client: None) -> None:
    token = hub.token("reader")
    api = HfApi(endpoint=hub.endpoint, token=token)
    entry = hub.get(at.LARGE_LICENSE).files()["LICENSE"]

    got = Path(api.hf_hub_download(at.LARGE_LICENSE, "LICENSE"))

    assert entry.lfs is not None
    assert hashlib.sha256(got.read_bytes()).hexdigest() == entry.lfs.oid
    assert {call.origin: "authorization" in call.headers for call in hub.log} == {"hub": True, "cdn": False}
    assert hub.cdn_bytes == entry.size
    about = get_hf_file_metadata(hf_hub_url(at.LARGE_LICENSE, "LICENSE", endpoint=hub.endpoint), token=False)
    assert (about.etag, about.size, about.commit_hash) == (entry.lfs.oid, entry.size, hub.get(at.LARGE_LICENSE).head)
    assert about.location.startswith(hub.cdn)


def test_a_snapshot_is_every_file(client: None, tmp_path: Path) -> None:
    with Hub() as hub:
        files = {"LICENSE": "text", "a/b.md": "b", "model.safetensors": b"weights", "small.bin": Plain(b"\0")}
        hub.repo("acme/All").commit(files)
        folder = Path(
            HfApi(endpoint=hub.endpoint, token=False).snapshot_download("acme/All", local_dir=tmp_path / "to")
        )

        got = {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
        assert {path: data for path, data in got.items() if not path.startswith(".cache")} == {
            "LICENSE": b"text",
            "a/b.md": b"b",
            "model.safetensors": b"weights",
            "small.bin": b"\0",
        }
        assert hub.weight_bytes == len(b"weights") + 1


@pytest.mark.parametrize(("folder", "name"), known.EXAMPLES.items())
def test_an_example_downloaded_is_its_directory(api: HfApi, tmp_path: Path, folder: str, name: str) -> None:
    got = Path(api.snapshot_download(name, local_dir=tmp_path / "to"))
    folder_of_example = models.ROOT / "examples" / folder / "repo"

    def files(root: Path) -> dict[str, bytes]:
        below = (path for path in root.rglob("*") if path.is_file() and ".cache" not in path.parts)
        return {str(path.relative_to(root)): path.read_bytes() for path in below}

    assert files(got) == files(folder_of_example)


def test_the_header_of_a_shard_of_gigabytes_is_a_range(hub: Hub, api: HfApi) -> None:
    about = api.parse_safetensors_file_metadata(known.CHAIN[3], "model-00163-of-00163.safetensors")

    assert about.tensors["model.layers.0.mlp.weight"].dtype == "BF16"
    assert [(call.origin, call.status, call.range) for call in hub.log] == [
        ("hub", 302, "bytes=0-100000"),
        ("cdn", 206, "bytes=0-100000"),
    ]
    assert hub.weight_bytes == 100_001


@pytest.mark.parametrize(
    ("wanted", "status", "says", "got"),
    [
        ("bytes=0-3", 206, "bytes 0-3/10", b"0123"),
        ("bytes=4-", 206, "bytes 4-9/10", b"456789"),
        ("bytes=-2", 206, "bytes 8-9/10", b"89"),
        ("bytes=8-99", 206, "bytes 8-9/10", b"89"),
        ("bytes=10-", 416, "bytes */10", b""),
        ("", 200, None, b"0123456789"),
    ],
)
@pytest.mark.parametrize("large", [False, True])
def test_ranges(client: None, wanted: str, status: int, says: str | None, got: bytes, large: bool) -> None:
    with Hub() as hub:
        hub.repo("acme/Ten").commit({"ten": Lfs.of(b"0123456789") if large else b"0123456789"})
        url = hf_hub_url("acme/Ten", "ten", endpoint=hub.endpoint)
        answer = get_session().get(url, headers={"Range": wanted} if wanted else {}, follow_redirects=True)

        assert (answer.status_code, answer.headers.get("content-range"), answer.content) == (status, says, got)
        assert answer.headers["content-length"] == str(len(got))


def test_a_signed_address_expires(hub: Hub, client: None) -> None:
    hub.cdn_ttl = -1
    url = hf_hub_url(at.LARGE_LICENSE, "LICENSE", endpoint=hub.endpoint)

    late = get_session().get(url, follow_redirects=True)
    forged = get_session().get(str(late.url).replace("Expires=", "Expires=9"))

    assert (late.status_code, forged.status_code) == (403, 403)


# refusals


def test_what_is_not_there_has_a_typed_error(hub: Hub, api: HfApi) -> None:
    with pytest.raises(RepositoryNotFoundError) as gone:
        api.model_info(at.MISSING)
    with pytest.raises(RevisionNotFoundError):
        api.model_info(at.EMPTY, revision="f" * 40)
    with pytest.raises(EntryNotFoundError):
        api.hf_hub_download(at.EMPTY, "LICENSE")
    with pytest.raises(EntryNotFoundError):
        list(api.list_repo_tree(at.EMPTY, "no/folder"))
    with pytest.raises(RepositoryNotFoundError) as raised:
        api.model_info(at.MISSING, token=hub.token("other"))

    assert (gone.value.response.status_code, raised.value.response.status_code) == (401, 404)


def test_a_private_repository_is_not_told_from_a_missing_one(hub: Hub, api: HfApi) -> None:
    def refused(name: str, token: str | bool) -> tuple[int, str | None]:
        with pytest.raises(RepositoryNotFoundError) as error:
            api.model_info(name, token=token)
        return error.value.response.status_code, error.value.response.headers.get("x-error-message")

    for token in (False, hub.token("other")):
        assert refused(at.PRIVATE, token) == refused(at.MISSING, token)
    assert api.model_info(at.PRIVATE, token=hub.token("reader")).private


@pytest.mark.parametrize("name", [at.GATED, at.AUTO_GATED])
def test_a_gated_repository_tells_all_but_content(hub: Hub, api: HfApi, name: str) -> None:
    assert api.model_info(name).gated in ("manual", "auto")
    assert "LICENSE" in [entry.path for entry in api.list_repo_tree(name)]
    assert api.list_repo_commits(name)
    statuses = []
    for token in (False, hub.token("other")):
        with pytest.raises(GatedRepoError) as error:
            api.hf_hub_download(name, "LICENSE", token=token)
        statuses.append(error.value.response.status_code)
    assert statuses == [401, 403]
    assert Path(api.hf_hub_download(name, "LICENSE", token=hub.token("reader"))).is_file()


def test_a_disabled_repository(api: HfApi) -> None:
    with pytest.raises(DisabledRepoError):
        api.model_info(at.DISABLED)
    with pytest.raises(DisabledRepoError):
        list(api.list_repo_tree(at.DISABLED))


def test_a_token_that_nobody_issued(hub: Hub, api: HfApi) -> None:
    assert api.whoami(token=hub.token("reader"))["name"] == "reader"
    with pytest.raises(HfHubHTTPError) as error:
        api.model_info(at.EMPTY, token="hf_wrong")  # noqa: S106 - it is none
    assert error.value.response.status_code == 401


# manners


def test_the_quota_is_told_and_kept(hub: Hub, api: HfApi) -> None:
    hub.quota(api=2, window=30)
    answer = get_session().get(f"{hub.endpoint}/api/models/{at.EMPTY}").headers
    api.model_info(at.EMPTY)

    with pytest.raises(HfHubHTTPError) as error:
        api.model_info(at.EMPTY)

    assert answer["ratelimit-policy"] == '"fixed window";"api";q=2;w=30'
    assert answer["ratelimit"].startswith('"api";r=1;t=')
    assert error.value.response.status_code == 429
    assert error.value.response.headers["ratelimit"].startswith('"api";r=0;t=')
    assert "retry-after" not in error.value.response.headers


def test_the_quota_is_new_in_the_next_window_and_another_caller_s_is_another(hub: Hub, api: HfApi) -> None:
    hub.quota(api=1, window=2)

    assert len(list(api.list_repo_tree(at.EMPTY))) == 1
    assert api.model_info(at.EMPTY, token=hub.token("other")).id == at.EMPTY
    assert len(list(api.list_repo_tree(at.EMPTY))) == 1  # the client waits

    assert [call.status for call in hub.log] == [200, 200, 429, 200]


def test_requests_at_a_time_are_counted(hub: Hub, api: HfApi) -> None:
    together = threading.Barrier(4, timeout=30)
    hub.before(at.EMPTY, together.wait, times=None)
    threads = [threading.Thread(target=api.model_info, args=(at.EMPTY,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert hub.concurrent_peak == 4
