from datetime import date

import pytest

from dossiers import read_code
from queueing.errors import Invalid

SEEN_IN_THE_WILD = [
    "H57.132-260804-0583",
    "000.00.12.H62-201105-0004",
    "G22.99.08-260921-896048",
    "H40.12-250101-0001",
    "H31.77-260203-0002",
]


@pytest.mark.parametrize("code", SEEN_IN_THE_WILD)
def test_a_code_of_article_19_is_recognised(code):
    assert read_code(code).standard


@pytest.mark.parametrize("code", ["BTP-2026-000123", "H57.132-260804", "57-260804-0583", "H57.132-260804-1234567"])
def test_another_shape_is_kept_and_marked(code):
    written = read_code(code)
    assert not written.standard
    assert written.text == code


def test_spaces_case_and_long_dashes_make_no_difference_to_the_key():
    assert read_code(" h57.132 – 260804 – 0583\n").key == read_code("H57.132-260804-0583").key == "H57.132-260804-0583"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\v"])
def test_a_line_end_after_a_code_makes_no_other_dossier(end):
    assert read_code("H99.01-261121-0007" + end) == read_code("H99.01-261121-0007")


def test_invisible_letters_make_no_difference_to_the_key():
    assert read_code("H57.132\u200b-260804-0583\ufeff").key == "H57.132-260804-0583"


def test_the_code_tells_the_day_it_was_given():
    assert read_code("H57.132-260804-0583").day == date(2026, 8, 4)


def test_an_impossible_day_is_no_day():
    written = read_code("H57.132-260231-0583")
    assert written.standard
    assert written.day is None


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "A" * 61, "H57\x00132", "H57\x1b[2J"])
def test_what_cannot_be_a_code_is_refused(text):
    with pytest.raises(Invalid) as refusal:
        read_code(text)
    assert refusal.value.field == "code"


def test_digits_of_other_scripts_are_not_taken_for_ours():
    assert not read_code("H57.132-٢٦٠٨٠٤-0583").standard
