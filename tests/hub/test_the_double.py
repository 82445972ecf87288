"""The double against the real client and the real git: what they get from the Hub they get from it."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from huggingface_hub import HfApi, RepoFile
from huggingface_hub.errors import (
    HfHubHTTPError,
)

from support.hub import Hub
from support.hub import corners as at
from support.hub import repositories as known

EXPAND = ["sha", "cardData", "baseModels", "tags", "gated", "disabled", "config", "gguf", "safetensors", "createdAt"]


def git(*command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    env = {"PATH": os.environ["PATH"], "HOME": "/nowhere", "GIT_TERMINAL_PROMPT": "0", "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(["git", *command], env=env, capture_output=True, text=True, check=check)


# info


def test_the_info_has_what_was_expanded_and_nothing_else(hub: Hub, api: HfApi) -> None:
    info = api.model_info(known.CHAIN[1], expand=EXPAND)

    assert info.sha == hub.get(known.CHAIN[1]).head
    assert info.card_data is not None
    assert info.card_data["license"] == "apache-2.0"
    base = {"_id": hub.get(known.CHAIN[2]).key, "id": known.CHAIN[2]}
    assert info.base_models == {"relation": "finetune", "models": [base]}
    assert info.tags is not None
    assert {"license:apache-2.0", f"base_model:finetune:{known.CHAIN[2]}"} <= set(info.tags)
    assert info.config == {"architectures": ["DeepseekV3ForCausalLM"], "model_type": "deepseek_v3"}
    assert (info.siblings, info.author, info.last_modified) == (None, None, None)
    (call,) = hub.log
    assert (call.path, call.status) == (f"/api/models/{known.CHAIN[1]}", 200)


def test_the_info_at_a_revision_is_of_that_revision(hub: Hub, api: HfApi) -> None:
    repo = hub.get(known.HISTORY)

    at_release = api.model_info(known.HISTORY, revision="v1.0", files_metadata=True)

    assert at_release.sha == repo.tags["v1.0"] != repo.head
    assert at_release.siblings is not None
    files = {sibling.rfilename: sibling for sibling in at_release.siblings}
    assert "NOTICE" not in files
    shard = files["model-00001-of-00003.safetensors"]
    assert shard.lfs is not None
    assert shard.size == shard.lfs.size == 4_299_997_472
    content = repo.files()[shard.rfilename]
    assert content.lfs is not None
    assert (shard.lfs.sha256, shard.blob_id) == (content.lfs.oid, content.oid)


def test_a_base_that_is_gone_is_in_the_tags_and_not_among_the_base_models(api: HfApi) -> None:
    info = api.model_info(at.MISSING_CHILD, expand=["baseModels", "tags"])

    assert info.base_models is None
    assert info.tags is not None
    assert f"base_model:finetune:{at.MISSING}" in info.tags


def test_a_base_that_was_renamed_is_among_the_base_models_by_its_new_name(api: HfApi) -> None:
    info = api.model_info(at.RENAMED_CHILD, expand=["baseModels"])

    assert [model_["id"] for model_ in info.base_models["models"]] == [at.NEW_NAME]  # type: ignore[index, call-overload]


@pytest.mark.parametrize(
    ("old", "new"), [(at.OLD_NAME, at.NEW_NAME), (at.LEGACY, at.CANONICAL), ("ACME/empty", at.EMPTY)]
)
def test_an_old_name_redirects(hub: Hub, api: HfApi, old: str, new: str) -> None:
    assert api.model_info(old).id == new
    assert [call.status for call in hub.log] == [307, 200]


def test_an_expansion_that_is_none_is_refused(api: HfApi) -> None:
    with pytest.raises(HfHubHTTPError, match="must be one of"):
        api.model_info(at.EMPTY, expand=["nothing"])  # type: ignore[list-item]


def test_a_dataset_has_paths_of_its_own(hub: Hub, api: HfApi) -> None:
    info = api.dataset_info(at.DATASET)

    assert info.sha == hub.get(at.DATASET, "dataset").head
    path = api.hf_hub_download(at.DATASET, "LICENSE", repo_type="dataset")
    assert Path(path).read_bytes() == hub.get(at.DATASET, "dataset").files()["LICENSE"].data


def test_the_list_of_models_refuses_what_the_real_one_does(api: HfApi) -> None:
    listed = {model_.id for model_ in api.list_models(author="acme", expand=["sha", "gated"])}

    assert {at.GATED, at.ODD_PATHS} <= listed
    assert at.PRIVATE not in listed
    with pytest.raises(HfHubHTTPError, match="baseModels"):
        list(api.list_models(expand=["baseModels"]))


# tree, paths, commits, refs


def test_the_tree_comes_in_pages(hub: Hub, api: HfApi) -> None:
    files = [entry.path for entry in api.list_repo_tree(at.MANY_FILES, recursive=True) if isinstance(entry, RepoFile)]

    assert files == sorted(hub.get(at.MANY_FILES).files())
    assert len(hub.api_calls(at.MANY_FILES)) == 3


def test_the_tree_has_the_ids_that_git_has(hub: Hub, api: HfApi) -> None:
    repo = hub.get(at.ODD_PATHS)
    rows = git("-C", str(repo.git_dir), "-c", "core.quotePath=false", "ls-tree", "-r", "-z", repo.head).stdout
    of_git = {path: words.split()[2] for words, _, path in (row.partition("\t") for row in rows.split("\0") if row)}

    of_api = {
        entry.path: entry.blob_id
        for entry in api.list_repo_tree(at.ODD_PATHS, recursive=True)
        if isinstance(entry, RepoFile)
    }

    assert of_api == of_git
    assert set(at.ODD) <= set(of_git)
    assert git("-C", str(repo.git_dir), "fsck", "--full", "--strict").stderr == ""


def test_the_tree_below_a_folder_and_expanded(hub: Hub, api: HfApi) -> None:
    assert [entry.path for entry in api.list_repo_tree(at.MANY_FILES, "checkpoints")][:2] == [
        "checkpoints/000",
        "checkpoints/001",
    ]
    repo = hub.get(known.HISTORY)
    last = {entry.path: entry.last_commit for entry in api.list_repo_tree(known.HISTORY, expand=True)}
    assert last["NOTICE"] is not None
    assert (last["NOTICE"].oid, last["NOTICE"].title) == (repo.head, "Restore NOTICE")
    assert last["config.json"] is not None
    assert last["config.json"].oid == repo.tags["v1.0"]


def test_an_expanded_tree_has_fifty_a_page(hub: Hub, api: HfApi) -> None:
    assert len(list(api.list_repo_tree(at.MANY_SHARDS, expand=True))) == len(hub.get(at.MANY_SHARDS).files())
    assert len(hub.log) == 4


def test_paths_that_are_not_there_are_dropped(hub: Hub, api: HfApi) -> None:
    answer = api.get_paths_info(known.CHAIN[1], ["NOTICE", "nothing", "LICENSE"], revision=hub.get(known.CHAIN[1]).head)

    assert [entry.path for entry in answer] == ["NOTICE", "LICENSE"]


def test_commits_are_newest_first_and_come_in_pages(hub: Hub, api: HfApi) -> None:
    hub.commits_page = 4

    commits = api.list_repo_commits(known.HISTORY)

    assert [commit.title for commit in commits] == [
        *("Restore NOTICE", "Delete NOTICE", "Create NOTICE", "Update README.md", "Upload files", "initial commit")
    ]
    assert f"{commits[2].created_at:%Y-%m-%dT%H:%M:%SZ}" == known.NOTICED
    assert [request.query for request in hub.log] == ["", "p=1"]


def test_refs_and_what_they_name(hub: Hub, api: HfApi) -> None:
    refs = api.list_repo_refs(known.HISTORY)

    assert {branch.name: branch.target_commit for branch in refs.branches}.keys() == {"main", "dev"}
    assert [(tag.ref, tag.target_commit) for tag in refs.tags] == [
        ("refs/tags/v1.0", hub.get(known.HISTORY).tags["v1.0"])
    ]


def test_a_branch_moves_between_two_calls(client: None) -> None:
    with Hub() as hub:
        repo = hub.repo("acme/Moves")
        first = repo.commit({"LICENSE": "one"})
        repo.pull_request(1, first)
        api = HfApi(endpoint=hub.endpoint, token=False)
        hub.before("/tree/", lambda: repo.commit({"LICENSE": None}, when="2026-04-01T00:00:00Z"))

        assert api.model_info("acme/Moves").sha == first
        assert list(api.list_repo_tree("acme/Moves")) == []
        assert [entry.path for entry in api.list_repo_tree("acme/Moves", revision=first)] == ["LICENSE"]
        assert [entry.path for entry in api.list_repo_tree("acme/Moves", revision="refs/pr/1")] == ["LICENSE"]
        assert Path(api.hf_hub_download("acme/Moves", "LICENSE", revision="refs/pr/1")).read_text() == "one"


def test_every_repository_lists_what_git_holds(hub: Hub, client: None) -> None:
    api = HfApi(endpoint=hub.endpoint, token=hub.token("reader"))
    for repo in hub.every("model"):
        if not repo.about.disabled:
            rows = git("-C", str(repo.git_dir), "ls-tree", "-r", "-z", repo.head).stdout.split("\0")
            by_name = {path: words.split()[2] for words, _, path in (row.partition("\t") for row in rows if row)}
            tree = api.list_repo_tree(repo.id, recursive=True)
            assert {entry.path: entry.blob_id for entry in tree if isinstance(entry, RepoFile)} == by_name, repo.id


def test_the_paths_of_a_renamed_one(hub: Hub, api: HfApi) -> None:
    assert [entry.path for entry in api.get_paths_info(at.OLD_NAME, ["LICENSE"])] == ["LICENSE"]
    assert [(request.method, request.status) for request in hub.log] == [("POST", 307), ("POST", 200)]


def test_a_card_is_read_as_the_hub_reads_it(client: None) -> None:
    bomb = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]"
    with Hub() as hub:
        api = HfApi(endpoint=hub.endpoint, token=False)
        for name, head in (("No", "license: no\nlicense_date: 2024-01-02"), ("Bomb", bomb), ("Torn", "a: [")):
            hub.repo(f"acme/{name}").commit({"README.md": f"---\n{head}\n---\n"})

        card = api.model_info("acme/No").card_data
        assert card is not None
        assert (card["license"], card["license_date"]) == ("no", "2024-01-02")
        assert [api.model_info(f"acme/{name}").card_data for name in ("Bomb", "Torn")] == [None, None]


# git


def test_a_clone_without_blobs_tells_the_history(hub: Hub, tmp_path: Path) -> None:
    repo = hub.get(known.HISTORY)
    folder = str(tmp_path / "clone")
    git("clone", "--quiet", "--bare", "--filter=blob:none", f"{hub.endpoint}/{known.HISTORY}", folder)

    rows = git("-C", folder, "log", "--raw", "--no-renames", "--format=%H %cI", "--", "NOTICE").stdout
    lazy = git("-C", folder, "show", "HEAD:NOTICE", check=False)

    assert [line.split()[4] for line in rows.splitlines() if line.startswith(":")] == ["A", "D", "A"]
    assert rows.startswith(f"{repo.head} {known.RESTORED.replace('Z', '+00:00')}")
    assert git("-C", folder, "rev-parse", "v1.0", "dev").stdout.split() == [repo.tags["v1.0"], repo.head]
    assert "expected 'packfile'" in lazy.stderr
    assert len(hub.log) == 3 + 2


def test_git_gets_blobs_where_it_may(hub: Hub, tmp_path: Path) -> None:
    hub.lazy_fetch = True
    folder = str(tmp_path / "clone")
    git("clone", "--quiet", "--filter=blob:none", f"{hub.endpoint}/{at.OLD_NAME}", folder)

    pointer = (tmp_path / "clone" / "model.safetensors").read_text()
    assert pointer.startswith("version https://git-lfs.github.com/spec/v1\noid sha256:")


@pytest.mark.parametrize(("name", "opened"), [(at.PRIVATE, True), (at.GATED, True), (at.MISSING, False)])
def test_git_needs_the_token_that_the_rest_needs(hub: Hub, tmp_path: Path, name: str, opened: bool) -> None:
    url = f"{hub.endpoint}/{name}"
    header = f"http.extraHeader=Authorization: Bearer {hub.token('reader')}"

    assert git("ls-remote", url, check=False).returncode != 0
    assert (git("-c", header, "ls-remote", url, check=False).returncode == 0) is opened


# the suite's own process, as a user's


def test_the_environment_leads_the_client_here(hub: Hub, tmp_path: Path) -> None:
    asks = f"print(hub.model_info('{at.GATED}').sha); hub.hf_hub_download('{at.GATED}', 'LICENSE')"
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "HF_HOME": str(tmp_path),
        "HF_ENDPOINT": hub.endpoint,
        "HF_TOKEN": hub.token("reader"),
        "HF_HUB_DISABLE_TELEMETRY": "1",
    }
    command = [sys.executable, "-c", f"import huggingface_hub as hub; {asks}"]
    ran = subprocess.run(command, env=env, capture_output=True, text=True, check=True)

    assert ran.stdout.strip() == hub.get(at.GATED).head
    assert {call.headers["authorization"] for call in hub.log} == {f"Bearer {hub.token('reader')}"}
    assert [call.status for call in hub.log] == [200, 307, 200, 200]


def test_the_double_ends_while_clients_hang_on() -> None:
    hub = Hub()
    hub.repo("acme/Slow").commit({"LICENSE": "x"})
    hub.fault("/api/", "stall", times=None)
    connection = http.client.HTTPConnection(hub.endpoint.removeprefix("http://"))
    connection.request("GET", "/api/models/acme/Slow")
    time.sleep(0.1)
    began = time.monotonic()
    hub.close()
    connection.close()

    assert time.monotonic() - began < 10
