"""Five ways to a printer, each through `escpos`, each bounded in time.

escpos waits without end on USB and serial lines and sixty seconds on a network; here every write has a deadline, so
that a printer that hangs costs its own worker a few seconds and nobody else anything.
"""

import logging
import os
import re
import socket
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from PIL import Image

from models.printing import Printer
from printing import papers

# On import escpos leaves an empty folder behind and takes over the root logger: neither is wanted.
_handlers = list(logging.root.handlers)
with tempfile.TemporaryDirectory() as _scratch:
    os.environ.setdefault("ESCPOS_CAPABILITIES_PICKLE_DIR", _scratch)
    _folder, tempfile.tempdir = tempfile.tempdir, _scratch
    from escpos.escpos import Escpos
    from escpos.printer import Dummy, File, Network, Serial, Usb

    tempfile.tempdir = _folder
    if os.environ["ESCPOS_CAPABILITIES_PICKLE_DIR"] == _scratch:
        del os.environ["ESCPOS_CAPABILITIES_PICKLE_DIR"]
logging.root.handlers[:] = _handlers

GATHERING = ".escpos"  # how a plain file must end to take the place of a printer

CONNECT_SECONDS = 1.5  # in the same building: one that is off does not answer at all, and its alert waits for this
TIMEOUT_SECONDS = 3.0  # for one step of a transfer
SENDING_SECONDS = 20.0  # for a whole slip
CHUNK = 4096  # bytes between two looks at the clock
DEFAULT_PORT, DEFAULT_BAUD = 9100, 115200
PROFILES = {576: "NT-80-V-UL", 384: "POS-5890"}  # escpos checks the picture's width against them

log = logging.getLogger(__name__)


class AddressRefused(ValueError):
    """An address no printer can have; the message tells the administrator the way out."""


@dataclass(frozen=True)
class Endpoint:
    """Where a printer is, taken apart. `target` is a host, a device file, or a USB vendor; `number` its port,
    speed, or USB product."""

    kind: str
    target: str | int = ""
    number: int = 0


def parse_address(kind: str, address: str) -> Endpoint:
    """`address` as the endpoint of a printer of this `kind`. Raises AddressRefused."""
    address = address.strip()
    try:
        return _PARSERS[kind](address)
    except KeyError:
        raise AddressRefused(f"Không có kiểu máy in “{kind}”. Chọn một trong: {', '.join(Printer.KINDS)}.") from None


def _parse_network(address: str) -> Endpoint:
    match = re.fullmatch(r"([A-Za-z0-9][A-Za-z0-9.-]{0,252})(?::(\d{1,6}))?", address)
    if match is None:
        raise AddressRefused("Địa chỉ máy in mạng có dạng 192.168.1.50 hoặc 192.168.1.50:9100.")
    port = int(match[2]) if match[2] else DEFAULT_PORT
    if not 1 <= port <= 65535:
        raise AddressRefused(f"Cổng {port} không có thật. Cổng là số từ 1 đến 65535, thường là 9100.")
    return Endpoint(Printer.NETWORK, match[1], port)


def _parse_usb(address: str) -> Endpoint:
    match = re.fullmatch(r"([0-9A-Fa-f]{4}):([0-9A-Fa-f]{4})", address)
    if match is None:
        raise AddressRefused("Địa chỉ máy in USB có dạng 04b8:0e15 (mã hãng:mã máy, xem bằng lệnh lsusb).")
    return Endpoint(Printer.USB, int(match[1], 16), int(match[2], 16))


def _parse_serial(address: str) -> Endpoint:
    match = re.fullmatch(r"([^@\s\0]+)(?:@(\d{3,7}))?", address)
    if match is None:
        raise AddressRefused("Địa chỉ máy in nối tiếp có dạng /dev/ttyUSB0@115200 (thiết bị@tốc độ).")
    return Endpoint(Printer.SERIAL, match[1], int(match[2] or DEFAULT_BAUD))


def _parse_file(address: str) -> Endpoint:
    if not address.startswith("/") or "\0" in address:
        raise AddressRefused("Địa chỉ là đường dẫn đầy đủ của thiết bị, thí dụ /dev/usb/lp0.")
    return Endpoint(Printer.FILE, address)


_PARSERS: dict[str, Callable[[str], Endpoint]] = {
    Printer.NETWORK: _parse_network,
    Printer.USB: _parse_usb,
    Printer.SERIAL: _parse_serial,
    Printer.FILE: _parse_file,
    Printer.VIRTUAL: lambda address: Endpoint(Printer.VIRTUAL),
}


class Bounded:
    """Mixed into an escpos printer: writes in small pieces, and gives up at `deadline` (monotonic seconds)."""

    deadline = float("inf")

    def _raw(self, msg: bytes) -> None:
        for start in range(0, len(msg), CHUNK):
            if time.monotonic() > self.deadline:
                raise TimeoutError("the printer takes the data too slowly")
            self._write(msg[start : start + CHUNK])

    def _write(self, piece: bytes) -> None:
        super()._raw(piece)  # type: ignore[misc]

    def listen(self, seconds: float) -> bytes:
        """What the printer says within `seconds`; b"" when it says nothing."""
        raise NotImplementedError


class NetworkPrinter(Bounded, Network):
    """A printer that takes raw data on a TCP port."""

    def open(self, raise_not_found: bool = True) -> None:
        # escpos leaves its socket open when nobody answers.
        self._device = socket.create_connection((self.host, self.port), CONNECT_SECONDS)

    def _write(self, piece: bytes) -> None:
        rest = memoryview(piece)
        while rest:
            left = self.deadline - time.monotonic()
            if left <= 0:
                raise TimeoutError("the printer takes the data too slowly")
            self.device.settimeout(min(TIMEOUT_SECONDS, left))
            rest = rest[self.device.send(rest) :]

    def listen(self, seconds: float) -> bytes:
        self.device.settimeout(seconds)
        try:
            return self._read()
        except TimeoutError:
            return b""


class UsbPrinter(Bounded, Usb):
    """A printer on USB, found by vendor and product."""

    def _configure_usb(self) -> None:
        # escpos resets the device on each opening, which would end the slip that is still being printed.
        import usb.util

        try:
            configuration = self.device.get_active_configuration()
        except usb.core.USBError:
            self.device.set_configuration()
            configuration = self.device.get_active_configuration()
        for endpoint in configuration[(0, 0)]:
            if usb.util.endpoint_type(endpoint.bmAttributes) != usb.util.ENDPOINT_TYPE_BULK:
                continue
            if usb.util.endpoint_direction(endpoint.bEndpointAddress) == usb.util.ENDPOINT_IN:
                self.in_ep = endpoint.bEndpointAddress
            else:
                self.out_ep = endpoint.bEndpointAddress

    def listen(self, seconds: float) -> bytes:
        import usb.core

        try:
            return bytes(self.device.read(self.in_ep, 16, round(seconds * 1000)))
        except usb.core.USBTimeoutError:
            return b""


class SerialPrinter(Bounded, Serial):
    """A printer on a serial line, or on a USB adapter that looks like one."""

    def open(self, raise_not_found: bool = True) -> None:
        super().open(raise_not_found)
        self.device.write_timeout = CHUNK * 10 / self.baudrate + TIMEOUT_SECONDS

    def listen(self, seconds: float) -> bytes:
        self.device.timeout = seconds
        first = self.device.read(1)
        return first + self.device.read(self.device.in_waiting) if first else b""

    def close(self) -> None:
        # escpos flushes first, which waits without end for a printer that has stopped reading.
        if self._device:
            self._device.close()
            self._device = False


class FilePrinter(Bounded, File):
    """A device file such as /dev/usb/lp0, a named pipe, or a plain file `*.escpos` that gathers the bytes."""

    def open(self, raise_not_found: bool = True) -> None:
        path = Path(self.devfile).resolve()
        # An address typed on a page must never make us write into a file that is somebody else's.
        if not (path.is_char_device() or path.is_fifo() or path.suffix == GATHERING):
            raise OSError(f"{path} is no device; a plain file must end in {GATHERING}")
        # Reading back from a pipe or a plain file would answer us with our own question.
        self._can_speak = path.is_char_device()
        flags = os.O_RDWR if self._can_speak else os.O_WRONLY | os.O_APPEND
        if not path.exists():
            flags |= os.O_CREAT
        self._handle = os.open(path, flags | os.O_NONBLOCK | os.O_CLOEXEC | os.O_NOCTTY, 0o600)
        self._device = self._handle

    def _write(self, piece: bytes) -> None:
        rest, until = memoryview(piece), min(self.deadline, time.monotonic() + TIMEOUT_SECONDS)
        while rest:
            try:
                rest = rest[os.write(self._handle, rest) :]
            except BlockingIOError:
                if time.monotonic() > until:
                    raise TimeoutError("the device takes no data") from None
                time.sleep(0.01)

    def listen(self, seconds: float) -> bytes:
        if not self._can_speak:
            return b""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            try:
                if answer := os.read(self._handle, 16):
                    return answer
            except BlockingIOError:
                pass
            except OSError:
                return b""  # this device cannot be read at all
            time.sleep(0.01)
        return b""

    def close(self) -> None:
        if self._device:
            os.close(self._handle)
            self._device = False


class VirtualPrinter(Bounded, Dummy):
    """A printer for newcomers: its paper becomes a picture in a folder, through the same bytes as any other's."""

    ALL_WELL = 0x12  # an answer to DLE EOT with no condition set
    PAPER_END = 0x72
    out_of_paper: ClassVar[bool] = False  # every virtual printer of the process: a trial's own small disaster

    def __init__(self, keep: Callable[[Image.Image], object], **kwargs) -> None:
        super().__init__(**kwargs)
        self._keep = keep

    def _write(self, piece: bytes) -> None:
        if not (len(piece) == 3 and piece.startswith(b"\x10\x04")):  # a question leaves nothing on paper
            super()._write(piece)

    def listen(self, seconds: float) -> bytes:
        return bytes((self.PAPER_END if self.out_of_paper else self.ALL_WELL,))

    def close(self) -> None:
        if written := self.output:
            self.clear()
            for picture in papers.develop(written):
                self._keep(picture)


def connect(endpoint: Endpoint, width: int, keep: Callable[[Image.Image], object]) -> Escpos:
    """An open escpos printer at `endpoint`, for slips `width` dots wide; `keep` receives a virtual printer's papers.

    Raises OSError, or escpos' DeviceNotFoundError, when nothing is there.
    """
    profile = PROFILES[width]
    if endpoint.kind == Printer.NETWORK:
        printer = NetworkPrinter(endpoint.target, endpoint.number, timeout=TIMEOUT_SECONDS, profile=profile)
    elif endpoint.kind == Printer.USB:
        printer = UsbPrinter(endpoint.target, endpoint.number, timeout=round(TIMEOUT_SECONDS * 1000), profile=profile)
    elif endpoint.kind == Printer.SERIAL:
        printer = SerialPrinter(endpoint.target, endpoint.number, timeout=TIMEOUT_SECONDS, profile=profile)
    elif endpoint.kind == Printer.FILE:
        printer = FilePrinter(endpoint.target, profile=profile)
    else:
        printer = VirtualPrinter(keep, profile=profile)
    printer.open()
    return printer


def sending_seconds(endpoint: Endpoint, size: int) -> float:
    """How long `size` bytes may take to be sent: a slow serial line needs its time."""
    line = size * 10 / endpoint.number if endpoint.kind == Printer.SERIAL else 0.0
    return SENDING_SECONDS + 1.5 * line
