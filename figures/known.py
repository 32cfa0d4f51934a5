"""Up to which day the facts are known that no source dates: whether there is a file, what was reused, how was paid.

A period that is over gives the same table whenever it is made, since its events are dated; these rates may still move.
"""

from datetime import date

from figures.counts import Scope
from models.base import today
from models.dossier import DossierEntry
from models.source import ImportBatch

UNDATED = ("payment_rate", "payment_money_rate", "digitised_input_rate", "digitised_result_rate", "reuse_rate")
PAYMENTS = UNDATED[:2]  # dated where the source tells the day


def known_on(scope: Scope) -> date | None:
    """The day of the newest file, or of the last line a counter noted; None while the period goes on, and where nobody
    has told anything."""
    if scope.period.last >= today():
        return None
    batch, entry = ImportBatch, DossierEntry
    files = batch.select(batch.as_of).where(batch.centre == scope.centre, batch.state == batch.APPLIED)
    noted = entry.select(entry.at).where(entry.centre == scope.centre)
    last = files.order_by(batch.as_of.desc()).first(), noted.order_by(entry.id.desc()).first()
    days = [row.as_of if isinstance(row, batch) else row.at for row in last if row is not None]
    return max(days).date() if days else None
