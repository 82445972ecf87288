"""The double behind olah, a mirror for the Hub that others wrote: what it understands of the protocol, we serve.

`pytest tests/hub -m corpus`; skipped where PyPI is out of reach. olah 0.5.4 passes on the calls below. It drops what
was to be expanded and `blobs`, makes a disabled repository a missing one, loses names with `#`, `?` or `%`, lists no
models, and reads 64 MiB where a header of 100 kB was asked for: none of that is tested here.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from huggingface_hub import HfApi, RepoFile
from huggingface_hub.errors import (
    EntryNotFoundError,
    GatedRepoError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)

import auditor
from support.hub import Hub
from support.hub import corners as at
from support.hub import repositories as known
from support.hub.looking import DAY, Look

pytestmark = pytest.mark.corpus

_VENV = Path(__file__).resolve().parents[2] / ".corpus" / "olah-venv"
_PACKAGE = "olah==0.5.4"
_START = 60
"""Seconds it may take to start on a busy machine."""


@pytest.fixture(scope="module")
def olah() -> Path:
    """Its command, in an environment of its own: it wants other versions than we do."""
    command = _VENV / "bin" / "olah-cli"
    if not command.is_file():
        subprocess.run([sys.executable, "-m", "venv", str(_VENV)], check=True)
        pip = [str(_VENV / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        if subprocess.run([*pip, _PACKAGE], capture_output=True, check=False).returncode:
            pytest.skip(f"{_PACKAGE} cannot be installed here")
    return command


@pytest.fixture(scope="module")
def mirror(olah: Path, served: Hub, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The mirror's address, with the double as its Hub."""
    folder = tmp_path_factory.mktemp("olah")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    here, hub, cdn = f"127.0.0.1:{port}", served.endpoint.removeprefix("http://"), served.cdn.removeprefix("http://")
    asked = {
        "--host": "127.0.0.1",
        "--port": str(port),
        "--hf-scheme": "http",
        "--hf-netloc": hub,
        "--hf-lfs-netloc": cdn,
        "--mirror-scheme": "http",
        "--mirror-netloc": here,
        "--mirror-lfs-netloc": here,
        "--repos-path": str(folder / "repos"),
        "--log-path": str(folder / "logs"),
    }
    command = [str(olah), *(word for pair in asked.items() for word in pair)]
    env = {"PATH": os.environ["PATH"], "HOME": str(folder)}
    with (
        (folder / "out").open("wb") as out,
        subprocess.Popen(command, cwd=folder, env=env, stdout=out, stderr=subprocess.STDOUT) as process,
    ):
        try:
            _wait(port, process)
            yield f"http://{here}"
        finally:
            process.terminate()


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _START
    while time.monotonic() < end and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the mirror does not start")


@pytest.fixture
def through(mirror: str, client: None) -> HfApi:
    return HfApi(endpoint=mirror, token=False)


def _paths(api: HfApi, name: str, **asked: str) -> list[tuple[str, str]]:
    tree = api.list_repo_tree(name, recursive=True, **asked)  # type: ignore[arg-type]
    return [(entry.path, entry.blob_id) for entry in tree if isinstance(entry, RepoFile)]


READING: dict[str, Callable[[HfApi], object]] = {
    "info": lambda api: api.model_info(known.HISTORY).sha,
    "info at a tag": lambda api: api.model_info(known.HISTORY, revision="v1.0").sha,
    "card": lambda api: api.model_info(known.CHAIN[1]).card_data.to_dict(),  # type: ignore[union-attr]
    "tags": lambda api: api.model_info(known.CHAIN[0]).tags,
    "siblings": lambda api: [sibling.rfilename for sibling in api.model_info(known.MERGE).siblings or ()],
    "gating": lambda api: [api.model_info(name).gated for name in (at.GATED, at.AUTO_GATED, at.EMPTY)],
    "tree": lambda api: _paths(api, known.CHAIN[2]),
    "tree in pages": lambda api: _paths(api, at.MANY_FILES),
    "tree at a tag": lambda api: _paths(api, known.HISTORY, revision="v1.0"),
    "odd names": lambda api: _paths(api, at.ODD_PATHS),
    "refs": lambda api: [(tag.name, tag.target_commit) for tag in api.list_repo_refs(known.HISTORY).tags],
    "commits": lambda api: [(commit.commit_id, commit.title) for commit in api.list_repo_commits(known.HISTORY)],
    "a renamed one": lambda api: api.model_info(at.OLD_NAME).id,
    "a name of one part": lambda api: api.model_info(at.LEGACY).id,
    "a dataset": lambda api: api.dataset_info(at.DATASET).sha,
}


@pytest.mark.parametrize("what", READING)
def test_a_call_says_the_same_through_the_mirror(hub: Hub, api: HfApi, through: HfApi, what: str) -> None:
    straight = READING[what](api)

    assert READING[what](through) == straight
    assert straight
    assert len(hub.log) >= 2


def test_paths_at_a_commit(hub: Hub, through: HfApi) -> None:
    repo = hub.get(known.HISTORY)

    (entry,) = through.get_paths_info(known.HISTORY, ["NOTICE", "nothing"], revision=repo.head)

    assert isinstance(entry, RepoFile)
    assert (entry.path, entry.blob_id) == ("NOTICE", repo.files()["NOTICE"].oid)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        (known.HISTORY, "NOTICE"),
        (at.LARGE_LICENSE, "LICENSE"),
        (at.ODD_PATHS, "weights/日本語 の モデル.txt"),
        (at.ODD_PATHS, "naïve/LICENSE"),
    ],
)
def test_content_comes_through(hub: Hub, through: HfApi, name: str, path: str) -> None:
    entry = hub.get(name).files()[path]

    got = Path(through.hf_hub_download(name, path))

    assert got.parents[path.count("/")].name == hub.get(name).head
    assert got.read_bytes() == (entry.lfs.head if entry.lfs else entry.data)


def test_refusals_come_through(hub: Hub, through: HfApi) -> None:
    with pytest.raises(RepositoryNotFoundError):
        through.model_info(at.MISSING)
    with pytest.raises(RevisionNotFoundError):
        through.model_info(known.HISTORY, revision="f" * 40)
    with pytest.raises(EntryNotFoundError):
        through.hf_hub_download(known.HISTORY, "nothing")
    with pytest.raises(GatedRepoError):
        through.hf_hub_download(at.GATED, "LICENSE")

    assert Path(through.hf_hub_download(at.GATED, "LICENSE", token=hub.token("reader"))).is_file()


@pytest.mark.parametrize("name", [known.CHAIN[0], known.MERGE, at.LARGE_LICENSE, *known.EXAMPLES.values()])
def test_an_audit_through_the_mirror_is_the_audit(mirror: str, look: Look, tmp_path: Path, name: str) -> None:
    """olah leaves out dates and the card's metadata, so parents are read as they stand: none of these has changed."""
    direct = look(f"hf:{name}")
    mirrored = Look(look.hub, tmp_path / "other-cache", look.knowledge)
    with mirrored.opened(endpoint=mirror) as hub:
        through_it = auditor.audit(
            f"hf:{name}", auditor.Options(as_of=DAY, scancode=False), knowledge=look.knowledge, hub=hub
        )

    assert through_it == direct


def test_a_tree_whose_further_pages_the_mirror_does_not_know_is_not_complete(mirror: str, look: Look) -> None:
    """It links to the Hub itself for them, with the token of whoever follows; asked itself it gives the first again."""
    with look.opened(endpoint=mirror) as hub:
        audit = auditor.audit(
            f"hf:{at.MANY_FILES}", auditor.Options(as_of=DAY, scancode=False), knowledge=look.knowledge, hub=hub
        )

    assert [entry.path for entry in audit.unread if entry.matters][:1] == [""]
    assert audit.failing
