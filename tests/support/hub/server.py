"""One threaded HTTP server an origin, and the faults on their way out."""

from __future__ import annotations

import select
import socket
import sys
import threading
import time
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import unquote, urlsplit

from support.hub.journal import Record
from support.hub.trouble import BODY, INSTEAD, WORDS, Fault
from support.hub.web import MOVED, NO_BODY, Answer, Request, plan

if TYPE_CHECKING:
    from support.hub.hub import Hub


class Origin(ThreadingHTTPServer):
    """One origin of the double; close() ends every connection and its thread."""

    daemon_threads = False
    block_on_close = True
    request_queue_size = 128

    def __init__(self, hub: Hub, name: str) -> None:
        self.hub, self.name = hub, name
        self._open: set[socket.socket] = set()
        self._guard = threading.Lock()
        super().__init__(("127.0.0.1", 0), _Handler)
        self._thread = threading.Thread(target=self.serve_forever, args=(0.02,), name=f"hub-{name}")
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as inherited
        with self._guard:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:  # noqa: ANN401 - as inherited
        with self._guard:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401, ARG002 - as inherited
        """A client that hangs up is no error; anything else is one of the double's, told when it closes."""
        error = sys.exception()
        if not isinstance(error, OSError):
            self.hub.broken.append(error)

    def close(self) -> None:
        self.shutdown()
        self._thread.join()
        with self._guard:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    server_version = "loopback-hub"
    sys_version = ""
    disable_nagle_algorithm = True
    server: Origin
    wbufsize = -1

    timeout: ClassVar[None] = None

    def setup(self) -> None:
        self.request.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 65536)
        super().setup()

    def log_message(self, *args: object) -> None:
        """Nothing on stderr."""

    def _serve(self) -> None:
        hub = self.server.hub
        asked = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        if len(body) < length:  # the client is gone
            self.close_connection = True
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        request = Request(self.command, asked.path, asked.query, headers, body)
        self.number = hub.journal.begin(
            Record(self.command, asked.path, asked.query, self.server.name, headers.get("range", ""), headers)
        )
        try:
            self._answer(hub, request)
        finally:
            hub.journal.end(self.number)

    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = _serve  # noqa: N815 - as http.server calls them

    def _answer(self, hub: Hub, request: Request) -> None:
        name = f"{request.path}?{request.query}"
        names = (name, unquote(name))
        origin = self.server.name
        call = hub.faults.due(("call",), origin, *names)
        if call is not None and call.action is not None:
            call.action()
        if hub.latency:
            time.sleep(hub.latency)
        fault = hub.faults.due(INSTEAD, origin, *names)
        if fault is not None and fault.kind in ("stall", "drop"):
            self._leave(hub, fault)
            return
        answer = hub.instead(fault, request) if fault is not None else hub.answer(origin, request)
        words = hub.faults.due(WORDS, origin, *names)
        if words is not None:
            hub.reword(words, answer)
        broken = None
        if fault is None and answer.status not in (*NO_BODY, *MOVED) and request.method != "HEAD":
            broken = hub.faults.due(BODY, origin, *names, *filter(None, (answer.alias,)))
        hub.journal.note(self.number, repo=answer.repo, file=answer.file, weight=answer.weight)
        self._send(request, answer, broken)

    def _leave(self, hub: Hub, fault: Fault) -> None:
        """Answers nothing: at once, or until the client has had enough."""
        self.close_connection = True
        hub.journal.linger(self.number)
        if fault.kind == "stall":
            self._wait(hub, float("inf"))

    def _wait(self, hub: Hub, seconds: float) -> bool:
        """Waits; False where the client left or the double closes."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if hub.closing.is_set():
                return False
            readable, _, _ = select.select([self.connection], [], [], min(0.05, max(0.0, end - time.monotonic())))
            if readable and not self.connection.recv(1, socket.MSG_PEEK):
                return False
        return True

    def _send(self, request: Request, answer: Answer, fault: Fault | None) -> None:
        hub = self.server.hub
        kind, how = (fault.kind, fault.how) if fault else ("", {})
        going = plan(request, answer, kind, how)
        self.send_response(going.status)
        for name, value in going.headers.items():
            self.send_header(name, value)
        if going.ends:
            self.close_connection = True
            self.send_header("Connection", "close")
        hub.journal.note(self.number, status=going.status)
        self.end_headers()
        self.wfile.flush()
        if request.method == "HEAD" or going.status in NO_BODY:
            return
        for piece in answer.pieces(going.start, going.stop):
            data = bytes(255 - byte for byte in piece) if kind == "wrong_bytes" else piece
            if not (self._drip(hub, data, how) if kind == "drip" else self._write(hub, data)):
                self.close_connection = True
                return

    def _write(self, hub: Hub, data: bytes) -> bool:
        if hub.closing.is_set():
            return False
        self.wfile.write(data)
        self.wfile.flush()
        hub.journal.note(self.number, sent=len(data))
        return True

    def _drip(self, hub: Hub, data: bytes, how: dict[str, Any]) -> bool:
        hub.journal.linger(self.number)
        step = how.get("chunk", 1)
        for at in range(0, len(data), step):
            if not self._write(hub, data[at : at + step]) or not self._wait(hub, how.get("delay", 0.05)):
                return False
        return True
