"""The same figures as JSON: table, measures, checks, queue."""

from dataclasses import asdict

from flask import g

from admin import access
from apart import read_apart
from envelope import check_once
from figures.identities import Check
from figures.measure_names import OF, name_of
from figures.measures import Rate
from figures.period import Period
from figures.profile import Profile
from figures.queue import Group, QueueReport, queue
from figures.rate_row import rate_row
from figures.rates import printed
from figures.table import Table
from figures.typed_totals import TypedTotals
from figures.verdict import reached
from models.centre import Centre
from reports import profiles, schemas, stored
from reports.document import parts_of
from reports.door import blueprint
from reports.findings import Findings, gather
from reports.forms import DEFAULT, FORMS
from reports.texts import texts_of
from reports.warnings import Warning, warnings_of


@blueprint.get("/api/reports/dossiers")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.FiguresQuery, location="query", arg_name="query")
@blueprint.output(schemas.DossierTable)
def dossiers(query: schemas.FiguresQuery):
    """The table by field, as it stood at the last day of the period, or today if that is earlier."""
    findings = _found(query)
    return table_picture(findings.whole, findings.checks)


@blueprint.get("/api/reports/measures")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.FiguresQuery, location="query", arg_name="query")
@blueprint.output(schemas.MeasuresAnswer)
def measures(query: schemas.FiguresQuery):
    """Every measure with its two numbers, as it is printed, and whether it reaches the year's target."""
    findings = _found(query)
    return {
        "from": findings.period.first,
        "to": findings.period.last,
        "measures": [measure_picture(rate, findings) for rate in findings.rates.values()],
        "by_field": [
            {"field": field, "measures": [measure_picture(rate, findings, field) for rate in rates]}
            for field, rates in findings.rates_by_field().items()
        ],
    }


@blueprint.get("/api/reports/checks")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.FiguresQuery, location="query", arg_name="query")
@blueprint.output(schemas.ChecksAnswer)
def checks(query: schemas.FiguresQuery):
    """What must add up, and what deserves a second look, before a report goes out."""
    findings = _found(query)
    return {
        "from": findings.period.first,
        "to": findings.period.last,
        "checks": [check_picture(check) for check in findings.checks],
        "warnings": [
            {"key": one.key, "sentence_vi": one.sentence, "sentence_en": one.sentence_en, "section": one.section}
            for one in read_apart(_warnings, g.centre, findings)
        ],
    }


@blueprint.get("/api/reports/queue")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.PeriodQuery, location="query", arg_name="query")
@blueprint.output(schemas.QueueAnswer)
def queue_figures(query: schemas.PeriodQuery):
    """Tickets, waits and service times: in total, by service, by counter, by hour."""
    check_once("from", "to")
    return queue_picture(read_apart(queue, g.centre, Period(query.first, query.last)))


def _found(query: schemas.FiguresQuery) -> Findings:
    check_once("from", "to", "profile")
    profile = profiles.chosen(g.centre, query.profile).profile
    return read_apart(_gathered, g.centre, Period.between(query.first, query.last, profile.to_inclusive), profile)


def _gathered(centre: Centre, period: Period, profile: Profile) -> Findings:
    return gather(centre, period, profile, stored.earlier(centre, period, profile.cut_off_day))


def _warnings(centre: Centre, findings: Findings) -> list[Warning]:
    """Of the form that is printed most."""
    form = FORMS[DEFAULT]
    return warnings_of(findings, parts_of(findings, form, texts_of(centre, form, findings.period)))


def table_picture(figures: Table, found: tuple[Check, ...]) -> dict:
    """The table as the API gives it."""
    return {
        "from": figures.period.first,
        "to": figures.period.last,
        "as_at": figures.as_at,
        "columns": [
            {name: getattr(column, name) for name in schemas.ColumnAnswer.model_fields} for column in figures.columns
        ],
        "rows": [
            {
                "position": row.position,
                "field": row.field,
                "cells": figures.cells(row.counts),
                "typed": _typed(row.typed) if row.typed else None,
            }
            for row in figures.rows
        ],
        "total": figures.cells(figures.total),
        "rates": rate_row(figures),
        "checks": [check_picture(check) for check in found],
        "latest_only": figures.latest_only,
    }


def _typed(totals: TypedTotals) -> dict:
    return {
        "total_received": totals.received,
        "source": totals.source,
        "dated_on": totals.dated_on,
        "author": totals.author,
    }


def check_picture(check: Check) -> dict:
    return {
        "key": check.key,
        "holds": check.holds,
        "state": check.state,
        "sentence_vi": check.sentence,
        "sentence_en": check.sentence_en,
        "faults": list(check.faults),
    }


def measure_picture(rate: Rate, findings: Findings, field: str = "") -> dict:
    """A measure as the API gives it, of the whole centre or of a field."""
    target, typed = findings.target(rate.key, field), findings.of(field).entered.get(rate.key)
    return {
        "key": rate.key,
        "name": name_of(rate.key, findings.profile),
        "part": str(rate.share.part),
        "whole": str(rate.share.whole),
        "value": None if rate.value is None else str(rate.value),
        "printed": rate.printed,
        "base": OF[rate.share.of],
        "follows": rate.follows,
        "target": None if target is None else str(target),
        "reached": None if target is None or rate.value is None else reached(rate, target),
        "source": typed.source if typed else None,
        "source_dated_on": typed.dated_on if typed else None,
        "author": typed.author if typed else None,
        "known_on": findings.known(rate.key, field),
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
