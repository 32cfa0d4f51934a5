"""What citizens come for: the procedures of a centre, those that are asked for most first."""

from datetime import timedelta

from peewee import fn

from models.base import now, today
from models.centre import Centre, Procedure
from models.dossier import Dossier
from models.prepared import prepared

ASKED_WITHIN = timedelta(days=30)


def offered(centre: Centre) -> list[Procedure]:
    """The procedures that a number can be taken for; most asked for first in the last 30 days, then as the centre has
    entered them."""
    asked = dict(_asked_for(centre.id, now() - ASKED_WITHIN))
    rows = [
        ((-asked.get(row.code, 0), row.service.position, row.id), row)
        for row in Procedure.in_force(centre, today())
        if row.active and row.service is not None
    ]
    return [row for _, row in sorted(rows, key=lambda ranked: ranked[0])]


@prepared
def _asked_for(centre, since):
    """(code, how often) of the procedures of the dossiers received since then."""
    return (
        Dossier.select(Procedure.code, fn.COUNT(Dossier.id))
        .join(Procedure)
        .where(Dossier.centre == centre, Dossier.received_at >= since)
        .group_by(Procedure.code)
        .tuples()
    )
