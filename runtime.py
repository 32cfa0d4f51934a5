"""The only module that knows eventlet. Imported first by app.py, so that everything after it is cooperative.

`MOTCUA_ASYNC=threading` runs the same server on threads: commands, unit tests, and the way out of eventlet.
"""

import contextlib
import ctypes
import os
import signal
import socket
import warnings
from collections.abc import Callable
from typing import Any, TypeVar

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
READ_TIMEOUT_SECONDS = 10  # a half-sent request is dropped after this; an open WebSocket has none
MOST_CONNECTIONS = 20_000


def run_blocking(work: Callable[..., T], *args: Any, **kwargs: Any) -> T:
    """Do work that blocks (hashing, files, devices) without stopping the hall: on a real thread. It may not write."""
    if MODE == "eventlet":
        return tpool.execute(work, *args, **kwargs)
    return work(*args, **kwargs)


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
        _patient_websockets(app),
        custom_pool=eventlet.GreenPool(MOST_CONNECTIONS),
        socket_timeout=READ_TIMEOUT_SECONDS,
        keepalive=60,
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


def _patient_websockets(app):
    """A socket's read timeout is for requests; a WebSocket is watched by Socket.IO's own ping."""

    def handle(environ, start_response):
        if environ.get("HTTP_UPGRADE", "").lower() == "websocket":
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
