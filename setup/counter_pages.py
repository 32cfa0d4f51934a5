"""The pages of counters and of services: a table each, saved whole."""

from typing import Any

from flask import g, request
from flask_babel import gettext as _

import queueing
from admin import frame
from models.base import unit_of_work
from models.centre import Service
from models.counter import Counter
from models.journal import Change
from queueing.errors import NotFound, Refusal
from setup import counters, history, services
from setup.door import back, form_at, page_at, saved
from setup.reading import Form, said, trouble, version_of
from shapes import LARGEST_ID

COUNTERS, SERVICES = "/admin/counters", "/admin/services"


@page_at(COUNTERS)
def counters_page():
    """The counters and what they serve."""
    return counters_shown(counters.table_of(g.centre))


@form_at(COUNTERS)
def save_counters():
    """Keep the table of counters."""
    form = Form(request.form)
    rows = counters.read(form, offered())
    counters.check_numbers(form, g.centre, rows)
    return saved(
        form,
        counters.spoken(g.centre),
        history.latest(g.centre, "counter"),
        again=lambda refusal: counters_shown(rows, form, refusal),
        keep=lambda: "later" if counters.save(g.centre, rows, g.officer) else "saved",
        to=COUNTERS,
    )


@form_at(f"{COUNTERS}/<int:row>/<any(removals, returns):act>")
def counter_away(row: int, act: str):
    """Take a counter away, or use it again; `row` is its id, as its number may be changing."""
    counter = Counter.get_or_none(Counter.centre == g.centre, Counter.id == min(row, LARGEST_ID))
    if counter is None:
        raise NotFound
    if counter.active == (act == "returns"):
        return back(COUNTERS, "returned" if counter.active else "removed")  # pressed twice
    if act == "returns":
        queueing.bring_back(counter)
        with unit_of_work(g.centre.id):
            Change.note(g.centre, g.officer, "counter", counter.label, {}, {"number": counter.number}, Change.ADDED)
        return back(COUNTERS, "returned")
    if len(Counter.in_use(g.centre)) == 1:
        return counters_shown(counters.table_of(g.centre), None, _("Cần ít nhất một quầy.")), 409
    try:
        counters.take_away(g.centre, counter, g.officer)
    except Refusal as refusal:
        return counters_shown(counters.table_of(g.centre), None, said(refusal)), refusal.status
    return back(COUNTERS, "removed")


@page_at(SERVICES)
def services_page():
    """What one queues for."""
    return services_shown(services.table_of(g.centre))


@form_at(SERVICES)
def save_services():
    """Keep the table of services."""
    form = Form(request.form)
    rows = services.read(form)
    services.check_letters(form, g.centre, rows)
    return saved(
        form,
        services.spoken(g.centre),
        history.latest(g.centre, "service"),
        again=lambda refusal: services_shown(rows, form, refusal),
        keep=lambda: "later" if services.save(g.centre, rows, g.officer) else "saved",
        to=SERVICES,
    )


def offered() -> list[Service]:
    """The services of the centre, in the order of the hall."""
    return list(Service.select().where(Service.centre == g.centre).order_by(Service.position, Service.id))


def counters_shown(rows: list[counters.Row], form: Form | None = None, refusal: str = "") -> str:
    """The page of counters, with these rows."""
    return frame.page(
        "setup/counters.html",
        COUNTERS,
        **counter_table(rows),
        version=version_of(counters.spoken(g.centre)),
        in_use=Counter.in_use(g.centre),
        hidden=counters.hidden(g.centre),
        **_said(form, refusal),
    )


def counter_table(rows: list[counters.Row], *, spare: int = 3) -> dict[str, Any]:
    """What the table of counters is drawn from; with some empty lines to add to it without a script."""
    highest = max((row.number or 0 for row in rows), default=0)
    return {
        "rows": rows,
        "spare": [counters.Row(0, None, "", "") for _place in range(min(spare, counters.MOST - len(rows)))],
        "next_number": highest + 1,
        "services": offered(),
        "departments": services.departments(g.centre),
    }


def services_shown(rows: list[services.Row], form: Form | None = None, refusal: str = "") -> str:
    """The page of services, with these rows."""
    return frame.page(
        "setup/services.html",
        SERVICES,
        rows=rows,
        spare=[services.Row(0, True, "", "", "", "", "", None, 10, 2, len(rows) + 1)],
        letters=services.LETTERS,
        rhyming=services.rhyming([row.letter for row in rows if row.active]),
        version=version_of(services.spoken(g.centre)),
        **_said(form, refusal),
    )


def _said(form: Form | None, refusal: str) -> dict[str, Any]:
    known = {
        "saved": _("Đã lưu. Các màn hình đã đổi theo."),
        "later": _("Đã lưu. Chữ cái, số quầy đã dùng hôm nay thì đổi từ ngày mai, như ghi trong bảng."),
        "removed": _("Đã bỏ quầy. Lịch sử của quầy vẫn còn trong báo cáo."),
        "returned": _("Đã dùng lại quầy. Mời chọn dịch vụ cho quầy rồi bấm Lưu."),
    }
    done = request.args.get("done", "") if form is None and not refusal else ""
    return {
        **trouble(form, refusal),
        "done": known.get(done, done),
    }
