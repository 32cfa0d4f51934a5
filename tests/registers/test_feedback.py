"""Feedback: its clocks in working days, what is refused, and what a period comes to."""

from datetime import date, datetime

import pytest

from figures.feedback import feedback_counts
from figures.period import Period
from models.base import unit_of_work
from models.centre import SpecialDay
from models.register import Feedback

OCTOBER = Period(date(2026, 10, 15), date(2026, 11, 14))
NOVEMBER = Period(date(2026, 11, 15), date(2026, 12, 14))
WISH = {"source": "portal", "received_on": "2026-11-19"}


def said(answer) -> tuple[int, str, str | None]:
    return answer.status_code, answer.json["error"]["code"], answer.json["error"]["field"]


@pytest.fixture
def feedback(centre):
    """Writes a row as it stands, received and due as given."""

    def add(received_on, due_on, state="verifying", source="portal", **days):
        with unit_of_work(centre.id):
            return Feedback.create(
                centre=centre, source=source, received_on=received_on, due_on=due_on, state=state, **days
            )

    return add


def test_the_clocks_run_on_working_days_of_the_centre(director, centre):
    with unit_of_work(centre.id):
        SpecialDay.create(centre=centre, date=date(2026, 11, 24), name="Ngày Văn hóa Việt Nam")
        SpecialDay.create(centre=centre, date=date(2026, 11, 28), name="làm bù", works=True)
    answer = director.post("/api/registers/feedback", json=WISH)  # a Thursday
    assert answer.status_code == 201
    assert {name: answer.json[name] for name in ("refuse_by", "ask_by", "answer_by", "publish_by")} == {
        "refuse_by": "2026-11-23",
        "ask_by": "2026-11-27",
        "answer_by": "2026-12-10",
        "publish_by": None,
    }


def test_what_was_promised_stays_when_the_calendar_changes(director, centre):
    row = director.post("/api/registers/feedback", json=WISH).json
    with unit_of_work(centre.id):
        SpecialDay.create(centre=centre, date=date(2026, 12, 1), name="nghỉ bù")
    changed = director.put(f"/api/registers/feedback/{row['id']}", json=WISH | {"code": "PA-7"})
    assert changed.json["answer_by"] == row["answer_by"] == "2026-12-10"


def test_days_that_contradict_each_other_are_refused(director):
    for change, field in (
        ({"received_on": "2026-11-21"}, "received_on"),  # tomorrow
        ({"state": "answered"}, "answered_on"),
        ({"answered_on": "2026-11-20"}, "answered_on"),  # still under verification
        ({"state": "answered", "answered_on": "2026-11-18"}, "answered_on"),
        ({"state": "published", "answered_on": "2026-11-20"}, "published_on"),
        ({"state": "refused", "answered_on": "2026-11-20", "published_on": "2026-11-20"}, "published_on"),
        ({"asked_on": "2026-11-01"}, "asked_on"),
        ({"source": "zalo"}, "source"),
        ({"name": "Nguyễn Văn A"}, "name"),
    ):
        assert said(director.post("/api/registers/feedback", json=WISH | change)) == (422, "invalid", field)


def test_the_same_feedback_is_not_written_twice(director, centre):
    wish = WISH | {"code": "PAKN-01"}
    first = director.post("/api/registers/feedback", json=wish).json
    assert said(director.post("/api/registers/feedback", json=wish)) == (409, "feedback_known", "code")
    assert director.post("/api/registers/feedback", json=wish | {"source": "1022"}).status_code == 201
    assert director.put(f"/api/registers/feedback/{first['id']}", json=wish).status_code == 200


def test_another_centre_s_line_and_field_are_not_found(director, elsewhere):
    with unit_of_work(elsewhere.id):
        row = Feedback.create(centre=elsewhere, source="1022", received_on=date(2026, 11, 2), due_on=date(2026, 11, 23))
    assert director.put(f"/api/registers/feedback/{row.id}", json=WISH).status_code == 404
    assert director.delete(f"/api/registers/feedback/{row.id}").status_code == 404
    wish = WISH | {"field": elsewhere.fields.get().id}
    assert said(director.post("/api/registers/feedback", json=wish)) == (404, "not_found", "field")


def test_a_past_period_is_told_as_it_was(centre, feedback, hands):
    hands.at = datetime(2027, 1, 5, 8, 0)
    day = date(2026, 11, 2)
    feedback(day, date(2026, 11, 23), "published", answered_on=date(2026, 11, 20), published_on=date(2026, 11, 30))
    before, after = feedback_counts(centre, OCTOBER), feedback_counts(centre, NOVEMBER)
    assert [(cell.state, cell.in_time, cell.carried_over) for cell in before.cells] == [("verifying", True, False)]
    assert [(cell.state, cell.in_time, cell.carried_over) for cell in after.cells] == [("published", True, True)]
    assert (before.published_late, after.published_late) == (0, 1)  # 20/11 + 2 working days is 24/11


def test_a_period_is_counted_by_source_state_and_whether_in_time(centre, feedback, hands):
    hands.at = datetime(2026, 12, 20, 8, 0)
    received, due = date(2026, 11, 16), date(2026, 12, 7)
    feedback(received, due, "answered", answered_on=due)
    feedback(received, due, "answered", answered_on=date(2026, 12, 8))
    feedback(received, due, "refused", answered_on=date(2026, 11, 18))
    feedback(received, due, "refused", answered_on=date(2026, 11, 19), source="1022")  # a day past two working days
    feedback(received, due, asked_on=date(2026, 11, 24))
    feedback(date(2026, 12, 10), date(2026, 12, 31), source="letter")
    feedback(date(2026, 10, 1), date(2026, 10, 22))  # carried over
    feedback(date(2026, 10, 1), date(2026, 10, 22), "answered", answered_on=date(2026, 11, 14))  # over before
    counts = feedback_counts(centre, NOVEMBER)
    assert (counts.received, counts.carried_over, counts.total) == (6, 1, 7)
    assert (counts.answered, counts.refused, counts.open, counts.open_late) == (2, 2, 3, 2)
    assert (counts.ended_in_time, counts.ended_late, counts.due) == (2, 2, 6)
    assert counts.asked_late == 1
    assert counts.count(source="portal", state="answered", in_time=False) == 1
    assert counts.count(source="1022") == counts.count(source="1022", state="refused", in_time=False) == 1
    assert sum(cell.count for cell in counts.cells) == counts.total


def test_the_page_marks_what_is_late_and_what_looks_like_a_person(director, feedback, hands):
    feedback(date(2026, 11, 16), date(2026, 11, 19), summary="Gọi lại 0912 345 678")
    feedback(date(2026, 11, 17), date(2026, 12, 8), summary="Chờ lâu <b>ở</b> quầy 3, ngày 17/11/2026")
    feedback(date(2026, 9, 1), date(2026, 9, 22))
    page = director.get("/registers").get_data(as_text=True)
    assert page.count('data-testid="late"') == 1
    assert page.count("Có vẻ có số điện thoại hoặc số căn cước") == 1
    assert "Chờ lâu &lt;b&gt;ở&lt;/b&gt; quầy 3" in page
    assert "Ngoài kỳ này còn 1 phản ánh chưa trả lời" in page
    assert "from=2026-09-01&amp;to=2026-11-20" in page


def test_an_answer_that_should_be_public_by_now_is_marked_with_a_word(director, feedback, hands):
    feedback(date(2026, 11, 16), date(2026, 12, 7), "answered", answered_on=date(2026, 11, 17))  # public by the 19th
    feedback(date(2026, 11, 16), date(2026, 12, 7), "answered", answered_on=date(2026, 11, 18))  # by today
    page = director.get("/registers").get_data(as_text=True)
    assert page.count('data-testid="publish-late"') == 1 and "Quá hạn công khai" in page
    assert "công khai trước 19/11/2026" in page and "công khai trước 20/11/2026" in page
