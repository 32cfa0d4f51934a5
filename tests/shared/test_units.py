"""Where a line may end on the screens of citizens."""

import pytest
from markupsafe import Markup

from units import in_sentences, listed, unparted


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("<p>Đã quá 30 phút, mời</p>", "<p>Đã quá 30\u00a0phút, mời</p>"),
        ("<p>Còn <b>8</b> người trước</p>", "<p>Còn <b>8</b>\u00a0người trước</p>"),
        ('<p>sau <b data-slot="seconds"></b> giây</p>', '<p>sau <b data-slot="seconds"></b>\u00a0giây</p>'),
        ('<p>No more <b data-slot="service.title"></b> numbers</p>',) * 2,  # a name may have many words
        ("<p>Quầy 1, 2 và 3</p>", "<p>Quầy 1, 2\u00a0và 3</p>"),
        ('<img alt="2 người" width=9> <b>3</b> <b>4</b>', '<img alt="2 người" width=9> <b>3</b> <b>4</b>'),
    ],
)
def test_a_number_stays_beside_its_unit_in_a_page(written, kept):
    assert unparted(written) == kept


def test_a_line_ends_between_what_a_list_names_and_not_within_a_word_of_several_syllables():
    assert listed("Đăng ký, hợp tác xã, gas") == "Đăng\u00a0ký, hợp\u00a0tác\u00a0xã, gas"
    long = "người đang mang thai hoặc bế trẻ nhỏ"
    assert listed(f"người có công, {long}") == f"người\u00a0có\u00a0công, {long}"
    assert listed("Đã có giấy hẹn trả kết quả") == "Đã có giấy hẹn trả kết quả"  # no list


def test_each_sentence_may_have_a_line_of_its_own():
    assert in_sentences("Nghỉ đến 13:30. Ông/bà vẫn lấy được số.") == ["Nghỉ đến 13:30.", "Ông/bà vẫn lấy được số."]
    assert in_sentences(Markup('Đến <b data-slot="opens"></b>. Mời chờ.'))[0] == 'Đến <b data-slot="opens"></b>.'
    assert in_sentences("<b> & co. Xin chào") == ["&lt;b&gt; &amp; co.", "Xin chào"]  # what is no markup stays words


def test_the_pages_of_citizens_keep_numbers_beside_their_units(person, kiosk, certification):
    assert 'sau <b data-slot="seconds"></b>\u00a0giây' in kiosk.get("/kiosk").text
    number = kiosk.take_number(certification).json["ticket"]
    kiosk.take_number(certification)
    assert "Lùi lượt 1\u00a0số" in person().get(f"/t/{number['token']}").text
