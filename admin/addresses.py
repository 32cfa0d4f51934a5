"""Under which address a phone in the hall reaches this server."""

import socket

from flask import request

from config import LOOPBACK
from models.centre import Centre

LOOPBACK_NAMES = (*LOOPBACK, "[::1]")  # as a browser writes them


def lan_address() -> str:
    """This machine's address on the local network; the loopback address when it has none. Sends nothing."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("10.255.255.255", 1))
            return probe.getsockname()[0]
        except OSError:
            return "127.0.0.1"


def ticket_url(centre: Centre, token: str) -> str:
    """What the QR on the paper opens. An address that only this PC can open is never printed."""
    base = centre.public_url.rstrip("/")
    if not base:
        host, _, port = request.host.rpartition(":") if ":" in request.host else (request.host, "", "80")
        name = lan_address() if host in LOOPBACK_NAMES else host
        base = f"{request.scheme}://{name}" + (f":{port}" if port not in ("80", "443") else "")
    return f"{base}/t/{token}"
