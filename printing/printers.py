"""A printer in use: what it says of itself, and one slip sent to it. Only bytes of our own ever reach it."""

import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol, TypeVar

from PIL import Image

from models.base import now
from models.printing import Printer, Status
from printing import papers
from printing.page import DOTS_PER_MM, WIDTHS
from printing.transports import AddressRefused, Endpoint, connect, parse_address, sending_seconds
from runtime import run_blocking

T = TypeVar("T")

BAND_ROWS = 256  # cheap printers lose rows of a longer band
RASTER = b"\x1dv0\x00"  # GS v 0, at the head's own density; escpos' own encoder takes 30 times as long
FEED_MM = 4  # white below the last line
TEAR_LINES = 4  # fed by a printer without a cutter, up to its tear bar
ASKING_SECONDS = 0.5  # for one answer before a slip
CONFIRMING_SECONDS = 3.0  # for one answer after it: a small buffer answers once the paper has moved


class PrinterFailed(Exception):
    """A slip did not come out."""


class Unreachable(PrinterFailed):
    """Nothing was sent: trying again cannot print twice. `refused`: no printer can have such an address."""

    refused = False


class NotReady(Unreachable):
    """The printer says why it cannot print."""

    def __init__(self, status: Status) -> None:
        super().__init__(status.value)
        self.status = status


class Interrupted(PrinterFailed):
    """Some of the slip was sent, and nobody knows how much came out."""


class Addressed(Protocol):
    """The columns of models.printing.Printer that matter here."""

    id: int
    kind: str
    address: str
    paper_width_mm: int
    cuts: bool


class Connection:
    """An open way to one printer."""

    def __init__(self, device, endpoint: Endpoint, cuts: bool) -> None:
        self._device = device
        self._endpoint = endpoint
        self._cuts = cuts

    def status(self, patience: float = ASKING_SECONDS) -> Status:
        """Ask the printer how it is (DLE EOT 1, 2, 4), waiting at most `patience` seconds for each answer.

        Raises Unreachable when the line breaks.
        """
        self._device.deadline = time.monotonic() + 3 * patience + 1
        try:
            if (printer := self._ask(1, patience)) is None:
                return Status.UNKNOWN
            return _judge(printer, self._ask(2, patience), self._ask(4, patience))
        except OSError as error:
            raise Unreachable(str(error)) from error

    def _ask(self, question: int, patience: float) -> int | None:
        self._device._raw(bytes((0x10, 0x04, question)))
        until = time.monotonic() + patience
        while (left := until - time.monotonic()) > 0:
            heard = self._device.listen(left)
            if not heard:
                return None
            # Bits 0 and 7 clear, 1 and 4 set, in every answer: anything else is not one.
            if answers := [byte for byte in heard if byte & 0x93 == 0x12]:
                return answers[-1]
        return None

    def send(self, picture: Image.Image) -> Status:
        """Print one slip and cut it; what the printer says afterwards, UNKNOWN when it says nothing.

        Raises NotReady or Unreachable with nothing sent, Interrupted once some of it was.
        """
        if not (status := self.status()).ready:
            raise NotReady(status)
        self._device.deadline = time.monotonic() + sending_seconds(self._endpoint, picture.width * picture.height // 8)
        try:
            self._device.hw("INIT")
        except OSError as error:
            raise Unreachable(str(error)) from error
        try:
            self._print(picture)
            # Who kept silent before is not waited for.
            return self.status(ASKING_SECONDS if status == Status.UNKNOWN else CONFIRMING_SECONDS)
        except (OSError, Unreachable) as error:
            raise Interrupted(str(error)) from error

    def _print(self, picture: Image.Image) -> None:
        # The feed is white rows: printers disagree on the length of a feed command's unit.
        page = Image.new("1", (picture.width, picture.height + FEED_MM * DOTS_PER_MM), 1)
        page.paste(picture)
        for top in range(0, page.height, BAND_ROWS):
            band = page.crop((0, top, page.width, min(top + BAND_ROWS, page.height)))
            size = struct.pack("<HH", band.width // 8, band.height)
            self._device._raw(RASTER + size + band.tobytes().translate(papers.INVERTED))
        if self._cuts:
            self._device.cut(feed=False)  # GS V B 0: up to the blade, then cut
        else:
            self._device.print_and_feed(TEAR_LINES)

    def ask_for_words(self) -> bytes:
        """What something that is no printer answers to two empty lines: a web server gives itself away."""
        self._device.deadline = time.monotonic() + CONFIRMING_SECONDS
        with suppress(OSError):
            self._device._raw(b"\r\n\r\n")
            return self._device.listen(CONFIRMING_SECONDS)
        return b""


def _judge(printer: int, cause: int | None, paper: int | None) -> Status:
    """One status from the answers to DLE EOT 1, 2 and 4; the reason that a person can see comes first."""
    if cause is not None and cause & 0x04:
        return Status.COVER_OPEN
    if (paper is not None and paper & 0x60) or (cause is not None and cause & 0x20):
        return Status.PAPER_OUT
    if cause is not None and cause & 0x40:
        return Status.ERROR
    if printer & 0x08:
        return Status.OFFLINE
    if cause is None or paper is None:
        return Status.UNKNOWN
    return Status.PAPER_LOW if paper & 0x0C else Status.ONLINE


def at_device(printer: Addressed, work: Callable[..., T], *args: Any) -> T:
    """Do `work` where its waiting stops nobody: a socket waits by itself, any other device needs a thread."""
    return work(*args) if printer.kind == Printer.NETWORK else run_blocking(work, *args)


@contextmanager
def open_printer(printer: Addressed, folder: Path) -> Iterator[Connection]:
    """Connect to `printer`; a virtual one keeps its papers in `folder`. Raises Unreachable."""

    def keep(picture: Image.Image) -> None:
        papers.keep(folder, printer.id, picture, now())

    try:
        endpoint = parse_address(printer.kind, printer.address)
        device = connect(endpoint, WIDTHS[printer.paper_width_mm], keep)
    except AddressRefused as error:
        refusal = Unreachable(str(error))
        refusal.refused = True
        raise refusal from error
    except Exception as error:  # escpos, pyusb and pyserial each have a tree of their own
        raise Unreachable(str(error) or type(error).__name__) from error
    try:
        yield Connection(device, endpoint, printer.cuts)
    finally:
        with suppress(OSError):
            device.close()
