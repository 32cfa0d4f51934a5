"""What is wrong with the lines and at the counters, and what is proposed."""

from datetime import time

import pytest

import queueing
from alerts.look import Look
from alerts.watch import findings
from models.access import Device
from models.base import unit_of_work
from models.centre import LONGEST_NOTICE, Centre, Opening, Service
from models.printing import Printer, PrintJob
from queueing import counters
from supervisor.board import board


def test_a_quiet_hall_has_nothing_wrong(wrong, take, certification):
    take(certification)
    assert wrong() == {}


@pytest.mark.parametrize(("minutes", "level"), [(19, None), (20, "warn"), (29, "warn"), (30, "alarm")])
def test_a_wait_is_a_warning_and_then_an_alarm(wrong, take, certification, hands, minutes, level):
    take(certification)
    hands.forward(minutes=minutes)
    found = wrong().get("wait")
    assert (found.level if found else None) == level


def test_a_slow_line_proposes_the_counter_that_pauses(wrong, take, certification, counter_3, hands):
    queueing.pause_counter(counter_3, "Họp")
    take(certification)
    hands.forward(minutes=31)
    assert (wrong()["wait"].remedy.verb, wrong()["wait"].remedy.target) == ("reopen", 3)


def test_a_slow_line_proposes_a_free_counter_of_another_service(wrong, take, civil_status, counter_1, hands):
    take(civil_status)
    hands.forward(minutes=31)
    remedy = wrong()["wait"].remedy
    assert (remedy.verb, remedy.target, remedy.facts["letter"]) == ("assign", counter_1.number, "H")


def test_no_counter_is_proposed_to_two_lines(centre, take, civil_status, certification, counter_1, hands):
    for counter in centre.counters:
        queueing.close_counter(counter)
    take(civil_status)
    take(certification)
    hands.forward(minutes=31)
    asked = [found.remedy.target for found in findings(Look(centre.id)).values()]
    assert len(asked) == 2 and len(set(asked)) == 2, "counters 2 and 3 serve both"


def test_a_line_without_an_open_counter_is_an_alarm_and_no_second_one(wrong, take, certification, centre, hands):
    take(certification)
    for counter in centre.counters:
        queueing.close_counter(counter)
    hands.forward(minutes=31)
    found = wrong()
    assert found["no-counter"].level == "alarm" and "wait" not in found
    assert found["no-counter"].remedy.verb == "reopen"


def test_a_call_that_nobody_answers_asks_the_counter_for_its_outcome(wrong, take, certification, counter_1, hands):
    ticket = take(certification)
    queueing.call_next(counter_1)
    hands.forward(minutes=5)
    found = wrong()["called"]
    assert found.facts["number"] == ticket.code
    assert found.remedy.facts["counters"] == [1] and found.remedy.facts["kind"] == "outcome"


def test_a_visit_longer_than_any_usual_one_asks_the_counter_for_its_outcome(
    wrong, take, certification, counter_1, hands
):
    queueing.serve(take_and_call(take, certification, counter_1), counter_1)
    hands.forward(minutes=40)  # five times the catalogue's 8 minutes
    assert "stuck" not in wrong()
    hands.forward(minutes=2)
    assert wrong()["stuck"].facts["usual"] == 40


def test_with_a_hundred_visits_the_longest_usual_one_is_measured(wrong, take, certification, counter_1, hands):
    for n in range(100):
        ticket = take_and_call(take, certification, counter_1)
        queueing.serve(ticket, counter_1)
        hands.forward(minutes=12 if n < 2 else 4)
        queueing.finish(ticket, counter_1)
    queueing.serve(take_and_call(take, certification, counter_1), counter_1)
    hands.forward(minutes=12)
    assert "stuck" not in wrong()
    hands.forward(minutes=1)
    assert wrong()["stuck"].facts["usual"] == 12


def take_and_call(take, service, counter):
    take(service)
    return queueing.call_next(counter)


def test_a_free_counter_is_idle_only_when_somebody_waits_long_for_it(wrong, take, certification, hands):
    take(certification)
    hands.forward(minutes=14)
    assert "idle" not in wrong()
    hands.forward(minutes=1)
    assert wrong()["idle"].remedy.facts["kind"] == "call"


def test_the_reminder_says_whom_the_press_really_calls(wrong, take, certification, hands):
    oldest = take(certification)
    hands.forward(minutes=16)
    assert wrong()["idle"].remedy.facts["text"].endswith("Mời bấm Gọi số tiếp theo.")
    first = take(certification, priority=1)
    text = wrong()["idle"].remedy.facts["text"]
    assert text.endswith(f"Bấm Gọi số tiếp theo là gọi {first.code}. Muốn gọi {oldest.code}: Gọi số cụ thể.")


def test_a_counter_that_has_just_finished_is_not_idle(wrong, take, certification, civil_status, counter_1, hands):
    ticket = take(certification)
    take(certification)
    queueing.call_next(counter_1)
    queueing.serve(ticket, counter_1)
    hands.forward(minutes=16)
    queueing.finish(ticket, counter_1)
    assert 1 not in [found.facts["counter"] for found in [wrong().get("idle")] if found]


def test_many_who_do_not_come_are_seen_within_the_hour(wrong, take, certification, counter_1, hands):
    for n in range(5):
        ticket = take_and_call(take, certification, counter_1)
        if n < 2:
            hands.forward(seconds=30)
            queueing.recall(ticket, counter_1)
            queueing.miss(ticket, counter_1)
        else:
            queueing.serve(ticket, counter_1)
            queueing.finish(ticket, counter_1)
    found = wrong()["no-show"]
    assert (found.facts["percent"], found.remedy.verb) == (40, "notice")
    hands.forward(minutes=61)
    assert "no-show" not in wrong()


def test_a_quota_that_is_nearly_reached_is_said_before_it_is(wrong, take, certification):
    with unit_of_work():
        Service.update(daily_quota=10).where(Service.id == certification.id).execute()
    for _ in range(8):
        take(certification)
    assert "quota" not in wrong()
    take(certification)
    assert wrong()["quota"].facts["given"] == 9


@pytest.mark.parametrize("name", ["Hộ tịch", "Đăng ký biến động quyền sử dụng đất và tài sản gắn liền với đất"])
def test_a_notice_for_the_hall_is_said_whole_and_in_both_languages(wrong, take, certification, hands, name):
    with unit_of_work():
        Service.update(daily_quota=1, name=name, name_en=f"{name} (en)").where(Service.id == certification.id).execute()
    take(certification)  # every counter serves it: there is nobody else to help
    hands.forward(minutes=31)
    found = wrong()
    for kind in ("quota", "wait"):
        facts = found[kind].remedy.facts
        assert facts["text"] != facts["text_en"]
        for text in (facts["text"], facts["text_en"]):
            assert len(text) <= LONGEST_NOTICE and text.endswith("."), text
            assert name in text or (" C" in text and name[:9] not in text), text


def test_a_day_without_one_rating_is_said_after_enough_visits(wrong, take, certification, counter_1, centre):
    with unit_of_work():
        Centre.update(rating_alert_visits=3).where(Centre.id == centre.id).execute()
    for _ in range(3):
        assert "no-ratings" not in wrong()
        ticket = take_and_call(take, certification, counter_1)
        queueing.serve(ticket, counter_1)
        queueing.finish(ticket, counter_1)
    assert wrong()["no-ratings"].remedy.facts["counters"] == [1, 2, 3]


def test_a_screen_of_another_kind_is_nobodys_alert(wrong, centre, hands):
    with unit_of_work():
        Device.create(centre=centre, kind="kiosk", name="k", token_hash="x", condition="on")
    assert wrong() == {}


def test_a_number_without_paper_is_a_ghost_once_the_kiosk_has_given_the_next(wrong, take, certification, centre, hands):
    with unit_of_work():
        device = Device.create(centre=centre, kind="kiosk", name="k", token_hash="x", condition="on")
        printer = Printer.create(centre=centre, name="In", status="online")
    lost = take(certification, device=device)
    with unit_of_work():
        PrintJob.create(centre=centre, ticket=lost, printer=printer, state=PrintJob.FAILED, url="/")
    assert "ghost" not in wrong()
    hands.forward(minutes=1)
    take(certification, device=device)
    found = wrong()["ghost"]
    assert (found.facts["number"], found.facts["other"], found.remedy.verb) == ("C001", "C002", "void")


def test_numbers_without_an_end_are_said_once_the_centre_has_closed(wrong, take, certification, centre):
    take(certification)
    assert "left-over" not in wrong()
    with unit_of_work():
        Opening.delete().where(Opening.centre == centre).execute()
    assert (wrong()["left-over"].facts["count"], wrong()["left-over"].remedy.verb) == (1, "sweep")


def test_a_counter_that_was_taken_away_is_no_counter(centre, counter_3):
    counters.retire(counter_3)
    picture = board(Look(centre.id))
    assert [one["number"] for one in picture["counters"]] == [1, 2] and picture["summary"]["counters"] == 2


@pytest.fixture
def lunch(centre):
    """The centre rests from 11:30 to 13:30, and calls nobody then."""
    with unit_of_work():
        Opening.update(opens=time(7), closes=time(11, 30)).execute()
        for opening in list(Opening.select()):
            Opening.create(centre=centre, weekday=opening.weekday, opens=time(13, 30), closes=time(17))


def test_nothing_rings_at_lunch_and_the_morning_is_not_forgotten(wrong, take, certification, centre, hands, lunch):
    take(certification)
    hands.forward(hours=3, minutes=20)
    assert {"wait", "idle"} <= wrong().keys()  # 11:20
    hands.forward(minutes=40)
    assert wrong() == {}
    for counter in centre.counters:
        queueing.pause_counter(counter, "Nghỉ trưa")
    assert wrong() == {}, "nobody is missed at lunch"
    for counter in centre.counters:
        queueing.open_counter(counter)
    hands.forward(hours=1, minutes=31)  # 13:31
    assert wrong().keys() == {"wait"}, "a counter that has just opened may breathe"
    assert wrong()["wait"].level == "alarm"
    hands.forward(minutes=2)
    assert "idle" in wrong()
    hands.forward(hours=3, minutes=27)
    assert wrong().keys() == {"left-over"}


def test_the_break_is_no_part_of_a_wait(wrong, take, certification, hands, lunch):
    hands.forward(hours=3, minutes=20)
    take(certification)  # 11:20
    hands.forward(hours=2, minutes=19)  # 13:39: nineteen minutes of opening
    assert "wait" not in wrong()
    hands.forward(minutes=1)
    assert wrong()["wait"].level == "warn"
    hands.forward(minutes=10)
    assert wrong()["wait"].level == "alarm"
