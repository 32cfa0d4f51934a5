"""A slip sent to a real port: the same dots come out, and every way of failing ends in time with its own name."""

import fcntl
import os
import socket
import threading
import time
from contextlib import suppress
from dataclasses import replace

import pytest
import zxingcpp

from models.printing import Status
from printing import papers
from printing.printers import BAND_ROWS, FEED_MM, Interrupted, NotReady, Unreachable, open_printer
from printing.slip import draw
from printing.transports import AddressRefused, Endpoint, parse_address
from tests.printing.conftest import Setting
from tests.printing.printer_server import PrinterServer
from tests.waiting import wait_until

FEED_ROWS = FEED_MM * 8


def send(setting, picture, folder) -> Status:
    with open_printer(setting, folder) as connection:
        return connection.send(picture)


def ask(setting, folder) -> Status:
    with open_printer(setting, folder) as connection:
        return connection.status()


@pytest.mark.parametrize(("paper", "width"), [(80, 576), (58, 384)])
def test_the_paper_is_the_picture_dot_by_dot(paper_printer, at, folder, sample, paper, width):
    picture = draw(sample, width)
    assert send(at(paper_width_mm=paper), picture, folder) == Status.ONLINE
    assert paper_printer.until(lambda seen: seen.papers)
    printed = paper_printer.seen.papers[0]
    assert printed.crop((0, 0, width, picture.height)) == picture
    assert printed.height == picture.height + FEED_ROWS
    assert printed.crop((0, picture.height, width, printed.height)).getextrema() == (255, 255)
    assert [code.text for code in zxingcpp.read_barcodes(printed.convert("L"))] == [sample.url]


def test_only_our_own_commands_reach_the_printer(paper_printer, at, folder, sample):
    hostile = replace(sample, service="\x1bp\x00\x19\x19\x1dV\x00" + sample.service, centre=("\x10\x14\x01\x00\x01",))
    send(at(), draw(hostile, 576), folder)
    assert paper_printer.until(lambda seen: seen.papers)
    assert paper_printer.seen.unknown == []
    assert max(paper_printer.seen.bands) <= BAND_ROWS
    assert len(paper_printer.seen.papers) == 1


def test_a_printer_without_a_cutter_feeds_to_its_tear_bar(paper_printer, at, folder, sample):
    send(at(paper_width_mm=58, cuts=False), draw(sample, 384), folder)
    assert paper_printer.until(lambda seen: seen.fed)
    assert b"\x1dV" not in bytes(paper_printer.seen.received[-3:])
    assert paper_printer.seen.unknown == []


@pytest.mark.parametrize(
    ("knobs", "status"),
    [
        ({}, Status.ONLINE),
        ({"paper": "low"}, Status.PAPER_LOW),
        ({"paper": "out"}, Status.PAPER_OUT),
        ({"cover_open": True}, Status.COVER_OPEN),
        ({"cover_open": True, "paper": "out"}, Status.COVER_OPEN),
        ({"fault": True}, Status.ERROR),
        ({"offline": True}, Status.OFFLINE),
        ({"answers": False}, Status.UNKNOWN),
        ({"garbage": b"\x00\xff\x41"}, Status.UNKNOWN),
        ({"hangs_up": True}, Status.UNKNOWN),
    ],
)
def test_the_printer_says_how_it_is_and_silence_is_never_fine(paper_printer, at, folder, knobs, status):
    for name, value in knobs.items():
        setattr(paper_printer.knobs, name, value)
    assert ask(at(), folder) == status
    assert status.ready == (status in (Status.ONLINE, Status.PAPER_LOW, Status.UNKNOWN))


@pytest.mark.parametrize("knobs", [{"paper": "out"}, {"cover_open": True}, {"offline": True}, {"fault": True}])
def test_nothing_is_sent_to_a_printer_that_says_it_cannot(paper_printer, at, folder, sample, knobs):
    for name, value in knobs.items():
        setattr(paper_printer.knobs, name, value)
    with pytest.raises(NotReady):
        send(at(), draw(sample, 576), folder)
    assert b"\x1dv0" not in paper_printer.seen.received


def test_a_silent_printer_is_tried_and_stays_unconfirmed(paper_printer, at, folder, sample):
    paper_printer.knobs.answers = False
    assert send(at(), draw(sample, 576), folder) == Status.UNKNOWN
    assert paper_printer.until(lambda seen: seen.papers)


def test_a_closed_port_is_unreachable_at_once(folder, sample):
    with PrinterServer() as printer:
        address = printer.address
    began = time.monotonic()
    with pytest.raises(Unreachable):
        send(Setting("network", address), draw(sample, 576), folder)
    assert time.monotonic() - began < 1


def test_a_printer_that_reads_nothing_ends_after_its_timeouts(paper_printer, at, folder, sample):
    paper_printer.knobs.stalls = True
    began = time.monotonic()
    with pytest.raises((Interrupted, Unreachable)):
        status = send(at(), draw(sample, 576), folder)
        # The system's own buffers may hold a whole slip: then nobody has confirmed it.
        assert status == Status.UNKNOWN
        raise Interrupted("unconfirmed")
    assert time.monotonic() - began < 12


def test_a_printer_that_trickles_ends_at_the_deadline(paper_printer, at, folder, sample, monkeypatch):
    monkeypatch.setattr("printing.transports.SENDING_SECONDS", 1.0)
    monkeypatch.setattr("printing.printers.CONFIRMING_SECONDS", 0.3)
    paper_printer.knobs.bytes_per_second = 1000
    began = time.monotonic()
    with suppress(Interrupted):
        assert send(at(), draw(sample, 576), folder) == Status.UNKNOWN
    assert time.monotonic() - began < 6


def test_a_reset_at_any_byte_is_known_as_unsent_or_as_interrupted(paper_printer, at, folder, sample):
    picture = draw(replace(sample, ahead=None), 384)
    setting = at(paper_width_mm=58)
    whole = len(bytes_of(setting, picture, paper_printer, folder))
    for cut in (0, 1, 2, 3, 5, 8, 9, 11, 15, 30, 1000, whole // 3, whole // 2, whole - 600, whole - 40):
        before = len(paper_printer.seen.papers)
        paper_printer.knobs.reset_after = cut
        try:
            status = send(setting, picture, folder)
        except Unreachable:
            assert cut < 30, "a slip that was begun is not safe to send again"
        except Interrupted:
            pass
        else:
            assert status == Status.UNKNOWN, cut
        paper_printer.knobs.reset_after = None
        assert len(paper_printer.seen.papers) == before, cut


def bytes_of(setting, picture, printer, folder) -> bytes:
    send(setting, picture, folder)
    assert printer.until(lambda seen: seen.papers)
    sent = bytes(printer.seen.received)
    printer.seen.received.clear()
    return sent


def test_out_of_paper_and_back_again(paper_printer, at, folder, sample):
    paper_printer.knobs.paper = "out"
    with pytest.raises(NotReady) as refused:
        send(at(), draw(sample, 576), folder)
    assert refused.value.status == Status.PAPER_OUT
    paper_printer.knobs.paper = "ok"
    assert send(at(), draw(sample, 576), folder) == Status.ONLINE


def test_the_virtual_printer_keeps_the_same_dots(folder, sample):
    picture = draw(sample, 576)
    assert send(Setting("virtual"), picture, folder) == Status.ONLINE
    from PIL import Image

    (kept,) = papers.latest(folder, {7})
    with Image.open(folder / kept.name) as png:
        assert png.convert("1").crop((0, 0, 576, picture.height)) == picture


def test_asking_the_virtual_printer_how_it_is_makes_no_paper(folder):
    assert ask(Setting("virtual"), folder) == Status.ONLINE
    assert papers.latest(folder, {7}) == []


def test_a_file_of_somebody_else_is_never_written_to(folder, sample, tmp_path):
    path = tmp_path / "passwords"
    path.write_text("root")
    with pytest.raises(Exception, match="no device"):
        send(Setting("file", str(path)), draw(sample, 576), folder)
    assert path.read_text() == "root"


def test_a_file_gathers_the_bytes_and_can_confirm_nothing(folder, sample, tmp_path):
    path = tmp_path / "papers.escpos"
    picture = draw(sample, 576)
    assert send(Setting("file", str(path)), picture, folder) == Status.UNKNOWN
    (developed,) = papers.develop(path.read_bytes().replace(b"\x10\x04\x01", b""))
    assert developed.crop((0, 0, 576, picture.height)) == picture


def test_a_device_that_takes_nothing_ends_in_time(folder, sample, tmp_path):
    path = tmp_path / "lp0"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    fcntl.fcntl(reader, fcntl.F_SETPIPE_SZ, 4096)
    began = time.monotonic()
    try:
        with pytest.raises(Interrupted):
            send(Setting("file", str(path)), draw(sample, 576), folder)
    finally:
        os.close(reader)
    assert 2 < time.monotonic() - began < 12


def test_a_device_nobody_listens_to_is_unreachable(folder, sample, tmp_path):
    os.mkfifo(tmp_path / "lp0")
    with pytest.raises(Unreachable):
        send(Setting("file", str(tmp_path / "lp0")), draw(sample, 576), folder)


def test_a_serial_printer_prints_through_a_real_line(folder, sample):
    """A pseudo-terminal is the line; its other end reads as a printer does and answers."""
    master, slave = os.openpty()
    received, done = bytearray(), threading.Event()

    def printer() -> None:
        while not done.is_set():
            try:
                heard = os.read(master, 4096)
            except OSError:
                return
            received.extend(heard)
            for _ in range(heard.count(b"\x10\x04")):
                os.write(master, b"\x12")

    thread = threading.Thread(target=printer, daemon=True)
    thread.start()
    picture = draw(sample, 384)
    status = send(Setting("serial", f"{os.ttyname(slave)}@115200", paper_width_mm=58), picture, folder)
    done.set()
    os.close(slave)
    thread.join(5)
    os.close(master)
    written = bytes(received)
    for question in (b"\x10\x04\x01", b"\x10\x04\x02", b"\x10\x04\x04"):
        written = written.replace(question, b"")
    (printed,) = papers.develop(written)
    assert status == Status.ONLINE
    assert printed.crop((0, 0, 384, picture.height)) == picture


def test_a_usb_printer_that_is_not_plugged_in_is_unreachable(folder, sample):
    with pytest.raises(Unreachable):
        send(Setting("usb", "04b8:0e15"), draw(sample, 576), folder)


@pytest.mark.parametrize(
    ("kind", "address", "endpoint"),
    [
        ("network", "192.168.1.50", Endpoint("network", "192.168.1.50", 9100)),
        ("network", " may-in.local:9101 ", Endpoint("network", "may-in.local", 9101)),
        ("usb", "04B8:0e15", Endpoint("usb", 0x04B8, 0x0E15)),
        ("serial", "/dev/ttyUSB0@9600", Endpoint("serial", "/dev/ttyUSB0", 9600)),
        ("serial", "/dev/ttyUSB0", Endpoint("serial", "/dev/ttyUSB0", 115200)),
        ("file", "/dev/usb/lp0", Endpoint("file", "/dev/usb/lp0")),
        ("virtual", "", Endpoint("virtual")),
    ],
)
def test_an_address_is_taken_apart(kind, address, endpoint):
    assert parse_address(kind, address) == endpoint


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        ("network", ""),
        ("network", "localhost:99999"),
        ("network", "localhost:0"),
        ("network", "http://192.168.1.50"),
        ("network", "a b"),
        ("usb", "epson"),
        ("serial", "/dev/tty USB0"),
        ("file", "lp0"),
        ("fax", "0912"),
    ],
)
def test_an_address_no_printer_can_have_is_refused_with_the_way_out(kind, address):
    with pytest.raises(AddressRefused) as refused:
        parse_address(kind, address)
    assert len(str(refused.value)) > 20


def open_sockets():
    """What this process holds open, as the system numbers it; an end that closes while one looks is not open."""
    names = set()
    for number in os.listdir("/proc/self/fd"):
        with suppress(FileNotFoundError):
            names.add(os.readlink(f"/proc/self/fd/{number}"))
    return {name for name in names if name.startswith("socket:")}


def test_connections_are_closed(paper_printer, at, folder):
    opened = open_sockets()
    for _ in range(5):
        ask(at(), folder)
    wait_until(lambda: len(open_sockets() - opened) <= 1)  # the printer's own ends take their time
    assert socket.getdefaulttimeout() is None
