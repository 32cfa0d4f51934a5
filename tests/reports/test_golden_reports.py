"""Two centres' reports sentence by sentence, as they come out of the files that one downloads."""

import json
import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from python_calamine import CalamineWorkbook

from figures.presets import PRESETS
from imports.batch import import_workbook
from models.base import unit_of_work
from models.centre import Field
from models.report import Report, ReportProfile
from tests.figures.test_golden import add
from tests.reports.office import pages

DATA = Path(__file__).parent.parent / "data"
EXPECTED = json.loads((DATA / "an-phu.expected.json").read_text(encoding="utf-8"))
QUARTER = {"form": "quarter", "profile": "0", "from": EXPECTED["from"], "to": EXPECTED["to"]}
AN_PHU = (
    "Tổng số hồ sơ tiếp nhận là 3.575 hồ sơ. Trong đó tiếp nhận trong kỳ 3.556 hồ sơ; kỳ trước chuyển sang 19 hồ sơ. "
    "Đã giải quyết 3.518 hồ sơ (98,4 %); trả đúng và trước hạn 3.488 hồ sơ (97,6 %); từ chối 17 hồ sơ (0,5 %); rút 13 "
    "hồ sơ (0,4 %). Đang giải quyết 57 hồ sơ (1,6 %): trong hạn 47 hồ sơ (1,3 %), quá hạn 0 hồ sơ (0 %), yêu cầu bổ "
    "sung 10 hồ sơ (0,3 %)."
)
RATES = ["100%", "100%", "0%", "98,4%", "97,6%", "0%", "0%", "0,5%", "0,4%", "1,6%", "1,3%", "0%", "0,3%"]


@pytest.fixture
def in_july(hands):
    """Both periods are over."""
    hands.at = datetime(2026, 7, 1, 8)


@pytest.fixture
def director(in_july, person):
    return person().sign_in("ha")


def exported(director, kind, **asked):
    """The file as it is downloaded."""
    answer = director.post("/reports/exports", data=asked | {"kind": kind}, content_type="multipart/form-data")
    assert answer.status_code == 200, answer.text
    return answer.data


def paragraphs(file):
    return [one.text.replace("\u00a0", " ") for one in docx.Document(BytesIO(file)).paragraphs]


def test_an_phu_says_the_same_on_the_screen_in_word_in_excel_and_as_json(centre, director, office, tmp_path):
    import_workbook(centre, DATA / "an-phu.xlsx")
    word = exported(director, "docx", **QUARTER)
    assert AN_PHU in paragraphs(word)

    table = docx.Document(BytesIO(word)).tables[-1]
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    printed = {row[1]: [int(cell.replace(".", "") or 0) for cell in row[2:]] for row in rows[3:-1]}
    by_field = {field: list(cells.values()) for field, cells in EXPECTED["by_field"].items()}
    assert {field: cells for field, cells in printed.items() if any(cells)} == by_field | {
        "Tổng cộng": list(EXPECTED["total"].values())
    }
    assert [rate for rate in rows[-1][2:] if rate] == RATES

    answer = director.get(f"/api/reports/dossiers?from={EXPECTED['from']}&to={EXPECTED['to']}&profile=0").json
    assert {row["field"]: row["cells"] for row in answer["rows"] if row["cells"]["3"]} == EXPECTED["by_field"]
    book = CalamineWorkbook.from_filelike(BytesIO(exported(director, "xlsx", **QUARTER)))
    sheet = {row[1]: row[2:] for row in book.get_sheet_by_name("Bảng").to_python()}
    assert sheet["Tổng cộng"] == list(EXPECTED["total"].values())
    assert len(book.get_sheet_by_name("Hồ sơ").to_python()) - 5 == EXPECTED["total"]["3"]
    page = director.get("/reports", query_string=QUARTER).text
    assert 'data-figure="tong_tiep_nhan" title="Xem nguồn của số liệu này">3.575</a>' in page
    measures = director.get(f"/api/reports/measures?from={EXPECTED['from']}&to={EXPECTED['to']}&profile=0").json
    by_key = {one["key"]: one for one in measures["measures"]}
    assert (by_key["finish_rate"]["part"], by_key["finish_rate"]["whole"]) == ("3518", "3575")
    assert by_key["on_time_rate"]["printed"] == "97,6%"
    assert all(check["holds"] for check in answer["checks"])

    file = tmp_path / "an-phu.docx"
    file.write_bytes(word)
    [pdf] = office.convert(file)
    sheets = pages(pdf)
    assert [(one.width, one.height) for one in sheets][-1] == (297, 210)
    assert "3.575" in sheets[-1].text
    assert "98,4" in "".join(one.text for one in sheets[:-1])


def test_long_binh_prints_its_own_rounding_and_classes(centre, director, add):
    long_binh(centre, add)
    preset = PRESETS["long_binh"]
    with unit_of_work(centre.id):
        row = ReportProfile.create(centre=centre, name="Long Bình", settings=preset.profile.model_dump_json())
    file = exported(
        director, "docx", form="cumulative", profile=str(row.id), **{"from": "2025-12-15", "to": "2026-04-14"}
    )
    said = "\n".join(paragraphs(file))
    for sentence in (
        "4 tháng đầu năm 2026",
        "Tổng số hồ sơ tiếp nhận là 11.197 hồ sơ, trong đó tiếp nhận trực tuyến 11.191 hồ sơ (99,95 %).",
        "Trả trước hạn và đúng hạn: 10.939 hồ sơ (97,69 %);",
        "Đang giải quyết trong hạn: 248 hồ sơ (2,21 %);",
        "Đang giải quyết quá hạn: 10 hồ sơ (0,1 %).",
        "đang giải quyết trong hạn): 99,9 %.",
        "Kết quả giải quyết được số hóa: 86,71 % (9.485/10.939 kết quả).",
        "Thanh toán trực tuyến phí, lệ phí: 100 % (7.609/7.609 hồ sơ phải nộp).",
        "Tỷ lệ trả đúng và trước hạn lấy 100 % trừ các tỷ lệ còn lại của cùng tổng (chia trực tiếp: 97,7 %).",
    ):
        assert sentence in said, sentence
    assert [report.kind for report in Report.select()] == ["docx"]


def test_the_word_file_asks_nothing_of_the_outside(centre, director, dossier):
    dossier(received_at=datetime(2026, 6, 1, 9))
    june = {"form": "month", "profile": "0", "from": "2026-06-01", "to": "2026-06-30"}
    parts = zipfile.ZipFile(BytesIO(exported(director, "docx", **june)))
    assert not any('TargetMode="External"' in parts.read(name).decode() for name in parts.namelist() if ".rels" in name)


def long_binh(centre, add):
    """Four months of 11.197 dossiers."""
    civil, certified = (Field.get(Field.centre == centre, Field.name == name) for name in ("Hộ tịch", "Chứng thực"))
    done = {"received_at": datetime(2026, 2, 2, 9), "outcome": "resolved", "due_on": date(2026, 2, 20)}
    early, on_time = done | {"ended_at": datetime(2026, 2, 3, 9)}, done | {"ended_at": datetime(2026, 2, 20, 16)}
    add(7_609, field=certified, digitised_result=True, fee=8_000, paid_online=True, **early)
    add(1_876, field=civil, digitised_result=True, **on_time)
    add(1_448, field=civil, digitised_result=False, **early)
    add(6, field=civil, digitised_result=False, channel="direct", **early)
    add(248, field=civil, received_at=datetime(2026, 4, 13, 9), due_on=date(2026, 4, 14))
    add(10, field=civil, received_at=datetime(2026, 4, 1, 9), due_on=date(2026, 4, 13))


__all__ = ["add"]
