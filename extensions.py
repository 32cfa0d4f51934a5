"""The one Socket.IO server, the limiter and the translator, made empty; app.py gives them their application."""

import json
import logging
import time
from collections.abc import Collection
from contextlib import suppress
from urllib.parse import urlsplit

from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_socketio import SocketIO
from socketio import packet

log = logging.getLogger(__name__)

PING_SECONDS = 10  # how often a screen is asked whether it is there
PING_PATIENCE_SECONDS = 15  # and how long it may take to say so
LARGEST_MESSAGE_BYTES = 16_384
MOST_PACKETS_A_SECOND = 20  # from one socket; a screen of ours sends a handful a minute


class Sockets(SocketIO):
    """Socket.IO that reads only what our screens send: anything else closes the socket, with one line in the log."""

    def init_app(self, app, **options) -> None:
        super().init_app(app, **options)
        self._per_address = app.config["MOTCUA"].sockets_per_address
        self.session_hours = app.config["MOTCUA"].session_hours  # for pictures that no request asks for
        self.server.eio.on("connect", self._admit)
        self.server.eio.on("message", self._receive)

    def _admit(self, eio_sid: str, environ: dict) -> str | None:
        address = environ.get("REMOTE_ADDR")
        there = sum(1 for other in self.server.environ.values() if other.get("REMOTE_ADDR") == address)
        if there >= self._per_address:
            log.warning("socket refused: %s has %s already", address, there)
            return "slow_down"
        self.server._handle_eio_connect(eio_sid, environ)
        return None

    def _receive(self, eio_sid: str, said: str | bytes) -> None:
        with suppress(KeyError):  # closed meanwhile
            session = self.server.eio.get_session(eio_sid)
            if session.get("refused"):
                return
            fault = "slow_down" if _too_many(session) else self._fault(eio_sid, said)
            if fault is None:
                self.server._handle_eio_message(eio_sid, said)
                return
            session["refused"] = True
            log.warning("socket closed: %s", fault)
            self.server.eio.send(eio_sid, f"{packet.CONNECT_ERROR}{json.dumps({'message': fault})}")
            self.start_background_task(self.server.eio.disconnect, eio_sid)

    def _fault(self, eio_sid: str, said: str | bytes) -> str | None:
        if not isinstance(said, str):
            return "binary"
        try:
            read = self.server.packet_class(encoded_packet=said)
        except (ValueError, RecursionError):
            return "unreadable"
        if read.packet_type in (packet.CONNECT, packet.DISCONNECT):
            return None
        if read.packet_type != packet.EVENT or not isinstance(read.data, list) or not read.data:
            return "unreadable"
        if not isinstance(read.data[0], str) or read.data[0] in ("connect", "disconnect"):
            return "unreadable"
        namespace = read.namespace or "/"
        if self.server.manager.sid_from_eio_sid(eio_sid, namespace) is None:
            return "unauthorized"
        return None if read.data[0] in self.server.handlers.get(namespace, {}) else "unknown_event"


def _in_one_line(record: logging.LogRecord) -> bool:
    if record.getMessage().startswith("post request"):  # garbage by polling is the sender's fault, not ours
        record.exc_info = None
    return True


logging.getLogger("engineio.server").addFilter(_in_one_line)


def _too_many(session: dict) -> bool:
    second = int(time.monotonic())
    if session.get("second") != second:
        session |= {"second": second, "packets": 0}
    session["packets"] += 1
    return session["packets"] > MOST_PACKETS_A_SECOND


socketio = Sockets()
limiter = Limiter(get_remote_address, storage_uri="memory://", strategy="moving-window", default_limits=[])
babel = Babel()


def same_origin(origin: str | None, environ: dict) -> bool:
    """Whether a socket comes from a page of ours. The Host itself has been checked before (admin.front_door)."""
    if origin is None:
        return True  # not a browser: it must still show a device's or an officer's secret
    return host_of(origin) == environ.get("HTTP_HOST")


def host_of(origin: str) -> str:
    """The host, with its port, of an Origin header; "" when that names none."""
    try:
        return urlsplit(origin).netloc
    except ValueError:  # "http://[::1"
        return ""


def centre_room(centre_id: int) -> str:
    """The room of a centre's screens in any namespace."""
    return f"centre:{centre_id}"


def device_room(device_id: int) -> str:
    """The room of one paired screen, in the namespace of its kind."""
    return f"device:{device_id}"


def occupied(namespace: str) -> Collection[str]:
    """The rooms of a namespace in which somebody is, in this process."""
    return socketio.server.manager.rooms.get(namespace, {}).keys()


def is_anybody_in(namespace: str, room: str) -> bool:
    """Whether somebody is in a room who is not just leaving: while a socket's end is told, it is in its rooms still."""
    manager = socketio.server.manager
    if room not in occupied(namespace):
        return False
    return any(manager.is_connected(sid, namespace) for sid, _ in list(manager.get_participants(namespace, room)))


def drop_room(room: str) -> None:
    """Disconnect everybody in a room of any namespace: a session has ended, a device is revoked."""
    manager = socketio.server.manager
    for namespace in list(manager.get_namespaces()):
        for sid, _ in list(manager.get_participants(namespace, room)):
            socketio.server.disconnect(sid, namespace=namespace)
