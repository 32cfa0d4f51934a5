"""Printers that could be used: who listens on the printers' port in this machine's own network, and what is on USB.

Nothing is sent to what is found: a page printer on the same port would print it. Nothing outside the local network of
a private address (RFC 1918) is asked.
"""

import ipaddress
import socket
import threading
from dataclasses import dataclass
from pathlib import Path

from admin.addresses import lan_address
from models.printing import Printer

PORT = 9100
PATIENCE_SECONDS = 1.0  # for one address; all are asked at once
NEIGHBOURS = 24  # bits: the 254 addresses around ours
USB = Path("/dev/usb")
TOLD = Path("/sys/class/usbmisc")  # what a USB printer says of itself


@dataclass(frozen=True)
class Found:
    """Something that may be a printer."""

    kind: str  # of Printer.KINDS
    address: str
    name: str


def search(own: str | None = None, port: int = PORT) -> list[Found]:
    """What is there now, within two seconds: USB first, then the network by address."""
    return [*on_usb(), *on_lan(own or lan_address(), port)]


def on_lan(own: str, port: int = PORT) -> list[Found]:
    """Who answers on the port, among the neighbours of our own address; nobody when that is no private one."""
    here = ipaddress.ip_address(own)
    if here.version != 4 or not here.is_private:
        return []
    neighbours = ipaddress.ip_network(f"{own}/{NEIGHBOURS}", strict=False)
    answered: list[ipaddress.IPv4Address | ipaddress.IPv6Address] = []

    def ask(host: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
        try:
            socket.create_connection((str(host), port), PATIENCE_SECONDS).close()
        except OSError:
            return
        answered.append(host)

    threads = [threading.Thread(target=ask, args=(host,), daemon=True) for host in neighbours.hosts()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS * 2)
    return [Found(Printer.NETWORK, f"{host}:{port}", f"Máy in {host}") for host in sorted(answered)]


def on_usb(folder: Path = USB, told: Path = TOLD) -> list[Found]:
    """The printers that the system shows as device files."""
    if not folder.is_dir():
        return []
    return [Found(Printer.FILE, str(path), _usb_name(path.name, told)) for path in sorted(folder.glob("lp*"))]


def _usb_name(device: str, told: Path) -> str:
    try:
        said = (told / device / "device" / "ieee1284_id").read_text(encoding="utf-8", errors="replace")
    except OSError:
        said = ""
    parts = dict(part.split(":", 1) for part in said.split(";") if ":" in part)
    model = parts.get("MDL", parts.get("MODEL", "")).strip()
    return f"{model} (USB)" if model else f"Máy in USB {device}"
