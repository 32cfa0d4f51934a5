"""What a phone shows: where one ticket stands. Nothing personal, nobody else's token."""

from dataclasses import dataclass
from datetime import date

from peewee import JOIN

import queueing
from models.base import now
from models.counter import Counter
from models.dossier import Dossier, DossierEntry, Outcome
from models.ticket import Lane, State, Ticket, TicketMove
from queueing import estimates, hours, order, rating
from queueing.errors import NotFound
from queueing.moves import check_day
from queueing.whereabouts import counters_listed, counters_near, zone_near

NEAR = 3  # "Sắp đến lượt" from so many people ahead, while somebody is there to call


def find(token: str) -> Ticket:
    """The ticket of a token, today's only. Raises NotFound, TicketGone."""
    written = token.strip().upper()
    ticket = Ticket.get_or_none(Ticket.token == written) if written.isascii() and written.isalnum() else None
    if ticket is None:
        raise NotFound(
            "Số này không còn hiệu lực hôm nay. Mời ông/bà quét lại mã, hoặc lấy số mới.",
            "This number is no longer valid today. Please scan the code again, or take a new number.",
        )
    check_day(ticket)
    return ticket


def place(ticket: Ticket) -> dict:
    """The phone's whole picture."""
    centre, service = ticket.centre, ticket.service
    open_now = hours.at(centre)
    ahead = order.people_ahead(ticket) if ticket.state == State.WAITING else 0
    kept_for = order.kept_for(ticket) if ticket.state == State.WAITING else None
    if kept_for is not None:
        counters = [kept_for.number] if kept_for.state == Counter.OPEN else []
    else:
        counters = estimates.open_counters([service.id], centre.id).get(service.id, [])
    nobody = ticket.state == State.WAITING and open_now.state == hours.OPEN and not counters
    paused = nobody and (kept_for is not None or service.id in estimates.paused(centre.id))
    wait = estimates.wait_for(service, ahead, len(counters), open_now)
    can_rejoin = queueing.may_rejoin(ticket, centre)
    counter = ticket.counter
    moved = _last_move(ticket) if ticket.state == State.WAITING else None
    return {
        "token": ticket.token,
        "number": ticket.code,
        "state": ticket.state,
        "near": ticket.state == State.WAITING
        and ahead <= _near(ticket, len(counters))
        and open_now.state == hours.OPEN
        and bool(counters),
        "service_name": service.name,
        "service_name_en": service.name_en,
        **_where(ticket, kept_for),
        "transferred": moved in ("transfer", "redirect"),
        "rejoined": moved == "rejoin",
        "kept_for": kept_for.number if kept_for else None,
        "kept_for_name": kept_for.name if kept_for else "",
        "at_head": ticket.lane == Lane.TRANSFERRED,
        "priority": ticket.priority,
        "ahead": ahead,
        "wait_text": wait.said(estimates.ISSUED),
        "wait_text_en": wait.said(estimates.ISSUED_EN),
        "counter": counter.number if counter else None,
        "counter_name": counter.name if counter else "",
        "counters": counters,
        "paused": paused,
        "unopened": nobody and not paused,
        "times": ticket.calls,
        "coming": ticket.coming_at is not None,
        "passes": queueing.may_pass(ticket),
        "deferred": ticket.deferred,
        "asks": ticket.state == State.FINISHED and centre.ratings and not rating.is_rated(ticket),
        "can_rejoin": can_rejoin,
        "rejoin_until": f"{queueing.rejoins_until(ticket, centre):%H:%M}" if can_rejoin else None,
        "rejoin_minutes": centre.rejoin_minutes,
        "centre_state": open_now.state,
        "gives_numbers": open_now.gives_numbers,
        "opens": open_now.opens.strftime("%H:%M") if open_now.opens else None,
        "at": now().isoformat(timespec="milliseconds"),
    }


def _near(ticket: Ticket, counters: int) -> int:
    """From how many people ahead the turn is near. Whoever has just let others pass is not called back before those
    have begun to be called: each open counter may take one of them at once."""
    return min(NEAR - 1, counters) if ticket.deferred else NEAR


def _where(ticket: Ticket, kept_for: Counter | None) -> dict[str, str]:
    """Where a ticket that waits is going to be called to, and in which part of the hall that is."""
    counters = ([kept_for] if kept_for else counters_near(ticket)) if ticket.state == State.WAITING else []
    (where, where_en), (zone, zone_en) = counters_listed(counters), zone_near(ticket, counters)
    return {"where": where, "where_en": where_en, "zone": zone, "zone_en": zone_en}


def _last_move(ticket: Ticket) -> str | None:
    """By which verb it came to stand where it stands."""
    last = TicketMove.select().where(TicketMove.ticket == ticket).order_by(TicketMove.id.desc()).first()
    return last.verb if last is not None else None


@dataclass(frozen=True)
class Hints:
    """What a served citizen may want to know next; of dossiers no code and no name."""

    due: list[date]  # days on which results are promised
    supplement: bool  # papers are missing


def hints(ticket: Ticket) -> Hints:
    """What follows from the visit; nothing before it is done."""
    if ticket.state != State.FINISHED:
        return Hints([], False)
    entries = list(
        DossierEntry.select(DossierEntry, Dossier).join(Dossier, JOIN.LEFT_OUTER).where(DossierEntry.ticket == ticket)
    )
    received = [entry.dossier for entry in entries if entry.outcome == Outcome.RECEIVED and entry.dossier]
    due = {dossier.extended_to or dossier.due_after or dossier.due_on for dossier in received}
    return Hints(sorted(due - {None}), any(entry.outcome == Outcome.SUPPLEMENT for entry in entries))
