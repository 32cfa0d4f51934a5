"""The one Socket.IO server, the limiter and the translator, made empty; app.py gives them their application."""

from urllib.parse import urlsplit

from flask_babel import Babel
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_socketio import SocketIO

socketio = SocketIO()
limiter = Limiter(get_remote_address, storage_uri="memory://", strategy="moving-window", default_limits=[])
babel = Babel()

PING_SECONDS = 10  # how often a screen is asked whether it is there
PING_PATIENCE_SECONDS = 15  # and how long it may take to say so
LARGEST_MESSAGE_BYTES = 16_384


def same_origin(origin: str | None, environ: dict) -> bool:
    """Whether a socket comes from a page of ours. The Host itself has been checked before (admin.front_door)."""
    if origin is None:
        return True  # not a browser: it must still show a device's or an officer's secret
    return urlsplit(origin).netloc == environ.get("HTTP_HOST")


def centre_room(centre_id: int) -> str:
    """The room of a centre's screens in any namespace."""
    return f"centre:{centre_id}"


def drop_room(namespace: str, room: str) -> None:
    """Disconnect everybody in a room: a session has ended, a device is revoked."""
    manager = socketio.server.manager
    for sid, _ in list(manager.get_participants(namespace, room)):
        socketio.server.disconnect(sid, namespace=namespace)
