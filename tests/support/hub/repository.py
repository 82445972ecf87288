"""A repository of the double: its commits, branches and settings; and on disk, when git asks, the same objects."""

from __future__ import annotations

import hashlib
import subprocess
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from support.hub.objects import Content, Entry, entry, object_id, pack, trees

WHEN = "2026-03-17T01:00:00Z"


@dataclass(frozen=True)
class Settings:
    """What the Hub knows of a repository beside its files."""

    private: bool = False
    gated: bool | str = False
    disabled: bool = False
    tags: tuple[str, ...] = ()
    created: str = ""
    pipeline_tag: str = ""
    library_name: str = ""
    downloads: int = 0


@dataclass(frozen=True)
class Commit:
    """One commit, with every file as it was then."""

    sha: str
    parent: str
    date: str
    title: str
    message: str
    author: str
    files: Mapping[str, Entry] = field(repr=False)
    folders: Mapping[str, str] = field(repr=False)


class Repo:
    """A repository under construction; made by Hub.repo."""

    def __init__(self, name: str, kind: str, home: Path, settings: Settings) -> None:
        self.id = name
        self.kind = kind
        self.about = settings
        self.commits: dict[str, Commit] = {}
        self.branches: dict[str, str] = {}
        self.tags: dict[str, str] = {}
        self.pulls: dict[str, str] = {}
        self.discussions: dict[int, tuple[str, str, str]] = {}
        self._objects: dict[str, tuple[str, bytes]] = {}
        self._written: set[str] = set()
        self._lock = threading.RLock()
        self._home = home

    @property
    def key(self) -> str:
        """24 hexadecimal digits, as a document of the Hub's database has."""
        return hashlib.sha256(f"{self.kind}/{self.id}".encode()).hexdigest()[:24]

    @property
    def head(self) -> str:
        """The commit that main is at."""
        return self.branches["main"]

    @property
    def blobs(self) -> set[str]:
        return {oid for oid, (kind, _) in self._objects.items() if kind == "blob"}

    def commit(
        self,
        files: Mapping[str, Content | None],
        when: str = WHEN,
        title: str = "Upload files",
        *,
        message: str = "",
        author: str = "",
        branch: str = "main",
    ) -> str:
        """A commit on top of the branch; None deletes. Returns its id."""
        with self._lock:
            refs = self.pulls if branch.startswith("refs/pr/") else self.branches
            parent = refs.get(branch) or self.branches.get("main", "")
            now = dict(self.commits[parent].files) if parent else {}
            for path, content in files.items():
                if content is None:
                    del now[path]
                else:
                    now[path] = entry(path, content)
                    self._objects[now[path].oid] = ("blob", now[path].data)
            made = self._made(now, parent, _moment(when), title, message, author or self.id.partition("/")[0])
            self.commits[made.sha] = made
            refs[branch] = made.sha
            return made.sha

    def _made(
        self, files: dict[str, Entry], parent: str, when: datetime, title: str, message: str, author: str
    ) -> Commit:
        root, made, folders = trees(files)
        self._objects.update({oid: ("tree", data) for oid, data in made.items()})
        who = f"{author} <{author}@users.noreply.huggingface.co> {int(when.timestamp())} +0000"
        lines = [f"tree {root}", *([f"parent {parent}"] if parent else []), f"author {who}", f"committer {who}"]
        words = "\n\n".join(filter(None, (title, message)))
        data = ("\n".join(lines) + f"\n\n{words}\n").encode()
        sha = object_id("commit", data)
        self._objects[sha] = ("commit", data)
        return Commit(sha, parent, iso(when), title, message, author, files, folders)

    def branch(self, name: str, at: str = "") -> None:
        """The branch is at that commit, at main's without one."""
        self.branches[name] = self.find(at or "main") or at

    def tag(self, name: str, at: str = "") -> None:
        self.tags[name] = self.find(at or "main") or at

    def pull_request(self, number: int, at: str) -> None:
        self.pulls[f"refs/pr/{number}"] = at

    def settings(self, **changes: object) -> None:
        """Changes what the Hub knows of it: gated, private, disabled, tags …"""
        self.about = replace(self.about, **changes)  # type: ignore[arg-type]

    def find(self, revision: str) -> str:
        """The commit a revision names, or nothing."""
        short = revision.removeprefix("refs/heads/").removeprefix("refs/tags/")
        for refs in (self.branches, self.tags):
            if short in refs:
                return refs[short]
        if revision in self.pulls:
            return self.pulls[revision]
        return revision if revision in self.commits else ""

    def files(self, revision: str = "main") -> Mapping[str, Entry]:
        return self.commits[self.find(revision)].files

    def log(self, sha: str) -> list[Commit]:
        """The commits from there back, newest first."""
        collected = []
        while sha:
            collected.append(self.commits[sha])
            sha = collected[-1].parent
        return collected

    def last_changes(self, sha: str) -> dict[str, Commit]:
        """The commit that last changed each file and folder."""
        by_path: dict[str, Commit] = {}
        for commit in self.log(sha):
            before = self.commits[commit.parent] if commit.parent else None
            for path, file in commit.files.items():
                if path not in by_path and (before is None or before.files.get(path) != file):
                    by_path[path] = commit
            for path, oid in commit.folders.items():
                if path not in by_path and (before is None or before.folders.get(path) != oid):
                    by_path[path] = commit
        return by_path

    @property
    def git_dir(self) -> Path:
        """A bare repository on disk with everything committed so far."""
        with self._lock:
            if not self._home.is_dir():
                subprocess.run(["git", "init", "--quiet", "--bare", str(self._home)], check=True)
                with (self._home / "config").open("a") as config:
                    config.write("[uploadpack]\n\tallowFilter = true\n\tallowAnySHA1InWant = true\n")
                (self._home / "HEAD").write_text("ref: refs/heads/main\n")
            new = {oid: made for oid, made in self._objects.items() if oid not in self._written}
            if new:
                write = ["git", "-C", str(self._home), "unpack-objects", "-q"]
                if len(new) > 100:
                    write = ["git", "-C", str(self._home), "index-pack", "--stdin"]
                subprocess.run(write, input=pack(new), check=True, stdout=subprocess.DEVNULL)
                self._written |= set(new)
            refs = {f"refs/heads/{name}": sha for name, sha in self.branches.items()}
            refs |= {f"refs/tags/{name}": sha for name, sha in self.tags.items()} | self.pulls
            lines = [f"{sha} {name}\n" for name, sha in sorted(refs.items())]
            (self._home / "packed-refs").write_text("# pack-refs with: peeled fully-peeled sorted \n" + "".join(lines))
            return self._home


def _moment(when: str) -> datetime:
    return datetime.fromisoformat(when).astimezone(UTC)


def iso(when: datetime | str) -> str:
    """A date as the Hub writes it."""
    moment = _moment(when) if isinstance(when, str) else when
    return moment.strftime("%Y-%m-%dT%H:%M:%S.000Z")
