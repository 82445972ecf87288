"""Requests to one Hub: bounded in size and time, within its quotas, with the token sent to no other host.

huggingface_hub provides the endpoint, the token and the time-out. The requests are sent here: its own small
calls have no time-out and mostly no retry, and its session is shared by the whole process
(huggingface_hub 2.4).
"""

from __future__ import annotations

import base64
import ipaddress
import threading
import time
from typing import TYPE_CHECKING, NamedTuple

from auditor.errors import ConfigError, SourceError
from auditor.sources.hub.pacing import LONGEST_WAIT, Gate, quota
from auditor.sources.hub.refusals import refusal
from auditor.sources.hub.traffic import Traffic

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx2

    from auditor.model import Progress

MOST_JSON = 32 * 2**20
"""Bytes of one answer of the API."""
_TRIES = 5
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MOST_HOPS = 5
_LONGEST_BACKOFF = 8.0
_SLOWEST = 64 * 1024
"""Bytes per second below which a body is abandoned, once the time-out has passed."""
_PARTIAL, _OK, _LIMITED = 206, 200, 429


class Reply(NamedTuple):
    """A complete answer to a request."""

    status: int
    headers: Mapping[str, str]
    """Headers of the last answer."""
    body: bytes


class _Broken(Exception):  # noqa: N818 - a state of one try, which never leaves this module
    """The answer cannot be used; a retry may help."""


class Session:
    """One client of one Hub; thread-safe."""

    def __init__(self, endpoint: str, *, token: str | bool | None = None, progress: Progress | None = None) -> None:
        """`token`: None for that of HF_TOKEN or `hf auth login`, False for none; the time-out is huggingface_hub's.

        Raises `ConfigError` for a token that cannot be sent.
        """
        import httpx2  # noqa: PLC0415 - a tenth of a second that local audits need not pay
        from huggingface_hub import __version__, constants, get_token  # noqa: PLC0415 - the same

        self.traffic = Traffic()
        self._token = token if isinstance(token, str) else None if token is False else get_token()
        if self._token is not None and not (self._token.isascii() and self._token.isprintable()):
            # the transport's own error would contain the token
            raise ConfigError("The token holds characters that no token has.", tip="Set HF_TOKEN anew: hf auth token.")
        self._timeout = float(constants.HF_HUB_DOWNLOAD_TIMEOUT)
        self._progress = progress
        self._closed = threading.Event()
        self._gates = {kind: Gate(sleep=self._sleep) for kind in ("api", "resolvers", "git")}
        self._home = httpx2.URL(endpoint)
        self._reached = False
        self._client = httpx2.Client(
            timeout=self._timeout,
            follow_redirects=False,
            headers={"user-agent": f"auditor; hf_hub/{__version__}", "accept-encoding": "identity"},
            limits=httpx2.Limits(max_connections=16, max_keepalive_connections=16),
        )

    @property
    def signed_in(self) -> bool:
        """Whether a token is sent."""
        return self._token is not None

    def close(self) -> None:
        """Close the connections; waiting threads are released."""
        self._closed.set()
        self._client.close()

    def api(self, url: str, *, what: str) -> Reply:
        """A GET of the API; `what` names it for the reader. Raises `SourceError` unless it succeeds."""
        return self._checked(self._answer(url, "api", {}, MOST_JSON, what=what), what)

    def content(self, url: str, *, what: str, most: int, start: int = 0, whole: bool = True) -> Reply:
        """The bytes of a file: all of it, at most `most`, or those from `start` on.

        If the server ignores the range, no more than requested is read. Raises `SourceError`.
        """
        if not whole:
            ranges = {"range": f"bytes={start}-{start + most - 1}"}
            return self._checked(self._answer(url, "resolvers", ranges, most, what=what, start=start), what)
        return self._checked(self._answer(url, "resolvers", {}, most, what=what), what)

    def git(self, url: str, *, what: str, most: int, body: bytes | None = None) -> Reply:
        """A request of git's smart HTTP, a POST if it has a body; raises `SourceError`.

        It is sent only to this Hub; redirects to other hosts are not followed.
        """
        headers = {"git-protocol": "version=2"}
        if body is not None:
            headers["content-type"] = "application/x-git-upload-pack-request"
        return self._checked(self._answer(url, "git", headers, most, what=what, body=body), what)

    def _checked(self, reply: Reply, what: str) -> Reply:
        if reply.status in (_OK, _PARTIAL):
            return reply
        raise refusal(reply.status, reply.headers, what, signed_in=self.signed_in)

    def _answer(
        self,
        url: str,
        bucket: str,
        headers: dict[str, str],
        most: int,
        *,
        what: str,
        start: int = 0,
        body: bytes | None = None,
    ) -> Reply:
        """The answer, after retries; raises `SourceError` if no try was answered."""
        import httpx2  # noqa: PLC0415 - loaded already

        why = ""
        for number in range(_TRIES):
            try:
                reply = self._try(url, bucket, headers, most, what, start, body)
            except (httpx2.TimeoutException, TimeoutError):
                why = f"it did not answer within {self._timeout:g} s"
            except httpx2.ConnectError as error:
                why = f"it cannot be reached ({error})"
                if not self._reached:
                    break  # no network, or no such host: waiting does not help
            except (httpx2.HTTPError, httpx2.InvalidURL, httpx2.StreamError, _Broken) as error:
                why = str(error) or type(error).__name__
            else:
                if reply.status not in _PASSING or number == _TRIES - 1:
                    return reply
                why = f"it answered {reply.status}"
                wait = _until_quota(reply) or _backoff(number)
                if wait > LONGEST_WAIT:
                    return reply  # longer than any quota window: not worth waiting for
                self._pause(wait, what, why)
                continue
            if number < _TRIES - 1:
                self._pause(_backoff(number), what, why)
        message = f"{what} could not be read from {self._home.host}: {why}."
        raise SourceError(message, tip="Try again later; what was read stays in the cache.")

    def _try(
        self, url: str, bucket: str, headers: dict[str, str], most: int, what: str, start: int, body: bytes | None
    ) -> Reply:
        import httpx2  # noqa: PLC0415 - loaded already

        place = httpx2.URL(url)
        for _ in range(_MOST_HOPS):
            at_home = self._is_home(place)
            if bucket == "git" and not at_home:
                raise _Broken("it redirected a git request to another host")
            sent = {**headers, **({"authorization": self._authorization(bucket)} if self._token and at_home else {})}
            request = self._client.build_request("GET" if body is None else "POST", place, headers=sent, content=body)
            gate = self._gates[bucket] if at_home else None
            if gate is not None:
                gate.enter(lambda seconds: self._report(f"{what}: waiting {seconds:.0f} s for the Hub's limit"))
            left = None
            try:
                self.traffic.sent()
                response = self._client.send(request, stream=True)
                self._reached = True
                left = quota(response.headers)
            finally:
                if gate is not None:
                    gate.leave(left)
            try:
                if response.status_code in _REDIRECTS and "location" in response.headers:
                    place = self._next(place, response.headers["location"])
                    continue
                good = response.status_code in (_OK, _PARTIAL)
                came = self._body(response, most, start if "range" in headers else None) if good else b""
                return Reply(response.status_code, response.headers, came)
            finally:
                response.close()
        raise _Broken(f"it redirected more than {_MOST_HOPS} times")

    def _authorization(self, bucket: str) -> str:
        """The token, as a bearer for the API and as a password for git."""
        if bucket != "git":
            return f"Bearer {self._token}"
        return "Basic " + base64.b64encode(f"auditor:{self._token}".encode()).decode()

    def _next(self, place: httpx2.URL, location: str) -> httpx2.URL:
        there = place.join(location)
        downgraded = place.scheme == "https" and there.scheme != "https"
        if there.scheme not in ("http", "https") or downgraded or _is_link_local(there.host):
            raise _Broken("it redirected to a host that is not read from")
        return there

    def _is_home(self, place: httpx2.URL) -> bool:
        home = self._home
        return (place.scheme, place.host, place.port) == (home.scheme, home.host, home.port)

    def _body(self, response: httpx2.Response, most: int, start: int | None) -> bytes:
        """The body, or the requested range of it; `start` is None if no range was requested."""
        skip = start if start is not None and response.status_code == _OK else 0
        if skip and skip > most:
            raise _Broken("it ignored the requested range")
        since = time.monotonic()
        parts: list[bytes] = []
        got = 0
        # not in pieces of a fixed size: those are delivered only when full, however slowly
        for part in response.iter_bytes():
            self.traffic.received(len(part))
            parts.append(part)
            got += len(part)
            if start is not None and got >= skip + most:
                break
            if got > most + skip:
                raise _Broken(f"it is larger than {most:,} bytes")
            if time.monotonic() - since > self._timeout + got / _SLOWEST:
                raise TimeoutError
        body = b"".join(parts)
        return body[skip : skip + most] if start is not None else body

    def _pause(self, seconds: float, what: str, why: str) -> None:
        if seconds >= 1.0:
            self._report(f"{what}: {why}; again in {seconds:.0f} s")
        self._sleep(min(seconds, LONGEST_WAIT))

    def _sleep(self, seconds: float) -> None:
        if self._closed.wait(seconds):
            raise SourceError("The connection to the Hub was closed.", tip="Run it again.")

    def _report(self, what: str) -> None:
        if self._progress is not None:
            self._progress(what, 0, 0)


def _until_quota(reply: Reply) -> float | None:
    """Seconds to wait according to the server."""
    after = reply.headers.get("retry-after", "")
    if after.isascii() and after.isdecimal():
        return float(after)
    left = quota(reply.headers) if reply.status == _LIMITED else None
    return left.seconds + 0.1 if left is not None and left.left == 0 else None


def _backoff(number: int) -> float:
    return min(0.5 * 2.0**number, _LONGEST_BACKOFF)


def _is_link_local(host: str) -> bool:
    """Whether a host is an address of the local link, where clouds serve the credentials of the machine."""
    try:
        return ipaddress.ip_address(host).is_link_local
    except ValueError:
        return False
