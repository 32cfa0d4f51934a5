"""`python -m reports.export`: makes one report file, apart from the server, and says what it printed.

Takes a `reports.apart.Job` as JSON, answers the snapshot as JSON. It reads the database and never writes to it.
"""

import json
import os
import sys
from datetime import date, datetime
from pathlib import Path

from figures.counts import Scope
from figures.period import Period
from figures.profile import read_profile
from figures.queue import queue
from models import base
from models.base import db, open_database
from models.centre import Centre
from reports import word, workbook
from reports.apart import Job
from reports.document import compose
from reports.dossier_rows import dossier_rows
from reports.findings import gather
from reports.forms import FORMS
from reports.snapshot import snapshot
from reports.stored import earlier
from reports.texts import texts_of

NICENESS = 10  # of 19: the hall comes first


def make(job: Job) -> dict | None:
    """Write `job.file`, of a connected database. Answers the snapshot; None when a remark is needed first."""
    centre = Centre.get_by_id(job.centre)
    period, profile = Period(date.fromisoformat(job.first), date.fromisoformat(job.last)), read_profile(job.profile)
    form = FORMS[job.form]
    findings = gather(centre, period, profile, earlier(centre, period, profile.cut_off_day))
    if job.remark_needed and findings.failed and not job.remark:
        return None
    remark = job.remark if findings.failed else ""
    report = compose(findings, form, texts_of(centre, form, period), remark)
    file = Path(job.file)
    if job.kind == "docx":
        file.write_bytes(word.write(report))
    else:
        rows = dossier_rows(Scope(centre, period, profile))
        workbook.write(file, findings, queue(centre, period), rows, remark)
    return snapshot(findings, report, remark)


def main() -> None:
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    job = Job(**json.load(sys.stdin))
    moment = datetime.fromisoformat(job.moment)
    base.clock.drive(lambda: moment)
    open_database(job.database)
    with db.connection_context():
        json.dump(make(job), sys.stdout, ensure_ascii=True)


if __name__ == "__main__":
    main()
