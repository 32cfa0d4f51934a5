"""What is done to a report: its words are written, it is exported, it is handed in. Plain forms, answered by a page."""

from flask import Response, g, redirect
from werkzeug.wrappers import Response as BaseResponse

from admin import access
from apart import read_apart
from envelope import check_once, wants_page
from figures.under_way import check_complete
from models.report import Report
from queueing.errors import Refusal
from reports import asked, schemas, stored, texts, word
from reports.door import blueprint
from reports.files import MEDIA_TYPES, hand_over, make
from reports.naming import file_name
from reports.pages import show
from reports.snapshot import report_of

SEE_OTHER = 303
FILES = {"responses": {200: {"description": "The file", "content": {kind: {} for kind in MEDIA_TYPES.values()}}}}


@blueprint.post("/reports/texts")
@blueprint.doc(hide=True)
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.TextForm, location="form", arg_name="sent")
def write_text(sent: schemas.TextForm):
    """Keep the words of a section, for this period or for all; or give them up again."""
    wanted = asked.read(g.centre, sent)
    try:
        if sent.act == "reset":
            texts.reset(g.centre, wanted.form, sent.section, wanted.period)
        else:
            for_all = sent.scope == "all"
            texts.save(
                g.centre, g.officer, wanted.form, sent.section, wanted.period, sent.text, sent.title, for_all=for_all
            )
    except texts.TextRefused as refusal:
        if not wants_page():
            raise
        typed = {"title": sent.title, "text": sent.text, "scope": sent.scope}
        return show(g.session, wanted, edit=sent.section, refusal=refusal, typed=typed)
    return redirect(wanted.address(saved=sent.section) + f"#{sent.section}", SEE_OTHER)


@blueprint.post("/reports/exports")
@blueprint.doc(hide=True)
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.ExportForm, location="form", arg_name="sent")
def export(sent: schemas.ExportForm):
    """The report as a file, written down among those that went out."""
    wanted, remark = asked.read(g.centre, sent), " ".join(sent.remark.split())
    try:
        check_complete(g.centre)
        made = make(g.centre, wanted, sent.kind, remark, remark_needed=True)
        check_complete(g.centre)
    except Refusal as refusal:
        if not wants_page():
            raise
        return show(g.session, wanted, refusal=refusal, typed={"remark": sent.remark})
    row = stored.keep(
        g.centre,
        g.officer,
        form=wanted.form.key,
        period_kind=wanted.kind,
        period=wanted.period,
        kind=sent.kind,
        remark=made.snapshot["remark"],
        snapshot=made.snapshot,
    )
    response = hand_over(made, file_name(g.centre, wanted.period, sent.kind), sent.kind)
    response.headers["X-Report"] = str(row.id)
    return response


@blueprint.get("/reports/table.xlsx")
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.FiguresQuery, location="query", arg_name="query")
@blueprint.doc(**FILES)  # type: ignore[arg-type]  # as above
def xlsx(query: schemas.FiguresQuery):
    """The workbook of a period; nothing is written down of it."""
    check_once("from", "to", "profile")
    wanted = asked.read(g.centre, schemas.ReportQuery(**query.model_dump(mode="json", by_alias=True)))
    check_complete(g.centre)
    made = make(g.centre, wanted, "xlsx")
    return hand_over(made, file_name(g.centre, wanted.period, "xlsx"), "xlsx")


@blueprint.post("/reports/exports/<int:number>/marks")
@blueprint.doc(hide=True)
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.MarkForm, location="form", arg_name="sent")
def mark(number: int, sent: schemas.MarkForm):
    """Say that a report was handed in, or was not after all."""
    stored.mark(g.centre, number, sent.issued == "yes")
    return _history(sent.issued, sent.lang)


@blueprint.post("/reports/exports/<int:number>/removals")
@blueprint.doc(hide=True)
@access.role_required(*access.REPORTS)
@blueprint.input(schemas.RemovalForm, location="form", arg_name="sent")
def give_up(number: int, sent: schemas.RemovalForm):
    """Give up an export that was only a trial."""
    stored.remove(g.centre, number)
    return _history("removed", sent.lang)


def _history(saved: str, lang: str | None) -> BaseResponse:
    return redirect(f"/reports/history?saved={saved}{'&lang=en' if lang == 'en' else ''}", SEE_OTHER)


@blueprint.get("/reports/exports/<int:number>.docx")
@access.role_required(*access.REPORTS)
@blueprint.doc(**FILES)  # type: ignore[arg-type]  # as above
def again(number: int):
    """The Word file of a report once more, with the words and figures it had."""
    row = stored.find(g.centre, number)
    response = Response(read_apart(_written, row), mimetype=MEDIA_TYPES["docx"])
    name = file_name(g.centre, stored.period_of(row), "docx")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _written(row: Report) -> bytes:
    return word.write(report_of(stored.said_by(row)))
