"""Six months before the simulated day: the dossiers, brought in by the import that a centre itself would use."""

import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter

from demo.day import case, offered, procedure_of
from dossiers.calendar import WorkingDays
from dossiers.patterns import EXAMPLE, read_pattern
from imports.batch import import_workbook
from models.centre import Centre, Procedure
from replay.plan import Case

BUSIEST, QUIETEST = 95, 40  # dossiers of a day
LATE = 0.015  # of all results
ASKED_FOR_PAPERS, REFUSED, WITHDRAWN = 0.012, 0.005, 0.004
NOT_COLLECTED = 12  # results that still wait for their owners on the simulated day
LETTERS = {"C": 54, "H": 30, "K": 5, "N": 4, "X": 3, "S": 4}
HEADINGS = (
    "Số hồ sơ",
    "Tên thủ tục hành chính",
    "Tên lĩnh vực",
    "Ngày tiếp nhận",
    "Ngày hẹn trả",
    "Ngày kết thúc xử lý",
    "Ngày trả kết quả",
    "Trạng thái hồ sơ",
    "Hình thức tiếp nhận",
    "Phí, lệ phí (đồng)",
    "Hình thức thanh toán",
    "Thành phần hồ sơ số hóa",
    "Kết quả điện tử",
    "Ngày yêu cầu bổ sung",
    "Khai thác, tái sử dụng",
)
CHANNELS = {"online": "Trực tuyến", "direct": "Trực tiếp", "postal": "Bưu chính công ích"}


def bring_in(centre: Centre, today: date, seed: int, back: int) -> list[Case]:
    """Import the dossiers of the `back` days before `today`; the ones whose result has not been collected."""
    dice = random.Random(f"{seed} {today}")
    days = WorkingDays.of(centre)
    rows, waiting = [], []
    for row, one in _rows(dice, centre, days, today, back):
        rows.append(row)
        if row["Trạng thái hồ sơ"] == "Đã xử lý xong":
            waiting.append(one)
    with TemporaryDirectory(prefix="mot-cua-trial-") as folder:
        path = Path(folder) / "sau-thang.xlsx"
        _write(path, centre, rows)
        import_workbook(centre, path)
    return waiting[-NOT_COLLECTED:]


def _rows(
    dice: random.Random, centre: Centre, days: WorkingDays, today: date, back: int
) -> Iterator[tuple[dict[str, Any], Case]]:
    catalogue = offered(centre, today)
    pattern = read_pattern(centre.dossier_pattern or EXAMPLE)
    letters = [letter for letter in LETTERS if catalogue.get(letter)]
    weights = [LETTERS[letter] for letter in letters]
    for ago in range(back, 0, -1):
        day = today - timedelta(days=ago)
        if not days.works(day):
            continue
        for serial in range(1, dice.randint(QUIETEST, BUSIEST)):
            letter = dice.choices(letters, weights)[0]
            at = datetime.combine(day, time(7, 35)) + timedelta(minutes=dice.choice((*range(225), *range(355, 560))))
            procedure = procedure_of(dice, catalogue[letter])
            one = case(dice, at, procedure, pattern.write(day, serial))
            yield _row(dice, one, procedure, days, today), one


def _row(dice: random.Random, one: Case, procedure: Procedure, days: WorkingDays, today: date) -> dict[str, Any]:
    due = days.add(one.received_at.date(), procedure.working_days)
    row = {
        "Số hồ sơ": one.code,
        "Tên thủ tục hành chính": f"{procedure.code} - {procedure.name}",
        "Tên lĩnh vực": procedure.field.name,
        "Ngày tiếp nhận": one.received_at,
        "Ngày hẹn trả": datetime.combine(due, time(17, 0)),
        "Trạng thái hồ sơ": "Đang xử lý",
        "Hình thức tiếp nhận": CHANNELS[one.channel],
        "Phí, lệ phí (đồng)": one.fee,
        "Hình thức thanh toán": {True: "Trực tuyến", False: "Trực tiếp", None: None}[one.paid_online],
        "Thành phần hồ sơ số hóa": "Có" if one.digitised_input else "Không",
        "Khai thác, tái sử dụng": "Có" if dice.random() < 0.84 else "Không",
    }
    return row | _end(dice, one, procedure, due, days, today)


def _end(
    dice: random.Random, one: Case, procedure: Procedure, due: date, days: WorkingDays, today: date
) -> dict[str, Any]:
    """How it has ended by the evening before `today`, if it has."""
    chance = dice.random()
    ended = one.received_at + timedelta(minutes=dice.randint(15, 60))
    if procedure.working_days:
        early = dice.randint(0, min(procedure.working_days - 1, 3)) if dice.random() < 0.8 else 0
        day = days.add(one.received_at.date(), procedure.working_days - early)
        ended = datetime.combine(day, time(8, 0)) + timedelta(minutes=dice.randint(0, 200))
    if chance < LATE:
        ended = datetime.combine(days.add(due, dice.randint(1, 4)), time(10, 5))
    ended = min(ended, datetime.combine(ended.date(), time(16, 58)))
    if ended <= one.received_at:
        ended = one.received_at + timedelta(minutes=1)
    if LATE <= chance < LATE + ASKED_FOR_PAPERS and one.received_at.date() > today - timedelta(days=20):
        return {"Trạng thái hồ sơ": "Yêu cầu bổ sung", "Ngày yêu cầu bổ sung": one.received_at + timedelta(minutes=20)}
    if ended.date() >= today:
        return {}
    if 1 - chance < REFUSED:
        return {"Trạng thái hồ sơ": "Từ chối giải quyết", "Ngày kết thúc xử lý": ended}
    if 1 - chance < REFUSED + WITHDRAWN:
        return {"Trạng thái hồ sơ": "Công dân rút hồ sơ", "Ngày kết thúc xử lý": ended}
    done = {"Ngày kết thúc xử lý": ended, "Kết quả điện tử": "Có" if one.digitised_result else "Không"}
    if dice.random() < 0.04 and ended.date() > today - timedelta(days=10):
        return done | {"Trạng thái hồ sơ": "Đã xử lý xong"}
    return done | {"Trạng thái hồ sơ": "Đã trả kết quả", "Ngày trả kết quả": ended + timedelta(minutes=1)}


def _write(path: Path, centre: Centre, rows: list[dict[str, Any]]) -> None:
    """As the provincial system exports: a title, the headings, a row for each dossier."""
    with xlsxwriter.Workbook(path, {"constant_memory": True, "default_date_format": "dd/mm/yyyy hh:mm"}) as book:
        sheet = book.add_worksheet("Danh sách hồ sơ")
        sheet.write_string(0, 0, f"DANH SÁCH HỒ SƠ – {centre.organisation} {centre.name} – DỮ LIỆU MẪU")
        for number, values in enumerate([dict(zip(HEADINGS, HEADINGS, strict=True)), *rows], start=2):
            for column, heading in enumerate(HEADINGS):
                if (value := values.get(heading)) is not None:
                    sheet.write(number, column, value)
