"""What is known of a code that was just scanned, so that the strip fills itself."""

from dossiers import history
from dossiers.codes import Shapes, read_code
from dossiers.ledger import find
from models.centre import Centre
from models.dossier import Dossier, DossierEntry


def look_up(centre: Centre, code: str) -> dict | None:
    """The centre's dossier of this code, or None. Keys:

    code, standard (a known shape), id, procedure (id or None), field (id), channel, received_at, due_on
    (original), due_after (with the stops so far), fee (đồng), paid_online, digitised_input, digitised_result,
    outcome (resolved, refused, withdrawn or None), ended_at, returned_at, waiting_for_papers, last_outcome (of the
    last line logged at a counter, or None). Raises Invalid for what cannot be a code.
    """
    written = read_code(code, Shapes(centre.dossier_pattern))
    dossier = find(centre, written)
    if dossier is None:
        return None
    last = DossierEntry.select().where(DossierEntry.dossier == dossier).order_by(DossierEntry.id.desc()).first()
    return {
        "code": dossier.code,
        "standard": written.standard,
        "id": dossier.id,
        "procedure": dossier.procedure_id,
        "field": dossier.field_id,
        **{name: getattr(dossier, name) for name in _AS_STORED},
        "due_after": history.present_due_date(dossier),
        "waiting_for_papers": history.is_stopped(dossier),
        "last_outcome": last.outcome if last else None,
    }


_AS_STORED = [
    column.name
    for column in (
        Dossier.channel,
        Dossier.received_at,
        Dossier.due_on,
        Dossier.fee,
        Dossier.paid_online,
        Dossier.digitised_input,
        Dossier.digitised_result,
        Dossier.outcome,
        Dossier.ended_at,
        Dossier.returned_at,
    )
]
