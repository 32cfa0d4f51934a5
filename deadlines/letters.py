"""Letters of apology that promise a late result anew: form 04 of Thông tư 03/2025/TT-VPCP.

A letter is written before or after the due day, while the dossier is pending; the new day must be one on which somebody
works. The promise it replaces stays on record: whether the dossier still counts as late is the report profile's to say.
"""

from datetime import date, datetime, time

import events
from dossiers.calendar import DAY, WorkingDays
from models.base import now, today, unit_of_work
from models.centre import Centre, Officer
from models.dossier import Dossier, DossierEvent
from models.register import Letter
from queueing.errors import Conflict, Invalid


def write(
    dossier: Dossier,
    written_on: date,
    new_due_on: date,
    reason: str,
    number: str = "",
    officer: Officer | None = None,
) -> Letter:
    """Record a letter that was sent: the dossier is promised for `new_due_on` now.

    Raises Conflict `dossier_ended` or `no_due_date`, and Invalid for days out of order or a day off.
    """
    with unit_of_work(dossier.centre_id):
        dossier = Dossier.get_by_id(dossier.id)
        _check(dossier, written_on, new_due_on)
        letter = Letter.create(
            centre=dossier.centre_id,
            dossier=dossier,
            number=number,
            written_on=written_on,
            new_due_on=new_due_on,
            reason=reason,
            officer=officer,
        )
        dossier.extended_to = new_due_on
        dossier.save(only=[Dossier.extended_to])
        DossierEvent.create(
            centre=dossier.centre_id,
            dossier=dossier,
            kind=DossierEvent.EXTENDED,
            at=now() if written_on == today() else max(datetime.combine(written_on, time()), dossier.received_at),
            officer=officer,
        )
    events.announce(events.DossierLogged(dossier.centre_id, dossier.code, None))
    return letter


def letters_of(dossier: Dossier) -> list[Letter]:
    """Its letters, the oldest first."""
    return list(Letter.select().where(Letter.dossier == dossier).order_by(Letter.written_on, Letter.id))


def latest(centre: Centre, limit: int) -> list[Letter]:
    """The centre's last letters with their dossiers, newest first."""
    rows = Letter.select(Letter, Dossier).join(Dossier).where(Letter.centre == centre)
    return list(rows.order_by(Letter.written_on.desc(), Letter.id.desc()).limit(limit))


def promised_now(dossier: Dossier) -> date | None:
    """The last day that was promised for it: D′, or that of the last letter."""
    promised = [day for day in (dossier.due_after or dossier.due_on, dossier.extended_to) if day is not None]
    return max(promised, default=None)


def _check(dossier: Dossier, written_on: date, new_due_on: date) -> None:
    if dossier.ended_at is not None:
        raise Conflict(
            f"Hồ sơ đã kết thúc ngày {dossier.ended_at:%d/%m/%Y} nên không cần hẹn lại.",
            f"The dossier ended on {dossier.ended_at:%d/%m/%Y}: no new date is needed.",
            code="dossier_ended",
        )
    promised = promised_now(dossier)
    if promised is None:
        raise Conflict(
            "Hồ sơ không có ngày hẹn trả nên không cần hẹn lại. Mời bổ sung ngày hẹn ở nơi tiếp nhận.",
            "The dossier has no due date to change. Add one where it was received.",
            code="no_due_date",
        )
    received_on = dossier.received_at.date()
    if not received_on <= written_on <= today():
        raise Invalid(
            f"Ngày văn bản phải từ ngày tiếp nhận ({received_on:%d/%m/%Y}) đến hôm nay.",
            f"The letter's date must be from the day received ({received_on:%d/%m/%Y}) to today.",
            field="written_on",
        )
    if new_due_on <= max(promised, written_on):
        raise Invalid(
            f"Ngày hẹn mới phải sau ngày hẹn cũ ({promised:%d/%m/%Y}) và sau ngày văn bản.",
            f"The new date must be after the former one ({promised:%d/%m/%Y}) and after the letter.",
            field="new_due_on",
        )
    days = WorkingDays.of(Centre.get_by_id(dossier.centre_id))
    if not days.works(new_due_on):
        following = days.first_from(new_due_on + DAY)
        raise Invalid(
            f"Ngày {new_due_on:%d/%m/%Y} là ngày nghỉ. Ngày làm việc kế tiếp là {following:%d/%m/%Y}.",
            f"Nobody works on {new_due_on:%d/%m/%Y}. The next working day is {following:%d/%m/%Y}.",
            field="new_due_on",
        )
