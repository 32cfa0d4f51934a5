"""What a call says, and with which clips."""

import pytest

from display import phrases
from display.phrases import Style, phrase


def test_a_call_is_read_as_a_number_and_then_digit_by_digit() -> None:
    call = phrase("C025", 4)
    assert call.text == "Kính mời số C025, đến quầy số 4."
    assert call.first.words == "Kính mời số xê, hai mươi lăm, đến quầy số bốn."
    assert call.again.words == "Xê, không, hai, năm; quầy số bốn."
    assert call.first.clips == (
        "chime", "invite", "letter-c", 0.12, "digit-2", "tens", "five-after-ten", 0.12,
        "to-counter", "digit-4",
    )  # fmt: skip
    slower = ("digit-0", 0.15, "digit-2", 0.15, "digit-5")
    assert call.again.clips == (0.6, "letter-c", 0.12, *slower, 0.12, "counter", "digit-4")


def test_only_the_first_reading_has_the_chime_and_only_the_second_starts_after_a_pause() -> None:
    call = phrase("H104", 15)
    assert call.first.clips[0] == phrases.CHIME
    assert phrases.CHIME not in call.again.clips
    assert call.again.clips[0] == phrases.BETWEEN


def test_a_counter_above_ten_is_read_as_a_number() -> None:
    assert phrase("C025", 14).first.words.endswith("đến quầy số mười bốn.")
    assert phrase("C025", 21).again.words.endswith("quầy số hai mươi mốt.")


def test_the_south_has_its_own_words() -> None:
    assert "một ngàn không trăm lẻ năm" in phrase("C1005", 4, style=Style("south")).first.words


def test_a_number_without_a_letter_is_read_too() -> None:
    call = phrase("1002", 3)
    assert call.first.words == "Kính mời số một nghìn không trăm linh hai, đến quầy số ba."
    assert call.again.words == "Một, không, không, hai; quầy số ba."


def test_a_named_counter_is_called_by_its_name_when_that_can_be_spoken() -> None:
    call = phrase("U007", 15, "Bưu điện", can_say={"name-buu-dien"}.__contains__)
    assert call.text == "Kính mời số U007, đến quầy Bưu điện."
    assert call.first.words == "Kính mời số u, bảy, đến quầy Bưu điện."
    assert call.first.clips[-2:] == ("to", "name-buu-dien")
    assert call.again.words == "U, không, không, bảy; quầy Bưu điện."


def test_a_name_nobody_recorded_is_written_but_the_number_is_spoken() -> None:
    call = phrase("U007", 15, "Bưu điện")
    assert call.text == "Kính mời số U007, đến quầy Bưu điện."
    assert call.first.words == "Kính mời số u, bảy, đến quầy số mười lăm."


@pytest.mark.parametrize(
    ("name", "place"),
    [("Bưu điện", "quầy Bưu điện"), ("Quầy  Hướng dẫn", "quầy Hướng dẫn"), ("Phòng 2", "phòng 2")],
)
def test_a_name_brings_its_own_noun_or_gets_one(name: str, place: str) -> None:
    assert phrases.counter_place(name) == place


@pytest.mark.parametrize(
    ("name", "clip"),
    [("Bưu điện", "name-buu-dien"), (";$(x)/../a", "name-x-a"), ("Trả kết quả", "name-tra-ket-qua")],
)
def test_a_clip_is_named_with_letters_and_digits_only(name: str, clip: str) -> None:
    assert phrases.name_clip(name) == clip


def test_nothing_but_number_and_counter_is_ever_said() -> None:
    for number in ("C001", "H999", "N1005"):
        call = phrase(number, 7)
        assert "ưu tiên" not in (call.text + call.first.words + call.again.words).casefold()


def test_every_clip_of_every_phrase_is_in_the_list_of_clips() -> None:
    words = {"chime", *phrases.WORD_CLIPS.values(), *phrases.LETTER_CLIPS.values(), *phrases.SENTENCE_CLIPS}
    known = words | set(phrases.ENGLISH_CLIPS)
    for letter in "CHKNXSRU":
        for numeral in range(1, 1200, 7):
            call = phrase(f"{letter}{numeral:03}", numeral % 99 + 1)
            assert {c for c in call.first.clips + call.again.clips + call.english.clips if isinstance(c, str)} <= known


@pytest.mark.parametrize(
    ("number", "counter", "text"),
    [
        ("C025", 4, "Number C zero two five, counter four."),
        ("H1005", 15, "Number H one zero zero five, counter fifteen."),
        ("K007", 20, "Number K zero zero seven, counter twenty."),
        ("K007", 21, "Number K zero zero seven, counter twenty-one."),
        ("K007", 120, "Number K zero zero seven, counter one two zero."),
    ],
)
def test_every_call_has_an_english_sentence(number: str, counter: int, text: str) -> None:
    assert phrase(number, counter).english.words == text
    assert phrase(number, counter).as_dict()["text_en"] == text


def test_the_english_reading_comes_after_a_pause_and_names_its_own_clips() -> None:
    assert phrase("C025", 14).english.clips == (
        0.6, "en-number", "en-letter-c", "en-zero", "en-two", "en-five", 0.12, "en-counter", "en-fourteen",
    )  # fmt: skip


def test_only_a_ticket_taken_in_english_has_a_third_reading() -> None:
    call = phrase("C025", 4)
    assert len(call.as_dict()["readings"]) == len(call.as_dict("vi")["readings"]) == 2
    third = call.as_dict("en")["readings"][2]
    assert third == {"words": "Number C zero two five, counter four.", "clips": list(call.english.clips)}
    assert call.as_dict("en")["readings"][:2] == call.as_dict()["readings"]


def test_a_named_counter_is_called_by_its_number_in_english() -> None:
    call = phrase("U007", 15, "Bưu điện", can_say={"name-buu-dien"}.__contains__)
    assert call.english.words == "Number U zero zero seven, counter fifteen."


def test_plain_values_are_ready_for_json() -> None:
    call = phrase("C025", 4).as_dict()
    assert call["text"] == "Kính mời số C025, đến quầy số 4."
    assert [r["clips"][0] for r in call["readings"]] == ["chime", 0.6]
