"""A centre writes the shape of its own codes; counters, kiosk, imports and the marks beside codes follow it."""

from datetime import date

import pytest

from dossiers.codes import Shapes, read_code
from dossiers.patterns import EXAMPLE, Unreadable, read_pattern
from imports import reading
from kiosk.codes import RESULT, recognise
from models.centre import Centre
from tests.setup.forms import fields_of

PAGE = "/admin/choices/dossiers"
OWN = "BM/yyyymmdd/###"
CODE = "BM/20261120/007"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (EXAMPLE, "H99.01-261120-0007"),
        (OWN, CODE),
        ("HS.ddmmyy.#####", "HS.201126.00007"),
        ("UBND-yyyy-####", "UBND-2026-0007"),
    ],
)
def test_a_shape_writes_knows_and_finds_its_codes_and_their_day(written, code):
    pattern, day = read_pattern(written), date(2026, 11, 20)
    assert pattern.write(day, 7) == code and code.startswith(pattern.start(day))
    assert pattern.matches(code) and pattern.matches(code + "00") and not pattern.matches(code + "000")
    assert pattern.find(f"HTTP://10.0.0.2/TRA-CUU?MA={code}") == code and pattern.find(f"X{code}") == ""
    assert pattern.day(code) == (None if written.startswith("UBND") else day)


def test_what_is_typed_of_a_code_without_its_beginning_is_completed():
    assert read_pattern(OWN).complete("20261120/007") == read_pattern(OWN).complete("20261120007") == CODE
    assert read_pattern(EXAMPLE).complete("007") == ""


def test_of_another_days_code_its_date_and_serial_are_enough_and_other_words_stay_as_they_are():
    assert [read_pattern(one).short(date(2026, 11, 20), 7) for one in (EXAMPLE, "UBND####")] == ["261120-0007", "0007"]
    assert read_pattern(EXAMPLE).meant("phiếu-77", date(2026, 11, 20)) == "phiếu-77"


@pytest.mark.parametrize(
    "written",
    (
        *("h99-yymmdd-####", "H99 yymmdd ####", "HĐ-yymmdd-####", "H99-####-yymmdd", "H99-##", "H99-yyyy-yy-####"),
        *("H99-yyyymmdd", "yymmdd-####", "#" * 8, "A" * 40 + "####", "(A+)+-####"),
    ),
)
def test_a_shape_that_cannot_be_read_is_refused_with_an_example(written):
    with pytest.raises(Unreadable) as refused:
        read_pattern(written)
    assert EXAMPLE in refused.value.message_vi and EXAMPLE in refused.value.message_en


def test_the_shape_of_the_law_is_known_beside_ones_own():
    own = Shapes(OWN)
    assert read_code(CODE, own).standard and read_code(CODE.lower(), own).day == date(2026, 11, 20)
    assert not read_code(CODE).standard and read_code("H57.132-260804-0583", own).standard


def test_the_example_on_its_page_is_of_the_centres_own_day(centre, person, hands):
    hands.forward(days=40)
    assert f'data-today="{hands.at:%Y-%m-%d}"' in person().sign_in("quan").get(PAGE).text


def test_an_administrator_writes_it_and_desk_and_kiosk_follow(centre, person, officer):
    def start():
        return officer.get("/api/counters/1/desk").json["centre"]["dossier_start"]

    admin = person().sign_in("quan")
    form = fields_of(admin.get(PAGE).get_data(as_text=True), PAGE)
    assert form["dossier_pattern"] == EXAMPLE and start() == "H99.01-261120-"
    refused = admin.post(f"{PAGE}?lang=en", data=form | {"dossier_pattern": "####"})
    assert refused.status_code == 422 and "at least one capital" in refused.get_data(as_text=True)
    assert admin.post(PAGE, data=form | {"dossier_pattern": OWN}).status_code == 303
    assert start() == "BM/20261120/"
    centre = Centre.get_by_id(centre.id)
    assert (recognise(centre, f"Mã {CODE}").kind, recognise(centre, "20261120007").code) == (RESULT, CODE)


def test_a_file_is_read_by_the_centres_own_shape(tmp_path):
    file = tmp_path / "ho-so.csv"
    rows = [f"{CODE[:-1]}{serial},Hộ tịch,20/11/2026,Đã trả kết quả" for serial in range(1, 5)]
    file.write_text("\n".join(["Cột một,Lĩnh vực,Ngày tiếp nhận,Trạng thái", *rows]), "utf-8")
    keys = {pattern: reading.detect(file, pattern=pattern).sheets[0].columns[0].key for pattern in ("", OWN)}
    assert keys == {"": None, OWN: "code"}
