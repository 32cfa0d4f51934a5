"""The choices of the office: ratings, warnings, copies of the database, dossiers."""

from flask_babel import lazy_gettext as _
from flask_babel import lazy_pgettext as pgettext

from dossiers.patterns import read_pattern
from setup.choice import NOTHING, ONE_OF, SCREENS, TEXT, TIME, WHOLE, YES, Choice, Subject

RATINGS = Subject(
    "ratings",
    _("Đánh giá phục vụ"),
    (
        Choice(
            "ratings",
            _("Hỏi mức độ hài lòng"),
            YES,
            _("Trên máy đánh giá ở quầy và trên điện thoại, khi việc đã xong. Chỉ xem được tổng từ 10 phiếu."),
            SCREENS,
        ),
        Choice(
            "counter_ratings",
            _("Ai được xem mức hài lòng theo từng quầy"),
            ONE_OF,
            _("Ở trang Mức độ hài lòng, chỉ tổng từ 10 phiếu trở lên. Cán bộ ở quầy không bao giờ xem được."),
            NOTHING,
            options=(
                ("nobody", _("Không ai")),
                ("director", _("Giám đốc")),
                ("lead", _("Giám đốc và trưởng ca")),
            ),
        ),
    ),
)

ALERTS = Subject(
    "alerts",
    _("Cảnh báo cho trưởng ca"),
    (
        Choice("wait_warn_minutes", _("Nhắc khi có người chờ"), WHOLE, "", NOTHING, _("phút"), 1, 240),
        Choice("wait_alarm_minutes", _("Báo động khi có người chờ"), WHOLE, "", NOTHING, _("phút"), 1, 480),
        Choice("called_alert_minutes", _("Đã gọi mà chưa bắt đầu tiếp quá"), WHOLE, "", NOTHING, _("phút"), 1, 60),
        Choice("idle_alert_minutes", _("Quầy trống trong khi có người chờ"), WHOLE, "", NOTHING, _("phút"), 1, 240),
        Choice("no_show_alert_percent", _("Vắng mặt trong một giờ quá"), WHOLE, "", NOTHING, "%", 1, 100),
        Choice("voice_alert_seconds", _("Loa đọc trễ quá"), WHOLE, "", NOTHING, _("giây"), 5, 600),
        Choice(
            "quota_alert_percent",
            _("Số đã cấp trong ngày đạt"),
            WHOLE,
            _("Phần của số tối đa trong ngày."),
            NOTHING,
            "%",
            1,
            100,
        ),
        Choice(
            "rating_alert_visits",
            _("Chưa ai đánh giá sau"),
            WHOLE,
            _("0: không nhắc."),
            NOTHING,
            pgettext("visits", "lượt"),
            0,
            1000,
        ),
        Choice("disk_alert_mb", _("Ổ đĩa máy chủ còn dưới"), WHOLE, "", NOTHING, "MB", 100, 1_000_000),
        Choice("clock_alert_seconds", _("Đồng hồ máy chủ nhảy quá"), WHOLE, "", NOTHING, _("giây"), 5, 3600),
        Choice(
            "alert_repeat_minutes", _("Nhắc lại sau"), WHOLE, _("Khi cảnh báo chưa hết."), NOTHING, _("phút"), 1, 240
        ),
    ),
    _("Bảng trực tiếp tại /live nhắc khi vượt các mức này."),
)

BACKUP = Subject(
    "backup",
    _("Tự sao lưu"),
    (
        Choice(
            "backup_hour",
            _("Giờ sao lưu mỗi đêm"),
            WHOLE,
            _("Máy chủ tắt vào giờ ấy thì sao lưu khi bật lại."),
            NOTHING,
            _("giờ"),
            0,
            23,
        ),
        Choice(
            "backup_keep_days",
            _("Giữ các bản trong"),
            WHOLE,
            _("Bản mới nhất luôn giữ."),
            NOTHING,
            _("ngày"),
            1,
            3650,
        ),
        Choice("backup_alert_hours", _("Nhắc khi bản mới nhất cũ hơn"), WHOLE, "", NOTHING, _("giờ"), 24, 720),
        Choice(
            "backup_folder",
            _("Thư mục cho bản thứ hai"),
            TEXT,
            _("Thư mục của ổ USB hoặc ổ mạng trên máy chủ, như /mnt/usb. Để trống: không có bản thứ hai."),
            NOTHING,
            most=200,
        ),
    ),
)

DOSSIERS = Subject(
    "dossiers",
    _("Hồ sơ"),
    (
        Choice(
            "dossier_pattern",
            _("Mẫu mã hồ sơ của trung tâm"),
            TEXT,
            _(
                "yyyy hoặc yy, mm, dd là ngày tiếp nhận; #### là số thứ tự, đứng cuối; còn lại là chữ cố định. "
                "Mã theo Thông tư 01/2018 luôn nhận được. Để trống: không điền sẵn đầu mã ở quầy."
            ),
            NOTHING,
            most=40,
            check=read_pattern,
        ),
        Choice(
            "same_day_until",
            _("Trả trong ngày nếu nhận trước"),
            TIME,
            _("Hồ sơ giải quyết ngay nhận từ giờ này trở đi được hẹn ngày làm việc sau."),
            _("Chỉ tính cho hồ sơ nhận từ bây giờ; hẹn đã ghi giữ nguyên."),
        ),
        Choice(
            "keeps_applicants",
            _("Giữ tên và số điện thoại trong tệp nhập"),
            YES,
            _("Tắt: tên và số điện thoại trong tệp bị bỏ qua khi nhập."),
            NOTHING,
        ),
        Choice(
            "conflict_rule",
            _("Khi hai nguồn ghi khác nhau về một hồ sơ"),
            ONE_OF,
            "",
            NOTHING,
            options=(
                ("newer", _("Theo nguồn mới hơn")),
                ("ministry", _("Theo hệ thống của bộ")),
                ("ask", _("Để người xem chọn")),
            ),
        ),
    ),
)
