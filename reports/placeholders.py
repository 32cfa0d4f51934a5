"""The closed list of what a section's text may name, with the words shown beside the editor.

Names are Vietnamese without marks, since those who write them read Vietnamese and some keyboards drop marks.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from figures.measure_names import NAMES
from reports.sentences import Slot

N_ = str  # marks a sentence for pybabel, which knows this name


@dataclass(frozen=True)
class Name:
    """One name. `of` is what it is read from: a column of the table, a count, a measure, as its group says."""

    name: str
    label: str
    of: str = ""

    @property
    def written(self) -> str:
        return f"{{{self.name}}}"


PERIOD = (
    Name("ky", N_("Tên kỳ báo cáo")),
    Name("ky_day_du", N_("Tên kỳ và hai ngày")),
    Name("tu_ngay", N_("Ngày đầu kỳ")),
    Name("den_ngay", N_("Ngày cuối kỳ")),
    Name("ngay_tinh", N_("Ngày tính số liệu")),
    Name("nam", N_("Năm của kỳ")),
    Name("ten_trung_tam", N_("Tên trung tâm")),
    Name("cap_tren", N_("Cơ quan cấp trên")),
    Name("dia_danh", N_("Địa danh")),
)
COLUMNS = (  # as the table prints them, so that text and table cannot differ
    Name("tong_tiep_nhan", N_("Tổng số hồ sơ tiếp nhận"), "total_received"),
    Name("tiep_nhan_trong_ky", N_("Tiếp nhận trong kỳ"), "received"),
    Name("truc_tuyen", N_("Tiếp nhận trực tuyến"), "online"),
    Name("truc_tiep", N_("Tiếp nhận trực tiếp và qua bưu chính"), "direct"),
    Name("tai_quay", N_("Tiếp nhận trực tiếp tại quầy"), "counter"),
    Name("buu_chinh", N_("Tiếp nhận qua bưu chính công ích"), "postal"),
    Name("ky_truoc", N_("Từ kỳ trước chuyển sang"), "carried_over"),
    Name("da_giai_quyet", N_("Đã giải quyết"), "finished"),
    Name("da_tra_ket_qua", N_("Đã có kết quả: trước, đúng và quá hạn"), "resolved"),
    Name("truoc_va_dung_han", N_("Trả đúng và trước hạn"), "in_time"),
    Name("truoc_han", N_("Trả trước hạn"), "early"),
    Name("dung_han", N_("Trả đúng hạn"), "on_time"),
    Name("qua_han", N_("Trả quá hạn"), "late"),
    Name("tu_choi", N_("Từ chối"), "refused"),
    Name("rut", N_("Rút hồ sơ"), "withdrawn"),
    Name("dung_giai_quyet", N_("Dừng giải quyết"), "stopped"),
    Name("dang_giai_quyet", N_("Đang giải quyết"), "pending"),
    Name("dang_trong_han", N_("Đang giải quyết, trong hạn"), "pending_in_time"),
    Name("dang_qua_han", N_("Đang giải quyết, quá hạn"), "pending_overdue"),
    Name("cho_bo_sung", N_("Đang chờ bổ sung"), "supplement_waiting"),
    Name("da_yeu_cau_bo_sung", N_("Đã yêu cầu bổ sung trong kỳ"), "supplement_asked"),
    Name("nghia_vu_tai_chinh", N_("Chờ nghĩa vụ tài chính"), "duty_waiting"),
)
RATES = tuple(
    Name(name, NAMES[key], key)
    for key, name in (
        ("online_rate", "ty_le_truc_tuyen"),
        ("finish_rate", "ty_le_da_giai_quyet"),
        ("on_time_rate", "ty_le_dung_han"),
        ("progress_rate", "ty_le_dung_tien_do"),
        ("late_rate", "ty_le_qua_han"),
        ("refused_rate", "ty_le_tu_choi"),
        ("withdrawn_rate", "ty_le_rut"),
        ("stopped_rate", "ty_le_dung_giai_quyet"),
        ("supplement_rate", "ty_le_bo_sung"),
        ("supplement_rate", "ty_le_cho_bo_sung"),
        ("supplement_rate", "ty_le_da_yeu_cau_bo_sung"),
        ("pending_rate", "ty_le_dang_giai_quyet"),
        ("pending_in_time_rate", "ty_le_dang_trong_han"),
        ("pending_overdue_rate", "ty_le_dang_qua_han"),
        ("payment_rate", "ty_le_thanh_toan"),
        ("payment_money_rate", "ty_le_so_tien_thanh_toan"),
        ("digitised_input_rate", "ty_le_so_hoa_ho_so"),
        ("digitised_result_rate", "ty_le_so_hoa_ket_qua"),
        ("reuse_rate", "ty_le_tai_su_dung"),
        ("full_active_rate", "ty_le_toan_trinh"),
        ("partial_active_rate", "ty_le_mot_phan"),
        ("feedback_on_time_rate", "ty_le_pakn_dung_han"),
        ("satisfaction_rate", "ty_le_hai_long"),
    )
)
FEEDBACK = (
    Name("pakn_tong", N_("Phản ánh, kiến nghị phải xử lý trong kỳ"), "total"),
    Name("pakn_tiep_nhan", N_("Phản ánh, kiến nghị tiếp nhận trong kỳ"), "received"),
    Name("pakn_ky_truoc", N_("Phản ánh, kiến nghị từ kỳ trước"), "carried_over"),
    Name("pakn_da_tra_loi", N_("Phản ánh, kiến nghị đã trả lời"), "answered"),
    Name("pakn_tu_choi", N_("Phản ánh, kiến nghị từ chối tiếp nhận"), "refused"),
    Name("pakn_dung_han", N_("Phản ánh, kiến nghị xử lý đúng hạn"), "ended_in_time"),
    Name("pakn_qua_han", N_("Phản ánh, kiến nghị xử lý quá hạn"), "ended_late"),
    Name("pakn_dang_xac_minh", N_("Phản ánh, kiến nghị đang xác minh"), "open"),
    Name("pakn_dang_qua_han", N_("Đang xác minh mà đã quá hạn"), "open_late"),
    Name("pakn_cong_quoc_gia", N_("Từ Cổng Dịch vụ công Quốc gia"), "portal"),
    Name("pakn_1022", N_("Từ tổng đài 1022"), "1022"),
    Name("pakn_duong_day_nong", N_("Từ đường dây nóng"), "hotline"),
    Name("pakn_tai_quay", N_("Tại quầy"), "counter"),
    Name("pakn_van_ban", N_("Bằng văn bản"), "letter"),
)
OTHERS = (
    Name("luot_danh_gia", N_("Lượt đánh giá sự hài lòng")),
    Name("luot_hai_long", N_("Lượt hài lòng và rất hài lòng")),
    Name("phuc_vu_tai_nha", N_("Lượt phục vụ tại nhà đã thực hiện")),
    Name("luot_huong_dan", N_("Lượt hướng dẫn tại quầy hướng dẫn")),
    Name("tien_da_nop", N_("Số tiền phí, lệ phí đã nộp")),
    Name("tien_truc_tuyen", N_("Số tiền nộp trực tuyến")),
    Name("chua_ro_thanh_toan", N_("Hồ sơ có phí chưa rõ đã nộp hay chưa")),
    Name("loai_tru_so_hoa", N_("Kết quả loại trừ khi tính số hóa")),
    Name("so_su_co", N_("Số lần sự cố hệ thống")),
)
OF_MEASURE = (  # {dat:ty_le_dung_han}, {dat:ty_le_dung_han/Đất đai}
    Name("dat", N_("Chữ “đạt” hoặc “chưa đạt”, theo chỉ tiêu năm")),
    Name("chi_tieu", N_("Chỉ tiêu của năm")),
    Name("tu", N_("Tử số của tỷ lệ")),
    Name("mau", N_("Mẫu số của tỷ lệ")),
    Name("co_so", N_("Tỷ lệ tính trên gì, bằng chữ")),
)
LISTS = {  # {danh_muc:linh_vuc}, alone on its line
    "linh_vuc": N_("Mỗi lĩnh vực có hồ sơ một dòng"),
    "linh_vuc_qua_han": N_("Các lĩnh vực có hồ sơ quá hạn"),
    "khoi": N_("Mỗi khối báo cáo riêng một dòng"),
    "chi_tieu": N_("Các chỉ tiêu của năm và kết quả"),
    "chi_tieu_chua_dat": N_("Các chỉ tiêu chưa đạt"),
    "phan_anh": N_("Phản ánh, kiến nghị theo nguồn"),
    "su_co": N_("Sự cố hệ thống trong kỳ"),
    "huong_dan": N_("Lý do người dân cần hướng dẫn"),
    "loai_tru": N_("Thủ tục, lĩnh vực loại trừ khi tính số hóa kết quả"),
    "nhap_tay": N_("Số liệu nhập tay và nguồn"),
}
LIST, ENTERED = "danh_muc", "nhap"  # {nhap:Số điểm 766}, {nhap:Số thửa/Đất đai}: a figure typed in at the registers
GROUPS = (
    (N_("Kỳ và nơi lập"), PERIOD),
    (N_("Hồ sơ"), COLUMNS),
    (N_("Các tỷ lệ"), RATES),
    (N_("Phản ánh, kiến nghị"), FEEDBACK),
    (N_("Số liệu khác"), OTHERS),
)
BY_NAME = {name.name: name for _, names in GROUPS for name in names}
MEASURE_OF = {name.name: name.of for name in RATES} | {key: key for key in NAMES}
NAME_OF_MEASURE = {name.of: name.name for name in reversed(RATES)}
ONLY_OF = {"ty_le_cho_bo_sung": "supplement_waiting", "ty_le_da_yeu_cau_bo_sung": "supplement_asked"}
BY_FIELD = {name.name for name in (*COLUMNS, *RATES)}  # {rut:Đất đai}
NAMES_OF_MEASURES = {name.name for name in OF_MEASURE}


def of_field(what: str) -> tuple[str, str]:
    """("ty_le_dung_han", "Đất đai") of "ty_le_dung_han/Đất đai"; no field: ""."""
    name, _, field = what.partition("/")
    return name.strip(), field.strip()


def is_known(slot: Slot, fields: Iterable[str], entered: Iterable[str]) -> bool:
    """Whether a text may name it. `fields`: names of the centre's fields; `entered`: of its own figures."""
    if slot.name == LIST:
        return slot.what in LISTS
    if slot.name in (*NAMES_OF_MEASURES, ENTERED):
        name, field = of_field(slot.what)
        known = set(entered) if slot.name == ENTERED else MEASURE_OF
        return name in known and (not field or field in set(fields))
    if slot.name not in BY_NAME:
        return False
    return not slot.what or (slot.name in BY_FIELD and slot.what in set(fields))


def every_name(fields: Sequence[str] = (), entered: Sequence[str] = ()) -> Iterator[str]:
    """All that may stand within the braces, to find the nearest one of a slip."""
    yield from BY_NAME
    yield from (f"{LIST}:{what}" for what in LISTS)
    yield from (f"{name}:{rate.name}" for name in sorted(NAMES_OF_MEASURES) for rate in RATES)
    yield from (f"{ENTERED}:{key}" for key in entered)
    yield from (f"{name}:{field}" for field in fields for name in sorted(BY_FIELD))
    yield from (f"{name}:{rate.name}/{field}" for field in fields for name in ("chi_tieu", "dat") for rate in RATES)
    yield from (f"{ENTERED}:{key}/{field}" for field in fields for key in entered)
