"""The pages of the registers, one each, and their csv files. They read; what they send goes to registers.routes."""

from collections.abc import Callable

from apiflask import APIBlueprint
from flask import Response, g, render_template

from admin import access
from dossiers.calendar import WorkingDays
from envelope import check_once
from figures import period_choices
from figures import register_words as words
from figures import registers as figures
from figures.feedback import clocks, feedback_counts, is_in_time
from figures.measure_names import NAMES
from figures.period import Period
from figures.satisfaction import FEWEST_RATINGS, satisfaction, satisfaction_by_counter, satisfaction_by_field
from figures.typed_totals import typed_totals
from figures.usual_period import usual_period
from figures.usual_profile import profile_of
from figures.verdict import USUAL_PLANS
from models.base import now, today
from models.centre import Centre
from models.register import Feedback, GuideReason, HomeVisit, Incident
from models.report import EnteredFigure
from passing import whole_address
from queueing import rating
from registers import listing, schemas, totals
from registers.amounts import spoken
from registers.downloads import SHEETS
from registers.entered import as_percent
from registers.feedback import looks_personal
from registers.incidents import USUAL_SYSTEMS
from registers.rows import fields, row_of
from spreadsheet import MEDIA_TYPE, csv_of

blueprint = APIBlueprint("register_pages", __name__, tag="Registers")
LISTS = "feedback, satisfaction, incidents, 'home-visits', 'guide-reasons', 'entered-figures', totals"
QUICK = "guide-reasons"  # the only one that officers at a desk may open
LATEST = 5  # reasons of today that can still be taken back


@blueprint.get("/registers")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(schemas.PageQuery, location="query", arg_name="query")
def first_page(query: schemas.PageQuery):
    """The first register."""
    return _page("feedback", query)


@blueprint.get(f"/registers/<any({LISTS}, targets):register>")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(schemas.PageQuery, location="query", arg_name="query")
def page(register: str, query: schemas.PageQuery):
    """One register: what it holds of a period, and the form to add to it; before it, signing in."""
    return _page(register, query)


@blueprint.get(f"/registers/<any({LISTS}):register>.csv")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.PeriodQuery, location="query", arg_name="query")
# apiflask asks for an invariant dict, which no literal of ours is.
@blueprint.doc(responses={200: {"description": "The list", "content": {MEDIA_TYPE: {}}}})  # type: ignore[arg-type]
def download(register: str, query: schemas.PeriodQuery):
    """The list as a csv file: UTF-8 with a byte order mark, commas. Contacts of home visits are in no file."""
    check_once("from", "to")
    period = Period(query.first, query.last)
    name, sheet = SHEETS[register]
    response = Response(csv_of(*sheet(g.centre, period)), mimetype=MEDIA_TYPE)
    file_name = f"{name}_{period.first}_{period.last}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def _page(register: str, query: schemas.PageQuery):
    check_once("from", "to", "page", "edit", "saved", "year", "lang")
    session = access.current_session()
    admitted = access.EVERY_OFFICER if register == QUICK else access.REPORTS
    if session is None or session.officer.role not in admitted:
        return render_template("shared/sign_in.html", then=whole_address(), session=session)
    months = _months(session.centre)
    period = _period(session.centre, query, months[0].period)
    return render_template(
        f"registers/{register}.html",
        lang=query.lang or "vi",
        link_lang="en" if query.lang == "en" else None,  # the language of this page, for the addresses it leads to
        register=register,
        session=session,
        centre=session.centre,
        may_all=session.officer.role in access.REPORTS,
        period=period,
        months=months,
        carries=query.first is not None or query.last is not None,
        saved=query.saved,
        today=today(),
        fields=fields(session.centre),
        words=words,
        measures=NAMES,
        signs=(signs := "en" if query.lang == "en" else "vi"),
        spoken=lambda value: spoken(value, signs),
        **PICTURES[register](session.centre, period, query),
    )


def _months(centre: Centre) -> list[period_choices.Choice]:
    """The reporting month that goes on, and the one before it."""
    return period_choices.of_each_kind(today(), profile_of(centre).cut_off_day)[period_choices.USUAL][:2]


def _period(centre: Centre, query: schemas.PageQuery, running: Period) -> Period:
    """What was asked for; after a line was written the month that goes on, which holds it as a rule."""
    if query.first is None and query.last is None:
        return running if query.saved else usual_period(centre)
    first = query.first or query.last.replace(day=1)  # type: ignore[union-attr]
    return Period(first, query.last or max(first, running.last))


def _feedback(centre: Centre, period: Period, query: schemas.PageQuery) -> dict:
    days, day = WorkingDays.of(centre), today()
    elsewhere, oldest = listing.open_elsewhere(centre, period)
    return {
        "list": listing.cut(listing.feedback(centre, period), query.page),
        "counts": feedback_counts(centre, period),
        "clocks": lambda row: clocks(row, days),
        "in_time": lambda row: is_in_time(row, day, days),
        "looks_personal": looks_personal,
        "elsewhere": elsewhere,
        "oldest": oldest,
        "edited": row_of(Feedback, centre, query.edit) if query.edit else None,
    }


def _satisfaction(centre: Centre, period: Period, query: schemas.PageQuery) -> dict:
    session = access.current_session()
    sees = session is not None and rating.may_see_counters(centre, session.officer)
    return {
        "by_counter": satisfaction_by_counter(centre, period) if sees else None,
        "told": satisfaction(centre, period),
        "by_field": satisfaction_by_field(centre, period),
        "list": listing.cut(listing.slips(centre, period), query.page),
        "fewest": FEWEST_RATINGS,
    }


def _incidents(centre: Centre, period: Period, query: schemas.PageQuery) -> dict:
    return {
        "list": listing.cut(listing.incidents(centre, period), query.page),
        "running": listing.running(centre),
        "sentence": figures.sentence_of,
        "systems": list(dict.fromkeys((*USUAL_SYSTEMS, *listing.systems(centre)))),
        "edited": row_of(Incident, centre, query.edit) if query.edit else None,
        "now": now().replace(second=0, microsecond=0),
    }


def _visits(centre: Centre, period: Period, query: schemas.PageQuery) -> dict:
    elsewhere, earliest, latest = listing.planned_elsewhere(centre, period)
    edited = row_of(HomeVisit, centre, query.edit) if query.edit else None
    return {
        "list": listing.cut(listing.visits(centre, period), query.page),
        "counts": figures.home_visits(centre, period),
        "elsewhere": elsewhere,
        "earliest": earliest,
        "latest": latest,
        "edited": edited if edited and edited.state == HomeVisit.PLANNED else None,
    }


def _reasons(centre: Centre, period: Period, query: schemas.PageQuery) -> dict:
    latest = GuideReason.select().where(GuideReason.centre == centre, GuideReason.at >= Period(today(), today()).begins)
    return {
        "counts": figures.guide_reasons(centre, period),
        "of_today": figures.guide_reasons(centre, Period(today(), today())),
        "latest": list(latest.order_by(GuideReason.id.desc()).limit(LATEST)),
    }


def _targets(centre: Centre, period: Period, query: schemas.PageQuery) -> dict:
    year = query.year or today().year
    found = figures.targets(centre, year)
    return {
        "year": year,
        "targets": found,
        "listed": list(dict.fromkeys((*words.TARGETED, *(measure for measure, _ in found)))),
        "usual": USUAL_PLANS,
        "had_before": bool(figures.targets(centre, year - 1)),
    }


def _entered(centre: Centre, period: Period, query: schemas.PageQuery) -> dict:
    return {
        "list": listing.cut(listing.entered(centre, period), query.page),
        "edited": row_of(EnteredFigure, centre, query.edit) if query.edit else None,
        "as_entered": figures.as_entered,
        "as_percent": as_percent,
    }


def _totals(centre: Centre, period: Period, query: schemas.PageQuery) -> dict:
    found = typed_totals(centre, period)
    return {
        "totals": totals.listed(centre, period),
        "edited": query.edit if query.edit in found else None,
        "numbers": found[query.edit].numbers if query.edit in found else {},
        "known": found.get(query.edit or 0),
    }


PICTURES: dict[str, Callable[[Centre, Period, schemas.PageQuery], dict]] = {
    "feedback": _feedback,
    "satisfaction": _satisfaction,
    "incidents": _incidents,
    "home-visits": _visits,
    QUICK: _reasons,
    "targets": _targets,
    "entered-figures": _entered,
    "totals": _totals,
}
