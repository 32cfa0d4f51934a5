"""The report profile: every choice in which centres differ, with the words that are printed for it.

One JSON object per profile, stored in `ReportProfile.settings`. A profile that contradicts itself is refused with the
two settings named. Which report uses which choice was read from printed reports: docs/decisions.md, "Report profiles".
"""

from typing import Annotated, Literal

from pydantic import Field, ValidationError, model_validator

from figures.contradictions import BASES, Contradiction, contradictions
from queueing.errors import Invalid
from shapes import Strict, Text

MeasureKey = Literal[
    "online_rate",
    "finish_rate",
    "on_time_rate",
    "progress_rate",
    "late_rate",
    "refused_rate",
    "withdrawn_rate",
    "stopped_rate",
    "supplement_rate",
    "pending_rate",
    "pending_in_time_rate",
    "pending_overdue_rate",
    "payment_rate",
    "payment_money_rate",
    "digitised_input_rate",
    "digitised_result_rate",
    "reuse_rate",
    "full_active_rate",
    "partial_active_rate",
    "feedback_on_time_rate",
    "satisfaction_rate",
    "called_in_time_rate",
]
ColumnKey = Literal[
    "total_received",
    "online",
    "direct",
    "carried_over",
    "finished",
    "early",
    "on_time",
    "late",
    "refused",
    "withdrawn",
    "stopped",
    "pending",
    "pending_in_time",
    "pending_overdue",
    "supplement_waiting",
    "duty_waiting",
    "supplement_asked",
]
Line = Annotated[Text, Field(max_length=300)]


class ProfileRefused(Invalid):
    """The settings cannot be used together, or one is not known."""

    code = "report_profile"


class Rounding(Strict):
    """How a rate is cut to its printed digits."""

    mode: Literal["half_up", "truncate", "plug"] = Field(
        default="half_up", description="plug: 100 − the other parts of the same sum, as they are printed"
    )
    digits: int = Field(default=1, ge=0, le=4)
    trim_zeros: bool = Field(default=True, description="100 instead of 100,0")


class Block(Strict):
    """Fields that are reported apart, such as those of the land registration branch."""

    name: Line
    fields: list[Line] = Field(min_length=1)


class Signing(Strict):
    """Who signs: "KT. GIÁM ĐỐC" over "PHÓ GIÁM ĐỐC", or the director himself with an empty `mode`."""

    mode: Literal["", "TM.", "KT.", "Q.", "TL.", "TUQ."] = ""
    on_behalf_of: Line = "GIÁM ĐỐC"
    title: Line = ""
    name: Line = ""


class Profile(Strict):
    """The settings of one report; the defaults print An Phú's figures, for a month."""

    # The period
    period_preset: Literal["day", "week", "month", "quarter", "half", "nine_months", "year", "cumulative", "free"] = (
        "month"
    )
    cut_off_day: int = Field(default=15, ge=1, le=28, description="the day a reporting month begins; 1: calendar")
    to_inclusive: bool = Field(default=True, description="False: the last day named is the first that no longer counts")

    # Who is counted, and when it ends
    include_test: bool = False
    end_event: Literal["processed", "returned"] = "processed"
    extended_counts_late: bool = Field(default=True, description="late in spite of a letter that promised a new day")
    carried_over_shown: bool = Field(default=True, description="False: (6) is spread over (4) and (5) by channel")
    carried_over_as_online: bool = Field(default=False, description="(6) counts as online in online_rate")
    finished_includes: list[Literal["refused", "withdrawn"]] = Field(default=["refused", "withdrawn"])
    stopped_bucket: Literal["refused", "withdrawn", "own"] = "refused"
    supplement_mode: Literal["leaf", "flow", "hidden"] = Field(
        default="leaf", description="flow: asked for in the period, beside the sum; hidden: within (14) and (15)"
    )
    duty_shown: bool = Field(default=False, description="waiting for a tax duty as a part of (13) of its own")
    on_time_split: Literal["apart", "merged", "early_only"] = "apart"

    # Rates
    bases: dict[MeasureKey, Literal["in_period", "total", "resolved", "in_time", "finished", "due"]] = Field(default={})
    dashboard_on_time: Literal["resolved", "as_report", "progress"] = Field(
        default="resolved", description="of what the dashboard's tile says how many promises were kept"
    )
    supplement_rate_of: Literal["as_shown", "waiting", "asked"] = Field(
        default="as_shown", description="supplement_rate tells of (16), or of papers asked for in the period"
    )
    late_includes_overdue: bool = Field(default=False, description="late_rate adds (15) to (10), and says so")
    payment_basis: Literal["count", "money", "both"] = "count"
    digitised_result_exclusions: list[Line] = Field(
        default=[], description="codes or names of procedures, or fields, without an electronic result"
    )
    exclusion_note: Line = ""
    rounding: Rounding = Rounding()
    rounding_of: dict[MeasureKey, Rounding] = Field(default={})

    # How it is written
    decimal_sign: Literal[",", "."] = ","
    thousands_sign: Literal[".", ",", " ", ""] = "."
    percent_gap: bool = Field(default=True, description="98,4 % in sentences; in a table never")
    zero_cell: Literal["blank", "0", "-"] = "blank"
    annex_by_field: bool = True
    source_blocks: list[Block] = Field(default=[])
    labels: dict[ColumnKey | MeasureKey, Line] = Field(
        default={}, description="the centre's own words for a column or a measure"
    )

    # The letterhead
    superior: Line = ""
    issuer: Line = ""
    place: Line = ""
    number_suffix: Line = "BC-TTPVHCC"
    addressees: list[Line] = Field(default=[])
    recipients: list[Line] = Field(default=[])
    signing: Signing = Signing()
    sections: list[Line] = Field(default=[], description="keys of the form's sections to print; empty: all")

    @model_validator(mode="after")
    def _agrees_with_itself(self) -> "Profile":
        for contradiction in contradictions(self):
            raise contradiction
        return self

    def base(self, measure: str) -> str:
        """Of what a measure is a share: as chosen, or its default; "total" where there is no choice."""
        return self.bases.get(measure, BASES.get(measure, ("total",))[0])  # type: ignore[call-overload]

    def rounding_for(self, measure: str) -> Rounding:
        return self.rounding_of.get(measure, self.rounding)  # type: ignore[call-overload]

    @property
    def asks_for_supplements(self) -> bool:
        """Whether anything of it tells how often papers were asked for in the period."""
        return self.supplement_mode == "flow" or self.supplement_count == "supplement_asked"

    @property
    def supplement_count(self) -> str:
        """The count that supplement_rate tells of; "" where requests are not shown at all."""
        shown = {"leaf": "waiting", "flow": "asked", "hidden": ""}[self.supplement_mode]
        chosen = shown if self.supplement_rate_of == "as_shown" else self.supplement_rate_of
        return f"supplement_{chosen}" if chosen else ""


def read_profile(settings: str | dict) -> Profile:
    """The profile in JSON or a dict. Raises ProfileRefused, with the settings named."""
    try:
        return Profile.model_validate_json(settings) if isinstance(settings, str) else Profile.model_validate(settings)
    except ValidationError as error:
        raise _refusal(error) from None


def _refusal(error: ValidationError) -> ProfileRefused:
    first = error.errors()[0]
    reason = first.get("ctx", {}).get("error")
    if isinstance(reason, Contradiction):
        return ProfileRefused(
            f"Mẫu báo cáo tự mâu thuẫn: “{reason.one}” và “{reason.other}”: {reason.vi}",
            f"The report profile contradicts itself: “{reason.one}” and “{reason.other}”: {reason.en}",
            field=reason.one,
        )
    where = ".".join(str(part) for part in first["loc"][:2])
    return ProfileRefused(
        f"Mẫu báo cáo: mục “{where}” không dùng được. Mời chọn lại.",
        f"The report profile: “{where}” cannot be used: {first['msg']}.",
        field=where,
    )
