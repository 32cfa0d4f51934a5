"""The choices of names and words that citizens read."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _

from setup.choice import LINES, NEXT_TICKET, SCREENS, TEXT, Choice, Subject, Words
from wording import MOST_GROUPS, SENTENCES

TEXTS = Subject(
    "texts",
    _("Tên và biểu trưng"),
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
)


def _both(column: str, name: Words, name_en: Words, about: Words, effect: Words) -> Iterator[Choice]:
    """A sentence, and its English."""
    kind, most = (TEXT, SENTENCES[column].most) if column in SENTENCES else (LINES, MOST_GROUPS)
    yield Choice(column, name, kind, about, effect, most=most, delivered="vi")
    yield Choice(f"{column}_en", name_en, kind, "", effect, most=most, delivered="en")


WORDS = Subject(
    "words",
    _("Lời cho công dân"),
    (
        *_both(
            "kiosk_title",
            _("Máy lấy số: câu hỏi đầu"),
            _("Máy lấy số: câu hỏi đầu, tiếng Anh"),
            _("Dòng to nhất ở màn hình đầu."),
            SCREENS,
        ),
        *_both(
            "kiosk_hint",
            _("Máy lấy số: câu chỉ dẫn"),
            _("Máy lấy số: câu chỉ dẫn, tiếng Anh"),
            _("Dưới câu hỏi đầu."),
            SCREENS,
        ),
        *_both(
            "kiosk_closing",
            _("Máy lấy số: câu khi không cấp số"),
            _("Máy lấy số: câu khi không cấp số, tiếng Anh"),
            _("Ngoài giờ và khi đã ngừng cấp số, dưới giờ mở cửa tiếp theo."),
            SCREENS,
        ),
        *_both(
            "priority_groups",
            _("Ai được ưu tiên"),
            _("Ai được ưu tiên, tiếng Anh"),
            _(
                "Mỗi dòng một nhóm. Hiện ở máy lấy số, trang đặt số và tờ quy tắc treo ở sảnh; "
                "không in, không đọc, không lưu."
            ),
            SCREENS,
        ),
        *_both(
            "tv_before",
            _("Màn hình chờ: trước lượt gọi đầu"),
            _("Màn hình chờ: trước lượt gọi đầu, tiếng Anh"),
            _("Sau câu “Chưa có số nào được gọi.”"),
            SCREENS,
        ),
        *_both(
            "ticket_foot",
            _("Phiếu: câu cuối"),
            _("Phiếu: câu cuối, tiếng Anh"),
            _("In dưới mã QR. Dòng tiếng Anh chỉ in trên phiếu lấy bằng tiếng Anh."),
            NEXT_TICKET,
        ),
    ),
    _("Mỗi ô có sẵn câu như ban đầu. Xóa trống một ô thì câu ban đầu trở lại."),
)
