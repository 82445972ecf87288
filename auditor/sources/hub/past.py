"""The commits of a repository on the Hub, and its files at each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from auditor.errors import SourceError
from auditor.model import FileEntry, Unread, UnreadReason
from auditor.sources.git import BrokenError, File, Packfile, Trees, line, merged, named
from auditor.sources.hub import listing, smart
from auditor.sources.hub.address import place
from auditor.sources.hub.listing import HubFile, Listing
from auditor.sources.hub.source import MOST_WHOLE, HubSource
from auditor.sources.past import Commit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from auditor.sources.hub.address import Address
    from auditor.sources.hub.hub import Hub
    from auditor.sources.hub.listing import About
    from auditor.sources.past import FileFilters

MOST_LISTED = 100
"""Commits whose trees are requested one by one if git is not served."""
_MOST_PAGES = 4


class _Walked(NamedTuple):
    """The commits and their trees."""

    commits: tuple[Commit, ...]
    whole: bool
    notes: tuple[str, ...]
    roots: dict[str, str]
    trees: Trees | None
    """None if git is not served: each commit's files are then listed by the API."""


class HubPast:
    """The commits that lead to the current one of an address."""

    def __init__(self, hub: Hub, address: Address, filters: FileFilters) -> None:
        """Raises `AuditorError` if the repository or its commits cannot be listed."""
        self._hub = hub
        self._address = address
        self._filters = filters
        self._about = hub.about(address)
        self._known: dict[str, HubFile] = {}
        self._listed(self._about)
        self._walked = self._walk()

    @property
    def target(self) -> str:
        """As `hf:org/name@revision`."""
        return str(self._address)

    @property
    def remote(self) -> bool:
        """True: it is on the Hub."""
        return True

    @property
    def revision(self) -> str:
        """The requested revision, else the main branch."""
        return self._address.revision or "main"

    @property
    def commits(self) -> tuple[Commit, ...]:
        """The commits, the newest first."""
        return self._walked.commits

    @property
    def whole(self) -> bool:
        """Whether the oldest of them is the repository's first."""
        return self._walked.whole

    @property
    def created(self) -> str:
        """When the repository was created, according to the Hub."""
        return self._about.created

    @property
    def notes(self) -> tuple[str, ...]:
        """How the commits were found, and what that leaves out."""
        return self._walked.notes

    def state(self, commit: str) -> tuple[tuple[str, str], ...]:
        """Path and object id of each file that may affect the verdict; raises `AuditorError`."""
        trees = self._walked.trees
        if trees is not None:
            return tuple((file.path, file.oid) for file in trees.mattering(self._walked.roots[commit]))
        files = self._listed(self._at(commit)).files
        return tuple((file.path, file.oid) for file in files if self._filters.matters(file.path))

    def source(self, commit: str, made: str) -> HubSource:
        """The files at a commit; raises `AuditorError`."""
        about = self._at(commit)
        files = self._listing(about).replace(about=about.replace(created=made))
        return HubSource(self._address, files, self._hub.contents())

    def close(self) -> None:
        """Do nothing: the caller closes the Hub."""

    def _at(self, commit: str) -> About:
        """The metadata at another commit, without the card, which is the newest commit's."""
        if commit == self._about.commit:
            return self._about
        return self._about.replace(commit=commit, card="")

    def _listed(self, about: About) -> Listing:
        """The Hub's listing of a commit; the sizes of its files are recorded for other commits too."""
        files = self._hub.listed(about)
        self._known.update((file.oid, file) for file in files.files)
        return files

    def _listing(self, about: About) -> Listing:
        """The files of a commit: of git's tree if their sizes are known or can be fetched, else those of the Hub."""
        trees = self._walked.trees
        if trees is None or about.commit == self._about.commit:
            return self._listed(about)
        files = trees.files(self._walked.roots[about.commit])
        new = [file for file in files if file.oid not in self._known and not file.is_module]
        if any(self._filters.weights(file.path) for file in new) or not self._fetched(about, files, new):
            return self._listed(about)
        modules = (file for file in files if file.is_module)
        detail = "A submodule: not in this repository."
        return Listing(
            about=about,
            files=tuple(self._file(file) for file in files if not file.is_module),
            unread=tuple(
                Unread(path=f"{module.path}/", reason=UnreadReason.NOT_A_FILE, detail=detail) for module in modules
            ),
        )

    def _fetched(self, about: About, files: Iterable[File], new: Iterable[File]) -> bool:
        """Fetch the files to be read whose size is not known; returns whether all were received."""
        relevant = set(
            self._filters.relevant(FileEntry(path=file.path, size=0) for file in files if not file.is_module)
        )
        wanted = {file.oid: file for file in new if file.path in relevant}
        contents = self._hub.contents()

        def fetched(file: File) -> HubFile | None:
            return contents.sized(about, file.path, file.oid, MOST_WHOLE)

        try:
            came = contents.in_parallel(fetched, tuple(wanted.values()))
        except SourceError:
            return False
        self._known.update((file.oid, file) for file in came if file is not None)
        return None not in came

    def _file(self, file: File) -> HubFile:
        """A file of a tree, with its size if known."""
        known = self._known.get(file.oid)
        if known is None:
            return HubFile(path=file.path, size=0, oid=file.oid)
        return known.replace(path=file.path)

    def _walk(self) -> _Walked:
        try:
            objects = self._objects()
            walk = line(objects, self._about.commit)
        except (smart.NoSmartError, BrokenError) as error:
            return self._by_api(error.message)
        except SourceError as error:
            if self._hub.offline:
                raise
            return self._by_api(error.message)
        return _Walked(
            tuple(named(commit) for commit in walk.commits),
            walk.whole,
            tuple(filter(None, (merged(walk.merges),))),
            {commit.oid: commit.tree for commit in walk.commits},
            Trees(objects, self._filters.matters),
        )

    def _objects(self) -> Packfile:
        about, hub = self._about, self._hub
        what = f"the commits of {about.name}"
        key = ("commits", hub.endpoint, about.kind, about.name.lower(), about.commit)
        known = hub.store.get(*key)
        if known is not None:
            return Packfile(known)
        if hub.offline:
            raise SourceError(f"{what} are not in the cache.", tip="Run it once without --offline.")
        base = f"{hub.endpoint}/{place(about.kind, quote(about.name))}"
        pack = smart.commits(hub.session(), base, about.commit, what=what)
        objects = Packfile(pack)
        hub.store.put(pack, *key)
        return objects

    def _by_api(self, why: str) -> _Walked:
        """The newest commits, as the API lists them; the files of each need one call."""
        about = self._about
        what = f"the commits of {about.name}"
        if self._hub.offline:
            raise SourceError(f"{what} are not in the cache.", tip="Run it once without --offline.")
        url = f"{self._hub.endpoint}/api/{about.kind}/{quote(about.name)}/commits/{about.commit}"
        rows, more = self._hub.pages(url, what, most=_MOST_PAGES)
        titles = [str(row.get("title", ""))[:200] if isinstance(row, dict) else "" for row in rows]
        commits = [
            Commit(commit, date, title)
            for (commit, date), title in zip(listing.commits(rows, what), titles, strict=True)
        ]
        if not commits:
            raise SourceError(f"{what}: there are none.", tip="Check HF_ENDPOINT.")
        kept = tuple(commits[:MOST_LISTED])
        note = (
            f"Its commits were listed one by one, at most {MOST_LISTED}, as git could not be used: {why.rstrip('.')}."
        )
        return _Walked(kept, not more and len(kept) == len(commits), (note,), {}, None)
