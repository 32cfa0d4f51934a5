"""The deadlines are asked for as data, and written: stops, letters, the calendar. The pages are in deadlines.pages.

Lead, director and administrator may; the calendar only the director and the administrator.
"""

from dataclasses import asdict
from datetime import date

from apiflask import APIBlueprint
from flask import g

from admin import access
from deadlines import letters, schemas
from deadlines.board import Row, board
from deadlines.watching import watch_of
from dossiers import special_days, stop_register
from dossiers.deadlines import Watch, Which
from envelope import check_once
from models.dossier import Dossier, Pause
from queueing.errors import NotFound
from shapes import ISO_DAY, LARGEST_ID

blueprint = APIBlueprint("deadlines", __name__, tag="Deadlines")
A_PAGE = 50


@blueprint.get("/api/deadlines")
@access.role_required(*access.REPORTS)
@blueprint.output(schemas.BoardAnswer)
def lights():
    """How many pending dossiers have which light, by department and field."""
    told = board(g.centre, watch_of(g.centre))
    return {
        "as_at": told.watch.today,
        "minutes_left": told.minutes_left,
        "total": _row(told.total),
        "parts": {part: _row(row) for part, row in told.parts.items()},
    }


@blueprint.get("/api/deadlines/dossiers")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.ListQuery, location="query", arg_name="query")
@blueprint.output(schemas.ListAnswer)
def dossier_list(query: schemas.ListQuery):
    """The pending dossiers behind a number of the board."""
    check_once(*schemas.ListQuery.model_fields)
    watch, which = watch_of(g.centre), which_of(query)
    total, page, pages = cut(watch.count(which), query.page)
    lines = watch.lines(which, A_PAGE, (page - 1) * A_PAGE)
    return {"total": total, "page": page, "pages": pages, "dossiers": [asdict(line) for line in lines]}


@blueprint.post("/api/deadlines/<int:dossier>/stops")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.StopWish, arg_name="wish")
@blueprint.output(schemas.DossierAnswer, status_code=201)
def stop(dossier: int, wish: schemas.StopWish):
    """Stop the dossier's clock: papers were asked for, or a duty is to be paid."""
    found = dossier_of(g.centre, dossier)
    stop_register.stop_clock(found, wish.kind, wish.began_on, wish.ended_on, wish.document, g.officer)
    return promises(found.id)


@blueprint.post("/api/deadlines/<int:dossier>/stops/<int:number>/ends")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.StopEnd, arg_name="wish")
@blueprint.output(schemas.DossierAnswer, status_code=201)
def end_stop(dossier: int, number: int, wish: schemas.StopEnd):
    """What was asked for came that day: the clock goes on, and the due date moves."""
    stop_register.start_clock(_stop(dossier, number), wish.ended_on, g.officer)
    return promises(dossier)


@blueprint.delete("/api/deadlines/<int:dossier>/stops/<int:number>")
@access.role_required(*access.REPORTS)
@blueprint.output(schemas.DossierAnswer)
def take_back_stop(dossier: int, number: int):
    """Remove a stop that was entered by mistake."""
    stop_register.take_back(_stop(dossier, number), g.officer)
    return promises(dossier)


@blueprint.post("/api/deadlines/<int:dossier>/letters")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.LetterWish, arg_name="wish")
@blueprint.output(schemas.DossierAnswer, status_code=201)
def write_letter(dossier: int, wish: schemas.LetterWish):
    """Record a letter of apology that was sent, with the day it promises."""
    found = dossier_of(g.centre, dossier)
    letters.write(found, wish.written_on, wish.new_due_on, wish.reason, wish.number, g.officer)
    return promises(found.id)


@blueprint.post("/api/calendar/days")
@access.role_required(*access.MAY_IMPORT)
@blueprint.input(schemas.SpecialDayWish, arg_name="wish")
@blueprint.output(schemas.CalendarAnswer, status_code=201)
def add_day(wish: schemas.SpecialDayWish):
    """A holiday, or a day worked in exchange."""
    special_days.add(g.centre, wish.day, wish.name, wish.works)
    return _effect(special_days.Changed(1, 0, 0, (wish.day,)))


@blueprint.post("/api/calendar/imports")
@access.role_required(*access.MAY_IMPORT)
@blueprint.input(schemas.PasteWish, arg_name="wish")
@blueprint.output(schemas.CalendarAnswer, status_code=201)
def paste(wish: schemas.PasteWish):
    """A year's days, a line each: all of them or none."""
    return _effect(special_days.paste(g.centre, wish.text))


@blueprint.delete("/api/calendar/days/<string:day>")
@access.role_required(*access.MAY_IMPORT)
@blueprint.output(schemas.CalendarAnswer)
def remove_day(day: str):
    """The date is an ordinary one again."""
    if not ISO_DAY.fullmatch(day):
        raise NotFound
    try:
        gone = date.fromisoformat(day)
    except ValueError:
        raise NotFound from None
    special_days.remove(g.centre, gone)
    return _effect(special_days.Changed(0, 1, 0, (gone,)))


@blueprint.put("/api/calendar/week")
@access.role_required(*access.MAY_IMPORT)
@blueprint.input(schemas.WeekWish, arg_name="wish")
@blueprint.output(schemas.CalendarAnswer)
def set_week(wish: schemas.WeekWish):
    """Which weekdays work, and until when the same day holds."""
    special_days.set_week(g.centre, wish.weekdays, wish.same_day_until)
    g.centre = type(g.centre).get_by_id(g.centre.id)
    return _effect(special_days.Changed(0, 0, 0, ()))


def which_of(query: schemas.WhichQuery) -> Which:
    """What an address asks for."""
    chosen = Which() if query.light is None else Which(lights=(query.light,))
    return Which(
        chosen.lights,
        query.field,
        query.department,
        None if query.part is None else query.part == "vertical",
        query.code.strip().upper(),
        query.due,
        query.letter == "needed",
    )


def cut(total: int, page: int) -> tuple[int, int, int]:
    """(in all, page shown, pages): the last page for one beyond it."""
    pages = max(1, -(-total // A_PAGE))
    return total, min(page, pages), pages


def dossier_of(centre, number: int) -> Dossier:
    """The centre's dossier of that id. Raises NotFound."""
    found = Dossier.get_or_none(Dossier.id == min(number, LARGEST_ID), Dossier.centre == centre)
    if found is None:
        raise NotFound(
            "Không tìm thấy hồ sơ này. Mời tìm lại theo mã.", "There is no such dossier. Search by its code."
        )
    return found


def promises(number: int) -> dict:
    """A dossier's due dates and stops as the API gives them."""
    dossier = Dossier.get_by_id(number)
    return {
        **{name: getattr(dossier, name) for name in ("id", "code", "due_on", "due_after", "extended_to")},
        "stops": [
            {"id": one.id, "kind": one.kind, "from": one.began_on, "to": one.ended_on, "document": one.document}
            for one in stop_register.stops_of(dossier)
        ],
    }


def _stop(dossier: int, number: int) -> Pause:
    found = Pause.get_or_none(Pause.id == min(number, LARGEST_ID), Pause.dossier == dossier_of(g.centre, dossier))
    if found is None:
        raise NotFound("Đợt tạm dừng này không còn. Mời tải lại trang.", "This pause is gone. Please reload the page.")
    return found


def _row(row: Row) -> dict:
    told = {name: getattr(row, name) for name in ("id", "name", "lights", "total", "without_letter")}
    return told | {"rows": [_row(one) for one in row.rows]}


def _effect(changed: special_days.Changed) -> dict:
    watch: Watch = watch_of(g.centre)
    return {
        "added": changed.added,
        "replaced": changed.replaced,
        "unchanged": changed.unchanged,
        "days": list(changed.days),
        "promised_for_days_off": sum(special_days.promised_for_days_off(watch, changed.days).values()),
        "standing_stops": watch.standing(),
    }
