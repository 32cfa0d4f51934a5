"""The three forms of a report and what each of their sections says, until a centre writes its own words.

The texts of a form state only what the figures tell: what cannot be known is left out and not guessed.
"""

from dataclasses import dataclass
from typing import Literal

from figures.profile import Profile

N_ = str  # marks a sentence for pybabel, which knows this name

ALWAYS = ("subject", "opening", "closing")  # sections without a heading, that no profile leaves out
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


@dataclass(frozen=True)
class Section:
    """A part of a report. Level 1 is "I. …", level 2 "1. …"; level 0 has no heading."""

    key: str
    level: Literal[0, 1, 2]
    title: str  # of its heading; or what it is, where it has none
    text: str = ""


@dataclass(frozen=True)
class Form:
    """What a report consists of. `kinds` are the periods that it is usually made for."""

    key: str
    name: str
    kinds: tuple[str, ...]
    sections: tuple[Section, ...]
    annex: bool  # the table by field, on a page of its own

    def section(self, key: str) -> Section | None:
        return next((one for one in self.sections if one.key == key), None)

    def printed(self, profile: Profile) -> tuple[Section, ...]:
        """Those that the profile wants: all, or the named ones and the headings above them."""
        if not profile.sections:
            return self.sections
        kept: list[Section] = []
        for section in reversed(self.sections):
            above_kept = section.level == 1 and bool(kept) and kept[0].level == 2
            if section.key in (*profile.sections, *ALWAYS) or above_kept:
                kept.insert(0, section)
        return tuple(kept)


OPENING = (
    "Thực hiện chế độ báo cáo định kỳ về giải quyết thủ tục hành chính, {ten_trung_tam} báo cáo kết quả tiếp nhận, "
    "giải quyết thủ tục hành chính {ky_day_du}, số liệu tính đến ngày {ngay_tinh}, như sau:"
)
CLOSING = "Trên đây là báo cáo kết quả tiếp nhận, giải quyết thủ tục hành chính {ky} của {ten_trung_tam}."
DIRECTION = (
    "Trung tâm tổ chức tiếp nhận, giải quyết thủ tục hành chính theo Nghị định số 118/2025/NĐ-CP ngày 09/6/2025 của "
    "Chính phủ về thực hiện thủ tục hành chính theo cơ chế một cửa, một cửa liên thông tại Bộ phận Một cửa và Cổng "
    "Dịch vụ công quốc gia."
)
QUARTER_DOSSIERS = """\
Tổng số hồ sơ tiếp nhận là {tong_tiep_nhan} hồ sơ.[[ Trong đó tiếp nhận trong kỳ {tiep_nhan_trong_ky} hồ sơ; \
kỳ trước chuyển sang {ky_truoc} hồ sơ.]] Đã giải quyết {da_giai_quyet} hồ sơ ({ty_le_da_giai_quyet}); \
trả đúng và trước hạn {truoc_va_dung_han} hồ sơ ({ty_le_dung_han});\
[[khác 0:  trả quá hạn {qua_han} hồ sơ ({ty_le_qua_han});]] từ chối {tu_choi} hồ sơ ({ty_le_tu_choi}); \
rút {rut} hồ sơ ({ty_le_rut})[[khác 0: ; dừng giải quyết {dung_giai_quyet} hồ sơ ({ty_le_dung_giai_quyet})]]. \
Đang giải quyết {dang_giai_quyet} hồ sơ ({ty_le_dang_giai_quyet}): \
trong hạn {dang_trong_han} hồ sơ ({ty_le_dang_trong_han}), quá hạn {dang_qua_han} hồ sơ ({ty_le_dang_qua_han})\
[[, yêu cầu bổ sung {cho_bo_sung} hồ sơ]][[ ({ty_le_cho_bo_sung})]]\
[[khác 0: , chờ thực hiện nghĩa vụ tài chính {nghia_vu_tai_chinh} hồ sơ]].
[[Tỷ lệ trả đúng và trước hạn {ty_le_dung_han}, {dat:ty_le_dung_han} chỉ tiêu {chi_tieu:ty_le_dung_han}.]]
[[Tiếp nhận trực tuyến {truc_tuyen} hồ sơ, tỷ lệ {ty_le_truc_tuyen}]]\
[[, {dat:ty_le_truc_tuyen} chỉ tiêu {chi_tieu:ty_le_truc_tuyen}]].
[[khác 0: Trong kỳ đã yêu cầu bổ sung {da_yeu_cau_bo_sung} hồ sơ.]][[ Tỷ lệ {ty_le_da_yeu_cau_bo_sung}.]]
{danh_muc:khoi}"""
CUMULATIVE_DOSSIERS = """\
Tổng số hồ sơ tiếp nhận là {tong_tiep_nhan} hồ sơ, trong đó tiếp nhận trực tuyến {truc_tuyen} hồ sơ \
({ty_le_truc_tuyen}). Kết quả giải quyết:
- Trả trước hạn và đúng hạn: {truoc_va_dung_han} hồ sơ ({ty_le_dung_han});
- [[khác 0: Trả quá hạn: {qua_han} hồ sơ ({ty_le_qua_han});]]
- [[khác 0: Từ chối: {tu_choi} hồ sơ ({ty_le_tu_choi});]]
- [[khác 0: Rút: {rut} hồ sơ ({ty_le_rut});]]
- [[khác 0: Yêu cầu bổ sung: {cho_bo_sung} hồ sơ;]]
- Đang giải quyết trong hạn: {dang_trong_han} hồ sơ ({ty_le_dang_trong_han});
- Đang giải quyết quá hạn: {dang_qua_han} hồ sơ ({ty_le_dang_qua_han}).
[[Tỷ lệ trả đúng và trước hạn {ty_le_dung_han}, {dat:ty_le_dung_han} chỉ tiêu {chi_tieu:ty_le_dung_han}.]]
[[Tỷ lệ giải quyết đúng tiến độ (đã trả trước và đúng hạn, và đang giải quyết trong hạn): {ty_le_dung_tien_do}]]\
[[, {dat:ty_le_dung_tien_do} chỉ tiêu {chi_tieu:ty_le_dung_tien_do}]].
{danh_muc:khoi}"""
DIGITISATION = """\
- [[Hồ sơ được số hóa khi tiếp nhận: {ty_le_so_hoa_ho_so}]]\
[[ ({tu:ty_le_so_hoa_ho_so}/{mau:ty_le_so_hoa_ho_so} hồ sơ)]]\
[[, {dat:ty_le_so_hoa_ho_so} chỉ tiêu {chi_tieu:ty_le_so_hoa_ho_so}]].
- [[Kết quả giải quyết được số hóa: {ty_le_so_hoa_ket_qua}]]\
[[ ({tu:ty_le_so_hoa_ket_qua}/{mau:ty_le_so_hoa_ket_qua} kết quả)]]\
[[, {dat:ty_le_so_hoa_ket_qua} chỉ tiêu {chi_tieu:ty_le_so_hoa_ket_qua}]].
- [[Khai thác, tái sử dụng dữ liệu số hóa: {ty_le_tai_su_dung}]]\
[[ ({tu:ty_le_tai_su_dung}/{mau:ty_le_tai_su_dung} hồ sơ)]]\
[[, {dat:ty_le_tai_su_dung} chỉ tiêu {chi_tieu:ty_le_tai_su_dung}]]."""
PAYMENT = """\
- [[Thanh toán trực tuyến phí, lệ phí: {ty_le_thanh_toan}]]\
[[ ({tu:ty_le_thanh_toan}/{mau:ty_le_thanh_toan} hồ sơ phải nộp)]]\
[[, {dat:ty_le_thanh_toan} chỉ tiêu {chi_tieu:ty_le_thanh_toan}]].
- [[Số tiền nộp trực tuyến: {tu:ty_le_so_tien_thanh_toan}/{mau:ty_le_so_tien_thanh_toan} đồng, tỷ lệ \
{ty_le_so_tien_thanh_toan}]][[, {dat:ty_le_so_tien_thanh_toan} chỉ tiêu {chi_tieu:ty_le_so_tien_thanh_toan}]]."""
FEEDBACK = """\
[[khác 0: Tổng số phản ánh, kiến nghị phải xử lý là {pakn_tong}, gồm tiếp nhận trong kỳ {pakn_tiep_nhan} và kỳ trước \
chuyển sang {pakn_ky_truoc}; theo nguồn: {danh_muc:phan_anh}.]]
[[khác 0: Đã xử lý đúng hạn {pakn_dung_han}, quá hạn {pakn_qua_han}; đang xác minh {pakn_dang_xac_minh}, trong đó đã \
quá hạn {pakn_dang_qua_han}.]][[ Tỷ lệ xử lý đúng hạn {ty_le_pakn_dung_han}]]\
[[, {dat:ty_le_pakn_dung_han} chỉ tiêu {chi_tieu:ty_le_pakn_dung_han}]]."""
SATISFACTION = """\
[[Mức độ hài lòng của tổ chức, cá nhân: {ty_le_hai_long}]]\
[[ ({tu:ty_le_hai_long}/{mau:ty_le_hai_long} lượt đánh giá hài lòng hoặc rất hài lòng)]]\
[[, {dat:ty_le_hai_long} chỉ tiêu {chi_tieu:ty_le_hai_long}]]."""
SUPPORT = """\
[[khác 0: Phục vụ tại nhà {phuc_vu_tai_nha} lượt đối với người không thể đến Trung tâm.]]
[[khác 0: Hướng dẫn {luot_huong_dan} lượt tại quầy hướng dẫn, theo lý do: {danh_muc:huong_dan}.]]"""
DIFFICULTIES = """\
[[khác 0: Số hồ sơ đang giải quyết quá hạn là {dang_qua_han} hồ sơ; đã trả quá hạn {qua_han} hồ sơ. \
Cụ thể: {danh_muc:linh_vuc_qua_han}.]]
[[khác 0: Có {so_su_co} lần hệ thống bên ngoài không truy cập được:]]
{danh_muc:su_co}
[[khác 0: Còn {chua_ro_thanh_toan} hồ sơ phải nộp phí, lệ phí mà dữ liệu chưa cho biết đã nộp hay chưa.]]"""
TASKS = """\
- Tiếp tục tiếp nhận, giải quyết hồ sơ đúng quy định, không để phát sinh hồ sơ quá hạn.
- [[khác 0: Giải quyết dứt điểm {dang_qua_han} hồ sơ đang quá hạn; xin lỗi và hẹn lại ngày trả kết quả theo quy định.]]
- [[khác 0: Đôn đốc hoàn thiện giấy tờ của {cho_bo_sung} hồ sơ đang chờ bổ sung.]]
- [[khác 0: Khắc phục các chỉ tiêu còn thấp hơn kế hoạch: {danh_muc:chi_tieu_chua_dat}.]]"""
SUBJECT = "Kết quả tiếp nhận, giải quyết thủ tục hành chính {ky}"

_RESULTS = Section("results", 1, "KẾT QUẢ THỰC HIỆN")
_REST = (
    Section("digitisation", 2, "Số hóa hồ sơ, kết quả giải quyết thủ tục hành chính", DIGITISATION),
    Section("payment", 2, "Thanh toán trực tuyến", PAYMENT),
    Section("feedback", 2, "Tiếp nhận, xử lý phản ánh, kiến nghị", FEEDBACK),
    Section("satisfaction", 2, "Mức độ hài lòng của tổ chức, cá nhân", SATISFACTION),
    Section("support", 2, "Hỗ trợ tổ chức, cá nhân", SUPPORT),
)
_LAST = (
    Section("difficulties", 1, "KHÓ KHĂN, VƯỚNG MẮC", DIFFICULTIES),
    Section("tasks", 1, "NHIỆM VỤ TRỌNG TÂM", TASKS),
    Section("closing", 0, N_("Lời kết"), CLOSING),
)
_FIRST = (Section("subject", 0, N_("Trích yếu"), SUBJECT), Section("opening", 0, N_("Lời mở đầu"), OPENING))
_DIRECTION = Section("direction", 2, "Công tác chỉ đạo, điều hành", DIRECTION)


def _dossiers(text: str) -> Section:
    return Section("dossiers", 2, "Tình hình tiếp nhận và giải quyết hồ sơ", text)


FORMS = {
    "quarter": Form(
        "quarter",
        N_("A · Quý, kèm biểu theo lĩnh vực"),
        ("quarter", "half", "nine_months", "year"),
        (*_FIRST, _RESULTS, _DIRECTION, _dossiers(QUARTER_DOSSIERS), *_REST, *_LAST),
        annex=True,
    ),
    "month": Form(
        "month",
        N_("B · Tháng, ngắn"),
        ("month", "week", "day"),
        (
            *_FIRST,
            Section(
                "dossiers",
                1,
                "KẾT QUẢ TIẾP NHẬN, GIẢI QUYẾT HỒ SƠ",
                "\n".join((QUARTER_DOSSIERS, DIGITISATION, PAYMENT, FEEDBACK, SATISFACTION)),
            ),
            *_LAST,
        ),
        annex=False,
    ),
    "cumulative": Form(
        "cumulative",
        N_("C · Lũy kế nhiều tháng"),
        ("cumulative", "half", "nine_months", "year"),
        (*_FIRST, _RESULTS, _DIRECTION, _dossiers(CUMULATIVE_DOSSIERS), *_REST, *_LAST),
        annex=True,
    ),
}
DEFAULT = "quarter"
