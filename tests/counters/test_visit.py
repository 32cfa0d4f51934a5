"""A visit over HTTP, verb by verb: each act answers with the whole desk."""

import re
from datetime import timedelta

from models.base import now, unit_of_work
from models.ticket import Ticket, TicketMove
from queueing import given
from tests.conftest import Hands, new_key
from tests.counters.conftest import connected


def test_a_desk_shows_who_is_next_and_why_before_anybody_is_called(lan, issue, hands: Hands):
    number = issue()
    hands.forward(minutes=7)
    desk = lan.look()
    assert desk["ticket"] is None
    assert (desk["next"]["number"], desk["next"]["minutes"]) == (number, 7)
    assert desk["next"]["why"] == "Đến trước, đã chờ 7 phút."
    assert desk["waiting"] == {"count": 1, "oldest_minutes": 7, "oldest_number": "C001"}
    assert desk["officer"]["name"] == "Lan" and desk["counter"]["label"] == "Quầy 1"


def test_a_number_is_called_served_and_finished(lan, issue, hands: Hands):
    first, second = issue(), issue()
    called = lan.do("calls")
    assert called["called"] == called["ticket"]["number"] == first
    assert called["ticket"]["state"] == "called" and called["ticket"]["calls"] == 1
    assert called["ticket"]["why"] and called["next"]["number"] == second
    hands.forward(seconds=40)
    serving = lan.do("servings")
    assert serving["ticket"]["served_at"] == "2026-11-20T08:00:40.000"
    finished = lan.do("finishes")
    assert finished["ticket"] is None
    assert finished["undo"] == {
        "verb": "finish",
        "number": first,
        "outcomes": [],
        "until": "2026-11-20T08:00:50.000",
    }


def test_calling_when_nobody_waits_is_no_error(lan):
    answer = lan.press("calls")
    assert answer.status_code == 200
    assert answer.json["called"] is None and answer.json["ticket"] is None


def test_a_number_is_called_again_after_a_pause_and_then_missed_and_restored(lan, issue, hands: Hands):
    number = issue()
    lan.do("calls")
    assert lan.press("recalls").json["error"]["code"] == "too_soon"
    assert lan.press("no-shows").json["error"]["code"] == "too_soon"
    hands.forward(seconds=11)
    assert lan.do("recalls")["ticket"]["calls"] == 2
    missed = lan.do("no-shows")
    assert [one["number"] for one in missed["missed"]] == [number]
    hands.forward(minutes=20)
    restored = lan.do("rejoins", ticket=number)
    assert restored["next"]["number"] == number and restored["missed"] == []


def test_whoever_was_missed_leaves_the_list_when_the_time_to_come_back_is_over(lan, issue, hands: Hands):
    issue()
    lan.do("calls")
    hands.forward(seconds=11)
    lan.do("recalls")
    lan.do("no-shows")
    hands.forward(minutes=31)
    assert lan.look()["missed"] == []


def test_a_held_number_comes_back_first(lan, issue):
    number = issue()
    issue()
    lan.serve_next()
    held = lan.do("holds", why="đi phô tô giấy tờ")
    assert [one["number"] for one in held["held"]] == [number] and held["ticket"] is None
    resumed = lan.do("resumptions", ticket=number)
    assert resumed["next"]["number"] == number and resumed["next"]["rule"] == "returned"
    assert lan.do("calls")["called"] == number


def test_a_number_held_at_a_counter_that_is_not_open_now_is_seen_by_the_others(lan, minh, issue):
    number = issue()
    lan.serve_next()
    lan.do("holds")
    assert minh.look()["held"] == []
    assert minh.press("resumptions", ticket=number).json["error"]["code"] == "not_at_counter"
    lan.do("pauses", why="Họp")
    assert [(one["number"], one["counter"]) for one in minh.look()["held"]] == [(number, "Quầy 1")]
    lan.do("closings")
    assert [(one["number"], one["counter"]) for one in minh.look()["held"]] == [(number, "Quầy 1")]


def test_a_transfer_to_a_service_keeps_number_place_and_note(lan, minh, issue):
    number = issue("C")
    issue("H")
    lan.serve_next()
    lan.do("transfers", to_service="H", why="Sai lĩnh vực", note="đã có bản chính")
    coming = minh.look()["next"]
    assert (coming["number"], coming["rule"], coming["note"]) == (number, "transferred", "đã có bản chính")
    assert minh.look()["line"][0]["way"] == "transferred"


def test_a_lent_number_goes_back_to_the_counter_that_asked(lan, minh, issue):
    number = issue()
    lan.serve_next()
    lan.do("transfers", to_counter=2, why="Nộp phí", come_back=True)
    present = minh.serve_next()["ticket"]
    assert (present["number"], present["come_back_to"], present["lent"]) == (number, "Quầy 1", True)
    assert minh.do("finishes")["undo"]["verb"] == "come_back"
    assert lan.look()["next"]["number"] == number
    assert lan.do("calls")["called"] == number


def test_a_chosen_number_is_called_out_of_turn_with_its_reason(lan, issue):
    issue()
    later = issue()
    called = lan.do("calls", ticket=later.lower(), why="Đã hẹn giờ")
    assert called["called"] == later
    assert called["ticket"]["why"] == "Gọi ngoài thứ tự. Lý do: Đã hẹn giờ"
    assert called["ticket"]["why_en"] == "Called out of turn. Reason: Đã hẹn giờ", "one's own words are not translated"


def test_a_chosen_number_is_found_by_its_token_and_by_the_address_in_its_qr(lan, issue, token_of):
    first, second = issue(), issue()
    assert lan.do("calls", ticket=token_of(second), why="Việc gấp")["called"] == second
    lan.do("servings")
    lan.do("finishes")
    address = f"http://192.168.1.9:8000/t/{token_of(first)}?lang=en"
    assert lan.do("calls", ticket=address, why="Việc gấp")["called"] == first


def test_a_token_may_be_typed_in_small_letters(lan, issue, token_of):
    number = issue()
    assert lan.do("calls", ticket=token_of(number).lower(), why="Việc gấp")["called"] == number


def test_a_waiting_number_is_given_up(lan, issue):
    number = issue()
    assert lan.do("cancellations", ticket=number, why="công dân về")["waiting"]["count"] == 0


def test_giving_up_and_coming_back_are_told_with_their_counter_and_a_reason(lan, issue, hands: Hands):
    missed, given_up, sent_home = issue(), issue(), issue()
    lan.do("calls")
    hands.forward(seconds=11)
    lan.do("recalls")
    lan.do("no-shows")
    lan.do("rejoins", ticket=missed)
    lan.do("cancellations", ticket=given_up)
    lan.do("cancellations", ticket=sent_home, why="hồ sơ thuộc tỉnh khác")
    with connected():
        rows = TicketMove.select().where(TicketMove.verb.in_(("rejoin", "cancel"))).order_by(TicketMove.id)
        told = [(move.verb, move.counter.number, move.officer.username, move.why) for move in rows]
    assert told == [
        ("rejoin", 1, "lan", ""),
        ("cancel", 1, "lan", given.GIVEN_UP),
        ("cancel", 1, "lan", "hồ sơ thuộc tỉnh khác"),
    ]


def test_a_note_is_kept_and_wiped(lan, issue):
    issue()
    lan.serve_next()
    assert lan.do("notes", text=" thiếu ảnh ")["ticket"]["note"] == "thiếu ảnh"
    assert lan.do("notes", text="")["ticket"]["note"] == ""


def test_the_last_act_is_taken_back_within_ten_seconds_and_not_later(lan, issue, hands: Hands):
    number = issue()
    lan.serve_next()
    lan.do("finishes")
    hands.forward(seconds=9)
    assert lan.do("undos")["ticket"]["number"] == number
    lan.do("finishes")
    hands.forward(seconds=11)
    assert lan.look()["undo"] is None
    assert lan.press("undos").json["error"]["code"] == "too_late"


def test_undo_is_not_offered_once_another_number_is_at_the_counter(lan, issue):
    issue(), issue()
    lan.serve_next()
    lan.do("finishes")
    assert lan.look()["undo"]["verb"] == "finish"
    assert lan.do("calls")["undo"] is None


def test_a_paused_counter_says_why_and_calls_nobody_until_it_reopens(lan, issue):
    issue()
    paused = lan.do("pauses", why="Họp")
    assert (paused["counter"]["state"], paused["counter"]["pause_reason"]) == ("paused", "Họp")
    assert lan.press("calls").json["error"]["code"] == "counter_closed"
    assert lan.do("openings")["counter"]["state"] == "open"
    assert lan.do("calls")["called"]


def test_a_counter_does_not_pause_while_somebody_is_at_it(lan, issue):
    issue()
    lan.do("calls")
    assert lan.press("pauses", why="Họp").json["error"]["code"] == "counter_busy"
    assert lan.press("closings").json["error"]["code"] == "counter_busy"


def test_services_change_live_from_the_next_call_on(lan, issue):
    number = issue("H")
    assert lan.do("calls")["called"] is None
    answer = lan.person.put("/api/counters/1/services", json={"first": ["C"], "fallback": ["H", "H", "C"]})
    assert [(one["letter"], one["first"]) for one in answer.json["services"]] == [("C", True), ("H", False)]
    called = lan.do("calls")
    assert called["called"] == number and called["ticket"]["why"].startswith("Giúp dịch vụ khác")


def test_the_line_stands_in_the_order_of_the_calls_to_come(minh, issue):
    help_out = issue("C", priority=True)
    own = issue("H")
    rows = minh.look()["line"]
    assert [(row["number"], row["first"]) for row in rows] == [(own, True), (help_out, False)]
    assert minh.do("calls")["called"] == own


def test_a_press_that_comes_late_does_not_hit_the_next_citizen(lan, issue, token_of):
    first, second = issue(), issue()
    lan.serve_next()
    named = {"ticket": token_of(first)}
    lan.do("finishes", **named)
    lan.serve_next()
    late = lan.press("finishes", **named)
    assert (late.status_code, late.json["error"]["code"]) == (409, "wrong_state")
    assert lan.look()["ticket"]["number"] == second


def test_a_press_sent_again_after_a_lost_answer_calls_nobody_twice(lan, issue):
    first, second = issue(), issue()
    key = new_key()
    assert lan.press("calls", key=key).json["called"] == first
    again = lan.press("calls", key=key)
    assert (again.status_code, again.json["error"]["code"]) == (409, "counter_busy")
    desk = lan.look()
    assert (desk["ticket"]["number"], desk["next"]["number"]) == (first, second)


def test_a_shift_lead_may_act_for_any_counter(lan, issue, person):
    number = issue()
    lead = person().sign_in("truong")
    answer = lead.post("/api/counters/1/calls", json={})
    assert answer.json["called"] == number
    assert lead.get("/api/counters/1/desk").json["ticket"]["number"] == number


def test_a_desk_in_the_morning_shows_nobody_of_yesterday(lan, issue, hands: Hands):
    issue()
    hands.forward(days=1)
    lan.person.sign_in("lan", counter=1)
    desk = lan.look()
    assert (desk["waiting"]["count"], desk["next"], desk["line"]) == (0, None, [])


def test_a_reason_is_one_reason_whatever_language_its_desk_speaks(lan, issue, person, hands: Hands):
    """Chosen at an English desk, it is read in Vietnamese by the director."""
    lead = person().sign_in("truong")

    def offered(lang: str) -> set[str]:
        page = lan.person.get(f"/counter?lang={lang}").text
        return set(re.findall(r'(?:data-why|name="(?:why|reason)" value)="([^"]+)"', page))

    assert offered("en") == offered("vi") == set(given.PAUSES | given.TRANSFERS | given.CHOSEN)
    later = [issue(), issue()][1]
    called = lan.do("calls", ticket=later, why="#urgent")["ticket"]
    assert called["why"].endswith("Lý do: Việc gấp") and called["why_en"].endswith("Reason: Urgent")
    lan.do("transfers", to_service="H", why="#wrong_service")
    counter = lan.do("pauses", why="#meeting")["counter"]
    assert (counter["pause_reason"], counter["pause_reason_en"]) == ("Họp", "Meeting")
    seen = next(one for one in lead.get("/api/live/board").json["counters"] if one["number"] == 1)
    assert (seen["reason"], seen["reason_en"]) == ("Họp", "Meeting")
    hands.forward(minutes=20)
    lan.do("openings")
    lan.serve_next()
    with connected():
        ticket = Ticket.get(Ticket.number == 2)
    for address, vi, en in (
        ("/fairness/counters?from=2026-11-20&to=2026-11-20", "Họp", "Meeting"),
        ("/fairness?day=2026-11-20", "Việc gấp", "Urgent"),
        (f"/fairness/tickets/{ticket.id}?", "Sai lĩnh vực", "Wrong service"),
    ):
        for lang, word in (("vi", vi), ("en", en)):
            page = lead.get(f"{address}&lang={lang}").text
            assert re.search(rf">[^<]*{word}<", page), (address, lang)
            assert not re.search(r">[^<]*#[a-z]", page), (address, lang)


def test_whoever_booked_waits_from_the_slot_and_whoever_let_others_pass_from_arrival(lan, issue, centre, hands: Hands):
    booked, deferred = issue(), issue()
    hands.forward(minutes=2)
    last = issue()
    hands.forward(minutes=3)
    with connected(), unit_of_work(centre.id):
        early, slot = now() - timedelta(minutes=15), now() + timedelta(minutes=5)
        Ticket.update(queued_at=early, booked_for=slot).where(Ticket.number == 1).execute()
        Ticket.update(queued_at=now()).where(Ticket.number == 2).execute()
    desk = lan.look()
    assert {one["number"]: one["minutes"] for one in desk["line"]} == {booked: 0, deferred: 5, last: 3}
    assert (desk["waiting"]["oldest_number"], desk["waiting"]["oldest_minutes"]) == (deferred, 5)


def test_a_number_that_was_taken_for_a_dossier_names_it_to_the_strip(lan, issue):
    issue()
    lan.serve_next()
    assert lan.look()["ticket"]["dossier_code"] == ""
    lan.do("notes", text="Mã hồ sơ: H99.01-261122-0003")
    assert lan.look()["ticket"]["dossier_code"] == "H99.01-261122-0003"
