"""The number-reading rules, each row as a Vietnamese teacher would read it aloud."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from display import numerals, phrases

TICKETS = """
C001 xê, một
H004 hát, bốn
K005 ca, năm
N010 en-nờ, mười
X015 ích-xì, mười lăm
C021 xê, hai mươi mốt
H024 hát, hai mươi tư
K025 ca, hai mươi lăm
N044 en-nờ, bốn mươi tư
X091 ích-xì, chín mươi mốt
C101 xê, một trăm linh một
H104 hát, một trăm linh bốn
K105 ca, một trăm linh năm
N110 en-nờ, một trăm mười
R234 e-rờ, hai trăm ba mươi tư
K300 ca, ba trăm
N415 en-nờ, bốn trăm mười lăm
X555 ích-xì, năm trăm năm mươi lăm
S999 ét-sờ, chín trăm chín mươi chín
C1005 xê, một nghìn không trăm linh năm
A012 a, mười hai
B020 bê, hai mươi
L031 e-lờ, ba mươi mốt
M035 em-mờ, ba mươi lăm
U041 u, bốn mươi mốt
D014 đê, mười bốn
E011 e, mười một
G111 giê, một trăm mười một
P115 pê, một trăm mười lăm
T121 tê, một trăm hai mươi mốt
V200 vê, hai trăm
""".strip().splitlines()

NORTH = {
    0: "không",
    10: "mười",
    20: "hai mươi",
    100: "một trăm",
    1000: "một nghìn",
    1015: "một nghìn không trăm mười lăm",
    1100: "một nghìn một trăm",
    1105: "một nghìn một trăm linh năm",
    1121: "một nghìn một trăm hai mươi mốt",
    2034: "hai nghìn không trăm ba mươi tư",
    9999: "chín nghìn chín trăm chín mươi chín",
    15_004: "mười lăm nghìn không trăm linh bốn",
}
SOUTH = {
    101: "một trăm lẻ một",
    104: "một trăm lẻ bốn",
    105: "một trăm lẻ năm",
    115: "một trăm mười lăm",
    1000: "một ngàn",
    1005: "một ngàn không trăm lẻ năm",
    2034: "hai ngàn không trăm ba mươi tư",
}


@pytest.mark.parametrize("row", TICKETS)
def test_a_ticket_is_read_as_its_letter_and_its_number(row: str) -> None:
    number, words = row.split(" ", 1)
    letters, numeral = numerals.split(number)
    spoken = f"{' '.join(numerals.letter_words(letters))}, {' '.join(numerals.number_words(int(numeral)))}"
    assert spoken == words


@pytest.mark.parametrize(("number", "words"), NORTH.items())
def test_the_north_reads_a_number(number: int, words: str) -> None:
    assert " ".join(numerals.number_words(number)) == words


@pytest.mark.parametrize(("number", "words"), SOUTH.items())
def test_the_south_says_le_and_ngan(number: int, words: str) -> None:
    assert " ".join(numerals.number_words(number, "south")) == words


@pytest.mark.parametrize(
    ("numeral", "words"),
    [
        ("025", "không hai năm"),
        ("012", "không một hai"),
        ("1005", "một không không năm"),
        ("144", "một bốn bốn"),
        ("001", "không không một"),
    ],
)
def test_digit_by_digit_keeps_leading_zeros_and_plain_digits(numeral: str, words: str) -> None:
    assert " ".join(numerals.digit_words(numeral)) == words


@given(st.integers(0, 999_999), st.sampled_from(["north", "south"]))
def test_every_number_is_made_of_words_that_have_a_clip(number: int, region: numerals.Region) -> None:
    assert set(numerals.number_words(number, region)) <= set(phrases.WORD_CLIPS)


@given(st.integers(0, 9999), st.integers(0, 9999), st.sampled_from(["north", "south"]))
def test_two_different_numbers_never_sound_alike(one: int, other: int, region: numerals.Region) -> None:
    alike = numerals.number_words(one, region) == numerals.number_words(other, region)
    assert alike == (one == other)


@given(st.integers(0, 999_999))
def test_lam_and_mot_follow_tens_only(number: int) -> None:
    words = numerals.number_words(number)
    for before, word in itertools.pairwise(words):
        if word in ("mốt", "tư"):
            assert before == "mươi"
        if word == "lăm":
            assert before in ("mười", "mươi")
        if before == "linh":
            assert word in numerals.DIGITS


def test_numbers_are_split_into_letters_and_numeral() -> None:
    assert numerals.split("C025") == ("C", "025")
    assert numerals.split("C1005") == ("C", "1005")
    assert numerals.split("1002") == ("", "1002")


@pytest.mark.parametrize("wrong", ["", "C", "C0x"])
def test_a_number_without_a_numeral_is_refused(wrong: str) -> None:
    with pytest.raises(ValueError, match="numeral"):
        numerals.split(wrong)


def test_what_cannot_be_read_is_refused() -> None:
    with pytest.raises(ValueError, match="999,999"):
        numerals.number_words(1_000_000)
    with pytest.raises(ValueError, match="999,999"):
        numerals.number_words(-1)
    with pytest.raises(ValueError, match="not a numeral"):
        numerals.digit_words("٣")
    with pytest.raises(ValueError, match="no spoken name"):
        numerals.letter_words("?")
