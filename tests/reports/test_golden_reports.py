"""Two centres' reports sentence by sentence, as they come out of the files that one downloads."""

import json
import zipfile
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from itertools import takewhile
from pathlib import Path

import docx
import pytest
from python_calamine import CalamineWorkbook

from figures.presets import PRESETS
from imports.batch import import_workbook
from models.base import unit_of_work
from models.report import Report, ReportProfile
from reports.forms import FORMS
from tests.imports.test_preview import act, wait
from tests.reports import long_binh_export as long_binh
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

LONG_BINH_RATES = ["100%", "99,95%", "0,05%", "97,7%", "97,69%", "0%", "0%", "0%", "2,3%", "2,21%", "0,1%", "0%"]


@pytest.fixture
def director(person, hands):
    """Hà, on the day after Long Bình's four months."""
    hands.at = datetime(2026, 4, 15, 8)
    return person().sign_in("ha")


@pytest.fixture
def in_july(director, hands):
    """An Phú's quarter is over, too."""
    hands.at = datetime(2026, 7, 1, 8)
    return director.sign_in("ha")


def exported(director, kind, **asked):
    """The file as it is downloaded."""
    answer = director.post("/reports/exports", data=asked | {"kind": kind}, content_type="multipart/form-data")
    assert answer.status_code == 200, answer.text
    return answer.data


def paragraphs(file):
    return [one.text.replace("\u00a0", " ") for one in docx.Document(BytesIO(file)).paragraphs]


def test_an_phu_says_the_same_on_the_screen_in_word_in_excel_and_as_json(centre, in_july, office, tmp_path):
    director = in_july
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

    said = calculated(office, tmp_path, exported(director, "xlsx", **QUARTER))
    assert figures_in(said) == by_field | {"Tổng cộng": list(EXPECTED["total"].values())}
    assert [in_words(rate) for rate in rates_in(said)] == RATES
    assert measures_in(said) == [(int(one["part"]), int(one["whole"]), one["printed"]) for one in measures["measures"]]

    files = [tmp_path / f"{form}.docx" for form in FORMS]
    for file in files:
        file.write_bytes(exported(director, "docx", **QUARTER | {"form": file.stem}))
    shown = dict(zip(FORMS, map(pages, office.convert(*files)), strict=True))
    assert {form: [one.width for one in sheets] for form, sheets in shown.items()} == {
        "quarter": [210, 210, 297],
        "month": [210, 210],
        "cumulative": [210, 210, 297],
    }
    for sheets in shown.values():
        words = " ".join(" ".join(one.text for one in sheets).split())
        assert all(word in words for word in ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "97,6", "3.575", "GIÁM ĐỐC"))


def test_long_binh_s_export_becomes_the_report_that_long_binh_prints(centre, director, office, tmp_path):
    file = tmp_path / "long-binh.xlsx"
    long_binh.write(file)
    with file.open("rb") as export:
        answer = director.post("/api/imports/previews", data={"file": (export, file.name)})
    answer.request.environ["wsgi.input"].close()  # too large for memory: the test client leaves it open
    batch = wait(director, answer.json["id"])
    assert [batch["counts"][name] for name in ("rows", "created", "refused")] == [11_197, 11_197, 0]
    assert act(director, batch, "confirmations")["state"] == "applied"
    with unit_of_work(centre.id):
        settings = PRESETS["long_binh"].profile.model_dump_json()
        profile = ReportProfile.create(centre=centre, name="Long Bình", settings=settings)
    asked = {"profile": str(profile.id), "from": f"{long_binh.FIRST}", "to": f"{long_binh.LAST}"}

    answer = director.get("/api/reports/dossiers", query_string=asked).json
    assert all(check["holds"] for check in answer["checks"])
    told = {row["field"]: row["cells"] for row in answer["rows"]} | {"Tổng cộng": answer["total"]}
    assert {name: tuple(cells.values()) for name, cells in told.items()} == long_binh.TABLE
    word = exported(director, "docx", form="cumulative", **asked)
    said = "\n".join(paragraphs(word))
    for sentence in (
        "4 tháng đầu năm 2026",
        "Tổng số hồ sơ tiếp nhận là 11.197 hồ sơ, trong đó tiếp nhận trực tuyến 11.191 hồ sơ (99,95 %).",
        "Trả trước hạn và đúng hạn: 10.939 hồ sơ (97,69 %);",
        "Đang giải quyết trong hạn: 248 hồ sơ (2,21 %);",
        "Đang giải quyết quá hạn: 10 hồ sơ (0,1 %).",
        "đang giải quyết trong hạn): 99,9 %.",
        "Kết quả giải quyết được số hóa: 86,71 % (9.485/10.939 kết quả).",
        "Ghi chú: tỷ lệ số hóa kết quả tính trên hồ sơ trả trước và đúng hạn.",  # (8) alone, where one column has both
        "Thanh toán trực tuyến phí, lệ phí: 100 % (7.609/7.609 hồ sơ phải nộp).",
        "Tỷ lệ trả đúng và trước hạn lấy 100 % trừ các tỷ lệ còn lại của cùng tổng (chia trực tiếp: 97,7 %).",
    ):
        assert sentence in said, sentence
    rows = [[cell.text for cell in row.cells] for row in docx.Document(BytesIO(word)).tables[-1].rows]
    printed = {row[1]: tuple(int(cell.replace(".", "") or 0) for cell in row[2:]) for row in rows[3:-1]}
    assert printed == long_binh.TABLE
    assert [rate for rate in rows[-1][2:] if rate] == LONG_BINH_RATES
    assert [report.kind for report in Report.select()] == ["docx"]

    book = calculated(office, tmp_path, exported(director, "xlsx", form="cumulative", **asked))
    assert figures_in(book) == {name: list(cells) for name, cells in long_binh.TABLE.items()}
    assert [in_words(rate) for rate in rates_in(book)] == LONG_BINH_RATES


def test_the_word_file_asks_nothing_of_the_outside(centre, in_july, dossier):
    dossier(received_at=datetime(2026, 6, 1, 9))
    june = {"form": "month", "profile": "0", "from": "2026-06-01", "to": "2026-06-30"}
    parts = zipfile.ZipFile(BytesIO(exported(in_july, "docx", **june)))
    assert not any('TargetMode="External"' in parts.read(name).decode() for name in parts.namelist() if ".rels" in name)


def calculated(office, folder, file):
    """The workbook as an office calculates it, every live cell of which agrees with what the file says itself."""
    path = folder / "report.xlsx"
    path.write_bytes(file)
    found, own = office.calculate(path), CalamineWorkbook.from_path(path)
    for name, cells in found.live.items():
        kept = own.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for (row, column), formula in cells.items():
            assert found.sheets[name][row][column] == kept[row][column], (name, row, column, formula)
    assert {name: {formula.split("(")[0] for formula in cells.values()} for name, cells in found.live.items()} == {
        "Bảng": {"SUM", "IF"},
        "Chỉ tiêu": {"IF"},
    }
    return found


def figures_in(book):
    """Field → the figures of its row."""
    rows = book.sheets["Bảng"][7:]
    end = next(place for place, row in enumerate(rows) if row[1] == "Tỷ lệ")
    return {row[1]: [int(cell) for cell in row[2:]] for row in rows[:end] if row[2]}


def rates_in(book):
    return [rate for rate in next(row for row in book.sheets["Bảng"] if row[1] == "Tỷ lệ")[2:] if rate != ""]


def measures_in(book):
    """The two numbers of each measure of the whole, and what an office makes of them, in words."""
    rows = takewhile(lambda row: row[1], book.sheets["Chỉ tiêu"][5:])
    return [(int(row[2]), int(row[3]), in_words(row[4])) for row in rows]


def in_words(rate):
    """A live rate as the report prints it: "98,4%"."""
    if isinstance(rate, str):
        return rate
    return f"{Decimal(str(rate)) * 100:f}".rstrip("0").rstrip(".").replace(".", ",") + "%"
