"""Report profiles to begin with, one for each form and habit that printed reports show; a centre changes what it likes.

Nothing in them is more than a choice of settings: another centre's bases, classes and rounding are said the same way.
Source of each choice: docs/decisions.md, "Report profiles".
"""

from dataclasses import dataclass

from figures.profile import Profile, read_profile

N_ = str  # marks a sentence for pybabel, which knows this name


@dataclass(frozen=True)
class Preset:
    """A profile with the name it is chosen by; `form` is a key of reports.forms.FORMS."""

    key: str
    form: str
    name: str
    profile: Profile


PRESETS = {
    one.key: one
    for one in (
        Preset("quarter", "quarter", N_("A · Quý, kèm biểu 16 cột theo lĩnh vực"), Profile(period_preset="quarter")),
        Preset(
            "month",
            "month",
            N_("B · Tháng, ngắn"),
            read_profile(
                {
                    "period_preset": "month",
                    "annex_by_field": False,
                    "on_time_split": "merged",
                    "bases": {"on_time_rate": "resolved"},
                }
            ),
        ),
        Preset(
            "cumulative",
            "cumulative",
            N_("C · Lũy kế từ đầu năm"),
            read_profile({"period_preset": "cumulative", "on_time_split": "merged", "rounding": {"digits": 2}}),
        ),
        Preset(
            "long_binh",
            "cumulative",
            N_("C · Lũy kế, tỷ lệ đúng hạn lấy 100 trừ các phần còn lại"),
            read_profile(
                {
                    "period_preset": "cumulative",
                    "include_test": True,
                    "on_time_split": "merged",
                    "bases": {
                        "online_rate": "total",
                        "digitised_input_rate": "total",
                        "digitised_result_rate": "in_time",
                    },
                    "rounding": {"digits": 2},
                    "rounding_of": {
                        "on_time_rate": {"mode": "plug", "digits": 2},
                        "progress_rate": {"digits": 1},
                        "late_rate": {"digits": 1},
                        "pending_overdue_rate": {"digits": 1},
                    },
                }
            ),
        ),
    )
}
