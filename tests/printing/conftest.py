"""Slips to draw, and a printer to print them on."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

import events
import queueing
from models.access import Device
from models.base import unit_of_work
from models.printing import PrintJob
from models.ticket import Ticket
from printing.queue import enqueue_for
from printing.slip import Slip
from tests.conftest import new_key
from tests.printing.printer_server import PrinterServer

URL = "http://192.168.1.10:8000/t/"
SAMPLE = Slip(
    number="C025",
    centre=("Trung tâm Phục vụ hành chính công", "phường Bình Minh"),
    service="Chứng thực",
    service_en="Certification",
    url="http://192.168.1.10:8000/t/K7M2QX94",
    token="K7M2QX94",
    issued_at=datetime(2026, 11, 20, 8, 42),
    priority=True,
    ahead=11,
    wait="Dự kiến chờ 25–35\u00a0phút",
    wait_en="Expected wait: 25–35\u00a0minutes",
    counters="Chờ gọi đến quầy 1, 2, 3, 4",
    counters_en="Wait to be called: Counters 1, 2, 3, 4",
    wifi="HCC-BINHMINH",
)


@dataclass
class Setting:
    """A printer as the administrator enters it."""

    kind: str
    address: str = ""
    id: int = 7
    paper_width_mm: int = 80
    cuts: bool = True
    name: str = "Máy in"


@pytest.fixture
def sample() -> Slip:
    """The slip of the design's drawing."""
    return SAMPLE


@pytest.fixture
def paper_printer() -> Iterator[PrinterServer]:
    """A printer on the network, in good health."""
    with PrinterServer() as printer:
        yield printer


@pytest.fixture
def at(paper_printer: PrinterServer) -> Callable[..., Setting]:
    """`at()` is the setting that leads to `paper_printer`."""
    return lambda **changes: Setting(**{"kind": "network", "address": paper_printer.address} | changes)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where virtual papers are kept."""
    return tmp_path / "papers"


@pytest.fixture
def heard() -> Iterator[list[events.Event]]:
    """The news of papers and printers, as they come."""
    news: list[events.Event] = []

    def listen(event: events.Event) -> None:
        news.append(event)

    events.on(events.PaperChanged, events.PrinterChanged)(listen)
    yield news
    for kind in (events.PaperChanged, events.PrinterChanged):
        events._listeners[kind].remove(listen)


def issue(service, device=None, **wish) -> Ticket:
    """A number with its paper, in one transaction, as the kiosk asks for it."""
    return queueing.issue(
        service, key=new_key(), device=device, also=lambda t: enqueue_for(t, device, URL + t.token), **wish
    )


def jobs(ticket: Ticket) -> list[PrintJob]:
    """The papers of a ticket, the original first."""
    return list(PrintJob.select().where(PrintJob.ticket == ticket).order_by(PrintJob.copy))


@pytest.fixture
def device_at(centre) -> Device:
    """A kiosk of the centre."""
    with unit_of_work():
        return Device.create(centre=centre, kind=Device.KIOSK, name="Kiosk 1", token_hash="1")
