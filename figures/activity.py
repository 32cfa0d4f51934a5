"""How many of a centre's procedures had a dossier in the period, by how far they can be done online."""

from dataclasses import dataclass

from peewee import fn

from figures.counts import Scope
from figures.evidence import Share
from models.centre import Procedure
from models.dossier import Dossier

LEVELS = {"full_active_rate": "full", "partial_active_rate": "partial"}  # measure → Procedure.online_level


@dataclass(frozen=True)
class Activity:
    """The procedures offered at the period's end: (field id, online level, whether a dossier was received in it,
    whatever version of the procedure it names)."""

    procedures: tuple[tuple[int, str, bool], ...] = ()

    def shares(self, field: int | None = None) -> dict[str, Share]:
        """The measures full_active_rate and partial_active_rate, of all fields or of one."""
        found = {}
        for measure, level in LEVELS.items():
            used = [active for of, how, active in self.procedures if how == level and field in (None, of)]
            found[measure] = Share(sum(used), len(used), "procedures")
        return found


def activity(scope: Scope) -> Activity:
    """Which procedures were asked for."""
    asked_for = scope.received(Dossier.id).where(Dossier.procedure == Procedure.id)
    used = fn.EXISTS(asked_for)  # one look for each, not a scan
    codes = Procedure.select(Procedure.code).where(Procedure.centre == scope.centre, used).distinct()
    active = {code for (code,) in codes.tuples().execute()}
    rows = [row for row in Procedure.in_force(scope.centre, scope.as_at) if row.active]
    return Activity(tuple((row.field_id, row.online_level, row.code in active) for row in rows))
