"""The forms of a phone without script: each press is answered by a page that says what became of it."""

import re
from datetime import time

import pytest

import queueing
from models.base import db, unit_of_work
from models.centre import Centre, Opening
from tests.conftest import new_key


@pytest.fixture
def phone(person, certification):
    """Somebody with a number of certification, `phone.ticket`, and one person behind, on a phone without script."""
    phone = person()
    phone.ticket = queueing.issue(certification, key=new_key())
    queueing.issue(certification, key=new_key())

    def press(act: str, query: str = ""):
        return phone.client.post(f"/t/{phone.ticket.token}/{act}{query}", follow_redirects=True)

    phone.press = press
    return phone


@pytest.fixture
def missed(phone, counter_1, hands):
    """The same phone at 08:02: its number was called at 08:00, called again twice, and nobody came."""
    db.connect(reuse_if_open=True)
    queueing.call_next(counter_1)
    for _ in range(2):
        hands.forward(minutes=1)
        queueing.recall(phone.ticket, counter_1)
    queueing.miss(phone.ticket, counter_1)
    return phone


def test_a_press_in_vain_says_why_and_shows_the_place_all_the_same(phone):
    assert phone.press("deferrals").status_code == 200
    again = phone.press("deferrals")
    assert again.status_code == 409
    assert "Ông/bà đã lùi lượt một lần." in again.text
    assert phone.ticket.code in again.text and 'data-state="waiting"' in again.text


def test_whoever_returns_too_late_is_told_to_take_a_new_number(missed, hands):
    hands.forward(minutes=31)
    late = missed.press("rejoins")
    assert late.status_code == 409
    assert "Mời lấy số mới." in late.text


def test_who_missed_the_call_is_told_until_when_and_has_one_button_to_be_called_again(missed):
    page = missed.get(f"/t/{missed.ticket.token}").text
    assert "số được giữ đến <b>08:32</b>" in page and "rồi bấm nút này để được gọi lại." in page
    assert re.findall(r'<button[^>]*data-testid="([^"]*)"', page) == ["ph-rejoin"]
    assert 'data-state="waiting"' in missed.press("rejoins").text


def test_who_is_back_is_asked_back_no_more_and_knows_that_it_is_known(missed, counter_1, counter_2, counter_3):
    page = missed.press("rejoins").text
    assert "Trung tâm đã biết ông/bà quay lại." in page and "Ông/bà sẽ sớm được gọi lại." in page
    assert "quay lại khu vực chờ" not in page
    db.connect(reuse_if_open=True)
    for counter in (counter_1, counter_2, counter_3):
        queueing.pause_counter(counter, "Họp")
    page = missed.get(f"/t/{missed.ticket.token}").text
    assert "Trung tâm đã biết ông/bà quay lại." in page and "sớm được gọi lại" not in page, "nobody calls now"


def test_who_told_a_counter_instead_is_known_on_the_phone_too(missed, counter_2):
    queueing.rejoin(missed.ticket, counter=counter_2)
    assert "Trung tâm đã biết ông/bà quay lại." in missed.get(f"/t/{missed.ticket.token}").text


def test_giving_up_asks_first_and_then_offers_the_way_back_before_the_way_out(phone):
    page = phone.get(f"/t/{phone.ticket.token}").text
    asked = [page.index(words) for words in (f"Bỏ số {phone.ticket.code}?", "Giữ số", "Bỏ số này")]
    assert asked == sorted(asked)


@pytest.mark.parametrize(
    ("given", "where_to", "nowhere"),
    [(True, "Mời ông/bà lấy số mới ở máy gần cửa.", "Đã ngừng cấp số."),
     (False, "Đã ngừng cấp số.", "Mời ông/bà lấy số mới ở máy gần cửa.")],
)  # fmt: skip
def test_who_missed_it_too_long_ago_is_sent_to_the_machine_only_while_that_gives_numbers(
    missed, hands, given, where_to, nowhere
):
    hands.forward(minutes=31)
    if not given:
        with unit_of_work():
            Opening.update(opens=time(7), closes=time(8, 40)).execute()
            Centre.update(stop_before_close_minutes=15).execute()
    page = missed.get(f"/t/{missed.ticket.token}").text
    assert where_to in page and nowhere not in page and "ph-rejoin" not in page and "ph-book" in page


def test_a_refused_page_refreshes_to_the_tickets_own_address(phone):
    phone.press("deferrals")
    page = phone.press("deferrals", "?lang=en")
    assert f'content="15; url=/t/{phone.ticket.token}?lang=en"' in page.text


def test_english_stays_through_a_press_and_through_a_refusal(phone):
    page = phone.get(f"/t/{phone.ticket.token}?lang=en").text
    assert f'action="/t/{phone.ticket.token}/deferrals?lang=en"' in page
    done = phone.press("deferrals", "?lang=en")
    assert done.request.query_string == b"lang=en" and '<html lang="en"' in done.text
    refused = phone.press("deferrals", "?lang=en")
    assert "You have already let people pass once." in refused.text and '<html lang="en"' in refused.text


def test_who_let_others_pass_is_told_how_many_are_now_before_them(phone, certification):
    queueing.issue(certification, key=new_key())
    assert "ph-deferred" not in phone.get(f"/t/{phone.ticket.token}").text
    page = phone.press("deferrals").text
    assert (
        'Đã lùi lượt, còn <span data-slot="ahead">2</span>\u00a0người trước ông/bà.' in page and 'ph-defer"' not in page
    )


def test_passing_is_offered_by_how_many_stand_behind_and_not_when_nobody_does(phone, certification):
    last = queueing.issue(certification, key=new_key())
    assert "Lùi lượt 2\u00a0số" in phone.get(f"/t/{phone.ticket.token}").text
    assert "Let 2\u00a0people pass" in phone.get(f"/t/{phone.ticket.token}?lang=en").text
    alone = phone.get(f"/t/{last.token}").text
    assert "ph-defer" not in alone and "Lùi lượt" not in alone
    phone.ticket = last
    refused = phone.press("deferrals")
    assert refused.status_code == 409 and "Chưa có ai sau ông/bà để nhường lượt." in refused.text
    queueing.issue(certification, key=new_key())
    assert "Lùi lượt 1\u00a0số" in phone.get(f"/t/{last.token}").text


def test_who_let_three_pass_is_called_back_only_once_those_are_being_called(phone, certification, counter_1, hands):
    for _ in range(3):
        hands.forward(seconds=20)
        queueing.issue(certification, key=new_key())
    assert 'data-near="true"' in phone.get(f"/t/{phone.ticket.token}").text
    passed = phone.press("deferrals").text
    assert 'data-near="false"' in passed and "Sắp đến lượt" not in passed and "quay lại khu vực chờ" not in passed
    db.connect(reuse_if_open=True)
    queueing.call_next(counter_1)
    assert 'data-near="true"' in phone.get(f"/t/{phone.ticket.token}").text


def test_a_number_taken_in_english_opens_in_english_until_vietnamese_is_chosen(phone, certification):
    ticket = queueing.issue(certification, key=new_key(), language="en")
    queueing.issue(certification, key=new_key())
    page = phone.client.get(f"/t/{ticket.token}", follow_redirects=True).text
    assert '<html lang="en"' in page and f"/t/{ticket.token}?lang=vi" in page
    own = phone.client.get(f"/t/{ticket.token}?lang=vi", follow_redirects=True).text
    assert '<html lang="vi"' in own and f'action="/t/{ticket.token}/deferrals?lang=vi"' in own


@pytest.mark.parametrize("query", ["token=BCGHKLMN", "_method=POST", "endpoint=phone.page", "_external=1&_scheme=ftp"])
def test_whatever_stands_in_its_address_a_number_taken_in_english_opens_in_english(phone, certification, query):
    ticket = queueing.issue(certification, key=new_key(), language="en")
    answer = phone.client.get(f"/t/{ticket.token}?{query}")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/t/{ticket.token}?{query}&lang=en"


def test_a_press_on_a_number_of_yesterday_says_that_it_is_gone(phone, certification, hands):
    hands.forward(days=1)
    db.connect(reuse_if_open=True)
    queueing.issue(certification, key=new_key())
    gone = phone.press("deferrals")
    assert gone.status_code == 410
    assert "Mời ông/bà lấy số mới." in gone.text


def test_a_press_on_a_number_that_never_was_says_to_take_a_new_one(person):
    missed = person().post("/t/BCGHKLMN/deferrals")
    assert missed.status_code == 404
    assert "Mời ông/bà quét lại mã, hoặc lấy số mới." in missed.text
