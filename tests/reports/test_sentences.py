"""A text that names its figures: what is printed of it, what is left out, and what is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.blocks import Figure, Item, Paragraph, plain
from reports.forms import FORMS
from reports.placeholders import BY_NAME, LISTS, every_name, is_known
from reports.sentences import (
    Slot,
    TextRefused,
    Value,
    blocks_of,
    check,
    plain_line,
    slots,
)
from reports.typed import typed_numbers, typed_verdicts

FIELDS, OWN = ["Hộ tịch", "Đất đai"], ["Số điểm 766"]
FIGURES = {
    "tong_tiep_nhan": Value("3.575", "tong_tiep_nhan", "/dashboard/dossiers", 3575),
    "qua_han": Value("0", "qua_han", None, 0),
    "ty_le_hai_long": Value("…", "thieu:ty_le_hai_long", known=False),
    "danh_muc": Value("a; b", lines=(("Đất đai: 3",), ("Hộ tịch: ", Figure("2", "x")))),
    "trong": Value("", lines=()),
}


def find(slot: Slot) -> Value:
    return FIGURES["trong" if slot.what == "su_co" else slot.name]


def said(text: str) -> list[str]:
    return [("- " if isinstance(one, Item) else "") + plain(one.runs) for one in blocks_of(text, find)]


def test_a_figure_stands_where_it_is_named_and_keeps_its_source():
    [block] = blocks_of("Tổng số {tong_tiep_nhan} hồ sơ.", find)
    assert isinstance(block, Paragraph)
    assert plain(block.runs) == "Tổng số 3.575 hồ sơ."
    assert block.runs[1] == Figure("3.575", "tong_tiep_nhan", "/dashboard/dossiers")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Có {tong_tiep_nhan} hồ sơ[[, hài lòng {ty_le_hai_long}]].", ["Có 3.575 hồ sơ."]),
        ("Trễ [[khác 0: {qua_han} hồ sơ; ]]còn {tong_tiep_nhan}.", ["Trễ còn 3.575."]),
        ("Trễ [[{qua_han} hồ sơ; ]]còn {tong_tiep_nhan}.", ["Trễ 0 hồ sơ; còn 3.575."]),
        ("[[Hài lòng {ty_le_hai_long}]].", []),  # and no lonely full stop
        ("Hài lòng {ty_le_hai_long}.", ["Hài lòng …."]),
        ("- một\n+ hai\n\nba", ["- một", "- hai", "ba"]),
        ("- {danh_muc:linh_vuc}", ["- Đất đai: 3;", "- Hộ tịch: 2."]),
        ("Gồm {danh_muc:linh_vuc}.", ["Gồm Đất đai: 3; Hộ tịch: 2."]),
        ("[[khác 0: Sự cố:]]\n{danh_muc:su_co}", ["Sự cố:"]),
        ("[[khác 0: Sự cố: {danh_muc:su_co}.]]", []),
        ("- [[khác 0: {qua_han} hồ sơ trễ;]]\n- xong.", ["- xong."]),
    ],
)
def test_what_is_not_known_or_nothing_is_left_out_where_the_text_says_so(text, lines):
    assert said(text) == lines


def test_a_heading_may_name_a_figure_too():
    assert plain_line("KẾT QUẢ  {tong_tiep_nhan}\n", find) == "KẾT QUẢ 3.575"


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("{tong_tiep_nhân}", "{tong_tiep_nhan}"),
        ("{ty_le_dung_hen}", "{ty_le_dung_han}"),
        ("{dat:ty_le_dung_hann}", "{dat:ty_le_dung_han}"),
        ("{danh_muc:linhvuc}", "{danh_muc:linh_vuc}"),
        ("{tong_tiep_nhan:Đất dai}", "{tong_tiep_nhan:Đất đai}"),
        ("{nhap:Số điểm}", "{nhap:Số điểm 766}"),
    ],
)
def test_a_name_that_does_not_exist_is_refused_with_the_nearest_that_does(text, near):
    with pytest.raises(TextRefused) as refused:
        check(text, lambda slot: is_known(slot, FIELDS, OWN), every_name(FIELDS, OWN))
    assert text in refused.value.message_vi
    assert near in refused.value.message_vi
    assert near in refused.value.message_en


@pytest.mark.parametrize("text", ["{tong_tiep_nhan", "tong}", "[[ mở", "đóng ]]", "[[ [[ ]] ]]", "[[ dòng\nsau ]]"])
def test_brackets_that_do_not_close_on_their_line_are_refused(text):
    with pytest.raises(TextRefused) as refused:
        list(slots(text))
    assert "Mời mở và đóng trên cùng một dòng" in refused.value.message_vi


def test_every_text_of_every_form_names_only_what_exists_and_types_no_number_and_no_verdict():
    for form in FORMS.values():
        for section in form.sections:
            assert all(is_known(slot, (), ()) for slot in slots(section.text)), section
            assert typed_numbers(section.text) == [], section
            assert typed_verdicts(section.text) == [], section


def test_every_count_rate_target_and_entered_figure_may_be_that_of_a_field():
    for name, what in (
        ("rut", "Đất đai"),
        ("ty_le_dung_han", "Đất đai"),
        ("ty_le_thanh_toan", "Đất đai"),
        ("dat", "ty_le_so_hoa_ho_so/Đất đai"),
        ("chi_tieu", "satisfaction_rate/Đất đai"),
        ("nhap", "Số điểm 766/Đất đai"),
    ):
        assert is_known(Slot(name, what), FIELDS, OWN), what
        assert not is_known(Slot(name, what.replace("Đất đai", "Đất rừng")), FIELDS, OWN), what
    assert not is_known(Slot("dat", "ty_le_la/Đất đai"), FIELDS, OWN)
    assert not is_known(Slot("luot_hai_long", "Đất đai"), FIELDS, OWN)


def test_names_are_plain_letters_so_that_any_keyboard_types_them():
    assert all(name.isascii() and name.islower() for name in BY_NAME)
    assert all(name.isascii() for name in LISTS)


PIECES = [
    "{",
    "}",
    "[[",
    "]]",
    "[[khác 0:",
    "{tong_tiep_nhan}",
    "{danh_muc:linh_vuc}",
    "{x:y}",
    "- ",
    "\n",
    ":",
    "…",
    "ấ ",
    "12 ",
    "chưa đạt ",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=12).map("".join))
@settings(max_examples=60, deadline=None)
def test_any_text_is_printed_or_refused(text):
    try:
        check(text, lambda slot: is_known(slot, FIELDS, OWN), every_name(FIELDS, OWN))
    except TextRefused as refused:
        assert refused.message_vi
    else:
        blocks_of(text, lambda slot: FIGURES.get(slot.name, Value("1", slot.name, None, 1)))
        typed_numbers(text)
        typed_verdicts(text)
