"""The export of one quarter of a real commune gives that commune's table, cell by cell."""

import json
from datetime import date
from pathlib import Path

from figures.identities import checks
from figures.period import Period
from figures.rate_row import rate_row
from figures.table import table
from imports.batch import import_workbook
from models.centre import Field
from models.dossier import Dossier, DossierEvent, Pause

EXPECTED = json.loads((Path(__file__).parent.parent / "data" / "an-phu.expected.json").read_text(encoding="utf-8"))
FIRST_NEW_FIELD = "Thành lập và hoạt động của tổ hợp tác, hợp tác xã, liên hiệp hợp tác xã"
QUARTER = Period(date.fromisoformat(EXPECTED["from"]), date.fromisoformat(EXPECTED["to"]))


def test_an_phu_comes_out_as_expected_and_the_second_time_changes_nothing(centre, an_phu):
    heard = []
    batch = import_workbook(centre, an_phu, progress=lambda done, total: heard.append((done, total)))
    assert (batch.rows, batch.created, batch.changed) == (3653, 3653, 0)
    assert "17 dòng lặp lại" in batch.notes
    assert heard[-1] == (3653, 3653)

    assert Dossier.select().where(~Dossier.counted).count() == 8  # only registered, or not accepted
    fields = [field.name for field in centre.fields.order_by(Field.position)]
    assert fields[:3] == ["Hộ tịch", "Chứng thực", FIRST_NEW_FIELD]  # in the order of appearance
    assert len(fields) == len(EXPECTED["by_field"])

    found = table(centre, QUARTER)
    by_field = {row.field: found.cells(row.counts) for row in found.rows if row.counts.total_received}
    assert by_field == EXPECTED["by_field"]
    assert found.cells(found.total) == EXPECTED["total"]
    assert all(check.holds for check in checks(found))
    rates = rate_row(found)
    assert [rates[column] for column in ("7", "8", "9", "11", "12", "13", "14", "15", "16")] == [
        "98,4%", "97,6%", "0%", "0,5%", "0,4%", "1,6%", "1,3%", "0%", "0,3%"
    ]  # fmt: skip

    counts = [model.select().count() for model in (Dossier, DossierEvent, Pause)]
    again = import_workbook(centre, an_phu)
    assert (again.created, again.changed) == (0, 0)
    assert [model.select().count() for model in (Dossier, DossierEvent, Pause)] == counts
    found = table(centre, QUARTER)
    assert found.cells(found.total) == EXPECTED["total"]
