"""The register of clock stops that a person keeps: papers asked for by letter, a tax notice, from one day to another.

Each is a dated event in the dossier's history as well, so that sources are weighed against it (dossiers.decide) and any
past day can be told again. A stop that a file or a counter told of is ended here too, and only there taken back.
"""

import logging
from datetime import date, datetime, time, timedelta

import events
from dossiers import history
from dossiers.calendar import WorkingDays
from models.base import now, today, unit_of_work
from models.centre import Centre, Officer
from models.dossier import Dossier, DossierEvent, Pause
from queueing.errors import Conflict, Invalid

log = logging.getLogger(__name__)

KINDS = tuple(history.ASKED)
LONGEST_DOCUMENT = 60


class StopOverlaps(Conflict):
    """Another stop of the same kind holds some of these days."""

    code = "stop_overlaps"

    def __init__(self, other: Pause) -> None:
        until = f"đến {other.ended_on:%d/%m/%Y}" if other.ended_on else "chưa kết thúc"
        to = f"to {other.ended_on:%d/%m/%Y}" if other.ended_on else "still open"
        super().__init__(
            f"Trùng với đợt tạm dừng từ {other.began_on:%d/%m/%Y}, {until}. Mời kết thúc đợt đó hoặc chọn ngày khác.",
            f"This overlaps the pause from {other.began_on:%d/%m/%Y}, {to}. End that one or choose other days.",
            field="from",
        )


def stop_clock(
    dossier: Dossier,
    kind: str,
    began_on: date,
    ended_on: date | None = None,
    document: str = "",
    officer: Officer | None = None,
) -> Pause:
    """Enter a stop of one of KINDS; open without `ended_on`. `document` is the number of the paper that asked.

    Raises Invalid for days out of order, before the reception, after the end or still to come, and StopOverlaps.
    """
    with unit_of_work(dossier.centre_id):
        dossier = Dossier.get_by_id(dossier.id)
        _check(dossier, began_on, ended_on)
        for other in Pause.select().where(Pause.dossier == dossier, Pause.kind == kind).order_by(Pause.began_on):
            if _overlap((began_on, ended_on), (other.began_on, other.ended_on)):
                raise StopOverlaps(other)
        _note(dossier, history.ASKED, kind, began_on, officer)
        pause = Pause.create(dossier=dossier, kind=kind, document=document, began_on=began_on)
        if ended_on is not None:
            _end(dossier, pause, ended_on, officer)
    events.announce(events.DossierLogged(dossier.centre_id, dossier.code, None))
    return pause


def start_clock(pause: Pause, ended_on: date, officer: Officer | None = None) -> Pause:
    """What was asked for came that day: the clock goes on, and the due date moves. Raises as `stop_clock`, and Conflict
    `stop_ended`."""
    dossier = Dossier.get_by_id(pause.dossier_id)
    with unit_of_work(dossier.centre_id):
        dossier, pause = Dossier.get_by_id(dossier.id), Pause.get_by_id(pause.id)
        if pause.ended_on is not None:
            raise Conflict(
                f"Đợt tạm dừng này đã kết thúc ngày {pause.ended_on:%d/%m/%Y}. Mời tải lại trang.",
                f"This pause ended on {pause.ended_on:%d/%m/%Y}. Please reload.",
                code="stop_ended",
            )
        _check(dossier, pause.began_on, ended_on)
        if not _noted(
            dossier, pause
        ):  # a file told of it: an answer means nothing to dossiers.decide without the asking
            _note(dossier, history.ASKED, pause.kind, pause.began_on, officer)
        _end(dossier, pause, ended_on, officer)
    events.announce(events.DossierLogged(dossier.centre_id, dossier.code, None))
    return pause


def take_back(pause: Pause, officer: Officer | None = None) -> None:
    """Remove a stop that was entered here by mistake, with its events. Raises Conflict `stop_of_others` for one that a
    counter or a file told of."""
    dossier = Dossier.get_by_id(pause.dossier_id)
    with unit_of_work(dossier.centre_id):
        dossier, pause = Dossier.get_by_id(dossier.id), Pause.get_by_id(pause.id)
        noted = _noted(dossier, pause)
        if pause.batch_id is not None or not noted or any(event.ticket is not None for event in noted):
            raise Conflict(
                "Đợt tạm dừng này do quầy hoặc tệp nhập ghi, không xóa được ở đây. Mời sửa ở nơi đã ghi.",
                "A counter or an imported file recorded this pause. Correct it there.",
                code="stop_of_others",
            )
        DossierEvent.delete().where(DossierEvent.id.in_([event.id for event in noted])).execute()
        pause.delete_instance()
        history.settle(dossier, _days(dossier), since=pause.ended_on or date.max)
    who = officer.id if officer else None
    log.info("stop %s of dossier %s from %s taken back by officer %s", pause.id, dossier.id, pause.began_on, who)
    events.announce(events.DossierLogged(dossier.centre_id, dossier.code, None))


def stops_of(dossier: Dossier) -> list[Pause]:
    """All of a dossier's stops, the oldest first."""
    return list(Pause.select().where(Pause.dossier == dossier).order_by(Pause.began_on, Pause.id))


def _check(dossier: Dossier, began_on: date, ended_on: date | None) -> None:
    received_on, end = dossier.received_at.date(), dossier.ended_at and dossier.ended_at.date()
    if ended_on is not None and ended_on < began_on:
        raise Invalid(
            "Ngày kết thúc tạm dừng sớm hơn ngày bắt đầu. Mời chọn lại.",
            "The pause ends before it begins. Please choose again.",
            field="to",
        )
    if began_on < received_on:
        raise Invalid(
            f"Ngày tạm dừng sớm hơn ngày tiếp nhận ({received_on:%d/%m/%Y}). Mời chọn lại.",
            f"The pause begins before the day received ({received_on:%d/%m/%Y}). Please choose again.",
            field="from",
        )
    if end is not None and ended_on is None:
        raise Invalid(
            f"Hồ sơ đã kết thúc ngày {end:%d/%m/%Y}. Mời ghi cả ngày kết thúc tạm dừng.",
            f"The dossier ended on {end:%d/%m/%Y}. Give the day the pause ended as well.",
            field="to",
        )
    for name, day in (("from", began_on), ("to", ended_on)):
        if day is not None and end is not None and day > end:
            raise Invalid(
                f"Ngày này sau khi hồ sơ kết thúc ({end:%d/%m/%Y}). Mời chọn lại.",
                f"This day is after the dossier's end ({end:%d/%m/%Y}). Please choose again.",
                field=name,
            )
        if day is not None and day > today():
            raise Invalid(
                "Ngày này chưa đến. Mời ghi khi việc đã xảy ra.",
                "This day is still to come. Enter what has happened.",
                field=name,
            )


def _overlap(one: tuple[date, date | None], other: tuple[date, date | None]) -> bool:
    """Whether two stops share a day that costs; two that ended the day they began are the same stop."""
    (began, ended), (other_began, other_ended) = one, other
    return one == other or (began < (other_ended or date.max) and other_began < (ended or date.max))


def _end(dossier: Dossier, pause: Pause, on: date, officer: Officer | None) -> None:
    _note(dossier, history.ANSWERED, pause.kind, on, officer)
    history.end_stops([pause], on, dossier, _days(dossier))


def _days(dossier: Dossier) -> WorkingDays:
    return WorkingDays.of(Centre.get_by_id(dossier.centre_id))


def _note(dossier: Dossier, words: dict[str, str], kind: str, day: date, officer: Officer | None) -> None:
    """The dated event, in the order in which the day's events happened."""
    begins = datetime.combine(day, time())
    at = now() if day == today() else begins
    earlier = list(_events_of(dossier, (history.ASKED[kind], history.ANSWERED[kind]), day))
    at = max([at, *(event.at for event in earlier)])
    if day == dossier.received_at.date():
        at = max(at, dossier.received_at)
    if dossier.ended_at is not None:
        at = min(at, dossier.ended_at)
    DossierEvent.create(centre=dossier.centre_id, dossier=dossier, kind=words[kind], at=at, officer=officer)


def _noted(dossier: Dossier, pause: Pause) -> list[DossierEvent]:
    """The events by which a stop was entered: the last of its kind on its first day, and on its last."""
    found = list(_events_of(dossier, (history.ASKED[pause.kind],), pause.began_on))[-1:]
    if pause.ended_on is not None:
        found += list(_events_of(dossier, (history.ANSWERED[pause.kind],), pause.ended_on))[-1:]
    return found


def _events_of(dossier: Dossier, kinds: tuple[str, ...], day: date):
    begins = datetime.combine(day, time())
    of_the_day = (DossierEvent.at >= begins) & (DossierEvent.at < begins + timedelta(days=1))
    return (
        DossierEvent.select()
        .where(DossierEvent.dossier == dossier, DossierEvent.kind.in_(kinds), of_the_day, DossierEvent.batch.is_null())
        .order_by(DossierEvent.at, DossierEvent.id)
    )
