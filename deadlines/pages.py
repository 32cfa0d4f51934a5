"""The pages of deadlines: the board, the list behind it, one dossier, chase lists, letters, the calendar; and their
files. They read; what they send goes to deadlines.routes."""

from datetime import date

from apiflask import APIBlueprint
from flask import Response, g, render_template

import runtime
from admin import access
from deadlines import downloads, letters, schemas
from deadlines.board import board
from deadlines.chase import sheets
from deadlines.paper import paper_of, said
from deadlines.routes import A_PAGE, cut, dossier_of, which_of
from deadlines.watching import watch_of
from dossiers import find, read_code, special_days
from dossiers.calendar import WorkingDays, WorkingHours, same_day_until, working_weekdays
from dossiers.deadlines import LIGHTS, Which
from dossiers.stop_register import KINDS, stops_of
from envelope import check_once
from figures.usual_profile import profile_of
from models.access import Session
from models.base import today
from models.centre import Centre, Department, Field
from models.dossier import DossierEvent
from passing import pass_on, whole_address
from queueing.errors import Invalid, NotFound
from spreadsheet import MEDIA_TYPE as CSV
from spreadsheet import csv_of

blueprint = APIBlueprint("deadline_pages", __name__, tag="Deadlines")
blueprint.url_defaults(pass_on)
RECENT_LETTERS = 20


@blueprint.get("/deadlines")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(schemas.LanguageQuery, location="query", arg_name="query")
def board_page(query: schemas.LanguageQuery):
    """The traffic lights by department and field; before it, signing in."""
    if (session := _admitted(access.REPORTS)) is None:
        return _sign_in()
    return _page("board", session, query, board=board(session.centre, watch_of(session.centre)))


@blueprint.get("/deadlines/dossiers")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(schemas.ListQuery, location="query", arg_name="query")
def list_page(query: schemas.ListQuery):
    """The dossiers behind a number of the board."""
    check_once(*schemas.ListQuery.model_fields)
    if (session := _admitted(access.REPORTS)) is None:
        return _sign_in()
    centre = session.centre
    watch, which = watch_of(centre), which_of(query)
    total, page, pages = cut(watch.count(which), query.page)
    fields = Field.select(Field.id, Field.name).where(Field.centre == centre).order_by(Field.position, Field.id)
    return _page(
        "list",
        session,
        query,
        asked=query,
        here=_asked(query),
        lines=list(watch.lines(which, A_PAGE, (page - 1) * A_PAGE)),
        total=total,
        page=page,
        pages=pages,
        watch=watch,
        field_names=dict(fields.tuples().execute()),
        offices=_offices(centre),
        elsewhere=_ended(centre, query.code) if query.code and not total else None,
    )


@blueprint.get("/deadlines/dossiers.csv")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.WhichQuery, location="query", arg_name="query")
# apiflask asks for an invariant dict, which no literal of ours is.
@blueprint.doc(responses={200: {"description": "The list", "content": {CSV: {}}}})  # type: ignore[arg-type]
def list_csv(query: schemas.WhichQuery):
    """The whole list as a csv file: UTF-8 with a byte order mark, commas."""
    check_once(*schemas.WhichQuery.model_fields)
    watch = watch_of(g.centre)
    file = csv_of(downloads.HEADS, downloads.rows(watch.lines(which_of(query)), _offices(g.centre)))
    return _download(file, CSV, f"HanTra_{watch.today}.csv")


@blueprint.get("/deadlines/dossiers/<int:dossier>")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(schemas.LanguageQuery, location="query", arg_name="query")
def dossier_page(dossier: int, query: schemas.LanguageQuery):
    """One dossier: both due dates, its clock stops and letters, and the forms to add to them."""
    if (session := _admitted(access.REPORTS)) is None:
        return _sign_in()
    found, watch = dossier_of(session.centre, dossier), watch_of(session.centre)
    [line] = list(watch.lines(Which(id=found.id))) or [None]
    events = DossierEvent.select().where(DossierEvent.dossier == found).order_by(DossierEvent.at, DossierEvent.id)
    return _page(
        "dossier",
        session,
        query,
        dossier=found,
        line=line,
        watch=watch,
        offices=_offices(session.centre),
        stops=stops_of(found),
        kinds=KINDS,
        letters=letters.letters_of(found),
        events=list(
            dict.fromkeys((event.kind, event.at.date()) for event in events)
        ),  # a file and a person may tell one
        proposed=watch.days.add(max(today(), letters.promised_now(found) or today()), 3),
    )


@blueprint.get("/deadlines/chase")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(schemas.ChaseQuery, location="query", arg_name="query")
def chase_page(query: schemas.ChaseQuery):
    """Today's chase lists as A4 pages, one for each department."""
    check_once("department")
    if (session := _admitted(access.REPORTS)) is None:
        return _sign_in()
    watch = watch_of(session.centre)
    return _page(
        "chase",
        session,
        query,
        sheets=sheets(session.centre, watch, query.department),
        department=query.department,
        offices=_offices(session.centre),
        paper=paper_of(session.centre, profile_of(session.centre)),
        watch=watch,
    )


@blueprint.get("/deadlines/chase.xlsx")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.ChaseQuery, location="query", arg_name="query")
@blueprint.doc(responses={200: {"description": "The lists", "content": {downloads.XLSX: {}}}})  # type: ignore[arg-type]
def chase_xlsx(query: schemas.ChaseQuery):
    """The same as a workbook, a sheet for each department."""
    check_once("department")
    watch = watch_of(g.centre)
    file = runtime.run_blocking(downloads.workbook, sheets(g.centre, watch, query.department), watch.today)
    return _download(file, downloads.XLSX, f"PhieuDonDoc_{watch.today}.xlsx")


@blueprint.get("/deadlines/letters")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(schemas.ListQuery, location="query", arg_name="query")
def letters_page(query: schemas.ListQuery):
    """Which late dossiers need a letter of apology, and which letters were sent."""
    if (session := _admitted(access.REPORTS)) is None:
        return _sign_in()
    watch, which = watch_of(session.centre), Which(without_letter=True)
    total, page, pages = cut(watch.count(which), query.page)
    return _page(
        "letters",
        session,
        query,
        lines=list(watch.lines(which, A_PAGE, (page - 1) * A_PAGE)),
        total=total,
        page=page,
        pages=pages,
        here={},
        watch=watch,
        offices=_offices(session.centre),
        recent=letters.latest(session.centre, RECENT_LETTERS),
        counts_late=watch.extended_late,
    )


@blueprint.get("/deadlines/letters/<int:dossier>")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(schemas.LetterQuery, location="query", arg_name="query")
def letter_page(dossier: int, query: schemas.LetterQuery):
    """A letter of apology as an A4 page: as it was recorded, or a draft with blanks."""
    if (session := _admitted(access.REPORTS)) is None:
        return _sign_in()
    found = dossier_of(session.centre, dossier)
    recorded = {letter.id: letter for letter in letters.letters_of(found)}
    if query.letter is not None and query.letter not in recorded:
        raise NotFound("Văn bản này không còn. Mời tải lại trang.", "This letter is gone. Please reload the page.")
    letter = recorded.get(query.letter) if query.letter is not None else None
    return _page(
        "letter",
        session,
        query,
        dossier=found,
        letter=letter,
        promised=found.due_after or found.due_on,
        new_due_on=letter.new_due_on if letter else query.new_due_on,
        reason=letter.reason if letter else query.reason,
        paper=paper_of(session.centre, profile_of(session.centre)),
    )


@blueprint.get("/deadlines/calendar")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(schemas.CalendarQuery, location="query", arg_name="query")
def calendar_page(query: schemas.CalendarQuery):
    """The working-day calendar of a year; director and administrator."""
    if (session := _admitted(access.MAY_IMPORT)) is None:
        return _sign_in()
    centre, year = session.centre, query.year or today().year
    watch, hours = watch_of(centre), WorkingHours.of(centre)
    days = special_days.special_days(centre, year)
    changed = _dates(query.changed)
    return _page(
        "calendar",
        session,
        query,
        year=year,
        days=days,
        named={row.date: row for row in days},
        works=watch.days.works,
        ordinary=WorkingDays(weekdays=watch.days.weekdays).works,
        promised=watch.promised(),
        months=special_days.months_of(year),
        weekdays=working_weekdays(centre),
        same_day_until=same_day_until(centre),
        hours={weekday: hours.openings.get(weekday, ()) for weekday in range(7)},
        changed=changed,
        off=special_days.promised_for_days_off(watch, changed),
        standing=watch.standing(),
        watch=watch,
    )


def _admitted(roles: tuple[str, ...]) -> Session | None:
    session = access.current_session()
    return session if session is not None and session.officer.role in roles else None


def _sign_in():
    return render_template("shared/sign_in.html", then=whole_address(), session=access.current_session())


def _page(name: str, session: Session, query: schemas.LanguageQuery | schemas.WhichQuery, **picture):
    return render_template(
        f"deadlines/{name}.html",
        lang=query.lang or "vi",
        link_lang=query.lang,
        session=session,
        centre=session.centre,
        may_set=session.officer.role in access.MAY_IMPORT,
        today=today(),
        all_lights=LIGHTS,
        said=said,
        **picture,
    )


def _offices(centre: Centre) -> dict[int, str]:
    """The departments' names, in order."""
    offices = Department.select(Department.id, Department.name).where(Department.centre == centre)
    return dict(offices.order_by(Department.id).tuples().execute())


def _asked(query: schemas.WhichQuery) -> dict[str, object]:
    """The parts of the list's address, without its page."""
    told = query.model_dump(exclude={"page"}, exclude_defaults=True)
    return {name: value for name, value in told.items() if value not in (None, "")}


def _ended(centre: Centre, code: str):
    """The dossier of this code that is not pending, if there is one."""
    try:
        return find(centre, read_code(code))
    except Invalid:
        return None


def _dates(words: str) -> list[date]:
    """The dates in "2026-09-01,2026-09-02"; what is none is left out."""
    found = []
    for word in words.split(","):
        try:
            found.append(date.fromisoformat(word))
        except ValueError:
            continue
    return found


def _download(file: bytes, media_type: str, name: str) -> Response:
    response = Response(file, mimetype=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
