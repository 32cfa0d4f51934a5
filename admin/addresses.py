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
    """What the QR on the paper opens."""
    return url_of(centre, f"/t/{token}")


def come_back_url(centre: Centre, code: str) -> str:
    """What the QR on a slip of missing papers opens; a scanner of the kiosk reads the code at its end."""
    return url_of(centre, f"/c/{code}")


def booking_url(centre: Centre) -> str:
    """Where a phone books a number: for the QR on the kiosk, the hall screen, the poster."""
    return url_of(centre, f"/book/{centre.slug}")


def url_of(centre: Centre, path: str) -> str:
    """A page of this server as a phone in the hall reaches it. An address that only this PC can open is never shown."""
    base = centre.public_url.rstrip("/")
    if not base:
        host, _, port = request.host.rpartition(":") if ":" in request.host else (request.host, "", "80")
        name = lan_address() if host in LOOPBACK_NAMES else host
        base = f"{request.scheme}://{name}" + (f":{port}" if port not in ("80", "443") else "")
    return base + path
