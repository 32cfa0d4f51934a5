"""Booking by phone: links and forms only, so each is tried as a phone without script would."""

import re
from dataclasses import replace
from datetime import datetime, time

import pytest

from models.base import db, unit_of_work
from models.booking import Booking
from models.centre import Centre, Opening
from models.ticket import Ticket
from tests.conftest import new_key

BOOK = "/book/an-binh"


@pytest.fixture
def phone(person, certification):
    """A phone; `phone.book(…)` sends the form."""
    phone = person()

    def book(begins="2026-11-20T09:00:00", key=None, query="", **more):
        form = {"service": certification.id, "begins": begins, "key": key or new_key(), "priority": "false", **more}
        form = {name: value for name, value in form.items() if value is not None}
        return phone.client.post(BOOK + query, data=form, follow_redirects=True)

    phone.book = book
    return phone


def only():
    db.connect(reuse_if_open=True)
    return Booking.get()


def token_of(page):
    return re.search(r'data-testid="booking-token">(\w{8})<', page.text)[1]


def test_no_proof_is_asked_and_nothing_is_said_of_the_papers_of_the_business(phone, kiosk, certification):
    for page in (phone.get(f"{BOOK}?service={certification.id}&day=2026-11-21").text, kiosk.get("/kiosk").text):
        assert "Không cần xuất trình giấy tờ ưu tiên." in page and "Không cần giấy tờ." not in page


def test_a_service_then_a_day_then_a_time(phone, certification):
    assert phone.get("/book").headers["Location"] == BOOK
    services = phone.get(BOOK).text
    assert "book-service-C" in services and "Không cần tên" in services
    times = phone.get(f"{BOOK}?service={certification.id}&day=2026-11-21").text
    assert 'value="2026-11-21T07:30:00"' in times and times.count('aria-current="date"') == 1
    assert "checked" not in times  # neither the time nor priority is chosen beforehand
    page = phone.book()
    assert 'data-testid="booking-when">09:00<' in page.text and "20/11/2026" in page.text
    assert (only().begins, only().priority) == (datetime(2026, 11, 20, 9), False)
    assert "book-mine" in phone.get(BOOK).text


@pytest.mark.parametrize(
    ("left_out", "vi", "en"),
    [
        ("begins", "Mời ông/bà chọn giờ.", "Please choose a time."),
        ("priority", "Mời ông/bà chọn có cần phục vụ ưu tiên hay không.", "Please choose whether you need priority"),
    ],
)
def test_a_choice_that_was_missed_is_asked_for_in_the_pages_language_and_the_others_stay(phone, left_out, vi, en):
    kept = "priority" if left_out == "begins" else "begins"
    page = phone.book(**{left_out: None})
    assert page.status_code == 409 and vi in page.text and "novalidate" in page.text
    [chosen] = re.findall(r'name="(\w+)" value="[^"]*" required checked', page.text)
    assert chosen == kept
    assert en in phone.book(query="?lang=en", **{left_out: None}).text


def test_tomorrow_is_called_so_and_a_late_time_stands_under_the_evening(phone, certification, centre):
    with unit_of_work():
        Opening.update(closes=time(21, 30)).where(Opening.centre == centre).execute()
    page = phone.get(f"{BOOK}?service={certification.id}&day=2026-11-21").text
    assert "Ngày mai, Thứ Bảy <span>21/11" in page
    evening = page.index("Buổi tối")
    assert page.index("Buổi chiều") < page.index("T17:30:00") < evening < page.index("T18:00:00")
    assert "Ngày mai, Thứ Bảy, 21/11/2026" in phone.book("2026-11-21T09:00:00").text


def test_two_presses_of_one_form_are_one_booking(phone):
    key = new_key()
    assert token_of(phone.book(key=key)) == token_of(phone.book(key=key))


def test_a_second_number_for_the_day_is_refused_with_the_way_out(phone, person):
    phone.book()
    again = phone.book("2026-11-20T10:00:00")
    assert again.status_code == 409
    assert "Ông/bà đã đặt 1\u00a0số Chứng thực cho ngày này. Muốn đặt số khác, mời hủy số đã đặt." in again.text


@pytest.mark.parametrize(
    "begins", ["", "nonsense", "2026-11-20T09:07:00", "2026-11-20T07:00:00", "9999-12-31T00:00:00"]
)
def test_a_time_that_is_none_is_refused_by_the_page_itself(phone, begins):
    answer = phone.book(begins)
    assert answer.status_code == 409 and "book-refused" in answer.text


def test_an_address_books_so_often_in_an_hour(phone, person, app):
    app.config["MOTCUA"] = replace(app.config["MOTCUA"], booking_limit="1 per hour")
    phone.book()
    phone.client.delete_cookie("mc_booker")
    assert phone.book("2026-11-20T10:00:00").status_code == 429


def test_said_to_be_here_it_becomes_a_ticket_and_its_page_leads_there(phone, person):
    token = token_of(phone.book())
    page = phone.post(f"/b/{token}/check-ins", follow_redirects=True)
    assert 'data-state="waiting"' in page.text
    assert phone.get(f"/b/{token}").headers["Location"] == f"/t/{only().ticket.token}"


def test_a_phone_that_is_too_early_or_not_believed_is_told_what_to_do(phone, centre):
    token = token_of(phone.book("2026-11-20T12:00:00"))
    assert "booking-here" not in phone.get(f"/b/{token}").text
    early = phone.post(f"/b/{token}/check-ins")
    assert early.status_code == 409 and "từ 11:00\u00a0ngày 20/11/2026" in early.text
    db.connect(reuse_if_open=True)
    with unit_of_work():
        Centre.update(booking_check_in="kiosk").execute()
    assert "quét mã này ở máy lấy số" in phone.post(f"/b/{token}/check-ins").text
    db.connect(reuse_if_open=True)
    assert Ticket.select().count() == 0


def test_who_comes_late_is_told_so_once_and_where_to_scan(phone, hands):
    token = token_of(phone.book())
    hands.forward(minutes=90)  # 09:30, for 09:00
    page = phone.get(f"/b/{token}").text
    assert "Đã quá giờ hẹn hơn 10\u00a0phút." in page and page.count("xếp như người vừa đến.") == 1
    assert "mời quét mã này ở máy lấy số để vào hàng." in page


def test_a_late_booking_leads_to_another_once_no_number_is_given_any_more_that_day(phone, hands):
    token = token_of(phone.book())
    with unit_of_work():
        Opening.update(opens=time(7, 30), closes=time(9, 30)).execute()
    hands.forward(minutes=100)
    page = phone.get(f"/b/{token}").text
    assert "booking-another" in page and "vẫn vào hàng được" not in page and "booking-token" not in page
    assert phone.post(f"/b/{token}/check-ins").status_code == 409  # as it was said


def test_given_up_it_says_so_and_offers_another(phone):
    token = token_of(phone.book())
    page = phone.post(f"/b/{token}/cancellations", follow_redirects=True)
    assert "Giờ hẹn đã hủy" in page.text and "booking-here" not in page.text
    assert phone.post(f"/b/{token}/check-ins").status_code == 409


def test_a_booking_nobody_has_or_of_yesterday_is_gone_and_guesses_are_counted(phone, hands, app):
    token = token_of(phone.book())
    hands.forward(days=1)
    assert phone.get(f"/b/{token}").status_code == 404
    app.config["MOTCUA"] = replace(app.config["MOTCUA"], phone_limit="2 per minute")
    assert [phone.get("/b/CCCCCCCC").status_code for _ in range(3)][-1] == 429


def test_a_centre_without_bookings_says_where_numbers_are(phone):
    db.connect(reuse_if_open=True)
    with unit_of_work():
        Centre.update(bookings=False).execute()
    assert "Mời ông/bà lấy số ở máy gần cửa." in phone.get(BOOK).text
    assert phone.book().status_code == 409


def test_whoever_has_a_code_of_no_number_is_sent_to_book_only_where_one_can(phone):
    for gone in ("/t/CCCCCCCC", "/b/CCCCCCCC"):
        assert 'href="/book"' in phone.get(gone).text
    db.connect(reuse_if_open=True)
    with unit_of_work():
        Centre.update(bookings=False).execute()
    for gone in ("/t/CCCCCCCC", "/b/CCCCCCCC"):
        page = phone.get(gone)
        assert page.status_code == 404 and "/book" not in page.text


def test_the_codes_lead_to_the_pages(phone):
    assert phone.get(f"{BOOK}/qr.svg").mimetype == "image/svg+xml"
    token = token_of(phone.book())
    assert phone.get(f"/b/{token}/qr.svg").mimetype == "image/svg+xml"
    poster = phone.get(f"{BOOK}/poster").text
    assert "/book/an-binh</p>" in poster and f'src="{BOOK}/qr.svg"' in poster
    assert phone.get("/book/nowhere").status_code == 404


def test_in_english_the_booking_its_page_and_its_ticket_are_english(phone):
    page = phone.book(query="?lang=en")
    assert "Your appointment" in page.text and only().language == "en"
