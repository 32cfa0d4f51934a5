"""The journal: everybody's changes, newest first, by subject, day and name; and as a file."""

from datetime import timedelta

import pytest

from display.notice_pages import NoticeWish, SlideWish
from display.screen_pages import DisplayWish, ZoneWish
from display.voice_pages import COLUMNS
from models.base import unit_of_work
from models.centre import Officer
from models.journal import Change
from setup import journal_words, tasks
from tests.setup.forms import fields_of

PAGE = "/admin/journal"


@pytest.fixture
def noted(centre, hands):
    """Two changes on two days."""
    quan = Officer.get(Officer.username == "quan")
    with unit_of_work():
        Change.note(centre, quan, "counter", "Quầy 4", {"number": 4}, {"number": 5})
        hands.forward(days=1)
        Change.note(centre, quan, "service", "=Chứng thực", {"active": True}, {"active": False})
        assert Change.note(centre, quan, "service", "Hộ tịch", {"active": True}, {"active": True}) is None
    return hands.at.date() - timedelta(days=1)


def test_changes_are_shown_newest_first_and_filtered(person, centre, noted):
    director = person().sign_in("ha")
    page = director.get(PAGE).get_data(as_text=True)
    assert page.index("=Chứng thực") < page.index("Quầy 4")
    for asked in ("subject=counter", f"to={noted}", "q=Qu%E1%BA%A7y"):
        page = director.get(f"{PAGE}?{asked}").get_data(as_text=True)
        assert "Quầy 4" in page and "=Chứng thực" not in page, asked
    assert director.get(f"{PAGE}?page=9&from=x&subject=zz").status_code == 200
    assert "Quầy 4" in director.get(f"{PAGE}?to=9999-12-31").get_data(as_text=True)


def test_the_file_has_a_line_for_each_column_and_runs_no_formula(person, centre, noted):
    text = person().sign_in("quan").get(f"{PAGE}.csv").get_data(as_text=True)
    assert "Số quầy,4,5" in text and "'=Chứng thực,Đang dùng,có,không" in text


def test_officers_do_not_see_it(person, centre, noted):
    officer = person().sign_in("lan")
    assert "Quầy 4" not in officer.get(PAGE).get_data(as_text=True)
    assert officer.get(f"{PAGE}.csv").status_code == 403


def test_every_column_that_a_page_of_the_hall_changes_has_a_name():
    columns = {*DisplayWish.model_fields, *ZoneWish.model_fields, *COLUMNS}
    columns |= {*NoticeWish.model_fields, *SlideWish.model_fields, "title", tasks.PAPER_SEEN, tasks.SOUND_HEARD}
    assert [column for column in sorted(columns) if journal_words.column_name(column) == column] == []


def test_a_change_is_named_in_the_language_of_whoever_reads_it(person, centre):
    administrator = person().sign_in("quan")
    address = "/admin/choices/queue?lang=en"
    sent = fields_of(administrator.get(address).text, "/admin/choices/queue") | {"priority_run": "1"}
    assert administrator.post(address, data=sent).status_code == 303
    assert "đã sửa: Hàng chờ" in administrator.get(PAGE).text
    assert "changed: Queue" in administrator.get(f"{PAGE}?lang=en").text
    assert "Hàng chờ" in administrator.get(f"{PAGE}.csv").text


def test_a_zone_is_told_by_the_names_of_what_is_in_it(person, centre, counter_1, certification):
    administrator = person().sign_in("quan")
    wish = {"name": "Tầng 2", "counters": [counter_1.number], "services": [certification.id]}
    zone = administrator.post("/api/zones", json=wish).json["zones"][0]["id"]
    assert administrator.delete(f"/api/zones/{zone}").status_code == 200
    text = administrator.get(f"{PAGE}.csv").text
    for line in (
        "thêm,Khu vực,Tầng 2,Tên khu vực,—,Tầng 2",
        f"đã bỏ,Khu vực,Tầng 2,Quầy trong khu vực,{counter_1.label},—",
        f"đã bỏ,Khu vực,Tầng 2,Dịch vụ trong khu vực,{certification.name},—",
    ):
        assert line in text


def test_what_was_and_is_empty_is_not_told(person, centre):
    administrator = person().sign_in("quan")
    assert administrator.post("/api/notices", json={"text": "Nghỉ chiều nay."}).status_code == 201
    page = administrator.get(PAGE).text
    assert "Câu: <b>Nghỉ chiều nay.</b>" in page
    assert "Từ ngày: " not in page and "Câu tiếng Anh: " not in page
