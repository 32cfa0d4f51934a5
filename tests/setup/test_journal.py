"""The journal: everybody's changes, newest first, by subject, day and name; and as a file."""

from datetime import timedelta

import pytest

from models.base import unit_of_work
from models.centre import Officer
from models.journal import Change

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


def test_the_file_has_a_line_for_each_column_and_runs_no_formula(person, centre, noted):
    text = person().sign_in("quan").get(f"{PAGE}.csv").get_data(as_text=True)
    assert "Số quầy,4,5" in text and "'=Chứng thực,Đang dùng,có,không" in text


def test_officers_do_not_see_it(person, centre, noted):
    officer = person().sign_in("lan")
    assert "Quầy 4" not in officer.get(PAGE).get_data(as_text=True)
    assert officer.get(f"{PAGE}.csv").status_code == 403
