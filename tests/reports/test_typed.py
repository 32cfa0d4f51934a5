"""What a person typed that only figures may say: found where it is meant so, left alone where it is only words."""

import pytest

from reports.sentences import Slot
from reports.typed import typed_numbers, typed_verdicts


def test_a_number_typed_by_hand_is_found_and_days_papers_and_years_are_not():
    assert typed_numbers("Tiếp nhận 3.575 hồ sơ (98,4 %), {tong_tiep_nhan} hồ sơ, 12 lượt.") == [
        "3.575",
        "98,4 %",
        "12",
    ]
    harmless = (
        "1. Theo Nghị định số 118/2025/NĐ-CP ngày 09/6/2025, Quyết định 766/QĐ-TTg, Kế hoạch số 15/KH-UBND, quý II năm "
        "2026, tháng 5/2026, ngày 5 tháng 6 năm 2026, tổng đài 1022, Quầy 15, Đề án 06, 24/7"
    )
    assert typed_numbers(harmless) == []


@pytest.mark.parametrize(
    "line",
    [
        "Tỷ lệ {ty_le_dung_han} (đạt).",
        "Tỷ lệ đúng hạn {ty_le_dung_han} – đạt",
        "Tỷ lệ đúng hạn: chưa đạt",
        "Kết quả: Đạt.",
        "ĐẠT",
        "Trung tâm đạt chỉ tiêu năm.",
        "Số hóa không đạt kế hoạch được giao.",
        "Đã đạt và vượt chỉ tiêu.",
        "Tỷ lệ {ty_le_truc_tuyen}, chưa đạt {chi_tieu:ty_le_truc_tuyen}.",
        "Chưa đạt 95 %.",
        "Đạt được mục tiêu đề ra.",
        "Hài lòng đạt, tăng so với kỳ trước.",
        "chưa đạt vì phần mềm lỗi",
        "Kết quả [[khác 0: {ty_le_dung_han}]] - chưa [[đạt]].",
        "chưa da\u0323\u0302t đa\u0323t.",  # as some keyboards put letters together
    ],
)
def test_a_typed_word_on_whether_a_target_was_reached_is_a_verdict(line):
    assert typed_verdicts(line)


@pytest.mark.parametrize(
    "line",
    [
        "Tỷ lệ đạt 98 %.",
        "đạt tỷ lệ {ty_le_dung_han} trên tổng số",
        "Số hóa đạt khoảng 95 %, cao hơn kỳ trước.",
        "Những kết quả đạt được:",
        "Truyền đạt chỉ đạo; tống đạt văn bản; thành đạt.",
        "Nguyễn Văn Đạt, chuyên viên; đồng chí Đạt, Phó Giám đốc.",
        "Phấn đấu đạt chỉ tiêu năm 2026; giải pháp để đạt các chỉ tiêu.",
        "Các chỉ tiêu chưa đạt: {danh_muc:chi_tieu_chua_dat}.",
        "Hồ sơ không đạt yêu cầu được trả lại.",
        "Công tác tuyên truyền chưa đạt hiệu quả cao.",
        "Xã đạt chuẩn nông thôn mới.",
        "{dat:ty_le_dung_han} chỉ tiêu {chi_tieu:ty_le_dung_han}",
        "Số chỉ tiêu đạt: {nhap:Số chỉ tiêu đạt}.",
    ],
)
def test_the_same_word_of_a_number_of_a_plan_or_in_a_name_is_only_a_word(line):
    assert typed_verdicts(line) == []


def test_a_verdict_is_about_the_measure_named_before_it():
    [online, none] = typed_verdicts("Đúng hạn {ty_le_dung_han}, trực tuyến {ty_le_truc_tuyen} (đạt).\nChưa đạt.")
    assert (online.said, online.slot) == ("đạt", Slot("dat", "ty_le_truc_tuyen"))
    assert (none.said, none.slot) == ("Chưa đạt", None)
