"""The bytes: resolve and its redirects, the cache behind it, and the other origin with signed addresses."""

from __future__ import annotations

import hashlib
import hmac
import time
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from support.hub import api
from support.hub.objects import WEIGHTS, Entry
from support.hub.repository import Repo
from support.hub.web import Answer, Request, refusal

if TYPE_CHECKING:
    from support.hub.hub import Hub

_KEY = b"the double's own"


def resolve(hub: Hub, request: Request) -> Answer:
    """HEAD and GET of /[datasets/]{id}/resolve/{revision}/{path}."""
    segments = request.segments
    kind = "dataset" if segments[0] == "datasets" else "model"
    name, rest = api.split(segments[1:] if kind == "dataset" else segments)
    answer = _file(hub, request, kind, name, rest[1:])
    if isinstance(answer, Answer):
        return answer
    repo, sha, path, file = answer
    headers = {"X-Repo-Commit": sha}
    if file.lfs is None:
        prefix = f"/{kind}s" if kind == "dataset" else ""
        was = quote(f"{prefix}/{name}/resolve/{'/'.join(rest[1:])}", safe="")
        target = f"/api/resolve-cache/{kind}s/{repo.id}/{sha}/{quote(path)}?{was}=&etag=%22{file.oid}%22"
        headers |= {"Location": target, "Content-Type": "text/plain; charset=utf-8"}
        return Answer(307, headers, f"Temporary Redirect. Redirecting to {target}".encode(), repo=repo.id, file=path)
    headers |= {
        "Location": _signed(hub, repo, sha, path, file),
        "X-Linked-Size": str(file.size),
        "X-Linked-Etag": f'"{file.lfs.oid}"',
        "X-Xet-Hash": file.lfs.xet,
    }
    return Answer(302, headers, b"Found. Redirecting", repo=repo.id, file=path, weight=path.endswith(WEIGHTS))


def cached(hub: Hub, request: Request) -> Answer:
    """GET and HEAD of /api/resolve-cache/{models|datasets}/{id}/{sha}/{path}."""
    segments = request.segments[2:]
    kind = segments[0][:-1]
    answer = _file(hub, request, kind, "/".join(segments[1:3]), segments[3:])
    if isinstance(answer, Answer):
        return answer
    repo, sha, path, file = answer
    etag = f'"{file.oid}"'
    headers = {
        "Content-Type": "text/plain; charset=utf-8",
        "ETag": etag,
        "X-Repo-Commit": sha,
        "Content-Disposition": _disposition(path),
    }
    alias = _alias(kind, repo, sha, path)
    if request.headers.get("if-none-match") == etag:
        return Answer(304, headers, repo=repo.id, file=path)
    weight = path.endswith(WEIGHTS)
    return Answer(200, headers, file.data, ranges=True, alias=alias, repo=repo.id, file=path, weight=weight)


def cdn(hub: Hub, request: Request) -> Answer:
    """The other origin: bytes to who holds a signed address, and nothing of the Hub's headers."""
    query = api.asked(request)
    expires, signature = (query.get(key, [""])[-1] for key in ("Expires", "Signature"))
    place = hub.signed.get(request.path)
    if place is None or not hmac.compare_digest(signature, _signature(request.path, expires)):
        return Answer(403, {"Content-Type": "application/xml"}, b"<Error><Code>AccessDenied</Code></Error>")
    if int(expires) < time.time():
        body = b"<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>"
        return Answer(403, {"Content-Type": "application/xml"}, body)
    repo, sha, path = place
    file = repo.commits[sha].files[path]
    if file.lfs is None:
        raise TypeError(f"{path} is no large file")
    headers = {
        "Content-Type": "application/octet-stream",
        "ETag": f'"{hashlib.md5(file.lfs.oid.encode(), usedforsecurity=False).hexdigest()}"',
        "Content-Disposition": _disposition(path),
    }
    made = Answer(200, headers, size=file.size, read=file.lfs.read, ranges=True, repo=repo.id, file=path)
    made.alias = _alias(repo.kind, repo, sha, path)
    made.weight = path.endswith(WEIGHTS)
    return made


def _file(hub: Hub, request: Request, kind: str, name: str, rest: list[str]) -> Answer | tuple[Repo, str, str, Entry]:
    caller = hub.caller(request)
    if caller is None:
        return refusal(401, "", "Invalid credentials in Authorization header")
    repo = hub.open(kind, name, caller, request)
    if isinstance(repo, Answer):
        return repo
    if repo.about.gated and not hub.reads(repo, caller):
        about = f"Access to {kind} {repo.id} is restricted"
        words = f"{about} and you are not in the authorized list." if caller else f"{about}. Please log in."
        made = refusal(403 if caller else 401, "GatedRepo", words)
        made.repo = repo.id
        return made
    revision, below = api.revision_of(rest)
    path = "/".join(below)
    sha = repo.find(revision)
    if not sha:
        made = api.no_revision(revision)
    elif path not in repo.commits[sha].files:
        made = refusal(404, "EntryNotFound", "Entry not found")
        made.headers["X-Repo-Commit"] = sha
    else:
        return repo, sha, path, repo.commits[sha].files[path]
    made.repo = repo.id
    return made


def _alias(kind: str, repo: Repo, sha: str, path: str) -> str:
    return f"{'/datasets' if kind == 'dataset' else ''}/{repo.id}/resolve/{sha}/{path}"


def _disposition(path: str) -> str:
    name = path.rpartition("/")[2]
    plain = name.encode("ascii", "replace").decode().replace('"', "'")
    return f"inline; filename*=UTF-8''{quote(name)}; filename=\"{plain}\";"


def _signature(path: str, expires: str) -> str:
    return hmac.new(_KEY, f"{path} {expires}".encode(), "sha256").hexdigest()


def _signed(hub: Hub, repo: Repo, sha: str, path: str, file: Entry) -> str:
    oid = file.lfs.oid if file.lfs else ""
    at = hashlib.sha256(f"{repo.kind} {repo.id} {sha} {path}".encode()).hexdigest()[:24]
    where = f"/repos/{at[:2]}/{at}/{oid}"
    hub.signed[where] = (repo, sha, path)
    expires = str(int(time.time() + hub.cdn_ttl))
    query = {
        "response-content-disposition": _disposition(path),
        "Expires": expires,
        "Signature": _signature(where, expires),
        "Key-Pair-Id": "loopback",
    }
    return f"{hub.cdn}{where}?{urlencode(query)}"
