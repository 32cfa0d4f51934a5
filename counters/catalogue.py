"""What an officer chooses from: procedures, most used first, and the services and counters a ticket may go to."""

from collections import Counter as Tally
from datetime import timedelta

from flask import g
from peewee import prefetch

from dossiers import due_date
from models.base import now
from models.centre import Centre, Procedure, Service
from models.counter import Counter, CounterService
from models.dossier import Dossier, DossierEntry, Outcome
from queueing.errors import NotFound

REMEMBERED_DAYS = 30
USUAL = "online"  # the channel of a centre that has logged little
ENOUGH = 10  # dossiers taken in; fewer tell no habit, and the channel proposed would change from one to the next


def catalogue(counter: Counter) -> dict:
    """{procedures, services, counters, today}, as `counters.catalogue_schemas.Catalogue` describes them.

    `mine` are those of this counter's services; they come first, then by how often the counter logged them in the
    last 30 days, then as they were entered. A procedure is given in the version valid today.
    """
    centre = Centre.get_by_id(counter.centre_id)
    uses, moment, usual = _uses(counter), now(), usual_channel(centre)
    services = {link.service_id for link in CounterService.select().where(CounterService.counter == counter)}
    offered = [row for row in Procedure.in_force(centre, moment.date()) if row.active]
    due: dict[int, str] = {}
    procedures = []
    for row in offered:
        if row.working_days not in due:
            due[row.working_days] = due_date(centre, moment, row.working_days).isoformat()
        procedures.append(
            {
                "id": row.id,
                "code": row.code,
                "name": row.name,
                "letter": row.service.letter if row.service else None,
                "mine": row.service_id in services,
                "uses": uses[row.code],
                "working_days": row.working_days,
                "fee": row.fee,
                "channel": "direct" if row.online_level == "none" and usual == USUAL else usual,
                "papers": [line for paper in row.papers.splitlines() if (line := paper.strip())],
                "due_on": due[row.working_days],
            }
        )
    procedures.sort(key=lambda one: (not one["mine"], -one["uses"], one["id"]))
    return {
        "today": moment.date().isoformat(),
        "procedures": procedures,
        "services": [
            {"letter": row.letter, "name": row.name, "name_en": row.name_en}
            for row in centre.services.where(Service.active).order_by(Service.position)
        ],
        "counters": _counters(centre),
    }


def _counters(centre: Centre) -> list[dict]:
    rows = prefetch(
        centre.counters.where(Counter.active).order_by(Counter.number),
        CounterService.select(CounterService, Service).join(Service).order_by(CounterService.preference),
    )
    return [
        {
            "number": row.number,
            "label": row.label,
            "label_en": row.label_en,
            "state": row.state,
            "letters": [link.service.letter for link in row.services],
        }
        for row in rows
    ]


def usual_channel(centre: Centre) -> str:
    """By which channel most dossiers came that this centre's counters took in during the last 30 days; online until
    they are enough to tell."""
    since = now() - timedelta(days=REMEMBERED_DAYS)
    received = (
        DossierEntry.select(Dossier.channel)
        .join(Dossier)
        .where(DossierEntry.centre == centre, DossierEntry.at >= since, DossierEntry.outcome == Outcome.RECEIVED)
        .tuples()
    )
    by_channel = Tally(channel for (channel,) in received)
    if by_channel.total() < ENOUGH:
        return USUAL
    return max(by_channel, key=lambda channel: (by_channel[channel], channel == USUAL), default=USUAL)


def procedure_of(procedure_id: int | None) -> Procedure | None:
    """A procedure of the asker's centre; None for none. Raises NotFound."""
    if procedure_id is None:
        return None
    procedure = Procedure.get_or_none(Procedure.id == procedure_id, Procedure.centre == g.centre)
    if procedure is None:
        raise NotFound(
            "Không có thủ tục này. Mời chọn trong danh sách.",
            "There is no such procedure. Choose one from the list.",
            field="procedure",
        )
    return procedure


def _uses(counter: Counter) -> Tally[str]:
    since = now() - timedelta(days=REMEMBERED_DAYS)
    logged = (
        DossierEntry.select(Procedure.code)
        .join(Procedure)
        .where(DossierEntry.counter == counter, DossierEntry.at >= since)
        .tuples()
    )
    return Tally(code for (code,) in logged)
