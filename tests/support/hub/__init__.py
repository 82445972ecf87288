"""A Hub on loopback: a real HTTP server, real git objects, that the real huggingface_hub client talks to.

    with Hub() as hub:
        repo = hub.repo("acme/Tiny", gated=False, tags=("text-generation",))      # kind="dataset", private=, disabled=
        sha = repo.commit({"LICENSE": "…", "model.safetensors": Lfs(5 * 10**9, head=b"…")}, when="2026-03-17T01:00:00Z")
        repo.commit({"LICENSE": None}, title="Delete LICENSE")                    # None deletes; branch= another branch
        repo.branch("dev", at=sha); repo.tag("v1.0", sha); repo.pull_request(1, sha)
        HfApi(endpoint=hub.endpoint).model_info("acme/Tiny")

Repositories: `repo.head`, `repo.files(rev)`, `repo.git_dir` (a bare repository on disk with the very objects),
`repo.settings(gated="manual")`, `hub.rename(old, new)`, `hub.alias("gpt2", "openai-community/gpt2")`. A name that
was never made is a missing repository: 401 to the anonymous as on the real Hub, 404 to a known token
(`Hub(hides_missing=False)`: 404 to both). `hub.token("reader", access=["acme/Gated"])` returns a token; it opens
gated and private repositories it has access to.
It receives too: with a known token `HfApi.upload_folder(create_pr=True)` makes `refs/pr/1`; what is LFS is taken on
trust.
Content: bytes and str; weights by suffix are LFS; `Lfs(size, head=, sha256=)` claims a size, `Lfs.of(data)` makes a
document LFS, `Plain(data)` keeps a weight in git, `Link(target)` is a symbolic link.

Manners: `hub.quota(api=20, resolvers=None, window=5, retry_after=False)` counts in fixed windows per caller and
answers 429; `hub.latency = 0.1` before each answer; `hub.cdn_ttl`, seconds a signed URL holds; `hub.page` and
`hub.expanded_page`, `hub.commits_page`; `hub.links_to`, where next pages are
said to be, which olah leaves as it was; `hub.lazy_fetch = True` lets git fetch single blobs.

Faults: `hub.fault(pattern, kind, times=1, skip=0, origin=None, **how)`; a regular expression searched in
`path?query`; `times=None` is for ever; returns the Fault, whose `.hits` counts. Kinds, with what they take:
  before any answer  status(code=503, retry_after=None) · stall · drop · html · redirect(to=None) · bad_json ·
                     huge_json(size=64 MiB) · deep_json(depth=100_000)
  on what is sent    drip(delay=0.05, chunk=1) · truncate(keep=0.5) · lie_length(delta=-10) · ignore_range · wrong_bytes
  on what is said    no_sha · wrong_sha · no_etag
Those on what is sent find the answer that has the bytes: a pattern with `/resolve/` finds it behind the redirect too.
`hub.before(pattern, action, times=1)` calls action() before such a request is answered (move a branch, say).
`hub.clear_faults()` ends them. `redirect` goes to `hub.other`, a third origin that answers 200 to everything.

Log: `hub.log` is a tuple of Record(method, path, query, range, status, sent, headers, origin, repo, file, weight), in
order of arrival, complete for every answer a client has seen; origin is hub, cdn or other; sent counts the bytes of the
body; headers are the client's, names in lower case. `hub.api_calls(repo=None)`, `hub.content_calls(repo=None,
pattern="")`, `hub.bytes()`, `hub.cdn_bytes`, `hub.weight_bytes`, `hub.concurrent_peak`, `hub.reset_log()`;
`hub.reset()` also ends faults, quota and latency.

`support.hub.repositories.populate(hub)` builds the cast: constants there and in `support.hub.corners` name them.
"""

from support.hub.hub import Hub
from support.hub.journal import Record
from support.hub.objects import Lfs, Link, Plain
from support.hub.repository import Repo
from support.hub.trouble import Fault

__all__ = ["Fault", "Hub", "Lfs", "Link", "Plain", "Record", "Repo"]
