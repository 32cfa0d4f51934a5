"""Missing papers, quick visits, hand-overs, locks and messages, as the desk's own routes answer them."""

import json

import pytest

import alerts.messages
import queueing
from counters.papers import sheet_of
from models.alert import CounterMessage
from models.base import unit_of_work
from models.centre import Officer, Procedure
from models.counter import Counter, CounterOfOfficer
from models.printing import Printer, PrintJob
from models.ticket import Ticket, TicketMove
from models.visit import ComeBack, CounterMove
from tests.conftest import Person, new_key
from tests.counters.conftest import Desk, connected
from tests.small_centre import PIN


@pytest.fixture
def missing(lan, issue) -> dict:
    """Somebody is served at counter 1 and given a slip."""
    issue()
    lan.serve_next()
    with connected():
        procedure = Procedure.get(Procedure.code == "2.000815")
    answer: dict = lan.do(
        "come-backs", papers=["Bản chính giấy tờ"], note="Ảnh 3x4", procedure=procedure.id, dossier_code="H99.01-1"
    )
    return answer


def test_a_slip_says_what_is_missing_until_when_and_whether_it_is_printed(lan, missing):
    slip = missing["slip"]
    assert slip["papers"] == ["Bản chính giấy tờ", "Ảnh 3x4"]
    assert (slip["last_day"], slip["printed"]) == ("2026-11-25", False)
    assert lan.look()["ticket"]["given"]["code"] == slip["code"]
    page = lan.person.get(f"/counter/slips/{slip['code']}")
    assert page.status_code == 200
    assert "Bản chính giấy tờ" in page.text and slip["code"] in page.text and "<svg" in page.text


def test_it_is_printed_by_a_printer_of_the_centre(lan, centre, missing):
    with unit_of_work():
        Printer.create(centre=centre, name="Máy in")
    key = new_key()
    for _ in range(2):
        answer = lan.person.post(
            f"/api/come-backs/{missing['slip']['code']}/papers", json={}, headers={"Idempotency-Key": key}
        )
        assert answer.json["printed"] is True
    with connected():
        [job] = PrintJob.select()
    sheet = json.loads(job.sheet)
    assert sheet["items"] == ["Bản chính giấy tờ"]
    assert sheet["notes"] == ["Cán bộ dặn: Ảnh 3x4"]
    assert sheet["code"] == missing["slip"]["code"]
    assert "Giữ chỗ đến hết Thứ Tư 25/11/2026." in sheet["feet"]


def test_what_the_officer_said_is_no_paper_to_be_ticked_on_the_phone_or_on_the_page(lan, missing):
    for path in (f"/c/{missing['slip']['code']}", f"/counter/slips/{missing['slip']['code']}"):
        page = lan.person.get(path).text
        listed = page[page.index("<ul") : page.index("</ul>")]
        assert "Bản chính giấy tờ" in listed and "Ảnh 3x4" not in listed
        assert "Cán bộ dặn:" in page and "Ảnh 3x4" in page


def test_whoever_took_an_english_number_reads_the_slip_in_both_languages(lan, missing):
    with connected():
        slip = ComeBack.get(ComeBack.code == missing["slip"]["code"])
        assert (sheet_of(slip, "").title_en, len(sheet_of(slip, "").feet)) == ("", 3)
        slip.ticket.language = "en"
        sheet = sheet_of(slip, "")
    assert sheet.title_en == "Missing papers"
    assert sheet.subject_en == "Service: Certification"
    assert sheet.notes[-1] == "Cán bộ dặn (note): Ảnh 3x4"
    assert "Your place is kept until the end of Wednesday 25/11/2026." in sheet.feet
    assert sheet.feet[-2:] == ("Quầy 1 đã hướng dẫn.", "You were advised at Counter 1.")


def test_a_slip_shown_at_the_desk_brings_a_number_and_says_what_was_missing(lan, missing, issue):
    lan.do("finishes")
    arrival = issue()
    back = lan.do("returns", code=missing["slip"]["code"])
    assert back["next"]["number"] == back["number"] != arrival
    lan.do("calls")
    assert lan.look()["ticket"]["brought"]["papers"] == ["Bản chính giấy tờ", "Ảnh 3x4"]
    assert lan.press("returns", code="BCGHKLMN").json["error"]["code"] == "unknown_slip"


def test_a_slip_without_a_word_of_what_is_missing_is_refused(lan, issue):
    issue()
    lan.serve_next()
    refused = lan.press("come-backs", papers=[" "], note=" ")
    assert (refused.status_code, refused.json["error"]["field"]) == (422, "papers")
    with connected():
        assert not ComeBack.select().exists()


def test_a_quick_visit_is_served_at_once_and_has_not_waited(lan, issue, centre, certification):
    waiting, key = issue(), new_key()
    desk = lan.do("quick-services", service="C", why="Hỏi đường", key=key)
    assert (desk["ticket"]["number"], desk["ticket"]["state"], desk["ticket"]["quick"]) == ("Q001", "serving", True)
    assert lan.do("quick-services", service="C", key=key)["ticket"]["number"] == "Q001"
    assert lan.press("quick-services", service="C").json["error"]["code"] == "counter_busy"
    for noun, wish in (("holds", {}), ("transfers", {"to_service": "H"})):
        assert lan.press(noun, **wish).json["error"]["code"] == "no_number"
    lan.do("entries", outcome="advice")
    desk = lan.do("finishes")
    assert desk["next"]["number"] == waiting
    with connected():
        verbs = [(move.verb, move.why) for move in TicketMove.select().join(Ticket).where(Ticket.letter == "Q")]
    assert verbs == [("quick", "Hỏi đường"), ("finish", "")]


def test_a_desk_is_handed_over_with_its_ticket_and_both_are_named(lan, issue):
    number = issue()
    lan.serve_next()
    wrong = lan.press("handovers", username="minh", secret="000000")
    assert wrong.json["error"]["code"] == "wrong_secret"
    desk = lan.do("handovers", username="Minh", secret=PIN)
    assert (desk["officer"]["username"], desk["ticket"]["number"]) == ("minh", number)
    assert lan.do("finishes")["ticket"] is None
    with connected():
        last = CounterMove.select().order_by(CounterMove.id.desc()).first()
        assert (last.verb, last.officer.username, last.relieved.username) == ("sit", "minh", "lan")
        finish = TicketMove.get(TicketMove.verb == "finish")
        assert finish.officer.username == "minh"


def test_a_director_takes_no_counter_over(lan):
    assert lan.press("handovers", username="ha", secret=PIN).json["error"]["code"] == "forbidden"


def test_a_desk_is_handed_over_to_nobody_whose_account_is_kept_to_other_counters(lan, centre):
    with unit_of_work():
        minh = Officer.get(Officer.centre == centre, Officer.username == "minh")
        CounterOfOfficer.create(officer=minh, counter=Counter.get(Counter.centre == centre, Counter.number == 2))
    refused = lan.press("handovers", username="minh", secret=PIN)
    assert (refused.status_code, refused.json["error"]["field"]) == (403, "username")
    assert lan.look()["officer"]["username"] == "lan"


def test_a_locked_desk_shows_its_number_and_does_nothing_until_the_pin_is_given(lan, issue):
    number = issue()
    lan.serve_next()
    assert lan.person.post("/api/session/locks", json={}).status_code == 204
    refused = lan.press("finishes")
    assert (refused.status_code, refused.json["error"]["code"]) == (423, "locked")
    page = lan.person.get("/counter").text
    assert number in page
    assert lan.person.post("/api/session/unlocks", json={"secret": "000000"}).json["error"]["code"] == "wrong_secret"
    assert lan.person.post("/api/session/unlocks", json={"secret": PIN}).status_code == 204
    assert lan.look()["ticket"]["number"] == number


def test_what_the_lead_says_stays_on_the_desk_until_it_is_seen(lan, counter_1):
    with connected():
        message = alerts.messages.say(counter_1, "Mời mở lại quầy", kind=CounterMessage.REOPEN, key=None)
    [shown] = lan.look()["messages"]
    assert (shown["kind"], shown["text"]) == ("reopen", "Mời mở lại quầy")
    assert lan.do("messages-seen", message=message.id) == {"messages": []}
    assert lan.look()["messages"] == []


def test_the_usual_channel_is_that_of_most_dossiers_taken_in_once_they_are_enough(lan, issue, monkeypatch):
    def channel() -> str:
        rows = lan.person.get("/api/counters/1/catalogue").json["procedures"]
        return str(rows[0]["channel"])

    assert channel() == "online"
    issue()
    lan.serve_next()
    procedure = lan.person.get("/api/counters/1/catalogue").json["procedures"][0]
    assert procedure["papers"] == ["Bản chính giấy tờ", "Bản sao cần chứng thực"]
    lan.do("entries", outcome="received", code="H99.01-261120-0001", procedure=procedure["id"], channel="direct")
    assert channel() == "online"
    monkeypatch.setattr("counters.catalogue.ENOUGH", 1)
    assert channel() == "direct"


def test_a_colleague_sees_nothing_of_another_centre(lan, missing, elsewhere, app):
    stranger = Desk(Person(app).sign_in("lan", counter=1, centre="an-phu"), 1)
    assert stranger.press("returns", code=missing["slip"]["code"]).json["error"]["code"] == "unknown_slip"
    assert stranger.person.get(f"/counter/slips/{missing['slip']['code']}").status_code == 404
    with connected():
        assert queueing.ticket_at(Counter.get(Counter.centre == elsewhere, Counter.number == 1)) is None


def test_a_call_that_the_lead_asked_for_takes_the_words_away(lan, issue, counter_1, hands):
    issue()
    with connected():
        alerts.messages.say(counter_1, "Đang có 2 người chờ", kind=CounterMessage.CALL, key=None)
    hands.forward(seconds=5)
    assert len(lan.look()["messages"]) == 1
    assert lan.do("calls")["messages"] == []
