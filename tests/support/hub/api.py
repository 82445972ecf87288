"""The JSON half of the Hub: info, tree, paths, commits, refs, who am I."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlencode

from support.hub import describe, receiving
from support.hub.objects import Entry
from support.hub.repository import Commit, Repo
from support.hub.web import Answer, Request, as_json, refusal

if TYPE_CHECKING:
    from support.hub.hub import Hub

_VERBS = (
    *("revision", "tree", "paths-info", "commits", "refs", "resolve", "xet-read-token", "compare", "treesize"),
    *receiving.VERBS,
)
_TREE = 1000


def asked(request: Request) -> dict[str, list[str]]:
    return parse_qs(request.query, keep_blank_values=True)


def truth(values: list[str] | None) -> bool:
    return values is not None and values[-1].lower() in ("true", "1")


def split(segments: list[str]) -> tuple[str, list[str]]:
    """The repository's id, of one part or two, and what follows it."""
    two = len(segments) > 1 and segments[1] not in _VERBS
    return "/".join(segments[: 1 + two]), segments[1 + two :]


def revision_of(rest: list[str]) -> tuple[str, list[str]]:
    """The revision, also one written with slashes, and the path behind it."""
    if rest[:1] == ["refs"] and len(rest) > 2:
        return "/".join(rest[:3]), rest[3:]
    return (rest[0] if rest else "main"), rest[1:]


def no_revision(revision: str) -> Answer:
    return refusal(404, "RevisionNotFound", f"Invalid rev id: {revision}")


def answer(hub: Hub, request: Request) -> Answer:
    """The answer to a request under /api/."""
    segments = request.segments[1:]
    caller = hub.caller(request)
    if caller is None:
        return refusal(401, "", "Invalid credentials in Authorization header")
    if segments[:1] == ["whoami-v2"]:
        return _whoami(hub, caller)
    if segments[:1] == ["validate-yaml"] and request.method == "POST":
        return receiving.checked_card(request)
    if segments[:1] not in (["models"], ["datasets"]):
        return refusal(404, "", "Sorry, we can't find the page you are looking for.")
    kind = segments[0][:-1]
    if len(segments) == 1:
        return _listing(hub, request, kind, caller)
    name, rest = split(segments[1:])
    repo_ = hub.open(kind, name, caller, request)
    if isinstance(repo_, Answer):
        return repo_
    made = _of(hub, request, repo_, rest)
    made.repo = repo_.id
    return made


def _of(hub: Hub, request: Request, repo: Repo, rest: list[str]) -> Answer:
    verb = rest[0] if rest else ""
    if verb == "refs":
        return _refs(request, repo)
    if verb == "discussions" and request.method == "GET":
        return receiving.discussion(hub, repo, "".join(rest[1:]))
    revision, below = revision_of(rest[1:])
    sha = repo.find(revision)
    if not sha and (verb or "main" in repo.branches):
        return no_revision(revision)
    commit = repo.commits.get(sha)
    if verb in receiving.VERBS and request.method == "POST":
        return receiving.received(hub, request, repo, verb, revision, asked(request))
    if verb in ("", "revision"):
        return _info(hub, request, repo, commit)
    if commit is None:
        return no_revision(revision)
    if verb == "tree":
        return _tree(hub, request, repo, commit, "/".join(below))
    if verb == "paths-info":
        return _paths(request, repo, commit)
    if verb == "commits":
        return _commits(hub, request, repo, commit)
    return refusal(404, "", "Sorry, we can't find the page you are looking for.")


def _info(hub: Hub, request: Request, repo: Repo, commit: Commit | None) -> Answer:
    query = asked(request)
    expand = [field for key in ("expand", "expand[]") for field in query.get(key, [])]
    wrong = [field for field in expand if field not in describe.EXPANDS[repo.kind]]
    if wrong:
        return refusal(400, "", f'"expand" must be one of [{", ".join(sorted(describe.EXPANDS[repo.kind]))}]')
    if expand and (truth(query.get("blobs")) or truth(query.get("securityStatus"))):
        return refusal(400, "", '"expand" cannot be combined with "blobs" or "securityStatus"')
    return as_json(describe.info(repo, commit, expand, truth(query.get("blobs")), hub.base))


def _tree(hub: Hub, request: Request, repo: Repo, commit: Commit, below: str) -> Answer:
    query = asked(request)
    within = f"{below}/" if below else ""
    if below and below not in commit.folders:
        return refusal(404, "EntryNotFound", f'{below} does not exist on "{commit.sha}"')
    every: dict[str, Entry | str] = {**commit.folders, **commit.files}
    paths = sorted(path for path in every if path.startswith(within) and path != below)
    if not truth(query.get("recursive")):
        paths = [path for path in paths if "/" not in path.removeprefix(within)]
    expand = truth(query.get("expand"))
    size = hub.expanded_page if expand else hub.page
    size = min(size, int(query.get("limit", [str(size)])[-1]))
    start = int(base64.urlsafe_b64decode(query["cursor"][-1]).decode()) if "cursor" in query else 0
    last = repo.last_changes(commit.sha) if expand else {}
    made = as_json([describe.row(path, every[path], last.get(path)) for path in paths[start : start + size]])
    if start + size < len(paths):
        cursor = base64.urlsafe_b64encode(str(start + size).encode()).decode()
        made.headers["Link"] = _next(hub, request, cursor=cursor)
    return made


def _paths(request: Request, repo: Repo, commit: Commit) -> Answer:
    if "json" in request.headers.get("content-type", ""):
        sent = json.loads(request.body)
        wanted, expand = list(sent.get("paths", [])), bool(sent.get("expand"))
    else:
        form = parse_qs(request.body.decode(), keep_blank_values=True)
        wanted, expand = form.get("paths", []), truth(form.get("expand"))
    every: dict[str, Entry | str] = {**commit.folders, **commit.files}
    last = repo.last_changes(commit.sha) if expand else {}
    return as_json([describe.row(path, every[path], last.get(path)) for path in wanted if path in every])


def _commits(hub: Hub, request: Request, repo: Repo, commit: Commit) -> Answer:
    query = asked(request)
    page = int(query.get("p", ["0"])[-1])
    size = min(hub.commits_page, int(query.get("limit", [str(hub.commits_page)])[-1]))
    every = repo.log(commit.sha)
    rows = [
        {
            "id": commit.sha,
            "title": commit.title,
            "message": commit.message,
            "authors": [{"user": commit.author, "avatar": "/avatars/none.svg"}],
            "date": commit.date,
        }
        for commit in every[page * size : (page + 1) * size]
    ]
    made = as_json(rows, X_Total_Count=str(len(every)))
    if (page + 1) * size < len(every):
        made.headers["Link"] = _next(hub, request, p=str(page + 1))
    return made


def _refs(request: Request, repo: Repo) -> Answer:
    def rows(under: str, refs: dict[str, str]) -> list[dict[str, str]]:
        return [{"name": name, "ref": under + name, "targetCommit": sha} for name, sha in refs.items()]

    made: dict[str, list[dict[str, str]]] = {"tags": rows("refs/tags/", repo.tags), "converts": []}
    made["branches"] = rows("refs/heads/", repo.branches)
    if truth(asked(request).get("include_prs")):
        made["pullRequests"] = rows("", repo.pulls)
    return as_json(made)


def _listing(hub: Hub, request: Request, kind: str, caller: str) -> Answer:
    query = asked(request)
    author, words = query.get("author", [""])[-1], query.get("search", [""])[-1].lower()
    expand = [field for key in ("expand", "expand[]") for field in query.get(key, [])]
    if wrong := set(expand) & {"baseModels", "childrenModelCount", "usedStorage"}:
        return refusal(400, "", f'"expand" does not accept {", ".join(sorted(wrong))} when listing')
    limit = min(_TREE, int(query.get("limit", [str(_TREE)])[-1]))
    start = int(query.get("cursor", ["0"])[-1])
    rows = []
    for repo in hub.every(kind):
        if not hub.sees(repo, caller) or (author and repo.id.partition("/")[0] != author):
            continue
        about = describe.info(repo, repo.commits.get(repo.branches.get("main", "")), expand, False, hub.base)  # noqa: FBT003
        if words in repo.id.lower() and set(query.get("filter", [])) <= set(about.get("tags", [])):
            rows.append(about)
    made = as_json(rows[start : start + limit])
    if start + limit < len(rows):
        made.headers["Link"] = _next(hub, request, cursor=str(start + limit))
    return made


def _whoami(hub: Hub, caller: str) -> Answer:
    if not caller:
        return refusal(401, "", "Invalid username or password.")
    name = hub.tokens[caller].name
    token = {"type": "access_token", "accessToken": {"displayName": name, "role": "read"}}
    return as_json({"type": "user", "id": "0" * 24, "name": name, "fullname": name, "orgs": [], "auth": token})


def _next(hub: Hub, request: Request, **changes: str) -> str:
    query = {key: values for key, values in asked(request).items() if key not in changes}
    url = (
        f"{hub.links_to or hub.endpoint}{quote(request.path, safe='/%')}?{urlencode({**query, **changes}, doseq=True)}"
    )
    return f'<{url}>; rel="next"'
