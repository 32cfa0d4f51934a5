"""A centre at work for the bench: its server's memory, a kiosk's and the counters' connections."""

import uuid
from pathlib import Path

from tests.bench.clients import Asker, Screen, cookie_of
from tests.real_server import Server

COUNTERS = 14


def memory_mb(pid: int) -> float:
    """Resident memory of a process, in MB."""
    for words in Path(f"/proc/{pid}/status").read_text().splitlines():
        if words.startswith("VmRSS"):
            return int(words.split()[1]) / 1024
    raise AssertionError("no such process")


def take(kiosk: Asker, service: int) -> tuple[int, dict, float]:
    return kiosk.post("/api/tickets", {"service": service}, **{"Idempotency-Key": str(uuid.uuid4())})


class Hall:
    """A centre at work: a kiosk's and the counters' connections, and the services."""

    def __init__(self, server: Server) -> None:
        self.server = server
        screen = server.screen("/kiosk")
        self.kiosk_cookie = cookie_of(screen)
        picture = screen.get(server.url + "/api/kiosk/picture", timeout=10).json()
        self.services = {tile["letter"]: tile["id"] for tile in picture["services"]}
        self._put_the_printer_aside()
        self.display_cookie = cookie_of(server.screen("/display"))
        self.counters = {
            number: Asker(server.url, cookie_of(server.officer(f"canbo{number:02d}", number)))
            for number in range(1, COUNTERS + 1)
        }

    def _put_the_printer_aside(self) -> None:
        """Paper is measured apart: the floor prints none, and a bench takes a year's tickets in a minute."""
        admin = self.server.officer("quantri")
        for printer in admin.get(self.server.url + "/api/printers", timeout=10).json()["printers"]:
            change = {name: printer[name] for name in ("name", "kind", "address", "paper_width_mm", "cuts")}
            url = f"{self.server.url}/api/printers/{printer['id']}"
            admin.put(url, json=change | {"active": False}, timeout=10).raise_for_status()

    def kiosk(self) -> Asker:
        return Asker(self.server.url, self.kiosk_cookie)

    def display(self) -> Screen:
        return Screen(self.server.url, "/display", "call", self.display_cookie)
