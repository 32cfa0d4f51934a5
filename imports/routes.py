"""The director or an administrator hands in files of other systems, looks through them, confirms, takes them back."""

from datetime import datetime
from datetime import time as time_of_day
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory

from apiflask import APIBlueprint
from flask import Response, current_app, g, render_template, request

import runtime
from admin import access
from imports import desk, line_schemas, picture, schemas, sources
from imports.batch import import_workbook
from imports.columns import HEADINGS, PEOPLE, title_of
from imports.jobs import Place
from imports.safety import LARGEST_FILE, MOST_BYTES
from models.base import now, today
from models.source import ImportBatch, Source
from queueing.errors import Refusal
from shapes import Nothing
from spreadsheet import MEDIA_TYPE, csv_of

blueprint = APIBlueprint("imports", __name__, tag="Imports")
ROOM_FOR_THE_FORM = 65_536  # bytes around the file
READ_AT_ONCE = 262_144  # bytes of the form held in memory; the file itself goes to disk
BATCH = "/api/imports/batches/<int:number>"
MOST_FAULTS_SAVED = 100_000


class TooLarge(Refusal):
    """More than one file of the size that is taken."""

    status, code = 413, "too_large"

    def __init__(self, most: int = LARGEST_FILE) -> None:
        size = most // 1024 // 1024
        super().__init__(
            f"Tệp lớn hơn {size} MB. Mời chia nhỏ theo kỳ rồi nhập từng tệp.",
            f"The file is larger than {size} MB. Split it by period and import each part.",
            field="file",
        )


def room_for_a_file(view=None, *, most: int = LARGEST_FILE):
    """Admit a form, and a larger body than JSON may have; to be put before the form is read. Raises TooLarge."""
    if view is None:
        return lambda asked: room_for_a_file(asked, most=most)

    @wraps(view)
    def roomy(*args, **kwargs):
        request.max_content_length = most + ROOM_FOR_THE_FORM
        request.max_form_memory_size = READ_AT_ONCE
        if (request.content_length or 0) > request.max_content_length:
            raise TooLarge(most)
        return view(*args, **kwargs)

    roomy.takes_a_file = True  # read by envelope
    return roomy


@blueprint.get("/imports")
@blueprint.doc(hide=True)
@access.public
@blueprint.input(schemas.PageQuery, location="query", arg_name="query")
def page(query: schemas.PageQuery):
    """Where files are handed in and looked through; before it, signing in."""
    session = access.current_session()
    if session is None or session.officer.role not in access.MAY_IMPORT:
        return render_template("shared/sign_in.html", then="/imports", session=session)
    return render_template(
        "imports/imports.html",
        lang=query.lang or "vi",
        session=session,
        centre=session.centre,
        sources=[source for source in sources.all_of(session.centre) if source.kind != Source.COUNTER],
        kinds=sources.KINDS,
        today=today(),
        keys={key: title_of(key) for key in HEADINGS if session.centre.keeps_applicants or key not in PEOPLE},
        open_batch=query.batch,
    )


@blueprint.post("/api/imports")
@access.role_required(*access.MAY_IMPORT)
@room_for_a_file
@blueprint.input(schemas.ImportForm, location="form_and_files", arg_name="form")
@blueprint.output(schemas.BatchAnswer, status_code=201)
def bring_in(form: schemas.ImportForm):
    """Import an export of the provincial system in one go: every dossier of it, or none and the reasons why."""
    with TemporaryDirectory(prefix="mot-cua-") as folder:
        name = Path(form.file.filename or "").name
        path = Path(folder) / f"import{Path(name).suffix.lower()[:6] or '.xlsx'}"
        form.file.save(path)
        batch = import_workbook(g.centre, path, g.officer, file_name=name, rest=runtime.give_way)
    return {
        "id": batch.id,
        "file_name": batch.file_name,
        "imported_at": batch.imported_at,
        "rows": batch.rows,
        "created": batch.created,
        "changed": batch.changed,
        "notes": batch.notes.splitlines(),
    }


@blueprint.get("/api/imports")
@access.role_required(*access.MAY_IMPORT)
@blueprint.output(schemas.Overview)
def overview():
    """The sources, and the newest batches."""
    return {
        "sources": [_source(source) for source in sources.all_of(g.centre) if source.kind != Source.COUNTER],
        "batches": [picture.line(batch) for batch in desk.batches(g.centre)],
    }


@blueprint.post("/api/imports/sources")
@access.role_required(*access.MAY_IMPORT)
@blueprint.input(schemas.SourceWish, arg_name="wish")
@blueprint.output(schemas.SourceAnswer, status_code=201)
def create_source(wish: schemas.SourceWish):
    """Name another system that tells of dossiers."""
    return _source(sources.create(g.centre, wish.name, wish.kind))


@blueprint.put("/api/imports/sources/<int:number>")
@access.role_required(*access.MAY_IMPORT)
@blueprint.input(schemas.SourceChange, arg_name="wish")
@blueprint.output(schemas.SourceAnswer)
def change_source(number: int, wish: schemas.SourceChange):
    """Rename a source, or put it aside."""
    return _source(sources.change(sources.get(g.centre, number), wish.name, wish.kind, wish.active))


def _source(source: Source) -> dict:
    told = {name: getattr(source, name) for name in ("id", "name", "kind", "active")}
    return told | {"has_mapping": bool(source.mapping)}


@blueprint.post("/api/imports/previews")
@access.role_required(*access.MAY_IMPORT)
@room_for_a_file(most=MOST_BYTES)
@blueprint.input(schemas.PreviewForm, location="form_and_files", arg_name="form")
@blueprint.output(schemas.BatchPicture, status_code=202)
def hand_in(form: schemas.PreviewForm):
    """Hand in a file. It is read and compared in the background; nothing of it is stored before it is confirmed."""
    source = sources.get(g.centre, form.source) if form.source else sources.provincial(g.centre)
    told_today = form.as_of is None or form.as_of == today()
    as_of = now() if told_today else datetime.combine(form.as_of, time_of_day(23, 59))  # type: ignore[arg-type]
    batch = desk.hand_in(place(), source, g.officer, form.file.filename or "", form.file.save, as_of)
    return picture.picture(place(), batch)


@blueprint.get(BATCH)
@access.role_required(*access.MAY_IMPORT)
@blueprint.output(schemas.BatchPicture)
def batch_picture(number: int):
    """How far a batch is, and what it would change."""
    return picture.picture(place(), desk.get(g.centre, number))


@blueprint.get(f"{BATCH}/lines")
@access.role_required(*access.MAY_IMPORT)
@blueprint.input(line_schemas.LinesQuery, location="query", arg_name="query")
@blueprint.output(line_schemas.LinesAnswer)
def lines(number: int, query: line_schemas.LinesQuery):
    """One page of what is new, what changes, where systems differ, or what cannot be read."""
    return picture.lines(place(), desk.get(g.centre, number), query.name, query.page, query.lang)


@blueprint.get("/imports/batches/<int:number>/refused.csv")
@access.role_required(*access.MAY_IMPORT)
@blueprint.doc(responses={200: {"description": "The places", "content": {MEDIA_TYPE: {}}}})  # type: ignore[arg-type]
def refused_rows(number: int):
    """Every place in the file that cannot be read, as a csv file."""
    batch = desk.get(g.centre, number)
    shelf = place().shelf(batch.id)
    index = (shelf.read("preview.json") or {"pages": {}})["pages"].get("refused", [])
    rows = []
    for number_of_page in range(1, len(index) + 1):
        for one in shelf.lines("faults.jsonl", index, number_of_page):
            rows.append([one["sheet"], one["row"], one["column"], one["title"], one["reason_vi"]])
        if len(rows) >= MOST_FAULTS_SAVED:
            break
    response = Response(csv_of(("Trang", "Dòng", "Cột", "Tiêu đề cột", "Lý do"), rows), mimetype=MEDIA_TYPE)
    response.headers["Content-Disposition"] = f'attachment; filename="dong-chua-nhan-{batch.id}.csv"'
    return response


@blueprint.post(f"{BATCH}/corrections")
@access.role_required(*access.MAY_IMPORT)
@blueprint.input(schemas.Correction, arg_name="wish")
@blueprint.output(schemas.BatchPicture, status_code=202)
def correct(number: int, wish: schemas.Correction):
    """Say what columns and words mean, and have the file read again."""
    return _shown(desk.correct(place(), desk.get(g.centre, number), wish.mapping, keep=wish.keep))


@blueprint.post(f"{BATCH}/choices")
@access.role_required(*access.MAY_IMPORT)
@blueprint.input(schemas.Choice, arg_name="wish")
@blueprint.output(schemas.ChosenAnswer, status_code=201)
def choose(number: int, wish: schemas.Choice):
    """Choose which source is right where systems differ, before the file is confirmed."""
    batch = desk.get(g.centre, number)
    return {"chosen": desk.choose(place(), batch, wish.dossier, wish.fact, wish.source)}


@blueprint.post(f"{BATCH}/confirmations")
@access.role_required(*access.MAY_IMPORT)
@blueprint.input(Nothing, arg_name="wish")
@blueprint.output(schemas.BatchPicture, status_code=202)
def confirm(number: int, wish: Nothing):
    """Bring the file in, all of it, in the background. Refused while rows cannot be read."""
    return _shown(desk.confirm(place(), desk.get(g.centre, number), g.officer))


@blueprint.post(f"{BATCH}/cancellations")
@access.role_required(*access.MAY_IMPORT)
@blueprint.input(Nothing, arg_name="wish")
@blueprint.output({}, status_code=204)
def call_off(number: int, wish: Nothing):
    """Throw a file away that was not confirmed."""
    desk.call_off(place(), desk.get(g.centre, number))
    return "", 204


@blueprint.post(f"{BATCH}/reversals")
@access.role_required(*access.MAY_IMPORT)
@blueprint.input(Nothing, arg_name="wish")
@blueprint.output(schemas.BatchPicture, status_code=202)
def undo(number: int, wish: Nothing):
    """Take a whole batch back, in the background: what else is known of its dossiers decides anew."""
    return _shown(desk.undo(place(), desk.get(g.centre, number)))


def place() -> Place:
    """Where this server keeps its files and data."""
    config = current_app.config["MOTCUA"]
    return Place(config.instance, config.database_url)


def _shown(batch: ImportBatch) -> dict:
    return picture.picture(place(), batch)


bring_in.own_refusals = schemas.with_faults()  # read by api_document
