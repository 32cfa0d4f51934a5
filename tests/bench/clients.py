"""Who stands in the hall for a bench: screens on WebSockets, officers and kiosks on HTTP; real connections."""

import json
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection
from urllib.parse import urlsplit

import websocket


class Screen:
    """One Socket.IO client over a WebSocket; notes when each message of one name arrives."""

    def __init__(self, url: str, namespace: str, event: str, cookie: str = "", auth: dict | None = None) -> None:
        self.arrivals: list[float] = []
        self.heard_at = time.perf_counter()  # the latest message of any name
        self.prefix = f'42{namespace},["{event}"'
        self.joined, self._waiting = threading.Event(), threading.Condition()
        address = url.replace("http://", "ws://") + "/socket.io/?EIO=4&transport=websocket"
        # Checking UTF-8 in Python costs more than all the rest; browsers do it in machine code.
        self.socket = websocket.create_connection(address, cookie=cookie, timeout=60, skip_utf8_validation=True)
        self.socket.recv()  # the handshake
        self.socket.send(f"40{namespace}," + (json.dumps(auth) if auth else ""))
        threading.Thread(target=self._listen, args=(namespace,), daemon=True).start()

    def _listen(self, namespace: str) -> None:
        while True:
            try:
                packet = self.socket.recv()
            except (websocket.WebSocketException, OSError):
                return
            moment = self.heard_at = time.perf_counter()
            if packet == "2":
                self.socket.send("3")  # the server asks whether we are there
            elif packet.startswith(f"40{namespace},"):
                self.joined.set()
            elif packet.startswith(f"44{namespace},"):
                raise AssertionError(f"refused: {packet}")
            elif packet.startswith(self.prefix):
                with self._waiting:
                    self.arrivals.append(moment)
                    self._waiting.notify_all()

    def wait_for(self, count: int) -> float:
        """When the `count`th message arrived."""
        with self._waiting:
            if not self._waiting.wait_for(lambda: len(self.arrivals) >= count, timeout=10):
                raise AssertionError(f"message {count} never came; {len(self.arrivals)} did")
            return self.arrivals[count - 1]

    def close(self) -> None:
        self.socket.close()


def open_screens(count: int, make: Callable[[], Screen]) -> list[Screen]:
    """So many screens, all joined."""
    screens = [make() for _ in range(count)]
    for screen in screens:
        assert screen.joined.wait(10), "a screen was not admitted"
    return screens


def wait_for_rest(screens: list[Screen], seconds: float = 0.3) -> None:
    """Until no screen has been told anything for a moment: the pictures of the move before have all been sent."""
    while (quiet := time.perf_counter() - max(screen.heard_at for screen in screens)) < seconds:
        time.sleep(seconds - quiet)


class Asker:
    """One HTTP connection kept open, as a browser keeps it."""

    def __init__(self, url: str, cookie: str = "") -> None:
        self.connection = HTTPConnection(urlsplit(url).netloc, timeout=30)
        self.headers = {"Content-Type": "application/json", "Cookie": cookie}

    def post(self, path: str, body: dict | None = None, **headers: str) -> tuple[int, dict, float]:
        """(status, answer, seconds)."""
        began = time.perf_counter()
        self.connection.request("POST", path, json.dumps(body or {}), self.headers | headers)
        response = self.connection.getresponse()
        answer = response.read()
        return response.status, json.loads(answer or b"{}"), time.perf_counter() - began


def cookie_of(session) -> str:
    """A requests session's cookies as a header."""
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in session.cookies)
