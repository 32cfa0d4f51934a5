"""The shift lead acts; the director looks; an officer is refused."""

import pytest

import events
import queueing
from admin import devices
from alerts import messages
from alerts.look import Look
from models.access import Device
from models.alert import CounterMessage
from models.base import unit_of_work
from models.booking import Booking
from models.centre import Notice, Service
from models.counter import Counter
from models.printing import Printer, PrintJob
from models.ticket import Ticket, TicketMove
from queueing.errors import QuotaReached
from supervisor import wall
from supervisor.board import board as picture
from tests.conftest import new_key


@pytest.fixture
def lead(person):
    return person().sign_in("truong")


@pytest.fixture
def act(lead):
    """`act("messages", …)` as the lead; the answer, which must be good unless another status is named."""

    def send(noun, status=201, key=None, **wish):
        answer = lead.post(f"/api/live/{noun}", json=wish, headers={"Idempotency-Key": key or new_key()})
        assert answer.status_code == status, answer.json
        return answer.json

    return send


ACTS = [
    ("messages", {"text": "Chào"}),
    ("reopen-requests", {"counter": 1}),
    ("assignments", {"counter": 1, "service": "H"}),
    ("transfers", {"ticket": "C001", "to_service": "H"}),
    ("tickets", {"service": "C"}),
    ("notices", {"text": "Chào"}),
    ("sound-tests", {"device": 1}),
    ("outcomes", {"ticket": "C001", "outcome": "expire"}),
    ("reprints", {"ticket": "C001"}),
    ("alerts/1/acknowledgements", {}),
    ("alerts/1/completions", {}),
    ("alerts/1/remedies", {"verb": "reopen"}),
]


def test_the_director_looks_and_does_not_act_and_an_officer_does_neither(person):
    director, officer, nobody = person().sign_in("ha"), person().sign_in("lan"), person()
    assert director.get("/api/live/board").status_code == 200
    assert 'data-testid="live-hand"' not in director.get("/live").text
    assert officer.get("/api/live/board").status_code == 403
    assert nobody.get("/api/live/board").status_code == 401
    assert 'data-testid="sign-in"' in officer.get("/live").text
    for noun, wish in ACTS:
        headers = {"Idempotency-Key": new_key()}
        for who in (director, officer):
            assert who.post(f"/api/live/{noun}", json=wish, headers=headers).status_code == 403, noun


def test_the_board_counts_what_is_there(lead, take, certification, counter_1, counter_3, hands):
    take(certification)
    take(certification, priority=True)
    hands.forward(minutes=3)
    queueing.call_next(counter_1)
    queueing.pause_counter(counter_3, "Họp")
    board = lead.get("/api/live/board").json
    [service] = [row for row in board["services"] if row["letter"] == "C"]
    assert (service["waiting"], service["priority"], service["open"], service["counters"]) == (1, 0, 2, 3)
    states = {row["number"]: (row["state"], row["ticket"], row["reason"]) for row in board["counters"]}
    assert states == {1: ("called", "C002", ""), 2: ("free", None, ""), 3: ("paused", None, "Họp")}
    assert board["summary"]["waiting"] == 1 and board["summary"]["longest_number"] == "C001"
    assert not any(row["seated"] for row in board["counters"])  # nobody would read an invitation there


def test_an_invitation_to_reopen_waits_on_the_counters_desk_until_it_is_seen(act, counter_3):
    key = new_key()
    act("reopen-requests", counter=3, key=key)
    act("reopen-requests", counter=3, key=key)
    [message] = messages.unseen(counter_3)
    assert (message.kind, message.officer.username) == (CounterMessage.REOPEN, "truong")
    messages.see(counter_3, message.id)
    assert messages.unseen(counter_3) == []


def test_a_message_goes_to_one_counter_or_to_all_that_are_open(act, counter_1, counter_2, counter_3):
    queueing.close_counter(counter_3)
    act("messages", counter=2, text="Gặp tôi")
    act("messages", text="Mời gọi to")
    assert [[m.text for m in messages.unseen(c)] for c in (counter_1, counter_2, counter_3)] == [
        ["Mời gọi to"],
        ["Gặp tôi", "Mời gọi to"],
        [],
    ]


def test_a_ticket_is_moved_from_wherever_it_is_and_keeps_its_number(act, take, certification, counter_1, counter_2):
    waiting, served = take(certification), take(certification)
    act("transfers", ticket="C001", to_service="H")
    assert queueing.call_next(counter_2) == waiting
    queueing.call_next(counter_1)
    queueing.serve(Ticket.get_by_id(served.id), counter_1)
    act("transfers", ticket=served.token, to_counter=3, at_tail=True)
    moved = Ticket.get_by_id(served.id)
    assert (moved.code, moved.state, moved.reserved_for.number) == ("C002", "waiting", 3)
    verbs = [
        row.verb
        for row in TicketMove.select().where(TicketMove.verb.in_(("redirect", "transfer"))).order_by(TicketMove.id)
    ]
    assert verbs == ["redirect", "transfer"]
    act("transfers", ticket="C002", to_counter=3, status=422)


def test_nobody_is_sent_or_called_to_a_counter_that_was_taken_away(act, lead, take, certification, counter_2):
    take(certification)
    queueing.retire(counter_2)
    act("transfers", ticket="C001", to_counter=2, status=404)
    act("assignments", counter=2, service="C", status=404)
    for noun in ("openings", "calls"):
        refused = lead.post(f"/api/counters/2/{noun}", json={}, headers={"Idempotency-Key": new_key()})
        assert refused.status_code == 404, noun


def test_a_number_given_by_hand_is_printed_once(act, centre, lead):
    with unit_of_work():
        Printer.create(centre=centre, name="In", kind="virtual")
    key = new_key()
    first = act("tickets", service="C", priority=True, key=key)
    again = act("tickets", service="C", priority=True, key=key)
    assert first == again and first["number"] == "C001" and first["job"] == PrintJob.get().id
    assert TicketMove.get(TicketMove.verb == "issue").officer.username == "truong"
    with unit_of_work():
        PrintJob.update(state=PrintJob.PRINTED).execute()
    act("reprints", ticket="C001")
    assert sorted(job.copy for job in PrintJob.select()) == [0, 1]


def test_a_number_is_found_by_the_address_in_its_qr_in_letters_of_any_size(act, centre, lead):
    with unit_of_work():
        Printer.create(centre=centre, name="In", kind="virtual")
    act("tickets", service="C")
    with unit_of_work():
        PrintJob.update(state=PrintJob.PRINTED).execute()
    token = PrintJob.get().ticket.token
    act("reprints", ticket=f"http://192.168.1.9:8000/t/{token.lower()}?lang=en")
    assert sorted(job.copy for job in PrintJob.select()) == [0, 1]


def test_a_notice_is_on_the_hall_screen_for_its_minutes_only(act, lead, centre, hands):
    from display.board import board

    def shown():
        return [notice["text"] for notice in board(centre)["notices"]]

    act("notices", text="Mời ra quầy 5", minutes=10)
    hands.forward(minutes=9)
    assert shown() == ["Mời ra quầy 5"]
    hands.forward(minutes=1)
    assert shown() == []
    act("notices", text="Sắp nghỉ trưa")
    assert lead.delete(f"/api/live/notices/{Notice.select().order_by(Notice.id.desc()).get().id}").status_code == 200
    assert shown() == []


def test_a_sound_test_is_asked_of_a_display_of_this_centre(act, centre, elsewhere):
    with unit_of_work():
        ours = Device.create(centre=centre, kind="display", name="TV", token_hash="a")
        theirs = Device.create(centre=elsewhere, kind="display", name="TV", token_hash="b")
    heard = []
    events.on(events.SoundTestAsked)(heard.append)
    act("sound-tests", device=ours.id)
    act("sound-tests", device=theirs.id, status=404)
    events._listeners[events.SoundTestAsked].remove(heard.append)
    assert [event.device for event in heard] == [ours.id]


def test_the_day_is_swept_by_confirming_a_proposal_for_each_open_ticket(
    act, lead, take, certification, civil_status, counter_1, counter_2
):
    served, called, waits = take(certification), take(civil_status), take(certification)
    queueing.serve(queueing.call_next(counter_1), counter_1)
    queueing.call_next(counter_2)
    proposed = lead.get("/api/live/open-tickets").json["tickets"]
    assert [(row["number"], row["outcome"]) for row in proposed] == [
        ("C001", "finish"),
        ("H001", "miss"),
        ("C002", "expire"),
    ]
    for row in proposed:
        left = act("outcomes", ticket=row["token"], outcome=row["outcome"])
    assert left["tickets"] == []
    assert [Ticket.get_by_id(t.id).state for t in (served, called, waits)] == ["finished", "no_show", "expired"]
    act("outcomes", ticket=served.token, outcome="finish", status=409)


def test_what_an_alert_proposes_is_done_and_whoever_does_it_is_its_owner(
    act, lead, take, certification, counter_3, hands
):
    queueing.pause_counter(counter_3, "Họp")
    take(certification)
    hands.forward(minutes=31)
    [alert] = [row for row in lead.get("/api/live/board").json["alerts"] if row["kind"] == "wait"]
    assert alert["remedy"]["verb"] == "reopen" and alert["remedy"]["target"] == 3
    act(f"alerts/{alert['id']}/remedies", verb="reopen", target=1, status=409)
    board = act(f"alerts/{alert['id']}/remedies", verb="reopen", target=3)
    [taken] = [row for row in board["alerts"] if row["kind"] == "wait"]
    assert taken["taken_by"] == "Truong"
    assert alert["reminded_at"] is None and taken["reminded_at"] == "2026-11-20T08:31:00.000", "and it says so"
    assert [message.kind for message in messages.unseen(counter_3)] == ["reopen"]
    history = lead.get("/live/history").text
    assert "Truong" in history and "chưa hết" in history


def test_the_alert_that_proposes_help_changes_the_counter_for_today(act, lead, take, civil_status, hands):
    take(civil_status)
    hands.forward(minutes=31)
    [alert] = [row for row in lead.get("/api/live/board").json["alerts"] if row["kind"] == "wait"]
    board = act(f"alerts/{alert['id']}/remedies", verb="assign", target=1)
    [counter] = [row for row in board["counters"] if row["number"] == 1]
    assert counter["helps"] == ["H"]
    assert lead.delete("/api/live/assignments/1").json["counters"][0]["helps"] == []


def test_a_screen_whose_own_clock_is_wrong_is_said_on_the_wall(centre):
    with unit_of_work():
        kiosk = Device.create(centre=centre, kind=Device.KIOSK, name="Máy cửa chính", token_hash="x", condition="on")

    def said() -> tuple[str, int | None]:
        row = next(one for one in picture(Look(centre.id))["devices"] if one["kind"] == "kiosk")
        return row["health"], row["facts"].get("clock_off_minutes")

    for seconds, expected in ((119, ("ok", None)), (-7200, ("bad", 120)), (True, ("bad", 120)), (3, ("ok", None))):
        devices.note_clock(kiosk.id, seconds)
        assert said() == expected, seconds


def test_a_service_whose_numbers_of_the_day_are_given_does_not_say_that_nobody_waits(lead, take, certification):
    with unit_of_work():
        Service.update(daily_quota=1).where(Service.id == certification.id).execute()
    ticket = take(certification)
    queueing.cancel(ticket)
    [line] = [row for row in lead.get("/api/live/board").json["services"] if row["letter"] == certification.letter]
    assert (line["waiting"], line["wait_text"]) == (0, "Hết số hôm nay")


def test_a_screen_that_is_slower_than_promised_is_said_on_the_wall(centre):
    facts = {"token_hash": "x", "condition": Device.ON}
    slow = Device(id=1, centre=centre, kind=Device.DISPLAY, name="Sảnh", draw_ms=2_001, **facts)
    quick = Device(id=2, centre=centre, kind=Device.DISPLAY, name="TV sảnh", draw_ms=2_000, **facts)
    said = [(row["name"], row["health"]) for row in map(wall._screen, (slow, quick))]
    assert said == [("TV Sảnh", wall.TROUBLE), ("TV sảnh", wall.FINE)]


@pytest.mark.parametrize(("condition", "late"), [(Device.ON, 6), (Device.CHIME, None), (Device.BLOCKED, None)])
def test_a_screen_without_a_voice_is_not_said_to_read_late(centre, condition, late):
    facts = {"token_hash": "x", "condition": condition, "voice_backlog_seconds": 6}
    screen = Device(id=1, centre=centre, kind=Device.DISPLAY, name="Sảnh", **facts)
    assert wall._screen(screen)["facts"]["backlog_seconds"] == late


def test_a_booked_number_that_is_sent_to_the_end_of_another_line_stands_there_by_no_appointment(
    act, take, certification, counter_2
):
    ticket = take(certification)
    with unit_of_work():
        Ticket.update(booked_for=ticket.issued_at).where(Ticket.id == ticket.id).execute()
    act("transfers", ticket="C001", to_service="H", at_tail=True)
    assert queueing.call_next(counter_2) == ticket
    assert TicketMove.get(TicketMove.verb == "call").rule == "arrival"


def test_notices_of_the_live_board_leave_room_on_the_page_of_notices_and_go_when_their_minutes_are_over(
    act, lead, hands
):
    for day in range(45):
        act("notices", text=f"Nhắc lần {day}", minutes=5)
        hands.forward(minutes=6)
    assert lead.post("/api/notices", json={"text": "Sáng thứ Sáu nghỉ họp."}).status_code == 201
    assert [notice["text"] for notice in lead.get("/api/notices").json["notices"]] == ["Sáng thứ Sáu nghỉ họp."]
    assert Notice.select().where(Notice.position == Notice.SHORT).count() == 1, "the last, until there is another"


def test_a_line_is_full_on_the_board_when_it_is_full_at_the_kiosk(lead, certification, centre, hands):
    with unit_of_work():
        Service.update(daily_quota=1).where(Service.id == certification.id).execute()
        Booking.create(
            centre=centre,
            service=certification,
            day=hands.read().date(),
            begins=hands.read().replace(hour=10),
            token="BCGHKLMN",
            idempotency_key=new_key(),
            request="",
            holder="",
        )
    with pytest.raises(QuotaReached):
        queueing.issue(Service.get_by_id(certification.id), key=new_key())
    [service] = [row for row in lead.get("/api/live/board").json["services"] if row["letter"] == "C"]
    assert service["wait_text"] == "Hết số hôm nay"


def test_a_new_alert_comes_below_those_of_its_urgency_and_moves_no_button(
    lead, take, certification, civil_status, hands
):
    take(certification)
    hands.forward(minutes=31)
    [first] = [row["id"] for row in lead.get("/api/live/board").json["alerts"] if row["kind"] == "wait"]
    take(civil_status)
    hands.forward(minutes=31)
    alarms = [row for row in lead.get("/api/live/board").json["alerts"] if row["level"] == "alarm"]
    waits = [row["id"] for row in alarms if row["kind"] == "wait"]
    assert len(waits) == 2 and waits[0] == first


def test_a_counter_that_is_closed_is_asked_to_open_and_not_to_open_again(lead, take, certification, counter_1, hands):
    for counter in Counter.select():
        queueing.close_counter(counter)
    queueing.open_counter(counter_1)
    take(certification)
    queueing.call_next(counter_1)
    take(certification)
    hands.forward(minutes=31)
    [alert] = [row for row in lead.get("/api/live/board").json["alerts"] if row["kind"] == "wait"]
    assert (alert["remedy"]["verb"], alert["remedy"]["facts"]) == ("reopen", {"closed": True})
