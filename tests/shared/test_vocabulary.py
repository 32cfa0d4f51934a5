"""One word for each thing, on every screen, in both languages."""

import re
import unicodedata

import pytest

from translations.citizens import of_the_rules
from translations.merge import english, said

SAID = english()  # (context, Vietnamese) → English, or the English of one and of many
VIETNAMESE = {sentence for _context, sentence in SAID}
ENGLISH = {form for said in SAID.values() for form in ((said,) if isinstance(said, str) else said)}

# What is never said → what is said instead.
IN_VIETNAMESE = {
    r"[Kk]i-?ốt|(?<!/)\b[Kk]iosk": "máy lấy số",
    r"[Kk]hách\b": "công dân",
    r"[Hh]àng đợi": "hàng chờ",
    r"Chủ Nhật": "Chủ nhật",
    r"Cổng Dịch vụ công quốc gia": "Cổng Dịch vụ công Quốc gia",
    r"bảng trực ca": "bảng trực tiếp",
    r"[Ss]ố hóa đầu vào": "số hóa khi tiếp nhận",
    r"Dùng lại dữ liệu": "Tái sử dụng dữ liệu",
    r"nghĩ ra|nói lên điều gì|đứng đồng hồ|rung chuông": "a written sentence, not a spoken one",
    r"[Ll]ỗi không xác định": "what happened, what to do, who helps",
    r"nhân viên": "cán bộ",
    r"\u2011": "-, which the typeface has",
}
IN_ENGLISH = {
    r"[Pp]rovincial (?:case )?system": "one-stop software",
    r"[Gg]uide desk|[Gg]uidance counter": "help desk",
    r"[Tt]icket machine": "kiosk",
    r"[Ff]inancial duty": "payment due",
    r"[Ss]upplement": "documents",
    r"[Cc]lock stop": "pause",
    r"[Tt]ry(?:ing)? the loudspeaker|[Tt]rial print": "test",
    r"[Ss]oon not reached|[Nn]ot reached": "at risk; below target",
    r"[Pp]eriod before": "previous period",
    r"[Dd]raw a new|[Dd]rawn (?:anew|again)": "issue a new",
    r"thought of|one just come|[Gg]ive up this|heard well|sentence of trial": "plain English",
    r"[Cc]ustomer|[Cc]lient\b": "citizen",
    r"\(s\)": "a form for one and a form for many: _n()",
}
# Whoever comes to the centre need not know them.
ABBREVIATIONS = re.compile(r"\b(TTHC|CCCD|UBND|HĐND|DVC)\b")
CITIZENS = ("templates/kiosk/", "templates/phone/", "templates/rating/", "templates/display/display.html")


@pytest.mark.parametrize("word", IN_VIETNAMESE)
def test_a_thing_has_one_name_in_vietnamese(word):
    assert [one for one in VIETNAMESE if re.search(word, one)] == [], f"say: {IN_VIETNAMESE[word]}"


@pytest.mark.parametrize("word", IN_ENGLISH)
def test_a_thing_has_one_name_in_english(word):
    assert [one for one in ENGLISH if re.search(word, one)] == [], f"say: {IN_ENGLISH[word]}"


def test_what_rules_say_has_the_same_names():
    told = {vi: en for vi, (en, _file) in of_the_rules().items()}
    assert [one for one in told for word in IN_VIETNAMESE if re.search(word, one)] == []
    assert [one for one in told.values() for word in IN_ENGLISH if re.search(word, one)] == []


def test_a_sentence_that_rules_say_to_citizens_is_short():
    sentences = {one for vi in of_the_rules() for one in re.split(r"(?<=[.!?;:,]) ", vi)}
    assert [one for one in sentences if len(one.split()) > 15] == []


def test_every_sentence_is_composed_and_spaced_once():
    assert [one for one in VIETNAMESE | ENGLISH if one != unicodedata.normalize("NFC", one) or "  " in one] == []


def test_a_citizen_reads_no_abbreviation():
    theirs = {key[1] for file, key, _counted in said() if file.startswith(CITIZENS)}
    assert [one for one in theirs if ABBREVIATIONS.search(one)] == []


# One state, said by whoever acts, of a list, and to the one it concerns: docs/languages.md, "One word per thing".
CITIZENS_MEET = (*CITIZENS, "templates/guides/poster.html", "wording.py")
MISSED = {  # the word → where it is said, and nowhere else
    r"[Vv]ắng mặt": lambda file: not file.startswith(CITIZENS_MEET),
    r"(?<!đã )(?<!Đã )[Qq]ua lượt": lambda file: False,
    r"đã qua lượt|Đã qua lượt": lambda file: file.startswith(CITIZENS),
    r"[Ll]ỡ lượt": lambda file: not file.startswith(CITIZENS),
    r"[Ll]ỡ lượt(?!\?)": lambda file: not file.startswith(CITIZENS_MEET),
    r"[Nn]hỡ lượt|[Qq]uá lượt|[Mm]ất lượt|[Ll]ỡ số|[Kk]hông đến quầy": lambda file: False,
}


@pytest.mark.parametrize("word", MISSED)
def test_a_number_whose_citizen_did_not_come_is_called_as_its_reader_knows_it(word):
    loose = {(file, key[1]) for file, key, _counted in said() if re.search(word, key[1]) and not MISSED[word](file)}
    assert loose == set()


@pytest.mark.parametrize(
    ("vietnamese", "expected"),
    [
        ("Gọi số tiếp theo", "Call next"),
        ("Vắng mặt", "Not here"),
        ("Tạm giữ", "Hold"),
        ("Tạm nghỉ", "Pause"),
        ("Mở lại quầy", "Reopen"),
        ("Cần bổ sung", "To complete"),
        ("Yêu cầu bổ sung", "More documents needed"),
        ("Bỏ qua, bổ sung sau", "Skip, complete later"),
        ("Lùi lượt %(count)s số", ("Let %(count)s person pass", "Let %(count)s people pass")),
        ("Đạt", "On target"),
        ("Chưa đạt", "Below target"),
        ("Sắp không đạt", "At risk"),
        ("Hồ sơ trực tuyến", "Filed online"),
        ("Số hóa khi tiếp nhận", "Digitised on receipt"),
        ("Tái sử dụng dữ liệu", "Data reused"),
        ("Mời mở lại", "Ask to reopen"),
        ("In thử", "Test print"),
        ("Thử loa", "Test sound"),
        ("Nghe rõ không?", "Can you hear it?"),
        ("Mở cửa", "Open"),
    ],
)
def test_the_words_that_people_learn_stay(vietnamese, expected):
    assert SAID[None, vietnamese] == expected


@pytest.mark.parametrize(
    ("context", "vietnamese", "expected"),
    [
        ("state", "Tạm nghỉ", "Paused"),
        ("report", "Đã nộp", "Handed in"),
        ("dossier", "Hạn trả", "Due date"),
        ("step", "Lĩnh vực", "Services"),
        ("report", "Đúng hạn", "On the day"),
        ("report", "Yêu cầu bổ sung", "Awaiting documents"),
    ],
)
def test_a_word_of_two_meanings_is_translated_by_where_it_stands(context, vietnamese, expected):
    assert SAID[context, vietnamese] == expected != SAID.get((None, vietnamese))
