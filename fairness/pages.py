"""The pages of this room. What they show stands in their address; they read and change nothing."""

from datetime import date, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from apiflask import APIBlueprint
from flask import redirect, render_template, url_for
from flask_babel import gettext as _

import digits
from admin import access
from apart import read_apart
from envelope import check_once
from fairness import schemas, words
from figures import advice, promises
from figures.budget import PARTS, budgets
from figures.fairness import Entry, ledger, story
from figures.period import Period
from figures.what_if import Comparison, Extra, Trial, compare
from models.access import Session
from models.base import today
from models.centre import Centre, Officer
from models.counter import Counter
from models.ticket import Ticket
from passing import pass_on, whole_address
from queueing import estimates, given, hours, reasons
from queueing.calibration import GOAL
from queueing.errors import Invalid, NotFound
from queueing.finding import find_ticket
from queueing.rules import NO_CAP_MINUTES, NO_LIMIT, Rule
from shapes import LARGEST_ID

blueprint = APIBlueprint("fairness_pages", __name__, tag="Fairness")
blueprint.url_defaults(pass_on)
HOME, SIMULATOR, WAITS, COUNTERS = "/fairness", "/fairness/simulator", "/fairness/waits", "/fairness/counters"
LISTED = 10  # longest waits, and most overtaken; the file has all
MOST_DAYS = timedelta(days=31)  # of the counters' time at once
A_WEEK = timedelta(days=6)
MORNING, NOON = time(7, 30), time(11, 30)


@blueprint.get(HOME)
@blueprint.doc(hide=True)
@access.public
@blueprint.input(schemas.DayQuery, location="query", arg_name="query")
def home(query: schemas.DayQuery):
    """The ledger of a day; before it, signing in."""
    check_once("day", "find", "lang")
    if (session := _admitted()) is None:
        return _sign_in()
    day = query.day or _latest(session.centre)
    refusal = None
    if query.find.strip():
        try:
            found = find_ticket(session.centre, query.find, day)
            return redirect(url_for("fairness_pages.ticket", number=found.id, lang=query.lang))
        except NotFound as not_there:
            refusal = not_there
    page = _page(
        "ledger",
        session,
        query,
        ledger=read_apart(ledger, session.centre, day),
        day=day,
        sought=query.find.strip(),
        refusal=refusal,
        around=_around(session.centre, day),
        poster=reasons.poster(Rule.of(session.centre)),
        listed=LISTED,
        closed_of=lambda entry: _closed(session.centre, entry),
        means=words.LEDGER_MEANS,
    )
    return (page, refusal.status) if refusal else page


@blueprint.get(f"{HOME}/tickets/<int:number>")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(schemas.LanguageQuery, location="query", arg_name="query")
def ticket(number: int, query: schemas.LanguageQuery):
    """A number's whole way: each move and why, and who was called before it though they came later."""
    check_once("lang")
    if (session := _admitted()) is None:
        return _sign_in()
    found = Ticket.get_or_none(Ticket.id == number) if number <= LARGEST_ID else None
    if found is None or found.centre_id != session.centre_id:
        raise NotFound(
            "Không có số này. Mời chọn ở Sổ công bằng.", "There is no such number. Choose one in the ledger."
        )
    return _page("ticket", session, query, story=read_apart(story, session.centre, found), day=found.business_day)


@blueprint.get(SIMULATOR)
@blueprint.doc(hide=True)
@access.public
@blueprint.input(schemas.TrialQuery, location="query", arg_name="query")
def simulator(query: schemas.TrialQuery):
    """A past day under another rule."""
    check_once(*schemas.TrialQuery.model_fields)
    if (session := _admitted()) is None:
        return _sign_in()
    centre = session.centre
    day = query.day or _latest(centre)
    own = Rule.of(centre)
    trial = Trial(own) if query.run is None else _trial(centre, query)
    return _page(
        "simulator",
        session,
        query,
        day=day,
        around=_around(centre, day),
        found=read_apart(compare, centre, day, trial),
        asked=query.run is not None,
        trial=trial,
        own=own,
        counters=Counter.of(centre),
        opens=query.opens or MORNING,
        closes=query.closes or NOON,
        runs=schemas.RUNS if trial.rule.priority_run in schemas.RUNS else (*schemas.RUNS, trial.rule.priority_run),
        caps=schemas.CAPS
        if trial.rule.age_cap_minutes in schemas.CAPS
        else (*schemas.CAPS, trial.rule.age_cap_minutes),
        no_limit=NO_LIMIT,
        no_cap=NO_CAP_MINUTES,
        may_adopt=session.officer.role == Officer.ADMIN,
        bars=_bars,
    )


@blueprint.get(WAITS)
@blueprint.doc(hide=True)
@access.public
@blueprint.input(schemas.LanguageQuery, location="query", arg_name="query")
def waits(query: schemas.LanguageQuery):
    """How often the waits that were said were right, and how their range is fitted."""
    check_once("lang")
    if (session := _admitted()) is None:
        return _sign_in()
    centre = session.centre
    tested = read_apart(promises.backtest, centre)
    return _page(
        "waits",
        session,
        query,
        week=read_apart(promises.week, centre),
        services=read_apart(promises.by_service, centre),
        tested=tested,
        total=promises.total(tested),
        first=today() - promises.WEEK,
        last=today(),
        goal=GOAL,
        means=words.WAITS_MEAN,
    )


@blueprint.get(COUNTERS)
@blueprint.doc(hide=True)
@access.public
@blueprint.input(schemas.PeriodQuery, location="query", arg_name="query")
def counter_time(query: schemas.PeriodQuery):
    """What the counters' time went into, and which counter to open now."""
    check_once("from", "to", "lang")
    if (session := _admitted()) is None:
        return _sign_in()
    last = query.last or (query.first or _latest(session.centre))
    period = Period(query.first or last, last)
    if period.last - period.first > MOST_DAYS:
        raise Invalid("Mời chọn nhiều nhất 31 ngày.", "Choose 31 days at most.", field="from")
    return _page(
        "counters",
        session,
        query,
        period=period,
        found=read_apart(budgets, session.centre, period),
        advice=read_apart(advice.advise, session.centre),
        parts=PARTS,
        week=Period(last - A_WEEK, last),
        means=words.BUDGET_MEANS,
    )


def _trial(centre: Centre, query: schemas.TrialQuery) -> Trial:
    extra = None
    if query.like:
        like = Counter.get_or_none(Counter.centre == centre, Counter.id == query.like)
        opens, closes = query.opens or MORNING, query.closes or NOON
        if like is None or closes <= opens:
            raise Invalid(
                "Mời chọn một quầy, và giờ đóng sau giờ mở.",
                "Choose a counter, and a closing time after its opening.",
                field="like",
            )
        extra = Extra(like, opens, closes)
    own = Rule.of(centre)
    rule = Rule(
        own.priority_run if query.run is None else query.run,
        own.age_cap_minutes if query.cap is None else query.cap,
        query.helps == "1",
        query.order == "strict",
    )
    return Trial(rule, query.slot == "1", query.hand == "1", extra)


def _bars(found: Comparison) -> list[dict[str, Any]]:
    """P90 of each service's and class's waits, as shares of the longest: what the chart draws."""
    rows = [row for row in found.rows if row.own.most is not None and row.tried.most is not None]
    longest = max((max(row.own.most or 0, row.tried.most or 0) for row in rows), default=0) or 1
    return [
        {"row": row, "own": 100 * (row.own.most or 0) / longest, "tried": 100 * (row.tried.most or 0) / longest}
        for row in rows
    ]


def _latest(centre: Centre) -> date:
    """The latest day on which numbers were given, today left out while it runs; today without any."""
    given = Ticket.select(Ticket.business_day).where(Ticket.centre == centre, Ticket.business_day < today())
    last = given.order_by(Ticket.business_day.desc()).limit(1).scalar()
    return last or today()


def _around(centre: Centre, day: date) -> tuple[date | None, date | None]:
    """The days with numbers before and after a day."""
    given = Ticket.select(Ticket.business_day).where(Ticket.centre == centre)
    before = given.where(Ticket.business_day < day).order_by(Ticket.business_day.desc()).limit(1).scalar()
    after = given.where(Ticket.business_day > day).order_by(Ticket.business_day).limit(1).scalar()
    return before, after


def _closed(centre: Centre, entry: Entry) -> int:
    """Seconds of its wait in which the centre was closed; 0 under a minute, of which nobody need be told."""
    came, call = entry.number.came, entry.number.first_call
    if call is None:
        return 0
    closed = call.at - came - hours.open_between(hours.stretches(centre, came.date()), came, call.at)
    seconds = round(closed.total_seconds())
    return seconds if seconds >= 60 else 0


def _admitted() -> Session | None:
    session = access.current_session()
    return session if session is not None and session.officer.role in access.REPORTS else None


def _sign_in() -> str:
    return render_template("shared/sign_in.html", then=whole_address(), session=access.current_session())


def _places(seconds: float) -> int:
    """The decimals of a length in minutes: one under ten, where it makes a difference."""
    return 0 if seconds >= 600 else 1


def _read(seconds: float) -> Decimal:
    """The minutes of a length, as they are read on the page."""
    return (Decimal(round(seconds)) / 60).quantize(Decimal(1).scaleb(-_places(seconds)), ROUND_HALF_UP)


def _page(name: str, session: Session, query: Any, **more: Any) -> str:
    english = _("vi") == "en"

    def minutes(seconds: float | None) -> str:
        """ "8,5", "12"; "0" of none; "—" for None."""
        if not seconds:
            return "—" if seconds is None else "0"
        return digits.number(_read(seconds), _places(seconds))

    def change(own: float, tried: float) -> str:
        """ "+3", "−0,6": from one length to another, of the two as `minutes` writes them; "" where they read alike."""
        by = _read(tried) - _read(own)
        size = digits.number(abs(by), max(_places(own), _places(tried)))
        return f"{'+' if by > 0 else '−'}{size}" if by else ""

    return render_template(
        f"fairness/{name}.html",
        session=session,
        centre=session.centre,
        lang=query.lang or "vi",
        link_lang=query.lang,
        words=words,
        minutes=minutes,
        change=change,
        said=lambda pair: pair.en if english else pair.vi,
        stated=lambda why: given.said(why)[english],
        name_of=lambda service: service.name_en if english else service.name,
        label_of=lambda counter: counter.label_en if english else counter.label,
        reasons=reasons,
        promised=lambda ticket: estimates.promised(ticket).text_en if english else estimates.promised(ticket).text,
        hours_of=lambda seconds: digits.number(seconds / 3600, places=1),
        **more,
    )
