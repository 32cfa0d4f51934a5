"""What the journal calls things: the subjects and columns of a change, in words, and values as a person reads them."""

import re
from datetime import date
from typing import Any

from flask_babel import LazyString, gettext
from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext as pgettext

from dossiers.calendar import WEEKDAYS
from models.centre import Officer
from models.journal import Change
from setup import tasks
from setup.choice import ONE_OF
from setup.choices import SUBJECTS as SUBJECTS_OF_CHOICES
from setup.choices import choice_of

SUBJECTS: dict[str, LazyString] = {
    "choice": _("Quy tắc & câu chữ"),
    "hours": _("Giờ làm việc"),
    "day": _("Ngày nghỉ"),
    "counter": _("Quầy"),
    "department": _("Bộ phận"),
    "service": _("Dịch vụ"),
    "field": _("Lĩnh vực"),
    "procedure": _("Thủ tục"),
    "officer": _("Người dùng"),
    "device": _("Thiết bị"),
    "zone": _("Khu vực"),
    "printer": _("Máy in"),
    "notice": _("Thông báo TV"),
    "voice": _("Giọng đọc & chuông"),
    "backup": _("Sao lưu, khôi phục"),
    "setup": _("Lập trung tâm"),
}
ACTS: dict[str, LazyString] = {
    Change.ADDED: _("thêm"),
    Change.CHANGED: _("đã sửa"),
    Change.REMOVED: _("đã bỏ"),
    Change.PLANNED: _("đã hẹn đổi"),
    Change.APPLIED: _("đã đổi theo hẹn"),
}
CHECKS: dict[str, LazyString] = {tasks.PAPER_SEEN: _("Phiếu in rõ"), tasks.SOUND_HEARD: _("Loa nghe rõ")}
COLUMNS: dict[str, LazyString] = {
    "name": _("Tên"),
    "name_en": _("Tên tiếng Anh"),
    "hint": _("Gợi ý"),
    "hint_en": _("Gợi ý tiếng Anh"),
    "letter": _("Chữ cái"),
    "number": _("Số quầy"),
    "position": _("Thứ tự"),
    "daily_quota": _("Số phiếu mỗi ngày"),
    "typical_minutes": _("Phút mỗi lượt"),
    "booked_per_slot": _("Chỗ đặt trước mỗi khung giờ"),
    "active": _("Đang dùng"),
    "department": _("Bộ phận"),
    "kind": _("Loại"),
    "first": _("Tiếp trước"),
    "fallback": _("Tiếp thêm"),
    "works": _("Ngày làm việc bù"),
    "username": _("Tên đăng nhập"),
    "role": _("Vai trò"),
    "counters": _("Quầy được ngồi"),
    "secret": _("Mã PIN, mật khẩu"),
    "sealed": _("Khóa bản thứ hai"),
    "address": _("Địa chỉ"),
    "paper_width_mm": _("Khổ giấy (mm)"),
    "cuts": _("Có dao cắt"),
    "device": _("Thiết bị"),
    "zone": _("Khu vực"),
    "field": _("Lĩnh vực"),
    "service": _("Dịch vụ"),
    "code": _("Mã"),
    "working_days": _("Số ngày làm việc"),
    "fee": _("Lệ phí (đồng)"),
    "online_level": _("Mức độ trực tuyến"),
    "papers": _("Giấy tờ cần mang"),
    "valid_from": _("Có hiệu lực từ"),
    "hours": _("Giờ"),
    "date": _("Ngày"),
    "weekdays": _("Ngày làm việc"),
    "size": _("Kích thước (inch)"),
    "furthest": _("Ghế xa nhất (m)"),
    "logo": _("Biểu trưng"),
    "text": pgettext("notice", "Câu"),
    "text_en": _("Câu tiếng Anh"),
    "title": _("Tệp"),
    "seconds": _("Số giây"),
    "first_day": _("Từ ngày"),
    "last_day": _("Đến hết ngày"),
    "opens": _("Từ giờ"),
    "closes": _("Đến giờ"),
    "services": _("Dịch vụ"),
    "speaks": _("Có đọc loa"),
    "volume_percent": _("Âm lượng riêng (%)"),
    "diagonal_inches": _("Kích thước (inch)"),
    "furthest_seat_metres": _("Ghế xa nhất (m)"),
    "volume_hours": _("Âm lượng theo giờ"),
    "voice_template": _("Câu gọi"),
    "voice_region": _("Tiếng vùng"),
    "voice_reading": _("Cách đọc số"),
    "voice_recorded": _("Dùng giọng thu của trung tâm"),
    "organisation": _("Tên cơ quan"),
    "province": _("Tỉnh, thành phố"),
    "is_sample": _("Dữ liệu mẫu"),
    **CHECKS,
}
# Where a column means another thing than elsewhere.
COLUMNS_OF: dict[tuple[str, str], LazyString] = {
    ("device", "counters"): _("Đặt ở quầy"),
    ("device", "name"): _("Tên thiết bị"),
    ("zone", "name"): _("Tên khu vực"),
    ("zone", "counters"): _("Quầy trong khu vực"),
    ("zone", "services"): _("Dịch vụ trong khu vực"),
    ("notice", "active"): _("Đang bật"),
    ("notice", "weekdays"): _("Những ngày hiện"),
    ("notice", "title"): _("Nội dung hình, phim"),
    ("counter", "name"): _("Tên riêng"),
    ("printer", "name"): _("Tên máy in"),
    ("setup", "name"): _("Tên phường, xã"),
}
# What a change was made to, or became, where it has no name of its own: kept as a key, said in the reader's language.
KEYS: dict[str, LazyString] = {
    "#pin_cards": _("thẻ PIN"),
    "#secret_set": _("đã đặt mới"),
    "#secret_given": _("đã cấp mới"),
    **CHECKS,
    **{f"#{subject.key}": subject.name for subject in SUBJECTS_OF_CHOICES},
}
VOICES: dict[str, LazyString] = {  # of voice_region and voice_reading
    "north": _("Bắc: nghìn, linh"),
    "south": _("Nam: ngàn, lẻ"),
    "number": _("Như con số, rồi từng chữ số"),
    "digits": _("Từng chữ số, cả hai lần"),
}
KINDS: dict[str, LazyString] = {  # of a device, of a printer
    "kiosk": _("Máy lấy số"),
    "display": _("Màn hình TV"),
    "tablet": _("Máy đánh giá"),
    "virtual": _("Ảo (xem trên màn hình)"),
    "network": _("Mạng LAN"),
    "serial": _("Cổng COM"),
    "file": _("Tệp thiết bị"),
}
ROLES: dict[str, LazyString] = {
    Officer.OFFICER: _("Cán bộ quầy"),
    Officer.LEAD: _("Trưởng ca"),
    Officer.DIRECTOR: _("Giám đốc"),
    Officer.ADMIN: _("Quản trị"),
}
DAYS: dict[str, LazyString] = dict(
    zip(
        WEEKDAYS,
        (_("Thứ Hai"), _("Thứ Ba"), _("Thứ Tư"), _("Thứ Năm"), _("Thứ Sáu"), _("Thứ Bảy"), _("Chủ nhật")),
        strict=True,
    )
)
NOTHING: tuple[Any, ...] = (None, "", [])
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def keys_of(words: str) -> list[str]:
    """The keys of what is called by these words, or partly so."""
    return [key for key, name in KEYS.items() if words.casefold() in str(name).casefold()]


def column_name(column: str, subject: str = "") -> str:
    """A column in words, as of that subject; itself where it has none."""
    if (choice := choice_of(column)) is not None and subject in ("choice", "setup", ""):
        return str(choice.name)
    return str(COLUMNS_OF.get((subject, column)) or COLUMNS.get(column) or column)


def name_of(change: Change) -> str:
    """What was changed, as a person reads it."""
    return str(KEYS.get(change.name, change.name))


def lines(change: Change) -> list[tuple[str, str, str]]:
    """(column, was, is) of each that changed, as a person reads them; without what was and is empty."""
    return [
        (
            column_name(column, change.subject),
            value_name(column, was, change.subject),
            value_name(column, now, change.subject),
        )
        for column, was, now in change.differences
        if was not in NOTHING or now not in NOTHING
    ]


def value_name(column: str, value: Any, subject: str = "") -> str:
    """A value as a person reads it."""
    if subject == "notice" and column == "weekdays":
        return ", ".join(str(DAYS[day]) for day in (value or "").split()) or gettext("mọi ngày")
    if value in NOTHING:
        return "—"
    if isinstance(value, bool):
        return gettext("có") if value else gettext("không")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    choice = choice_of(column)
    if choice is not None and choice.kind == ONE_OF:
        return str(dict(choice.options).get(value, value))
    if column == "role":
        return str(ROLES.get(value, value))
    if column == "kind":
        return str(KINDS.get(value, value))
    if column in ("voice_region", "voice_reading"):
        return str(VOICES.get(value, value))
    if ISO_DAY.fullmatch(str(value)):
        return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
    return str(KEYS.get(str(value), value))
