"""What a kiosk shows: the services as tiles, in the order of yesterday's demand, and the centre's state."""

from peewee import fn

import wording
from dossiers.wanted import offered
from kiosk.edition import edition
from models.access import Device
from models.centre import Centre, Service
from models.counter import Counter, guide_desk
from models.hall import Logo
from models.prepared import by_id, prepared
from models.printing import Printer
from models.ticket import Ticket
from queueing import estimates, hours, issuing, numbering, order
from vietnamese import without_marks

DRAWN_INCHES = 21.5  # the panel for which the screen is drawn, 1080 × 1920
MM_PER_INCH = 25.4
ALWAYS_LAST = (Service.COLLECT, Service.GUIDANCE)  # always found in the same place


def picture_for(centre: Centre, device_id: int) -> dict:
    """The whole picture of one kiosk."""
    return tiles(centre) | of_its_own(centre.id, device_id)


def of_its_own(centre_id: int, device_id: int) -> dict:
    """What one kiosk has by itself: its printer, and how large its panel is, by which sizes stay what they are."""
    panel = by_id(Device, device_id)
    inches = panel.diagonal_inches if panel is not None and panel.diagonal_inches else DRAWN_INCHES
    return {"printer": printer_state(centre_id, device_id), "diagonal_mm": round(inches * MM_PER_INCH)}


def printer_state(centre_id: int, device_id: int) -> str | None:
    """How the printer of a kiosk is, one of models.printing.Status; None without one."""
    printer = Printer.serving(centre_id, device_id)
    return printer.status if printer is not None else None


def tiles(centre: Centre) -> dict:
    """What every kiosk of the centre shows alike."""
    open_now = hours.at(centre)
    return {
        "centre": {
            "organisation": centre.organisation,
            "name": centre.name,
            "logo": Logo.address_of(centre.id),
            "portal": centre.portal,
            "wifi": centre.wifi,
            "guide_desk": desk.number if (desk := guide_desk(centre.id)) and desk.state == Counter.OPEN else None,
            "is_sample": centre.is_sample,
            "ask_priority": centre.ask_priority,
        },
        "state": open_now.state,
        "gives_numbers": open_now.gives_numbers,
        "opens": open_now.opens.strftime("%H:%M") if open_now.opens else None,
        "opens_vi": open_now.opens_vi,
        "opens_en": open_now.opens_en,
        "services": [_tile(service, facts, open_now) for service, facts in _services(centre)],
        "edition": wording.fingerprint(centre, edition()),
        "now": open_now.moment.isoformat(timespec="milliseconds"),
    }


def _services(centre: Centre) -> list[tuple[Service, dict]]:
    services = Service.offered(centre)
    waiting = order.waiting_by_service(centre)
    issued = numbering.issued(centre.id, centre.business_day)
    promised = issuing.promised(centre, centre.business_day)
    yesterday = _day_before(centre.id, centre.business_day).scalar() if centre.business_day else None
    demand = numbering.issued(centre.id, yesterday)
    counters = estimates.open_counters(None, centre.id)
    paused = estimates.paused(centre.id)
    services.sort(key=lambda s: (s.letter in ALWAYS_LAST, -demand.get(s.letter, 0), s.position))
    return [
        (
            service,
            {
                "waiting": waiting.get(service.id, 0),
                "issued": issued.get(service.letter, 0) + promised.get(service.id, 0),
                "counters": counters.get(service.id, []),
                "paused": service.id in paused and service.id not in counters,
            },
        )
        for service in services
    ]


@prepared
def _day_before(centre, business_day):
    return Ticket.select(fn.MAX(Ticket.business_day)).where(Ticket.centre == centre, Ticket.business_day < business_day)


def _tile(service: Service, facts: dict, open_now: hours.Hours) -> dict:
    wait = estimates.wait_for(service, facts["waiting"], len(facts["counters"]), open_now)
    return {
        "id": service.id,
        "letter": service.letter,
        **_words(service),
        "waiting": facts["waiting"],
        "wait_text": wait.text,
        "wait_text_en": wait.text_en,
        "counters": facts["counters"],
        "paused": facts["paused"],
        "rests": wait.calls_from is not None,
        "quota_left": None if service.daily_quota is None else max(service.daily_quota - facts["issued"], 0),
    }


def _words(service: Service) -> dict[str, str]:
    """What the tile says. Who does not know looks for their own words, "Tôi chưa biết…", not for the name of a desk."""
    words = {"name": service.name, "name_en": service.name_en, "hint": service.hint, "hint_en": service.hint_en}
    if service.letter == Service.GUIDANCE and service.hint:
        words |= {"name": service.hint, "name_en": service.hint_en or service.name_en, "hint": "", "hint_en": ""}
    return words


def papers(centre: Centre, words: str, limit: int = 30) -> list[dict]:
    """Procedures whose name or code holds every word, accents aside, with the papers to bring."""
    wanted = without_marks(words.lower()).split()
    rows = offered(centre)
    found = [row for row in rows if all(word in without_marks(f"{row.name} {row.code}".lower()) for word in wanted)]
    return [
        {
            "code": row.code,
            "name": row.name,
            "service": row.service.id,
            "letter": row.service.letter,
            "working_days": row.working_days,
            "fee": row.fee,
            "papers": row.listed,
        }
        for row in found[:limit]
    ]
