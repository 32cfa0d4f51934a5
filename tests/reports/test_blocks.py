"""What a report is made of says itself as the decree wants it said."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.blocks import (
    Addressee,
    Closing,
    Column,
    Figure,
    Item,
    Letterhead,
    Meta,
    Paragraph,
    Recipients,
    Report,
    Row,
    Signature,
    SimpleTable,
    Text,
    day_said,
    laid_out,
    paragraph,
    plain,
    printable,
)
from reports.columns import MARGIN, MM
from reports.grids import BODY
from reports.lengths import length
from tests.reports.long_binh import annex, dated, report

META = Meta("Báo cáo", "Trung tâm")
FOOT = Closing(Signature(("GIÁM ĐỐC",)))
SMALL = SimpleTable((Column("Số"),), (Row(("1",)),))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 1, 31), "ngày 31 tháng 01 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
        (date(2026, 12, 10), "ngày 10 tháng 12 năm 2026"),
    ],
)
def test_days_below_ten_and_the_first_two_months_take_a_zero(day, said):
    assert day_said(day) == said


def test_a_number_below_ten_takes_a_zero_and_what_is_not_known_yet_stays_blank():
    assert dated(5, date(2026, 2, 5)).number_line == "Số:\u00a005/BC-TTPVHCC"
    assert dated(128, date(2026, 2, 5)).date_line == "Long Bình, ngày 05 tháng 02 năm 2026"
    blank = Letterhead("UBND", "Trung tâm", "Long Bình", year=2026)
    assert blank.number_line.split() == ["Số:", "/BC-TTPVHCC"]
    assert blank.date_line.split() == ["Long", "Bình,", "ngày", "tháng", "năm", "2026"]


def test_the_names_of_a_letterhead_are_capitals_and_not_torn_apart():
    [line] = Letterhead("", "Trung tâm Phục vụ hành chính công phường Long Bình", "").issuer_lines
    assert line.split(" ") == [
        "TRUNG\u00a0TÂM", "PHỤC\u00a0VỤ", "HÀNH\u00a0CHÍNH\u00a0CÔNG", "PHƯỜNG\u00a0LONG\u00a0BÌNH"
    ]  # fmt: skip


def test_recipients_begin_with_the_addressee_and_end_with_the_file():
    typed = Recipients((" - Chủ tịch UBND phường ;", "", "Lưu: VT, TTPVHCC.", "- như trên;", "Các phòng (để biết)"))
    assert typed.lines == ("- Như trên;", "- Chủ tịch UBND phường;", "- Các phòng (để biết);", "- Lưu: VT, TTPVHCC.")
    assert Recipients(("UBND phường",), as_above=False).lines == ("- UBND phường;", "- Lưu: VT.")


def test_one_addressee_stands_alone_and_several_stand_in_a_list():
    assert Addressee(("UBND phường;",)).lines == ("UBND phường",)
    assert Addressee(("- UBND phường", "Sở Nội vụ.")).lines == ("- UBND phường;", "- Sở Nội vụ.")


@pytest.mark.parametrize("typed", ["Kính báo cáo", "Kính báo cáo.", "Kính báo cáo./.", "Kính báo cáo. "])
def test_the_text_ends_with_the_sign_of_the_end(typed):
    ended = Report((paragraph("Một."), paragraph(typed), FOOT, annex()), META)
    assert plain(ended.blocks[1].runs).replace(" ", "") == "Kínhbáocáo./."
    assert plain(ended.blocks[0].runs) == "Một."


def test_a_text_that_ends_in_a_table_has_the_sign_below_it():
    assert Report((SMALL, FOOT), META).blocks[1] == paragraph("./.")


def test_typed_lines_become_paragraphs_and_lists_and_keep_their_figures():
    count = Figure("12", "received")
    assert laid_out(["Một ", count, "\r\n- hai\n\n  + ba ", count, "\n-bốn\n", count]) == (
        Paragraph((Text("Một "), count)),
        Item((Text("hai"),)),
        Item((Text("ba "), count), 2),
        Paragraph((Text("-bốn"),)),
        Paragraph((count,)),
    )


@given(st.text())
@settings(max_examples=60, deadline=None)
def test_whatever_is_typed_nothing_of_it_is_lost_but_signs_and_spaces(typed):
    kept = "".join(plain(block.runs) for block in laid_out([typed]))
    signs = "-–•*+"
    assert [c for c in kept if not c.isspace() and c not in signs] == [
        c for line in typed.splitlines() for c in line if not c.isspace() and c not in signs
    ]


def test_an_annex_says_which_report_it_belongs_to():
    [table] = report(letterhead=dated(5, date(2026, 4, 15))).annexes
    assert table.reference == (
        "(Kèm theo Báo cáo số\u00a005/BC-TTPVHCC ngày 15 tháng 4 năm 2026"
        " của Trung tâm Phục vụ hành chính công phường Long Bình)"
    )


@pytest.mark.parametrize("href", ["https://example.com/", "//example.com", "javascript:alert(1)"])
def test_a_figure_leads_only_into_this_site(href):
    with pytest.raises(ValueError, match="only into this site"):
        Figure("1", "key", href)


def test_a_row_has_as_many_cells_as_the_table_has_columns():
    with pytest.raises(ValueError, match="2 cells in a table of 1 columns"):
        SimpleTable((Column("Số"),), (Row(("1", "2")),))


def test_text_holds_nothing_that_a_file_could_not():
    assert printable("a\x00b\ud800\ufffe\tc\nd e\u0302\u0323") == "ab c d ệ"


@given(
    st.lists(st.tuples(st.text(max_size=40), st.sampled_from(["left", "center", "right"])), min_size=1, max_size=20),
    st.integers(0, 10**12),
)
@settings(max_examples=60, deadline=None)
def test_the_columns_of_any_table_fill_it_exactly(columns, value):
    table = SimpleTable(
        tuple(Column(label, None, align) for label, align in columns), (Row((str(value),) * len(columns)),)
    )
    assert sum(table.layout.widths) == 1000
    assert all(width > 0 for width in table.layout.widths)


def test_the_head_of_a_group_of_one_column_is_not_broken():
    table = SimpleTable(
        (Column("Lĩnh vực", align="left"), Column("Số", "THANH TOÁN TRỰC TUYẾN"), Column("Số", "ĐÃ GIẢI QUYẾT")),
        (Row(("Giáo dục và đào tạo thuộc hệ thống giáo dục quốc dân" * 3, "1", "1")),),
    )
    assert table.layout.widths[2] * BODY * MM / 1000 > length("QUYẾT", 12, bold=True) + 2 * MARGIN


def test_figures_are_never_broken_and_the_letters_shrink_before_they_would_be():
    ordinary, huge = annex().layout, annex(thousands=1_000_000).layout
    assert ordinary.half_points > huge.half_points >= 16
    assert len(set(annex(times=9).layout.widths[2:])) <= 2, "where one page is not enough, figures share alike"
