"""What the counters have written of this morning's dossiers, and the file in which the one-stop software tells of them.

The two agree on most. On some they do not, each in its own way: the director's page says which, and in what.
"""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import xlsxwriter

from demo.past import CHANNELS, HEADINGS
from tests.screens.stage import Stage

SERIAL = 201  # of the first: nobody else's this morning
COUNTERS = (1, 2, 3, 4, 5, 9, 11)
LINES = 3  # at each
CODE = "H99.01-261120-{:04d}"
ONLY_HERE, ONLY_THERE = (5, 13), 2  # lines that the file lacks; dossiers that no counter has seen
OTHERS: dict[int, dict[str, Any]] = {  # line → what the file says instead
    2: {"Hình thức tiếp nhận": "Trực tiếp"},
    7: {"Ngày hẹn trả": datetime(2026, 11, 27, 17)},
    9: {"Hình thức tiếp nhận": "Trực tiếp", "Phí, lệ phí (đồng)": 16_000},
    16: {"Ngày hẹn trả": datetime(2026, 12, 1, 17)},
}


def write(stage: Stage) -> None:
    """At the counters that serve somebody now, and then as the director's import; once a morning."""
    path = stage.server.instance.parent / "mot-cua-2026-11-20.xlsx"
    if path.exists():
        return
    rows: list[dict[str, Any]] = []
    for counter in COUNTERS:
        ticket = stage.desk(counter)["ticket"]
        if ticket is None or ticket["state"] != "serving":
            continue
        procedures = stage.ask(stage.lead, "GET", f"/api/counters/{counter}/catalogue")["procedures"]
        mine = [one for one in procedures if one["mine"]][:LINES]
        for procedure in mine:
            code = CODE.format(SERIAL + len(rows))
            facts = {"channel": "online", "due_on": procedure["due_on"][:10], "fee": procedure["fee"]}
            paid = {"paid_online": True} if procedure["fee"] else {}
            wish = {"outcome": "received", "code": code, "procedure": procedure["id"], "digitised": True}
            stage.act(counter, "entries", **wish, **facts, **paid)
            rows.append(_row(stage, code, procedure))
    told = [row | OTHERS.get(at, {}) for at, row in enumerate(rows) if at not in ONLY_HERE]
    unseen = [row | {"Số hồ sơ": CODE.format(SERIAL + len(rows) + at)} for at, row in enumerate(rows[:ONLY_THERE])]
    _export([*told, *unseen], path)
    stage.bring(path)


def _row(stage: Stage, code: str, procedure: dict[str, Any]) -> dict[str, Any]:
    field = _field_of(stage, procedure["id"])
    fee = {"Phí, lệ phí (đồng)": procedure["fee"], "Hình thức thanh toán": "Trực tuyến"} if procedure["fee"] else {}
    return {
        "Số hồ sơ": code,
        "Tên thủ tục hành chính": f"{procedure['code']} - {procedure['name']}",
        "Tên lĩnh vực": field,
        "Ngày tiếp nhận": stage.at - timedelta(minutes=1),
        "Ngày hẹn trả": datetime.fromisoformat(procedure["due_on"][:10]).replace(hour=17),
        "Trạng thái hồ sơ": "Đang xử lý",
        "Hình thức tiếp nhận": CHANNELS["online"],
        "Thành phần hồ sơ số hóa": "Có",
    } | fee


def _field_of(stage: Stage, procedure: int) -> str:
    asked = "SELECT field.name FROM field JOIN procedure ON procedure.field_id = field.id WHERE procedure.id = ?"
    with closing(sqlite3.connect(f"file:{stage.server.instance}/mot-cua.sqlite3?mode=ro", uri=True)) as database:
        return str(database.execute(asked, (procedure,)).fetchone()[0])


def _export(rows: list[dict[str, Any]], path: Path) -> None:
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy hh:mm"}) as book:
        sheet = book.add_worksheet("Danh sách hồ sơ")
        for number, row in enumerate([dict(zip(HEADINGS, HEADINGS, strict=True)), *rows]):
            for column, heading in enumerate(HEADINGS):
                if (value := row.get(heading)) is not None:
                    sheet.write(number, column, value)
