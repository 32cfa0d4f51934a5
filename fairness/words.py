"""What the pages of this room call moves, rules, classes and parts of a counter's time."""

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext as pgettext

from figures.budget import CLOSED, IDLE, IDLE_WAITING, PAUSED, SERVING
from figures.day import BOOKED, CAME_BACK, ORDINARY, PRIORITY

KINDS = {ORDINARY: _("Thường"), PRIORITY: _("Ưu tiên"), BOOKED: _("Đặt trước"), CAME_BACK: _("Bổ sung giấy tờ")}
VERBS = {
    "issue": _("Lấy số"),
    "quick": _("Phục vụ nhanh"),
    "call": _("Gọi"),
    "recall": _("Gọi lại"),
    "serve": _("Bắt đầu tiếp"),
    "hold": _("Tạm giữ"),
    "resume": _("Chờ gọi lại sau tạm giữ"),
    "transfer": _("Chuyển"),
    "come_back": _("Trở lại quầy đã chuyển đi"),
    "miss": _("Vắng mặt"),
    "rejoin": _("Vào lại hàng"),
    "defer": _("Lùi lượt theo ý người dân"),
    "finish": _("Hoàn thành"),
    "cancel": _("Hủy"),
    "expire": _("Hết ngày"),
}
PARTS = {
    SERVING: _("Gọi và tiếp"),
    IDLE_WAITING: _("Trống khi có người chờ"),
    IDLE: _("Trống, không ai chờ"),
    PAUSED: pgettext("state", "Tạm nghỉ"),
    CLOSED: _("Chưa mở hoặc đã đóng"),
}
LEDGER_MEANS = (
    (
        _("Bị vượt"),
        _(
            "Trong lúc một người chờ lần gọi đầu tiên, người khác đến sau, cùng dịch vụ, được gọi trước. "
            "Mỗi người vượt chỉ tính một lần. Người tự lùi lượt hoặc bỏ số không còn tính là bị vượt từ lúc đó."
        ),
    ),
    (
        _("Chờ"),
        _("Từ lúc lấy số đến lần gọi đầu tiên. Phút, làm tròn một chữ số dưới 10 phút."),
    ),
    (
        _("Nhóm số"),
        _(
            "Ưu tiên: đã chọn ưu tiên lúc lấy số; không ghi vì sao. Đặt trước: giữ chỗ theo giờ đã đặt. "
            "Bổ sung giấy tờ: có phiếu hẹn. Còn lại là thường."
        ),
    ),
    (
        _("Gọi ngoài thứ tự"),
        _("Cán bộ chọn một số và ghi lý do. Ghi theo quầy, không theo người."),
    ),
    (
        _("Quá giới hạn"),
        _("Bị một quy tắc gọi người đến sau trước, khi đã chờ lâu hơn giới hạn. Phải luôn là 0."),
    ),
    (
        _("Chưa đủ số liệu"),
        _("Nhóm dưới 10 lượt chờ không có P50, P90: chưa đủ số liệu để nói về cả nhóm."),
    ),
    (
        _("Thao tác đã hoàn tác"),
        _("Không tính vào đâu cả."),
    ),
)
WAITS_MEAN = (
    (
        _("Đúng"),
        _(
            "Lần gọi đầu tiên nằm trong khoảng đã nói lúc lấy số. “Không phải chờ” (trên phiếu: “Sắp được gọi”) đúng "
            "khi được gọi trong 2 phút; “Dưới 10 phút” đúng khi được gọi trong 10 phút."
        ),
    ),
    (
        _("Hiệu chỉnh"),
        _(
            "Lấy 200 lượt chờ gần nhất của dịch vụ trong 28 ngày, không kể hôm nay. Mỗi lượt có một tỷ số: chờ thật "
            "chia cho chờ dự tính (số người trước × thời gian tiếp trung vị ÷ số quầy mở). Khoảng mới bỏ bớt p % lượt "
            "ở mỗi đầu, p lớn nhất mà ít nhất 80 % lượt vẫn nằm trong khoảng sẽ nói, làm tròn ra 5 phút."
        ),
    ),
    (
        _("Thử lại"),
        _(
            "Mỗi ngày được chấm chỉ bằng những gì các ngày trước nó đã dạy. “Trước hiệu chỉnh” là cách chỉ dùng "
            "P25–P75 của thời gian tiếp."
        ),
    ),
)
BUDGET_MEANS = (
    (_("Gọi và tiếp"), _("Từ lúc gọi một số đến lúc số đó rời quầy.")),
    (
        _("Trống khi có người chờ"),
        _("Quầy mở, không có số nào, mà có người chờ dịch vụ quầy này nhận. Gồm cả vài giây giữa hai lượt."),
    ),
    (pgettext("state", "Tạm nghỉ"), _("Theo lý do cán bộ đã chọn.")),
    (_("Chưa mở hoặc đã đóng"), _("Trong giờ của ngày, từ lúc mở cửa đến việc cuối cùng.")),
    (_("Không xếp hạng"), _("Đây là thời gian của quầy, không phải của người. Các quầy xếp theo số.")),
)
