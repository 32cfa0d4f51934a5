"""How many of a centre's procedures had a dossier in the period, by how far they can be done online."""

from figures.counts import Scope
from figures.measures import Share
from models.centre import Procedure
from models.dossier import Dossier

LEVELS = {"full_active_rate": "full", "partial_active_rate": "partial"}  # measure → Procedure.online_level


def active_rates(scope: Scope) -> tuple[tuple[str, Share], ...]:
    """The measures full_active_rate and partial_active_rate, for `gather`.

    Of the procedures offered at the period's end, those of which at least one dossier was received in it, whatever
    version of the procedure it names.
    """
    offered = {row.code: row.online_level for row in Procedure.in_force(scope.centre, scope.as_at) if row.active}
    used = scope.received(Dossier.procedure).distinct()
    codes = Procedure.select(Procedure.code).where(Procedure.centre == scope.centre, Procedure.id.in_(used)).distinct()
    levels = list(offered.values())
    active = [offered[code] for (code,) in codes.tuples().execute() if code in offered]
    return tuple(
        (measure, Share(active.count(level), levels.count(level), "procedures")) for measure, level in LEVELS.items()
    )
