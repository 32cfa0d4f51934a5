"""A whole report from PostgreSQL: words kept, figures found, both files written in a process of their own."""

import json
from datetime import datetime
from random import Random

from python_calamine import CalamineWorkbook

from apart import read_apart
from figures.named_periods import month
from figures.profile import read_profile
from models.centre import Officer
from reports import stored, texts
from reports.apart import Job, make_apart
from reports.document import compose
from reports.findings import gather
from reports.forms import FORMS
from reports.snapshot import report_of, snapshot
from tests.figures.conftest import NOVEMBER
from tests.figures.strategies import a_dossier
from tests.figures.strategies import stored as store
from tests.queueing.test_postgresql import database, postgresql


def test_a_report_is_made_from_postgresql(centre, hands, tmp_path, postgresql):
    hands.at = datetime(2026, 12, 1, 8)
    store(centre, [a_dossier(Random(number)) for number in range(200)])
    officer, form = Officer.by_username(centre, "ha"), FORMS["quarter"]
    texts.save(centre, officer, form, "tasks", NOVEMBER, "Còn {dang_giai_quyet} hồ sơ.", for_all=False)

    findings = read_apart(gather, centre, NOVEMBER, read_profile({}))
    report = compose(findings, form, texts.texts_of(centre, form, NOVEMBER))
    row = stored.keep(
        centre,
        officer,
        form=form.key,
        period_kind="free",
        period=NOVEMBER,
        kind="docx",
        remark="",
        snapshot=json.loads(json.dumps(snapshot(findings, report, ""))),
    )
    stored.mark(centre, row.id, issued=True)
    assert stored.earlier(centre, month(2026, 12, 1), 1)[0].pending == findings.whole.total.pending
    assert report_of(stored.said_by(stored.find(centre, row.id))) == report

    for kind in ("docx", "xlsx"):
        file = tmp_path / f"report.{kind}"
        said = make_apart(
            Job(
                database=postgresql,
                centre=centre.id,
                form=form.key,
                profile="{}",
                first=NOVEMBER.first.isoformat(),
                last=NOVEMBER.last.isoformat(),
                kind=kind,
                remark="như cũ",
                remark_needed=True,
                moment=hands.at.isoformat(),
                file=str(file),
            )
        )
        assert said["total"]["total_received"] == findings.whole.total.total_received
        assert file.read_bytes()[:2] == b"PK"
    rows = CalamineWorkbook.from_path(tmp_path / "report.xlsx").get_sheet_by_name("Hồ sơ").to_python()
    assert len(rows) - 5 == findings.whole.total.total_received


__all__ = ["database", "postgresql"]
