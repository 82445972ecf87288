"""The double as a whole: its repositories, callers and origins, and which answer a request gets."""

from __future__ import annotations

import base64
import hashlib
import re
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import unquote

from support.hub import api, content, smart
from support.hub.journal import Journal, Record
from support.hub.repository import Repo, Settings
from support.hub.server import Origin
from support.hub.trouble import Fault, Faults, Quota
from support.hub.web import Answer, Request, refusal

_ROOMY = 1_000_000
_LOGIN = b"<!doctype html><html><head><title>Log in</title></head><body><h1>Welcome</h1></body></html>"


@dataclass(frozen=True)
class Token:
    """Who holds it, and the gated and private repositories it opens."""

    name: str
    access: frozenset[str]


class Hub:
    """A Hub on loopback, running from the start; a context manager that ends it."""

    def __init__(self, *, hides_missing: bool = True) -> None:
        self.hides_missing = hides_missing
        self.closing = threading.Event()
        self.journal, self.faults = Journal(), Faults()
        self.tokens: dict[str, Token] = {}
        self.signed: dict[str, tuple[Repo, str, str]] = {}
        self.broken: list[BaseException | None] = []
        self._repos: dict[tuple[str, str], Repo] = {}
        self._moved: dict[tuple[str, str], str] = {}
        self.reset()
        self._folder = tempfile.TemporaryDirectory(prefix="hub-")
        self._origins = {name: Origin(self, name) for name in ("hub", "cdn", "other")}
        self.endpoint = f"http://127.0.0.1:{self._origins['hub'].port}"
        self.cdn = f"http://127.0.0.1:{self._origins['cdn'].port}"
        self.other = f"http://localhost:{self._origins['other'].port}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if kind is None and self.broken:
            raise RuntimeError("the double failed") from self.broken[0]

    def reset(self) -> None:
        """The manners of a new Hub, no fault, an empty log; repositories and tokens stay."""
        self.latency = 0.0
        self.cdn_ttl = 3600
        self.page, self.expanded_page, self.commits_page = 1000, 50, 50
        self.links_to = ""
        self.lazy_fetch = False
        self.quota()
        self.faults.clear()
        self.journal.reset()

    def close(self) -> None:
        self.closing.set()
        for origin in self._origins.values():
            origin.close()
        self._folder.cleanup()

    # what is served

    def repo(self, name: str, kind: str = "model", **settings: Any) -> Repo:  # noqa: ANN401 - those of Settings
        """A new repository; commit() fills it."""
        settings["tags"] = tuple(settings.get("tags", ()))
        home = Path(self._folder.name) / kind / f"{hashlib.sha256(name.encode()).hexdigest()[:16]}.git"
        home.parent.mkdir(exist_ok=True)
        made = Repo(name, kind, home, Settings(**settings))
        self._repos[kind, name.lower()] = made
        return made

    def get(self, name: str, kind: str = "model") -> Repo:
        return self._repos[kind, name.lower()]

    def every(self, kind: str) -> list[Repo]:
        return [repo for (kind_of_repo, _), repo in sorted(self._repos.items()) if kind_of_repo == kind]

    def rename(self, old: str, new: str, kind: str = "model") -> None:
        """The repository has a new id; the old one redirects."""
        repo = self._repos.pop((kind, old.lower()))
        repo.id = new
        self._repos[kind, new.lower()] = repo
        self._moved[kind, old.lower()] = new

    def alias(self, old: str, new: str, kind: str = "model") -> None:
        """An id, of one part perhaps, that redirects to another."""
        self._moved[kind, old.lower()] = new

    def base(self, name: str) -> Repo | None:
        """The public model a card's base_model names, also by an old id."""
        repo = self._repos.get(("model", self._moved.get(("model", name.lower()), name).lower()))
        return None if repo is None or repo.about.private else repo

    # who asks

    def token(self, name: str, access: Iterable[str] | None = None) -> str:
        """The access token of that name; with `access` it opens those repositories and no others."""
        made = "hf_" + hashlib.sha256(name.encode()).hexdigest()[:34]
        if access is not None or made not in self.tokens:
            self.tokens[made] = Token(name, frozenset(access or ()))
        return made

    def caller(self, request: Request) -> str | None:
        """The token of the request, "" for none, None for one that is not known."""
        scheme, _, value = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "basic":
            value = base64.b64decode(value).decode().partition(":")[2]
        return value if not value or value in self.tokens else None

    def reads(self, repo: Repo, caller: str) -> bool:
        return bool(caller) and repo.id in self.tokens[caller].access

    def sees(self, repo: Repo, caller: str) -> bool:
        return not repo.about.private or self.reads(repo, caller)

    def open(self, kind: str, name: str, caller: str, request: Request) -> Repo | Answer:
        """The repository, or the redirect or refusal that its id gets."""
        new = self._moved.get((kind, name.lower()))
        repo = self._repos.get((kind, (new or name).lower()))
        if repo is None or not self.sees(repo, caller):
            if not caller and (repo is not None or self.hides_missing):
                return refusal(401, "RepoNotFound", "Invalid username or password.")
            return refusal(404, "RepoNotFound", "Repository not found")
        if repo.id != name:
            path = request.path.replace(f"/{name}", f"/{repo.id}", 1)
            target = path + (f"?{request.query}" if request.query else "")
            return Answer(307, {"Location": target}, f"Temporary Redirect. Redirecting to {target}".encode())
        if repo.about.disabled:
            return refusal(403, "", "Access to this resource is disabled.")
        return repo

    # manners and faults

    def quota(
        self,
        api: int | None = None,
        resolvers: int | None = None,
        window: float = 300,
        *,
        retry_after: bool = False,
    ) -> None:
        """Calls per window and caller; what is not given stays without a limit that anybody meets."""
        self._quota = Quota(window, retry_after, api=api or _ROOMY, resolvers=resolvers or _ROOMY)

    def fault(
        self,
        pattern: str,
        kind: str = "status",
        times: int | None = 1,
        *,
        skip: int = 0,
        origin: str | None = None,
        **how: Any,  # noqa: ANN401 - each kind has its own
    ) -> Fault:
        """Plans a fault; see the package's first lines for the kinds."""
        return self.faults.add(Fault(re.compile(pattern), kind, times, skip, origin, how))

    def before(self, pattern: str, action: Callable[[], object], times: int | None = 1) -> Fault:
        """Calls the action before such a request is answered."""
        return self.faults.add(Fault(re.compile(pattern), "call", times, action=action))

    def clear_faults(self) -> None:
        self.faults.clear()

    def instead(self, fault: Fault, request: Request) -> Answer:
        """What a fault answers in the place of an answer."""
        how, headers = fault.how, {"Content-Type": "application/json"}
        if fault.kind == "status":
            made = refusal(how.get("code", 503), "", how.get("message", "Service Unavailable"))
            if how.get("retry_after") is not None:
                made.headers["Retry-After"] = str(how["retry_after"])
            return made
        if fault.kind == "html":
            return Answer(200, {"Content-Type": "text/html; charset=utf-8", "ETag": '"login"'}, _LOGIN)
        if fault.kind == "redirect":
            return Answer(302, {"Location": how.get("to", f"{self.other}{request.path}")}, b"Found")
        if fault.kind == "deep_json":
            depth = how.get("depth", 100_000)
            return Answer(200, headers, b"[" * depth + b"]" * depth)
        if fault.kind == "huge_json":
            size = how.get("size", 64 * 2**20)
            return Answer(200, headers, size=size, read=lambda start, stop: _huge(start, stop, size))
        return Answer(200, headers, b'{"id": "acme/model", "sha": ')

    @staticmethod
    def reword(fault: Fault, answer: Answer) -> None:
        """Takes out or falsifies what the answer says of the commit."""
        if fault.kind == "no_etag":
            answer.headers = {k: v for k, v in answer.headers.items() if k not in ("ETag", "X-Linked-Etag")}
            return
        sha = "f" * 40 if fault.kind == "wrong_sha" else ""
        answer.headers.pop("X-Repo-Commit", None)
        if sha:
            answer.headers["X-Repo-Commit"] = sha
        key = f'"sha":"{sha}"' if sha else '"was":""'
        answer.body = re.sub(rb'"sha":"[0-9a-f]{40}"', key.encode(), answer.body)

    # the answers

    def answer(self, origin: str, request: Request) -> Answer:
        if origin == "cdn":
            return content.cdn(self, request)
        if origin == "other":
            return Answer(200, {"Content-Type": "text/plain", "ETag": '"elsewhere"'}, b"another host\n")
        cached = request.path.startswith("/api/resolve-cache/")
        inner, bucket = api.answer, "api" if request.path.startswith("/api/") else ""
        if cached:
            inner, bucket = content.cached, ""
        elif smart.is_git(request):
            inner, bucket = smart.answer, ""
        elif "/resolve/" in request.path and not bucket:
            inner, bucket = content.resolve, "resolvers"
        elif not bucket:
            return Answer(404, {"Content-Type": "text/html"}, b"<!doctype html><h1>404</h1>")
        within, headers = self._quota.spend(bucket, request.headers.get("authorization", ""))
        made = inner(self, request) if within else refusal(429, "", "You have reached your rate limit.")
        made.headers |= headers
        return made

    # what was asked

    @property
    def log(self) -> tuple[Record, ...]:
        return self.journal.records()

    def reset_log(self) -> None:
        self.journal.reset()

    def api_calls(self, repo: str | None = None) -> tuple[Record, ...]:
        """The calls of the API, all or those for a repository."""
        called = (
            request
            for request in self.log
            if request.path.startswith("/api/") and "/resolve-cache/" not in request.path
        )
        return tuple(record for record in called if repo is None or repo in (record.repo, *_named(record)))

    def content_calls(self, repo: str | None = None, pattern: str = "") -> tuple[Record, ...]:
        """The requests for content, redirects and what they lead to alike."""
        called = (request for request in self.log if "/resolve" in request.path or request.origin == "cdn")
        wanted = (record for record in called if repo is None or repo in (record.repo, *_named(record)))
        return tuple(record for record in wanted if re.search(pattern, record.file or record.path))

    def bytes(self) -> int:
        return sum(request.sent for request in self.log)

    @property
    def cdn_bytes(self) -> int:
        return sum(request.sent for request in self.log if request.origin == "cdn")

    @property
    def weight_bytes(self) -> int:
        """Bytes of weight files, header ranges among them."""
        return sum(request.sent for request in self.log if request.weight and request.status in (200, 206))

    @property
    def concurrent_peak(self) -> int:
        return self.journal.peak


def _named(record: Record) -> tuple[str, ...]:
    parts = [unquote(part) for part in record.path.split("/") if part not in ("", "api", "models", "datasets")]
    return ("/".join(parts[:2]), parts[0] if parts else "")


def _huge(start: int, stop: int, size: int) -> Iterator[bytes]:
    whole, tail = b'{"pad":"', b'"}'
    for at in range(start, stop, 65536):
        end = min(stop, at + 65536)
        piece = bytearray(b"x" * (end - at))
        if at == 0:
            piece[: len(whole)] = whole
        if end == size:
            piece[-len(tail) :] = tail
        yield bytes(piece)
