"""The dashboard's figures as JSON and its lists as csv files: the same as the pages show."""

from collections.abc import Iterator

from apiflask import APIBlueprint
from flask import Response, g

from admin import access
from apart import read_apart
from dashboard import schemas
from dashboard.charts import at_once, charts
from dashboard.dossiers import AT_ONCE, Line, Order, Which, lines, order_of
from dashboard.periods import compared
from dashboard.tiles import Tile, tiles
from dashboard.words import said
from envelope import check_once
from figures import waits
from figures.counts import Scope
from figures.hall import Line as HallLine
from figures.index766 import Index, Part, estimate
from figures.leaf_words import CHANNELS, LEAVES
from figures.measure_names import OF
from figures.measured import Measured, measured
from figures.named_periods import month, month_of
from figures.parts766 import LABEL
from figures.period import EARLIEST, LATEST, Period
from figures.registers import targets
from figures.under_way import check_complete
from figures.usual_period import usual_period
from figures.usual_profile import profile_of
from models.base import today
from models.centre import Centre
from spreadsheet import MEDIA_TYPE, csv_of, csv_parts

blueprint = APIBlueprint("dashboard", __name__, tag="Dashboard")
CSV = {200: {"description": "The list", "content": {MEDIA_TYPE: {}}}}
HEADS = (
    *("Mã hồ sơ", "Lĩnh vực", "Thủ tục", "Kênh nộp", "Ngày tiếp nhận", "Hẹn trả ban đầu", "Hẹn trả sau tạm dừng"),
    *("Ngày kết thúc", "Trễ (ngày làm việc)", "Tình trạng cuối kỳ"),
)
INDEX_HEADS = ("Nhóm", "Phần", "Nội dung", "Điểm tối đa", "Đạt", "Trên", "Tỷ lệ %", "Điểm", "Cách tính")
NO_DATA = "chưa có số liệu"


@blueprint.get("/api/dashboard")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.CompareQuery, location="query", arg_name="query")
@blueprint.output(schemas.DashboardAnswer)
def dashboard(query: schemas.CompareQuery):
    """The tiles of a period with their plans, and the dossiers they come from."""
    check_once("from", "to", "profile", "compare")
    scope = scope_of(g.centre, query)
    against = compared(scope.period, query.compare, today())
    shown, figures = read_apart(tiles_of, scope, against)
    found = figures.counts
    return {
        "from": scope.period.first,
        "to": scope.period.last,
        "compared_from": against.first if against else None,
        "compared_to": against.last if against else None,
        "tiles": [_tile(tile) for tile in shown],
        "dossiers": {name: getattr(found, name) for name in schemas.Flows.model_fields},
    }


@blueprint.get("/api/dashboard/charts")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.PeriodQuery, location="query", arg_name="query")
@blueprint.output(schemas.ChartsAnswer)
def chart_figures(query: schemas.PeriodQuery):
    """What the charts are drawn from."""
    check_once("from", "to", "profile")
    found = read_apart(charts, scope_of(g.centre, query))
    return {
        "late_fields": [
            {
                "field": line.id,
                "name": line.name,
                "total_received": line.counts.total_received,
                "pending_overdue": line.counts.pending_overdue,
                "late": line.counts.late,
            }
            for line in found.fields
        ],
        "load": [
            {"weekday": one.weekday, "hour": one.hour, "tickets": one.tickets, "days": one.days, "mean": one.mean}
            for one in found.hall.load
        ],
        "services": [_hall_line(line) for line in found.hall.services],
        "target_minutes": found.hall.target_minutes,
        "in_target": found.hall.in_target,
        "waits": found.hall.waits,
        "steps": [
            {
                "from": step.period.first,
                "to": step.period.last,
                "received": step.received,
                "finished": step.finished,
                "pending": step.pending,
            }
            for step in found.steps
        ],
        "counters": [_hall_line(line) for line in found.hall.counters],
        "ratings": found.reasons.ratings,
        "unsatisfied": found.reasons.unsatisfied,
        "reasons": found.reasons.chips,
    }


@blueprint.get("/api/dashboard/766")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.PeriodQuery, location="query", arg_name="query")
@blueprint.output(schemas.IndexAnswer)
def index_figures(query: schemas.PeriodQuery):
    """Our own estimate of the index of QĐ 766, part by part."""
    check_once("from", "to", "profile")
    scope = scope_of(g.centre, query)
    index = read_apart(estimate, scope)
    return {
        "label_vi": LABEL,
        "from": scope.period.first,
        "to": scope.period.last,
        "points": str(index.points),
        "reach": index.reach,
        "groups": [
            {
                "number": group.number,
                "name_vi": group.name,
                "most": group.most,
                "reach": group.reach,
                "points": _text(group.points),
                "parts": [_part(part) for part in group.parts],
            }
            for group in index.groups
        ],
    }


@blueprint.get("/dashboard/dossiers.csv")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.WhichQuery, location="query", arg_name="query")
@blueprint.doc(responses=CSV)  # type: ignore[arg-type]  # apiflask asks for an invariant dict, which no literal is
def dossiers_file(query: schemas.WhichQuery):
    """The list as a csv file, sent while it is read: UTF-8 with a byte order mark, commas."""
    check_once(*(field.alias or name for name, field in schemas.WhichQuery.model_fields.items()))
    scope = scope_of(g.centre, query)
    check_complete(g.centre)
    name = f"HoSo_{query.lacks or query.leaf or query.within}_{scope.period.first}_{scope.period.last}.csv"
    order = read_apart(order_of, scope, which_of(query))
    return _file(name, csv_parts(HEADS, _rows(scope, order)))


@blueprint.get("/dashboard/766.csv")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.PeriodQuery, location="query", arg_name="query")
@blueprint.doc(responses=CSV)  # type: ignore[arg-type]
def index_file(query: schemas.PeriodQuery):
    """The estimate as a csv file."""
    check_once("from", "to", "profile")
    scope = scope_of(g.centre, query)
    check_complete(g.centre)
    index = read_apart(estimate, scope)
    rows = [(f"Bộ chỉ số 766 – {LABEL}, không phải điểm chính thức. Kỳ {scope.period.said}",), *_index_rows(index)]
    name = f"BoChiSo766_UocTinhNoiBo_{scope.period.first}_{scope.period.last}.csv"
    return _file(name, csv_of(INDEX_HEADS, rows))


def scope_of(centre: Centre, query: schemas.PeriodQuery | schemas.PageQuery | schemas.WhichQuery) -> Scope:
    """The centre's period under the profile asked for, without dates the one that every room opens on; with one date
    only, up to today or from the reporting month's first day. Raises Invalid, NotFound, RangeTooLong."""
    first, last, profile = query.first, query.last, profile_of(centre, query.profile)
    if first is not None:
        return Scope(centre, Period(first, last or max(today(), first)), profile)
    if last is None:
        return Scope(centre, usual_period(centre, profile), profile)
    year, number = month_of(min(max(last, EARLIEST), LATEST), profile.cut_off_day)
    return Scope(centre, Period(month(year, number, profile.cut_off_day).first, last), profile)


def tiles_of(scope: Scope, against: Period | None):
    """(tiles, figures) of a period, held against another."""
    figures = _measured(scope)
    other = _measured(Scope(scope.centre, against, scope.profile, scope.narrowed)) if against else None
    plans = targets(scope.centre, scope.period.last.year)
    return tiles(figures, other, plans, at_once(scope)), figures


def _measured(scope: Scope) -> Measured:
    return measured(scope).beside(waits.MEASURE, waits.called_in_time(scope.centre, scope.period))


def which_of(query: schemas.WhichQuery) -> Which:
    """The same, as the list takes it."""
    return Which(**{name: getattr(query, name) for name in Which.__dataclass_fields__})


def _rows(scope: Scope, order: Order) -> Iterator[tuple]:
    for begin in range(0, len(order), AT_ONCE):
        yield from map(_cells, read_apart(lines, scope, order.part(begin, begin + AT_ONCE)))


def _cells(line: Line) -> tuple:
    return (
        line.code,
        line.field,
        line.procedure,
        CHANNELS.get(line.channel, line.channel),
        line.received_on,
        line.due_on,
        line.due,
        line.ended_on,
        line.days_late or None,
        LEAVES[line.leaf],
    )


def _index_rows(index: Index) -> Iterator[tuple]:
    for group in index.groups:
        name = f"{group.number}. {group.name}"
        for part in group.parts:
            found, shape = part.found, part.shape
            told = (found.part, found.whole, part.rate, part.points) if found else (NO_DATA, None, None, None)
            yield name, shape.number, shape.name, shape.most, *told, shape.formula or None
        yield name, None, "Cộng nhóm", group.most, None, None, None, group.points, None
    yield (
        "Tổng cộng",
        None,
        f"Điểm của các phần có số liệu, trên {index.reach}",
        100,
        None,
        None,
        None,
        index.points,
        None,
    )


def _file(name: str, body) -> Response:
    response = Response(body, mimetype=MEDIA_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _tile(tile: Tile) -> dict:
    rate = tile.rate if tile.enough else None
    return {
        "key": tile.kpi.key,
        "measure": tile.rate.key if tile.rate else tile.kpi.measure,
        "value": _text(rate.value) if rate else None,
        "printed": rate.said if rate else "",
        "part": str(rate.share.part) if rate else "",
        "n": _text(tile.n),
        "plan": str(tile.plan),
        "planned_by_centre": tile.planned_by_centre,
        "status": tile.status,
        "change": _text(tile.change),
        "base_vi": tile.base,
        "formula_vi": said(tile.formula, g.centre),
        "in_report": None
        if tile.in_report is None
        else {
            "value": str(tile.in_report.value),
            "printed": tile.in_report.said,
            "base_vi": OF[tile.in_report.share.of],
            "status": tile.status_in_report,
        },
        "source_vi": tile.source,
    }


def _part(part: Part) -> dict:
    return {
        "key": part.shape.key,
        "number": part.shape.number,
        "name_vi": part.shape.name,
        "most": part.shape.most,
        "rate": _text(part.rate),
        "points": _text(part.points),
        "part": _text(part.found.part) if part.found else None,
        "whole": _text(part.found.whole) if part.found else None,
    }


def _hall_line(line: HallLine) -> dict:
    return {
        "id": line.id,
        "label": line.label,
        "issued": line.issued,
        "served": line.served,
        "wait_half": line.wait.median,
        "wait_p90": line.wait.p90,
        "in_target": line.in_target,
        "service_median": line.service.median,
    }


def _text(value: object) -> str | None:
    return None if value is None else str(value)
