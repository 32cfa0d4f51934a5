"""The pages of the live board: the board itself, and the alerts of a day that is past or passing."""

import json
from datetime import datetime, time, timedelta

from apiflask import APIBlueprint
from flask import current_app, redirect, render_template
from flask_babel import gettext as _
from pydantic import Field

from admin import access
from alerts.look import Look
from envelope import check_once
from models.alert import Alert
from models.base import now, today
from models.centre import Centre, Officer
from passing import whole_address
from queueing import day
from shapes import Day, Shape
from supervisor.board import board
from supervisor.live import gauge

blueprint = APIBlueprint("supervisor_pages", __name__, tag="Live board")
MAY_ACT = (Officer.LEAD, Officer.ADMIN)
MOST = 300  # alerts shown of a day; the page says when there were more


class HistoryQuery(Shape):
    """Which day."""

    day: Day | None = Field(default=None, description="YYYY-MM-DD; today when it is left out")
    lang: str = Field(default="vi", max_length=2)


@blueprint.get("/live")
@blueprint.doc(hide=True)
@access.public
def page():
    """The live board; before it, signing in."""
    session = access.current_session()
    if session is None or session.officer.role not in access.REPORTS:
        return render_template("shared/sign_in.html", then=whole_address(), session=session)
    day.turn(session.centre)
    picture = board(Look(session.centre_id, gauge(current_app.config["MOTCUA"]).read()))
    return render_template(
        "supervisor/live.html",
        lang=_("vi"),
        session=session,
        centre=session.centre,
        board=picture,
        may_act=session.officer.role in MAY_ACT,
    )


@blueprint.get("/live/")
@blueprint.doc(hide=True)
@access.public
def page_with_slash():
    """The same page, as some people type it."""
    return redirect("/live")


@blueprint.get("/live/history")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(HistoryQuery, location="query", arg_name="query")
def history(query: HistoryQuery):
    """The alerts of one day: what, when, how long, and who looked after it."""
    check_once("day")
    session = access.current_session()
    if session is None or session.officer.role not in access.REPORTS:
        return render_template("shared/sign_in.html", then="/live/history", session=session)
    asked = min(max(query.day or today(), datetime(2000, 1, 1).date()), datetime(2999, 1, 1).date())
    rows = _alerts_of(session.centre, datetime.combine(asked, time()))
    return render_template(
        "supervisor/history.html",
        lang=_("vi"),
        room="/live",
        centre=session.centre,
        day=asked,
        earlier=asked - timedelta(days=1),
        later=asked + timedelta(days=1) if asked < today() else None,
        alerts=[_told(row) for row in rows[:MOST]],
        more=len(rows) > MOST,
        most=MOST,
    )


def _alerts_of(centre: Centre, midnight: datetime) -> list[Alert]:
    of_day = (Alert.began_at >= midnight) & (Alert.began_at < midnight + timedelta(days=1))
    rows = Alert.select(Alert, Officer).left_outer_join(Officer, on=(Alert.taken_by == Officer.id))
    return list(rows.where(Alert.centre == centre, of_day).order_by(Alert.id.desc()).limit(MOST + 1))


def _told(row: Alert) -> dict:
    until = row.ended_at or now()
    return {
        "kind": row.kind,
        "level": row.level,
        "facts": json.loads(row.facts),
        "began_at": row.began_at,
        "ended_at": row.ended_at,
        "minutes": max(round((until - row.began_at).total_seconds() / 60), 0),
        "rang": row.rang,
        "taken_name": row.taken_by.name if row.taken_at and row.taken_by else "",
        "taken_at": row.taken_at,
    }
