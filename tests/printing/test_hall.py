"""The real server, with real sockets: the paper of a ticket, the page of papers, a dead printer, a killed server."""

import io
import sqlite3
import time
import uuid
from pathlib import Path

import pytest
import requests
import socketio
import zxingcpp
from PIL import Image

from tests.printing.printer_server import PrinterServer, wait_until


def take_number(server, screen: requests.Session, service: int = 0) -> dict:
    picture = screen.get(f"{server.url}/api/kiosk/picture", timeout=10).json()
    answer = screen.post(
        f"{server.url}/api/tickets",
        json={"service": picture["services"][service]["id"]},
        headers={"Idempotency-Key": str(uuid.uuid4())},
        timeout=10,
    )
    assert answer.status_code == 201
    return answer.json()["ticket"]


def point_printer_at(server, address: str) -> None:
    admin = server.officer("quantri")
    setting = {"name": "Máy in sảnh", "kind": "network", "address": address, "paper_width_mm": 80, "cuts": True}
    number = admin.get(f"{server.url}/api/printers", timeout=10).json()["printers"][0]["id"]
    admin.put(f"{server.url}/api/printers/{number}", json=setting, timeout=10).raise_for_status()


def jobs(server) -> list[tuple[str, int, str]]:
    """(token, copy, state) of every job, read from beside the server."""
    (path,) = Path(server.instance).glob("*.sqlite3")
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
        rows = database.execute(
            "SELECT token, copy, print_job.state FROM print_job JOIN ticket ON ticket.id = ticket_id"
            " ORDER BY print_job.id"
        ).fetchall()
    database.close()
    return rows


def said_by(paper: Image.Image) -> str:
    return zxingcpp.read_barcodes(paper.convert("L"))[0].text


@pytest.fixture
def hall(new_server):
    """A server whose only printer listens on a port of this test."""
    server = new_server()
    with PrinterServer() as printer:
        point_printer_at(server, printer.address)
        yield server, printer


def test_the_page_of_papers_shows_each_new_paper_by_itself(server, window):
    screen = server.screen("/papers")
    page = window(1280, 900)
    page.goto(f"{server.url}/papers")
    ticket = take_number(server, screen)
    paper = page.get_by_test_id("paper").first
    paper.wait_for(timeout=30_000)
    assert not page.get_by_test_id("papers-none").is_visible()
    png = screen.get(server.url + paper.locator("img").get_attribute("src"), timeout=10).content
    assert said_by(Image.open(io.BytesIO(png))) == ticket["url"]


def test_a_stranger_is_not_told_of_papers(server):
    client = socketio.SimpleClient()
    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect(server.url, namespace="/papers", transports=["websocket"])
    client.disconnect()


def test_the_paper_of_a_kiosks_ticket_comes_out_of_the_printer(hall):
    server, printer = hall
    ticket = take_number(server, server.screen())
    assert printer.until(lambda seen: seen.papers)
    assert said_by(printer.seen.papers[0]) == ticket["url"]
    assert printer.seen.unknown == []
    assert wait_until(lambda: jobs(server) == [(ticket["token"], 0, "printed")])


def test_while_one_printer_stalls_numbers_are_still_given(hall):
    server, printer = hall
    screen = server.screen()
    take_number(server, screen)
    assert printer.until(lambda seen: seen.papers)
    printer.knobs.stalls = True
    spent = []
    for _ in range(5):
        began = time.monotonic()
        take_number(server, screen)
        spent.append(time.monotonic() - began)
    assert sorted(spent)[2] < 1  # the median: this machine is shared
    assert [state for _, _, state in jobs(server)].count("queued") >= 2


def test_a_server_killed_between_the_ticket_and_the_paper_prints_it_after_the_restart(hall):
    server, printer = hall
    printer.knobs.paper = "out"
    tickets = [take_number(server, server.screen(), service) for service in range(3)]
    server.kill()
    assert [state for _, _, state in jobs(server)] == ["queued"] * 3 or "printing" in str(jobs(server))
    printer.knobs.paper = "ok"
    server.start()
    assert wait_until(lambda: all(state in ("printed", "unconfirmed") for _, _, state in jobs(server)))
    printed = [said_by(paper) for paper in printer.seen.papers]
    confirmed = [token for token, _, state in jobs(server) if state == "printed"]
    assert [url.rsplit("/", 1)[1] for url in printed] == confirmed
    assert len(confirmed) >= 2
    assert {ticket["token"] for ticket in tickets} == {token for token, _, _ in jobs(server)}


def test_a_server_killed_in_the_middle_of_a_paper_offers_a_reprint(hall):
    server, printer = hall
    printer.knobs.bytes_per_second = 2000
    ticket = take_number(server, server.screen())
    assert printer.until(lambda seen: len(seen.received) > 20)
    server.kill()
    assert jobs(server) == [(ticket["token"], 0, "printing")]
    printer.knobs.bytes_per_second = None
    server.start()
    assert wait_until(lambda: jobs(server) == [(ticket["token"], 0, "unconfirmed")])
    officer = server.officer("canbo01")
    answer = officer.post(
        f"{server.url}/api/print-jobs",
        json={"ticket": ticket["token"]},
        headers={"Idempotency-Key": str(uuid.uuid4())},
        timeout=10,
    )
    assert answer.json()["copy_number"] == 1
    assert printer.until(lambda seen: seen.papers)
    assert said_by(printer.seen.papers[0]) == ticket["url"]
    assert wait_until(lambda: jobs(server) == [(ticket["token"], 0, "reprinted"), (ticket["token"], 1, "printed")])
