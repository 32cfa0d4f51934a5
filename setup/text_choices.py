"""The choices of names and words that citizens read."""

from flask_babel import lazy_gettext as _

from setup.choice import SCREENS, TEXT, Choice, Subject

TEXTS = Subject(
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
)
