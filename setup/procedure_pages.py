"""The pages of procedures and of the fields that the report is made by."""

from datetime import date
from typing import Any

from flask import g, request
from flask_babel import gettext as _

import events
from admin import access, frame
from admin.doors import own
from models.base import today
from models.centre import Department, Field, Procedure, Service
from models.journal import Change
from queueing.errors import Refusal
from runtime import run_blocking
from setup import history, procedure_sheet, procedures, services
from setup.door import back, blueprint, form_at, page_at, saved
from setup.reading import Form, check_version, said, trouble, version_of

FIELDS, HERE = "/admin/services/fields", "/admin/services/procedures"
ROOM_FOR_A_TABLE = 4_000_000


@page_at(HERE)
def procedures_page():
    """The catalogue, by field and words."""
    return _listed()


@blueprint.get(f"{HERE}/<int:number>")
@blueprint.get(f"{HERE}/new", defaults={"number": 0})
@blueprint.doc(hide=True)
@frame.door(*frame.LOOK)
def procedure_page(number: int):
    """One procedure, to be changed; or a new one."""
    return _one(own(Procedure, number) if number else None)


@blueprint.post(f"{HERE}/<int:number>")
@blueprint.post(f"{HERE}/new", defaults={"number": 0})
@blueprint.doc(hide=True)
@access.role_required(*frame.CHANGE)
def save_procedure(number: int):
    """Keep a version: that of the same day is changed, another day makes a new one."""
    row, form = (own(Procedure, number) if number else None), Form(request.form)
    told = procedures.read(form, g.centre, new=row is None)
    if form.errors:
        return _one(row, form), 422
    if row is not None:
        try:
            name = f"{row.code} {row.name}"
            check_version(form.sent, procedures.spoken(row), history.latest(g.centre, "procedure", name))
        except Refusal as refusal:
            return _one(row, form, said(refusal)), refusal.status
    done = procedures.keep(g.centre, row.code if row else told["code"], told, g.officer)
    procedures.announce(g.centre)
    return back(HERE, done or "same")


@form_at(f"{HERE}/looks")
def look_at_table():
    """Read a spreadsheet and show what it would do. Nothing is changed."""
    request.max_content_length = ROOM_FOR_A_TABLE
    file = request.files.get("file")
    form = Form(request.form)
    valid_from = form.day("valid_from")
    if file is None or not file.filename:
        form.wrong("file", _("Mời chọn tệp .xlsx hoặc .csv."))
    if form.errors or file is None or valid_from is None:
        return _listed(form), 422
    try:
        rows = run_blocking(procedure_sheet.read, file.filename or "", file.read())
    except Refusal as refusal:
        form.wrong("file", said(refusal))
        return _listed(form), refusal.status
    return _preview(rows, valid_from)


@form_at(f"{HERE}/imports")
def take_table_in():
    """Take in what was shown."""
    request.max_content_length = request.max_form_memory_size = ROOM_FOR_A_TABLE
    form = Form(request.form)
    valid_from = form.day("valid_from")
    try:
        rows = procedure_sheet.unpacked(form.sent.get("rows", ""))
    except Refusal as refusal:
        form.wrong("file", said(refusal))
        return _listed(form), refusal.status
    if valid_from is None:
        return _listed(form), 422
    done = procedure_sheet.take_in(g.centre, rows, valid_from, g.officer)
    return back(f"{HERE}?added={done['added']}&version={done['version']}&wrong={done['wrong']}", "taken")


@page_at(FIELDS)
def fields_page():
    """The fields of the report: order, name, department, service."""
    return _fields()


@form_at(FIELDS)
def save_fields():
    """Keep the fields; their terms and fees go to all their procedures."""
    form = Form(request.form)
    rows = services.fields_of(g.centre)
    offered = list(Service.select().where(Service.centre == g.centre))
    given, terms = services.read_fields(form, offered), services.read_terms(form, rows)
    named = services.read_names(form, g.centre, rows)

    def keep() -> str:
        services.name_fields(g.centre, named, g.officer)
        services.give_fields(g.centre, given, g.officer)
        services.set_terms(g.centre, terms, g.officer)
        events.announce(events.SettingsChanged(g.centre.id))
        return "changed"

    latest = history.latest(g.centre, "field")
    return saved(form, _fields_state(), latest, again=lambda refusal: _fields(form, refusal), keep=keep, to=FIELDS)


def _offered() -> dict[str, Any]:
    return {
        "fields": list(Field.select().where(Field.centre == g.centre).order_by(Field.position, Field.id)),
        "services": list(Service.select().where(Service.centre == g.centre).order_by(Service.position)),
        "levels": procedures.LEVELS,
        "today": today(),
    }


def _listed(form: Form | None = None) -> str:
    asked = request.args
    field = int(asked["field"]) if asked.get("field", "").isdecimal() and len(asked["field"]) < 10 else 0
    unused = asked.get("unused") == "yes"
    found = procedures.catalogue(g.centre, asked.get("q", "")[:80], field, unused=unused)
    pages = max(1, -(-len(found) // procedures.PAGE))
    number = int(asked["page"]) if asked.get("page", "").isdecimal() and len(asked["page"]) < 6 else 1
    number = min(max(number, 1), pages)
    counts = {name: asked.get(name, "") or "0" for name in ("added", "version", "wrong")}
    counts = {name: told if told.isdecimal() else "0" for name, told in counts.items()}
    known = {
        Change.ADDED: _("Đã thêm phiên bản. Hạn trả đã hẹn giữ nguyên."),
        Change.CHANGED: _("Đã sửa. Hạn trả đã hẹn giữ nguyên."),
        "same": _("Không có gì thay đổi."),
        "taken": _("Đã nhập: %(added)s thủ tục mới, %(version)s phiên bản mới; %(wrong)s dòng sai để lại.", **counts),
    }
    return frame.page(
        "setup/procedures.html",
        "/admin/services",
        **_offered(),
        lines=found[(number - 1) * procedures.PAGE : number * procedures.PAGE],
        total=len(found),
        pages=pages,
        number=number,
        chosen=field,
        unused=unused,
        words=asked.get("q", "")[:80],
        errors=form.errors if form else {},
        refusal=" ".join(form.errors.values()) if form and form.errors else "",
        done=known.get(asked.get("done", "")) if form is None else None,
    )


def _one(row: Procedure | None, form: Form | None = None, refusal: str = "") -> str:
    if form is not None:
        shown: Any = form.sent
    elif row is not None:
        shown = procedures.told_of(row) | {"field": row.field_id, "service": row.service_id or ""}
    else:
        shown = {"active": True, "online_level": "partial", "valid_from": today(), "working_days": 0, "fee": 0}
    return frame.page(
        "setup/procedure.html",
        "/admin/services",
        **_offered(),
        row=row,
        shown=shown,
        versions=procedures.versions(g.centre, row.code) if row else [],
        version=version_of(procedures.spoken(row)) if row else "",
        **trouble(form, refusal),
    )


def _preview(rows: list[dict[str, str]], valid_from: date) -> str:
    wishes = procedure_sheet.compare(g.centre, rows, valid_from)
    return frame.page(
        "setup/procedure_preview.html",
        "/admin/services",
        wishes=wishes,
        counts={act: sum(wish.act == act for wish in wishes) for act in ("added", "version", "same", "wrong")},
        packed=procedure_sheet.packed(rows),
        valid_from=valid_from,
    )


def _fields_state() -> dict[str, Any]:
    rows = {str(row.id): (row.name, row.service, row.working_days, row.fee) for row in services.fields_of(g.centre)}
    of_fields = Field.select(Field.id, Field.position, Field.department).where(Field.centre == g.centre).tuples()
    return rows | {f"p{one}": (position, department) for one, position, department in of_fields}


def _fields(form: Form | None = None, refusal: str = "") -> str:
    places = {row.id: row.position for row in Field.select().where(Field.centre == g.centre)}
    return frame.page(
        "setup/fields.html",
        "/admin/services",
        fields=services.fields_of(g.centre),
        positions=places,
        departments=list(Department.select().where(Department.centre == g.centre).order_by(Department.id)),
        services=list(Service.select().where(Service.centre == g.centre).order_by(Service.position)),
        typed=form.sent if form else {},
        version=version_of(_fields_state()),
        **trouble(form, refusal),
        done=_("Đã lưu. Hạn trả đã hẹn giữ nguyên.") if request.args.get("done") and form is None else None,
    )
