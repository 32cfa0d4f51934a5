"""One place to scan or type a code: what it is, and the number it leads to."""

from datetime import date, datetime

import pytest

import queueing
from kiosk.codes import recognise
from models.base import unit_of_work
from models.centre import Centre, Field, Procedure, Service
from models.dossier import Dossier, Pause
from models.printing import Printer, PrintJob
from models.ticket import Lane, Ticket
from printing.bring import sheet_of
from printing.sheet import NAMES_AS_WRITTEN, Sheet
from queueing import booking
from queueing.errors import Invalid
from tests.conftest import new_key
from tests.small_centre import FRIDAY_MORNING

CODE = "H99.01-261120-0001"


@pytest.fixture
def printer(centre) -> Printer:
    with unit_of_work():
        return Printer.create(centre=centre, name="Máy in", kind=Printer.VIRTUAL)


def dossier(centre: Centre, **facts) -> Dossier:
    with unit_of_work():
        row = {"code": CODE, "code_key": CODE, "channel": "online", "received_at": FRIDAY_MORNING} | facts
        return Dossier.create(centre=centre, field=Field.get(Field.centre == centre), **row)


def asked(kiosk, text: str) -> dict:
    answer = kiosk.get("/api/kiosk/codes", query_string={"text": text})
    assert answer.status_code == 200, answer.json
    return answer.json


def came_with(kiosk, text: str, key: str | None = None, **wish):
    headers = {"Idempotency-Key": key or new_key()}
    return kiosk.post("/api/kiosk/check-ins", json={"text": text, **wish}, headers=headers)


def test_a_number_that_may_not_come_back_any_more_is_not_sent_to_a_counter(kiosk, certification, counter_1, hands):
    ticket = queueing.issue(certification, key=new_key())
    queueing.call_next(counter_1)
    for _ in range(2):
        hands.forward(minutes=1)
        queueing.recall(ticket, counter_1)
    queueing.miss(ticket, counter_1)
    assert asked(kiosk, ticket.token)["state"] == "no_show"
    hands.forward(minutes=31)
    assert asked(kiosk, ticket.token)["state"] == "expired"  # "Mời ông/bà lấy số mới."


@pytest.mark.parametrize(
    "written",
    [
        CODE,
        f" {CODE.lower()} ",
        f"https://dichvucong.gov.vn/tra-cuu?ma={CODE}",
        f"Giấy tiếp nhận {CODE}",
        "261120-0001",
        "2611200001",
    ],
)
def test_a_dossiers_code_is_found_in_whatever_the_slip_holds(centre, written):
    dossier(centre, outcome=Dossier.RESOLVED, ended_at=FRIDAY_MORNING)
    found = recognise(centre, written)
    assert (found.kind, found.code, found.result, found.service.letter) == ("result", CODE, "ready", "R")


@pytest.mark.parametrize(
    ("facts", "result", "day"),
    [
        ({"outcome": Dossier.RESOLVED, "ended_at": FRIDAY_MORNING}, "ready", None),
        ({"due_on": date(2026, 11, 25)}, "pending", "2026-11-25"),
        (
            {"outcome": Dossier.RESOLVED, "ended_at": FRIDAY_MORNING, "returned_at": datetime(2026, 11, 19, 9)},
            "handed_over",
            "2026-11-19",
        ),
    ],
)
def test_an_appointment_slip_says_how_the_result_is_and_nothing_about_the_person(centre, kiosk, facts, result, day):
    dossier(centre, **facts)
    said = asked(kiosk, CODE)
    assert (said["kind"], said["result"], said["day"], said["service_name"]) == ("result", result, day, "Nhận kết quả")
    assert "procedure" not in str(said)


def test_missing_papers_lead_to_where_they_are_handed_in(centre, certification, kiosk):
    waiting = dossier(centre, procedure=certification.procedures.get())
    with unit_of_work():
        Pause.create(dossier=waiting, kind=Pause.SUPPLEMENT, began_on=FRIDAY_MORNING.date())
    assert (asked(kiosk, CODE)["result"], asked(kiosk, CODE)["service"]) == ("papers", certification.id)


def test_a_slip_nobody_here_knows_still_gets_a_number_and_the_counter_sees_its_code(centre, kiosk):
    assert asked(kiosk, CODE)["result"] == "not_known"
    key = new_key()
    first, again = came_with(kiosk, CODE, key), came_with(kiosk, CODE, key)
    assert first.status_code == 201 and first.json["ticket"]["number"] == again.json["ticket"]["number"] == "R001"
    assert CODE in Ticket.get().note


def test_a_booked_number_is_checked_in_at_the_same_place(centre, certification, kiosk, hands):
    with unit_of_work():
        Centre.update(bookings=True).execute()
        Service.update(booked_per_slot=2).where(Service.id == certification.id).execute()
    fresh = Centre.get_by_id(centre.id)
    slot = booking.slots(fresh, Service.get_by_id(certification.id), FRIDAY_MORNING.date())[0]
    booked = booking.book(certification, slot.begins, key=new_key(), holder="x")
    said = asked(kiosk, f"http://192.168.1.10:8000/b/{booked.token}")
    assert (said["kind"], said["time"], said["service_name"]) == ("booking", f"{slot.begins:%H:%M}", "Chứng thực")
    given = came_with(kiosk, booked.token)
    assert given.status_code == 201 and given.json["ticket"]["number"] == "C001"
    assert asked(kiosk, booked.token)["kind"] == "ticket", "it is in line now"


def test_a_come_back_slip_keeps_its_place_and_brings_one_number(centre, certification, counter_1, kiosk):
    visit = queueing.issue(certification, key=new_key())
    slip = queueing.promise(visit, counter_1, papers=["Bản chính"])
    assert asked(kiosk, slip.code)["kind"] == "come_back"
    first, again = came_with(kiosk, slip.code), came_with(kiosk, slip.code)
    assert first.json["ticket"]["token"] == again.json["ticket"]["token"]
    assert Ticket.get(Ticket.token == first.json["ticket"]["token"]).lane == Lane.CAME_BACK


def test_a_ticket_says_where_it_stands_and_may_be_printed_again_for_two_minutes(certification, kiosk, hands):
    ticket = kiosk.take_number(certification).json["ticket"]
    said = asked(kiosk, ticket["url"])
    assert (said["kind"], said["number"], said["state"], said["token"]) == (
        "ticket",
        "C001",
        "waiting",
        ticket["token"],
    )
    hands.forward(minutes=3)
    assert asked(kiosk, ticket["url"])["token"] is None
    hands.forward(days=1)
    kiosk.get("/kiosk")
    assert asked(kiosk, ticket["url"])["state"] == "expired"


def test_what_is_no_code_of_ours_is_said_so_and_brings_no_number(centre, kiosk):
    assert asked(kiosk, "KHAI SINH")["kind"] == asked(kiosk, "BCGHKLMN")["kind"] == "unknown"
    assert came_with(kiosk, "BCGHKLMN").json["error"]["code"] == "code_unknown"
    assert not Ticket.select().exists()
    with pytest.raises(Invalid):
        recognise(centre, "   ")


def test_what_to_bring_is_printed_without_a_number(centre, certification, kiosk, printer):
    key, wish = new_key(), {"procedure": "2.000815"}
    for _ in range(2):
        answer = kiosk.post("/api/kiosk/sheets", json=wish, headers={"Idempotency-Key": key})
        assert answer.status_code == 201
    job = PrintJob.get()
    assert (job.ticket_id, job.state) == (None, PrintJob.QUEUED)
    sheet = Sheet.from_json(job.sheet)
    assert sheet.subject == "Chứng thực bản sao từ bản chính"
    assert sheet.items == ("Bản chính giấy tờ", "Bản sao cần chứng thực")
    assert (sheet.subject_en, sheet.notes) == ("", ())
    assert "Phí, lệ phí: 4.000\u00a0đồng" in sheet.facts and not Ticket.select().exists()
    assert (
        kiosk.post("/api/kiosk/sheets", json={"procedure": "9"}, headers={"Idempotency-Key": new_key()}).status_code
        == 404
    )


def test_in_an_english_session_every_label_of_what_to_bring_is_in_both_languages(certification):
    procedure = Procedure.get(Procedure.code == "2.000815")
    sheet = sheet_of(procedure, "en")
    assert (sheet.subject_en, sheet.notes) == ("Service: Certification", (NAMES_AS_WRITTEN,))
    assert sheet.facts == ("Trả kết quả trong ngày", "Result on the same day", "Phí, lệ phí: 4.000\u00a0đồng (fee)")
    assert sheet.feet[0] == "Mã thủ tục: 2.000815 (procedure)"
    procedure.working_days = 1
    assert sheet_of(procedure, "en").facts[1] == "Result in 1 working day"


def test_a_procedure_of_unknown_papers_sends_to_a_counter_and_has_nothing_to_tick(certification):
    procedure = Procedure.get(Procedure.code == "2.000815")
    procedure.papers = ""
    sheet = sheet_of(procedure, "en")
    assert not sheet.items
    assert sheet.notes == (
        "Mời hỏi cán bộ tại quầy để biết giấy tờ cần mang.",
        "Please ask at the counter what to bring.",
    )


def test_the_picture_says_how_this_kiosks_printer_is_and_how_priority_is_asked(centre, kiosk, printer):
    with unit_of_work():
        Printer.update(status="paper_out").execute()
        Centre.update(ask_priority="button").execute()
    picture = kiosk.get("/api/kiosk/picture").json
    assert picture["printer"] == "paper_out"
    assert (picture["centre"]["ask_priority"], picture["diagonal_mm"]) == ("button", 546)
    assert len(picture["edition"]) == 12


def test_a_code_is_asked_of_by_a_kiosk_alone(person, centre):
    assert person().get("/api/kiosk/codes", query_string={"text": CODE}).status_code == 401
    assert came_with(person(), CODE).status_code == 401
