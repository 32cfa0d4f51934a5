"""The verbs of a ticket's life. Each is one transaction with one row of history, announced after the commit.

A verb raises a `Refusal` and changes nothing when its move is not in the table (queueing.moves).
"""

from datetime import datetime, timedelta
from typing import Protocol

import events
from models.base import now, unit_of_work
from models.centre import Centre, Officer, Service
from models.counter import Counter
from models.prepared import prepared
from models.ticket import Lane, State, Ticket, TicketMove
from queueing import day, given, moves, order
from queueing.errors import (
    Invalid,
    NotAtCounter,
    SameQueue,
    TooLate,
    TooSoon,
    count_of,
)
from queueing.quick import NoNumber


class Missable(Protocol):
    """What `may_rejoin` asks of a ticket, or of a picture of one."""

    @property
    def state(self) -> str: ...
    @property
    def moved_at(self) -> datetime: ...


def call_next(counter: Counter, *, officer: Officer | None = None) -> Ticket | None:
    """Call the ticket that is next for `counter`; None when nobody waits. Raises CounterClosed, CounterBusy."""
    with unit_of_work(counter.centre_id):
        centre = Centre.get_by_id(counter.centre_id)
        news = day.begin_if_due(centre)
        counter = moves.ready_counter(counter)
        choice = order.next_for(counter, centre)
        if choice is not None:
            news.append(_call(choice, counter, officer))
    events.announce(*news)
    return choice.ticket if choice else None


def call_chosen(counter: Counter, ticket: Ticket, why: str, *, officer: Officer | None = None) -> Ticket:
    """Call a waiting ticket out of turn; the reason is part of its history. Raises like `call_next`."""
    if not why.strip():
        raise Invalid("Mời ghi lý do gọi ngoài thứ tự.", "Give the reason for calling out of turn.", field="why")
    # By itself, as whoever was to be called is of the day that is over: the refusal would take the new one back.
    day.turn(Centre.get_by_id(counter.centre_id))
    with unit_of_work(counter.centre_id):
        counter = moves.ready_counter(counter)
        news = _call(order.Choice(moves.fresh(ticket), order.CHOSEN, why.strip()), counter, officer)
    events.announce(news)
    return ticket


def _call(choice: order.Choice, counter: Counter, officer: Officer | None) -> events.TicketMoved:
    ticket, moment = choice.ticket, now()
    changes = {"calls": 1, "called_at": moment, "coming_at": None}
    return moves.call(
        ticket,
        "call",
        counter,
        moment,
        officer=officer,
        why=choice.why,
        rule=choice.rule,
        facts=choice.facts,
        changes=changes,
    )


def recall(ticket: Ticket, counter: Counter, *, officer: Officer | None = None) -> Ticket:
    """Call again a ticket that has not come. Raises TooSoon within `recall_pause_seconds` of the call before."""
    with unit_of_work(counter.centre_id):
        ticket = moves.fresh_at(ticket, counter, "recall")
        centre, moment = Centre.get_by_id(counter.centre_id), now()
        # Not None: only a called ticket is called again.
        rest = centre.recall_pause_seconds - (moment - ticket.called_at).total_seconds()  # type: ignore[operator]
        if 0 < rest <= centre.recall_pause_seconds:
            raise TooSoon(
                f"Vừa gọi số {ticket.code}. Gọi lại được sau {rest:.0f} giây.",
                f"{ticket.code} was just called. Call again in {rest:.0f} s.",
            )
        changes = {"calls": ticket.calls + 1, "called_at": moment}
        news = moves.call(ticket, "recall", counter, moment, officer=officer, changes=changes)
    events.announce(news)
    return ticket


def serve(ticket: Ticket, counter: Counter, *, officer: Officer | None = None) -> Ticket:
    """The citizen has come: the service begins."""
    return _move_at_counter("serve", ticket, counter, officer)


def hold(ticket: Ticket, counter: Counter, why: str = "", *, officer: Officer | None = None) -> Ticket:
    """Put the ticket aside at this counter, while the citizen fetches something. Raises NoNumber for a quick visit."""
    if ticket.quick:
        raise NoNumber
    return _move_at_counter("hold", ticket, counter, officer, why=why)


def resume(ticket: Ticket, counter: Counter, *, officer: Officer | None = None) -> Ticket:
    """Let a held ticket wait again, first in line at the counter that asks. Raises NotAtCounter: see `may_resume`."""
    with unit_of_work(counter.centre_id):
        ticket = moves.fresh(ticket)
        held_at = ticket.counter if ticket.state == State.HELD else None
        if held_at is not None and not may_resume(held_at, counter):
            raise NotAtCounter(ticket.code)
        news = moves.move(
            ticket,
            "resume",
            officer=officer,
            counter=counter,
            changes={"lane": Lane.RETURNED, "reserved_for": counter, "calls": 0},
            leaves=True,
        )
    events.announce(news)
    return ticket


def may_resume(held_at: Counter, counter: Counter) -> bool:
    """Whether `counter` may call back what is held at `held_at`: its own, or what a counter not open now cannot."""
    return held_at.id == counter.id or held_at.state != Counter.OPEN


def transfer(
    ticket: Ticket,
    counter: Counter,
    *,
    to_service: Service | None = None,
    to_counter: Counter | None = None,
    why: str = "",
    note: str | None = None,
    come_back: bool = False,
    at_tail: bool = False,
    officer: Officer | None = None,
) -> Ticket:
    """Send the ticket on to a service or to a counter; it keeps its number, and its place unless `at_tail`.

    With `come_back` it returns to `counter` once the other has finished. Raises SameQueue, Invalid, NoNumber.
    """
    if (to_service is None) == (to_counter is None):
        raise Invalid("Mời chọn một dịch vụ hoặc một quầy.", "Choose one service or one counter.", field="service")
    with unit_of_work(counter.centre_id):
        ticket = moves.fresh_at(ticket, counter, "transfer")
        if ticket.quick:
            raise NoNumber
        if to_service is not None and to_service.id == ticket.service_id:
            raise SameQueue
        if to_counter is not None and to_counter.id == counter.id:
            raise SameQueue("counter")
        changes: dict[str, object] = {
            "service": to_service or ticket.service,
            "reserved_for": to_counter,
            "lane": Lane.ARRIVED if at_tail else Lane.TRANSFERRED,
            "calls": 0,
            "come_back_to": counter if come_back else ticket.come_back_to,
        }
        if at_tail:
            changes |= {"queued_at": now(), "booked_for": None}
        if note is not None:
            changes["note"] = note
        news = moves.move(ticket, "transfer", counter=counter, officer=officer, why=why, changes=changes, leaves=True)
    events.announce(news)
    return ticket


def miss(ticket: Ticket, counter: Counter, *, officer: Officer | None = None) -> Ticket:
    """Nobody came. Raises TooSoon before `calls_before_no_show` calls."""
    with unit_of_work(counter.centre_id):
        ticket = moves.fresh_at(ticket, counter, "miss")
        least = Centre.get_by_id(counter.centre_id).calls_before_no_show
        if ticket.calls < least:
            raise TooSoon(
                f"Mới gọi {ticket.calls} lần. Gọi đủ {least} lần rồi mới chọn Vắng mặt.",
                f"Called {count_of(ticket.calls, 'time')} so far. "
                f"Call {count_of(least, 'time')} before you press Not here.",
            )
        news = moves.move(ticket, "miss", counter=counter, officer=officer, leaves=True)
    events.announce(news)
    return ticket


def rejoin(ticket: Ticket, *, counter: Counter | None = None, officer: Officer | None = None) -> Ticket:
    """A missed ticket waits again, first in line at any counter of its service, within `rejoin_minutes`.

    `counter`: where it was asked; None when the citizen asked by phone.
    """
    with unit_of_work(ticket.centre_id):
        ticket = moves.fresh(ticket)
        if ticket.state == State.NO_SHOW and not may_rejoin(ticket, ticket.centre):
            limit = ticket.centre.rejoin_minutes
            raise TooLate(
                f"Số {ticket.code} đã qua lượt hơn {limit} phút. Mời lấy số mới.",
                f"{ticket.code} was missed more than {count_of(limit, 'minute')} ago. Please take a new number.",
            )
        news = moves.move(
            ticket,
            "rejoin",
            counter=counter,
            officer=officer,
            changes={"lane": Lane.RETURNED, "reserved_for": None, "calls": 0},
            leaves=True,
        )
    events.announce(news)
    return ticket


def may_rejoin(ticket: Missable, centre: Centre) -> bool:
    """Whether `rejoin` would let the ticket back into line now: missed, at most `rejoin_minutes` ago."""
    return ticket.state == State.NO_SHOW and now() <= rejoins_until(ticket, centre)


def rejoins_until(ticket: Missable, centre: Centre) -> datetime:
    """Until when a missed ticket may come back."""
    return ticket.moved_at + timedelta(minutes=centre.rejoin_minutes)


def finish(ticket: Ticket, counter: Counter, *, officer: Officer | None = None) -> Ticket:
    """The service is done; a ticket that was lent goes back to the counter that asked for it."""
    with unit_of_work(counter.centre_id):
        ticket = moves.fresh_at(ticket, counter, "finish")
        if ticket.come_back_to_id is not None and ticket.come_back_to_id != counter.id:
            changes = {
                "service": _lent_from(ticket),
                "lane": Lane.RETURNED,
                "reserved_for": ticket.come_back_to,
                "come_back_to": None,
                "calls": 0,
            }
            news = moves.move(ticket, "come_back", counter=counter, officer=officer, changes=changes, leaves=True)
        else:
            news = moves.move(ticket, "finish", counter=counter, officer=officer, leaves=True)
    events.announce(news)
    return ticket


def _lent_from(ticket: Ticket) -> int:
    """The id of the service of which a lent ticket was where it comes back to: should that counter have closed
    meanwhile, its like may call it, and not once more the one that has just finished."""
    lent = _transfer_from(ticket.id, ticket.come_back_to_id).first()
    return ticket.service_id if lent is None else moves.columns(lent.restore).get("service", ticket.service_id)


@prepared
def _transfer_from(ticket, counter):
    sent = TicketMove.select().where(TicketMove.ticket == ticket, TicketMove.counter == counter)
    return sent.where(TicketMove.verb == "transfer").order_by(TicketMove.id.desc()).limit(1)


def cancel(ticket: Ticket, why: str = "", *, counter: Counter | None = None, officer: Officer | None = None) -> Ticket:
    """The number is given up: by the citizen, or by staff at `counter`, who may say why."""
    with unit_of_work(ticket.centre_id):
        ticket = moves.fresh(ticket)
        news = moves.move(
            ticket, "cancel", counter=counter, officer=officer, why=why.strip() or given.GIVEN_UP, leaves=True
        )
    events.announce(news)
    return ticket


def annotate(ticket: Ticket, counter: Counter, note: str) -> Ticket:
    """Write the note that the next officer reads, on what is at `counter` or waits. Not a move. Raises NotAtCounter."""
    with unit_of_work(counter.centre_id):
        ticket = moves.fresh(ticket)
        waits = ticket.state == State.WAITING and ticket.centre_id == counter.centre_id
        if not waits and ticket.counter_id != counter.id:
            raise NotAtCounter(ticket.code)
        moves.update(ticket, {"note": note.strip()})
        news = moves.news(events.TicketMoved, ticket)
    events.announce(news)
    return ticket


def _move_at_counter(verb: str, ticket: Ticket, counter: Counter, officer: Officer | None, why: str = "") -> Ticket:
    with unit_of_work(counter.centre_id):
        ticket = moves.fresh_at(ticket, counter, verb)
        news = moves.move(ticket, verb, counter=counter, officer=officer, why=why)
    events.announce(news)
    return ticket
