"""The English reading rules: letter by letter and digit by digit, and counters as whole numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from display import english, phrases

TICKETS = """
C025 C zero two five
H104 H one zero four
K010 K zero one zero
N999 N nine nine nine
X001 X zero zero one
C1005 C one zero zero five
S678 S six seven eight
1002 one zero zero two
Đ030 D zero three zero
c025 C zero two five
""".strip().splitlines()

COUNTERS = {
    1: "one", 9: "nine", 10: "ten", 11: "eleven", 12: "twelve", 13: "thirteen", 14: "fourteen", 15: "fifteen",
    16: "sixteen", 17: "seventeen", 18: "eighteen", 19: "nineteen", 20: "twenty", 21: "twenty one", 34: "thirty four",
    40: "forty", 55: "fifty five", 66: "sixty six", 78: "seventy eight", 80: "eighty", 99: "ninety nine",
    100: "one zero zero", 120: "one two zero",
}  # fmt: skip


@pytest.mark.parametrize("row", TICKETS)
def test_a_ticket_is_read_letter_by_letter_and_digit_by_digit(row: str) -> None:
    number, words = row.split(" ", 1)
    assert " ".join(english.ticket_words(number)) == words


@pytest.mark.parametrize(("number", "words"), COUNTERS.items())
def test_a_counter_is_read_as_a_whole_number(number: int, words: str) -> None:
    assert " ".join(english.counter_words(number)) == words


@given(st.integers(0, 999), st.integers(0, 999))
def test_two_different_counters_never_sound_alike(one: int, other: int) -> None:
    assert (english.counter_words(one) == english.counter_words(other)) == (one == other)


@given(st.sampled_from(english.LETTERS), st.integers(0, 9999), st.integers(0, 999))
def test_every_call_is_made_of_words_that_have_a_clip(letter: str, number: int, counter: int) -> None:
    words = english.ticket_words(f"{letter}{number:03}") + english.counter_words(counter)
    assert set(words) <= set(phrases.ENGLISH_CLIPS.values())


@pytest.mark.parametrize("wrong", ["", "C", "?025", "Ư025"])
def test_what_cannot_be_read_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match=r"numeral|no spoken name"):
        english.ticket_words(wrong)
