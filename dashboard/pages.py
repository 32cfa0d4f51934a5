"""The pages of the dashboard. What they show stands in their address; they read and change nothing."""

from decimal import Decimal

from apiflask import APIBlueprint
from flask import render_template, request
from flask_babel import gettext as _

from admin import access
from apart import read_apart
from dashboard import schemas, words
from dashboard.charts import (
    charts,
    chip_bars,
    counter_dots,
    course_lines,
    late_bars,
    wait_bars,
)
from dashboard.dossiers import A_PAGE, NO_COUNTER, Which, count, typed_beside
from dashboard.dossiers import page as page_of
from dashboard.drill import CUTS, fault_set, rows
from dashboard.lacks import INDEX, LACKS
from dashboard.links import Links
from dashboard.periods import COMPARISONS, choices, compared
from dashboard.profile import on_dashboard, profiles_of
from dashboard.quality import quality
from dashboard.routes import scope_of, tiles_of, which_of
from dashboard.tiles import formula_of, measure_of, plan_of
from dashboard.typed import typed, typed_in
from dashboard.waits import CUTS_OF_WAITS, rows_of_waits
from envelope import check_once
from figures.counts import Scope
from figures.index766 import estimate
from figures.leaf_words import CHANNELS
from figures.named_periods import kind_of, name
from figures.parts766 import LABEL, LISTED
from figures.period import Period
from figures.registers import targets
from models.access import Session
from models.base import today
from models.centre import Field, Procedure
from models.counter import Counter
from models.source import ImportBatch
from passing import whole_address
from queueing.errors import NotFound

blueprint = APIBlueprint("dashboard_pages", __name__, tag="Dashboard")


@blueprint.get("/dashboard")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(schemas.PageQuery, location="query", arg_name="query")
def home(query: schemas.PageQuery):
    """The tiles of a period against plan and past; before it, signing in."""
    if (session := _admitted()) is None:
        return _sign_in()
    scope = scope_of(session.centre, query)
    usual = choices(today(), scope.profile.cut_off_day)
    against = compared(scope.period, query.compare, today())
    moving = ImportBatch.under_way(session.centre)  # before the figures are read, and in the template after it
    shown, figures = read_apart(tiles_of, scope, against)
    profiles = profiles_of(session.centre)
    return _page(
        "dashboard",
        session,
        query,
        scope,
        moving=moving,
        tiles=shown,
        counts=figures.counts,
        typed=typed(scope),
        typed_in=typed_in(scope, shown),
        against=against,
        usual=usual,
        name=name(scope.period, scope.profile.cut_off_day, query.lang or "vi"),
        is_free=kind_of(scope.period, scope.profile.cut_off_day) == "free",
        so_far=scope.as_at if scope.as_at < scope.period.last else None,
        comparisons=COMPARISONS,
        profiles=profiles,
        counted_by=next((one for one in profiles if one.id == query.profile), None),
    )


@blueprint.get("/dashboard/charts")
@blueprint.doc(hide=True)
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.PageQuery, location="query", arg_name="query")
def pictures(query: schemas.PageQuery):
    """The charts with their tables and the quality of the data: a part of the page, fetched by it."""
    session = access.current_session()
    assert session is not None
    scope = scope_of(session.centre, query)
    found = read_apart(charts, scope)
    drawn = {
        "late": late_bars(found),
        "waits": wait_bars(found, query.lang == "en"),
        "course": course_lines(found),
        "counters": counter_dots(found, query.lang == "en"),
        "reasons": chip_bars(found, {chip: _(word) for chip, word in words.CHIPS.items()}, _(words.NO_REASON)),
    }
    gaps = read_apart(quality, scope, found.counts)
    plan, _ours = plan_of(words.KPIS["wait"], targets(session.centre, scope.period.last.year))
    return _page("_charts", session, query, scope, found=found, drawn=drawn, gaps=gaps, in_time=plan)


@blueprint.get("/dashboard/measures/<key>")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(schemas.CutQuery, location="query", arg_name="query")
def measure(key: str, query: schemas.CutQuery):
    """One measure by field; within a field by procedure or counter. Waits: by service, counter or day."""
    if (session := _admitted()) is None:
        return _sign_in()
    kpi = words.KPIS.get(key)
    if kpi is None:
        raise NotFound(
            "Không có chỉ tiêu này. Mời chọn ở trang Tổng quan.",
            "There is no such measure. Choose one on the overview.",
        )
    scope = scope_of(session.centre, query)
    field = _field(session, query.field)
    plans = targets(session.centre, scope.period.last.year)
    if kpi.key == "wait":
        return _waits_page(session, query, scope, kpi, plan_of(kpi, plans)[0])
    cut = query.by if query.by in CUTS and kpi.key != "sat" else "field"
    cut = "procedure" if cut == "field" and field is not None else cut
    return _page(
        "measure",
        session,
        query,
        scope,
        kpi=kpi,
        cut=cut,
        field=field,
        rows=read_apart(rows, scope, kpi, cut, plans, query.field),
        plan=plan_of(kpi, plans, query.field, field.name if field else ""),
        formula=formula_of(measure_of(kpi, scope.profile), on_dashboard(scope.profile)),
        fault_set=fault_set(kpi, scope) if kpi.fault else "",
    )


def _waits_page(session: Session, query: schemas.CutQuery, scope: Scope, kpi: words.Kpi, plan: Decimal):
    cut = query.by if query.by in CUTS_OF_WAITS else CUTS_OF_WAITS[0]
    return _page(
        "waits",
        session,
        query,
        scope,
        kpi=kpi,
        cut=cut,
        rows=read_apart(rows_of_waits, scope, kpi, cut, plan),
        plan=plan,
        formula=formula_of(kpi.measure, scope.profile),
    )


@blueprint.get("/dashboard/dossiers")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(schemas.ListQuery, location="query", arg_name="query")
def dossiers(query: schemas.ListQuery):
    """The dossiers behind a number, overdue first."""
    if (session := _admitted()) is None:
        return _sign_in()
    scope = scope_of(session.centre, query)
    which = which_of(query)
    found = read_apart(count, scope, which)
    pages = max(1, -(-found // A_PAGE))
    number = min(query.page, pages)
    field, procedure = _field(session, which.field), _procedure(session, which.procedure)
    narrowed = _narrowing(which)
    return _page(
        "dossiers",
        session,
        query,
        scope,
        which=which,
        found=found,
        beside=typed_beside(scope, which),
        lines=read_apart(page_of, scope, which, number),
        number=number,
        pages=pages,
        title=_title(which),
        filters=_filters(session, which, field, procedure, query.lang == "en"),
        narrowed=narrowed | {"measure": query.measure},
        narrowed_csv=narrowed,
        kpi=words.KPIS.get(query.measure),
        index_part=which.lacks.startswith(INDEX),
        field=field,
    )


@blueprint.get("/dashboard/766")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(schemas.PageQuery, location="query", arg_name="query")
def index(query: schemas.PageQuery):
    """Our own estimate of the index of QĐ 766, and what cost points."""
    if (session := _admitted()) is None:
        return _sign_in()
    scope = scope_of(session.centre, query)
    usual = choices(today(), scope.profile.cut_off_day)
    return _page(
        "index766",
        session,
        query,
        scope,
        index=read_apart(estimate, scope),
        label=LABEL,
        listed=LISTED,
        usual=usual,
    )


def _admitted() -> Session | None:
    check_once(*request.args)
    session = access.current_session()
    return session if session is not None and session.officer.role in access.REPORTS else None


def _sign_in():
    return render_template("shared/sign_in.html", then=whole_address(), session=access.current_session())


def _page(template: str, session: Session, query, scope: Scope, **more):
    link_lang = "en" if query.lang == "en" else None
    profile = scope.profile
    return render_template(
        f"dashboard/{template}.html",
        lang=query.lang or "vi",
        link_lang=link_lang,
        session=session,
        centre=session.centre,
        period=scope.period,
        today=today(),
        profile=profile,
        links=Links(scope.period, query.profile, query.compare, link_lang),
        compare=query.compare,
        words=words,
        say=lambda text: words.said(_(text), session.centre),
        days=_days,
        **more,
    )


def _days(period: Period) -> str:
    """ "15/10–14/11/2026"."""
    same = period.first.year == period.last.year
    return f"{period.first:{'%d/%m' if same else '%d/%m/%Y'}}–{period.last:%d/%m/%Y}"


def _narrowing(which: Which) -> dict:
    names = ("leaf", "field", "procedure", "counter", "channel", "lacks")
    return {name: getattr(which, name) for name in names}


def _title(which: Which) -> str:
    """What the list is of, in Vietnamese: a key of the catalogue."""
    if which.lacks:
        return LACKS[which.lacks].words
    return words.LISTS.get(which.leaf, words.SETS[which.within])


def _filters(
    session: Session, which: Which, field: Field | None, procedure: Procedure | None, english: bool
) -> list[str]:
    """What narrows the list, as it is read beside the count."""
    found = [_(CHANNELS[which.channel])] if which.channel else []
    found += [one.name for one in (field, procedure) if one is not None]
    if which.procedure == 0:
        found.append(_("Chưa rõ thủ tục"))
    if which.counter == NO_COUNTER:
        found.append(_("Không qua quầy"))
    elif which.counter is not None:
        counter = Counter.get_or_none(Counter.centre == session.centre, Counter.number == which.counter)
        if counter is None:
            raise NotFound(
                "Không có quầy này. Mời chọn lại.", "There is no such counter. Choose again.", field="counter"
            )
        found.append(counter.label_en if english else counter.label)
    return found


def _field(session: Session, number: int | None) -> Field | None:
    if number is None:
        return None
    field = Field.get_or_none(Field.centre == session.centre, Field.id == number)
    if field is None:
        raise NotFound("Không có lĩnh vực này. Mời chọn lại.", "There is no such field. Choose again.", field="field")
    return field


def _procedure(session: Session, number: int | None) -> Procedure | None:
    return Procedure.get_or_none(Procedure.centre == session.centre, Procedure.id == number) if number else None
