"""The director asks: the page, the figures as JSON, the workbook. Lead, director and administrator may."""

from dataclasses import asdict

from apiflask import APIBlueprint
from flask import g, render_template

from admin import access
from envelope import check_once
from figures import definitions
from figures.identities import checks
from figures.period import Period, presets
from figures.profile import Profile
from figures.queue import Group, QueueReport, queue
from figures.rate_row import rate_row
from figures.rates import counted, printed
from figures.table import Table, table
from models.base import today
from models.source import ImportBatch
from reports import schemas
from reports.files import hand_over, make
from reports.workbook import MEDIA_TYPE

blueprint = APIBlueprint("reports", __name__, tag="Reports")
RECENT_BATCHES = 5


@blueprint.get("/reports")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(schemas.PageQuery, location="query", arg_name="query")
def page(query: schemas.PageQuery):
    """The table, its checks and the queue of a period; before it, signing in."""
    session = access.current_session()
    if session is None or session.officer.role not in access.REPORTS:
        return render_template("shared/sign_in.html", then="/reports", session=session)
    period = _asked(query)
    figures = table(session.centre, period)
    batches = ImportBatch.select().where(ImportBatch.centre == session.centre).order_by(ImportBatch.id.desc())
    return render_template(
        "reports/reports.html",
        lang=query.lang or "vi",
        session=session,
        centre=session.centre,
        period=period,
        presets=presets(today()),
        table=figures,
        rates=rate_row(figures),
        checks=checks(figures),
        queue=queue(session.centre, period),
        definitions=definitions,
        may_import=session.officer.role in access.MAY_IMPORT,
        batches=list(batches.limit(RECENT_BATCHES)),
        printed=printed,
        count_words=counted,
        media_type=MEDIA_TYPE,
    )


@blueprint.get("/api/reports/dossiers")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.PeriodQuery, location="query", arg_name="query")
@blueprint.output(schemas.DossierTable)
def dossiers(query: schemas.PeriodQuery):
    """The 16-column table by field, as it stood at the last day of the period, or today if that is earlier."""
    return table_picture(table(g.centre, _period(query.first, query.last)))


@blueprint.get("/api/reports/queue")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.PeriodQuery, location="query", arg_name="query")
@blueprint.output(schemas.QueueAnswer)
def queue_figures(query: schemas.PeriodQuery):
    """Tickets, waits and service times: in total, by service, by counter, by hour."""
    return queue_picture(queue(g.centre, _period(query.first, query.last)))


@blueprint.get("/reports/table.xlsx")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.PeriodQuery, location="query", arg_name="query")
# apiflask asks for an invariant dict, which no literal of ours is.
@blueprint.doc(responses={200: {"description": "The workbook", "content": {MEDIA_TYPE: {}}}})  # type: ignore[arg-type]
def xlsx(query: schemas.PeriodQuery):
    """The same as a workbook with live sums."""
    period = _period(query.first, query.last)
    return hand_over(make(g.centre, "quarter", period, Profile(), "xlsx"), g.centre, period, "xlsx")


def _asked(query: schemas.PageQuery) -> Period:
    """The page's period: the running reporting month; with one date only, up to today or from the month's first day."""
    if query.first is None and query.last is None:
        return Period.running(today())
    last = query.last or today()
    return _period(query.first or last.replace(day=1), last)


def _period(first, last) -> Period:
    check_once("from", "to")
    return Period(first, last)


def table_picture(figures: Table) -> dict:
    """The table as the API gives it."""
    return {
        "from": figures.period.first,
        "to": figures.period.last,
        "as_at": figures.as_at,
        "columns": [
            {name: getattr(column, name) for name in schemas.ColumnAnswer.model_fields} for column in figures.columns
        ],
        "rows": [
            {"position": row.position, "field": row.field, "cells": figures.cells(row.counts)} for row in figures.rows
        ],
        "total": figures.cells(figures.total),
        "rates": rate_row(figures),
        "checks": [
            {
                "key": check.key,
                "holds": check.holds,
                "sentence_vi": check.sentence,
                "sentence_en": check.sentence_en,
                "faults": list(check.faults),
            }
            for check in checks(figures)
        ],
        "latest_only": figures.latest_only,
    }


def queue_picture(report: QueueReport) -> dict:
    """The queue's figures as the API gives them."""
    return {
        "from": report.period.first,
        "to": report.period.last,
        "target_minutes": report.target_minutes,
        "adds_up": report.adds_up,
        "total": _group(report.total),
        "by_service": [_group(group) for group in report.by_service],
        "by_counter": [_group(group) for group in report.by_counter],
        "by_hour": [_group(group) for group in report.by_hour],
    }


def _group(group: Group) -> dict:
    return asdict(group) | {"target_share": printed(group.target_share)}
