"""Git over HTTP, through git's own http-backend; single blobs are refused as on the real Hub."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
from typing import TYPE_CHECKING

from support.hub.web import Answer, Request, refusal

if TYPE_CHECKING:
    from support.hub.hub import Hub

_PATH = re.compile(r"/(datasets/)?([^/]+(?:/[^/]+?)?)(?:\.git)?/(info/refs|git-upload-pack|HEAD)")
_WANT = re.compile(rb"want ([0-9a-f]{40})")
_REFUSED = b"0000"
"""Not what a fetch expects: git says "expected 'packfile'"."""


def is_git(request: Request) -> bool:
    return _PATH.fullmatch(request.path) is not None


def answer(hub: Hub, request: Request) -> Answer:
    match = _PATH.fullmatch(request.path)
    if match is None:
        raise ValueError(request.path)
    kind, name, verb = ("dataset" if match[1] else "model"), match[2], match[3]
    caller = hub.caller(request)
    repo = hub.open(kind, name, caller or "", request)
    if isinstance(repo, Answer):
        if repo.status == 401:
            repo.headers["WWW-Authenticate"] = 'Basic realm="Authentication required", charset="UTF-8"'
        return repo
    if repo.about.gated and not hub.reads(repo, caller or ""):
        made = refusal(403 if caller else 401, "GatedRepo", f"Access to {kind} {repo.id} is restricted.")
        if not caller:
            made.headers["WWW-Authenticate"] = 'Basic realm="Authentication required", charset="UTF-8"'
        return made
    if "receive-pack" in request.query:
        return refusal(403, "", "pushing is not allowed")
    body = gzip.decompress(request.body) if request.headers.get("content-encoding") == "gzip" else request.body
    wanted = {want.decode() for want in _WANT.findall(body)}
    if wanted and not hub.lazy_fetch and wanted <= repo.blobs:
        made = Answer(200, {"Content-Type": "application/x-git-upload-pack-result"}, _REFUSED)
    else:
        made = _backend(str(repo.git_dir), verb, request, body)
    made.repo = repo.id
    return made


def _backend(folder: str, verb: str, request: Request, body: bytes) -> Answer:
    env = {
        "PATH": os.environ["PATH"],
        "GIT_PROJECT_ROOT": folder,
        "GIT_HTTP_EXPORT_ALL": "1",
        "GIT_CONFIG_NOSYSTEM": "1",
        "PATH_INFO": f"/{verb}",
        "REQUEST_METHOD": request.method,
        "QUERY_STRING": request.query,
        "CONTENT_TYPE": request.headers.get("content-type", ""),
        "CONTENT_LENGTH": str(len(body)),
        "REMOTE_ADDR": "127.0.0.1",
        "GIT_PROTOCOL": request.headers.get("git-protocol", ""),
    }
    ran = subprocess.run(["git", "http-backend"], input=body, env=env, capture_output=True, check=False)
    if b"\r\n\r\n" not in ran.stdout:
        return refusal(500, "", "git failed")
    head, _, rest = ran.stdout.partition(b"\r\n\r\n")
    headers = dict(line.split(": ", 1) for line in head.decode().splitlines())
    status = int(headers.pop("Status", "200").split()[0])
    return Answer(status, headers, rest)
