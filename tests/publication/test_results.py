"""Public results: what a day shows, what nobody is told, and the file that a portal takes."""

from datetime import date, datetime

import pytest

from config import Config
from models.base import unit_of_work
from models.dossier import Dossier, Pause
from publication.results import changed_on, last_working_day
from tests.figures.conftest import civil_field, day, dossier
from tests.registers.test_feedback import said

__all__ = ["civil_field", "dossier"]
THE_17TH = date(2026, 11, 17)


def states(centre, on) -> dict[str, str]:
    """State by the serial of the code."""
    return {result.code.rsplit("-", 1)[1]: result.state for result in changed_on(centre, on)}


def test_a_day_shows_what_changed_on_it_as_it_stood_in_the_evening(centre, dossier, hands):
    ended = {"ended_at": day(17)}
    dossier(received_at=day(17))  # 0001
    dossier(**ended)
    dossier(**ended, returned_at=day(17))
    dossier(**ended, returned_at=day(18))
    dossier(ended_at=day(16), returned_at=day(17))
    dossier(**ended, outcome="refused")
    dossier(**ended, outcome="withdrawn")
    dossier(**ended, outcome="stopped")
    dossier(pauses=[{"began_on": THE_17TH}])
    dossier(pauses=[{"began_on": date(2026, 11, 16), "ended_on": THE_17TH}])  # 0010
    dossier(pauses=[{"began_on": THE_17TH, "kind": Pause.FINANCIAL_DUTY}], ended_at=day(18))
    dossier(pauses=[{"began_on": date(2026, 11, 16)}], **ended)
    dossier(received_at=day(17), ended_at=day(19))
    dossier()  # 0014: nothing happened on that day
    dossier(pauses=[{"began_on": date(2026, 11, 16)}])
    dossier(ended_at=day(16))
    dossier(received_at=day(17), is_test=True)
    dossier(received_at=day(17), counted=False)
    assert states(centre, THE_17TH) == {
        "0001": "processing",
        "0002": "done",
        "0003": "returned",
        "0004": "done",
        "0005": "returned",
        "0006": "refused",
        "0007": "withdrawn",
        "0008": "stopped",
        "0009": "supplement",
        "0010": "processing",
        "0011": "duty",
        "0012": "done",
        "0013": "processing",
    }


def test_a_centre_publishes_its_own_dossiers_only(centre, elsewhere, dossier, person):
    dossier(received_at=day(17))
    dossier(received_at=day(17), centre=elsewhere, field=elsewhere.fields.get())
    anybody = person()
    assert said(anybody.get("/results.csv?day=2026-11-17")) == (404, "not_found", "centre")
    assert "/results?centre=an-phu" in anybody.get("/results").get_data(as_text=True)
    for slug, serial in (("an-binh", "0001"), ("an-phu", "0002")):
        answer = anybody.get(f"/results.json?centre={slug}&day=2026-11-17").json
        assert [result["code"][-4:] for result in answer["results"]] == [serial]
    assert anybody.get("/results?centre=nowhere").status_code == 404


def test_the_file_has_two_columns_and_opens_in_a_spreadsheet(centre, person, dossier):
    dossier(received_at=day(17))
    odd = dossier(received_at=day(17))
    with unit_of_work(centre.id):
        Dossier.update(code="=HYPERLINK(1)").where(Dossier.id == odd.id).execute()
    answer = person().get("/results.csv?day=2026-11-17")
    assert (
        answer.data
        == (
            "\ufeffma_ho_so,trang_thai\r\n'=HYPERLINK(1),Đang giải quyết\r\nH99.01-261110-0001,Đang giải quyết\r\n"
        ).encode()
    )
    assert answer.headers["Content-Disposition"] == 'attachment; filename="KetQua_an-binh_2026-11-17.csv"'


def test_the_last_working_day_is_shown_and_thirty_days_can_be_chosen(centre, person, hands):
    assert last_working_day(centre) == date(2026, 11, 19)
    hands.at = datetime(2026, 11, 23, 8, 0)  # a Monday
    assert last_working_day(centre) == date(2026, 11, 20)
    anybody = person()
    page = anybody.get("/results").get_data(as_text=True)
    assert page.count("<option") == 30 and '<option value="2026-11-20" selected>Thứ Sáu, 20/11/2026' in page
    for query in ("day=2026-10-24", "day=2026-11-24", "day=20/11/2026", "day=2026-11-20&day=2026-11-19"):
        assert said(anybody.get(f"/results.json?{query}")) == (422, "invalid", "day"), query
    assert anybody.get("/results.json?day=2026-10-25").json["results"] == []


def test_one_code_is_looked_up_exactly_and_nothing_else_is_told(person, dossier):
    dossier(ended_at=day(18))
    hidden = dossier(is_test=True)
    anybody = person()

    def looked_up(code):
        return anybody.get("/results", query_string={"code": code})

    for code in ("H99.01-261110-0001", " h99.01–261110 – 0001 "):
        page = looked_up(code).get_data(as_text=True)
        assert 'data-state="done">Đã có kết quả' in page
        assert "Hộ tịch" not in page
    for code in ("0001", "H99.01-261110-000", "%", hidden.code):
        assert 'data-testid="not-found"' in looked_up(code).get_data(as_text=True), code
    assert looked_up(" ").status_code == 422
    assert looked_up("x" * 61).status_code == 422


def test_codes_cannot_be_tried_out_one_after_the_other(app, person, dossier, database):
    dossier()
    app.config["MOTCUA"] = Config(instance=database, phone_limit="3 per minute")
    anybody = person()
    answers = [anybody.get("/results?code=H99.01-261110-0001") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert "Tra cứu quá nhanh" in answers[3].get_data(as_text=True)
    assert anybody.get("/results").status_code == 200, "the day's list stays open"


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_long_day_is_shown_a_page_at_a_time(person, dossier, lang):
    for _ in range(105):
        dossier(received_at=day(19))
    page = person().get(f"/results?page=2&lang={lang}").get_data(as_text=True)
    assert page.count('<th scope="row">') == 5
    assert "H99.01-261110-0105" in page and "H99.01-261110-0100" not in page
