"""Opens repositories on the Hub: at the current commit of a revision, or at the last commit before a moment."""

from __future__ import annotations

import os
import threading
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self, TypeVar
from urllib.parse import quote, urljoin, urlsplit

from auditor.disk_cache import Store, default_place
from auditor.errors import ConfigError
from auditor.model import Noun
from auditor.sources.hub import listing
from auditor.sources.hub.address import Address, plain
from auditor.sources.hub.contents import WORKERS, Contents
from auditor.sources.hub.listing import About, AsOf, Listing
from auditor.sources.hub.refusals import RefusedError, Why, not_cached
from auditor.sources.hub.session import Session
from auditor.sources.hub.source import HubSource

if TYPE_CHECKING:
    from types import TracebackType

    from auditor.model import Progress
    from auditor.sources.hub.traffic import Traffic

_EXPANDED = ("sha", "cardData", "gated", "disabled", "private", "createdAt", "lastModified")
_MOST_PAGES = 200
_COMMIT = 40
_Kept = TypeVar("_Kept", bound=Noun)
_YES = ("1", "on", "yes", "true")


class Hub:
    """One Hub, the cache of what was read there, and the connections to it; thread-safe."""

    def __init__(
        self,
        *,
        endpoint: str | None = None,
        token: str | bool | None = None,
        offline: bool = False,
        store: Store | None = None,
        progress: Progress | None = None,
    ) -> None:
        """Nothing is sent before a repository is opened; with HF_HUB_OFFLINE, nothing is sent at all.

        `endpoint` and `token` are by default huggingface_hub's: HF_ENDPOINT, HF_TOKEN or that of `hf auth login`;
        a `token` of False sends none.
        """
        self._endpoint = endpoint
        self._token = token
        self.offline = offline or os.environ.get("HF_HUB_OFFLINE", "").lower() in _YES
        self._store = store
        self._progress = progress
        self._lock = threading.Lock()
        self._session: Session | None = None
        self._sources: dict[tuple[Address, AsOf], HubSource] = {}

    def __enter__(self) -> Self:
        """Return itself; connections are opened when needed."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close, whether or not an error was raised."""
        self.close()

    def close(self) -> None:
        """Close the connections, and reduce the cache to its cap."""
        with self._lock:
            session, self._session = self._session, None
        if session is not None:
            session.close()
            if session.traffic.requests:
                self.store.trim()

    @cached_property
    def store(self) -> Store:
        """The cache of what was read."""
        return self._store or Store(default_place())

    @property
    def workers(self) -> int:
        """How many repositories may be read at once."""
        return 1 if self.offline else WORKERS

    @property
    def traffic(self) -> Traffic | None:
        """What was sent and received; None if nothing was."""
        return self._session.traffic if self._session is not None else None

    def open(self, address: Address) -> HubSource:
        """The repository at its revision's current commit; raises `AuditorError` if it cannot be listed."""
        about = self.about(address)
        return self._source(address, about, AsOf(commit=about.commit))

    def parent(self, name: str, made: str) -> HubSource | None:
        """The repository of a parent as it was when the child was made (YYYY-MM-DDTHH:MM:SS; "" if not known).

        None if it is not an id of the Hub. Raises `AuditorError` if it is gated, missing or unreachable.
        """
        address = plain(name)
        if address is None:
            return None
        key = ("as-of", self.endpoint, name.lower(), made)
        known = self._stored(AsOf, *key) if made else None
        # what the dates did not show is requested again, unless offline
        if known is not None and (self.offline or known.dated):
            return self._source(address, self.about(address._replace(revision=known.commit)), known)
        about = self.about(address)
        as_of = AsOf(commit=about.commit)
        if made and (about.modified > made or not about.modified):
            if self.offline:
                # not cached, as nothing was requested: the next audit would take it for an answer
                return self._source(address, about, _undated(about, made, "and its history is not in the cache"))
            about, as_of = self._as_of(address, about, made)
        if made:
            self.store.put(as_of.to_json(), *key)
        return self._source(address, about, as_of)

    @cached_property
    def endpoint(self) -> str:
        """The Hub's address; raises `ConfigError` if it is not valid."""
        given = self._endpoint or os.environ.get("HF_ENDPOINT")
        if given and not _is_address(given):
            # not repeated: an address may hold a password
            raise ConfigError("HF_ENDPOINT is not a valid Hub URL.", tip="Write it as https://HOST, or unset it.")
        from huggingface_hub import constants  # noqa: PLC0415 - not needed before a Hub is; reads HF_ENDPOINT too

        return (self._endpoint or constants.ENDPOINT).rstrip("/")

    def contents(self) -> Contents:
        """The bytes of files."""
        return Contents(self.store, None if self.offline else self.session(), self.endpoint)

    def session(self) -> Session:
        """The connections, opened on first use."""
        with self._lock:
            if self._session is None:
                self._session = Session(self.endpoint, token=self._token, progress=self._progress)
            return self._session

    def _source(self, address: Address, about: About, as_of: AsOf) -> HubSource:
        key = (address, as_of)
        if key not in self._sources:
            self._sources[key] = HubSource(address, self.listed(about), self.contents(), as_of)
        return self._sources[key]

    def _stored(self, kind: type[_Kept], *key: str) -> _Kept | None:
        """The cached value of a key; None if there is none, or another version of auditor wrote it."""
        data = self.store.get(*key)
        try:
            return kind.from_json(data) if data is not None else None
        except ValueError:
            return None

    def about(self, address: Address) -> About:
        """The metadata of a repository, at a commit from the cache, else requested; raises `AuditorError`."""
        name, revision = address.name.lower(), address.revision or ""
        commit = revision if len(revision) == _COMMIT else ""
        if self.offline and not commit:
            commit = (self.store.get("ref", self.endpoint, address.kind, name, revision) or b"").decode()
        known = self._stored(About, "about", self.endpoint, address.kind, name, commit) if commit else None
        if known is not None:
            return known
        if self.offline:
            raise not_cached(str(address))
        at = f"/revision/{quote(revision, safe='')}" if revision else ""
        expanded = "&".join(f"expand={field}" for field in _EXPANDED)
        url = f"{self.endpoint}/api/{address.kind}/{quote(address.name)}{at}?{expanded}"
        about = listing.about(self.session().api(url, what=str(address)), address.kind, str(address))
        self.store.put(about.to_json(), "about", self.endpoint, address.kind, name, about.commit)
        self.store.put(about.commit.encode(), "ref", self.endpoint, address.kind, name, revision)
        return about

    def listed(self, about: About) -> Listing:
        """The files at a commit, from the cache, else requested; raises `AuditorError`."""
        key = ("tree", self.endpoint, about.kind, about.name.lower(), about.commit)
        known = self._stored(Listing, *key)
        if known is not None:
            return known
        what = f"the list of files of {about.name}"
        if self.offline:
            raise not_cached(what)
        url = f"{self.endpoint}/api/{about.kind}/{quote(about.name)}/tree/{about.commit}?recursive=true&expand=false"
        rows, cut = self.pages(url, what, most=_MOST_PAGES)
        files = listing.listed(about, rows, cut=cut)
        self.store.put(files.to_json(), *key)
        return files

    def _as_of(self, address: Address, about: About, made: str) -> tuple[About, AsOf]:
        """The last commit before that moment, and how it was chosen."""
        what = f"the commits of {about.name}"
        url = f"{self.endpoint}/api/{about.kind}/{quote(about.name)}/commits/{about.commit}"
        try:
            rows, more = self.pages(url, what, most=1)
            commits = listing.commits(rows, what)
        except RefusedError as error:
            if error.why is not Why.FAILED:
                raise
            return about, _undated(about, made, "and its history could not be read")
        for commit, moment in commits:
            if moment <= made or (not more and len(commits) == 1):
                if commit == about.commit:
                    return about, AsOf(commit=commit)
                # of an older commit only the id differs: the other metadata are those of the repository
                older = about.replace(commit=commit, modified=moment, card="")
                key = ("about", self.endpoint, about.kind, address.name.lower(), commit)
                self.store.put(older.to_json(), *key)
                return older, AsOf(commit=commit, note=f"as it was on {made[:10]}, when this was made")
        if more:
            return about, _undated(about, made, "and its state then is further back than was read")
        # its current terms may differ from those it was published with
        note = f"it was put on the Hub after {made[:10]}, when this was made, and changed since"
        return about, AsOf(commit=about.commit, note=note, dated=False)

    def pages(self, url: str, what: str, *, most: int) -> tuple[list[Any], bool]:
        """The rows of at most `most` pages, and whether there are more; raises `AuditorError`."""
        rows: list[Any] = []
        places = [url]
        while len(places) <= most:
            reply = self.session().api(places[-1], what=what)
            rows += listing.page(reply, what)
            following = _next(reply.headers.get("link", ""))
            if not following:
                return rows, False
            place = self._at_home(urljoin(places[-1], following))
            if place in places or len(rows) > listing.MOST_FILES:
                break  # a mirror that ignores the cursor returns the first page again
            places.append(place)
        return rows, True

    def _at_home(self, url: str) -> str:
        """The address at our endpoint: a mirror may pass on the Hub's own, and no other host is contacted."""
        target, home = urlsplit(url), urlsplit(self.endpoint)
        path = target.path if target.path.startswith(home.path) else home.path + target.path
        return target._replace(scheme=home.scheme, netloc=home.netloc, path=path, fragment="").geturl()


def _undated(about: About, made: str, why: str) -> AsOf:
    """The newest commit, if the one current at that moment was not found."""
    return AsOf(commit=about.commit, note=f"it changed after {made[:10]}, {why}", dated=False)


def _is_address(text: str) -> bool:
    try:
        url = urlsplit(text)
        return url.scheme in ("http", "https") and bool(url.hostname) and url.port != 0
    except ValueError:
        return False


def _next(link: str) -> str:
    """The address in a header `<…>; rel="next"`; "" without one."""
    for target in link.split(","):
        address, _, rest = target.partition(";")
        if 'rel="next"' in rest:
            return address.strip().removeprefix("<").removesuffix(">")
    return ""
