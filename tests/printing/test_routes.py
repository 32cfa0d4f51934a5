"""Asked over HTTP: the page of papers, a reprint, a trial print; each within its centre."""

import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from PIL import Image

from models.access import Device
from models.base import db, unit_of_work
from models.printing import Printer, PrintJob
from printing import papers
from printing.printers import open_printer
from printing.slip import draw
from tests.conftest import Person, new_key
from tests.printing.conftest import SAMPLE, Setting
from tests.real_server import free_port


@pytest.fixture
def printer(centre) -> Printer:
    """The centre's virtual printer."""
    with unit_of_work():
        return Printer.create(centre=centre, name="Máy in ảo")


@pytest.fixture
def strangers_printer(elsewhere) -> Printer:
    """The virtual printer of another centre on the same server."""
    with unit_of_work():
        return Printer.create(centre=elsewhere, name="Máy in xã khác")


def ask_again(person: Person, token: str, key: str | None = None):
    headers = {"Idempotency-Key": key or new_key()}
    return person.post("/api/print-jobs", json={"ticket": token}, headers=headers)


def put_on_paper(folder, printer: Printer) -> str:
    with open_printer(Setting("virtual", id=printer.id), folder) as connection:
        connection.send(draw(SAMPLE, 576))
    return papers.latest(folder, {printer.id})[0].name


def take_number(kiosk: Person, service) -> str:
    return kiosk.take_number(service).json["ticket"]["token"]


def papers_asked() -> list[PrintJob]:
    """Every job there is; a request closes the connection it used."""
    with db.connection_context():
        return list(PrintJob.select().order_by(PrintJob.id))


def settle(state: str) -> None:
    with unit_of_work():
        PrintJob.update(state=state).execute()


def test_a_number_taken_at_the_kiosk_has_its_paper_queued(kiosk, certification, printer):
    answer = kiosk.take_number(certification).json
    assert answer["print"]["state"] == PrintJob.QUEUED
    assert papers_asked()[0].url == answer["ticket"]["url"]


def test_a_kiosk_prints_again_within_two_minutes(kiosk, certification, printer, hands):
    token = take_number(kiosk, certification)
    settle(PrintJob.FAILED)
    answer = ask_again(kiosk, token)
    assert answer.status_code == 201
    assert answer.json == {"job": 2, "state": "queued", "copy_number": 1, "printer": "Máy in ảo"}
    settle(PrintJob.PRINTED)
    hands.forward(minutes=3)
    refused = ask_again(kiosk, token)
    assert (refused.status_code, refused.json["error"]["code"]) == (409, "reprint_too_late")


def test_an_officer_prints_again_all_day(kiosk, certification, officer, printer, hands):
    token = take_number(kiosk, certification)
    settle(PrintJob.PRINTED)
    hands.forward(hours=5)
    assert ask_again(officer, token).json["copy_number"] == 1


def test_one_press_sent_twice_gives_one_copy(kiosk, certification, printer):
    token, key = take_number(kiosk, certification), new_key()
    settle(PrintJob.PRINTED)
    first = ask_again(kiosk, token, key)
    settle(PrintJob.PRINTED)
    assert ask_again(kiosk, token, key).json["job"] == first.json["job"]
    assert len(papers_asked()) == 2


def test_nobody_prints_without_being_admitted(person, kiosk, certification, printer):
    token = take_number(kiosk, certification)
    assert ask_again(person(), token).status_code == 401


def test_another_centres_ticket_is_not_found(person, kiosk, certification, printer, elsewhere):
    token = take_number(kiosk, certification)
    stranger = person().at_device(Device.KIOSK, elsewhere)
    assert ask_again(stranger, token).status_code == 404


@pytest.mark.parametrize("body", [{}, {"ticket": ""}, {"ticket": 7}, {"ticket": "K" * 21}, {"ticket": "A", "more": 1}])
def test_a_reprint_of_nothing_is_refused(kiosk, printer, body):
    answer = kiosk.post("/api/print-jobs", json=body, headers={"Idempotency-Key": new_key()})
    assert answer.status_code == 422
    assert papers_asked() == []


def test_the_page_shows_the_newest_paper_first(officer, printer, folder, hands, centre):
    older = put_on_paper(folder, printer)
    hands.forward(seconds=7)
    newer = put_on_paper(folder, printer)
    page = officer.get("/papers").text
    assert page.index(newer) < page.index(older)
    assert "08:00:07" in page
    picture = Image.open(io.BytesIO(officer.get(f"/papers/{newer}").data))
    assert picture.size[0] == 576


def test_the_papers_name_the_printer_that_came_with_the_centre_in_the_language_of_the_page(person, printer, folder):
    put_on_paper(folder, printer)
    officer = person().sign_in("truong")
    assert "<span>Máy in ảo</span>" in officer.get("/papers").text
    assert "<span>Virtual printer</span>" in officer.get("/papers?lang=en").text


def test_a_newcomer_on_the_servers_own_pc_sees_the_papers_without_signing_in(person, printer, folder):
    name = put_on_paper(folder, printer)
    newcomer = person()
    page = newcomer.get("/papers", follow_redirects=True)
    assert name in page.text
    assert newcomer.get(f"/papers/{name}").status_code == 200


def test_the_papers_of_another_centre_are_not_found(person, officer, strangers_printer, printer, folder):
    name = put_on_paper(folder, strangers_printer)
    assert name not in officer.get("/papers").text
    assert officer.get(f"/papers/{name}").status_code == 404
    theirs = person().sign_in("lan", centre="an-phu")
    assert theirs.get(f"/papers/{name}").status_code == 200


@pytest.mark.parametrize("name", ["x.png", "..%2Fcentre.sqlite3", "1-20261120T080000000000.png", "9" * 40 + ".png"])
def test_only_papers_are_served(officer, printer, name):
    assert officer.get(f"/papers/{name}").status_code == 404


def test_nobody_unknown_sees_a_paper(person, printer, folder):
    name = put_on_paper(folder, printer)
    assert person().get(f"/papers/{name}").status_code == 401


def try_out(person: Person, centre, address: str) -> dict:
    with unit_of_work():
        printer = Printer.create(centre=centre, name=address, kind=Printer.NETWORK, address=address)
    answer = person.post(f"/api/printers/{printer.id}/trials", json={})
    assert answer.status_code == 201
    return answer.json


@pytest.fixture
def lead(person) -> Person:
    """The shift lead, who may try printers out."""
    return person().sign_in("truong")


def test_a_trial_print_comes_out_of_a_good_printer(lead, centre, paper_printer):
    said = try_out(lead, centre, paper_printer.address)
    assert (said["printed"], said["status"]) == (True, "online")
    assert paper_printer.until(lambda seen: seen.papers)
    assert paper_printer.seen.unknown == []


def test_a_trial_print_names_what_the_printer_says(lead, centre, paper_printer):
    paper_printer.knobs.cover_open = True
    said = try_out(lead, centre, paper_printer.address)
    assert (said["printed"], said["status"]) == (False, "cover_open")
    assert "đóng nắp" in said["message_vi"]


def test_a_trial_print_at_a_port_that_cannot_be_says_so(lead, centre):
    assert "từ 1 đến 65535" in try_out(lead, centre, "localhost:99999")["message_vi"]


def test_a_trial_print_where_nobody_listens_says_so(lead, centre):
    said = try_out(lead, centre, f"127.0.0.1:{free_port()}")
    assert (said["printed"], said["status"]) == (False, "offline")
    assert "Không in được" in said["message_vi"]


@pytest.fixture
def web_server() -> Iterator[str]:
    """Something else that listens on a port."""
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield f"127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_trial_print_at_a_web_server_says_what_answered(lead, centre, web_server):
    said = try_out(lead, centre, web_server)
    assert not said["printed"]
    assert "trang web" in said["message_vi"]


def test_only_who_sets_printers_up_may_try_them(officer, centre, printer):
    assert officer.post(f"/api/printers/{printer.id}/trials", json={}).status_code == 403


def test_another_centres_printer_is_not_tried(lead, strangers_printer):
    assert lead.post(f"/api/printers/{strangers_printer.id}/trials", json={}).status_code == 404
