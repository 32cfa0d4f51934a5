"""The director or an administrator hands in a file of another system."""

from datetime import datetime
from functools import wraps
from pathlib import Path
from tempfile import TemporaryDirectory

from apiflask import APIBlueprint
from apiflask.fields import UploadFile
from flask import g, request
from pydantic import BaseModel, Field

from admin import access
from envelope import ErrorBody
from imports.batch import import_workbook
from imports.safety import LARGEST_FILE
from queueing.errors import Refusal
from shapes import Shape

blueprint = APIBlueprint("imports", __name__, tag="Imports")
ROOM_FOR_THE_FORM = 65_536  # bytes around the file
READ_AT_ONCE = 262_144  # bytes of the form held in memory; the file itself goes to disk


class TooLarge(Refusal):
    """More than one file of 5 MB."""

    status, code = 413, "too_large"

    def __init__(self) -> None:
        super().__init__(
            "Tệp lớn hơn 5 MB. Mời chia nhỏ theo kỳ rồi nhập từng tệp.",
            "The file is larger than 5 MB. Split it by period and import each part.",
            field="file",
        )


class ImportForm(Shape):
    """A form with one file."""

    file: UploadFile = Field(description="an .xlsx of at most 5 MB")


class BatchAnswer(BaseModel):
    """What a file has brought in."""

    id: int
    file_name: str
    imported_at: datetime
    rows: int
    created: int
    changed: int
    notes: list[str]


class FaultAnswer(Shape):
    """One thing that is wrong in the file, and where."""

    sheet: str
    row: int | None
    column: str | None
    title: str | None
    reason_vi: str
    reason_en: str


OWN_REFUSALS = {
    "422": {
        "description": "Something is not valid, or the file is refused as a whole: the first 50 reasons, of `count`.",
        "content": {
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "error": ErrorBody.model_json_schema(),
                        "faults": {"type": "array", "items": FaultAnswer.model_json_schema()},
                        "count": {"type": "integer"},
                    },
                    "required": ["error"],
                    "additionalProperties": False,
                }
            }
        },
    }
}


def room_for_a_file(view):
    """Admit a form, and a larger body than JSON may have; to be put before the form is read. Raises TooLarge."""

    @wraps(view)
    def roomy(*args, **kwargs):
        request.max_content_length = LARGEST_FILE + ROOM_FOR_THE_FORM
        request.max_form_memory_size = READ_AT_ONCE
        if (request.content_length or 0) > request.max_content_length:
            raise TooLarge
        return view(*args, **kwargs)

    roomy.takes_a_file = True  # read by envelope
    return roomy


@blueprint.post("/api/imports")
@access.role_required(*access.MAY_IMPORT)
@room_for_a_file
@blueprint.input(ImportForm, location="form_and_files", arg_name="form")
@blueprint.output(BatchAnswer, status_code=201)
def bring_in(form: ImportForm):
    """Import an .xlsx export: every dossier of it, or none and the reasons why."""
    with TemporaryDirectory(prefix="mot-cua-") as folder:
        path = Path(folder) / "import.xlsx"
        form.file.save(path)
        batch = import_workbook(g.centre, path, g.officer, file_name=Path(form.file.filename or "").name)
    return {
        "id": batch.id,
        "file_name": batch.file_name,
        "imported_at": batch.imported_at,
        "rows": batch.rows,
        "created": batch.created,
        "changed": batch.changed,
        "notes": batch.notes.splitlines(),
    }


bring_in.own_refusals = OWN_REFUSALS  # read by api_document
