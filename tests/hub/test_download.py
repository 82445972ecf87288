"""`auditor download`: nothing before the verdict, nothing but what was audited, and nothing by halves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import auditor
from auditor import sources
from auditor.cli.main import main
from auditor.errors import TargetError
from auditor.model import NameSource
from auditor.sources.hub import download, paths
from auditor.sources.hub.listing import About, HubFile, Listing
from support import models
from support.hub import Hub, Lfs
from support.hub.weights import plain, shard

Ask = Callable[..., Result]

CLEAN, CHILD, PARENT, ODD = "acme/Clean-1B", "acme/Child-1B", "harbor/Parent-1B", "acme/Odd-1B"
MISSING = "license-text-missing:mit:harbor/Parent-1B"
WHEN = "2025-01-01T00:00:00Z"


def weights(of: str) -> Lfs:
    """A small model's, every byte of it."""
    head = shard(200_000, of).head
    return Lfs.of(head + bytes(shard(200_000, of).size - len(head)))


@pytest.fixture(scope="module")
def here() -> Iterator[Hub]:
    with Hub() as hub:
        mit = {"README.md": models.card("license: mit"), "LICENSE": models.mit("Copyright (c) 2024 Acme"), **plain()}
        hub.repo(CLEAN).commit({**mit, "model.safetensors": weights(CLEAN), "sub/empty.txt": ""}, when=WHEN)
        hub.repo(PARENT).commit({**mit, "model.safetensors": weights(PARENT)}, when="2024-01-01T00:00:00Z")
        card = models.card(f"license: apache-2.0\nbase_model: {PARENT}\nbase_model_relation: finetune")
        files = {"README.md": card, "LICENSE": models.apache(), **plain(), "model.safetensors": weights(CHILD)}
        hub.repo(CHILD).commit(files, when=WHEN)
        odd = {
            ".cache/huggingface/download/model.safetensors.metadata": "f" * 40 + "\n" + "a" * 64 + "\n1.0\n",
            "node_modules/x/LICENSE": models.mit("Copyright (c) 2020 X"),
            "重み/LICENSE": models.mit("Copyright (c) 2021 Y"),
            "a b/100%/c#d.txt": "x",
        }
        hub.repo(ODD).commit({**mit, **odd, "model.safetensors": weights(ODD)}, when=WHEN)
        yield hub


@pytest.fixture
def ask(here: Hub, client: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Ask]:
    """The command line in an empty directory, at that Hub."""
    here.reset()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AUDITOR_CACHE", str(tmp_path / "kept"))
    monkeypatch.setattr(sources, "Hub", partial(sources.Hub, endpoint=here.endpoint))
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "HF_HUB_OFFLINE"):
        monkeypatch.delenv(name, raising=False)

    def run(*args: str) -> Result:
        return CliRunner().invoke(main, [*args, *([] if args[0] == "cache" else ["--no-scancode"])])

    yield run
    here.reset()


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def content(hub: Hub, name: str) -> dict[str, bytes]:
    """What stands in a repository, large files themselves instead of their pointers."""
    files = hub.get(name).files()
    return {path: file.lfs.head if file.lfs else file.data for path, file in files.items()}


def listing(*files: str) -> Listing:
    about = About(kind="models", name="acme/X", commit="c" * 40)
    return Listing(about=about, files=tuple(HubFile(path=file, size=1, oid="0" * 40) for file in files), unread=())


def test_what_passes_is_there_file_for_file_and_nothing_beside_it(ask: Ask, here: Hub, tmp_path: Path) -> None:
    done = ask("download", CLEAN, "--to", "models/clean")

    assert done.exit_code == 0, done.stderr
    assert tree(tmp_path / "models" / "clean") == content(here, CLEAN)
    assert [path.name for path in (tmp_path / "models").iterdir()] == ["clean"]
    assert "NO FINDINGS" in done.stdout.split("\n")[0]
    assert "5 files" in done.stderr


def test_what_does_not_pass_is_not_downloaded(ask: Ask, here: Hub, tmp_path: Path) -> None:
    refused = ask("download", CHILD, "--to", "child")

    assert refused.exit_code == 1
    assert "DOES NOT COMPLY" in refused.stdout
    assert f"--accept {MISSING}=REASON" in refused.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["kept"]
    assert here.weight_bytes < 200_000


def test_the_lowest_severity_that_refuses_may_be_chosen(ask: Ask, tmp_path: Path) -> None:
    assert ask("download", CHILD, "--to", "child", "--fail-on", "never").exit_code == 0
    assert (tmp_path / "child" / "model.safetensors").is_file()


@pytest.mark.parametrize("name", [CLEAN, CHILD, ODD])
def test_the_directory_is_audited_as_the_repository_was(ask: Ask, here: Hub, tmp_path: Path, name: str) -> None:
    assert ask("download", name, "--to", "one", "--fail-on", "never").exit_code == 0
    (tmp_path / "Parent-1B").mkdir()
    (tmp_path / "Parent-1B" / "LICENSE").write_text("Not the parent's license.")

    with sources.Hub() as hub:
        there = auditor.audit(f"hf:{name}", auditor.Options(scancode=False, as_of="2026-11-27"), hub=hub)
    with sources.Hub(offline=True) as hub:
        audit = auditor.audit("one", auditor.Options(scancode=False, as_of="2026-11-27"), hub=hub)

    assert audit.findings == there.findings
    assert audit.repository.name_source is NameSource.DOWNLOAD_RECORD
    same = {"target": "", "repository": there.repository.replace(target="", name_source=None)}
    repository = audit.repository.replace(target="", name_source=None)
    assert audit.replace(target="", repository=repository) == there.replace(**same)


def test_a_directory_that_was_changed_is_no_longer_what_was_downloaded(ask: Ask, tmp_path: Path) -> None:
    ask("download", CLEAN, "--to", "one")
    source = sources.open_target("one")
    assert (source.name, source.revision is not None) == (CLEAN, True)

    os.utime(tmp_path / "one" / "LICENSE", (1, 1))
    assert sources.open_target("one").name == CLEAN, "what was only touched is what it was"
    (tmp_path / "one" / "LICENSE").write_bytes((tmp_path / "one" / "LICENSE").read_bytes().replace(b"Acme", b"Xcme"))
    source = sources.open_target("one")
    assert (source.name, source.revision) == (None, None)


@pytest.mark.parametrize("change", ["added", "removed", "moved"])
def test_other_files_or_another_place_are_not_what_was_downloaded(ask: Ask, tmp_path: Path, change: str) -> None:
    ask("download", CLEAN, "--to", "one")
    if change == "added":
        (tmp_path / "one" / "NOTICE").write_text("of somebody")
    elif change == "removed":
        (tmp_path / "one" / "LICENSE").unlink()
    else:
        (tmp_path / "one").rename(tmp_path / "two")
        (tmp_path / "one").symlink_to(tmp_path / "two")

    assert sources.open_target("one").name is None


def test_a_directory_cannot_claim_a_record_of_its_own(ask: Ask, tmp_path: Path) -> None:
    ask("download", CLEAN, "--to", "one")
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    shutil.copytree(tmp_path / "kept" / "downloads", tmp_path / "two" / "downloads")

    assert sources.open_target("two").name is None


def test_the_cache_may_be_cleared_and_the_record_stays(ask: Ask) -> None:
    ask("download", CLEAN, "--to", "one")
    cleared = ask("cache", "clear")

    assert cleared.exit_code == 0
    assert "removed" in cleared.stdout
    assert "entries  0\n" in ask("cache").stdout
    assert sources.open_target("one").name == CLEAN


def test_a_second_run_verifies_and_fetches_nothing(ask: Ask, here: Hub, tmp_path: Path) -> None:
    ask("download", CLEAN, "--to", "one")
    here.reset_log()
    again = ask("download", CLEAN, "--to", "one")

    assert again.exit_code == 0
    assert "was complete already" in again.stderr
    assert here.content_calls() == ()


def test_nothing_that_was_there_is_overwritten(ask: Ask, here: Hub, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "notes.txt").write_text("years of work")
    refused = ask("download", CLEAN, "--to", "mine")

    assert refused.exit_code == 3
    assert "not empty" in refused.stderr
    assert tree(mine) == {"notes.txt": b"years of work"}
    assert here.content_calls() == ()

    ask("download", CLEAN, "--to", "one")
    changed = (tmp_path / "one" / "LICENSE").read_bytes().replace(b"Acme", b"Xcme")
    (tmp_path / "one" / "LICENSE").write_bytes(changed)
    assert ask("download", CLEAN, "--to", "one").exit_code == 3
    assert (tmp_path / "one" / "LICENSE").read_bytes() == changed


@pytest.mark.parametrize("what", ["file", "link", "here"])
def test_what_is_no_directory_of_its_own_is_refused(ask: Ask, tmp_path: Path, what: str) -> None:
    place = tmp_path / "one"
    if what == "file":
        place.write_text("mine")
    elif what == "link":
        place.symlink_to(tmp_path / "nowhere")
    refused = ask("download", CLEAN, "--to", "." if what == "here" else "one")

    assert refused.exit_code == 3
    assert not (tmp_path / "nowhere").exists()


def test_an_empty_directory_is_filled(ask: Ask, here: Hub, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()

    assert ask("download", CLEAN, "--to", "one").exit_code == 0
    assert tree(tmp_path / "one") == content(here, CLEAN)


def test_wrong_bytes_are_asked_for_again_and_then_refused(ask: Ask, here: Hub, tmp_path: Path) -> None:
    here.fault(r"LICENSE", "wrong_bytes", times=None, skip=1)
    refused = ask("download", CLEAN, "--to", "one")

    assert refused.exit_code == 3
    assert "not those that the tree" in refused.stderr
    assert not (tmp_path / "one").exists()

    here.clear_faults()
    assert ask("download", CLEAN, "--to", "one").exit_code == 0
    assert tree(tmp_path / "one") == content(here, CLEAN)


def test_what_an_earlier_run_left_is_verified_before_it_is_used(ask: Ask, here: Hub, tmp_path: Path) -> None:
    commit = here.get(CLEAN).head
    left = tmp_path / f"one.part-{commit[:12]}" / "files"
    left.mkdir(parents=True)
    whole = content(here, CLEAN)
    (left / "model.safetensors").write_bytes(whole["model.safetensors"])
    (left / "LICENSE").write_bytes(whole["LICENSE"].replace(b"Acme", b"Xcme"))
    (left / "stray.txt").write_text("not of this repository")

    assert ask("download", CLEAN, "--to", "one").exit_code == 0
    assert tree(tmp_path / "one") == whole
    assert not [call for call in here.content_calls() if call.origin == "cdn" and call.range is None]


def test_a_link_in_the_part_directory_is_never_written_through(ask: Ask, here: Hub, tmp_path: Path) -> None:
    part = tmp_path / f"one.part-{here.get(CLEAN).head[:12]}"
    (part / "files").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    (part / "files" / "sub").symlink_to(tmp_path / "elsewhere")
    refused = ask("download", CLEAN, "--to", "one")

    assert refused.exit_code == 3
    assert "holds a link" in refused.stderr
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_disk_that_is_too_small_is_told_before(ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=10_000))
    refused = ask("download", CLEAN, "--to", "one")

    assert refused.exit_code == 3
    assert "10,000 are free" in refused.stderr


@pytest.mark.parametrize(
    "path",
    [
        *("../up.txt", "/etc/passwd", "a/../../b", "a//b", "a\\b", "C:/x", "a/D:x", ".git/config", "a/.GIT/hooks/x"),
        *(".git./x", "git~1/config", "\ud800", ".g\u200cit/config", "a/.\ufeffgit/hooks/x"),
    ],
)
def test_a_path_that_is_made_to_deceive_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(TargetError):
        download.ready(listing("README.md", path), tmp_path / "one")


@pytest.mark.parametrize("path", ["con", "sub/aux.txt", "a?", "x.", "y ", "a:b", "LPT1"])
def test_names_that_windows_knows_otherwise_are_refused_there_alone(path: str) -> None:
    assert paths.trouble([path], windows=True)
    assert path == "a:b" or not paths.trouble([path], windows=False)


def test_a_file_that_is_a_directory_too_is_refused() -> None:
    assert "a file and a directory" in paths.trouble(["a/b", "a/b/c"])
    assert not paths.trouble(["a/b", "a/bc/d"])


def test_names_that_differ_in_case_alone_are_told() -> None:
    assert paths.differing_in_case(["Model/LICENSE", "model/notice"]) == ("Model", "model")
    assert paths.differing_in_case(["e\u0301", "\xe9"]) is not None
    assert paths.differing_in_case(["a", "ab", "a.b/a", "a.b/c"]) is None


def test_a_list_that_is_not_whole_is_not_downloaded(ask: Ask, here: Hub, tmp_path: Path) -> None:
    with sources.Hub() as hub:
        address = sources.plain(CLEAN)
        assert address is not None
        listing_ = hub.open(address).listing
    bad = listing_.replace(unread=sources.open_target(str(_partial(tmp_path))).unread()[:1])

    with pytest.raises(TargetError, match="cannot be trusted"):
        download.ready(bad, tmp_path / "one")


def _partial(folder: Path) -> Path:
    place = folder / "models--a--b" / "snapshots" / ("d" * 40)
    place.mkdir(parents=True)
    (place / "config.json").write_text("{}")
    return place


def test_an_accepted_finding_is_kept_and_opens_the_gate(ask: Ask, tmp_path: Path) -> None:
    config = tmp_path / "auditor.toml"
    mine = b'fail-on = "warning"   # ours\r\n\r\n# end'
    config.write_bytes(mine)
    ids = [f"--accept={finding_id}=counsel-accepted" for finding_id in _failing(ask)]
    done = ask("download", CHILD, "--to", "one", *ids, "--comment", 'A. Lawyer "saw" \u202eit')

    assert done.exit_code == 0, done.stderr
    assert (tmp_path / "one" / "model.safetensors").is_file()
    written = config.read_bytes()
    assert written.startswith(mine + b"\n")
    kept = tomllib.loads(written.decode())["waive"]
    assert {waiver["finding"] for waiver in kept} == {
        identifier[len("--accept=") : -len("=counsel-accepted")] for identifier in ids
    }
    assert {waiver["comment"] for waiver in kept} == {'A. Lawyer "saw" it'}

    ask("download", CHILD, "--to", "one", *ids, "--comment", "again")
    assert config.read_bytes() == written
    assert ask("audit", f"hf:{CHILD}").exit_code == 0


def _failing(ask: Ask) -> list[str]:
    with sources.Hub() as hub:
        return [
            failure.id for failure in auditor.audit(f"hf:{CHILD}", auditor.Options(scancode=False), hub=hub).failing
        ]


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("--accept", f"{MISSING}=counsel-accepted"), "needs --comment"),
        (("--accept", f"{MISSING}=counsel", "--comment", "x"), "Did you mean counsel-accepted"),
        (("--accept", MISSING, "--comment", "x"), "write FINDING=REASON"),
        (("--accept", "license-text-missing:mit=counsel-accepted", "--comment", "x"), f"Close to it: {MISSING}"),
        (("--comment", "x"), "with --accept"),
    ],
)
def test_what_is_accepted_wrongly_changes_nothing(
    ask: Ask, tmp_path: Path, args: tuple[str, ...], message: str
) -> None:
    refused = ask("download", CHILD, "--to", "one", *args)

    assert refused.exit_code == 2
    assert message in refused.stderr
    assert not (tmp_path / "auditor.toml").exists()
    assert not (tmp_path / "one").exists()


def test_a_waiver_that_ended_is_not_written_twice(ask: Ask, tmp_path: Path) -> None:
    old = f'[[waive]]\nfinding = "{MISSING}"\nreason = "counsel-accepted"\ncomment = "x"\nuntil = "2020-01-01"\n'
    (tmp_path / "auditor.toml").write_text(old)
    refused = ask("download", CHILD, "--to", "one", "--accept", f"{MISSING}=counsel-accepted", "--comment", "y")

    assert refused.exit_code == 2
    assert "ended on 2020-01-01" in refused.stderr
    assert (tmp_path / "auditor.toml").read_text() == old


def test_waivers_that_are_no_tables_are_left_alone(ask: Ask, tmp_path: Path) -> None:
    old = "waive = []\n"
    (tmp_path / "auditor.toml").write_text(old)
    refused = ask("download", CHILD, "--to", "one", "--accept", f"{MISSING}=counsel-accepted", "--comment", "y")

    assert refused.exit_code == 2
    assert "as tables [[waive]]" in refused.stderr
    assert (tmp_path / "auditor.toml").read_text() == old


@pytest.mark.parametrize("target", ["./here", "", "acme/Nothing"])
def test_what_is_not_on_the_hub_is_told(ask: Ask, tmp_path: Path, target: str) -> None:
    assert ask("download", target, "--to", "one").exit_code == 3
    assert not (tmp_path / "one").exists()


def test_a_download_at_the_same_place_waits_for_none(ask: Ask, here: Hub, tmp_path: Path) -> None:
    from huggingface_hub.utils import WeakFileLock  # noqa: PLC0415 - what the other process would hold

    part = tmp_path / f"one.part-{here.get(CLEAN).head[:12]}"
    part.mkdir()
    with WeakFileLock(part / "lock"):
        refused = ask("download", CLEAN, "--to", "one")

    assert refused.exit_code == 3
    assert "Another process" in refused.stderr


def test_the_token_is_nowhere_in_what_is_left(ask: Ask, here: Hub, tmp_path: Path) -> None:
    del ask
    token = here.token("reader")
    env = {**os.environ, "HF_ENDPOINT": here.endpoint, "HF_TOKEN": token, "AUDITOR_CACHE": str(tmp_path / "kept")}
    env |= {"HF_HOME": str(tmp_path / "hf"), "HF_HUB_DISABLE_XET": "1"}
    command = [sys.executable, "-m", "auditor", "download", CLEAN, "--to", "one", "--no-scancode"]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, check=False, timeout=60)

    assert done.returncode == 0, done.stderr.decode()
    assert token.encode() not in done.stdout + done.stderr
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and token.encode() in path.read_bytes()]
    assert not [request for request in here.log if request.origin != "hub" and "authorization" in request.headers]


def test_the_commit_that_was_audited_is_downloaded_though_the_branch_moved(ask: Ask, tmp_path: Path) -> None:
    name = "acme/Moving-1B"
    with Hub() as hub:
        files = {"README.md": models.card("license: mit"), "LICENSE": models.mit("Copyright (c) 2024 Acme"), **plain()}
        repo = hub.repo(name)
        audited = repo.commit({**files, "model.safetensors": weights(name)}, when=WHEN)
        hub.before(r"/resolve/", lambda: repo.commit({"LICENSE": None}, when="2025-02-01T00:00:00Z"))
        with sources.Hub(endpoint=hub.endpoint) as opened:
            address = sources.plain(name)
            assert address is not None
            source = opened.open(address)
            auditor.audit(source, auditor.Options(scancode=False), hub=opened)
        download.download(
            source.listing, tmp_path / "one", endpoint=hub.endpoint, token=False, progress=lambda *_: None
        )
        assert repo.head != audited

    assert (tmp_path / "one" / "LICENSE").is_file()
    assert sources.open_target(str(tmp_path / "one")).revision == audited


def test_a_dataset_is_downloaded_as_one(ask: Ask, here: Hub, tmp_path: Path) -> None:
    files = {
        "README.md": models.card("license: mit"),
        "LICENSE": models.mit("Copyright (c) 2024 Acme"),
        "a.csv": "1,2\n",
    }
    here.repo("acme/data", kind="dataset").commit(files, when=WHEN)

    assert ask("download", "hf:datasets/acme/data", "--to", "one", "--fail-on", "never").exit_code == 0
    assert set(tree(tmp_path / "one")) == set(files)


def test_a_repository_of_another_name_is_noted_under_the_one_it_has_now(ask: Ask, here: Hub, tmp_path: Path) -> None:
    files = {"README.md": models.card("license: mit"), "LICENSE": models.mit("Copyright (c) 2024 Acme"), **plain()}
    here.repo("acme/Was").commit(files, when=WHEN)
    here.rename("acme/Was", "acme/Is")

    assert ask("download", "acme/Was", "--to", "one", "--fail-on", "never").exit_code == 0
    assert sources.open_target("one").name == "acme/Is"


def test_a_gated_repository_is_not_downloaded_without_access(ask: Ask, here: Hub, tmp_path: Path) -> None:
    files = {"README.md": models.card("license: mit"), "LICENSE": models.mit("Copyright (c) 2024 Acme"), **plain()}
    here.repo("acme/Shut", gated="manual").commit(files, when=WHEN)
    refused = ask("download", "acme/Shut", "--to", "one", "--fail-on", "never")

    assert refused.exit_code == 3
    assert not (tmp_path / "one").exists()
    assert "is gated" in refused.stderr
    assert "Accept its terms" in refused.stderr


def test_a_place_that_cannot_be_made_is_told(ask: Ask, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    refused = ask("download", CLEAN, "--to", "file/one")

    assert refused.exit_code == 3
    assert "Name a directory that can be made" in refused.stderr


def test_what_is_accepted_for_one_model_opens_the_gate_for_no_other(ask: Ask, here: Hub, tmp_path: Path) -> None:
    other = "acme/Another-Child"
    ids = [f"--accept={finding_id}=counsel-accepted" for finding_id in _failing(ask)]
    card = models.card(f"license: apache-2.0\nbase_model: {PARENT}\nbase_model_relation: finetune")
    files = {"README.md": card, "LICENSE": models.apache(), **plain(), "model.safetensors": weights(other)}
    here.repo(other).commit(files, when=WHEN)

    assert ask("download", CHILD, "--to", "one", *ids, "--comment", "this one only").exit_code == 0
    kept = tomllib.loads((tmp_path / "auditor.toml").read_text())["waive"]
    assert all(row["target"].startswith(f"{CHILD}@") for row in kept)
    refused = ask("download", other, "--to", "two")

    assert refused.exit_code == 1, refused.stdout
    assert not (tmp_path / "two").exists()
