"""What the Hub receives: a card to be checked, which files are LFS, and a commit, on a branch or as a pull request."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Any

import yaml

from support.hub.objects import Content, Lfs, entry
from support.hub.repository import Repo
from support.hub.web import Answer, Request, as_json, refusal

if TYPE_CHECKING:
    from support.hub.hub import Hub

VERBS = ("preupload", "commit", "discussions")
_FENCE = "---"


def checked_card(request: Request) -> Answer:
    """Whether the front matter of a card is YAML, and a mapping."""
    lines = json.loads(request.body)["content"].removeprefix("\ufeff").splitlines()
    if not lines or lines[0].rstrip() != _FENCE:
        return as_json({"errors": [], "warnings": [{"message": "empty or missing yaml metadata in repo card"}]})
    stripped = [line.rstrip() for line in lines[1:]]
    if _FENCE not in stripped:
        return as_json({"errors": [{"message": "the front matter has no end"}], "warnings": []}, 400)
    try:
        metadata = yaml.safe_load("\n".join(stripped[: stripped.index(_FENCE)]))
    except yaml.YAMLError as error:
        return as_json({"errors": [{"message": str(error)}], "warnings": []}, 400)
    if not isinstance(metadata, dict):
        return as_json({"errors": [{"message": '"metadata" must be of type object'}], "warnings": []}, 400)
    return as_json({"errors": [], "warnings": []})


def received(hub: Hub, request: Request, repo: Repo, verb: str, revision: str, query: dict[str, list[str]]) -> Answer:
    """The answer to a request that sends something to a repository."""
    if not hub.caller(request):
        return refusal(401, "", "Invalid username or password.")
    if verb == "discussions":
        return _opened(hub, request, repo)
    if verb == "preupload":
        return _modes(repo, json.loads(request.body)["files"], revision)
    lines = [json.loads(line) for line in request.body.splitlines() if line.strip()]
    header = next(line["value"] for line in lines if line["key"] == "header")
    pull = query.get("create_pr", ["0"])[-1] == "1"
    if header.get("parentCommit") not in (None, repo.find(revision)):
        return refusal(412, "", "A commit has happened since. Please refresh and try again.")
    files = dict(_changes(lines, repo, revision))
    if not files:
        return refusal(400, "", "The commit has no changes.")
    number = len(repo.pulls) + 1
    branch = f"refs/pr/{number}" if pull else revision
    author = hub.tokens[hub.caller(request) or ""].name
    sha = repo.commit(files, title=header["summary"], message=header["description"], author=author, branch=branch)
    made = {"success": True, "commitOid": sha, "commitUrl": f"{hub.endpoint}/{repo.id}/commit/{sha}", "hookOutput": ""}
    if pull:
        made["pullRequestUrl"] = f"{hub.endpoint}/{repo.id}/discussions/{number}"
    return as_json(made)


def _opened(hub: Hub, request: Request, repo: Repo) -> Answer:
    """A pull request without a commit of its own yet."""
    sent = json.loads(request.body)
    number = len(repo.pulls) + 1
    repo.pull_request(number, repo.head)
    repo.discussions[number] = (sent["title"], sent["description"], hub.tokens[hub.caller(request) or ""].name)
    return as_json({"num": number, "pullRequest": True})


def discussion(hub: Hub, repo: Repo, number: str) -> Answer:
    """What is known of a pull request."""
    if not number.isdigit() or int(number) not in repo.discussions:
        return refusal(404, "", "Discussion not found")
    title, description, author = repo.discussions[int(number)]
    opened = {"id": "1", "type": "comment", "author": {"name": author}, "createdAt": "2026-11-27T00:00:00.000Z"}
    comment = {"edited": False, "hidden": False, "latest": {"raw": description}, "numEdits": 0}
    return as_json(
        {
            "num": int(number),
            "title": title,
            "author": {"name": author},
            "createdAt": "2026-11-27T00:00:00.000Z",
            "status": "draft",
            "repo": {"name": repo.id, "type": repo.kind},
            "isPullRequest": True,
            "changes": {"base": "refs/heads/main"},
            "filesWithConflicts": [],
            "diff": "",
            "events": [{**opened, "data": comment}],
        }
    )


def _modes(repo: Repo, files: list[dict[str, Any]], revision: str) -> Answer:
    """How each file is to be sent: weights as LFS; with the id of what is there already."""
    there = repo.files(revision)
    rows = [
        {
            "path": file["path"],
            "uploadMode": "lfs" if entry(file["path"], b"").lfs is not None else "regular",
            "shouldIgnore": False,
            "oid": there[file["path"]].oid if file["path"] in there else None,
        }
        for file in files
    ]
    return as_json({"files": rows, "commitOid": repo.find(revision)})


def _changes(lines: list[dict[str, Any]], repo: Repo, revision: str) -> list[tuple[str, Content | None]]:
    """What a commit's lines change, None for what is deleted."""
    made: list[tuple[str, Content | None]] = []
    for line in lines:
        key, value = line["key"], line["value"]
        if key == "file":
            made.append((value["path"], base64.b64decode(value["content"])))
        elif key == "lfsFile":
            made.append((value["path"], Lfs(value["size"], sha256=value["oid"])))
        elif key == "deletedFile":
            made.append((value["path"], None))
        elif key == "deletedFolder":
            made += [(path, None) for path in repo.files(revision) if path.startswith(f"{value['path'].rstrip('/')}/")]
    return made
