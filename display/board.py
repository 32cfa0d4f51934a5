"""What the hall screen shows, whole: a screen that slept is right again with one of these."""

from functools import partial
from typing import Any

from apart import read_apart
from display import calls, showing, zones
from figures import promises
from models import volume
from models.base import now
from models.centre import Centre, Service
from models.counter import Counter
from models.hall import Logo
from models.prepared import prepared
from models.ticket import State, Ticket, written
from queueing import day, estimates, hours, order, reasons
from queueing.rules import Rule

hit_rate = partial(read_apart, promises.week)


def board(centre: Centre, zone_id: int | None = None) -> dict[str, Any]:
    """The whole picture of one centre, or of one zone of it, as plain values; its shape is display.schemas.Board."""
    centre = Centre.get_by_id(centre.id)
    moment = now()
    open_now = hours.at(centre, moment)
    zone = zones.part(zone_id)
    holds = zone.holds if zone else calls.everything
    yesterday = day.is_over(centre)  # the stored day has ended, and the first act of the new one is still to come
    return {
        "now": moment.isoformat(timespec="milliseconds"),
        "sequence": centre.call_sequence,
        "centre": _centre(centre, open_now),
        "zone": zone.as_dict() if zone else None,
        "volume": volume.at(centre.volume_hours, moment.time()),
        "calls": [] if yesterday else calls.recent(centre, holds),
        "begun": not yesterday and calls.begun(centre),
        "last": None if yesterday else calls.last(centre, holds),
        "services": _services(centre, zone, open_now),
        "counters": _counters(centre, zone, nobody=yesterday),
        "notices": [
            {"text": notice.text, "text_en": notice.text_en or notice.text}
            for notice in showing.shown(showing.notices(centre.id), moment)
        ],
        "rules": _rules(centre),
        "right": promises.published(centre, hit_rate) if centre.rules_shown else None,
        "slides": [
            {"url": f"/display/slides/{row.name}", "kind": row.kind, "title": row.title, "seconds": row.seconds}
            for row in showing.shown(showing.slides(centre.id), moment)
        ],
    }


def _rules(centre: Centre) -> list[dict[str, str]]:
    """Who is called first, a sentence each, as on the sheet that hangs in the hall."""
    said = reasons.poster(Rule.of(centre)) if centre.rules_shown else []
    return [{"text": one.vi, "text_en": one.en} for one in said]


def _centre(centre: Centre, open_now: hours.Hours) -> dict[str, Any]:
    return {
        "organisation": centre.organisation,
        "name": centre.name,
        "logo": Logo.address_of(centre.id),
        "state": open_now.state,
        "gives_numbers": open_now.gives_numbers,
        "opens": open_now.opens_vi if open_now.opens else None,
        "opens_en": open_now.opens_en if open_now.opens else None,
        "portal": centre.portal,
        "wifi": centre.wifi,
        "bookings": centre.bookings,
        "closing": centre.kiosk_closing or None,
        "closing_en": centre.kiosk_closing_en or centre.kiosk_closing or None,
        "is_sample": centre.is_sample,
        "before": centre.tv_before or None,
        "before_en": centre.tv_before_en or centre.tv_before or None,
    }


def _services(centre: Centre, zone: zones.Part | None, open_now: hours.Hours) -> list[dict[str, Any]]:
    waiting = order.waiting_by_service(centre)
    open_for = estimates.open_counters(None, centre.id)
    paused = estimates.paused(centre.id)
    offered = [row for row in Service.offered(centre) if zone is None or row.id in zone.offered]
    return [
        _service(row, waiting.get(row.id, 0), len(open_for.get(row.id, ())), row.id in paused, open_now)
        for row in offered
    ]


def _service(service: Service, waiting: int, open_counters: int, paused: bool, open_now: hours.Hours) -> dict[str, Any]:
    wait = estimates.wait_for(service, waiting, open_counters, open_now)
    return {
        "id": service.id,
        "letter": service.letter,
        "name": service.name,
        "name_en": service.name_en,
        "waiting": waiting,
        "open": open_counters > 0,
        "paused": paused and not open_counters,
        "rests": wait.calls_from is not None,
        "wait_text": wait.text,
        "wait_text_en": wait.text_en,
    }


def _counters(centre: Centre, zone: zones.Part | None, nobody: bool) -> list[dict[str, Any]]:
    present = {} if nobody else {counter: there for counter, *there in _called_or_served(centre.id)}
    return [
        {"number": row.number, "name": row.name or None, "state": row.state} | _there(*present.get(row.id, ()))
        for row in Counter.in_use(centre)
        if zone is None or row.number in zone.counters
    ]


def _there(letter: str = "", number: int = 0, state: str = "") -> dict[str, Any]:
    return {"ticket": written(letter, number) if letter else None, "served": state == State.SERVING}


@prepared
def _called_or_served(centre):
    tickets = Ticket.select(Ticket.counter, Ticket.letter, Ticket.number, Ticket.state)
    return tickets.where(Ticket.centre == centre, Ticket.state.in_(State.AT_A_COUNTER)).tuples()
