"""Who may not, what cannot be, and what is not now: a clear refusal, nothing changed."""

from models.base import unit_of_work
from models.centre import Centre, Service
from tests.counters.conftest import connected

ACTS = {
    "calls": {},
    "recalls": {},
    "servings": {},
    "holds": {},
    "resumptions": {"ticket": "C001"},
    "transfers": {"to_service": "H"},
    "no-shows": {},
    "rejoins": {"ticket": "C001"},
    "finishes": {},
    "cancellations": {"ticket": "C001"},
    "undos": {},
    "notes": {"text": "ghi chú"},
    "pauses": {"why": "Họp"},
    "openings": {},
    "closings": {},
    "entries": {"outcome": "advice"},
    "come-backs": {"note": "ảnh"},
    "returns": {"code": "BCGHKLMN"},
    "quick-services": {"service": "C"},
    "handovers": {"username": "minh", "secret": "000000"},
    "messages-seen": {"message": 1},
}
IMPOSSIBLE = (
    ("calls", {"ticket": 5}),
    ("calls", {"unknown": 1}),
    ("calls", {"ticket": "C001", "why": "a" * 201}),
    ("transfers", {"to_counter": "2"}),
    ("transfers", {"to_service": "CH"}),
    ("pauses", {}),
    ("pauses", {"why": ""}),
    ("pauses", {"why": "   "}),
    ("notes", {"text": "a" * 501}),
    ("entries", {"outcome": "forgotten"}),
    ("entries", {"outcome": "received", "fee": -1}),
    ("entries", {"outcome": "received", "due_on": "2026-02-30"}),
    ("entries", {"outcome": "received", "due_on": 20261120}),
    ("entries", {"outcome": "received", "due_on": "2026-W47-5"}),
    ("entries", {"outcome": "received", "channel": "fax"}),
)
UPON_A_TICKET = ("recalls", "servings", "holds", "transfers", "no-shows", "finishes", "notes", "entries", "come-backs")


def test_nobody_acts_without_signing_in(lan, issue, person):
    issue()
    lan.person = person()
    for noun, wish in ACTS.items():
        answer = lan.press(noun, **wish)
        assert (answer.status_code, answer.json["error"]["code"]) == (401, "sign_in"), noun


def test_an_officer_acts_only_at_the_counter_where_they_sit(lan, issue):
    issue()
    for noun, wish in ACTS.items():
        answer = lan.press(noun, at=2, **wish)
        assert (answer.status_code, answer.json["error"]["code"]) == (403, "not_seated"), noun


def test_a_director_and_an_administrator_serve_nobody(lan, person):
    for username in ("ha", "quan"):
        lan.person = person().sign_in(username)
        assert lan.press("calls").status_code == 403
        assert lan.person.get("/api/counters/1/desk").status_code == 403


def test_an_act_upon_an_empty_counter_says_what_to_do(lan):
    for noun in UPON_A_TICKET:
        answer = lan.press(noun, **ACTS[noun])
        assert (answer.status_code, answer.json["error"]["code"]) == (409, "nobody_here"), noun
        assert "Gọi số tiếp theo" in answer.json["error"]["message_vi"]


def test_a_counter_that_holds_a_number_calls_no_other(lan, issue):
    number = issue()
    issue()
    lan.do("calls")
    answer = lan.press("calls")
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "counter_busy")
    assert number in answer.json["error"]["message_vi"]


def test_a_number_at_another_counter_is_named_with_its_place(lan, minh, issue):
    number = issue()
    minh.do("calls")
    answer = lan.press("calls", ticket=number, why="Việc gấp")
    assert answer.status_code == 409
    assert number in answer.json["error"]["message_vi"] and "Quầy 2" in answer.json["error"]["message_vi"]
    assert lan.press("finishes", ticket=number).status_code == 409
    minh.do("servings")
    stolen = lan.press("finishes", ticket=number)
    assert (stolen.status_code, stolen.json["error"]["code"]) == (403, "not_at_counter")


def test_the_note_of_a_number_at_another_counter_stays_as_it_was_written(lan, minh, issue):
    number = issue()
    minh.serve_next()
    minh.do("notes", text="thiếu ảnh")
    wiped = lan.press("notes", ticket=number, text="")
    assert (wiped.status_code, wiped.json["error"]["code"]) == (403, "not_at_counter")
    assert minh.look()["ticket"]["note"] == "thiếu ảnh"
    minh.do("holds")
    assert lan.press("notes", ticket=number, text="").status_code == 403
    minh.do("notes", ticket=number, text="đi lấy ảnh")
    assert minh.look()["held"][0]["note"] == "đi lấy ảnh"
    minh.do("resumptions", ticket=number)
    lan.do("notes", ticket=number, text="có ảnh rồi")
    assert minh.do("calls")["ticket"]["note"] == "có ảnh rồi"


def test_calling_out_of_turn_needs_a_reason(lan, issue):
    answer = lan.press("calls", ticket=issue(), why="  ")
    assert (answer.status_code, answer.json["error"]["field"]) == (422, "why")


def test_a_finished_number_is_not_finished_again(lan, issue, token_of):
    token = token_of(issue())
    lan.serve_next()
    lan.do("finishes", ticket=token)
    again = lan.press("finishes", ticket=token)
    assert (again.status_code, again.json["error"]["code"]) == (409, "wrong_state")
    assert "đã hoàn thành" in again.json["error"]["message_vi"]


def test_a_transfer_goes_to_exactly_one_other_place(lan, issue):
    issue()
    lan.serve_next()
    for wish in ({}, {"to_service": "H", "to_counter": 2}, {"to_service": "C"}, {"to_counter": 1}):
        assert lan.press("transfers", **wish).status_code == 422, wish
    assert lan.press("transfers", to_service="Z").status_code == 404
    assert lan.press("transfers", to_counter=99).status_code == 404
    assert lan.look()["ticket"]["state"] == "serving"


def test_nobody_is_sent_to_a_service_that_is_switched_off(lan, issue, civil_status):
    issue()
    lan.serve_next()
    with unit_of_work():
        Service.update(active=False).where(Service.id == civil_status.id).execute()
    answer = lan.press("transfers", to_service="H")
    assert (answer.status_code, answer.json["error"]["code"]) == (409, "service_closed")
    assert "Hộ tịch hôm nay không tiếp nhận." in answer.json["error"]["message_vi"]
    assert lan.person.put("/api/counters/1/services", json={"first": ["H"]}).status_code == 409
    assert lan.look()["ticket"]["state"] == "serving"


def test_there_is_no_such_counter_number_or_ticket(lan, issue):
    assert lan.press("calls", at=77).status_code == 404
    assert lan.press("calls", at=10**20).status_code == 404
    for written in ("C999", "X1", "không phải số", "/t/BCGHKLMN", "C1;DROP TABLE ticket"):
        assert lan.press("calls", ticket=written, why="Việc gấp").status_code == 404, written


def test_another_centres_numbers_counters_and_services_are_not_found(issue, elsewhere: Centre, lan, person):
    there = person().sign_in("lan", counter=1, centre="an-phu")
    number = issue()
    assert there.get("/api/counters/1/desk").json["waiting"]["count"] == 0
    answer = there.post("/api/counters/1/calls", json={"ticket": number, "why": "Việc gấp"})
    assert answer.status_code == 404
    with connected():
        foreign = elsewhere.procedures.get().id
    lan.serve_next()
    code = "H99.01-261120-0001"
    assert lan.press("entries", outcome="received", code=code, procedure=foreign).status_code == 404
    assert lan.do("entries", outcome="received", code=code, procedure=1)["ticket"]["entries"]
    assert there.get(f"/api/dossiers/{code}").json["dossier"] is None
    assert there.put("/api/entries/1", json={"digitised": True}).status_code == 404
    assert there.post(f"/api/dossiers/{code}/results", json={"outcome": "resolved"}).status_code == 404


def test_a_wish_that_cannot_be_is_refused_by_its_field(lan, issue):
    issue()
    lan.serve_next()
    before = lan.look()
    for noun, wish in IMPOSSIBLE:
        answer = lan.press(noun, **wish)
        assert answer.status_code == 422, (noun, wish, answer.json)
        assert answer.json["error"]["field"] and answer.json["error"]["message_vi"]
    assert lan.look() == before


def test_a_counter_keeps_at_least_one_service(lan):
    assert lan.person.put("/api/counters/1/services", json={"first": []}).status_code == 422
    assert lan.person.put("/api/counters/1/services", json={"first": ["Q"]}).status_code == 404
    assert lan.look()["services"][0]["letter"] == "C"


def test_whoever_takes_the_counter_over_puts_the_other_out_and_the_number_stays(lan, issue, person):
    number = issue()
    lan.serve_next()
    other = person().sign_in("minh", counter=1)
    assert lan.press("finishes").json["error"]["code"] == "not_seated"
    assert other.get("/api/counters/1/desk").json["ticket"]["number"] == number


def test_a_session_that_has_ended_keeps_the_number(lan, issue, person):
    number = issue()
    lan.serve_next()
    lan.person.delete("/api/session")
    assert lan.press("finishes").status_code == 401
    assert person().sign_in("lan", counter=1).get("/api/counters/1/desk").json["ticket"]["number"] == number


def test_the_page_asks_to_sign_in_then_for_a_counter_then_shows_the_desk(lan, person):
    somebody = person()
    assert "sign-in-username" in somebody.get("/counter").text
    somebody.sign_in("ha")
    assert "Tài khoản ha" in somebody.get("/counter").text
    somebody.sign_in("minh")
    assert 'data-testid="counter-3"' in somebody.get("/counter").text
    assert "ctr-primary" in lan.person.get("/counter").text
    assert 'data-testid="counter-3"' in lan.person.get("/counter?choose=yes").text
