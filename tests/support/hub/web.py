"""What a request is and what an answer is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

NO_BODY = (204, 304)
MOVED = (301, 302, 307, 308)


@dataclass
class Answer:
    """A status, headers and a body: bytes, or a size and what reads it in pieces."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    size: int | None = None
    read: Callable[[int, int], Iterator[bytes]] | None = None
    ranges: bool = False
    alias: str = ""
    repo: str = ""
    file: str = ""
    weight: bool = False

    @property
    def length(self) -> int:
        return len(self.body) if self.size is None else self.size

    def pieces(self, start: int, stop: int) -> Iterator[bytes]:
        if self.read is not None:
            return self.read(start, stop)
        return iter((self.body[start:stop],) if stop > start else ())


def as_json(body: object, status: int = 200, **headers: str) -> Answer:
    made = {"Content-Type": "application/json; charset=utf-8", **{k.replace("_", "-"): v for k, v in headers.items()}}
    return Answer(status, made, json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode())


def refusal(status: int, code: str, message: str) -> Answer:
    headers = {"X_Error_Code": code} if code else {}
    return as_json({"error": message}, status, X_Error_Message=message, **headers)


@dataclass
class Request:
    """What was asked."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes

    @property
    def segments(self) -> list[str]:
        return [unquote(part) for part in self.path.split("/") if part]

    @property
    def caller(self) -> str:
        """Who the quota counts: the holder of a token, or this machine."""
        return self.headers.get("authorization", "")


@dataclass
class Plan:
    """The answer as it goes out: status, headers, which bytes, and whether the connection ends with it."""

    status: int
    headers: dict[str, str]
    start: int
    stop: int
    ends: bool = False


def plan(request: Request, answer: Answer, kind: str, how: dict[str, object]) -> Plan:
    """What is sent of the answer: the range that was asked for, and the lies of a fault of that kind."""
    made = Plan(answer.status, dict(answer.headers), 0, answer.length)
    if answer.ranges:
        made.headers["Accept-Ranges"] = "bytes"
        if answer.status == 200 and kind != "ignore_range":
            _cut(made, request.headers.get("range", ""), answer.length)
    length = made.stop - made.start
    if made.status not in NO_BODY:
        made.headers["Content-Length"] = str(length)
    if kind == "lie_length":
        made.headers["Content-Length"] = str(max(0, length + int(str(how.get("delta", -10)))))
    if kind == "truncate":
        keep = float(str(how.get("keep", 0.5)))
        made.stop = made.start + min(length, int(keep if keep > 1 else length * keep))
    made.ends = kind in ("lie_length", "truncate")
    return made


def _cut(made: Plan, wanted: str, total: int) -> None:
    span = _span(wanted, total)
    if span is None:
        return
    made.start, made.stop = span
    if span == (0, 0):
        made.status = 416
        made.headers["Content-Range"] = f"bytes */{total}"
    else:
        made.status = 206
        made.headers["Content-Range"] = f"bytes {made.start}-{made.stop - 1}/{total}"


def _span(wanted: str, total: int) -> tuple[int, int] | None:
    """First byte and the one behind the last; (0, 0) where it cannot be satisfied, nothing where it is no range."""
    match = re.fullmatch(r"bytes=(\d*)-(\d*)", wanted)
    if match is None or wanted == "bytes=-":
        return None
    first, last = match.groups()
    if not first:
        return (max(0, total - int(last)), total) if last and int(last) and total else (0, 0)
    start = int(first)
    stop = min(total, int(last) + 1) if last else total
    return (start, stop) if start < total and start < stop else (0, 0)
