"""The table of the centre's choices: each column of `Centre` that a page of /admin turns, in words.

A room that adds a choice adds its column, with its default, to models.centre.Centre, and its line here; the page, the
checks, the journal and the news of the change come by themselves.
"""

from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

Words = str | LazyString

WHOLE, YES, TEXT, LINES, TIME, ONE_OF = "whole", "yes", "text", "lines", "time", "one_of"
KINDS = (WHOLE, YES, TEXT, LINES, TIME, ONE_OF)

NOW = _("Có hiệu lực ngay; số đã cấp và người đang chờ giữ nguyên.")
NEXT_CALL = _("Có hiệu lực từ lần gọi sau; không đổi số nào đã cấp.")
NEXT_TICKET = _("Có hiệu lực với phiếu lấy từ bây giờ; phiếu đã in giữ nguyên.")
SCREENS = _("Các màn hình đổi ngay trong vài giây; hàng chờ không đổi.")
NOTHING = _("Không đổi hàng chờ hôm nay.")


@dataclass(frozen=True)
class Choice:
    """One column: what it is called, what it may be, what it does. `least` and `most` count characters for texts."""

    column: str
    name: Words
    kind: str
    help: Words = ""
    effect: Words = NOW  # on today's queue, said before it is turned
    unit: Words = ""
    least: int = 0
    most: int = 200
    options: tuple[tuple[str, Words], ...] = ()  # of ONE_OF: (value, name)


@dataclass(frozen=True)
class Subject:
    """Choices that belong together, on one page: /admin/choices/<key>."""

    key: str
    name: Words
    choices: tuple[Choice, ...]
    intro: Words = ""


SUBJECTS = (
    Subject(
        "queue",
        _("Hàng chờ"),
        (
            Choice(
                "wait_target_minutes",
                _("Mục tiêu chờ"),
                WHOLE,
                _("Chờ lâu hơn được đánh dấu trên bảng trực ca và tính vào báo cáo."),
                NOTHING,
                _("phút"),
                1,
                240,
            ),
            Choice(
                "priority_run",
                _("Số lượt ưu tiên gọi liền nhau"),
                WHOLE,
                _(
                    "Sau từng ấy lượt ưu tiên, một người đến thường được gọi xen vào. "
                    "0: không ưu tiên; 99: không giới hạn."
                ),
                NEXT_CALL,
                _("lượt gọi"),
                0,
                99,
            ),
            Choice(
                "age_cap_minutes",
                _("Chờ tối đa trước khi không ai được vượt"),
                WHOLE,
                _("Ai đã chờ lâu hơn thì không bị ai gọi trước, kể cả ưu tiên. 1440: không giới hạn."),
                NEXT_CALL,
                _("phút"),
                5,
                1440,
            ),
            Choice(
                "strict_order",
                _("Chỉ gọi theo ai đến trước"),
                YES,
                _("Không ưu tiên, không giữ chỗ cho người quay lại. Nên thử trước ở trang Công bằng."),
                NEXT_CALL,
            ),
            Choice(
                "helps_out",
                _("Quầy hết người chờ thì giúp hàng khác"),
                YES,
                _("Tắt: dịch vụ không có quầy nào tiếp trước sẽ không ai gọi. Nên thử trước ở trang Công bằng."),
                NEXT_CALL,
            ),
            Choice(
                "priority_shown",
                _("Ghi “Ưu tiên” trên màn hình chờ"),
                YES,
                _("Chỉ ghi là ưu tiên, không bao giờ ghi vì sao."),
                SCREENS,
            ),
            Choice(
                "rejoin_minutes",
                _("Qua lượt được vào lại trong"),
                WHOLE,
                _("Người lỡ lượt quay lại trong khoảng này thì không phải lấy số mới."),
                NOW,
                _("phút"),
                0,
                480,
            ),
        ),
    ),
    Subject(
        "calls",
        _("Gọi số"),
        (
            Choice(
                "recall_pause_seconds",
                _("Nghỉ giữa hai lần gọi một số"),
                WHOLE,
                _("Để loa không gọi dồn dập."),
                NEXT_CALL,
                _("giây"),
                0,
                120,
            ),
            Choice(
                "calls_before_no_show",
                _("Số lần gọi trước khi ghi vắng mặt"),
                WHOLE,
                "",
                NEXT_CALL,
                _("lần"),
                1,
                10,
            ),
            Choice(
                "undo_seconds",
                _("Thời gian được hoàn tác"),
                WHOLE,
                _("Nút Hoàn tác ở quầy hiện chừng ấy giây sau mỗi việc."),
                NOW,
                _("giây"),
                0,
                120,
            ),
            Choice(
                "come_back_days",
                _("Phiếu giấy tờ cần bổ sung giữ chỗ trong"),
                WHOLE,
                _("Người mang phiếu quay lại trong khoảng này được gọi trước người mới đến."),
                NOTHING,
                _("ngày làm việc"),
                1,
                60,
            ),
            Choice(
                "lock_minutes",
                _("Màn hình quầy không ai dùng thì khóa sau"),
                WHOLE,
                _("Số đang tiếp vẫn ở quầy; mở khóa bằng mã PIN. 0: không khóa."),
                NOTHING,
                _("phút"),
                0,
                240,
            ),
        ),
    ),
    Subject(
        "tickets",
        _("Cấp số ở ki-ốt"),
        (
            Choice(
                "lunch_tickets",
                _("Ki-ốt cấp số trong giờ nghỉ trưa"),
                YES,
                _("Số lấy giờ trưa được gọi từ đầu giờ chiều."),
                NOW,
            ),
            Choice(
                "ask_priority",
                _("Hỏi ưu tiên ở ki-ốt"),
                ONE_OF,
                _("Không hỏi lý do, không in, không đọc: chỉ hỏi có cần hay không."),
                SCREENS,
                options=(
                    ("always", _("Hỏi sau khi chọn việc")),
                    ("button", _("Một nút nhỏ ở màn hình đầu")),
                    ("off", _("Không hỏi")),
                ),
            ),
            Choice(
                "kiosk_diagonal_mm",
                _("Đường chéo màn hình ki-ốt"),
                WHOLE,
                _("21,5 inch là 546 mm. Nút và chữ giữ đúng cỡ theo mi-li-mét."),
                SCREENS,
                _("mm"),
                least=200,
                most=1700,
            ),
            Choice(
                "stop_before_close_minutes",
                _("Ngừng cấp số trước giờ đóng cửa"),
                WHOLE,
                _("0: cấp đến hết giờ."),
                NEXT_TICKET,
                _("phút"),
                0,
                240,
            ),
            Choice(
                "wifi",
                _("Mạng Wi-Fi của phòng chờ"),
                TEXT,
                _("In trên phiếu; để trống thì không in."),
                NEXT_TICKET,
                most=60,
            ),
            Choice(
                "public_url",
                _("Địa chỉ mà mã QR mở ra"),
                TEXT,
                _("Bắt đầu bằng http:// hoặc https://. Để trống: địa chỉ của máy chủ này trong mạng của trung tâm."),
                NEXT_TICKET,
                most=200,
            ),
        ),
    ),
    Subject(
        "booking",
        _("Đặt số trước"),
        (
            Choice(
                "bookings",
                _("Nhận đặt số trước"),
                YES,
                _("Công dân đặt số tại /book bằng điện thoại, trong mạng của trung tâm."),
                _("Tắt: không nhận thêm; số đã đặt vẫn giữ nguyên."),
            ),
            Choice(
                "booking_slot_minutes",
                _("Độ dài một khung giờ"),
                WHOLE,
                _("Mỗi dịch vụ có số chỗ riêng trong một khung."),
                _("Số đã đặt giữ nguyên giờ; khung mới chia từ bây giờ."),
                _("phút"),
                10,
                240,
            ),
            Choice(
                "booking_days", _("Đặt trước nhiều nhất"), WHOLE, _("0: chỉ trong ngày."), NOTHING, _("ngày"), 0, 30
            ),
            Choice(
                "bookings_per_person",
                _("Số đang đặt của một người"),
                WHOLE,
                _("Tính theo trình duyệt, vì không hỏi tên; mỗi dịch vụ một số một ngày."),
                NOTHING,
                _("số đặt"),
                1,
                10,
            ),
            Choice(
                "booking_head_start_minutes",
                _("Đến đúng hẹn được xếp như đến trước"),
                WHOLE,
                _("So với lúc khung giờ bắt đầu; không bao giờ vượt người đã chờ quá lâu."),
                NEXT_TICKET,
                _("phút"),
                0,
                60,
            ),
            Choice(
                "booking_late_minutes",
                _("Đến muộn quá thì xếp như vừa đến"),
                WHOLE,
                _("Từ lúc đó chỗ trong ngày được nhường cho người khác."),
                NEXT_TICKET,
                _("phút"),
                0,
                60,
            ),
            Choice(
                "booking_check_in",
                _("Số đặt trước thành phiếu khi"),
                ONE_OF,
                _("Ở ngoài mạng của trung tâm cũng mở được trang đặt số thì nên chọn máy lấy số."),
                NEXT_TICKET,
                options=(
                    ("kiosk", _("Quét ở máy lấy số")),
                    ("phone", _("Quét ở máy, hoặc bấm “Tôi đã đến” trên điện thoại")),
                    ("auto", _("Tự động khi khung giờ bắt đầu")),
                ),
            ),
        ),
    ),
    Subject(
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
        ),
    ),
    Subject(
        "alerts",
        _("Cảnh báo cho trưởng ca"),
        (
            Choice("wait_warn_minutes", _("Nhắc khi có người chờ"), WHOLE, "", NOTHING, _("phút"), 1, 240),
            Choice("wait_alarm_minutes", _("Báo động khi có người chờ"), WHOLE, "", NOTHING, _("phút"), 1, 480),
            Choice("called_alert_minutes", _("Gọi mà chưa bắt đầu"), WHOLE, "", NOTHING, _("phút"), 1, 60),
            Choice("idle_alert_minutes", _("Quầy trống trong khi có người chờ"), WHOLE, "", NOTHING, _("phút"), 1, 240),
            Choice("no_show_alert_percent", _("Vắng mặt trong một giờ quá"), WHOLE, "", NOTHING, "%", 1, 100),
            Choice("voice_alert_seconds", _("Loa đọc trễ quá"), WHOLE, "", NOTHING, _("giây"), 5, 600),
            Choice(
                "quota_alert_percent", _("Đã cấp đến"), WHOLE, _("Phần của số tối đa trong ngày."), NOTHING, "%", 1, 100
            ),
            Choice(
                "rating_alert_visits",
                _("Chưa ai đánh giá sau"),
                WHOLE,
                _("0: không nhắc."),
                NOTHING,
                _("lượt"),
                0,
                1000,
            ),
            Choice("disk_alert_mb", _("Ổ đĩa máy chủ còn dưới"), WHOLE, "", NOTHING, "MB", 100, 1_000_000),
            Choice("clock_alert_seconds", _("Đồng hồ máy chủ nhảy quá"), WHOLE, "", NOTHING, _("giây"), 5, 3600),
            Choice("alert_repeat_minutes", _("Nhắc lại sau"), WHOLE, _("Khi chưa hết."), NOTHING, _("phút"), 1, 240),
        ),
        _("Bảng trực tiếp tại /live nhắc khi vượt các mức này."),
    ),
    Subject(
        "backup",
        _("Tự sao lưu"),
        (
            Choice(
                "backup_hour",
                _("Giờ sao lưu mỗi đêm"),
                WHOLE,
                _("Máy tắt thì làm khi bật lại."),
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
    ),
    Subject(
        "texts",
        _("Tên và lời chữ"),
        (
            Choice("organisation", _("Tên cơ quan"), TEXT, "", SCREENS, least=1, most=120),
            Choice("name", _("Tên phường, xã"), TEXT, _("Như “phường Bình Minh”."), SCREENS, least=1, most=80),
            Choice("province", _("Tỉnh, thành phố"), TEXT, "", SCREENS, most=80),
            Choice(
                "portal",
                _("Cổng nộp hồ sơ trực tuyến"),
                TEXT,
                _("Hiện trên màn hình ngoài giờ và trên điện thoại."),
                SCREENS,
                most=120,
            ),
        ),
    ),
    Subject(
        "dossiers",
        _("Hồ sơ"),
        (
            Choice(
                "dossier_prefix",
                _("Đầu mã hồ sơ"),
                TEXT,
                _("Phần đầu giống nhau của các mã, như H99.01; gõ mã ở quầy khỏi phải gõ lại."),
                NOTHING,
                most=20,
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
                _("Khi hai nguồn nói khác nhau về một hồ sơ"),
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
    ),
)


def subject_of(key: str) -> Subject | None:
    """The subject of that key."""
    return next((subject for subject in SUBJECTS if subject.key == key), None)


def choice_of(column: str) -> Choice | None:
    """The line of a column."""
    return next((one for subject in SUBJECTS for one in subject.choices if one.column == column), None)
