"""A slip printer on a TCP port, for tests: understands ESC/POS as a printer does, and can fail in every way one can.

Written apart from printing.papers on purpose: what one of them misreads, the other shows.
"""

import socket
import socketserver
import struct
import threading
import time
from dataclasses import dataclass, field

from PIL import Image, ImageOps

ESC, GS, DLE = 0x1B, 0x1D, 0x10


@dataclass
class Knobs:
    """How the printer is. Changed by a test at any moment."""

    paper: str = "ok"  # ok, low, out
    cover_open: bool = False
    offline: bool = False
    fault: bool = False
    answers: bool = True  # False: never a word to DLE EOT
    garbage: bytes = b""  # said instead of every answer
    reset_after: int | None = None  # bytes, then the connection is reset
    stalls: bool = False  # takes the connection, reads nothing
    bytes_per_second: float | None = None
    hangs_up: bool = False  # closes the connection at the first question


@dataclass
class Seen:
    """What has reached the printer."""

    papers: list[Image.Image] = field(default_factory=list)
    fed: list[int] = field(default_factory=list)  # lines of ESC d
    unknown: list[bytes] = field(default_factory=list)
    bands: list[int] = field(default_factory=list)  # rows of each raster
    received: bytearray = field(default_factory=bytearray)
    resets: int = 0
    connections: int = 0


class PrinterServer:
    """`with PrinterServer() as printer:` listens on `printer.port`; wait with `printer.until(…)`."""

    def __init__(self) -> None:
        self.knobs, self.seen = Knobs(), Seen()
        self.changed = threading.Condition()
        self._closing = threading.Event()
        self._strips: list[Image.Image] = []
        self._server = _Listener(("127.0.0.1", 0), _handler(self))
        self.port: int = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def __enter__(self) -> "PrinterServer":
        self._thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.close()

    def close(self) -> None:
        """Switch it off: the port refuses from now on."""
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def until(self, met, seconds: float = 30.0) -> bool:
        """Wait until `met(seen)`; False when it is not met in time."""
        with self.changed:
            return self.changed.wait_for(lambda: met(self.seen), seconds)

    def talk(self, connection: socket.socket) -> None:
        """One conversation, until the other side or a knob ends it."""
        with self.changed:
            self.seen.connections += 1
        connection.settimeout(0.05)
        wire = _Wire(self, connection)
        try:
            while True:
                self._obey(wire)
        except (EOFError, ConnectionError):
            pass
        finally:
            with self.changed:
                self._strips.clear()  # a printer that loses the line forgets what was not cut
                self.changed.notify_all()

    def _obey(self, wire: "_Wire") -> None:
        first = wire.take(1)[0]
        second = wire.take(1)[0] if first in (ESC, GS, DLE) else None
        if (first, second) == (DLE, 0x04):
            self._answer(wire, wire.take(1)[0])
        elif (first, second) == (ESC, ord("@")):
            with self.changed:
                self._strips.clear()
        elif (first, second) == (ESC, ord("d")):
            lines = wire.take(1)[0]
            with self.changed:
                self.seen.fed.append(lines)
                self._cut()
        elif (first, second) == (GS, ord("v")):
            self._raster(wire)
        elif (first, second) == (GS, ord("V")):
            mode = wire.take(1)[0]
            if mode in (65, 66):
                wire.take(1)
            with self.changed:
                self._cut()
        else:
            with self.changed:
                self.seen.unknown.append(bytes(b for b in (first, second) if b is not None))
                self.changed.notify_all()

    def _raster(self, wire: "_Wire") -> None:
        kind, mode, columns, rows = struct.unpack("<BBHH", wire.take(6))
        data = wire.take(columns * rows)
        burnt = Image.frombytes("1", (columns * 8, rows), data)  # 1 burns a dot
        strip = ImageOps.invert(burnt.convert("L")).convert("1", dither=Image.Dither.NONE)
        with self.changed:
            self.seen.bands.append(rows)
            if (kind, mode) != (ord("0"), 0):
                self.seen.unknown.append(bytes((GS, ord("v"), kind, mode)))
            self._strips.append(strip)

    def _cut(self) -> None:
        if not self._strips:
            return
        paper = Image.new("1", (self._strips[0].width, sum(strip.height for strip in self._strips)), 1)
        top = 0
        for strip in self._strips:
            paper.paste(strip, (0, top))
            top += strip.height
        self._strips.clear()
        self.seen.papers.append(paper)
        self.changed.notify_all()

    def _answer(self, wire: "_Wire", question: int) -> None:
        knobs = self.knobs
        if knobs.hangs_up:
            raise EOFError
        if knobs.garbage:
            wire.say(knobs.garbage)
        elif knobs.answers:
            blocked = knobs.offline or knobs.cover_open or knobs.fault or knobs.paper == "out"
            bits = {
                1: 0x08 * blocked,
                2: 0x04 * knobs.cover_open | 0x20 * (knobs.paper == "out") | 0x40 * knobs.fault,
                4: 0x0C * (knobs.paper in ("low", "out")) | 0x60 * (knobs.paper == "out"),
            }[question]
            wire.say(bytes((0x12 | bits,)))


class _Wire:
    """The printer's end of the line, with its knobs."""

    def __init__(self, printer: PrinterServer, connection: socket.socket) -> None:
        self.printer, self.connection = printer, connection
        self.got = 0
        self.buffer = bytearray()

    def take(self, count: int) -> bytes:
        while len(self.buffer) < count:
            self._receive()
        taken = bytes(self.buffer[:count])
        del self.buffer[:count]
        return taken

    def _receive(self) -> None:
        knobs, closing = self.printer.knobs, self.printer._closing
        while knobs.stalls:
            if closing.wait(0.02):
                raise EOFError
        size = 65_536
        if knobs.bytes_per_second is not None:
            size = 10
            if closing.wait(size / knobs.bytes_per_second):
                raise EOFError
        if knobs.reset_after is not None:
            if self.got >= knobs.reset_after:
                self._reset()
            size = min(size, knobs.reset_after - self.got)
        try:
            heard = self.connection.recv(size)
        except TimeoutError:
            if closing.is_set():
                raise EOFError from None
            return
        if not heard:
            raise EOFError
        self.got += len(heard)
        self.buffer += heard
        with self.printer.changed:
            self.printer.seen.received += heard
            self.printer.changed.notify_all()

    def _reset(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()
        with self.printer.changed:
            self.printer.seen.resets += 1
            self.printer.changed.notify_all()
        raise ConnectionResetError

    def say(self, answer: bytes) -> None:
        self.connection.sendall(answer)


class _Listener(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


def _handler(printer: PrinterServer) -> type[socketserver.BaseRequestHandler]:
    class Handler(socketserver.BaseRequestHandler):
        def setup(self) -> None:
            # A small buffer, as in a real printer: what it does not read stays with the sender.
            self.request.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)

        def handle(self) -> None:
            printer.talk(self.request)

    return Handler


def wait_until(met, seconds: float = 30.0) -> bool:
    """Look every few milliseconds whether `met()`; False when it is not met in time."""
    until = time.monotonic() + seconds
    pause = threading.Event()
    while not met():
        if time.monotonic() > until:
            return False
        pause.wait(0.01)
    return True
