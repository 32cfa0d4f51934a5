"""People walk the whole way through the real application, and the director's table tells of every one of them."""

from datetime import date, datetime, timedelta

import pytest
import xlsxwriter
from click.testing import CliRunner

from figures.columns import layout
from figures.profile import Profile
from replay.__main__ import main
from replay.quarter import replay
from replay.verdict import TOTAL, Expectation, differences

HEADINGS = (
    "Số hồ sơ", "Tên thủ tục hành chính", "Tên lĩnh vực", "Ngày tiếp nhận", "Ngày hẹn trả", "Ngày kết thúc xử lý",
    "Trạng thái hồ sơ", "Hình thức tiếp nhận", "Ngày yêu cầu bổ sung",
)  # fmt: skip
MONDAY, FRIDAY = datetime(2026, 4, 13, 8, 30), date(2026, 4, 17)
SIGNATURE = ("2.000884 - Chứng thực chữ ký", "Chứng thực")
MARRIAGE = ("1.000894 - Đăng ký kết hôn", "Hộ tịch")
LAND = ("1.013831 - Đăng ký biến động", "Đất đai")


def row(serial: int, procedure: tuple[str, str], minutes: int, status: str, due=0, ended=None, asked=None) -> list:
    """One line of an export; days are counted from Monday."""
    received = MONDAY + timedelta(minutes=minutes)

    def day(after: int | None) -> str:
        return f"{received + timedelta(days=after, hours=3):%d/%m/%Y %H:%M}" if after is not None else ""

    return [
        f"H31.77-{received:%y%m%d}-{serial:04d}", *procedure, f"{received:%d/%m/%Y %H:%M}", day(due), day(ended),
        status, "Trực tuyến", day(asked),
    ]  # fmt: skip


@pytest.fixture
def week(tmp_path):
    """A week's export with a dossier in every leaf of the table but one, and two that were never received."""
    path = tmp_path / "week.xlsx"
    rows = [
        row(1, SIGNATURE, 0, "Đã trả kết quả", due=1, ended=0),
        row(2, SIGNATURE, 4, "Đã trả kết quả", due=0, ended=0),
        row(3, SIGNATURE, 40, "Đã xử lý xong", due=0, ended=1),
        row(4, MARRIAGE, 15, "Từ chối giải quyết", due=3, ended=2),
        row(5, MARRIAGE, 90, "Công dân rút hồ sơ", due=3, ended=1),
        row(6, LAND, 20, "Yêu cầu bổ sung", due=2, asked=1),
        row(7, LAND, 45, "Đang xử lý", due=10),
        row(8, LAND, 50, "Đang xử lý", due=2),
        row(9, LAND, 55, "Mới đăng ký"),
        row(10, LAND, 58, "Không được tiếp nhận"),
        row(11, MARRIAGE, -3 * 24 * 60, "Đã trả kết quả", due=9, ended=4),
    ]
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Danh sách hồ sơ")
        for line, cells in enumerate([HEADINGS, *rows]):
            sheet.write_row(line, 0, cells)
    return path


COLUMNS = layout(Profile())
NUMBERS = [str(column.number) for column in COLUMNS]


def leaves(**found: int) -> dict[str, int]:
    """A row of the table from its leaves and origins."""
    names = {column.key: str(column.number) for column in COLUMNS}
    cells = dict.fromkeys(names.values(), 0) | {names[key]: number for key, number in found.items()}
    cells["7"] = sum(cells[column] for column in ("8", "9", "10", "11", "12"))
    cells["13"] = sum(cells[column] for column in ("14", "15", "16"))
    cells["3"] = cells["7"] + cells["13"]
    return cells


def test_a_week_that_people_walked_gives_the_table_of_its_dossiers(week):
    rows = {
        "Chứng thực": leaves(online=3, early=1, on_time=1, late=1),
        "Hộ tịch": leaves(online=2, carried_over=1, refused=1, withdrawn=1, early=1),
        "Đất đai": leaves(online=3, supplement_waiting=1, pending_in_time=1, pending_overdue=1),
    }
    total = {column: sum(cells[column] for cells in rows.values()) for column in NUMBERS}
    done: list[int] = []
    outcome = replay(
        week, Expectation(MONDAY.date(), FRIDAY, rows), progress=lambda plan: lambda: done.append(len(plan.visits))
    )
    assert differences(rows | {TOTAL: total}, outcome.found) == []
    assert outcome.dossiers == 9
    assert len(done) == outcome.visits + outcome.results


def test_the_command_says_what_it_played_and_ends_with_an_error_when_the_table_is_another(week, tmp_path):
    wrong = tmp_path / "wrong.json"
    cells = ", ".join(f'"{column}": 0' for column in NUMBERS)
    wrong.write_text(
        f'{{"from": "2026-04-10", "to": "2026-04-10", "by_field": {{}}, "total": {{{cells}}}}}', encoding="utf-8"
    )
    result = CliRunner().invoke(main, [str(week), "--expect", str(wrong)])
    assert result.exit_code == 1
    assert "9 dossiers" in result.output
    assert "Hộ tịch, column (3): expected 0, found 1" in result.output


def test_the_command_refuses_a_file_that_is_no_export(tmp_path):
    path = tmp_path / "notes.xlsx"
    path.write_text("not a workbook", encoding="utf-8")
    result = CliRunner().invoke(main, [str(path)])
    assert result.exit_code == 1
    assert "Not a valid .xlsx file" in result.output
