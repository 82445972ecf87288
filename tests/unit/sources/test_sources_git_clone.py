"""Clones on disk: read as git reads them, and nothing that their configuration names is run."""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from auditor.errors import AuditorError, TargetError
from auditor.sources.git import BrokenError, ClonePast, git_directory
from auditor.sources.git.clone import Clone
from auditor.sources.past import FileFilters
from support.gitting import commit, git, head, repository

_FILTERS = FileFilters(
    lambda path: path.endswith("LICENSE"), lambda _path: False, lambda files: [file.path for file in files]
)
_DAYS = ("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    place = repository(tmp_path / "clone")
    commit(place, {"LICENSE": "one\n" * 500, "deep/er/LICENSE": "x", "README": "r"}, _DAYS[0], "Begin")
    git(place, "tag", "v1")
    git(place, "tag", "--annotate", "v1-annotated", "--message", "one")
    commit(place, {"README": "changed"}, _DAYS[1])
    commit(place, {"LICENSE": "one\n" * 500 + "two\n"}, _DAYS[2], "Add two\n\nbecause")
    return place


def _past(place: Path, branch: str | None = None) -> ClonePast:
    root = git_directory(place)
    assert root is not None
    return ClonePast(str(place), root, branch, _FILTERS)


def _pack(place: Path) -> None:
    git(place, "gc", "--quiet", "--aggressive")
    assert not [child for child in (place / ".git/objects").iterdir() if len(child.name) == 2]


def _leave(_place: Path) -> None:
    """Loose objects."""


@pytest.mark.parametrize("kept", [_leave, _pack])
def test_commits_and_files_are_those_of_git(place: Path, kept: object) -> None:
    assert callable(kept)
    kept(place)
    listed = git(place, "log", "--first-parent", "--format=%H").decode().split()

    past = _past(place)

    assert [commit.id for commit in past.commits] == listed
    assert [commit.date for commit in past.commits] == [day[:19] for day in reversed(_DAYS)]
    assert past.commits[0].title == "Add two"
    assert past.whole
    assert past.revision == "main"
    source = past.source(listed[-1], "")
    assert source.read("LICENSE", limit=10**6) == b"one\n" * 500
    assert source.read("LICENSE", limit=4, start=4) == b"one\n"
    sizes = {file.path: file.size for file in source.files()}
    assert sizes.pop(".git/config") > 0
    assert sizes == {"LICENSE": 2000, "README": 1, "deep/er/LICENSE": 1}
    assert past.source(listed[0], "").read("LICENSE", limit=10**6).endswith(b"two\n")
    past.close()


@pytest.mark.parametrize("kept", [_leave, _pack])
@pytest.mark.parametrize("name", ["v1", "v1-annotated", "main"])
def test_branches_and_tags_loose_or_packed(place: Path, kept: object, name: str) -> None:
    assert callable(kept)
    kept(place)

    past = _past(place, name)

    assert past.commits[0].id == head(place, f"{name}^{{commit}}")
    past.close()


def test_only_what_matters_makes_a_state(place: Path) -> None:
    past = _past(place)

    states = [past.state(commit.id) for commit in reversed(past.commits)]

    assert states[0] == states[1] != states[2]
    assert [path for path, _ in states[0]] == ["LICENSE", "deep/er/LICENSE"]
    past.close()


def test_the_history_of_merges_follows_first_parents_and_says_so(place: Path) -> None:
    git(place, "checkout", "--quiet", "-b", "side", "v1")
    beside = commit(place, {"NOTICE": "n"}, "2026-02-01T00:00:00Z")
    git(place, "checkout", "--quiet", "main")
    git(place, "merge", "--quiet", "--no-ff", "--message", "Merge", "side", when="2026-02-02T00:00:00Z")

    past = _past(place)

    assert beside not in [commit.id for commit in past.commits]
    assert past.commits[0].merge
    assert "1 merge" in past.notes[-1]
    past.close()


def test_a_shallow_clone_is_not_whole(place: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "2", f"file://{place}", "shallow")

    past = _past(tmp_path / "shallow")

    assert len(past.commits) == 2
    assert not past.whole
    assert any("shallow" in note for note in past.notes)
    past.close()


def test_links_are_not_followed_and_other_repositories_are_not_read(place: Path) -> None:
    (place / "NOTICE").symlink_to("/etc/passwd")
    git(place, "update-index", "--add", "--cacheinfo", f"160000,{head(place)},module")
    now = commit(place, {}, _DAYS[2])
    past = _past(place)

    source = past.source(now, "")

    assert {entry.path: entry.reason.value for entry in source.unread()}["NOTICE"] == "link-outside"
    assert "NOTICE" not in {file.path for file in source.files()}
    with pytest.raises(OSError, match="not in the commit"):
        source.read("NOTICE", limit=10)
    past.close()


def test_nothing_that_a_hostile_configuration_names_is_run(place: Path, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    run = f"touch {trap}"
    with (place / ".git/config").open("a") as config:
        config.write(
            f'[core]\n\tfsmonitor = "{run}"\n\tsshCommand = "{run}"\n'
            f'\thooksPath = {tmp_path}/hooks\n\tpager = "{run}"\n'
            f'[filter "x"]\n\tsmudge = "{run}"\n\tclean = "{run}"\n[diff "x"]\n\ttextconv = "{run}"\n'
            f'[include]\n\tpath = {tmp_path}/more\n[uploadpack]\n\tpackObjectsHook = "{run}"\n'
        )
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("post-checkout", "pre-commit", "fsmonitor-watchman"):
        (hooks / name).write_text(f"#!/bin/sh\n{run}\n")
        (hooks / name).chmod(0o755)
    (place / ".gitattributes").write_text("* filter=x diff=x\n")

    past = _past(place)
    for change in past.commits:
        past.state(change.id)
        past.source(change.id, "").read("LICENSE", limit=10**6)
    past.close()

    assert not trap.exists()
    git(place, "status")
    assert trap.exists(), "the trap does not work: git itself would not have run it"


def _alternates(place: Path) -> None:
    (place / ".git/objects/info").mkdir(exist_ok=True)
    (place / ".git/objects/info/alternates").write_text("/elsewhere\n")


def _git_file(place: Path) -> None:
    shutil.move(place / ".git", place.parent / "elsewhere")
    (place / ".git").write_text(f"gitdir: {place.parent / 'elsewhere'}\n")


def _git_link(place: Path) -> None:
    shutil.move(place / ".git", place.parent / "elsewhere")
    (place / ".git").symlink_to(place.parent / "elsewhere")


def _linked_packs(place: Path) -> None:
    shutil.move(place / ".git/objects/pack", place.parent / "pack")
    (place / ".git/objects/pack").symlink_to(place.parent / "pack")


def _reftable(place: Path) -> None:
    (place / ".git/HEAD").write_text("ref: refs/heads/.invalid\n")


def _sha256(place: Path) -> None:
    (place / ".git/refs/heads/main").write_text("a" * 64 + "\n")


def _loop(place: Path) -> None:
    (place / ".git/refs/heads/main").write_text("ref: refs/heads/main\n")


def _outside(place: Path) -> None:
    (place / ".git/HEAD").write_text("ref: refs/../../../outside\n")
    (place.parent / "outside").write_text(head(place, "main"))


def _empty(place: Path) -> None:
    shutil.rmtree(place / ".git")
    git(place, "init", "--quiet")


@pytest.mark.parametrize(
    "hostile", [_alternates, _git_file, _git_link, _linked_packs, _reftable, _sha256, _loop, _outside, _empty]
)
def test_what_leads_elsewhere_or_nowhere_is_refused_with_a_tip(place: Path, hostile: object) -> None:
    assert callable(hostile)
    hostile(place)

    with pytest.raises(TargetError) as refused:
        _past(place)

    assert refused.value.tip


def _index(place: Path) -> Path:
    _pack(place)
    index = next((place / ".git/objects/pack").glob("*.idx"))
    index.chmod(0o644)
    return index


def _index_cut(place: Path) -> None:
    index = _index(place)
    index.write_bytes(index.read_bytes()[:1040])


def _index_counts(place: Path) -> None:
    index = _index(place)
    data = bytearray(index.read_bytes())
    data[8 + 1020 : 8 + 1024] = b"\xff\xff\xff\xff"
    index.write_bytes(data)


def _index_lies(place: Path) -> None:
    index = _index(place)
    data = index.read_bytes()
    count = int.from_bytes(data[8 + 1020 : 8 + 1024], "big")
    at = 8 + 1024 + count * 24
    index.write_bytes(data[:at] + (12).to_bytes(4, "big") * count + data[at + 4 * count :])


def _index_far(place: Path) -> None:
    index = _index(place)
    data = index.read_bytes()
    count = int.from_bytes(data[8 + 1020 : 8 + 1024], "big")
    at = 8 + 1024 + count * 24
    index.write_bytes(data[:at] + b"\xff\xff\xff\xff" * count + data[at + 4 * count :])


def _pack_cut(place: Path) -> None:
    index = _index(place).with_suffix(".pack")
    index.chmod(0o644)
    index.write_bytes(index.read_bytes()[:40])


def _pack_gone(place: Path) -> None:
    _index(place).with_suffix(".pack").unlink()


def _loose_other(place: Path) -> None:
    """Another object under the commit's name."""
    oid, other = head(place), head(place, "HEAD~1")
    objects = place / ".git/objects"
    target = objects / oid[:2] / oid[2:]
    target.chmod(0o644)
    target.write_bytes((objects / other[:2] / other[2:]).read_bytes())


def _loose_junk(place: Path) -> None:
    oid = head(place)
    target = place / ".git/objects" / oid[:2] / oid[2:]
    target.chmod(0o644)
    target.write_bytes(b"junk" * 100)


@pytest.mark.parametrize(
    "damage",
    [_index_cut, _index_counts, _index_lies, _index_far, _pack_cut, _pack_gone, _loose_other, _loose_junk],
)
def test_damage_is_one_error(place: Path, damage: object) -> None:
    assert callable(damage)
    damage(place)

    with pytest.raises(BrokenError) as refused:
        _past(place)

    assert refused.value.tip


def test_a_file_that_is_not_there_is_unread_and_no_error(place: Path) -> None:
    commit_id = head(place)
    blob = head(place, "HEAD:LICENSE")
    (place / ".git/objects" / blob[:2] / blob[2:]).unlink()
    past = _past(place)

    source = past.source(commit_id, "")

    with pytest.raises(OSError, match="partial or shallow"):
        source.read("LICENSE", limit=10)
    past.close()


def test_a_file_larger_than_is_held_is_read_from_its_beginning(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = os.urandom(100_000)
    now = commit(place, {"model.safetensors": content}, _DAYS[2])
    monkeypatch.setattr("auditor.sources.git.source.LARGEST", 50_000)
    for kept in (_leave, _pack):
        kept(place)
        past = _past(place)
        source = past.source(now, "")
        assert {file.path: file.size for file in source.files()}["model.safetensors"] == 100_000
        assert source.read("model.safetensors", limit=10, start=20) == content[20:30]
        past.close()


@pytest.mark.parametrize("name", ["../config", "refs/../config", "-x", "a..b", "HEAD^{tree}", "no such", "x" * 300, ""])
def test_a_revision_is_a_name_and_no_path(place: Path, name: str) -> None:
    with pytest.raises(TargetError, match="no branch"):
        _past(place, name)


def test_a_directory_that_is_no_clone_has_no_git_directory(tmp_path: Path) -> None:
    assert git_directory(tmp_path) is None


def test_a_tree_bomb_is_given_up(place: Path) -> None:
    """Ten directories in ten directories … each the same object."""
    blob = head(place, "HEAD:README")
    oid = (
        git(place, "mktree", given=b"".join(f"100644 blob {blob}\t{n}\n".encode() for n in range(10))).decode().strip()
    )
    for _ in range(8):
        lines = b"".join(f"040000 tree {oid}\t{n}\n".encode() for n in range(10))
        oid = git(place, "mktree", given=lines).decode().strip()
    bomb = git(place, "commit-tree", oid, "-m", "Bomb").decode().strip()
    past = _past(place, bomb)

    with pytest.raises(AuditorError, match="more than 100,000 files"):
        past.source(bomb, "")
    with pytest.raises(AuditorError, match="more than 100,000 files"):
        past.state(bomb)
    past.close()


def test_objects_read_twice_are_closed_once(place: Path) -> None:
    root = git_directory(place)
    assert root is not None
    with closing(Clone(root)) as clone:
        assert clone.read(head(place), most=10**6).kind == "commit"
