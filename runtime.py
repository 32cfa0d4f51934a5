"""The only module that knows eventlet. Imported first by app.py, so that everything after it is cooperative.

`MOTCUA_ASYNC=threading` runs the same server on threads: commands, unit tests, and the way out of eventlet.
"""

import contextlib
import ctypes
import io
import json
import os
import re
import secrets
import signal
import socket
import time
import warnings
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, ClassVar, TypeVar

MODE = os.environ.get("MOTCUA_ASYNC", "threading")


def give_memory_back() -> None:
    """Have large blocks returned when freed: else each thread keeps the 19 MB of a password hash (glibc only)."""
    libc = ctypes.CDLL(None)
    if hasattr(libc, "mallopt"):
        libc.mallopt(-3, 1 << 20)  # M_MMAP_THRESHOLD, fixed at 1 MB; see mallopt(3)


if MODE == "eventlet":
    give_memory_back()
    os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")  # its resolver fails on some .local names
    os.environ.setdefault("EVENTLET_THREADPOOL_SIZE", "4")  # real threads, for `run_blocking`
    warnings.filterwarnings("ignore", message=r"(?s).*Eventlet is deprecated")
    import eventlet

    eventlet.monkey_patch()
    import eventlet.wsgi
    from eventlet import tpool
elif MODE != "threading":
    raise SystemExit(f"MOTCUA_ASYNC={MODE!r}: choose eventlet or threading.")

T = TypeVar("T")
DRAIN_SECONDS = 3.0  # what a request in flight may still take when the server is asked to stop
READ_TIMEOUT_SECONDS = 5  # a half-sent request is dropped after this; an open WebSocket has none
IDLE_SECONDS = 60  # how long a connection may wait between two requests
SMALL_BODY_BYTES = 65_536
BODY_SECONDS = 60  # how long a larger body may take to come; the largest import needs a few on a slow network
MOST_CONNECTIONS = 20_000
PATIENCE_SECONDS = 0.06  # how long long work lets people go first, each time: as long as three of them need
ECHO_SECONDS = 0.02  # between an answer and the request that follows from it
PROMPT_SECONDS = 0.3  # a request that is older is long work itself: a file comes or goes
UNREADABLE = ("Yêu cầu không đọc được. Mời tải lại trang.", "The request cannot be read. Please reload.")
TOO_SLOW = ("Yêu cầu đến quá chậm nên chưa nhận. Mời gửi lại.", "The request came too slowly. Please send it again.")
HEADER_LINE = re.compile(rb"([\w!#$%&'*+.^`|~-]+:[^\x00\r\n]*)?\r\n", re.ASCII)
READ_ONCE = ("Host", "Content-Length", "Transfer-Encoding")  # headers that two readers would take for two requests


def run_blocking(work: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Do work that blocks (hashing, files, devices) without stopping the hall: on a real thread. It may not write."""
    if MODE == "eventlet":
        return tpool.execute(work, *args, **kwargs)
    return work(*args, **kwargs)


def give_way(seconds: float) -> None:
    """Long work of the server rests so long, and then while people wait for an answer: they go first."""
    time.sleep(seconds)
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and _somebody_waits():
        time.sleep(0.001)


class _Waiting:
    """The requests that are being answered, by when they began; and when the last of them had its answer."""

    began: ClassVar[dict[object, float]] = {}
    answered = 0.0


def _somebody_waits() -> bool:
    """Whether a person waits for an answer, or has one so newly that the next press may be on its way."""
    moment = time.monotonic()
    young = any(moment - began < PROMPT_SECONDS for began in _Waiting.began.values())
    return young or moment - _Waiting.answered < ECHO_SECONDS


def _noting_who_waits(app):
    """Remember when each request began; a socket's are never done."""
    from werkzeug.wsgi import ClosingIterator  # not before eventlet has made everything cooperative

    def handle(environ, start_response):
        if environ["PATH_INFO"].startswith("/socket.io/"):
            return app(environ, start_response)
        request = object()
        _Waiting.began[request] = time.monotonic()

        def end() -> None:
            _Waiting.answered = time.monotonic()
            _Waiting.began.pop(request, None)

        try:
            return ClosingIterator(app(environ, start_response), end)
        except BaseException:
            end()
            raise

    return handle


def unheard(code: str, vi: str, en: str, field: str | None = None) -> bytes:
    """The body of a refusal that the application does not come to hear of: the envelope of envelope.py."""
    words = {"code": code, "message_vi": vi, "message_en": en, "field": field, "request_id": secrets.token_hex(6)}
    return json.dumps({"error": words}, ensure_ascii=False).encode()


def serve(app, socketio, host: str, port: int, ready: Callable[[], None]) -> None:
    """Serve until SIGTERM or SIGINT; then tell the screens, finish what is in flight, and return.

    `ready` is called once the port answers. Raises OSError when the port is taken.
    """
    if MODE == "threading":
        ready()
        socketio.run(app, host=host, port=port, allow_unsafe_werkzeug=True)
        return
    listener = eventlet.listen((host, port), reuse_port=False)  # two servers must not share a port unnoticed
    asked_to_stop = _signals()
    server = eventlet.spawn(
        eventlet.wsgi.server,
        listener,
        _noting_who_waits(_patient_websockets(_whole_bodies(app))),
        protocol=_strict_protocol(),
        custom_pool=eventlet.GreenPool(MOST_CONNECTIONS),
        socket_timeout=READ_TIMEOUT_SECONDS,
        keepalive=IDLE_SECONDS,
        log_output=False,
        debug=False,
    )
    ready()
    asked_to_stop.recv(1)
    _say_goodbye(socketio)
    eventlet.spawn_n(server.kill, SystemExit)
    with eventlet.Timeout(DRAIN_SECONDS, False):
        server.wait()
        return
    os._exit(0)


def _signals() -> socket.socket:
    """A socket that becomes readable when the process is asked to stop; a handler alone does not wake the hub."""
    reader, writer = socket.socketpair()
    writer.setblocking(False)
    signal.set_wakeup_fd(writer.fileno())
    reader.writer = writer  # type: ignore[attr-defined]  # kept alive with its twin
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    return reader


def _strict_protocol() -> type:
    """HTTP as eventlet reads it, without what two readers could understand differently, and with an end to patience."""

    class Strict(eventlet.wsgi.HttpProtocol):
        def _read_request_line(self):
            with eventlet.Timeout(IDLE_SECONDS, False):
                return super()._read_request_line()
            return ""

        def parse_request(self) -> bool:
            self.rfile = lines = _HeaderLines(self.rfile)  # type: ignore[has-type]
            understood = None
            try:
                with eventlet.Timeout(READ_TIMEOUT_SECONDS, False):
                    understood = super().parse_request()
            except (eventlet.wsgi.HeaderLineTooLong, eventlet.wsgi.HeadersTooLarge):
                self.send_error(400)
            well_formed = lines.well_formed and self.raw_requestline.endswith(b"\r\n")
            if understood and (not well_formed or _ambiguous(self.headers)):
                self.send_error(400)
                understood = False
            if not understood:
                self.close_connection = True
            return bool(understood)

        def send_error(self, code: int, message=None, explain=None) -> None:
            body = unheard("bad_request", *UNREADABLE)
            head = f"HTTP/1.1 {code} {HTTPStatus(code).phrase}\r\nConnection: close\r\n"
            head += f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
            self.wfile.write(head.encode() + body)

    return Strict


class _HeaderLines:
    """The lines of a request's head; not `well_formed` once one is folded, ends in a bare LF, or holds a NUL."""

    def __init__(self, lines) -> None:
        self.lines, self.well_formed = lines, True

    def readline(self, size: int = -1) -> bytes:
        line = self.lines.readline(size)
        self.well_formed = self.well_formed and HEADER_LINE.fullmatch(line) is not None
        return line


def _ambiguous(headers) -> bool:
    length = headers.get("Content-Length", "0")
    if "Content-Length" in headers and "Transfer-Encoding" in headers:
        return True
    twice = any(len(headers.get_all(name, ())) > 1 for name in READ_ONCE)
    return twice or not (length.isascii() and length.isdigit())


def _whole_bodies(app):
    """A small body is read before the application begins: one that trickles in keeps no database connection.

    A larger one, or one that does not say how large, is read as the application likes; after `BODY_SECONDS` it ends.
    """

    def handle(environ, start_response):
        length = int(environ.get("CONTENT_LENGTH") or 0)
        if length > SMALL_BODY_BYTES or environ.get("HTTP_TRANSFER_ENCODING"):
            eventlet.spawn_after(BODY_SECONDS, _stop_reading, environ)
            return app(environ, _then_close(start_response))
        if length == 0:
            return app(environ, start_response)
        body = None
        with contextlib.suppress(OSError), eventlet.Timeout(READ_TIMEOUT_SECONDS, False):
            body = environ["wsgi.input"].read(length)
        if body is None:
            _stop_reading(environ)  # else the rest is waited for once more, to be thrown away
            refused = unheard("too_slow", *TOO_SLOW)
            headers = [("Connection", "close"), ("Content-Type", "application/json")]
            start_response("408 Request Timeout", [*headers, ("Content-Length", str(len(refused)))])
            return [refused]
        environ["wsgi.input"] = io.BytesIO(body)
        return app(environ, start_response)

    return handle


def _stop_reading(environ) -> None:
    with contextlib.suppress(OSError):  # closed already
        environ["eventlet.input"].get_socket().shutdown(socket.SHUT_RD)


def _then_close(start_response):
    def start(status, headers, *error):
        return start_response(status, [*headers, ("Connection", "close")], *error)

    return start


def _patient_websockets(app):
    """A socket's read timeout is for requests; a WebSocket is watched by Socket.IO's own ping."""

    def handle(environ, start_response):
        upgrades = environ["REQUEST_METHOD"] == "GET" and environ["PATH_INFO"].startswith("/socket.io/")
        if upgrades and environ.get("HTTP_UPGRADE", "").lower() == "websocket":
            environ["eventlet.input"].get_socket().settimeout(None)
        return app(environ, start_response)

    return handle


def _say_goodbye(socketio) -> None:
    for sid in list(socketio.server.eio.sockets):
        eventlet.spawn_n(_part, socketio, sid)  # one that has just gone may never take its leave
    eventlet.sleep(0.05)


def _part(socketio, sid: str) -> None:
    with contextlib.suppress(KeyError):  # gone by itself
        socketio.server.eio.disconnect(sid)
