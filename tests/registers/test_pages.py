"""The pages and files of the registers: who may, what is refused, and that no word is run as a formula."""

import csv
from datetime import date
from io import StringIO

import pytest

from models.base import unit_of_work
from models.register import Feedback
from registers.downloads import SHEETS

NOVEMBER = "from=2026-11-15&to=2026-12-14"
PAGES = (*SHEETS, "targets")


def test_every_register_has_a_page_for_those_who_report(person, director):
    stranger = person()
    for register in PAGES:
        for lang in ("vi", "en"):
            page = director.get(f"/registers/{register}?{NOVEMBER}&lang={lang}").get_data(as_text=True)
            assert "data-registers" in page and f'<html lang="{lang}"' in page
            assert "lang=&amp;" not in page and "=None" not in page
        assert 'data-testid="sign-in"' in stranger.get(f"/registers/{register}").get_data(as_text=True)


@pytest.mark.parametrize(("username", "status"), [(None, 401), ("lan", 403), ("truong", 200), ("quan", 200)])
def test_files_are_for_those_who_report(person, username, status):
    somebody = person() if username is None else person().sign_in(username)
    for register in SHEETS:
        answer = somebody.get(f"/registers/{register}.csv?{NOVEMBER}")
        assert answer.status_code == status
        assert status != 200 or (answer.data.startswith(b"\xef\xbb\xbf") and answer.data.endswith(b"\r\n"))


def test_no_word_of_a_file_is_a_formula(director, centre):
    texts = ("=1+1", "+84", "-1", "@SUM(A1)", "＝1", " =1", "\n=1")
    with unit_of_work(centre.id):
        for text in texts:
            day = date(2026, 11, 16)
            Feedback.create(centre=centre, source="1022", code=text, summary=text, received_on=day, due_on=day)
    file = director.get(f"/registers/feedback.csv?{NOVEMBER}").data.decode("utf-8-sig")
    cells = [row[column] for row in csv.reader(StringIO(file, newline="")) for column in (1, 3)][2:]
    assert sorted(cells) == sorted("'" + text for text in texts for _ in range(2))


def test_an_address_that_makes_no_sense_is_refused(director):
    for query in ("from=2026-12-01&to=2026-11-01", "page=0", "edit=0", "page=1&page=2", "sort=x"):
        answer = director.get(f"/registers/feedback?{query}", headers={"Accept": "application/json"})
        assert answer.status_code == 422, query


def test_a_list_is_shown_a_page_at_a_time(director, centre):
    with unit_of_work(centre.id):
        for number in range(60):
            day = date(2026, 11, 16)
            Feedback.create(centre=centre, source="1022", code=str(number), received_on=day, due_on=day)
    first, second = (director.get(f"/registers/feedback?{NOVEMBER}&page={n}").get_data(as_text=True) for n in (1, 2))
    assert (first.count('data-testid="row"'), second.count('data-testid="row"')) == (50, 10)
    assert "Trang 2/2" in second


def test_the_figures_of_all_registers_are_one_answer(director):
    director.post("/api/registers/feedback", json={"source": "counter", "received_on": "2026-11-19"})
    director.post("/api/registers/guide-reasons", json={"reason": "papers"})
    answer = director.get(f"/api/registers/figures?{NOVEMBER}").json
    assert (answer["feedback"]["received"], answer["feedback"]["open"], answer["feedback"]["due"]) == (1, 1, 0)
    assert answer["satisfaction"] == {"n": 0, "satisfied": None, "printed": "Chưa đủ số liệu"}
    assert answer["guide_reasons"]["papers"] == 1
