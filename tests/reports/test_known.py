"""What a report of the past may no longer be sure of is said wherever it is printed: in Word, Excel, screen and API."""

import re
from datetime import date, datetime
from io import BytesIO

import docx
import pytest
from python_calamine import CalamineWorkbook

from models.base import unit_of_work
from models.dossier import Dossier
from models.source import ImportBatch
from tests.figures.conftest import day

ASKED = {"from": "2026-11-01", "to": "2026-11-30"}
PAID = "Tỷ lệ thanh toán trực tuyến (hồ sơ) theo dữ liệu đến ngày %s; khoản nộp có ghi ngày thì tính theo"
AFTERWARDS = "(cập nhật sau ngày cuối kỳ, vì nguồn không ghi ngày)"
LATEST = "trạng thái mới nhất lúc xuất tệp"


@pytest.fixture
def seen(person, hands, centre):
    """What is said on the screen, in both files and by the API, all signed in as the director on 5/1/2027."""

    def look():
        director = person().sign_in("ha")
        form = {"form": "quarter", "profile": "0", "cut": "15", **ASKED}
        made = [
            director.post("/reports/exports", data=form | {"kind": kind}, content_type="multipart/form-data").data
            for kind in ("docx", "xlsx")
        ]
        book = CalamineWorkbook.from_filelike(BytesIO(made[1]))
        measures = director.get("/api/reports/measures", query_string=ASKED).json["measures"]
        return {
            "screen": re.sub(r"<[^>]+>|\s+", " ", director.get("/reports", query_string=form).text),
            "word": "\n".join(one.text for one in docx.Document(BytesIO(made[0])).paragraphs),
            "table": "\n".join(str(row) for row in book.get_sheet_by_name("Bảng").to_python()),
            "measures": "\n".join(str(row) for row in book.get_sheet_by_name("Chỉ tiêu").to_python()),
            "api": {one["key"]: one for one in measures},
        }

    return look


@pytest.fixture
def january(hands):
    hands.at = datetime(2027, 1, 5, 8, 0)


def test_a_rate_that_may_still_move_says_up_to_which_day_it_is_known(centre, january, dossier, seen):
    dossier(ended_at=day(12), fee=4000, paid_online=True, digitised_input=True, latest_only=True)
    with unit_of_work(centre.id):
        for as_of, state in ((datetime(2026, 12, 20, 9), "applied"), (datetime(2027, 1, 3), "undone")):
            ImportBatch.create(centre=centre, file_name="thang-12.xlsx", as_of=as_of, state=state)
    said = seen()
    assert PAID % f"20/12/2026 {AFTERWARDS}" in said["word"].replace("\u00a0", " ")
    for place in ("word", "table", "screen"):
        assert LATEST in said[place], place
    assert "theo dữ liệu đến ngày 20/12/2026" in said["screen"]
    assert "Theo dữ liệu đến ngày 20/12/2026." in said["measures"]
    known = {key: one["known_on"] for key, one in said["api"].items()}
    assert (known["payment_rate"], known["digitised_input_rate"]) == ("2026-12-20", "2026-12-20")
    assert known["finish_rate"] is None, "made of dated events"
    assert known["reuse_rate"] is None, "nobody has told"


def test_a_file_of_before_the_end_of_the_period_is_not_called_a_later_one(centre, january, dossier, seen):
    dossier(ended_at=day(12), fee=4000, paid_online=True)
    with unit_of_work(centre.id):
        ImportBatch.create(centre=centre, file_name="thang-11.xlsx", as_of=datetime(2026, 11, 25, 9), state="applied")
    word = seen()["word"].replace("\u00a0", " ")
    assert PAID % "25/11/2026" in word and AFTERWARDS not in word


def test_a_period_that_goes_on_is_told_as_at_today_and_needs_no_such_word(centre, hands, dossier, seen):
    dossier(ended_at=day(12), fee=4000, paid_online=True)
    with unit_of_work(centre.id):
        ImportBatch.create(centre=centre, file_name="thang-11.xlsx")
    said = seen()
    assert "theo dữ liệu đến ngày" not in said["word"] + said["screen"] + said["measures"]


def test_a_payment_made_after_the_period_leaves_its_rate_as_it_was(january, dossier, seen):
    dossier(ended_at=day(12), fee=4000, paid_online=True, paid_on=date(2026, 11, 30))
    row = dossier(received_at=day(29), fee=4000)
    assert seen()["api"]["payment_rate"]["printed"] == "50%"
    with unit_of_work(row.centre_id):
        Dossier.update(paid_online=True, paid_on=date(2026, 12, 1)).where(Dossier.id == row.id).execute()
    assert seen()["api"]["payment_rate"]["printed"] == "50%"
