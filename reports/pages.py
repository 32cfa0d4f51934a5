"""The screens of a report: choose and read it, the queue, and what was exported before."""

from typing import Any

from flask import g, render_template
from flask_babel import gettext

from admin import access
from apart import read_apart
from envelope import check_once
from figures import definitions, period_choices
from figures.columns import GROUPS as COLUMN_GROUPS
from figures.measure_names import OF, name_of
from figures.named_periods import full_name
from figures.period import Period
from figures.queue import queue
from figures.rate_row import values_of
from figures.usual_period import usual_period
from figures.verdict import reached
from models.access import Session
from models.base import today
from models.centre import Centre
from models.report import Report
from models.source import ImportBatch
from passing import whole_address
from queueing.errors import NotFound, Refusal
from reports import asked, links, look, profiles, schemas, stored
from reports.annex import whole_of
from reports.asked import Asked
from reports.door import blueprint
from reports.findings import gather
from reports.forms import FORMS
from reports.snapshot import Change, changes, report_of

QUERIED = ("form", "profile", "cut", "was", "period", "from", "to", "edit", "saved", "lang")


@blueprint.get("/reports")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(schemas.PageQuery, location="query", arg_name="query")
def page(query: schemas.PageQuery):
    """A report: its period, its checks, its pages; before it, signing in."""
    if (session := current_session()) is None:
        return sign_in()
    check_once(*QUERIED)
    return show(session, asked.read(session.centre, query), edit=query.edit, saved=query.saved)


def show(
    session: Session,
    wanted: Asked,
    *,
    edit: str = "",
    saved: str = "",
    refusal: Refusal | None = None,
    typed: dict[str, str] | None = None,
):
    """The page; after a refusal with what was typed still in its place."""
    moving = ImportBatch.under_way(session.centre)  # before the figures are read, and in the template after it
    view = read_apart(look.look, session.centre, wanted)
    section = view.texts.get(edit)
    if edit and section is None:
        raise NotFound(
            "Mẫu báo cáo này không có phần đó. Mời chọn phần khác.",
            "This form has no such section. Please choose another.",
            field="edit",
        )
    page = render_template(
        "reports/reports.html",
        lang=wanted.lang,
        tr=gettext,
        session=session,
        centre=session.centre,
        moving=moving,
        asked=wanted,
        period=wanted.period,
        view=view,
        forms=FORMS,
        profiles=profiles.listing(session.centre),
        built_in=profiles.BUILT_IN_PROFILE,
        periods=period_choices.of_each_kind(today(), wanted.cut_off),
        period_groups=period_choices.GROUPS,
        period_name=look.period_name(wanted),
        section=section,
        part=view.part(edit),
        chips=look.chips(view, wanted) if section else None,
        typed=typed or {},
        refusal=refusal,
        saved=saved,
        rates=values_of(whole_of(view.findings), view.findings.whole.columns, view.findings.profile),
        total=whole_of(view.findings),
        groups=COLUMN_GROUPS,
        reached=reached,
        measure_name=name_of,
        base_names=OF,
        link=lambda column, counts, field: links.of_counts(wanted.period, column.counts, counts, field),
        definitions=definitions,
        may_import=session.officer.role in access.MAY_IMPORT,
    )
    return (page, refusal.status) if refusal else page


@blueprint.get("/reports/queue")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(schemas.QueueQuery, location="query", arg_name="query")
def queue_page(query: schemas.QueueQuery):
    """The hall's tickets and times of a period."""
    if (session := current_session()) is None:
        return sign_in()
    check_once("from", "to", "lang")
    period = _queue_period(session.centre, query)
    return render_template(
        "reports/queue.html",
        lang=query.lang or "vi",
        tr=gettext,
        session=session,
        centre=session.centre,
        period=period,
        queue=read_apart(queue, session.centre, period),
        definitions=definitions,
    )


@blueprint.get("/reports/under-way")
@blueprint.doc(hide=True)
@access.role_required(*access.REPORTS)
def under_way():
    """Whether a file is still on its way into the figures: asked by pages that showed a part of it."""
    return {"under_way": ImportBatch.under_way(g.centre) is not None}


@blueprint.get("/reports/history")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(schemas.LanguageQuery, location="query", arg_name="query")
def history(query: schemas.LanguageQuery):
    """What was exported before, and what of it was handed in."""
    if (session := current_session()) is None:
        return sign_in()
    return render_template(
        "reports/history.html",
        lang=query.lang or "vi",
        tr=gettext,
        session=session,
        centre=session.centre,
        reports=[(row, _name_of(row, query.lang)) for row in stored.listing(session.centre)],
        forms=FORMS,
        saved=query.saved,
    )


@blueprint.get("/reports/exports/<int:number>")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(schemas.LanguageQuery, location="query", arg_name="query")
def exported(number: int, query: schemas.LanguageQuery):
    """A report as it went out, and what has changed since."""
    if (session := current_session()) is None:
        return sign_in()
    row = stored.find(session.centre, number)
    said = stored.said_by(row)
    return render_template(
        "reports/exported.html",
        lang=query.lang or "vi",
        tr=gettext,
        session=session,
        centre=session.centre,
        row=row,
        name=_name_of(row, query.lang),
        forms=FORMS,
        report=report_of(said),
        changes=read_apart(_changes, session.centre, row),
        saved=query.saved,
    )


def _changes(centre: Centre, row: Report) -> list[Change]:
    said = stored.said_by(row)
    profile = profiles.checked(said["profile"])
    return changes(said, gather(centre, stored.period_of(row), profile))


def _name_of(row: Report, lang: str | None) -> str:
    return full_name(stored.period_of(row), stored.cut_off_of(row), lang or "vi")


def _queue_period(centre: Centre, query: schemas.QueueQuery) -> Period:
    if query.first is None and query.last is None:
        return usual_period(centre)
    last = query.last or today()
    return Period(query.first or last.replace(day=1), last)


def current_session() -> Session | None:
    """Whoever may see reports."""
    session = access.current_session()
    if session is None or session.officer.role not in access.REPORTS:
        return None
    g.session, g.officer, g.centre = session, session.officer, session.centre
    return session


def sign_in() -> Any:
    return render_template("shared/sign_in.html", then=whole_address(), session=access.current_session())
