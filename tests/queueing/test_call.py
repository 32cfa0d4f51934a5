"""Who is called, and why."""

from datetime import date

import pytest

import queueing
from models.base import unit_of_work
from models.centre import Centre
from models.counter import Counter, CounterService
from models.ticket import Call, State, Ticket, TicketMove
from queueing.errors import CounterBusy, CounterClosed, Invalid, TicketGone, WrongState
from tests.conftest import new_key


def take(service, **wish):
    return queueing.issue(service, key=new_key(), **wish)


def call(counter):
    """Call the next and send it on its way, so that the counter is free again."""
    ticket = queueing.call_next(counter)
    if ticket is not None:
        queueing.serve(ticket, counter)
        queueing.finish(ticket, counter)
    return ticket


def test_first_come_is_first_called(certification, counter_1):
    first, second = take(certification), take(certification)
    assert [call(counter_1), call(counter_1)] == [first, second]


def test_nobody_is_called_when_nobody_waits(counter_1):
    assert queueing.call_next(counter_1) is None


def test_a_citizen_with_priority_is_called_before_earlier_arrivals(certification, counter_1):
    take(certification)
    elderly = take(certification, priority=True)
    assert call(counter_1) == elderly


def test_after_two_with_priority_in_a_row_one_who_came_first_is_called(certification, counter_1):
    early = take(certification)
    elderly = [take(certification, priority=True) for _ in range(3)]
    assert [call(counter_1) for _ in range(4)] == [elderly[0], elderly[1], early, elderly[2]]


def test_the_run_of_priority_is_counted_over_all_counters_of_the_service(certification, counter_1, counter_3):
    early = take(certification)
    elderly = [take(certification, priority=True) for _ in range(3)]
    assert [call(counter_1), call(counter_3), call(counter_1)] == [elderly[0], elderly[1], early]


def test_whoever_has_waited_past_the_cap_is_overtaken_by_nobody(certification, counter_1, hands):
    patient = take(certification)
    hands.forward(minutes=45)
    take(certification, priority=True)
    assert call(counter_1) == patient


def test_a_line_that_is_helped_out_with_is_not_overtaken_past_the_cap_either(
    certification, civil_status, counter_2, hands
):
    patient = take(certification)
    hands.forward(minutes=45)
    own = take(civil_status)
    assert [call(counter_2), call(counter_2)] == [patient, own]


def test_a_counter_helps_with_its_fallback_service_only_when_its_own_line_is_empty(
    certification, civil_status, counter_2
):
    waits_longer, own = take(certification), take(civil_status)
    assert [call(counter_2), call(counter_2)] == [own, waits_longer]


def test_a_change_of_services_counts_from_the_next_call_on(certification, civil_status, counter_1):
    take(certification)
    civil = take(civil_status)
    queueing.set_services(counter_1, [civil_status], [])
    assert call(counter_1) == civil
    assert call(counter_1) is None


def test_returned_come_before_transferred_before_priority(certification, civil_status, counter_1, counter_2):
    held, sent, _plain = take(certification), take(civil_status), take(certification)
    queueing.call_next(counter_1)
    queueing.serve(held, counter_1)
    queueing.hold(held, counter_1)
    queueing.call_next(counter_2)
    queueing.transfer(sent, counter_2, to_service=certification)
    elderly = take(certification, priority=True)
    queueing.resume(held, counter_1)
    assert [call(counter_1) for _ in range(3)] == [held, sent, elderly]


def test_a_call_stores_why_this_ticket_in_one_line(certification, counter_1, hands):
    take(certification)
    hands.forward(minutes=6)
    queueing.call_next(counter_1)
    move = TicketMove.get(TicketMove.verb == "call")
    assert (move.rule, move.why) == ("arrival", "Đến trước, đã chờ 6 phút.")


def test_a_busy_counter_calls_nobody_and_says_whom_it_serves(certification, counter_1):
    first = take(certification)
    take(certification)
    queueing.call_next(counter_1)
    with pytest.raises(CounterBusy) as refusal:
        queueing.call_next(counter_1)
    assert first.code in refusal.value.message_vi


@pytest.mark.parametrize("state", [Counter.PAUSED, Counter.CLOSED])
def test_a_counter_that_is_not_open_calls_nobody(certification, counter_1, state):
    take(certification)
    with unit_of_work():
        Counter.update(state=state).where(Counter.id == counter_1.id).execute()
    with pytest.raises(CounterClosed):
        queueing.call_next(counter_1)


def test_a_chosen_number_is_called_out_of_turn_with_its_reason(certification, counter_1):
    take(certification)
    chosen = take(certification)
    queueing.call_chosen(counter_1, chosen, "Bệnh nặng")
    move = TicketMove.get(TicketMove.verb == "call")
    assert (move.ticket, move.rule, move.why) == (chosen, "chosen", "Bệnh nặng")


def test_a_number_is_not_called_out_of_turn_without_a_reason(certification, counter_1):
    chosen = take(certification)
    with pytest.raises(Invalid):
        queueing.call_chosen(counter_1, chosen, "  ")
    assert Ticket.get_by_id(chosen.id).state == State.WAITING


def test_yesterdays_number_is_not_called_out_of_turn_and_the_new_day_begins(centre, certification, counter_1, hands):
    yesterday = take(certification)
    hands.forward(days=1)
    with pytest.raises(TicketGone):
        queueing.call_chosen(counter_1, yesterday, "Bệnh nặng")
    assert Centre.get_by_id(centre.id).business_day == date(2026, 11, 21)
    assert Ticket.get_by_id(yesterday.id).state == State.EXPIRED


def test_a_chosen_number_that_another_counter_has_called_is_refused(certification, counter_1, counter_3):
    chosen = take(certification)
    queueing.call_next(counter_1)
    with pytest.raises(WrongState) as refusal:
        queueing.call_chosen(counter_3, chosen, "Bệnh nặng")
    assert refusal.value.message_vi == "C001 đã được Quầy 1 gọi. Mời anh/chị gọi số tiếp theo."
    assert refusal.value.message_en == "Counter 1 has called C001. Please call the next number."


def test_calls_are_counted_without_a_gap(certification, counter_1, hands):
    for _ in range(3):
        take(certification)
        ticket = queueing.call_next(counter_1)
        hands.forward(seconds=15)
        queueing.recall(ticket, counter_1)
        queueing.serve(ticket, counter_1)
        queueing.finish(ticket, counter_1)
    assert [row.sequence for row in Call.select().order_by(Call.id)] == [1, 2, 3, 4, 5, 6]
    assert [row.times for row in Call.select().order_by(Call.id)] == [1, 2, 1, 2, 1, 2]


def test_a_ticket_kept_for_a_counter_that_closes_belongs_to_everybody_again(
    certification, civil_status, counter_1, counter_2, counter_3
):
    ticket = take(civil_status)
    queueing.call_next(counter_2)
    queueing.transfer(ticket, counter_2, to_counter=counter_1)
    assert queueing.call_next(counter_3) is None
    queueing.close_counter(counter_1)
    assert queueing.call_next(counter_3) == ticket
    why = TicketMove.select().where(TicketMove.verb == "call").order_by(TicketMove.id.desc()).get().why
    assert why == "Được chuyển đến một quầy nay đã đóng, nên quầy nào nhận việc này cũng gọi được."


def test_a_counter_may_call_what_is_kept_for_it_though_it_does_not_serve_that_service(
    civil_status, counter_1, counter_2
):
    assert not CounterService.select().where(
        CounterService.counter == counter_1, CounterService.service == civil_status
    )
    ticket = take(civil_status)
    queueing.call_next(counter_2)
    queueing.transfer(ticket, counter_2, to_counter=counter_1)
    assert queueing.call_next(counter_1) == ticket
