"""Every verb from every state, against the table; and what each verb does beside the move."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

import events
import queueing
from models.base import db, now, unit_of_work
from models.ticket import State, Ticket, TicketMove
from queueing import moves
from queueing.errors import (
    CounterBusy,
    CounterClosed,
    NotAtCounter,
    Refusal,
    SameQueue,
    TicketGone,
    TooLate,
    TooSoon,
    WrongState,
)
from queueing.moves import MOVES
from tests.conftest import new_key


def take(service, **wish):
    return queueing.issue(service, key=new_key(), **wish)


def in_state(state, service, counter):
    """A ticket brought into a state by hand; at the counter where the state says so."""
    ticket = take(service)
    at = counter if state in (*State.AT_A_COUNTER, State.HELD) else None
    with unit_of_work():
        Ticket.update(state=state, counter=at, calls=2, called_at=now() - timedelta(minutes=1)).where(
            Ticket.id == ticket.id
        ).execute()
    return Ticket.get_by_id(ticket.id)


VERBS = {
    "call": lambda ticket, counter, other: queueing.call_chosen(counter, ticket, "thử"),
    "recall": lambda ticket, counter, other: queueing.recall(ticket, counter),
    "serve": lambda ticket, counter, other: queueing.serve(ticket, counter),
    "hold": lambda ticket, counter, other: queueing.hold(ticket, counter),
    "resume": lambda ticket, counter, other: queueing.resume(ticket, counter),
    "transfer": lambda ticket, counter, other: queueing.transfer(ticket, counter, to_service=other),
    "miss": lambda ticket, counter, other: queueing.miss(ticket, counter),
    "rejoin": lambda ticket, counter, other: queueing.rejoin(ticket),
    "defer": lambda ticket, counter, other: queueing.defer(ticket),
    "finish": lambda ticket, counter, other: queueing.finish(ticket, counter),
    "cancel": lambda ticket, counter, other: queueing.cancel(ticket),
}


@pytest.mark.parametrize("state", State.ALL)
@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_works_from_the_states_of_the_table_and_from_no_other(
    verb, state, certification, civil_status, counter_1
):
    ticket = in_state(state, certification, counter_1)
    take(certification)  # somebody whom to let pass
    rows = TicketMove.select().count()
    if state in MOVES[verb].before:
        VERBS[verb](ticket, counter_1, civil_status)
        assert Ticket.get_by_id(ticket.id).state == MOVES[verb].after
        assert TicketMove.select().count() == rows + 1
        last = TicketMove.select().order_by(TicketMove.id.desc()).first()
        assert (last.verb, last.before, last.after) == (verb, state, MOVES[verb].after)
    else:
        with pytest.raises(Refusal):
            VERBS[verb](ticket, counter_1, civil_status)
        assert Ticket.get_by_id(ticket.id).state == state
        assert TicketMove.select().count() == rows


@pytest.mark.parametrize("verb", ["recall", "serve", "hold", "transfer", "miss", "finish"])
def test_a_counter_moves_only_the_ticket_that_is_at_it(verb, certification, civil_status, counter_1, counter_3):
    state = State.SERVING if verb == "finish" else State.CALLED
    ticket = in_state(state, certification, counter_3)
    with pytest.raises(NotAtCounter):
        VERBS[verb](ticket, counter_1, civil_status)


def test_a_recall_waits_ten_seconds(certification, counter_1, hands):
    take(certification)
    ticket = queueing.call_next(counter_1)
    hands.forward(seconds=9)
    with pytest.raises(TooSoon):
        queueing.recall(ticket, counter_1)
    hands.forward(seconds=1)
    assert queueing.recall(ticket, counter_1).calls == 2


def test_one_call_is_not_enough_for_a_no_show(certification, counter_1, hands):
    take(certification)
    ticket = queueing.call_next(counter_1)
    with pytest.raises(TooSoon):
        queueing.miss(ticket, counter_1)
    hands.forward(seconds=15)
    queueing.recall(ticket, counter_1)
    assert queueing.miss(ticket, counter_1).state == State.NO_SHOW


def missed(service, counter, hands):
    take(service)
    ticket = queueing.call_next(counter)
    hands.forward(seconds=15)
    queueing.recall(ticket, counter)
    return queueing.miss(ticket, counter)


def test_who_missed_the_call_is_next_at_any_counter_of_the_service_within_thirty_minutes(
    certification, counter_1, counter_3, hands
):
    ticket = missed(certification, counter_1, hands)
    take(certification, priority=True)
    hands.forward(minutes=30)
    queueing.rejoin(ticket)
    assert queueing.call_next(counter_3) == ticket


def test_after_thirty_minutes_a_missed_number_is_lost(certification, counter_1, hands):
    ticket = missed(certification, counter_1, hands)
    hands.forward(minutes=30, seconds=1)
    with pytest.raises(TooLate):
        queueing.rejoin(ticket)


def test_a_held_number_is_called_back_by_the_counter_that_holds_it(certification, counter_1, counter_3):
    ticket = in_state(State.HELD, certification, counter_3)
    with pytest.raises(NotAtCounter):
        queueing.resume(ticket, counter_1)
    assert queueing.resume(ticket, counter_3).reserved_for == counter_3


@pytest.mark.parametrize("leave", [lambda counter: queueing.pause_counter(counter, "Họp"), queueing.close_counter])
def test_a_number_held_where_nobody_is_now_may_be_called_back_by_another_counter(
    leave, certification, counter_1, counter_3
):
    ticket = in_state(State.HELD, certification, counter_3)
    leave(counter_3)
    assert queueing.resume(ticket, counter_1).reserved_for == counter_1


def test_a_transfer_keeps_number_and_place(certification, civil_status, counter_1, counter_2, hands):
    take(certification)
    waiting = take(civil_status)
    hands.forward(minutes=1)
    ticket = queueing.call_next(counter_1)
    queueing.transfer(ticket, counter_1, to_service=civil_status, note="Đã xem giấy tờ")
    fresh = Ticket.get_by_id(ticket.id)
    assert (fresh.code, fresh.queued_at, fresh.note) == ("C001", ticket.issued_at, "Đã xem giấy tờ")
    assert queueing.call_next(counter_2) == ticket
    assert waiting.state == State.WAITING


def test_a_transfer_to_the_tail_goes_behind_whoever_waits(certification, civil_status, counter_1, counter_2, hands):
    take(certification)
    waiting = take(civil_status)
    hands.forward(minutes=1)
    ticket = queueing.call_next(counter_1)
    queueing.transfer(ticket, counter_1, to_service=civil_status, at_tail=True)
    assert queueing.call_next(counter_2) == waiting


def test_a_ticket_is_not_transferred_to_where_it_already_waits(certification, counter_1):
    take(certification)
    ticket = queueing.call_next(counter_1)
    with pytest.raises(SameQueue):
        queueing.transfer(ticket, counter_1, to_service=certification)
    with pytest.raises(SameQueue):
        queueing.transfer(ticket, counter_1, to_counter=counter_1)


def test_a_lent_ticket_comes_back_to_the_counter_that_asked(certification, civil_status, counter_1, counter_2):
    take(certification)
    ticket = queueing.call_next(counter_1)
    queueing.serve(ticket, counter_1)
    queueing.transfer(ticket, counter_1, to_service=civil_status, come_back=True)
    queueing.serve(queueing.call_next(counter_2), counter_2)
    assert queueing.finish(ticket, counter_2).state == State.WAITING
    take(certification, priority=True)
    assert queueing.call_next(counter_1) == ticket
    queueing.serve(ticket, counter_1)
    assert queueing.finish(ticket, counter_1).state == State.FINISHED


def test_a_lent_ticket_whose_counter_has_closed_is_called_by_its_like_and_not_again_by_who_has_finished(
    certification, civil_status, counter_1, counter_2, counter_3
):
    take(certification)
    ticket = queueing.call_next(counter_1)
    queueing.transfer(ticket, counter_1, to_service=civil_status, come_back=True)
    queueing.close_counter(counter_1)
    queueing.serve(queueing.call_next(counter_2), counter_2)
    queueing.finish(ticket, counter_2)
    later = take(civil_status)
    assert queueing.call_next(counter_2) == later
    assert queueing.call_next(counter_3) == ticket
    assert Ticket.get_by_id(ticket.id).service == certification


def test_a_citizen_lets_three_people_pass_once(certification, counter_1, hands):
    ticket, *others = [take(certification) for _ in range(5) if hands.forward(seconds=20)]
    queueing.defer(ticket)
    order = []
    for _ in range(5):
        called = queueing.call_next(counter_1)
        queueing.serve(called, counter_1)
        queueing.finish(called, counter_1)
        order.append(called)
    assert order == [*others[:3], ticket, others[3]]


def test_a_citizen_with_priority_lets_three_people_pass_too(certification, counter_1, hands):
    ordinary = [take(certification) for _ in range(4) if hands.forward(seconds=20)]
    elderly = take(certification, priority=True)
    queueing.defer(elderly)
    order = []
    for _ in range(5):
        called = queueing.call_next(counter_1)
        queueing.serve(called, counter_1)
        queueing.finish(called, counter_1)
        order.append(called)
    assert order == [*ordinary[:3], elderly, ordinary[3]]


def test_nobody_behind_is_nobody_to_let_pass_and_the_one_chance_is_kept(certification):
    first, ticket = take(certification), take(certification)
    with pytest.raises(TooLate, match="Nobody is behind you"):
        queueing.defer(ticket)
    assert [queueing.may_pass(one) for one in (first, ticket)] == [1, 0]
    later = [take(certification) for _ in range(4)]
    assert [queueing.may_pass(one) for one in (first, ticket, later[2])] == [3, 3, 1]
    assert queueing.may_pass(queueing.defer(ticket)) == 0


def test_a_citizen_lets_people_pass_only_once(certification):
    ticket, _ = take(certification), take(certification)
    queueing.defer(ticket)
    with pytest.raises(TooLate):
        queueing.defer(ticket)


@pytest.mark.parametrize("verb", ["hold", "transfer", "miss", "finish"])
def test_a_slip_of_the_finger_is_undone_within_ten_seconds(verb, certification, civil_status, counter_1, hands):
    state = State.CALLED if verb == "miss" else State.SERVING
    ticket = in_state(state, certification, counter_1)
    before = Ticket.select().where(Ticket.id == ticket.id).dicts().get()
    VERBS[verb](ticket, counter_1, civil_status)
    hands.forward(seconds=10)
    queueing.undo(counter_1)
    after = Ticket.select().where(Ticket.id == ticket.id).dicts().get()
    assert {**after, "moved_at": None} == {**before, "moved_at": None}
    assert TicketMove.get(TicketMove.verb == "undo").undoes.verb == verb


def test_after_ten_seconds_nothing_is_undone(certification, counter_1, hands):
    ticket = in_state(State.SERVING, certification, counter_1)
    queueing.finish(ticket, counter_1)
    hands.forward(seconds=11)
    with pytest.raises(TooLate):
        queueing.undo(counter_1)


def test_a_move_is_offered_for_undo_as_long_as_it_can_be_taken_back(centre, certification, counter_1, hands):
    ticket = in_state(State.SERVING, certification, counter_1)
    assert queueing.undoable(counter_1, centre) is None
    queueing.finish(ticket, counter_1)
    hands.forward(seconds=centre.undo_seconds)
    assert queueing.undoable(counter_1, centre).verb == "finish"
    hands.forward(seconds=1)
    assert queueing.undoable(counter_1, centre) is None
    with pytest.raises(TooLate):
        queueing.undo(counter_1)


def test_a_missed_ticket_may_rejoin_exactly_as_long_as_it_is_let_in(centre, certification, counter_1, hands):
    ticket = in_state(State.NO_SHOW, certification, counter_1)
    hands.forward(minutes=centre.rejoin_minutes)
    assert queueing.may_rejoin(ticket, centre)
    hands.forward(seconds=1)
    assert not queueing.may_rejoin(ticket, centre)
    with pytest.raises(TooLate):
        queueing.rejoin(ticket)


def test_an_undo_does_not_put_a_second_ticket_at_the_counter(certification, counter_1):
    ticket = in_state(State.SERVING, certification, counter_1)
    queueing.hold(ticket, counter_1)
    queueing.resume(ticket, counter_1)
    queueing.call_next(counter_1)
    with pytest.raises(Refusal):
        queueing.undo(counter_1)
    assert Ticket.select().where(Ticket.counter == counter_1, Ticket.state.in_(State.AT_A_COUNTER)).count() == 1


def test_an_undo_does_not_put_a_ticket_at_a_counter_that_pauses(centre, certification, counter_1):
    ticket = in_state(State.SERVING, certification, counter_1)
    queueing.finish(ticket, counter_1)
    queueing.pause_counter(counter_1, "Họp")
    assert queueing.undoable(counter_1, centre) is None
    with pytest.raises(CounterClosed):
        queueing.undo(counter_1)
    queueing.open_counter(counter_1)
    assert queueing.undo(counter_1).state == State.SERVING


def test_a_transfer_that_another_counter_has_called_is_not_undone(certification, civil_status, counter_1, counter_2):
    ticket = in_state(State.SERVING, certification, counter_1)
    queueing.transfer(ticket, counter_1, to_service=civil_status)
    queueing.call_next(counter_2)
    with pytest.raises(WrongState):
        queueing.undo(counter_1)


def test_what_has_been_taken_back_is_not_taken_back_again(certification, counter_1):
    ticket = in_state(State.SERVING, certification, counter_1)
    queueing.finish(ticket, counter_1)
    last = TicketMove.get(TicketMove.verb == "finish")
    with unit_of_work():
        moves.take_back(ticket, last, counter_1, None)
    with pytest.raises(WrongState), unit_of_work():
        moves.take_back(ticket, last, counter_1, None)


def test_two_officers_at_one_instant_get_two_tickets_or_one_gets_none(certification, counter_1, counter_3):
    for _ in range(15):
        take(certification)
        with ThreadPoolExecutor(2) as officers:
            called = list(officers.map(_call_in_a_thread, (counter_1, counter_3)))
        assert sorted(ticket is None for ticket in called) == [False, True]
        for counter, ticket in zip((counter_1, counter_3), called, strict=True):
            if ticket is not None:
                queueing.serve(ticket, counter)
                queueing.finish(ticket, counter)


def _call_in_a_thread(counter):
    with db.connection_context():
        return queueing.call_next(counter)


def test_a_counter_with_a_ticket_does_not_pause(certification, counter_1):
    take(certification)
    queueing.call_next(counter_1)
    with pytest.raises(CounterBusy):
        queueing.pause_counter(counter_1, "Họp")


def test_the_centre_hears_of_a_move_after_it_is_stored_and_not_of_one_refused(certification, counter_1):
    heard = []

    @events.on(events.TicketMoved)
    def listen(event):
        heard.append((event.number, event.state, Ticket.get(Ticket.token == event.token).state))

    try:
        take(certification)
        ticket = queueing.call_next(counter_1)
        with pytest.raises(Refusal):
            queueing.finish(ticket, counter_1)
    finally:
        events._listeners[events.TicketMoved].remove(listen)
    assert heard == [("C001", "waiting", "waiting"), ("C001", "called", "called")]


def test_whoever_says_again_that_they_come_is_heard_once(certification, counter_1, hands):
    ticket = in_state(State.CALLED, certification, counter_1)
    heard = []
    events.on(events.TicketMoved)(heard.append)
    try:
        said_at = queueing.coming(ticket).coming_at
        hands.forward(seconds=10)
        assert queueing.coming(ticket).coming_at == said_at
    finally:
        events._listeners[events.TicketMoved].remove(heard.append)
    assert len(heard) == 1


def test_whoever_says_too_late_that_they_come_is_told_where_the_number_is(certification, counter_1):
    ticket = in_state(State.SERVING, certification, counter_1)
    with pytest.raises(WrongState) as refusal:
        queueing.coming(ticket)
    assert "C001 đang được Quầy 1 tiếp. Màn hình sẽ tự cập nhật" in refusal.value.message_vi


def test_a_ticket_of_yesterday_is_gone(certification, counter_1, hands):
    ticket = take(certification)
    hands.forward(days=1)
    take(certification)
    with pytest.raises(TicketGone):
        queueing.cancel(ticket)


def test_the_database_itself_refuses_a_second_ticket_at_a_counter(certification, counter_1):
    first, second = take(certification), take(certification)
    queueing.call_next(counter_1)
    with pytest.raises(CounterBusy) as refusal, unit_of_work():
        moves.step(second, "call", counter=counter_1)
    assert first.code in refusal.value.message_vi
    assert Ticket.get_by_id(second.id).state == State.WAITING
