"""Words without their marks, composed or not."""

import unicodedata

import pytest

from vietnamese import without_marks


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_vietnamese_loses_its_marks_and_keeps_its_case(form):
    assert without_marks(unicodedata.normalize(form, "Chứng thực ĐẤT đai, Ưỡn")) == "Chung thuc DAT dai, Uon"
