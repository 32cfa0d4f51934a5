"""Files of a report, made apart from the hall and handed over piece by piece."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from flask import Response, current_app

from models.base import now
from models.centre import Centre
from reports import word, workbook
from reports.apart import Job, make_apart
from reports.asked import Asked

MEDIA_TYPES = {"docx": word.MEDIA_TYPE, "xlsx": workbook.MEDIA_TYPE}
PIECE = 65_536  # bytes read at once


@dataclass
class Made:
    """A finished file in a folder of its own, and what it says."""

    file: Path
    snapshot: dict[str, Any]

    def remove(self) -> None:
        shutil.rmtree(self.file.parent, ignore_errors=True)


def make(centre: Centre, asked: Asked, kind: str, remark: str = "", remark_needed: bool = False) -> Made:
    """Make a file of a kind of MEDIA_TYPES. Raises NotMade; RemarkNeeded where a check fails and nobody says why."""
    file = Path(mkdtemp(prefix="mot-cua-")) / f"report.{kind}"
    job = Job(
        database=current_app.config["MOTCUA"].database_url,
        centre=centre.id,
        form=asked.form.key,
        profile=asked.chosen.profile.model_dump_json(),
        first=asked.period.first.isoformat(),
        last=asked.period.last.isoformat(),
        kind=kind,
        remark=remark,
        remark_needed=remark_needed,
        moment=now().isoformat(),
        file=str(file),
    )
    try:
        return Made(file, make_apart(job))
    except BaseException:
        Made(file, {}).remove()
        raise


def hand_over(made: Made, name: str, kind: str) -> Response:
    """The file as a download; it is gone afterwards."""

    def pieces() -> Iterator[bytes]:
        with made.file.open("rb") as file:
            while piece := file.read(PIECE):
                yield piece

    size = made.file.stat().st_size
    response = Response(pieces(), mimetype=MEDIA_TYPES[kind])
    response.headers["Content-Length"] = str(size)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.call_on_close(made.remove)
    return response
